"""The layers of the code: imports go one way, and few files know the outside engines."""

from __future__ import annotations

import ast
import functools
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "proceedings"
FILES = sorted([*SOURCE.rglob("*.py"), *(ROOT / "hooks").glob("*.py")])

# What each part may import besides itself; each line may only name parts of the lines below it.
VIEWS = {"listing", "checking", "rules", "reading", "processes", "model", "text", "cache", "installation"}
MAY_IMPORT = {
    "hooks": {"pipeline", "web", "book", "word"} | VIEWS,
    "commands": {"pipeline", "web", "book", "word"} | VIEWS,
    "pipeline": {"web", "book", "word"} | VIEWS,
    "web": VIEWS - {"processes", "cache"},
    "book": VIEWS,
    "word": VIEWS - {"cache"},
    "listing": {"rules", "model", "text"},
    "checking": {"rules", "reading", "model", "text", "installation"},
    "rules": {"model", "text"},
    "reading": {"model", "text", "cache"},
    "processes": {"model"},
    "model": {"text"},
    "text": set(),
    "cache": {"installation"},
    "installation": set(),
}

# The rooms of a package from the top floor down: each may import those behind it, and no other.
ROOMS = {
    "book": ("print_shop", "volume", "preflight", "pages", "layout"),
    "web": (
        "mkdocs", "pages", "machines", "board", "content", "news", "page", "event_dates", "photographs", "admonitions",
    ),
    "word": (
        "reply", "merging", "manuscript", "markdown", "legacy", "title_page", "structure", "writing", "house_style",
        "cleaning", "formatting", "programs", "container", "wording", "remark",
    ),
}  # fmt: skip

MOST_FILES, MOST_LINES = 20, 350


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "src" if path.is_relative_to(ROOT / "src") else ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


NAMES = {name_of(path) for path in FILES}


def part_of(module: str) -> str:
    """Return "reading" for proceedings.reading.load, "hooks" for a hook, "" for the package itself."""
    parts = module.split(".")
    return parts[0] if parts[0] == "hooks" else parts[1] if len(parts) > 1 else ""


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def imports(path: Path) -> set[str]:
    """Return the absolute names of the modules that a file imports, also within functions and for type checking."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            # `from proceedings.rules import safety` imports a module, `from proceedings.rules.safety import X` a name.
            inner = {f"{module}.{alias.name}" for alias in node.names} & NAMES
            found |= inner or {module}
    return found


GRAPH = {name_of(path): imports(path) & NAMES - {name_of(path)} for path in FILES}


def importers(package: str) -> list[str]:
    return [
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if any(name == package or name.startswith(f"{package}.") for name in imports(path))
    ]


def test_the_table_of_layers_goes_one_way() -> None:
    order = list(MAY_IMPORT)
    for part, allowed in MAY_IMPORT.items():
        assert allowed <= set(order[order.index(part) + 1 :])


def test_every_part_has_a_layer() -> None:
    assert {part_of(name_of(path)) for path in FILES} - {""} <= set(MAY_IMPORT)
    assert {"text", "model", "reading", "rules", "checking"} <= {part_of(name_of(path)) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    part = part_of(name_of(path))
    used = {part_of(name) for name in imports(path) if name.split(".")[0] in ("proceedings", "hooks")}
    assert used <= MAY_IMPORT.get(part, set()) | {part}


def test_no_circles_between_modules() -> None:
    assert tuple(TopologicalSorter(GRAPH).static_order())  # raises CycleError, naming the circle


@pytest.mark.parametrize("package", ROOMS)
def test_every_room_of_a_package_has_a_floor(package: str) -> None:
    inside = {name.split(".")[2] for name in NAMES if name.startswith(f"proceedings.{package}.")}
    assert inside == set(ROOMS[package])


@pytest.mark.parametrize("package", ROOMS)
def test_imports_inside_a_package_go_down(package: str) -> None:
    prefix, floors = f"proceedings.{package}.", ROOMS[package]
    for name, used in GRAPH.items():
        if name.startswith(prefix):
            room = name.split(".")[2]
            allowed = set(floors[floors.index(room) :])
            strange = {other for other in used if other.startswith(prefix) and other.split(".")[2] not in allowed}
            assert not strange, f"{name} imports {sorted(strange)}"


def test_no_folder_and_no_file_is_too_large() -> None:
    folders = Counter(path.parent.relative_to(ROOT).as_posix() for path in FILES if path.name != "__init__.py")
    assert not {folder: count for folder, count in folders.items() if count > MOST_FILES}
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert not {name: count for name, count in lines.items() if count > MOST_LINES}


def test_no_two_classes_have_one_name() -> None:
    named = Counter(node.name for path in FILES for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef))
    assert not {name: count for name, count in named.items() if count > 1}


def test_only_hooks_and_web_know_mkdocs() -> None:
    for package in ("mkdocs", "mkdocs_with_pdf", "material"):
        for path in importers(package):
            assert path.startswith(("hooks/", "src/proceedings/web/")), f"{path} imports {package}"


def test_one_file_and_its_mend_know_the_pdf_engine() -> None:
    assert [Path(name).stem for name in importers("weasyprint")] == ["engine", "line_breaks"]


def test_at_most_one_file_knows_pandoc() -> None:
    assert len(importers("pypandoc")) <= 1
    assert (SOURCE / "word").exists() == bool(importers("pypandoc"))


def test_no_catch_all_modules() -> None:
    assert not {name.rpartition(".")[2] for name in NAMES} & {"utils", "util", "helpers", "common", "base", "misc"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_modules_open_with_one_caption_sentence(path: Path) -> None:
    caption = (ast.get_docstring(parsed(path)) or "").split("\n\n")[0]
    assert caption, "no docstring"
    assert "\n" not in caption, "the caption does not fit on one line"
    assert caption.endswith((".", "?", "!", "…")), caption
