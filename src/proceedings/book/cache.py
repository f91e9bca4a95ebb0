"""Layouts kept from earlier runs, found by a digest of everything they depend on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from dataclasses import asdict
from pathlib import Path

from proceedings.model.typeset import Body, Fragment, Heading, Typeset

_KEPT_SECONDS = 30 * 86_400


def load(cache: Path, name: str) -> Typeset | None:
    """Return the layout kept under a digest, None where there is none or where it is damaged."""
    try:
        facts = json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))
        pdf = (cache / f"{name}.pdf").read_bytes()
        if facts.pop("pdf_digest") != hashlib.sha256(pdf).hexdigest():
            return None
        body = facts.pop("body")
        headings = tuple(Heading(*row) for row in body.pop("headings"))
        fragments = tuple(Fragment(*row) for row in body.pop("fragments"))
        wide = tuple(facts.pop("wide_tables"))
        body = Body(headings=headings, fragments=fragments, **body)
        result = Typeset(body=body, wide_tables=wide, pdf=pdf, **facts)
        os.utime(cache / f"{name}.json")
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return result


def store(cache: Path, name: str, result: Typeset) -> None:
    """Keep a layout; a cache that cannot be written is done without."""
    facts = asdict(result)
    pdf = facts.pop("pdf")
    facts["pdf_digest"] = hashlib.sha256(pdf).hexdigest()
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        # The PDF first: facts without it are never found, since both are needed.
        for path, content in ((cache / f"{name}.pdf", pdf), (cache / f"{name}.json", json.dumps(facts).encode())):
            fresh = path.with_name(f"{path.name}.{os.getpid()}")
            fresh.write_bytes(content)
            fresh.replace(path)


def forget(cache: Path) -> None:
    """Let go of layouts that were not used for a month."""
    oldest = time.time() - _KEPT_SECONDS
    with contextlib.suppress(OSError):
        for facts in cache.glob("*.json"):
            if facts.stat().st_mtime < oldest:
                facts.unlink(missing_ok=True)
                facts.with_suffix(".pdf").unlink(missing_ok=True)
