"""What the pages for developers say of the code: every path, name and room that they speak of is there."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from test_layers import MAY_IMPORT

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "proceedings"
DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s:]+)\)")
_SUFFIXES = (".py", ".md", ".yml", ".toml", ".css", ".svg", ".png")
# What a build or a first call makes, addresses on the site, and what events bring: they may be deleted.
_MADE = ("site/", "dist/", ".cache/", ".venv/", "quy-tac/", "papers/*")
# What rooms of several layers use: the picture leaves it out.
_UNDER_ALL = {"cache", "installation", "processes"}
_PLACEHOLDERS = re.compile(r"[<>…]|[A-Z]{4,}\.(?:md|pdf|docx)")


def named(text: str) -> list[str]:
    """Return what a page sets as code and what it links to."""
    text = _FENCED.sub("", text)
    return [*_CODE.findall(text), *_LINK.findall(text), *_INDENTED.findall(text)]


def paths(text: str) -> list[str]:
    """Return the paths of this repository that a page speaks of."""
    words = [word.strip("[],;:").partition("#")[0] for part in named(text) for word in part.split()]
    found = [word for word in words if word.endswith(("/", *_SUFFIXES)) and not word.startswith(("-", "/", *_MADE))]
    return [path for path in dict.fromkeys(found) if path not in ("/", "") and not _PLACEHOLDERS.search(path)]


def symbols(text: str) -> list[str]:
    """Return the classes and functions of our own that a page speaks of: `EventPlan`, `Event.banner`, `render()`."""
    return [part for part in dict.fromkeys(named(text)) if re.fullmatch(r"[A-Z]\w*[a-z]\w*(\.\w+)?|\w+\(\)", part)]


def is_there(path: str) -> bool:
    """Return whether a path, or a pattern, is there from the top or from src/proceedings/."""
    return any(next(place.glob(path.rstrip("/")), None) is not None for place in (ROOT, SOURCE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_named_is_there(name: str) -> None:
    found = paths((ROOT / name).read_text(encoding="utf-8"))
    assert len(found) >= 8
    assert [path for path in found if not is_there(path)] == []


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_class_and_function_named_is_defined(name: str) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    found = symbols((ROOT / name).read_text(encoding="utf-8"))
    assert len(found) >= 5
    assert [symbol for symbol in found if not is_defined(symbol, code)] == []


def is_defined(symbol: str, code: str) -> bool:
    """Return whether `f()` is a function, `C` a class or named type, `C.x` a field or method of that class."""
    if symbol.endswith("()"):
        return re.search(rf"^ *def {symbol[:-2]}\(", code, re.MULTILINE) is not None
    name, _, member = symbol.partition(".")
    found = re.finditer(rf"^(?:class {name}\b|{name} = ).*\n(?:(?: .*)?\n)*", code, re.MULTILINE)
    return any(not member or re.search(rf"\b{member}\b", definition[0]) is not None for definition in found)


def test_every_room_is_named_in_the_architecture() -> None:
    rooms = {path.parent.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("__init__.py")} - {"."}
    parents = {room.partition("/")[0] for room in rooms if "/" in room}
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert sorted(room for room in rooms - parents if f"`{room}/`" not in text) == []


def test_the_picture_has_every_import_going_down() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    below: dict[str, set[str]] = {}
    for upper, lower in re.findall(r"^ +(\w+)(?:\[.*?\])? --> (\w+)", text, re.MULTILINE):
        below.setdefault(upper, set()).add(lower)
    order = list(TopologicalSorter(below).static_order())  # raises CycleError where an arrow goes up
    for room in order:
        below[room] = below.get(room, set()).union(*(below[lower] for lower in below.get(room, ())))
    for room in MAY_IMPORT.keys() - _UNDER_ALL:
        assert MAY_IMPORT[room] - _UNDER_ALL <= below.get(room, set()), room


def test_what_is_looked_for_can_be_missed() -> None:
    text = (
        "See `word/no_such.py`, [it](docs/none.md), `rules/`, `papers/<event>/x.md` and `NoSuchClass`, `Event.no_such`."
    )
    assert paths(text) == ["word/no_such.py", "rules/", "docs/none.md"]
    assert [path for path in paths(text) if not is_there(path)] == ["word/no_such.py", "docs/none.md"]
    assert symbols(text) == ["NoSuchClass", "Event.no_such"]
    code = "class Event:\n    title: str\n\n    def days(self) -> int: ...\n\nno_such = 1\n"
    assert [is_defined(symbol, code) for symbol in ("NoSuchClass", "Event.no_such", "Event.title", "days()")] == [
        False, False, True, True,
    ]  # fmt: skip
