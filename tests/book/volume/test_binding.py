"""Finished volumes read back page by page: the real ones, and one made to be difficult."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from book import seminar
from book.harness import (
    AS_OF,
    CONTENT,
    Word,
    command,
    compact,
    folio,
    labels,
    letters,
    open_pdf,
    page_of,
    page_texts,
    page_words,
    poppler_fonts,
    real_build,
)

from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.reading.load import read
from proceedings.reading.markup import render

pytestmark = pytest.mark.slow

VOLUMES = ["2021-toa-dam-kl14", "2021-hoi-thao-truong-chuan", seminar.EVENT_ID]
INDEX = "Bảng tác giả"
OWN = "Chủ đề tự chọn"
COUNTED = "một hai ba bốn năm sáu bảy tám chín".split()
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Volume:
    """A volume on disk, and what its content tree says should be in it."""

    site: Path
    dist: Path
    event: Event
    proceedings: Proceedings
    folder: Path = field(repr=False)

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
    def lines(self) -> list[str]:
        """The pages line by line: a number at the right edge follows the words it belongs to."""
        return page_texts(self.pdf, lines=True)

    @cached_property
    def words(self) -> list[list[Word]]:
        return page_words(self.pdf)

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
        """The lines of the contents without blanks and dots."""
        start = next(place for place, text in enumerate(self.lines) if text.strip().startswith("MỤC LỤC"))
        pages = [without_folio(text) for text in self.lines[start : self.first_body_page]]
        return "\n".join(compact(line) for page in pages for line in page.splitlines() if line.strip())

    def listed(self, title: str, digits: str) -> str:
        """The number after a title in the contents, at the end of its line."""
        found = re.findall("\n?".join(map(re.escape, printed(title))) + rf"({digits}+)$", self.contents, re.MULTILINE)
        assert len(found) == 1, f"{title}: {found}"
        return str(found[0])

    def listed_page(self, title: str) -> int:
        return int(self.listed(title, r"\d"))

    def first_page(self, paper: Paper) -> int:
        return self.listed_page(paper.front.title)

    def place(self, number: int) -> int:
        """Where page `number` of body or back matter is in the file."""
        return self.first_body_page + number - 1

    @cached_property
    def front_sections(self) -> list[str]:
        """The titles of what comes before the contents, as the content tree has them."""
        foreword = self.proceedings.forewords.get(self.event.id)
        return [*([foreword.title] if foreword else []), *(["Chương trình"] if self.event.programme else [])]

    @cached_property
    def back_sections(self) -> list[str]:
        """The titles of what comes after the papers: those that there is something for."""
        whole = "\n".join(paper.text for paper in self.papers)
        cited = any(each.number and each.number in whole for each in self.proceedings.documents.values())
        modelled = any(paper.front.kind == "model" for paper in self.papers)
        there = {
            INDEX: True,
            "Danh mục trường, đơn vị": True,
            "Danh mục mô hình, điển hình": modelled,
            "Danh mục văn bản được trích dẫn": cited,
            "Danh sách đại biểu": bool(self.event.delegates),
        }
        return [title for title, present in there.items() if present]

    @cached_property
    def parts(self) -> dict[str, list[Paper]]:
        """The papers of each part by its name in the contents; none where parts have no pages of their own."""
        if not self.event.volume.part_pages:
            return {}
        above = {below.number: topic for topic in self.event.topics for below in flat_topics((topic,))}
        found: dict[str, list[Paper]] = {}
        for paper in self.papers:
            topic = above.get(paper.front.topic or "")
            found.setdefault(topic.title.text.rstrip(" .:…") if topic else OWN, []).append(paper)
        return {f"Phần {word}. {title}": held for word, (title, held) in zip(COUNTED, found.items(), strict=False)}

    @cached_property
    def last_pages(self) -> dict[str, int]:
        """The last page of each paper by its slug: the last one before the next paper that has its number."""
        starts = [self.first_page(paper) for paper in self.papers]
        ends = [start - 1 for start in [*starts[1:], self.listed_page(INDEX)]]
        found = {}
        for paper, end in zip(self.papers, ends, strict=True):
            while folio(self.lines[self.place(end)]) != str(end):
                end -= 1
            found[paper.slug] = end
        return found


def printed(title: str) -> str:
    """A title as the volume prints it, without blanks and dots: straight quotation marks are curled."""
    return compact(re.sub(r'"([^"]*)"', r"“\1”", title))


def without_folio(text: str) -> str:
    """A page without its last line, the number at its foot."""
    return text.rstrip().rpartition("\n")[0]


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
        root, out = CONTENT, real_build(base)
    proceedings = read(root).proceedings
    event = proceedings.event(request.param)
    return Volume(out / "site", out / "dist", event, proceedings, tmp_path_factory.mktemp("read"))


def schools(volume: Volume) -> dict[tuple[str, str], list[int]]:
    """Every author with the name of the school, and the first page of each of their papers."""
    found: dict[tuple[str, str], list[int]] = {}
    for paper in volume.papers:
        for author in paper.front.authors:
            school = volume.proceedings.units[volume.proceedings.school_of(author.unit)].name
            pages = found.setdefault((author.name, school), [])
            if volume.first_page(paper) not in pages:
                pages.append(volume.first_page(paper))
    return found


def test_the_volume_holds_papers(volume):
    assert len(volume.papers) >= 4
    assert len(volume.pages) == len(volume.labels) > len(volume.papers)


def test_every_number_in_the_contents_is_true(volume):
    for paper in volume.papers:
        number = volume.first_page(paper)
        place = volume.labels.index(str(number))
        assert place == volume.place(number)
        assert below_citation(volume.pages[place]).startswith(letters(paper.front.title)), paper.slug
        assert folio(volume.lines[place]) == str(number)


def below_citation(text: str) -> str:
    """The letters of a paper's first page behind the line by which it is cited."""
    found = re.search(r"tr\.\s+\d+(?:–\d+)?\.\n", text)
    assert found, text[:200]
    return letters(text[found.end() :])


