"""The board's downloads, read back: the same as the board, harmless in a spreadsheet, the same bytes each time."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
import zipfile

import openpyxl
import pytest
from web.board_seminar import FORMULA, PAPERS, PLANTED, TODAY, board_of, content_of

from proceedings.web.board.page import board_files
from proceedings.web.board.tables import BoardTable, as_csv, as_xlsx, tables
from proceedings.web.page import link

FOLDER = "ban-bien-tap/2021-hoi-thao"
RISKY = ["=1+1", "+84", "-5", "@SUM(A1)", "\tx", "'=1", "a;b", 'nói "thật"', "hai\ndòng", "Ưu điểm", "1.2", "0007"]


def table_of(*cells: object) -> BoardTable:
    return BoardTable(name="a", title="A", columns=("Một",), rows=tuple((cell,) for cell in cells))


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture(params=[False, True], ids=["public", "preview"])
def found(request, make_tree) -> tuple[BoardTable, ...]:
    root = make_tree(PAPERS)
    proceedings = content_of(root).proceedings
    return tables(board_of(root, preview=request.param), proceedings)


def test_the_workbook_read_back_is_the_model(found):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(found, TODAY)))
    assert book.sheetnames == ["Tổng hợp", "Đơn vị", "Chủ đề", "Bài viết"]
    for table in found:
        rows = [tuple(_day(cell) for cell in row) for row in book[table.title].iter_rows(values_only=True)]
        assert rows == [table.columns, *(tuple(cell if cell != "" else None for cell in row) for row in table.rows)]


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime.datetime) else value


def test_csv_read_back_is_the_model(found):
    for table in found:
        head, *rows = read_csv(as_csv(table))
        assert tuple(head) == table.columns
        assert rows == [[_written(cell) for cell in row] for row in table.rows]


def _written(cell: object) -> str:
    if isinstance(cell, datetime.date):
        return cell.strftime("%d/%m/%Y")
    text = "" if cell is None else str(cell)
    return f"'{text}" if text == FORMULA else text


def test_columns_that_are_internal_are_absent_from_a_public_board(make_tree):
    root = make_tree(PAPERS)
    proceedings = content_of(root).proceedings
    columns = {preview: tables(board_of(root, preview=preview), proceedings)[3].columns for preview in (False, True)}
    assert columns[True][len(columns[False]) :] == ("Thẩm định", "Lý do miễn", "Nhận xét")


def test_no_cell_of_csv_begins_a_formula():
    cells = [row[0] for row in read_csv(as_csv(table_of(*RISKY)))[1:]]
    assert [cell for cell in cells if cell[0] in "=+-@\t\r"] == []
    assert [cell.removeprefix("'") for cell in cells] == [risky.removeprefix("'") for risky in RISKY]


def test_no_cell_of_the_workbook_is_a_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx((table_of(*RISKY),), TODAY))).worksheets[0]
    cells = [cell for (cell,) in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == RISKY
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [text[0] in "=+-@\t" for text in RISKY]


def test_numbers_and_dates_are_real():
    day = datetime.date(2022, 1, 5)
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx((table_of(7, day, None, "x\x07y"),), TODAY))).worksheets[0]
    number, date, nothing, text = (cell for (cell,) in sheet.iter_rows(min_row=2))
    assert (number.value, number.data_type) == (7, "n")
    assert (date.is_date, date.value.date(), date.number_format) == (True, day, "dd/mm/yyyy")
    assert (nothing.value, text.value) == (None, "xy")


def test_the_head_stays_in_sight_and_columns_are_wide_enough(found):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(found, TODAY)))
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        # The totals are no list to be filtered.
        assert sheet.auto_filter.ref == (None if sheet.title == "Tổng hợp" else sheet.dimensions)
        assert all(cell.font.bold for cell in sheet[1])
        for column in sheet.columns:
            width = sheet.column_dimensions[column[0].column_letter].width
            assert len(str(column[0].value)) + 2 <= width <= 60


def test_a_workbook_tells_nobody_who_made_it_or_when(found):
    content = as_xlsx(found, TODAY)
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert (properties.creator, properties.lastModifiedBy) == ("Kỷ yếu", None)
    assert properties.created == properties.modified == datetime.datetime(2021, 10, 20)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        stamps = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", parts.read("docProps/core.xml").decode())
    assert set(stamps) == {"2021-10-20T00:00:00"}


def test_the_same_board_gives_the_same_bytes(make_tree):
    root = make_tree(PAPERS)
    first = dict(board_files(content_of(root)))
    assert dict(board_files(content_of(root))) == first
    assert set(first) == {f"{FOLDER}/{name}" for name in WANTED}


WANTED = ("don-vi.csv", "chu-de.csv", "bai-viet.csv", "bang-theo-doi.xlsx")


def test_nothing_planted_is_in_public_downloads(make_tree):
    for path, content in board_files(content_of(make_tree(PAPERS))):
        text = content.decode("utf-8", "ignore") if path.endswith(".csv") else unpacked(content)
        assert not [words for words in PLANTED.values() if words in text], path


def test_what_was_planted_is_in_the_downloads_of_a_preview(make_tree):
    files = dict(board_files(content_of(make_tree(PAPERS), preview=True)))
    for text in (files[f"{FOLDER}/bai-viet.csv"].decode(), unpacked(files[f"{FOLDER}/bang-theo-doi.xlsx"])):
        assert [name for name, words in PLANTED.items() if words not in text] == []


def unpacked(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return html.unescape("".join(parts.read(name).decode() for name in parts.namelist()))


def test_downloads_stand_beside_the_page():
    assert link(f"{FOLDER}/index.md", f"{FOLDER}/bang-theo-doi.xlsx") == "bang-theo-doi.xlsx"
