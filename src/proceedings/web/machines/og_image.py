"""The picture of an event for where its page is shared: its banner lines on the cloth of the printed cover."""

from __future__ import annotations

import functools
import io
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from proceedings.model.errors import ProceedingsError
from proceedings.model.event import BannerLine, Event
from proceedings.text.dates import open_day

WIDTH, HEIGHT = 1200, 630
# Lacquer red and its shade, gold and ivory: the colours of the printed cover.
_RED, _SHADE, _GOLD, _IVORY = "#7a1f1a", "#6b1814", "#d3ad5f", "#fff8ea"
_COLOURS = 128
_MARGIN, _FRAME, _PADDING = 24, 56, 28
# Sizes in pixels before the lines are fitted; a line is never set closer than 1.45, so that stacked marks are whole.
_SIZES = {"title": 44.0, "bold": 34.0, "plain": 28.0}
_LEADING, _GAP = 1.45, 22
# Everything is drawn larger and scaled down: smooth rings without help from the drawing library.
_FINE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Lines set together at `scale` times their sizes; those of the title are on a label."""

    lines: tuple[BannerLine, ...]
    families: tuple[str, ...]
    scale: float = 1

    @property
    def label(self) -> bool:
        return self.lines[0].title

    @property
    def height(self) -> float:
        return sum(map(self.size, self.lines)) * _LEADING + (2 * _PADDING if self.label else 0)

    @property
    def width(self) -> float:
        return max(self.font(line).getlength(open_day(line.text)) for line in self.lines) / _FINE

    def size(self, line: BannerLine) -> float:
        return _SIZES["title" if line.title else "bold" if line.bold else "plain"] * self.scale

    def font(self, line: BannerLine) -> ImageFont.FreeTypeFont:
        style = " ".join(name for name, given in (("Bold", line.bold), ("Italic", line.italic)) if given) or "Regular"
        # No font is drawn smaller than a pixel: a line that would need it leaves the picture rather than end the build.
        return _loaded(_file(self.families, style), max(round(self.size(line) * _FINE, 2), 1.0))


def og_image_path(event: Event) -> str:
    """Return where an event's picture is on the site."""
    return f"{event.id}/anh-chia-se.png"


def og_image(event: Event) -> bytes:
    """Return the picture as PNG, 1200 × 630; the same banner and fonts give the same bytes.

    Raises
    ------
    ProceedingsError
        None of the guideline's fonts is installed.
    """
    return _drawn(event.banner, event.guideline.font.print_with)


@functools.lru_cache(maxsize=64)
def _drawn(banner: tuple[BannerLine, ...], families: tuple[str, ...]) -> bytes:
    picture = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), _RED)
    draw = ImageDraw.Draw(picture)
    _cloth(draw)
    blocks = _fitted(_blocks(banner, families))
    free = HEIGHT - sum(block.height for block in blocks)
    between = min(_GAP * 3, (free - 2 * _FRAME) / max(len(blocks) - 1, 1))
    top = (free - between * (len(blocks) - 1)) / 2
    for block in blocks:
        _block(draw, block, top)
        top += block.height + between
    file = io.BytesIO()
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _blocks(banner: Sequence[BannerLine], families: tuple[str, ...]) -> tuple[_Block, ...]:
    """Return the banner's blocks: empty lines separate them, and so does the beginning and the end of the title."""
    blocks: list[list[BannerLine]] = [[]]
    for line in banner:
        if not line.text.strip():
            blocks.append([])
        elif blocks[-1] and blocks[-1][-1].title != line.title:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return tuple(_Block(lines=tuple(lines), families=families) for lines in blocks if lines)


def _fitted(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks small enough for the width, the title apart from the rest, and for the height together."""
    wide = WIDTH - 2 * _FRAME - 3 * _PADDING
    scales = {
        label: min(1.0, wide / max((block.width for block in blocks if block.label is label), default=wide))
        for label in (True, False)
    }
    fitted = [replace(block, scale=scales[block.label]) for block in blocks]
    fixed = sum(2 * _PADDING for block in blocks if block.label)
    high = HEIGHT - 2 * _FRAME - fixed - _GAP * (len(blocks) - 1)
    shrink = min(1.0, high / max(sum(block.height for block in fitted) - fixed, 1))
    return tuple(replace(block, scale=block.scale * shrink) for block in fitted)


def _cloth(draw: ImageDraw.ImageDraw) -> None:
    """Draw rings of a bronze drum, tone on tone, in the corner, and a gold line inside the edge."""
    corner = (WIDTH * _FINE, HEIGHT * _FINE)
    for radius, thickness in ((90, 14), (130, 3), (180, 16), (222, 3), (280, 9), (335, 3), (400, 4)):
        box = [corner[0] - radius * _FINE, corner[1] - radius * _FINE]
        box += [corner[0] + radius * _FINE, corner[1] + radius * _FINE]
        draw.ellipse(box, outline=_SHADE, width=thickness * _FINE)
    edge = _MARGIN * _FINE
    draw.rectangle((edge, edge, corner[0] - edge, corner[1] - edge), outline=_GOLD, width=_FINE)
    inner = (_MARGIN + 7) * _FINE
    draw.rectangle((inner, inner, corner[0] - inner, corner[1] - inner), outline=_GOLD, width=_FINE // 2)


def _block(draw: ImageDraw.ImageDraw, block: _Block, top: float) -> None:
    if block.label:
        _label(draw, block, top)
        top += _PADDING
    for line in block.lines:
        high = block.size(line) * _LEADING
        # A line is centred in its band, measured by the font's own height, so no mark is cut.
        place = (WIDTH / 2 * _FINE, (top + high / 2) * _FINE)
        colour = _RED if line.title else _GOLD if line.bold else _IVORY
        draw.text(place, open_day(line.text), font=block.font(line), fill=colour, anchor="mm")
        top += high


def _label(draw: ImageDraw.ImageDraw, block: _Block, top: float) -> None:
    """Draw the ivory label with a red line inside its edge."""
    left = (WIDTH - block.width) / 2 - 1.5 * _PADDING
    for inside, fill, outline in ((0, _IVORY, None), (7, None, _RED)):
        edges = (left + inside, top + inside, WIDTH - left - inside, top + block.height - inside)
        draw.rectangle([edge * _FINE for edge in edges], fill=fill, outline=outline, width=_FINE)


@functools.lru_cache(maxsize=64)
def _loaded(path: Path, size: float) -> ImageFont.FreeTypeFont:
    # The basic layout: Vietnamese in NFC needs no shaping, and shaping depends on what else is installed.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@functools.lru_cache(maxsize=16)
def _file(families: tuple[str, ...], style: str) -> Path:
    """Return the file of the first installed family in a style, as fontconfig finds it."""
    for family in families:
        query = ["fc-match", "--format", "%{family}\t%{file}", f"{family}:style={style}"]
        try:
            found = subprocess.run(query, check=False, capture_output=True, text=True).stdout
        except FileNotFoundError as error:
            raise ProceedingsError("Không có lệnh fc-match.", "Cài gói fontconfig.") from error
        names, _, path = found.partition("\t")
        if family in names.split(","):
            return Path(path)
    raise ProceedingsError(f"Không có phông {' hay '.join(families)}.", "Cài gói fonts-croscore (phông Tinos).")
