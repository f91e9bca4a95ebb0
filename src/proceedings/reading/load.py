"""The whole content tree: papers/ and everything in it, read once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from proceedings.model.document import OfficialDocument
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.finding import Fault
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Foreword, Proceedings, Written
from proceedings.model.unit import Unit
from proceedings.reading.folder import (
    EVENT_FILE,
    FOREWORD,
    folder_problem,
    is_profile,
    misplaced,
    profile_problem,
    scan,
)
from proceedings.reading.from_yaml import Builder, overlay
from proceedings.reading.papers import PaperFile, read_foreword, read_paper, set_aside
from proceedings.reading.source import decode, read_bytes
from proceedings.reading.strict_yaml import Mapping, Node, Scalar, Sequence, YamlError, parse
from proceedings.text.letters import shorten
from proceedings.text.likeness import nearest

_GUIDELINE, _UNITS, _DOCUMENTS = "guideline.yml", "units.yml", "documents.yml"
_MAX_BYTES = 1_000_000

Row = TypeVar("Row", Unit, OfficialDocument)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTree:
    """The model, every fault met on the way, and the papers that could not be read (path by event).

    `set_aside` are those of them that say they are drafts or withdrawn; `headless` holds those whose text could be
    read although their head could not.
    """

    proceedings: Proceedings
    faults: tuple[Fault, ...]
    unreadable: tuple[tuple[str, str], ...]
    set_aside: frozenset[str] = frozenset()
    headless: tuple[Paper, ...] = ()


@dataclass(slots=True)
class _Tray:
    """What is being collected while the tree is read."""

    faults: list[Fault] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    set_aside: set[str] = field(default_factory=set)
    headless: list[Paper] = field(default_factory=list)
    forewords: dict[str, Foreword] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)

    def tree(self, proceedings: Proceedings) -> LoadedTree:
        return LoadedTree(
            proceedings=proceedings,
            faults=tuple(self.faults),
            unreadable=tuple(self.unreadable),
            set_aside=frozenset(self.set_aside),
            headless=tuple(self.headless),
        )


def read(root: Path, cache: Path | None = None) -> LoadedTree:
    """Read the content tree `root` (the folder that holds papers/).

    Parameters
    ----------
    cache
        Folder that keeps figures as they were read before.

    Raises
    ------
    ProceedingsError
        There is no papers/ folder.
    """
    papers = root / "papers"
    if not papers.is_dir():
        raise ProceedingsError(f"Không có thư mục papers/ trong {root}.", "Kiểm tra tham số --root.")
    tray = _Tray()
    house = _tree(root, papers / _GUIDELINE, tray) or Mapping({}, {}, 1)
    guideline = _build(Guideline, house, f"papers/{_GUIDELINE}", tray) or Guideline()
    units = _rows(Unit, root, papers / _UNITS, tray)
    documents = _rows(OfficialDocument, root, papers / _DOCUMENTS, tray)
    for entry in sorted(papers.iterdir()):
        if entry.name in (_GUIDELINE, _UNITS, _DOCUMENTS) or entry.name.startswith("."):
            continue
        problem = _entry_problem(entry)
        if problem:
            tray.faults.append(misplaced(root, entry, problem))
        elif entry.is_dir():
            _read_event(root, entry, house, guideline, tray, cache)
    for event in tray.events:
        tray.faults += _unknown_ids(event, units, documents)
    proceedings = Proceedings(
        guideline=guideline,
        units=units,
        documents=documents,
        events=tuple(tray.events),
        papers=tuple(tray.papers),
        forewords=tray.forewords,
        written=tray.written,
    )
    return tray.tree(proceedings)


def with_paper(tree: LoadedTree, root: Path, shown: str, file: PaperFile) -> LoadedTree:
    """Return the tree with a paper of one of its events that has been written since: new, or in the old one's place.

    Parameters
    ----------
    shown
        The paper's path, relative to `root`.
    file
        The paper as it reads now.
    """
    path = root / shown
    tray = _Tray(
        faults=[fault for fault in tree.faults if owner(fault.path) != shown],
        papers=[paper for paper in tree.proceedings.papers if paper.path != shown],
        unreadable=[entry for entry in tree.unreadable if entry[1] != shown],
        set_aside=set(tree.set_aside - {shown}),
        headless=[paper for paper in tree.headless if paper.path != shown],
    )
    tray.faults += [fault for fault in scan(root, path.parent).faults if owner(fault.path) == shown]
    _add_paper(tray, root, path, file, has_event=True)
    papers = tuple(sorted(tray.papers, key=lambda paper: paper.path.split("/")))
    return tray.tree(replace(tree.proceedings, papers=papers))


def owner(path: str) -> str:
    """Return the paper that a file in the folder of a paper belongs to, for any other file its own path."""
    return f"{path.rpartition('/')[0]}.md" if path.count("/") > 2 else path


def _add_paper(tray: _Tray, root: Path, path: Path, file: PaperFile, *, has_event: bool) -> None:
    tray.faults += file.faults
    shown = path.relative_to(root).as_posix()
    if file.paper is not None and has_event:
        tray.papers.append(file.paper)
        return
    tray.unreadable.append((path.parent.name, shown))
    if file.paper is None and set_aside(path):
        tray.set_aside.add(shown)
    if file.headless is not None and has_event:
        tray.headless.append(file.headless)


def _entry_problem(entry: Path) -> str | None:
    """Return why something does not belong in papers/, which holds events and profiles of printers."""
    if entry.is_dir():
        return folder_problem(entry)
    if is_profile(entry):
        return profile_problem(entry)
    return "không thuộc thư mục papers/ (bài nằm trong sự kiện)"


def _read_event(root: Path, folder: Path, house: Node, guideline: Guideline, tray: _Tray, cache: Path | None) -> None:
    found = scan(root, folder)
    tray.faults += found.faults
    event = _event(root, folder, house, guideline, tray)
    if event is not None:
        tray.events.append(event)
        guideline = event.guideline
    for path in found.papers:
        file = read_paper(root, path, found.figures.get(path.stem, ()), guideline, cache)
        _add_paper(tray, root, path, file, has_event=event is not None)
    if (folder / FOREWORD).is_file() and not (folder / FOREWORD).is_symlink():
        foreword, faults = read_foreword(root, folder / FOREWORD, guideline.limits)
        tray.faults += faults
        if foreword is not None:
            tray.forewords[folder.name] = foreword


def _event(root: Path, folder: Path, house: Node, guideline: Guideline, tray: _Tray) -> Event | None:
    path = folder / EVENT_FILE
    node = _tree(root, path, tray)
    shown = path.relative_to(root).as_posix()
    if not isinstance(node, Mapping):
        return _build(Event, node, shown, tray) if node else None
    own = node.items.get("guideline")
    plan = Mapping({key: value for key, value in node.items.items() if key != "guideline"}, node.lines, node.line)
    builder = Builder(shown)
    event = builder.build(Event, plan)
    tray.faults += builder.faults
    tray.written[folder.name] = Written(builder.lines, frozenset(builder.left_out))
    if event and event.volume.print.profile:
        line = builder.lines.get("volume.print.profile", 0)
        tray.faults += _profile_fault(root, event.volume.print.profile, shown, line)
    if own and not (isinstance(own, Scalar) and own.empty):
        guideline = _override(house, own, shown, tray) or guideline
    return replace(event, id=folder.name, guideline=guideline) if event else None


def _profile_fault(root: Path, name: str, shown: str, line: int) -> list[Fault]:
    """Return the fault of an event that names a profile which is not in papers/; a wrong one is reported there."""
    if "/" not in name and is_profile(Path(name)) and (root / "papers" / name).is_file():
        return []
    message = f"Không có tệp màu ICC “{shorten(name)}” trong papers/."
    return [
        Fault("KY103", shown, line, message, "Đặt tệp .icc của nhà in vào papers/ rồi ghi tên tệp, không có đường dẫn.")
    ]


def _override(house: Node, own: Node, shown: str, tray: _Tray) -> Guideline | None:
    """Return the house's guideline with the event's changes; what is wrong in the house's has been reported there."""
    of_house = {fault._replace(path=shown) for fault in tray.faults if fault.path == f"papers/{_GUIDELINE}"}
    builder = Builder(shown)
    guideline = builder.build(Guideline, overlay(house, own))
    faults = [fault for fault in builder.faults if fault not in of_house]
    tray.faults += faults
    return None if faults else guideline  # a limit half read could be no limit at all


