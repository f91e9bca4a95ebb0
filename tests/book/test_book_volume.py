"""Finished volumes read back page by page: the real ones, and one made to be difficult."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from book import seminar
from book.harness import (
    AS_OF,
    ROOT,
    command,
    compact,
    folio,
    labels,
    letters,
    open_pdf,
    page_of,
    page_texts,
    poppler_fonts,
    real_build,
)

from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.reading.markup import render
from proceedings.reading.tree import read

pytestmark = pytest.mark.slow

VOLUMES = ["2021-toa-dam-kl14", "2021-hoi-thao-truong-chuan", seminar.EVENT_ID]
INDEX = "Bảng tác giả"


@dataclass(frozen=True)
class Volume:
    """A volume on disk, and what its content tree says should be in it."""

    site: Path
    dist: Path
    event: Event
    proceedings: Proceedings
    place: Path = field(repr=False)

    @property
    def pdf(self) -> Path:
        return self.site / self.event.id / "ky-yeu.pdf"

    @property
    def inside(self) -> Path:
        return self.dist / self.event.id / "ruot.pdf"

    def alone(self, paper: Paper) -> Path:
        return self.site / self.event.id / paper.slug / f"{paper.slug}.pdf"

    @cached_property
    def pages(self) -> list[str]:
        return page_texts(self.pdf)

    @cached_property
    def labels(self) -> list[str]:
        return labels(self.pdf)

    @cached_property
    def cover(self) -> int:
        """How many pages the cover has: it is not counted, the title page is i."""
        return self.labels.index("i")

    @cached_property
    def first_body_page(self) -> int:
        return self.labels.index("1")

    @cached_property
    def papers(self) -> list[Paper]:
        """The accepted papers in the order of the topics; within one by day received, then file name."""
        rank = {topic.number: place for place, topic in enumerate(flat_topics(self.event.topics))}
        accepted = [p for p in self.proceedings.papers_of(self.event) if p.front.status == "accepted"]
        return sorted(accepted, key=lambda p: (rank.get(p.front.topic or "", 999), str(p.front.received), p.slug))

    @cached_property
    def contents(self) -> str:
        """The text of the contents without blanks and dots."""
        start = next(place for place, text in enumerate(self.pages) if text.strip().startswith("MỤC LỤC"))
        return "".join(compact(text) for text in self.pages[start : self.first_body_page])

    def listed_page(self, title: str) -> int:
        """The number that stands behind a title in the contents."""
        found = re.findall(re.escape(compact(title)) + r"(\d+)", self.contents)
        assert len(found) == 1, f"{title}: {found}"
        return int(found[0])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The difficult seminar's content tree with its output beside it."""
    root = seminar.write(tmp_path_factory.mktemp("difficult") / "tree")
    done = command("build", "--root", root, "--out", root.parent / "out", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="module", params=VOLUMES)
