"""A book broken on purpose: each fault is found, and said in its own words."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from book import seminar

from proceedings.book.book import Book
from proceedings.book.press import typeset_all
from proceedings.book.proof import fonts, proof
from proceedings.book.volume import bind
from proceedings.reading.tree import read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A sound volume of four papers, two of them of one page."""
    root: Path = seminar.write(tmp_path_factory.mktemp("proof"))
    proceedings = read(root).proceedings
    papers = tuple(paper for paper in proceedings.papers if paper.front.status == "accepted")
    return bind(proceedings.events[0], papers, typeset_all(proceedings, papers), proceedings)


def with_entry(book: Book, number: int, **changes: object) -> Book:
    """Return the book whose entry `number` claims something else."""
    wrong = dataclasses.replace(book.entries[number], **changes)
    groups = tuple(
        dataclasses.replace(
            group, entries=tuple(wrong if entry == book.entries[number] else entry for entry in group.entries)
        )
        for group in book.groups
    )
    return dataclasses.replace(book, groups=groups)


def rewritten(book: Book, change) -> Book:
    """Return the book whose volume `change` has worked on."""
    with pikepdf.open(io.BytesIO(book.volume)) as document:
        change(document)
        buffer = io.BytesIO()
        document.save(buffer)
    return dataclasses.replace(book, volume=buffer.getvalue())


def without_page(book: Book, place: int) -> Book:
    def drop(document: pikepdf.Pdf) -> None:
        del document.pages[place]

    return rewritten(book, drop)


def starting_with(problems: tuple[str, ...], words: str) -> Iterator[str]:
    return (problem for problem in problems if problem.startswith(words))


def test_a_sound_book(book):
    assert len(book.entries) == 4
    assert proof(book) == ()


def test_wrong_first_page(book):
    entry = book.entries[1]
    title, page = entry.paper.front.title, entry.first_page + 1
    problems = proof(with_entry(book, 1, first_page=page))
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
    place = book.front_pages + entry.last_page - 1
    problems = proof(without_page(book, place))
    title = entry.paper.front.title
    one_page = entry.layout.pages == 1
    said = f"Trang {entry.first_page} không mở" if one_page else f"Câu cuối của bài “{title}” không có ở trang"
    assert list(starting_with(problems, said))


def test_a_dropped_author_index(book):
    last = book.front_pages + book.body_pages
    problems = proof(without_page(book, last))
    assert f"Trang {book.body_pages + 1} không mở đầu bằng Bảng tác giả." in problems


def test_many_dropped_pages(book):
    def drop(document: pikepdf.Pdf) -> None:
        del document.pages[book.front_pages + 1 :]

    problems = proof(rewritten(book, drop))
    wanted = book.front_pages + book.body_pages
    assert f"Kỷ yếu chỉ có {book.front_pages + 1} trang, cần ít nhất {wanted} trang." in problems


def test_papers_out_of_order(book):
    def swap(document: pikepdf.Pdf) -> None:
        first, second = book.front_pages, book.front_pages + book.entries[1].first_page - 1
        pages = document.pages
        pages[first], pages[second] = pages[second], pages[first]

    problems = proof(rewritten(book, swap))
    for entry in book.entries[:2]:
        assert f"Trang {entry.first_page} không mở đầu bằng bài “{entry.paper.front.title}”." in problems


def test_the_last_sentence_is_cut(book):
    entry = book.entries[0]
    body = dataclasses.replace(entry.layout.body, last_sentence="Câu này không còn trong bài nữa.")
    problems = proof(with_entry(book, 0, layout=dataclasses.replace(entry.layout, body=body)))
    assert problems == (f"Câu cuối của bài “{entry.paper.front.title}” không có ở trang {entry.last_page}.",)


def test_a_page_without_its_number(book):
    entry = book.entries[0]

    def bare(document: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(entry.layout.pdf)) as raw:
            document.pages[book.front_pages + 1] = raw.pages[1]

    problems = proof(rewritten(book, bare))
    assert problems == (f"Số trang 2 không in ở chân trang của bài “{entry.paper.front.title}”.",)


def test_an_author_index_numbered_wrongly(book):
    """What happened once: another sheet's rule set the index to page 0."""

    def again(document: pikepdf.Pdf) -> None:
        document.pages.append(document.pages[book.front_pages + book.body_pages])

    number = book.body_pages + 2
    assert f"Số trang {number} không in ở chân trang của Bảng tác giả." in proof(rewritten(book, again))


def test_a_foreign_font(book):
    other = dataclasses.replace(book, family=dataclasses.replace(book.family, name="Phông Khác"))
    name = book.family.name.replace(" ", "-")
    assert f"Có chữ vẽ bằng phông {name}, không phải Phông Khác." in proof(other)


def test_a_font_whose_name_only_begins_alike_is_foreign(book):
    other = dataclasses.replace(book, family=dataclasses.replace(book.family, name=book.family.name[:-1]))
    assert list(starting_with(proof(other), "Có chữ vẽ bằng phông"))


def test_a_font_that_is_not_embedded(book):
    def strip(document: pikepdf.Pdf) -> None:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]

    stripped = rewritten(book, strip)
    assert f"Phông {book.family.name} không được nhúng." in proof(stripped)


def test_fonts_are_those_of_the_family(book):
    assert {embedded for _, embedded in fonts(book.volume)} == {True}
    assert {name.partition("-")[0] for name, _ in fonts(book.volume)} == {book.family.name.partition(" ")[0]}


def test_a_title_the_contents_do_not_have(book):
    entry = book.entries[2]
    front = dataclasses.replace(entry.paper.front, title="Nhan đề khác hẳn")
    problems = proof(with_entry(book, 2, paper=dataclasses.replace(entry.paper, front=front)))
    assert f"Trang {entry.first_page} không mở đầu bằng bài “Nhan đề khác hẳn”." in problems
    assert f"Mục lục không ghi bài “Nhan đề khác hẳn” ở trang {entry.first_page}." in problems