def test_roman_numbers_in_the_contents_are_true(volume):
    for title in volume.front_sections:
        text = volume.pages[volume.labels.index(volume.listed(title, "[ivx]"))]
        assert letters(text).startswith(letters(title))


def test_parts_begin_where_the_contents_say(volume):
    for name, papers in volume.parts.items():
        number = volume.listed_page(name)
        assert number % 2 == 1
        assert letters(volume.pages[volume.place(number)]) == letters(name)
        assert volume.pages[volume.place(number)].lstrip().startswith("PHẦN ")
        assert not volume.pages[volume.place(number) + 1].strip()
        assert volume.first_page(papers[0]) == number + 2


def test_papers_stand_in_the_order_of_the_topics(volume):
    numbers = [volume.first_page(paper) for paper in volume.papers]
    assert numbers == sorted(numbers)
    assert numbers[0] == (3 if volume.parts else 1)
    assert len(set(numbers)) == len(numbers)


def test_every_topic_with_papers_is_named_in_the_contents(volume):
    titles = {topic.number: topic.title.text for topic in flat_topics(volume.event.topics)}
    for paper in volume.papers:
        title = titles.get(paper.front.topic or "", OWN)
        assert compact(title.rstrip(" .:…")) in compact(volume.contents)


def test_the_back_begins_on_the_first_right_hand_page_behind_the_papers(volume):
    first, last = volume.listed_page(INDEX), volume.last_pages[volume.papers[-1].slug]
    assert first % 2 == 1
    assert first - last in (1, 2)
    assert volume.place(first) % 2 == 0  # the cover's front is a right-hand page too


def test_every_section_of_the_back_begins_where_the_contents_say(volume):
    numbers = [volume.listed_page(title) for title in volume.back_sections]
    assert numbers == sorted(set(numbers))
    for title, number in zip(volume.back_sections, numbers, strict=True):
        place = volume.place(number)
        assert volume.labels[place] == str(number)
        assert letters(volume.pages[place]).startswith(letters(title))
        assert folio(volume.lines[place]) == str(number)
    begun = [text for text in volume.pages[volume.place(numbers[0]) :] if text.lstrip().startswith(("DANH", "BẢNG"))]
    assert len(begun) == len(numbers), "a section that the contents do not list"


