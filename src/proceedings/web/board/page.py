"""The pages of the editors' board: one for each event, one that lists them, and their downloads."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.listing.indexes import name_of
from proceedings.text.order import text_key
from proceedings.web.board.board import BOARDS, Board, boards
from proceedings.web.board.papers import STATES, VERDICTS, BoardPaper
from proceedings.web.board.reminder import reminder
from proceedings.web.board.tables import as_csv, as_xlsx, tables
from proceedings.web.content import Content
from proceedings.web.page import SitePage, TocEntry, link, template

_SCRIPT = "assets/board.js"
_WORKBOOK = "bang-theo-doi.xlsx"
# What papers may be filtered by besides their state.
_MARKS = {
    "warning": "có cảnh báo",
    "fail": "có lỗi",
    "late": "nộp muộn",
    "long": "quá số trang",
    "waived": "được miễn",
}


def board_pages(content: Content) -> Iterator[SitePage]:
    """Yield the list of boards, and the boards of all events that show one."""
    shown = boards(content)
    yield _list_page(shown)
    for board in shown:
        yield _board_page(board, content)


def board_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """Yield the downloads of the boards by path."""
    for board in boards(content):
        folder = board.path.removesuffix("index.md")
        found = tables(board, content.proceedings)
        for table in found[1:]:  # the totals are on the page
            yield f"{folder}{table.name}.csv", as_csv(table)
        yield folder + _WORKBOOK, as_xlsx(found, board.today)


def _list_page(shown: tuple[Board, ...]) -> SitePage:
    html = template("boards.html", boards=shown, link=lambda target: link(BOARDS, target))
    description = "Bảng theo dõi của ban biên tập: bài đã nhận, còn thiếu theo từng tọa đàm, hội thảo."
    return SitePage(path=BOARDS, title="Ban biên tập", html=html, description=description, head=_head(shown))


def _board_page(board: Board, content: Content) -> SitePage:
    path, event, proceedings = board.path, board.event, content.proceedings
    letters = [(unit, text) for unit in board.units if (text := reminder(unit, board, proceedings))]
    html = template(
        "board.html",
        board=board,
        event=event,
        rows=[(paper, " ".join(_marks(paper))) for paper in board.papers],
        filters=_filters(board, content),
        letters=letters,
        downloads=[(table.title, f"{table.name}.csv") for table in tables(board, proceedings)[1:]],
        workbook=_WORKBOOK,
        states=STATES,
        verdicts=VERDICTS,
        unit_name=lambda unit: name_of(unit, proceedings),
        link=lambda target: link(path, target),
    )
    sections = (
        ("tong-quan", "Tổng quan", True),
        ("don-vi", "Số bài của các đơn vị", board.units),
        ("chu-de", "Chủ đề", board.topics),
        ("bai-viet", "Bài viết", True),
        ("nhac-bai", "Thư nhắc bài", letters),
        ("ke-hoach", "Nhận xét về kế hoạch", board.remarks),
        ("tai-ve", "Tải về", True),
    )
    return SitePage(
        path=path,
        title=f"Bảng theo dõi: {event.title}",
        html=html,
        description=f"{event.kind} “{event.title}”: số bài đã nhận, còn thiếu, kết quả kiểm tra.",
        sections=tuple(TocEntry(level=2, anchor=anchor, title=title) for anchor, title, there in sections if there),
        searched=False,  # the titles of all papers would come once more before the papers
        head=_head((board,)) + f'<script src="{link(path, _SCRIPT)}" defer></script>',
    )


def _head(shown: tuple[Board, ...]) -> str:
    """Keep what is internal out of search engines; whoever knows the address still reads it."""
    return '<meta name="robots" content="noindex">' if any(board.internal for board in shown) else ""


def _marks(paper: BoardPaper) -> Iterator[str]:
    """Yield what a paper may be filtered by: its state, a bad verdict, lateness, length, waivers."""
    yield paper.state
    verdict = str(paper.verdict or "")
    there = {
        "warning": verdict == "warning",
        "fail": verdict == "fail",
        "late": paper.late,
        "long": paper.too_long,
        "waived": bool(paper.waived),
    }
    yield from (mark for mark, is_there in there.items() if is_there)


def _filters(board: Board, content: Content) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the filters: name, label and the choices that papers of this board have, in the board's own order."""
    units = {paper.unit for paper in board.papers}
    topics = {paper.topic for paper in board.papers}
    marks = {mark for paper in board.papers for mark in _marks(paper)}
    ordered = [unit.id for unit in board.units]
    ordered += sorted(units - {*ordered, ""}, key=lambda unit: text_key(name_of(unit, content.proceedings)))
    return [
        ("unit", "Đơn vị", [(unit, name_of(unit, content.proceedings)) for unit in ordered if unit in units]),
        ("state", "Trạng thái", [one for one in (STATES | _MARKS).items() if one[0] in marks]),
        ("topic", "Chủ đề", [(topic.number, topic.label) for topic in board.topics if topic.number in topics]),
    ]