def _tree(root: Path, path: Path, tray: _Tray) -> Node | None:
    shown = path.relative_to(root).as_posix()
    if path.is_symlink() or not path.is_file():
        problem = "là liên kết tượng trưng" if path.is_symlink() else "không có"
        tray.faults.append(Fault("KY901", shown, 0, f"Tệp {path.name} {problem}.", f"Tạo tệp {shown} theo mẫu."))
        return None
    content = read_bytes(path, shown, _MAX_BYTES)
    text = content if isinstance(content, Fault) else decode(content, shown)
    if isinstance(text, Fault):
        tray.faults.append(text)
        return None
    try:
        return parse(text)
    except YamlError as fault:
        tray.faults.append(Fault(fault.code, shown, fault.line, fault.message, fault.fix))
        return None


Built = TypeVar("Built", Event, Guideline)


def _build(kind: type[Built], node: Node, shown: str, tray: _Tray) -> Built | None:
    builder = Builder(shown)
    value = builder.build(kind, node)
    tray.faults += builder.faults
    return value


def _rows(kind: type[Row], root: Path, path: Path, tray: _Tray) -> dict[str, Row]:
    """Read a register, a list of rows with an id; a bad row is a fault and the others go on."""
    node = _tree(root, path, tray)
    shown = path.relative_to(root).as_posix()
    rows: dict[str, Row] = {}
    if node is None:
        return rows
    if not isinstance(node, Sequence):
        tray.faults.append(Fault("KY103", shown, node.line, "Tệp phải là một danh sách.", "Mỗi mục bắt đầu bằng “- ”."))
        return rows
    for item in node.items:
        builder = Builder(shown)
        row = builder.build(kind, item)
        tray.faults += builder.faults
        if row is not None and row.id in rows:
            tray.faults.append(Fault("KY103", shown, item.line, f"Mã “{row.id}” dùng hai lần.", "Đặt mã khác."))
        elif row is not None:
            rows[row.id] = row
    return rows