def test_every_page_behind_the_front_has_its_number_at_the_foot(volume):
    """All but the title pages of parts and the left-hand pages that let a part or the back begin on the right."""
    within = {
        number
        for paper in volume.papers
        for number in range(volume.first_page(paper), volume.last_pages[paper.slug] + 1)
    }
    titles = {volume.listed_page(name) for name in volume.parts}
    for number in range(1, len(volume.pages) - volume.first_body_page + 1):
        place = volume.place(number)
        assert volume.labels[place] == str(number)
        if number in within or number >= volume.listed_page(INDEX):
            assert folio(volume.lines[place]) == str(number)
        elif number not in titles:
            assert number + 1 in {*titles, volume.listed_page(INDEX)} or number - 1 in titles
            assert number % 2 == 0
            assert not volume.pages[place].strip()


def test_the_folio_stands_in_the_middle_of_the_text_below_it(volume):
    page = volume.event.guideline.page
    for place in range(volume.first_body_page, len(volume.pages)):
        if folio(volume.lines[place]) != volume.labels[place]:
            continue
        foot = max(volume.words[place], key=lambda word: word.top)
        left, right = text_edges(volume, int(volume.labels[place]))
        assert foot.text == volume.labels[place]
        assert (foot.left + foot.right) / 2 == pytest.approx((left + right) / 2, abs=0.5)
        assert (page.height_mm - page.bottom_mm) * POINTS_PER_MM < foot.top + 3
        assert foot.bottom < page.height_mm * POINTS_PER_MM - 10


def text_edges(volume: Volume, number: int) -> tuple[float, float]:
    """The edges of the text on page `number`: the wider margin is the inner one."""
    page = volume.event.guideline.page
    assert page.left_mm > page.right_mm
    left, right = (page.left_mm, page.right_mm) if number % 2 else (page.right_mm, page.left_mm)
    return left * POINTS_PER_MM, (page.width_mm - right) * POINTS_PER_MM


def test_margins_are_mirrored(volume):
    """Full lines reach both edges of the text, on a left-hand page as on a right-hand one."""
    seen = set()
    for paper in volume.papers:
        for number in range(volume.first_page(paper), volume.last_pages[paper.slug] + 1):
            words = volume.words[volume.place(number)]
            left, right = text_edges(volume, number)
            assert min(word.left for word in words) == pytest.approx(left, abs=1.5)
            assert max(word.right for word in words) <= right + 1.5
            if len(words) > 200:
                assert max(word.right for word in words) == pytest.approx(right, abs=1.5)
                seen.add(number % 2)
    assert seen == {0, 1}


def test_front_and_back_have_mirrored_margins_too(volume):
    seen = set()
    for place in range(volume.cover + 2, len(volume.pages)):
        label = volume.labels[place]
        if volume.pages[place].strip() in ("", label) or volume.first_body_page <= place < volume.place(
            volume.listed_page(INDEX)
        ):
            continue
        left, right = text_edges(volume, place - volume.cover + 1)
        words = [word for word in volume.words[place] if word.text != label]
        assert min(word.left for word in words) >= left - 1.5
        assert max(word.right for word in words) <= right + 1.5
        seen.add(place % 2)
    assert seen == {0, 1}


def test_every_paper_ends_before_the_next_begins(volume):
    for paper in volume.papers:
        first, last = volume.first_page(paper), volume.last_pages[paper.slug]
        pages = volume.pages[volume.place(first) : volume.place(last) + 1]
        sentence = letters(render(paper.text, paper.text_line, paper.slug).last_sentence)
        assert len(sentence) > 10
        whole = without_folio(pages[0]) + "".join(map(without_furniture, pages[1:]))
        assert sentence in letters(whole), paper.slug
        assert sentence[-25:] in letters(pages[-1]), paper.slug


def without_furniture(text: str) -> str:
    """A page without its head and foot, so that a sentence that runs over two pages stays whole."""
    return without_folio(text.lstrip().partition("\n")[2])


def test_one_font_family_and_all_of_it_embedded(volume):
    files = [volume.pdf, *sorted((volume.dist / volume.event.id).glob("*.pdf")), volume.alone(volume.papers[0])]
    assert len(files) == 6
    for pdf in files:
        fonts = poppler_fonts(pdf, volume.folder)
        assert fonts
        assert all(embedded for _, embedded in fonts)
        families = {name.partition("-Bold")[0].partition("-Italic")[0] for name, _ in fonts}
        assert len(families) == 1
        assert families <= {name.replace(" ", "-") for name in volume.event.guideline.font.print_with}


