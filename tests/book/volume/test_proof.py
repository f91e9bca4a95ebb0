"""A book broken on purpose: each fault is found, and reported in its own words."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from book import seminar
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from proceedings.book.layout.layout_pool import typeset_all
from proceedings.book.pages.font_subset import Face, faces
from proceedings.book.volume.binding import bind
from proceedings.book.volume.book import Book
from proceedings.book.volume.proof import fonts, proof
from proceedings.listing.volume_order import COVER_PAGES, plan
from proceedings.reading.load import read

pytestmark = pytest.mark.slow

NOTED, LONG, TABLE, OWN = range(4)
"""The papers in the volume's order: one of many notes, one of two pages, two of one page."""
# From WeasyPrint's coordinates, pixels from the upper edge, to the page's.
UPSIDE_DOWN = b"1 0 0 -1 0 841.889764 cm 0.75 0 0 0.75 0 0 cm"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A sound volume of four papers, two of them of one page."""
    root: Path = seminar.write(tmp_path_factory.mktemp("proof"))
    proceedings = read(root).proceedings
    papers = tuple(paper for paper in proceedings.papers if paper.front.status == "accepted")
    event = proceedings.events[0]
    return bind(event, plan(event, papers, typeset_all(proceedings, papers), {}), proceedings)


def with_entry(book: Book, number: int, **changes: object) -> Book:
    """Return the book whose entry `number` claims something else."""
    right = book.entries[number]
    wrong = dataclasses.replace(right, **changes)
    groups = tuple(
        dataclasses.replace(group, entries=tuple(wrong if entry == right else entry for entry in group.entries))
        for group in book.plan.groups
    )
    sheets = tuple(sheet._replace(entry=wrong) if sheet.entry == right else sheet for sheet in book.plan.sheets)
    return dataclasses.replace(book, plan=dataclasses.replace(book.plan, groups=groups, sheets=sheets))


def rewritten(book: Book, change: Callable[[pikepdf.Pdf], None]) -> Book:
    """Return the book whose volume `change` has worked on."""
    with pikepdf.open(io.BytesIO(book.volume)) as document:
        change(document)
        buffer = io.BytesIO()
        document.save(buffer)
    return dataclasses.replace(book, volume=buffer.getvalue())


def without_pages(book: Book, first: int, count: int = 1) -> Book:
    def drop(document: pikepdf.Pdf) -> None:
        del document.pages[first : first + count]

    return rewritten(book, drop)


def place_of(book: Book, number: int) -> int:
    """Return where page `number` of body and back is in the file."""
    return book.front_pages + number - 1


def contents_place(book: Book) -> int:
    return next(place for place in range(COVER_PAGES, book.front_pages) if book.label(place) == contents_label(book))


def contents_label(book: Book) -> str:
    return next(listed.page for listed in book.numbers.front if listed.id == "muc-luc")


def pages_said(book: Book, missing: int) -> str:
    whole = book.front_pages + book.body_pages + book.back_pages
    return f"Kỷ yếu có {whole - missing} trang, phải là {whole} trang."


def starting_with(problems: tuple[str, ...], words: str) -> Iterator[str]:
    return (problem for problem in problems if problem.startswith(words))


class Block(NamedTuple):
    """What draws a line of text on a page, and the text."""

    drawing: bytes
    text: str


def blocks(book: Book, page: pikepdf.Page) -> list[Block]:
    """Return the lines of a page in the order they are drawn."""
    letters = {
        face.name: {number: char for char, number in sorted(face.numbers.items(), reverse=True)}
        for face in styles(book).values()
    }
    by_key = {
        key.encode(): letters[str(font.BaseFont)[1:].partition("+")[2]] for key, font in page.resources.Font.items()
    }
    page.contents_coalesce()
    found = []
    for drawing in re.findall(rb"BT\b.*?\bET\b", page.Contents.read_bytes(), re.DOTALL):
        font = by_key[re.findall(rb"(/\S+) [\d.]+ Tf", drawing)[0]]
        glyphs = re.findall("....", "".join(re.findall("<([0-9a-f]*)>", drawing.decode())))
        found.append(Block(drawing, "".join(font.get(int(glyph, 16), "?") for glyph in glyphs)))
    return found


def styles(book: Book) -> dict[str, Face]:
    return faces(book.family)


def redraw(page: pikepdf.Page, old: bytes, new: bytes) -> None:
    """Put something else in the place of what a page draws exactly once."""
    page.contents_coalesce()
    content = page.Contents.read_bytes()
    assert content.count(old) == 1
    page.Contents.write(content.replace(old, new))


def test_a_sound_book(book):
    assert len(book.entries) == 4
    assert [entry.layout.pages for entry in book.entries[LONG:]] == [2, 1, 1]
    assert proof(book) == ()


def test_wrong_first_page(book):
    entry = book.entries[LONG]
    title, page = entry.paper.front.title, entry.first_page + 1
    problems = proof(with_entry(book, LONG, first_page=page))
    assert f"Trang {page} không mở đầu bằng bài “{title}”." in problems
    assert f"Mục lục không ghi bài “{title}” ở trang {page}." in problems


def test_a_number_that_only_begins_like_the_right_one(book):
    """The contents say 1…; a book that says page 1 of a paper on page 10 or more is wrong."""
    late = next(place for place, entry in enumerate(book.entries) if entry.first_page >= 10)
    title, page = book.entries[late].paper.front.title, book.entries[late].first_page // 10
    problems = proof(with_entry(book, late, first_page=page))
    assert f"Mục lục không ghi bài “{title}” ở trang {page}." in problems


@pytest.mark.parametrize("number", range(4))
def test_a_dropped_page_of_each_paper(book, number):
    entry = book.entries[number]
    problems = proof(without_pages(book, place_of(book, entry.last_page)))
    title = entry.paper.front.title
    one_page = entry.layout.pages == 1
    said = f"Trang {entry.first_page} không mở" if one_page else f"Câu cuối của bài “{title}” không có ở trang"
    assert list(starting_with(problems, said))
    assert pages_said(book, 1) in problems


@pytest.mark.parametrize("number", range(4))
def test_a_dropped_paper(book, number):
    entry = book.entries[number]
    problems = proof(without_pages(book, place_of(book, entry.first_page), entry.layout.pages))
    assert f"Trang {entry.first_page} không mở đầu bằng bài “{entry.paper.front.title}”." in problems
    assert f"Mục lục không ghi bài “{entry.paper.front.title}” ở trang {entry.first_page}." in problems
    assert pages_said(book, entry.layout.pages) in problems


@pytest.mark.parametrize("behind", [0, 1])
def test_a_dropped_list(book, behind):
    listed = book.numbers.back[behind]
    problems = proof(without_pages(book, place_of(book, int(listed.page))))
    assert f"Trang {listed.page} không mở đầu bằng {listed.title}." in problems
    assert pages_said(book, 1) in problems


def test_many_dropped_pages(book):
    left = book.front_pages + 1
    problems = proof(without_pages(book, left, 1000))
    whole = book.front_pages + book.body_pages + book.back_pages
    assert f"Kỷ yếu có {left} trang, phải là {whole} trang." in problems


def test_papers_out_of_order(book):
    def swap(document: pikepdf.Pdf) -> None:
        first, second = book.front_pages, place_of(book, book.entries[LONG].first_page)
        pages = document.pages
        pages[first], pages[second] = pages[second], pages[first]

    problems = proof(rewritten(book, swap))
    for entry in book.entries[:2]:
        assert f"Trang {entry.first_page} không mở đầu bằng bài “{entry.paper.front.title}”." in problems


@pytest.mark.parametrize("number", range(4))
def test_a_wrong_number_in_the_contents(book, number):
    entry, regular = book.entries[number], styles(book)["regular"]
    wrong = entry.first_page + 1

    def rewrite(document: pikepdf.Pdf) -> None:
        page = document.pages[contents_place(book)]
        redraw(page, regular.codes(str(entry.first_page)) + b" Tj", regular.codes(str(wrong)) + b" Tj")

    problems = proof(rewritten(book, rewrite))
    assert problems == (f"Trang {contents_label(book)}: “{wrong}” dẫn đến trang {entry.first_page}.",)


def test_a_contents_line_without_its_number(book):
    entry, regular = book.entries[TABLE], styles(book)["regular"]

    def rewrite(document: pikepdf.Pdf) -> None:
        redraw(document.pages[contents_place(book)], regular.codes(str(entry.first_page)) + b" Tj", b"<> Tj")

    problems = proof(rewritten(book, rewrite))
    assert len(problems) == 1
    assert problems[0].startswith(f"Trang {contents_label(book)}: “")
    assert problems[0].endswith(f"” dẫn đến trang {entry.first_page}.")


def test_a_wrong_number_in_an_index(book):
    regular = styles(book)["regular"]
    index = place_of(book, int(book.numbers.back[0].page))
    numbers = f"{book.entries[NOTED].first_page}, {book.entries[LONG].first_page}"

    def rewrite(document: pikepdf.Pdf) -> None:
        wrong = regular.codes(numbers.replace("12", "13"))
        redraw(document.pages[index], regular.codes(numbers) + b" Tj", wrong + b" Tj")

    assert numbers == "1, 12"
    assert proof(rewritten(book, rewrite)) == (f"Trang {book.label(index)}: “13” dẫn đến trang 12.",)


@pytest.mark.parametrize("number", range(4))
def test_a_link_of_the_contents_to_a_wrong_page(book, number):
    entry = book.entries[number]

    def turn(document: pikepdf.Pdf) -> None:
        right = document.pages[place_of(book, entry.first_page)].objgen
        wrong = document.pages[place_of(book, entry.first_page + 1)].obj
        links = [link for link in document.pages[contents_place(book)].Annots if link.Dest[0].objgen == right]
        assert len(links) == 1
        links[0].Dest[0] = wrong

    problems = proof(rewritten(book, turn))
    title, page = entry.paper.front.title, entry.first_page
    assert f"Trang {contents_label(book)}: “{page}” dẫn đến trang {page + 1}." in problems
    assert f"Mục lục không ghi bài “{title}” ở trang {page}." in problems
    assert len(problems) == 2


def test_a_link_of_an_index_to_a_wrong_page(book):
    index = place_of(book, int(book.numbers.back[0].page))

    def turn(document: pikepdf.Pdf) -> None:
        document.pages[index].Annots[-1].Dest[0] = document.pages[book.front_pages].obj

    problems = proof(rewritten(book, turn))
    assert problems == (f"Trang {book.label(index)}: “{book.entries[OWN].first_page}” dẫn đến trang 1.",)


@pytest.mark.parametrize(("number", "right", "wrong"), [(NOTED, "1–", "2–"), (LONG, "–13", "–14"), (TABLE, "14", "15")])
def test_a_wrong_citation_range(book, number, right, wrong):
    entry, italic = book.entries[number], styles(book)["italic"]

    def rewrite(document: pikepdf.Pdf) -> None:
        page = document.pages[place_of(book, entry.first_page)]
        cited = next(block for block in blocks(book, page) if ", tr." in block.text)
        head, mark, pages = cited.text.partition("tr.")
        line = italic.codes(cited.text)
        assert line in cited.drawing
        assert right in pages
        redraw(page, line, italic.codes(head + mark + pages.replace(right, wrong)))

    last = f"–{entry.last_page}" if entry.last_page > entry.first_page else ""
    said = f"không ghi tr. {entry.first_page}{last}."
    assert proof(rewritten(book, rewrite)) == (f"Dòng trích dẫn của bài “{entry.paper.front.title}” {said}",)


def test_the_last_sentence_is_cut(book):
    entry = book.entries[LONG]

    def cut(document: pikepdf.Pdf) -> None:
        page = document.pages[place_of(book, entry.last_page)]
        last = next(block for block in blocks(book, page) if block.text.startswith("Câu cuối"))
        assert "".join(last.text.split()) == "Câucuốicủabàicónhanđềdài."
        redraw(page, last.drawing, b"")

    problems = proof(rewritten(book, cut))
    assert problems == (f"Câu cuối của bài “{entry.paper.front.title}” không có ở trang {entry.last_page}.",)


def test_a_last_sentence_the_volume_does_not_have(book):
    entry = book.entries[NOTED]
    body = dataclasses.replace(entry.layout.body, last_sentence="Câu này không còn trong bài nữa.")
    problems = proof(with_entry(book, NOTED, layout=dataclasses.replace(entry.layout, body=body)))
    assert problems == (f"Câu cuối của bài “{entry.paper.front.title}” không có ở trang {entry.last_page}.",)


def test_a_first_sentence_the_volume_does_not_have(book):
    entry = book.entries[TABLE]
    body = dataclasses.replace(entry.layout.body, plain="Câu này không còn trong bài nữa.")
    problems = proof(with_entry(book, TABLE, layout=dataclasses.replace(entry.layout, body=body)))
    assert problems == (f"Câu đầu của bài “{entry.paper.front.title}” không có ở trang {entry.first_page}.",)


@pytest.mark.parametrize("number", [1, 2, 11, 12, 13, 14, 15])
def test_a_page_of_a_paper_without_its_number(book, number):
    entry = next(entry for entry in book.entries if entry.first_page <= number <= entry.last_page)

    def bare(document: pikepdf.Pdf) -> None:
        page = document.pages[place_of(book, number)]
        foot = [block for block in blocks(book, page) if block.text == str(number)][-1]
        assert b"/KyYeuR" in foot.drawing
        redraw(page, foot.drawing, b"")

    said = f"Số trang {number} không in ở chân trang của bài “{entry.paper.front.title}”."
    assert proof(rewritten(book, bare)) == (said,)


def test_a_page_of_the_back_without_its_number(book):
    number = int(book.numbers.back[0].page)

    def bare(document: pikepdf.Pdf) -> None:
        page = document.pages[place_of(book, number)]
        redraw(page, [block for block in blocks(book, page) if block.text == str(number)][-1].drawing, b"")

    assert proof(rewritten(book, bare)) == (f"Số trang {number} không in ở chân trang.",)


def test_a_page_of_the_back_numbered_wrongly(book):
    """What happened once: another sheet's rule set the index to page 0."""
    number = int(book.numbers.back[0].page)

    def renumber(document: pikepdf.Pdf) -> None:
        page, regular = document.pages[place_of(book, number)], styles(book)["regular"]
        redraw(page, regular.codes(str(number)) + b" Tj", regular.codes("0") + b" Tj")

    assert proof(rewritten(book, renumber)) == (f"Số trang {number} không in ở chân trang.",)