def volume(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    base = tmp_path_factory.getbasetemp()
    if request.param == seminar.EVENT_ID:
        root = request.getfixturevalue("small")
        out = root.parent / "out"
    else:
        root, out = ROOT, real_build(base)
    proceedings = read(root).proceedings
    event = proceedings.event(request.param)
    return Volume(out / "site", out / "dist", event, proceedings, tmp_path_factory.mktemp("read"))


def schools(volume: Volume) -> dict[tuple[str, str], list[int]]:
    """Every author with the name of the school, and the first page of each of their papers."""
    found: dict[tuple[str, str], list[int]] = {}
    for paper in volume.papers:
        for author in paper.front.authors:
            school = volume.proceedings.units[volume.proceedings.school_of(author.unit)].name
            found.setdefault((author.name, school), []).append(volume.listed_page(paper.front.title))
    return found


def test_the_volume_holds_papers(volume):
    assert len(volume.papers) >= 4
    assert len(volume.pages) == len(volume.labels) > len(volume.papers)


def test_every_number_in_the_contents_is_true(volume):
    for paper in volume.papers:
        number = volume.listed_page(paper.front.title)
        place = volume.labels.index(str(number))
        assert place == volume.first_body_page + number - 1
        assert letters(volume.pages[place]).startswith(letters(paper.front.title)), paper.slug
        assert folio(volume.pages[place]) == str(number)


def test_papers_stand_in_the_order_of_the_topics(volume):
    numbers = [volume.listed_page(paper.front.title) for paper in volume.papers]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1
    assert len(set(numbers)) == len(numbers)


def test_every_topic_with_papers_is_named_in_the_contents(volume):
    titles = {topic.number: topic.title.text for topic in flat_topics(volume.event.topics)}
    for paper in volume.papers:
        title = titles.get(paper.front.topic or "", "Chủ đề tự chọn")
        assert compact(title.rstrip(" .:…")) in volume.contents


def test_the_number_of_the_author_index_is_true(volume):
    number = volume.listed_page(INDEX)
    place = volume.first_body_page + number - 1
    assert volume.labels[place] == str(number)
    assert letters(volume.pages[place]).startswith(letters(INDEX))
    assert folio(volume.pages[place]) == str(number)


def test_every_body_page_has_its_number_at_the_foot(volume):
    for place in range(volume.first_body_page, len(volume.pages)):
        assert folio(volume.pages[place]) == volume.labels[place]


def test_every_paper_ends_before_the_next_begins(volume):
    starts = [volume.listed_page(paper.front.title) for paper in volume.papers]
    ends = [*starts[1:], volume.listed_page(INDEX)]
    for paper, first, behind in zip(volume.papers, starts, ends, strict=True):
        pages = volume.pages[volume.first_body_page + first - 1 : volume.first_body_page + behind - 1]
        sentence = letters(render(paper.text, paper.text_line, paper.slug).last_sentence)
        assert len(sentence) > 10
        assert sentence in letters("".join(map(without_furniture, pages))), paper.slug
        assert sentence[-25:] in letters("".join(pages[-1:])), paper.slug


def without_furniture(text: str) -> str:
    """A page without its head and foot, so that a sentence that runs over two pages stays whole."""
    lines = [line for line in text.splitlines() if line.strip()]
    head = 1 if lines and len(lines) > 1 and ("–" in lines[0] or lines[0].startswith("Kỷ yếu")) else 0
    return "\n".join(lines[head:-1])


def test_one_font_family_and_all_of_it_embedded(volume):
    for pdf in (volume.pdf, volume.inside, volume.alone(volume.papers[0])):
        fonts = poppler_fonts(pdf, volume.place)
        assert fonts
        assert all(embedded for _, embedded in fonts)
        families = {name.partition("-Bold")[0].partition("-Italic")[0] for name, _ in fonts}
        assert len(families) == 1
        assert families <= {name.replace(" ", "-") for name in volume.event.guideline.font.print_with}


def test_nothing_is_none_and_no_page_is_0(volume):
    whole = "\n".join(volume.pages)
    assert not re.search(r"\b(None|Undefined|nan)\b", whole)
    assert "0" not in volume.labels
    assert not re.search(r"\. 0\s*$", whole, re.MULTILINE)


def test_page_labels_are_cover_roman_arabic(volume):
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    front = volume.first_body_page
    assert volume.labels[: volume.cover] == ["Bìa 1", "Bìa 2"]
    assert volume.labels[volume.cover : front] == roman[: front - volume.cover]
    assert volume.labels[front:] == [str(number) for number in range(1, len(volume.labels) - front + 1)]


def test_the_cover_is_a_leaf_with_a_blank_back(volume):
    assert volume.cover == 2
    assert volume.pages[0].strip()
    assert not volume.pages[1].strip()


def test_roman_numbers_are_printed_as_labelled(volume):
    numbered = [p for p in range(volume.cover + 2, volume.first_body_page) if volume.pages[p].strip()]
    assert numbered
    for place in numbered:
        assert folio(volume.pages[place]) == volume.labels[place]


def test_the_body_begins_on_a_right_hand_page(volume):
    assert (volume.first_body_page - volume.cover) % 2 == 0
    assert volume.first_body_page % 2 == 0


def test_contents_links_lead_to_the_first_pages(volume):
    targets: list[int] = []
    with pikepdf.open(volume.pdf) as document:
        pages = [page.obj for page in document.pages]
        for page in document.pages[: volume.first_body_page]:
            for link in page.get("/Annots", pikepdf.Array()):
                assert "/URI" not in link.get("/A", pikepdf.Dictionary()), "an address of our own is left"
                place = page_of(link.Dest[0], pages)
                if place not in targets[-1:]:
                    targets.append(place)
    starts = [volume.listed_page(paper.front.title) for paper in volume.papers] + [volume.listed_page(INDEX)]
    assert targets == [volume.first_body_page + number - 1 for number in starts]


def test_a_link_of_the_contents_stands_on_its_title(volume):
    """What a link covers are the words of the paper it leads to; the dots and the number are linked as well."""
    covered: dict[int, str] = {}
    with pikepdf.open(volume.pdf) as document:
        pages = [page.obj for page in document.pages]
        for place, page in enumerate(document.pages[: volume.first_body_page]):
            for link in page.get("/Annots", pikepdf.Array()):
                target = page_of(link.Dest[0], pages)
                shown = letters(words_in(volume.pdf, place, [float(side) for side in link.Rect]))
                covered[target] = covered.get(target, "") + shown
    for paper in volume.papers:
        target = volume.first_body_page + volume.listed_page(paper.front.title) - 1
        assert covered[target] == letters(paper.front.title)


def words_in(pdf: Path, place: int, rectangle: list[float]) -> str:
    left, right, low, high = *sorted(rectangle[::2]), *sorted(rectangle[1::2])
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[place].get_textpage()
        return str(sheet.get_text_bounded(left, low, right, high))


def test_bookmarks_lead_to_their_pages(volume):
    with pikepdf.open(volume.pdf) as document, document.open_outline() as outline:
        pages = [page.obj for page in document.pages]
        found: list[tuple[str, int]] = []
        for top in outline.root:
            found += [(item.title, page_of(item.destination[0], pages)) for item in (top, *top.children)]
    assert found[0] == ("Bìa", 0)
    by_title = dict(found)
    assert volume.pages[by_title["Mục lục"]].strip().startswith("MỤC LỤC")
    assert letters(volume.pages[by_title[INDEX]]).startswith(letters(INDEX))
    for paper in volume.papers:
        start = volume.first_body_page + volume.listed_page(paper.front.title) - 1
        assert by_title[paper.front.title] == start
    topics = [title for title, _ in found if re.match(r"\d", title)]
    assert len(topics) == len({p.front.topic for p in volume.papers if p.front.topic != "khac"})


def test_running_heads(volume):
    starts = {volume.listed_page(paper.front.title): paper for paper in volume.papers}
    last = volume.listed_page(INDEX)
    current = volume.papers[0]
    for number in range(1, last):
        current = starts.get(number, current)
        head = volume.pages[volume.first_body_page + number - 1].strip().splitlines()[0]
        if number in starts:
            assert letters(current.front.title).startswith(letters(head))
        elif number % 2 == 0:
            assert head == volume.event.volume.title.capitalize()
        else:
            names = ", ".join(author.name for author in current.front.authors)
            assert f"{names} – {current.front.title}".startswith(head.rstrip("…").rstrip(" ,;:–"))
            assert head.startswith(names)


def test_the_author_index_is_true(volume):
    start = volume.first_body_page + volume.listed_page(INDEX) - 1
    index = "".join(compact(text) for text in volume.pages[start:])
    people = schools(volume)
    assert people
    for (name, school), numbers in people.items():
        assert f"{compact(name)}({compact(school)}){','.join(map(str, numbers))}" in index
    assert index.count("(Trường") + index.count("(Học") >= len(people)


def test_a_paper_alone_is_the_same_pages_of_the_volume(volume):
    for paper in volume.papers:
        first = volume.listed_page(paper.front.title)
        alone = page_texts(volume.alone(paper))
        start = volume.first_body_page + first - 1
        assert alone == volume.pages[start : start + len(alone)]
        assert labels(volume.alone(paper)) == [str(number) for number in range(first, first + len(alone))]
        assert folio(alone[-1]) == str(first + len(alone) - 1)


def test_a_paper_alone_says_who_wrote_it(volume):
    for paper in volume.papers:
        with open_pdf(volume.alone(paper)) as document:
            assert str(document.docinfo.Title) == paper.front.title
            assert str(document.docinfo.Author) == ", ".join(author.name for author in paper.front.authors)
            assert str(document.Root.Lang) == "vi-VN"


def test_the_inside_is_the_volume_without_cover_and_links(volume):
    assert page_texts(volume.inside) == volume.pages[volume.cover :]
    assert labels(volume.inside) == volume.labels[volume.cover :]
    with open_pdf(volume.inside) as document:
        assert not any("/Annots" in page for page in document.pages)
        for name in ("/Outlines", "/Names", "/Dests", "/PageMode"):
            assert name not in document.Root


def test_pages_have_the_size_of_the_guideline(volume):
    page = volume.event.guideline.page
    wanted = (page.width_mm * 72 / 25.4, page.height_mm * 72 / 25.4)
    for pdf in (volume.pdf, volume.inside):
        with open_pdf(pdf) as document:
            sizes = {tuple(round(float(side), 1) for side in sheet.mediabox[2:]) for sheet in document.pages}
        assert len(sizes) == 1
        assert next(iter(sizes)) == pytest.approx(wanted, abs=0.2)


def test_qpdf_finds_nothing(volume):
    for pdf in (volume.pdf, volume.inside, *map(volume.alone, volume.papers)):
        done = subprocess.run(["qpdf", "--check", str(pdf)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "No syntax or stream encoding errors found" in done.stdout


def test_the_cover_and_title_page_show_the_banner_line_by_line(volume):
    for place in (0, volume.cover):
        lines = [line.strip() for line in volume.pages[place].splitlines()]
        for line in volume.event.banner:
            if line.title:
                assert line.text.strip() in lines
        assert volume.event.volume.title in lines


def test_the_title_page_says_internal_where_it_is(volume):
    assert volume.event.volume.imprint == "internal"
    assert "LƯU HÀNH NỘI BỘ" in volume.pages[volume.cover]
    assert "LƯU HÀNH NỘI BỘ" not in volume.pages[0]


def test_the_imprint_counts_right(volume):
    imprint = volume.pages[volume.cover + 1]
    assert f"Số bài: {len(volume.papers)}." in imprint
    assert f"Số trang ruột: {len(volume.pages) - volume.cover}." in imprint
    assert not re.search(r"\d\.\d+ cm", imprint), "a decimal point where Vietnamese has a comma"


@pytest.mark.parametrize("sealed", [seminar.EVENT_ID])
def test_notes_stand_on_the_page_of_their_call(small, sealed):
    pages = page_texts(small.parent / "out" / "site" / sealed / "nhieu-chu-thich" / "nhieu-chu-thich.pdf")
    calls = {number: place for place, text in enumerate(pages) for number in re.findall(r"g(\d\d)g", text)}
    notes = {number: place for place, text in enumerate(pages) for number in re.findall(r"n(\d\d)n", text)}
    assert len(calls) == 70
    assert len(set(calls.values())) > 5
    assert notes == calls


def test_drafts_and_withdrawn_papers_are_not_in_the_book(small):
    whole = letters("".join(page_texts(small.parent / "out" / "site" / seminar.EVENT_ID / "ky-yeu.pdf")))
    for title in ("Bài còn là bản nháp", "Bài đã rút khỏi", "chuaaiduocthay"):
        assert letters(title) not in whole


def test_a_blank_day_of_the_banner_is_dots(small):
    cover = page_texts(small.parent / "out" / "site" / seminar.EVENT_ID / "ky-yeu.pdf")[0]
    assert "Tỉnh A, ngày … tháng 11 năm 2021" in cover


def test_a_table_keeps_its_head_and_a_figure_its_caption(small):
    pages = page_texts(small.parent / "out" / "site" / seminar.EVENT_ID / "bang-va-hinh" / "bang-va-hinh.pdf")
    text = "\n".join(pages)
    for words in ("Bảng 1. So sánh hai cách làm", "Tình huống", "Sơ đồ ba bước", "Hình 1. Ba bước thực hiện"):
        assert words in text