def test_nothing_is_none_and_no_page_is_0(volume):
    whole = "\n".join(volume.pages)
    assert not re.search(r"\b(None|Undefined|nan)\b", whole)
    assert "0" not in volume.labels
    assert not re.search(r"\. 0\s*$", "\n".join(volume.lines), re.MULTILINE)


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
        assert folio(volume.lines[place]) == volume.labels[place]


def test_a_blank_page_bears_no_number(volume):
    """Where the front is filled to an even number of pages, the last one is quite empty."""
    for label, text in zip(volume.labels, volume.lines, strict=True):
        assert text.strip() != label


def test_title_page_and_imprint_bear_no_number(volume):
    for place in (volume.cover, volume.cover + 1):
        assert not re.fullmatch(r"[ivx\d]+", folio(volume.lines[place]))


def test_the_body_begins_on_a_right_hand_page(volume):
    assert (volume.first_body_page - volume.cover) % 2 == 0
    assert volume.first_body_page % 2 == 0


def links(volume: Volume, places: range) -> list[tuple[int, str, int]]:
    """The links of some pages: where they are, the words they cover, where they lead to."""
    found = []
    with pikepdf.open(volume.pdf) as document, pypdfium2.PdfDocument(volume.pdf) as drawn:
        pages = [page.obj for page in document.pages]
        for place in places:
            sheet = drawn[place].get_textpage()
            for link in document.pages[place].get("/Annots", pikepdf.Array()):
                assert "/URI" not in link.get("/A", pikepdf.Dictionary()), "an address of our own is left"
                left, bottom, right, top = (float(side) for side in link.Rect)
                words = str(sheet.get_text_bounded(left, min(bottom, top), right, max(bottom, top)))
                found.append((place, unicodedata.normalize("NFC", words), page_of(link.Dest[0], pages)))
            sheet.close()
    return found


def test_contents_links_lead_to_the_first_pages(volume):
    targets: list[int] = []
    for _, _, target in links(volume, range(volume.first_body_page)):
        if target not in targets[-1:]:
            targets.append(target)
    ahead = [volume.labels.index(volume.listed(title, "[ivx]")) for title in volume.front_sections]
    starts = [volume.first_page(paper) for paper in volume.papers] + list(map(volume.listed_page, volume.parts))
    starts = sorted(starts) + list(map(volume.listed_page, volume.back_sections))
    assert targets == ahead + [volume.place(number) for number in starts]


def test_a_link_of_the_contents_stands_on_its_whole_line(volume):
    """What a link covers are the title it leads to, the dots and the number."""
    covered: dict[int, str] = {}
    for _, words, target in links(volume, range(volume.first_body_page)):
        covered[target] = covered.get(target, "") + compact(words)
    for title in [*(paper.front.title for paper in volume.papers), *volume.parts, *volume.back_sections]:
        number = volume.listed_page(title)
        assert covered[volume.place(number)] == f"{printed(title)}{number}"
    for title in volume.front_sections:
        number = volume.listed(title, "[ivx]")
        assert covered[volume.labels.index(number)] == f"{printed(title)}{number}"


def test_every_number_of_the_back_is_a_link_to_its_page(volume):
    back = range(volume.place(volume.listed_page(INDEX)), len(volume.pages))
    starts = {volume.place(volume.first_page(paper)) for paper in volume.papers}
    found = links(volume, back)
    assert {target for _, _, target in found} == starts
    for _, words, target in found:
        assert re.search(rf"(?:^|\D){volume.labels[target]}$", words.strip()), words
    behind = volume.place(volume.listed_page("Danh mục trường, đơn vị"))
    listed = sum(len(numbers) for numbers in schools(volume).values())
    assert sum(place < behind for place, _, _ in found) == listed