def test_an_index_on_the_wrong_page(book):
    first, second = (int(listed.page) for listed in book.numbers.back)

    def swap(document: pikepdf.Pdf) -> None:
        places = place_of(book, first), place_of(book, second)
        pages = [document.pages[place] for place in places]
        document.pages[places[0]], document.pages[places[1]] = pages[1], pages[0]

    problems = proof(rewritten(book, swap))
    for listed in book.numbers.back:
        assert f"Trang {listed.page} không mở đầu bằng {listed.title}." in problems
        assert f"Số trang {listed.page} không in ở chân trang." in problems


def test_text_on_a_blank_page(book):
    blank = next(sheet.number for sheet in book.plan.sheets if sheet.entry is None)

    def copy(document: pikepdf.Pdf) -> None:
        document.pages[place_of(book, blank)] = document.pages[place_of(book, blank - 1)]

    assert proof(rewritten(book, copy)) == (f"Trang {blank} phải để trắng mà có chữ.",)


@pytest.mark.parametrize("number", [2, 40])
def test_a_footnote_on_another_page_than_its_call(book, number):
    entry = book.entries[NOTED]
    pages = range(place_of(book, entry.first_page), place_of(book, entry.last_page))
    moved: list[int] = []

    def move(document: pikepdf.Pdf) -> None:
        found = [(place, block) for place in pages for block in blocks(book, document.pages[place])]
        for place, block in found:
            if f"n{number:02d}n" in block.text:
                redraw(document.pages[place], block.drawing, b"")
                document.pages[place + 1].contents_add(b"q " + UPSIDE_DOWN + b" " + block.drawing + b" Q")
                moved.append(place - book.front_pages + 1)

    problems = proof(rewritten(book, move))
    assert len(moved) == 1
    said = f"Chú thích {number + 1} của bài “{entry.paper.front.title}” không nằm ở trang {moved[0]} của chỗ gọi."
    assert problems == (said,)


