"""The picture for shared links: its size, the same bytes each time, every line whole and inside the frame."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from book.harness import CONTENT
from PIL import Image, ImageChops

from proceedings.model.errors import ProceedingsError
from proceedings.model.event import BannerLine, Event
from proceedings.model.guideline import Guideline, Typeface
from proceedings.reading.load import read
from proceedings.web.machines import og_image as drawing
from proceedings.web.machines.og_image import og_image, og_image_path

EVENTS = {event.id: event for event in read(CONTENT).proceedings.events}
ANY = EVENTS["2021-toa-dam-kl14"]


def picture(event: Event) -> Image.Image:
    return Image.open(io.BytesIO(og_image(event))).convert("RGB")


def inked(event: Event) -> tuple[int, int, int, int]:
    """Return the box of all that the lines put on the cloth; cloth and frame are those of an almost empty banner."""
    bare = picture(replace(event, banner=(BannerLine(text="."),)))
    box = ImageChops.difference(picture(event), bare).point(lambda value: 255 if value > 60 else 0).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.id)
def test_the_picture_has_the_size_that_shared_links_want(event: Event) -> None:
    content = og_image(event)
    assert content.startswith(b"\x89PNG")
    assert picture(event).size == (1200, 630)
    assert len(content) < 100_000
    assert og_image_path(event) == f"{event.id}/anh-chia-se.png"


def test_the_same_banner_gives_the_same_bytes() -> None:
    before = og_image(ANY)
    drawing._drawn.cache_clear()
    drawing._loaded.cache_clear()
    assert og_image(ANY) == before
    other = replace(ANY, banner=(*ANY.banner[:-1], BannerLine(text="Thanh Hoá, ngày 30 tháng 10 năm 2021")))
    assert og_image(other) != before


LONG = "NGHIÊN CỨU, TRAO ĐỔI VỀ CHỦ TRƯƠNG KHUYẾN KHÍCH VÀ BẢO VỆ CÁN BỘ NĂNG ĐỘNG, SÁNG TẠO VÌ LỢI ÍCH CHUNG"


@pytest.mark.parametrize(
    "banner",
    [
        *(event.banner for event in EVENTS.values()),
        (BannerLine(text="A"), BannerLine(text=LONG, bold=True, title=True)),
        tuple(BannerLine(text=LONG, bold=True, title=number % 5 == 1) for number in range(14)),
        (BannerLine(text="TỌA ĐÀM"),),
        (BannerLine(text=""), BannerLine(text="Ẵ ỗ Ợ", title=True), BannerLine(text="")),
    ],
)
def test_every_line_stays_inside_the_frame(banner: tuple[BannerLine, ...]) -> None:
    left, top, right, bottom = inked(replace(ANY, banner=banner))
    assert left >= 32
    assert top >= 32
    assert right <= 1200 - 32
    assert bottom <= 630 - 32


@pytest.mark.parametrize("banner", [(), (BannerLine(text=""),), (BannerLine(text="W" * 5000),)])
def test_no_banner_ends_the_build(banner: tuple[BannerLine, ...]) -> None:
    assert picture(replace(ANY, banner=banner)).size == (1200, 630)


def test_no_mark_of_a_letter_is_cut() -> None:
    """The tallest and the deepest letters reach as far as the font draws them: a line of them loses nothing."""
    line = BannerLine(text="ẴỖỰỢ")
    alone = inked(replace(ANY, banner=(line,)))
    font = drawing._loaded(drawing._file(ANY.guideline.font.print_with, "Regular"), 28.0)
    drawn = font.getbbox(line.text)
    assert alone[3] - alone[1] >= drawn[3] - drawn[1] - 2
    assert alone[2] - alone[0] >= drawn[2] - drawn[0] - 4


def test_a_blank_day_is_dotted_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    stock = drawing.ImageDraw.ImageDraw.text

    def text(self: object, place: object, words: str, **more: object) -> None:
        shown.append(words)
        stock(self, place, words, **more)

    monkeypatch.setattr(drawing.ImageDraw.ImageDraw, "text", text)
    drawing._drawn.cache_clear()
    event = EVENTS["2021-hoi-thao-truong-chuan"]
    og_image(event)
    assert shown[-1] == "Thanh Hóa, ngày … tháng 11 năm 2021"
    assert shown[:-1] == [line.text for line in event.banner if line.text][:-1]
    assert "ĐIỂN HÌNH GÓP PHẦN SỚM HOÀN THÀNH CÁC TIÊU CHÍ" in shown


def test_a_missing_font_is_named() -> None:
    guideline = Guideline(font=Typeface(print_with=("Phông không có",)))
    with pytest.raises(ProceedingsError, match="Phông không có"):
        og_image(replace(ANY, guideline=guideline))
