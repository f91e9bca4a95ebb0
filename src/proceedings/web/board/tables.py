"""The board as tables to download: CSV for other programs, XLSX for Excel; the same board gives the same bytes.

CSV is UTF-8 with a byte order mark, by which Excel knows Vietnamese letters, and semicolons between cells: Vietnamese
numbers have a comma before their decimals, so a comma cannot part cells as well. A first line "sep=;" would make Excel
forget the byte order mark.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.listing.indexes import name_of
from proceedings.model.proceedings import Proceedings
from proceedings.text.dates import short_date
from proceedings.web.board.board import Board, BoardUnit
from proceedings.web.board.papers import STATES, VERDICTS, BoardPaper

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | datetime.date | None

# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDEST = 60
_TOTALS = "tong-hop"
# Where a zip file says nothing of a time.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTable:
    """A table: `name` is the file's, `title` the sheet's."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(board: Board, proceedings: Proceedings) -> tuple[BoardTable, ...]:
    """Return the tables of a board; what is internal has columns of its own, absent from a public board."""
    totals: tuple[tuple[Cell, ...], ...] = (("Tính đến ngày", board.today), *board.totals)
    columns: tuple[str, ...] = _PAPER_COLUMNS
    papers = tuple(_paper(paper, proceedings) for paper in board.papers)
    if board.internal:
        columns += _INTERNAL_COLUMNS
        papers = tuple((*row, *_internal(paper)) for row, paper in zip(papers, board.papers, strict=True))
    return (
        BoardTable(name=_TOTALS, title="Tổng hợp", columns=("Mục", "Số liệu"), rows=totals),
        BoardTable(name="don-vi", title="Đơn vị", columns=_UNIT_COLUMNS, rows=tuple(map(_unit, board.units))),
        BoardTable(
            name="chu-de",
            title="Chủ đề",
            columns=("Chủ đề", "Số bài"),
            rows=tuple((topic.label, topic.papers) for topic in board.topics),
        ),
        BoardTable(name="bai-viet", title="Bài viết", columns=columns, rows=papers),
    )


def as_csv(table: BoardTable) -> bytes:
    """Return a table as CSV; a cell that a spreadsheet would compute has an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(table.columns)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(found: tuple[BoardTable, ...], today: datetime.date) -> bytes:
    """Return tables as the sheets of a workbook: real numbers and dates, no formulas; `today` is its only date."""
    from openpyxl import Workbook  # takes as long to load as a small site to make

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in found:
        _fill(book.create_sheet(table.title), table)
    book.properties.creator = "Kỷ yếu"
    book.properties.created = datetime.datetime.combine(today, datetime.time())
    made = io.BytesIO()
    book.save(made)
    return _without_clock(made.getvalue(), today)


_UNIT_COLUMNS = ("Đơn vị", "Chỉ tiêu từ", "Chỉ tiêu đến", "Đã nhận", "Còn thiếu", "Vượt chỉ tiêu")
_PAPER_COLUMNS = (
    "Tên bài",
    "Tác giả",
    "Đơn vị",
    "Chủ đề",
    "Trạng thái",
    "Kết quả kiểm tra",
    "Số trang",
    "Số trang tối đa",
    "Số chữ",
    "Ngày nhận",
    "Số ngày muộn",
    "Quy tắc chưa đạt",
    "Quy tắc được miễn",
)
_INTERNAL_COLUMNS = ("Thẩm định", "Lý do miễn", "Nhận xét")


def _unit(unit: BoardUnit) -> tuple[Cell, ...]:
    least, most = (unit.asked.min, unit.asked.max) if unit.asked else (None, None)
    return unit.name, least, most, unit.papers, unit.missing, unit.over


def _paper(paper: BoardPaper, proceedings: Proceedings) -> tuple[Cell, ...]:
    return (
        paper.title,
        ", ".join(paper.authors),
        name_of(paper.unit, proceedings),
        paper.topic_title,
        STATES[paper.state],
        VERDICTS[paper.verdict] if paper.verdict else "",
        paper.pages,
        paper.most,
        paper.words,
        paper.received,
        paper.days_late if paper.received else None,
        ", ".join(remark.code for remark in paper.remarks),
        ", ".join(waived.code for waived in paper.waived),
    )


def _internal(paper: BoardPaper) -> tuple[Cell, ...]:
    reasons = "\n".join(f"{waived.code}: {waived.reason}" for waived in paper.waived)
    messages = "\n".join(f"{remark.code}, {message}" for remark in paper.remarks for message in remark.messages)
    return paper.review, reasons, messages


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime.date):
        return short_date(cell)
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = _UNPRINTABLE.sub("", cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _fill(sheet: Worksheet, table: BoardTable) -> None:
    """Write a table into a sheet: head row bold and frozen, columns as wide as their words, long cells wrapped."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for line, row in enumerate((table.columns, *table.rows), 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(line, place)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if line == 1:
                cell.font = Font(bold=True)
            if isinstance(value, str):
                # Marked as text: "=1+1" is a title here, not a sum, and stays one when it is edited.
                cell.value, cell.data_type, cell.quotePrefix = _UNPRINTABLE.sub("", value), "s", value[:1] in _FORMULA
            elif value is not None:
                cell.value = value
                cell.number_format = "dd/mm/yyyy" if isinstance(value, datetime.date) else "0"
    for place, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    if table.name != _TOTALS and table.rows:
        sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes, one across


def _widths(table: BoardTable) -> Iterator[int]:
    for place, name in enumerate(table.columns):
        longest = max((len(line) for row in table.rows for line in _plain(row[place]).split("\n")), default=0)
        yield min(max(longest, len(name)) + 3, _WIDEST)


def _without_clock(made: bytes, today: datetime.date) -> bytes:
    """Return a workbook whose parts and properties know no time but `today`: the writer stamps them with the clock."""
    stamp = rb"\g<1>" + f"{today.isoformat()}T00:00:00Z".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(stamp, content)
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(part, content)
    return packed.getvalue()
