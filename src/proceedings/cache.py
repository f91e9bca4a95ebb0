"""What earlier runs made, found by a digest of everything it depends on."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from proceedings.installation import CHECKOUT, LIBRARY

_DIGEST_BYTES = 32
_KEPT_SECONDS = 30 * 86_400

Refused = TypeVar("Refused")


@functools.cache
def code_version(*parts: str) -> str:
    """Return a digest of the libraries in use and of `parts`: folders or files of the package."""
    digest = hashlib.sha256(f"{sys.version}\n{_libraries()}".encode())
    files = [path for part in parts for path in (LIBRARY / part, *sorted((LIBRARY / part).rglob("*")))]
    for path in files:
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


@functools.cache
def _libraries() -> str:
    """Return the libraries that a checkout locks, or those beside an installed package with their versions."""
    if CHECKOUT:
        return (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
    # One that is half removed has no name.
    return repr(sorted(f"{found.name} {found.version}" for found in importlib.metadata.distributions()))


def kept(cache: Path | None, what: str, make: Callable[[], bytes | Refused]) -> bytes | Refused:
    """Return bytes that depend on `what` alone, made only where they are not kept already.

    They are written and read with their digest before them, so that damaged ones are made again. Whatever else `make`
    returns is not kept, and a cache that cannot be written is ignored.
    """
    if cache is None:
        return make()
    path = cache / f"{hashlib.sha256(what.encode()).hexdigest()}.kept"
    with contextlib.suppress(OSError):
        content = path.read_bytes()
        if hashlib.sha256(content[_DIGEST_BYTES:]).digest() == content[:_DIGEST_BYTES]:
            os.utime(path)
            return content[_DIGEST_BYTES:]
    made = make()
    if isinstance(made, bytes):
        write(path, hashlib.sha256(made).digest() + made)
    return made


def write(path: Path, content: bytes) -> None:
    """Write a file of a cache whole or not at all; one that cannot be written is ignored."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(path)


def forget(cache: Path) -> None:
    """Delete entries unused for 30 days."""
    oldest = time.time() - _KEPT_SECONDS
    with contextlib.suppress(OSError):
        for single in cache.glob("*.kept"):
            if single.stat().st_mtime < oldest:
                single.unlink(missing_ok=True)
        for facts in cache.glob("*.json"):
            if facts.stat().st_mtime < oldest:
                facts.unlink(missing_ok=True)
                facts.with_suffix(".pdf").unlink(missing_ok=True)