def test_bookmarks_lead_to_their_pages(volume):
    with pikepdf.open(volume.pdf) as document, document.open_outline() as outline:
        pages = [page.obj for page in document.pages]
        found = list(bookmarks(outline.root, pages))
    top = [(title, place) for depth, title, place in found if depth == 0]
    ahead = ["Bìa", *volume.front_sections, "Mục lục"]
    body = top[len(ahead) : len(top) - len(volume.back_sections)]
    assert [title for title, _ in top[: len(ahead)]] == ahead
    assert [title for title, _ in top[len(ahead) + len(body) :]] == volume.back_sections
    places = [place for _, _, place in found]
    assert places == sorted(places)
    for title, place in (*top[1 : len(ahead)], *top[len(ahead) + len(body) :]):
        assert letters(volume.pages[place]).startswith(letters(title))
    assert top[0] == ("Bìa", 0)

    numbers = [topic.number for topic in flat_topics(volume.event.topics)]
    topics = list(dict.fromkeys(paper.front.topic for paper in volume.papers))
    titles = {paper.front.title for paper in volume.papers}
    papers = [(title, place) for level, title, place in found if level and title in titles]
    assert papers == [(paper.front.title, volume.place(volume.first_page(paper))) for paper in volume.papers]
    # Where parts have title pages, a topic that is a whole part has no bookmark besides the part's.
    depth = 1 if volume.parts else 0
    listed = {
        title: place
        for level, title, place in found
        if level == depth and title not in titles and (depth or (title, place) in body)
    }
    assert bool(volume.parts) or len(listed) == len(topics)
    for topic in topics:
        first = next(paper for paper in volume.papers if paper.front.topic == topic)
        named = [title for title in listed if (title.startswith(f"{topic}. ") if topic in numbers else title == OWN)]
        parts = [title for title, _ in body if (title.startswith(f"{topic}. ") if topic in numbers else title == OWN)]
        assert len(named or parts) == 1
        for title in named:
            assert listed[title] == volume.place(volume.first_page(first))
    for name, (title, place) in zip(volume.parts, body, strict=bool(volume.parts)):
        assert letters(title) == letters(name.partition(". ")[2])
        assert place == volume.place(volume.listed_page(name))


def bookmarks(
    items: list[pikepdf.OutlineItem], pages: list[pikepdf.Object], depth: int = 0
) -> Iterator[tuple[int, str, int]]:
    """Yield the depth, title and place of each bookmark in the order a viewer shows them."""
    for item in items:
        yield depth, item.title, page_of(item.destination[0], pages)
        yield from bookmarks(item.children, pages, depth + 1)


def test_running_heads(volume):
    for paper in volume.papers:
        names = ", ".join(author.name for author in paper.front.authors)
        for number in range(volume.first_page(paper) + 1, volume.last_pages[paper.slug] + 1):
            head = volume.lines[volume.place(number)].strip().splitlines()[0].strip()
            if number % 2 == 0:
                assert head == volume.event.volume.title.capitalize()
            else:
                whole = f"{names} – {paper.front.title}"
                assert whole == head or whole.startswith(head.removesuffix("…").rstrip(" ,;:–"))
                assert head.startswith(f"{names} – ")


def test_a_running_head_stands_at_the_outer_edge_above_a_rule(volume):
    page = volume.event.guideline.page
    seen = set()
    with pypdfium2.PdfDocument(volume.pdf) as document:
        for paper in volume.papers:
            for number in range(volume.first_page(paper), volume.last_pages[paper.slug] + 1):
                place = volume.place(number)
                rules = head_rules(document[place], (page.height_mm - page.top_mm) * POINTS_PER_MM)
                if number == volume.first_page(paper):
                    assert rules == []
                    continue
                left, right = text_edges(volume, number)
                top = min(word.top for word in volume.words[place])
                head = [word for word in volume.words[place] if word.top < top + 3]
                assert max(word.bottom for word in head) < page.top_mm * POINTS_PER_MM
                if number % 2:
                    assert max(word.right for word in head) == pytest.approx(right, abs=1)
                else:
                    assert min(word.left for word in head) == pytest.approx(left, abs=1)
                assert len(rules) == 1
                assert rules[0][::2] == pytest.approx((left, right), abs=0.5)
                baseline = page.height_mm * POINTS_PER_MM - max(word.bottom for word in head)
                assert rules[0][1] == pytest.approx(baseline, abs=4)
                seen.add(number % 2)
    assert seen == {0, 1}