def test_a_foreign_font(book):
    def rename(document: pikepdf.Pdf) -> None:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/BaseFont", "")).endswith("-Italic"):
                item.BaseFont = pikepdf.Name("/ABCDEF+DejaVu-Sans")

    said = f"Có chữ vẽ bằng phông DejaVu-Sans, không phải {book.family.name}."
    assert said in proof(rewritten(book, rename))


def test_a_foreign_font_beside_the_own_ones(book):
    """A fallback font that drew one letter of one page."""

    def add(document: pikepdf.Pdf) -> None:
        descriptor = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/ABCDEF+DejaVu-Sans"))
        descriptor.FontFile2 = document.make_stream(b"")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType)
        font.BaseFont, font.FontDescriptor = pikepdf.Name("/ABCDEF+DejaVu-Sans"), descriptor
        page = document.pages[book.front_pages]
        page.add_resource(document.make_indirect(font), pikepdf.Name.Font, pikepdf.Name.Strange)

    assert proof(rewritten(book, add)) == (f"Có chữ vẽ bằng phông DejaVu-Sans, không phải {book.family.name}.",)


def test_a_family_of_another_name(book):
    other = dataclasses.replace(book, family=dataclasses.replace(book.family, name="Phông Khác"))
    name = book.family.name.replace(" ", "-")
    assert f"Có chữ vẽ bằng phông {name}, không phải Phông Khác." in proof(other)


