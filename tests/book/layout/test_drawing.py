"""Drawings as pictures of dots: their own size, their letters drawn, never larger than a page needs."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from proceedings.book.layout.drawing import rasterised
from proceedings.model.guideline import Typeface

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="{w}" height="{h}" fill="{fill}"/></svg>'


def drawn(size: str, w: int = 96, h: int = 48, fill: str = "#000") -> Image.Image:
    svg = _SVG.format(size=size, w=w, h=h, fill=fill).encode()
    return Image.open(io.BytesIO(rasterised("a.svg", svg, Typeface(), 300)))


@pytest.mark.parametrize(
    "size", ['viewBox="0 0 96 48"', 'width="96" height="48" viewBox="0 0 96 48"', 'width="96px" viewBox="0 0 2 1"']
)
def test_size_is_that_of_the_drawing(size: str) -> None:
    image = drawn(size, *((2, 1) if "0 0 2 1" in size else (96, 48)))
    assert image.size == (300, 150)
    assert image.convert("L").getextrema() == (0, 0)


def test_a_drawing_larger_than_any_page_stays_small() -> None:
    assert max(drawn('viewBox="0 0 90000 45000"', 90000, 45000).size) <= 3_601


def test_letters_are_drawn() -> None:
    text = '<text x="10" y="40" font-size="30">Đổi mới</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60">{text}</svg>'
    image = Image.open(io.BytesIO(rasterised("a.svg", svg.encode(), Typeface(), 96))).convert("L")
    assert image.getextrema()[0] < 60


def test_same_drawing_same_bytes() -> None:
    svg = _SVG.format(size='viewBox="0 0 9 9"', w=9, h=9, fill="red").encode()
    assert rasterised("a.svg", svg, Typeface(), 300) == rasterised("a.svg", svg, Typeface(), 300)