def _unknown_ids(event: Event, units: dict[str, Unit], documents: dict[str, OfficialDocument]) -> list[Fault]:
    """Ids in a plan that no register has."""
    shown = f"papers/{event.id}/{EVENT_FILE}"
    quotas = event.quotas
    wanted = [
        event.organizer,
        *(quotas.units if quotas else ()),
        *(q.unit for q in (quotas.exceptions if quotas else ())),
    ]
    faults = [
        Fault("KY105", shown, 0, f"Không có đơn vị mã “{unit}” trong units.yml.", _did_you_mean(unit, units))
        for unit in dict.fromkeys(wanted)
        if units and unit not in units
    ]
    if quotas:
        fix = "Thêm mã đơn vị vào quotas.units hoặc bỏ chỉ tiêu riêng."
        faults += [
            Fault("KY103", shown, 0, f"Chỉ tiêu riêng của “{own.unit}”, nhưng đơn vị này không ở quotas.units.", fix)
            for own in quotas.exceptions
            if own.unit not in quotas.units and own.unit in units
        ]
    return faults + [
        Fault(
            "KY103",
            shown,
            0,
            f"Không có văn bản mã “{document}” trong documents.yml.",
            _did_you_mean(document, documents),
        )
        for document in event.plan.based_on
        if documents and document not in documents
    ]


def _did_you_mean(word: str, known: dict[str, Row]) -> str:
    meant = nearest(word, known, at_least=85)
    return f"Có phải “{meant[0]}”?" if meant else "Thêm mã này vào danh mục hoặc sửa mã."
