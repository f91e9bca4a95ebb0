"""How large a figure is: as its file says, the same on screen and in print."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from proceedings.reading.picture_size import Size, dots_per_inch, in_print, on_screen, picture_size


def photograph(kind: str = "PNG", dots: float | None = None, size: tuple[int, int] = (600, 300)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "red").save(target, kind, **({"dpi": (dots, dots)} if dots else {}))
    return target.getvalue()


def svg(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("dots", "width"),
    [(None, 600), (96, 600), (192, 300), (300, 192), (72, 800), (25, 2304), (2400, 24), (1, 600), (60_000, 600)],
    ids=["silent", "96", "192", "300", "72", "a stretched one", "a telephone's", "too few to be meant", "too many"],
)
def test_photograph_is_as_large_as_its_dots_say(kind: str, dots: int | None, width: float) -> None:
    size = picture_size(f"hinh.{kind.lower()}", photograph(kind, dots))
    assert (size.width, size.height) == pytest.approx((width, width / 2), rel=0.002)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('viewBox="0 0 640 360"', Size(640, 360, own=False)),
        ('width="100%" viewBox="0 0 640 360"', Size(640, 360, own=False)),
        ('width="320" viewBox="0 0 640 360"', Size(320, 180)),
        ('width="2in" height="1in"', Size(192, 96)),
        ('width="50.8mm" height="2.54cm" viewBox="0 0 1 1"', Size(192, 96)),
        ("", Size(640, 360, own=False)),
        ('viewBox="0 0 0 10"', Size(640, 360, own=False)),
        ('viewBox="-10 -10.5 1e2 .5e2"', Size(100, 50, own=False)),
        ('viewBox="0 0 1e999 5"', Size(640, 360, own=False)),
        (f'width="{"9" * 400}" height="2"', Size(640, 360, own=False)),
        (f'width="{"9" * 400}" viewBox="0 0 1e999 5"', Size(640, 360, own=False)),
        ('width="100" viewBox="0 0 0.0001 100000"', Size(0.0001, 100_000, own=False)),
    ],
)
def test_drawing_has_a_size_or_only_a_shape(attributes: str, expected: Size) -> None:
    assert picture_size("hinh.svg", svg(attributes)) == pytest.approx(tuple(expected))
    assert on_screen('<img src="hinh.svg">', {"hinh.svg": svg(attributes)}).count("=") >= 2


def test_dots_that_are_no_number_are_not_believed() -> None:
    with Image.open(io.BytesIO(photograph())) as picture:
        picture.info["dpi"] = (float("nan"), float("nan"))
        assert dots_per_inch(picture) == 96


FIGURES = {"hinh-1.png": photograph(dots=192), "hình 2.svg": svg('viewBox="0 0 640 360"')}
TEXT = '<p><img src="hinh-1.png" alt="Một"> <img alt="a" src="h%C3%ACnh%202.svg"> <img src="../x.png" alt=""></p>'


def test_on_screen_a_figure_keeps_its_place_and_waits() -> None:
    assert on_screen(TEXT, FIGURES) == (
        '<p><img width="300" height="150" loading="lazy" src="hinh-1.png" alt="Một"> '
        '<img style="width:100%;aspect-ratio:auto 640/360" loading="lazy" alt="a" '
        'src="h%C3%ACnh%202.svg"> <img src="../x.png" alt=""></p>'
    )


def test_in_print_a_photograph_says_its_dots() -> None:
    assert in_print(TEXT, FIGURES) == TEXT.replace("<img ", '<img style="image-resolution:192dpi" ', 1).replace(
        "192dpi", f"{dots_per_inch(Image.open(io.BytesIO(FIGURES['hinh-1.png']))):g}dpi"
    )


def test_text_without_figures_stays() -> None:
    assert on_screen(TEXT, {}) == in_print(TEXT, {}) == TEXT
