"""Where the library runs from, a checkout or an installed copy, and what its commands are called there."""

from __future__ import annotations

from pathlib import Path

LIBRARY = Path(__file__).resolve().parent

_ABOVE = LIBRARY.parents[1]
CHECKOUT = _ABOVE if LIBRARY == _ABOVE / "src" / "proceedings" and (_ABOVE / "requirements.lock").is_file() else None
"""The checkout, None for an installed copy: one put into a folder of another project must not take that for its own."""


def program(name: str) -> str:
    """Return what a command is called in a message: scripts/new_paper.py, or ky-yeu new-paper."""
    return f"scripts/{name}.py" if CHECKOUT else f"ky-yeu {name.replace('_', '-')}"


def command_line(name: str) -> str:
    """Return how the command is typed, to be copied from a message."""
    return f"python3 {program(name)}" if CHECKOUT else program(name)