def head_rules(page: pypdfium2.PdfPage, above: float) -> list[tuple[float, float, float, float]]:
    """The lines drawn in the margin above the text: left, bottom, right, top."""
    paths = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
    return [bounds for bounds in (path.get_bounds() for path in paths) if bounds[1] > above]


def test_a_first_page_bears_the_line_by_which_the_paper_is_cited(volume):
    event, page = volume.event, volume.event.guideline.page
    organizer = volume.proceedings.units[event.organizer].name
    for paper in volume.papers:
        first, last = volume.first_page(paper), volume.last_pages[paper.slug]
        pages = f"{first}–{last}" if last > first else str(first)
        source = f"{event.volume.title.capitalize()} “{event.title.strip('“”')}”, {organizer}, 2021, tr. {pages}."
        text = " ".join(volume.pages[volume.place(first)].split())
        assert text.startswith(source)
        head = [word for word in volume.words[volume.place(first)] if word.bottom < page.top_mm * POINTS_PER_MM]
        assert " ".join(word.text for word in head) == source
        assert len({round(word.top) for word in head}) <= 2
        assert min(word.left for word in head) == pytest.approx(text_edges(volume, first)[0], abs=1)


def test_the_author_index_is_true(volume):
    start, end = (volume.place(volume.listed_page(title)) for title in volume.back_sections[:2])
    index = "".join(compact(without_folio(text)) for text in volume.lines[start:end])
    people = schools(volume)
    assert people
    for (name, school), numbers in people.items():
        assert f"{compact(name)}({compact(school)}){','.join(map(str, numbers))}" in index
    assert index.count("(") == len(people)


def test_the_list_of_schools_is_true(volume):
    places = [volume.place(volume.listed_page(title)) for title in volume.back_sections] + [len(volume.pages)]
    listed = "".join(compact(without_folio(text)) for text in volume.lines[places[1] : places[2]])
    by_school: dict[str, str] = {}
    for paper in volume.papers:
        names = ", ".join(author.name for author in paper.front.authors)
        line = f"{compact(names)}:{printed(paper.front.title)}{volume.first_page(paper)}"
        for school in dict.fromkeys(volume.proceedings.school_of(author.unit) for author in paper.front.authors):
            name = compact(volume.proceedings.units[school].name)
            by_school[name] = by_school.get(name, "") + line
    rest = listed.removeprefix("DANHMỤCTRƯỜNG,ĐƠNVỊ")
    for name, lines in by_school.items():
        assert rest.count(f"{name}{lines}") == 1
        rest = rest.replace(f"{name}{lines}", "")
    assert rest == ""


def test_the_list_of_documents_is_true(volume):
    title = "Danh mục văn bản được trích dẫn"
    if title not in volume.back_sections:
        assert title not in "".join(volume.pages)
        return
    start = volume.place(volume.listed_page(title))
    rows = compact(without_folio(volume.lines[start])).removeprefix("DANHMỤCVĂNBẢNĐƯỢCTRÍCHDẪN")
    for document in volume.proceedings.documents.values():
        citing = [paper for paper in volume.papers if document.number and document.number in paper.text]
        if citing:
            numbers = ",".join(str(volume.first_page(paper)) for paper in citing)
            # A row begins after the numbers of the one before it, the first after the line below the title: the
            # subject of a document may name another one.
            named = re.escape(compact(f"{document.kind} số {document.number}"))
            row = rf"(?:(?<=\d)|(?<=vănbản)){named}\D(?:(?!\d,).)*?{numbers}(?![\d,])"
            assert len(re.findall(row, rows)) == 1, document.number


def test_a_paper_alone_is_the_same_pages_of_the_volume(volume):
    for paper in volume.papers:
        first, last = volume.first_page(paper), volume.last_pages[paper.slug]
        alone = page_texts(volume.alone(paper))
        assert alone == volume.pages[volume.place(first) : volume.place(last) + 1]
        assert page_words(volume.alone(paper)) == volume.words[volume.place(first) : volume.place(last) + 1]
        assert labels(volume.alone(paper)) == [str(number) for number in range(first, last + 1)]


def test_a_paper_alone_says_who_wrote_it(volume):
    for paper in volume.papers:
        with open_pdf(volume.alone(paper)) as document:
            assert str(document.docinfo.Title) == paper.front.title
            assert str(document.docinfo.Author) == ", ".join(author.name for author in paper.front.authors)
            assert str(document.Root.Lang) == "vi-VN"


