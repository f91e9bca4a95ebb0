"""Photographs as the website serves them: small enough for a telephone, as sharp as a screen."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from proceedings.model.paper import Figure
from proceedings.pipeline.screen_figures import screen_figure
from proceedings.web.photographs import for_screens


def photograph(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    image, target = Image.effect_noise(size, 60).convert(mode), io.BytesIO()
    image.save(target, kind, **({"quality": 95} if kind == "JPEG" else {}), **more)
    return target.getvalue()


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (1600, 1200)), ((2400, 3600), (1067, 1600)), ((2001, 100), (1600, 80))],
    ids=["lying", "standing", "a panorama"],
)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_large_photograph_becomes_small(size: tuple[int, int], expected: tuple[int, int], mode: str) -> None:
    given = photograph(size, mode=mode)
    made = for_screens("hinh-1.jpg", given)
    assert len(made) < len(given)
    with Image.open(io.BytesIO(made)) as seen:
        assert (seen.format, seen.mode) == ("JPEG", mode)
        assert seen.size == pytest.approx(expected, abs=1)
    assert for_screens("hinh-1.jpg", given) == made


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hinh-1.jpg", photograph((2000, 1500))),
        ("hinh-1.JPEG", photograph((300, 200))),
        ("hinh-1.png", photograph((2400, 100), "PNG", "L")),
        ("hinh-1.svg", b"<svg/>"),
    ],
)
def test_everything_else_stays(name: str, content: bytes) -> None:
    assert for_screens(name, content) is content


def test_one_that_would_not_get_smaller_stays() -> None:
    target = io.BytesIO()
    Image.new("RGB", (2100, 2100), "white").save(target, "JPEG", quality=1, optimize=True)
    made = for_screens("a.jpg", target.getvalue())
    assert len(made) <= len(target.getvalue())


def test_colours_keep_their_profile_and_the_next_build_finds_it_made(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = photograph((2600, 1300), icc_profile=profile)
    figure = Figure(name="bai/a.jpg", content=given)
    made = screen_figure(figure, tmp_path)
    with Image.open(io.BytesIO(made)) as seen:
        assert seen.info["icc_profile"] == profile
    assert len(list(tmp_path.glob("*.kept"))) == 1
    assert screen_figure(figure, tmp_path) == made == for_screens("a.jpg", given)