def test_a_font_whose_name_only_begins_alike_is_foreign(book):
    other = dataclasses.replace(book, family=dataclasses.replace(book.family, name=book.family.name[:-1]))
    assert list(starting_with(proof(other), "Có chữ vẽ bằng phông"))


def test_fonts_that_are_not_embedded(book):
    def strip(document: pikepdf.Pdf) -> None:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]

    problems = proof(rewritten(book, strip))
    assert set(problems) >= {f"Phông {face.name} không được nhúng." for face in styles(book).values()}


def test_one_font_that_is_not_embedded(book):
    def strip(document: pikepdf.Pdf) -> None:
        del descriptor_of(book, document, "bold-italic")["/FontFile2"]

    assert f"Phông {styles(book)['bold-italic'].name} không được nhúng." in proof(rewritten(book, strip))


def descriptor_of(book: Book, document: pikepdf.Pdf, style: str) -> pikepdf.Object:
    """Return the descriptor of a font that the pages behind the cover draw with."""
    name = styles(book)[style].name
    for page in document.pages[COVER_PAGES:]:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            if str(font.BaseFont).partition("+")[2] == name:
                return font.DescendantFonts[0].FontDescriptor
    raise AssertionError(f"{name} draws nothing")


@pytest.mark.parametrize(
    ("style", "char"),
    [("regular", "ề"), ("bold", "Ú"), ("italic", "ờ"), ("regular", "T"), ("bold", "K")],
    ids=["inside", "inside-bold", "inside-italic", "on-the-cover-too", "on-the-cover-too-bold"],
)
def test_a_missing_glyph(book, style, char):
    """A letter without its shape, though every other font of the file, the cover's, may have it."""
    face = styles(book)[style]
    number = face.numbers[char]

    def empty(document: pikepdf.Pdf) -> None:
        program = descriptor_of(book, document, style).FontFile2
        with TTFont(io.BytesIO(program.read_bytes()), recalcBBoxes=False, recalcTimestamp=False) as font:
            name = font.getGlyphOrder()[number]
            assert font["glyf"][name].numberOfContours
            font["glyf"][name] = Glyph()
            buffer = io.BytesIO()
            font.save(buffer)
        program.write(buffer.getvalue())
        program.Length1 = len(buffer.getvalue())

    problems = proof(rewritten(book, empty))
    texts = {text[number] for entry in book.entries if number in (text := entry.layout.glyphs.get(face.name, {}))}
    assert len(texts) == 1
    assert problems == (f"Phông {face.name} thiếu hình chữ: {texts.pop()}.",)


def test_fonts_are_those_of_the_family(book):
    assert {embedded for _, embedded in fonts(book.volume)} == {True}
    assert {name.partition("-")[0] for name, _ in fonts(book.volume)} == {book.family.name.partition(" ")[0]}


def test_a_title_the_contents_do_not_have(book):
    entry = book.entries[TABLE]
    front = dataclasses.replace(entry.paper.front, title="Nhan đề khác hẳn")
    problems = proof(with_entry(book, TABLE, paper=dataclasses.replace(entry.paper, front=front)))
    assert f"Trang {entry.first_page} không mở đầu bằng bài “Nhan đề khác hẳn”." in problems
    assert f"Mục lục không ghi bài “Nhan đề khác hẳn” ở trang {entry.first_page}." in problems