def test_the_inside_is_the_volume_without_cover_and_links(volume):
    texts = page_texts(volume.inside)
    bound = volume.pages[volume.cover :]
    assert list(map(letters, texts[: len(bound)])) == list(map(letters, bound))
    assert [text.split() for text in texts[: len(bound)]] == [text.split() for text in bound]
    assert not "".join(texts[len(bound) :]).strip()
    assert len(texts) % 4 == 0
    assert len(texts) - len(bound) < 4
    more = [str(int(volume.labels[-1]) + number) for number in range(1, len(texts) - len(bound) + 1)]
    assert labels(volume.inside) == [*volume.labels[volume.cover :], *more]
    with open_pdf(volume.inside) as document:
        assert not any("/Annots" in page for page in document.pages)
        for name in ("/Outlines", "/Names", "/Dests", "/PageMode"):
            assert name not in document.Root


def test_pages_have_the_size_of_the_guideline(volume):
    page = volume.event.guideline.page
    wanted = (page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM)
    with open_pdf(volume.pdf) as document:
        sizes = {tuple(round(float(side), 1) for side in sheet.mediabox) for sheet in document.pages}
    assert len(sizes) == 1
    assert next(iter(sizes)) == pytest.approx((0, 0, *wanted), abs=0.2)


def test_the_inside_has_bleed_and_room_for_crop_marks(volume):
    page, bleed = volume.event.guideline.page, volume.event.volume.print.bleed_mm * POINTS_PER_MM
    with open_pdf(volume.inside) as document:
        for sheet in document.pages:
            media, trim, bled = ([float(side) for side in sheet[box]] for box in ("/MediaBox", "/TrimBox", "/BleedBox"))
            size = trim[2] - trim[0], trim[3] - trim[1]
            assert size == pytest.approx((page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM), abs=0.2)
            outward = [trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed]
            assert bled == pytest.approx(outward, abs=0.1)
            assert media[:2] == [0, 0]
            assert all(bled[side] > media[side] + 10 for side in (0, 1))
            assert all(bled[side] < media[side] - 10 for side in (2, 3))


def test_crop_marks_stand_on_the_lines_of_the_trim_outside_the_bleed(volume):
    with open_pdf(volume.inside) as document:
        media, trim, bleed = (
            [float(side) for side in document.pages[0][box]] for box in ("/MediaBox", "/TrimBox", "/BleedBox")
        )
    with pypdfium2.PdfDocument(volume.inside) as document:
        for place in (0, 3, len(document) - 1):
            image = document[place].render(scale=2, fill_color=(255, 255, 255, 255)).to_pil().convert("L")
            inked = image.point(lambda level: 255 if level < 250 else 0)
            left, top, right, bottom = bleed[0] * 2, (media[3] - bleed[3]) * 2, bleed[2] * 2, (media[3] - bleed[1]) * 2
            for strip in ((0, 0, image.width, top), (0, bottom, image.width, image.height)):
                box = inked.crop(tuple(map(round, strip))).getbbox()
                assert box is not None
                # The marks of the right and left edge; those of head and foot lie beside the bleed.
                across = inked.crop((round(left), round(strip[1]), round(right), round(strip[3]))).getbbox()
                assert across is not None
                found = across[0] + round(left), across[2] + round(left)
                assert found == pytest.approx((trim[0] * 2, trim[2] * 2), abs=2)


def test_the_left_hand_pages_of_the_inside_are_shifted_too(volume):
    words = page_words(volume.inside)
    with open_pdf(volume.inside) as document:
        origin = float(document.pages[0]["/TrimBox"][0]), float(document.pages[0]["/TrimBox"][1])
    for inside, bound in zip(words, volume.words[volume.cover :], strict=False):
        assert [word.text for word in inside] == [word.text for word in bound]
        assert [word.left - origin[0] for word in inside] == pytest.approx([word.left for word in bound], abs=0.2)


