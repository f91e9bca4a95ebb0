"""Volumes as other events ask for them: parts, right-hand starts, contents at the end, book formats, imprints; tags."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from book import seminar
from book.harness import (
    AS_OF,
    command,
    compact,
    folio,
    labels,
    letters,
    open_pdf,
    page_of,
    page_texts,
    page_words,
)
from PIL import Image, ImageDraw

from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.reading.load import read

pytestmark = pytest.mark.slow

POINTS_PER_MM = 72 / 25.4
PUBLISHER = """\
  imprint: publisher
  copies: 300
  publisher:
    name: Nhà xuất bản Lý luận Chính trị
    isbn: 978-604-57-4212-9
    registration: 1328-2021/CXBIPH/3-98/LLCT
    decision: số 412-QĐ/NXBLLCT ngày 12/10/2021
    deposit: quý IV năm 2021
    director: Nguyễn Giám Đốc
    cover: Đỗ Thiết Kế
  print: {shop: {name: Công ty In A}}
"""
PERMIT = """\
  imprint: permit
  permit: {number: 15/GP-STTTT, date: 2021-10-05, agency: Sở Thông tin và Truyền thông tỉnh A}
"""
INTERNAL = "  imprint: internal\n"
HEAD = ["KỶ YẾU HỘI THẢO KHOA HỌC", "Hội thảo khoa học: “Đổi mới phương pháp giảng dạy”"]
IMPRINTS = {
    PUBLISHER: [
        "NHÀ XUẤT BẢN LÝ LUẬN CHÍNH TRỊ",
        "Chịu trách nhiệm xuất bản: Nguyễn Giám Đốc",
        "Chịu trách nhiệm nội dung: Ban Biên tập",
        "Thiết kế bìa: Đỗ Thiết Kế",
        "In 300 cuốn, khổ {size} cm tại Công ty In A.",
        "Số xác nhận đăng ký xuất bản: 1328-2021/CXBIPH/3-98/LLCT",
        "Mã số ISBN: 978-604-57-4212-9",
        "Quyết định xuất bản số 412-QĐ/NXBLLCT ngày 12/10/2021",
        "In xong và nộp lưu chiểu quý IV năm 2021.",
    ],
    PERMIT: [
        "Đơn vị chủ trì: Trường Chính trị tỉnh A",
        "Chịu trách nhiệm nội dung: Ban Biên tập",
        "Số bài: 6. Số trang ruột: {pages}.",
        "Khổ {size} cm.",
        "Giấy phép xuất bản tài liệu không kinh doanh số 15/GP-STTTT do Sở Thông tin và Truyền thông tỉnh A cấp ngày",
        "05 tháng 10 năm 2021.",
    ],
    INTERNAL: [
        "LƯU HÀNH NỘI BỘ",
        "Đơn vị chủ trì: Trường Chính trị tỉnh A",
        "Chịu trách nhiệm nội dung: Ban Biên tập",
        "Số bài: 6. Số trang ruột: {pages}.",
        "Khổ {size} cm.",
    ],
}
ON_COVER = {PUBLISHER: "ISBN: 978-604-57-4212-9", PERMIT: "TÀI LIỆU KHÔNG KINH DOANH", INTERNAL: "LƯU HÀNH NỘI BỘ"}
PARTS = [
    ("PHẦN MỘT", "Cơ sở lý luận của đổi mới phương pháp giảng dạy"),
    ("PHẦN HAI", "Kinh nghiệm ở các trường"),
    ("PHẦN BA", "Chủ đề tự chọn"),
]
ORDER = ["nhieu-chu-thich", "anh-mot", "nhan-de-dai", "anh-hai", "bang-va-hinh", "tu-chon"]
# How many of the papers each part holds, and the topics of each.
HELD = {"PHẦN MỘT": ORDER[:2], "PHẦN HAI": ORDER[2:5], "PHẦN BA": ORDER[5:]}
BACK = ["Bảng tác giả", "Danh mục trường, đơn vị", "Danh mục văn bản được trích dẫn"]
# The seminar's longest paper has so many pages on A4; no paper may have more.
MOST_PAGES = 11


@dataclass(frozen=True)
class Shape:
    """A book format with the imprint it is built with, in millimetres."""

    trim: str | None
    width: float
    height: float
    inner: float
    outer: float
    said: str
    imprint: str


SHAPES = {
    "16x24": Shape("16x24", 160, 240, 22, 18, "16 × 24", PUBLISHER),
    "14.5x20.5": Shape("14.5x20.5", 145, 205, 20, 16, "14,5 × 20,5", PERMIT),
    "A4": Shape(None, 210, 297, 30, 20, "21 × 29,7", INTERNAL),
}


def photograph() -> bytes:
    """A picture that every book has as it is: 1200 × 600 points."""
    image = Image.new("RGB", (1200, 600), "white")
    draw = ImageDraw.Draw(image)
    for step in range(0, 600, 20):
        draw.line((0, step, 1200, 600 - step), fill=(step % 256, 90, 160), width=4)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def pictured(title: str, slug: str, topic: str) -> str:
    cited = "Bài này nói về Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị và có một tấm ảnh."
    text = f'{cited}\n\n![Ảnh chụp]({slug}/anh.png "Hình 1. Ảnh chụp")\n\nCâu cuối sau tấm ảnh này.'
    return seminar.paper(title, topic, text, (("Lý Thị Ảnh", "truong-b"),))


def tree_of(root: Path, shape: Shape) -> Path:
    trim = f'  trim: "{shape.trim}"\n' if shape.trim else ""
    wanted = f"{trim}  part_pages: true\n  right_hand: true\n  contents: back\n{shape.imprint}"
    plain = "volume: {title: KỶ YẾU HỘI THẢO KHOA HỌC}\n"
    assert plain in seminar.EVENT
    event = seminar.EVENT.replace(plain, f"volume:\n  title: KỶ YẾU HỘI THẢO KHOA HỌC\n{wanted}")
    pictures = {f"{seminar.FOLDER}/{slug}/anh.png": photograph() for slug in ("anh-mot", "anh-hai")}
    papers = {
        f"{seminar.FOLDER}/anh-mot.md": pictured("Bài có ảnh thứ nhất", "anh-mot", "1").replace("10-20", "10-21"),
        f"{seminar.FOLDER}/anh-hai.md": pictured("Bài có ảnh thứ hai", "anh-hai", "2.a").replace("10-20", "10-21"),
    }
    guideline = seminar.GUIDELINE + f"pages: {{max: {MOST_PAGES}}}\n"
    return seminar.write(
        root, {f"{seminar.FOLDER}/event.yml": event, "papers/guideline.yml": guideline, **papers, **pictures}
    )


@dataclass(frozen=True)
class Made:
    """A built volume of one shape, read back."""

    shape: Shape
    root: Path
    told: str = field(repr=False)
    proceedings: Proceedings = field(repr=False)

    @property
    def event(self) -> Event:
        return self.proceedings.event(seminar.EVENT_ID)

    @property
    def pdf(self) -> Path:
        return self.root / "site" / seminar.EVENT_ID / "ky-yeu.pdf"

    @property
    def dist(self) -> Path:
        return self.root / "dist" / seminar.EVENT_ID

    def alone(self, slug: str) -> Path:
        return self.root / "site" / seminar.EVENT_ID / slug / f"{slug}.pdf"

    def paper(self, slug: str) -> Paper:
        return next(paper for paper in self.proceedings.papers if paper.slug == slug)

    @cached_property
    def pages(self) -> list[str]:
        return page_texts(self.pdf)

    @cached_property
    def lines(self) -> list[str]:
        return page_texts(self.pdf, lines=True)

    @cached_property
    def labels(self) -> list[str]:
        return labels(self.pdf)

    @cached_property
    def body(self) -> int:
        """Where page 1 is."""
        return self.labels.index("1")

    @cached_property
    def contents(self) -> int:
        """Where the contents begin."""
        return next(place for place, text in enumerate(self.pages) if text.lstrip().startswith("MỤC LỤC"))

    @cached_property
    def listed(self) -> str:
        """The lines of the contents without blanks and dots."""
        texts = [text.rstrip().rpartition("\n")[0] for text in self.lines[self.contents :]]
        return "\n".join(compact(line) for text in texts for line in text.splitlines() if line.strip())

    def number(self, title: str) -> int:
        """The page that the contents give for a title."""
        wanted = compact(re.sub(r'"([^"]*)"', r"“\1”", title))
        found = re.findall("\n?".join(map(re.escape, wanted)) + r"(\d+)$", self.listed, re.MULTILINE)
        assert len(found) == 1, f"{title}: {found}"
        return int(found[0])

    def first_page(self, slug: str) -> int:
        return self.number(self.paper(slug).front.title)

    def part_page(self, part: tuple[str, str]) -> int:
        return self.number(f"{part[0].capitalize()}. {part[1]}")

    def text(self, number: int) -> str:
        """The text of page `number` of the body and the back."""
        return self.pages[self.body + number - 1]


@pytest.fixture(scope="module", params=list(SHAPES))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    shape = SHAPES[request.param]
    root = tree_of(tmp_path_factory.mktemp("parts") / "tree", shape)
    done = command("build", "--root", root, "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    return Made(shape, root, done.stdout, read(root).proceedings)


def test_pages_have_the_size_of_the_book_format(made):
    wanted = made.shape.width * POINTS_PER_MM, made.shape.height * POINTS_PER_MM
    with open_pdf(made.pdf) as document:
        for page in document.pages:
            assert [float(side) for side in page.mediabox] == pytest.approx((0, 0, *wanted), abs=0.2)
    for slug in ORDER:
        with open_pdf(made.alone(slug)) as document:
            for page in document.pages:
                assert [float(side) for side in page.mediabox] == pytest.approx((0, 0, *wanted), abs=0.2)
    with open_pdf(made.dist / "ruot.pdf") as document:
        assert len(document.pages) % 4 == 0
        for page in document.pages:
            left, bottom, right, top = (float(side) for side in page["/TrimBox"])
            assert (right - left, top - bottom) == pytest.approx(wanted, abs=0.2)
    with open_pdf(made.dist / "bia.pdf") as document:
        left, bottom, right, top = (float(side) for side in document.pages[0]["/TrimBox"])
        assert top - bottom == pytest.approx(wanted[1], abs=0.2)
        assert right - left > 2 * wanted[0]


def test_poppler_sees_the_same_size(made):
    told = subprocess.run(["pdfinfo", str(made.pdf)], check=True, capture_output=True, text=True).stdout
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", told)
    assert found
    assert float(found[1]) / POINTS_PER_MM == pytest.approx(made.shape.width, abs=0.1)
    assert float(found[2]) / POINTS_PER_MM == pytest.approx(made.shape.height, abs=0.1)


def test_the_length_that_counts_is_that_on_a4(made):
    """On a smaller page the longest paper takes more pages than the guideline allows: that is no fault of it."""
    told = {slug: int(re.search(rf"{slug}\.md  ĐẠT · (\d+) trang", made.told)[1]) for slug in ORDER}
    assert told["nhieu-chu-thich"] == MOST_PAGES
    printed = {slug: len(page_texts(made.alone(slug))) for slug in ORDER}
    if made.shape.trim:
        assert printed["nhieu-chu-thich"] > MOST_PAGES
    else:
        assert printed == told
    assert "0 lỗi" in made.told


def test_the_length_rule_is_not_put_off_by_the_book_format(tmp_path):
    root = tree_of(tmp_path / "tree", SHAPES["14.5x20.5"])
    guideline = root / "papers" / "guideline.yml"
    guideline.write_text(guideline.read_text().replace(f"max: {MOST_PAGES}", f"max: {MOST_PAGES - 1}"))
    done = command("check", "--root", root, "--as-of", AS_OF)
    assert done.returncode == 1
    assert re.search(rf"nhieu-chu-thich\.md  CHƯA ĐẠT · {MOST_PAGES} trang", done.stdout)


def test_each_part_has_a_title_page_with_a_blank_back(made):
    for part in PARTS:
        number = made.part_page(part)
        assert number % 2 == 1
        assert letters(made.text(number)) == letters("".join(part)), "no head, no number"
        assert made.text(number).split()[:2] == part[0].split()
        assert not made.text(number + 1).strip()
        assert made.first_page(HELD[part[0]][0]) == number + 2


def test_every_paper_begins_on_a_right_hand_page(made):
    numbers = [made.first_page(slug) for slug in ORDER]
    assert numbers == sorted(numbers)
    assert all(number % 2 == 1 for number in numbers)
    for slug, number in zip(ORDER, numbers, strict=True):
        assert letters(made.paper(slug).front.title) in letters(made.text(number))
        assert folio(made.lines[made.body + number - 1]) == str(number)


def test_every_page_of_the_body_is_a_papers_a_title_or_blank(made):
    bearing = {made.part_page(part) for part in PARTS}
    for slug in ORDER:
        first = made.first_page(slug)
        pages = page_texts(made.alone(slug))
        assert pages == made.pages[made.body + first - 1 : made.body + first - 1 + len(pages)]
        bearing |= set(range(first, first + len(pages)))
    end = made.number(BACK[0]) - 1
    assert end % 2 == 0
    blank = [number for number in range(1, end + 1) if number not in bearing]
    assert blank
    assert all(number % 2 == 0 for number in blank)
    assert not "".join(made.text(number) for number in blank).strip()


def test_blank_pages_draw_nothing(made):
    with open_pdf(made.pdf) as document:
        for page, text in zip(document.pages, made.pages, strict=True):
            if not text.strip():
                shown = [str(operator) for _, operator in pikepdf.parse_content_stream(page)]
                assert not {"Tj", "TJ", "Do", "S", "f", "B"} & set(shown)


def test_the_contents_stand_at_the_end(made):
    assert not any("MỤC LỤC" in text for text in made.pages[: made.contents])
    back = [made.number(title) for title in BACK]
    assert back == sorted(back)
    assert back[0] % 2 == 1
    for title, number in zip(BACK, back, strict=True):
        assert letters(made.text(number)).startswith(letters(title))
        assert folio(made.lines[made.body + number - 1]) == str(number)
    assert made.contents > made.body + back[-1] - 1
    for place in range(made.contents, len(made.pages)):
        assert folio(made.lines[place]) == made.labels[place]
    assert compact("Lời nói đầuiii") in made.listed


def test_the_front_is_even_without_the_contents(made):
    assert made.labels[:2] == ["Bìa 1", "Bìa 2"]
    assert made.labels[2 : made.body] == ["i", "ii", "iii", "iv"]
    assert not made.pages[made.body - 1].strip()


def test_every_line_of_the_contents_is_a_link_to_its_page(made):
    titles = {made.body + made.first_page(slug) - 1 for slug in ORDER}
    titles |= {made.body + made.part_page(part) - 1 for part in PARTS}
    titles |= {made.body + made.number(title) - 1 for title in BACK}
    titles.add(made.labels.index("iii"))
    found = set()
    with open_pdf(made.pdf) as document:
        pages = [page.obj for page in document.pages]
        for place in range(made.contents, len(document.pages)):
            for link in document.pages[place].get("/Annots", pikepdf.Array()):
                assert "/URI" not in link.get("/A", pikepdf.Dictionary())
                found.add(page_of(link.Dest[0], pages))
    assert found == titles


def test_numbers_of_contents_and_indexes_are_set_like_their_words(made):
    """A number has the size of its row and the same base line."""
    compared = 0
    for place, words in enumerate(page_words(made.pdf)):
        if place < made.body + made.number(BACK[0]) - 1:
            continue
        edge = max(word.right for word in words)
        for number in (word for word in words if word.text.isdecimal() and word.right > edge - 1):
            beside = [word for word in words if word.top < number.bottom and word.bottom > number.top]
            said = [word for word in beside if re.search(r"[^\W\d]", word.text)]
            if said and number.top < made.shape.height * POINTS_PER_MM * 0.9:
                last = max(said, key=lambda word: word.right)
                assert number.bottom - number.top == pytest.approx(last.bottom - last.top, rel=0.08)
                compared += 1
    assert compared > 10


def test_bookmarks_are_parts_over_topics_over_papers(made):
    with pikepdf.open(made.pdf) as document, document.open_outline() as outline:
        pages = [page.obj for page in document.pages]
        found = [*_outline(outline.root, pages, 0)]
    by_title = {title: place for depth, title, place in found if depth == 0}
    top = list(by_title)
    parts = [title for title in top if title.startswith(("1. ", "2. ", "Chủ đề"))]
    assert top[0] == "Bìa"
    assert [title.removeprefix(f"{n}. ") for n, title in enumerate(parts, 1)] == [title for _, title in PARTS]
    titles = {made.paper(s).front.title for s in ORDER}
    papers = {title: place for depth, title, place in found if depth and title in titles}
    assert papers == {made.paper(s).front.title: made.body + made.first_page(s) - 1 for s in ORDER}
    for part, title in zip(PARTS, parts, strict=True):
        assert by_title[title] == made.body + made.part_page(part) - 1
    # A part that is one topic itself has its papers right below it.
    assert [title for depth, title, _ in found if depth == 1 and title not in titles] == [
        "2.a. Kinh nghiệm dùng tình huống trong giảng dạy",
        "2.đ. Kinh nghiệm kiểm tra, đánh giá học viên",
    ]
    for title in (*BACK, "Mục lục"):
        assert letters(made.pages[by_title[title]]).startswith(letters(title))


def _outline(items: list[pikepdf.OutlineItem], pages: list[pikepdf.Object], depth: int) -> Iterator[tuple]:
    for item in items:
        yield depth, item.title, page_of(item.destination[0], pages)
        yield from _outline(item.children, pages, depth + 1)


def test_margins_are_mirrored(made):
    page = made.shape
    words = page_words(made.pdf)
    for slug in ORDER:
        first = made.first_page(slug)
        for number in range(first, first + len(page_texts(made.alone(slug)))):
            found = words[made.body + number - 1]
            left, right = (page.inner, page.outer) if number % 2 else (page.outer, page.inner)
            assert min(word.left for word in found) >= left * POINTS_PER_MM - 1.5
            assert max(word.right for word in found) <= (page.width - right) * POINTS_PER_MM + 1.5


def test_the_imprint_has_neither_an_empty_line_nor_a_label_alone(made):
    inside = len(page_texts(made.dist / "ruot.pdf"))
    wanted = [*HEAD, *(line.format(size=made.shape.said, pages=inside) for line in IMPRINTS[made.shape.imprint])]
    page = made.pages[made.labels.index("ii")]
    assert " ".join(page.split()) == " ".join(wanted)
    for line in page.splitlines():
        assert not line.rstrip().endswith(":")
        assert "None" not in line


def test_title_page_cover_and_jacket_say_what_the_imprint_does(made):
    publisher = "NHÀ XUẤT BẢN LÝ LUẬN CHÍNH TRỊ"
    for place in (0, made.labels.index("i")):
        assert (publisher in made.pages[place]) == (made.shape.imprint == PUBLISHER)
    title_page = made.pages[made.labels.index("i")]
    assert ("LƯU HÀNH NỘI BỘ" in title_page) == (made.shape.imprint == INTERNAL)
    jacket = " ".join(page_texts(made.dist / "bia.pdf")[0].split())
    assert {said: said in jacket for said in ON_COVER.values()} == {
        said: imprint == made.shape.imprint for imprint, said in ON_COVER.items()
    }
    cited = made.text(made.first_page("nhan-de-dai"))
    place = "Nhà xuất bản Lý luận Chính trị" if made.shape.imprint == PUBLISHER else "Trường Chính trị tỉnh A"
    assert f"giảng dạy”, {place}, 2021, tr. " in " ".join(cited.split())


class Drawn(NamedTuple):
    """A drawing operator with the marks around it; `block` counts the outermost of them on its page."""

    name: str
    marks: tuple[str, ...]
    block: int


def marked(page: pikepdf.Page) -> list[Drawn]:
    found: list[Drawn] = []
    marks: list[str] = []
    block = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            block += not marks
            marks.append(str(operands[0]))
        elif name == "EMC":
            marks.pop()
        elif name in ("Tj", "TJ", "S", "s", "f", "F", "B", "b", "f*", "B*", "Do", "sh"):
            found.append(Drawn(name, tuple(marks), block))
    assert marks == []
    return found


@pytest.mark.parametrize("slug", ORDER)
def test_a_paper_alone_is_tagged(made, slug):
    front = made.paper(slug).front
    with open_pdf(made.alone(slug)) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot.Type == "/StructTreeRoot"
        assert "/ParentTree" in root.StructTreeRoot
        assert str(root.Lang) == "vi-VN"
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == front.title
        packet = root.Metadata.read_bytes().decode()
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == front.title
            assert metadata["dc:language"] in ("vi-VN", {"vi-VN"}, ["vi-VN"])
        assert "http://www.aiim.org/pdfua/ns/id/" in packet
        for page in document.pages:
            assert "/StructParents" in page
            if "/Annots" in page:
                assert page.Tabs == "/S"
        tags = [tag for tag, _ in structure(root.StructTreeRoot)]
    assert "/H1" in tags
    assert "/P" in tags


def structure(item: pikepdf.Object) -> Iterator[tuple[str, str]]:
    """Yield the tags of a structure tree with the words in the place of what cannot be read out."""
    children = item.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), str(child.get("/Alt", ""))
            yield from structure(child)


def test_tables_and_figures_of_a_paper_are_tagged_as_such(made):
    with open_pdf(made.alone("bang-va-hinh")) as document:
        tags = [*structure(document.Root.StructTreeRoot)]
    names = [tag for tag, _ in tags]
    assert [names.count(name) for name in ("/Table", "/TR", "/TH", "/TD")] == [1, 3, 3, 6]
    assert ("/Figure", "Sơ đồ ba bước") in tags
    with open_pdf(made.alone("anh-mot")) as document:
        assert ("/Figure", "Ảnh chụp") in structure(document.Root.StructTreeRoot)


@pytest.mark.parametrize("slug", ORDER)
def test_what_stands_beside_the_text_is_an_artifact(made, slug):
    """Head and number are drawn as artifacts; all other letters belong to the structure."""
    with open_pdf(made.alone(slug)) as document:
        for number, page in enumerate(document.pages):
            drawn = marked(page)
            assert all(each.marks for each in drawn if each.name in ("Tj", "TJ")), "neither content nor artifact"
            furniture = [each for each in drawn if each.block == drawn[-1].block]
            assert {each.marks for each in furniture} == {("/Artifact",)}
            # The number and the head; the head of a first page is one line or two, without a rule.
            names = [each.name for each in furniture]
            assert names in ([["Tj"] * 2, ["Tj"] * 3] if number == 0 else [["Tj", "Tj", "S"]])
            inner = [each for each in drawn if each.name in ("Tj", "TJ") and each.block != drawn[-1].block]
            assert inner
            assert all("/Artifact" not in each.marks for each in inner)


@pytest.mark.parametrize("slug", ORDER)
def test_the_labels_of_a_paper_alone_are_its_numbers_in_the_volume(made, slug):
    first = made.first_page(slug)
    found = labels(made.alone(slug))
    assert found == [str(number) for number in range(first, first + len(found))]
    assert [folio(text) for text in page_texts(made.alone(slug), lines=True)] == found


def font_files(pages: list[pikepdf.Page]) -> dict[tuple[int, int], str]:
    """Return the font programs that pages draw with, by object, with their names."""
    found = {}
    for page in pages:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            found[descriptor.FontFile2.objgen] = str(descriptor.FontName)[1:].partition("+")[2]
    return found


def test_each_font_is_stored_once_and_the_cover_has_its_own(made):
    with open_pdf(made.pdf) as document:
        pages = list(document.pages)
        cover, inside = font_files(pages[:1]), font_files(pages[1:])
        stored = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item]
        programs = [item.FontFile2.objgen for item in stored]
    family = inside[next(iter(inside))].partition("-")[0]
    styles = {family + style for style in ("", "-Bold", "-Italic", "-Bold-Italic")}
    assert len(inside) == len(set(inside.values())) <= 4
    assert set(inside.values()) <= styles
    assert {family, f"{family}-Bold", f"{family}-Italic"} <= set(inside.values())
    assert len(cover) == len(set(cover.values()))
    assert set(cover.values()) <= styles
    assert not set(cover) & set(inside)
    assert sorted(programs) == sorted({*cover, *inside})


def pictures(pdf: Path) -> list[pikepdf.Object]:
    with open_pdf(pdf) as document:
        return [
            (int(item.Width), int(item.Height))
            for item in document.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]


def test_equal_pictures_are_stored_once(made):
    for slug in ("anh-mot", "anh-hai"):
        assert pictures(made.alone(slug)) == [(1200, 600)]
    assert pictures(made.pdf) == [(1200, 600)]
    assert pictures(made.dist / "ruot.pdf") == [(1200, 600)]


def test_qpdf_finds_nothing(made):
    for pdf in (made.pdf, *sorted(made.dist.glob("*.pdf")), *map(made.alone, ORDER)):
        done = subprocess.run(["qpdf", "--check", str(pdf)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