def test_the_print_shop_gets_five_files_and_their_sums(volume):
    folder = volume.dist / volume.event.id
    names = ["SHA256SUMS", "bia.pdf", "ma-ket.pdf", "phieu-in.pdf", "ruot.pdf"]
    assert sorted(path.name for path in folder.iterdir()) == names
    listed = (folder / "SHA256SUMS").read_text().splitlines()
    assert [line.split("  ")[1] for line in listed] == names[1:]
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], check=False, cwd=folder, capture_output=True)
    assert done.returncode == 0


def test_the_jacket_is_back_spine_and_the_volumes_front(volume):
    event = volume.event
    pages = len(page_texts(volume.inside))
    job, page = event.volume.print, event.guideline.page
    spine = round(pages / 2 * job.caliper_mm + 2 * job.cover_caliper_mm + 1e-9, 1)
    path = volume.dist / event.id / "bia.pdf"
    with open_pdf(path) as document:
        assert len(document.pages) == 1
        trim = [float(side) for side in document.pages[0]["/TrimBox"]]
    wide, high = trim[2] - trim[0], trim[3] - trim[1]
    assert (wide, high) == pytest.approx(
        ((2 * page.width_mm + spine) * POINTS_PER_MM, page.height_mm * POINTS_PER_MM), abs=0.3
    )
    middle = trim[0] + wide / 2
    words = page_words(path)[0]
    front = [word.text for word in words if word.left > middle + spine * POINTS_PER_MM / 2]
    assert front == [word.text for word in volume.words[0]]
    back = " ".join(word.text for word in words if word.right < middle - spine * POINTS_PER_MM / 2)
    assert back == f"{volume.proceedings.units[event.organizer].name} LƯU HÀNH NỘI BỘ"


def test_the_hall_banner_shows_the_banner_line_by_line(volume):
    texts = page_texts(volume.dist / volume.event.id / "ma-ket.pdf")
    assert len(texts) == 1
    wanted = [line.text for line in volume.event.banner if line.text.strip()]
    shown = [line.strip() for line in texts[0].splitlines() if line.strip()]
    assert len(shown) == len(wanted)
    for line, said in zip(shown, wanted, strict=True):
        assert letters(line) == letters(said)


def test_the_job_sheet_tells_the_pages_of_the_inside(volume):
    sheet = " ".join(" ".join(page_texts(volume.dist / volume.event.id / "phieu-in.pdf", lines=True)).split())
    texts = page_texts(volume.inside)
    inside = len(texts)
    assert re.search(rf"ruot\.pdf {inside} ", sheet)
    parts = re.search(r"(\d+) trang = ((?:\d+ [^+\d]+\+ )*\d+ trang)", sheet)
    assert parts
    assert int(parts[1]) == inside == sum(map(int, re.findall(r"\d+", parts[2])))
    blank = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    assert f"ruot.pdf: {', '.join(blank)} Trang có màu" in sheet
    assert "bia.pdf 1 " in sheet
    assert "ma-ket.pdf 1 " in sheet


def test_qpdf_finds_nothing(volume):
    printed = sorted((volume.dist / volume.event.id).glob("*.pdf"))
    for pdf in (volume.pdf, *printed, *map(volume.alone, volume.papers)):
        done = subprocess.run(["qpdf", "--check", str(pdf)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "No syntax or stream encoding errors found" in done.stdout


def test_the_cover_and_title_page_show_the_banner_line_by_line(volume):
    for place in (0, volume.cover):
        lines = [line.strip() for line in volume.pages[place].splitlines() if line.strip()]
        for line in volume.event.banner:
            if line.title:
                assert line.text.strip() in lines
        assert volume.event.volume.title in " ".join(lines)
    # The cover sets the first words of the volume's title apart, large; the title page has it on one line.
    assert "KỶ YẾU" in [line.strip() for line in volume.pages[0].splitlines()]


def test_the_title_page_says_internal_where_it_is(volume):
    assert volume.event.volume.imprint == "internal"
    assert "LƯU HÀNH NỘI BỘ" in volume.pages[volume.cover]
    assert "LƯU HÀNH NỘI BỘ" in volume.pages[volume.cover + 1]
    assert "LƯU HÀNH NỘI BỘ" not in volume.pages[0]


def test_the_imprint_counts_right(volume):
    imprint = volume.pages[volume.cover + 1]
    assert f"Số bài: {len(volume.papers)}." in imprint
    assert f"Số trang ruột: {len(page_texts(volume.inside))}." in imprint
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
