"""What a page draws, held against what a press prints well: inks, coloured letters, pictures, transparency."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.book.preflight.drawn import Drawn, DrawnPicture
from proceedings.book.preflight.expected import Expected
from proceedings.book.preflight.finding import PreflightFinding

MOST_INK = 300
"""Per cent: more ink at one place dries slowly and comes off on the sheet above."""
_ROUNDING = 0.5
_MOST_NAMED = 5


def check_content(drawn: Drawn, number: int, expected: Expected) -> Iterator[PreflightFinding]:
    def fault(code: str, what: str, *, blocking: bool = True) -> PreflightFinding:
        return PreflightFinding(code=code, page=number, what=what, blocking=blocking)

    if drawn.rgb:
        yield fault("colour", f"màu RGB ({_named(drawn.rgb)}); bản in chỉ dùng màu xám và CMYK.")
    if drawn.spots:
        yield fault("spot", f"màu pha {_named(drawn.spots)}; bản in chỉ dùng bốn mực C, M, Y, K.")
    if expected.black_only and drawn.coloured:
        yield fault("black", f"ruột chỉ in mực đen, trang này dùng mực màu ({_named(drawn.coloured)}).")
    elif drawn.coloured_text and not expected.coloured_text:
        yield fault("text", _of_letters(drawn), blocking=drawn.rich_black)
    if drawn.ink > MOST_INK + _ROUNDING:
        yield fault("ink", f"có chỗ tổng mực {drawn.ink:.0f} %, nên không quá {MOST_INK} %.", blocking=False)
    for picture in drawn.pictures:
        yield from (fault(code, what, blocking=stops) for code, what, stops in _of_picture(picture, expected))
    if drawn.unseen:
        yield fault("forms", "hình lồng trong hình quá nhiều tầng hoặc lồng vào chính nó, không kiểm tra hết được.")
    if drawn.see_through:
        what = f"có phần trong suốt ({_named(drawn.see_through)}); PDF/X-4 cho phép."
        yield fault("transparency", what, blocking=False)


def _of_letters(drawn: Drawn) -> str:
    """Return the finding on letters in more than black ink; a label of a figure may be coloured on purpose."""
    named = _named(drawn.coloured_text)
    if drawn.rich_black:
        return f"chữ đen pha nhiều mực, in lệch sẽ nhòe; cần một mình mực đen ({named})."
    return f"có chữ màu, không in bằng một mình mực đen ({named})."


def _of_picture(picture: DrawnPicture, expected: Expected) -> Iterator[tuple[str, str, bool]]:
    """Yield code, words and weight of what is wrong with a picture."""
    which = f"hình {picture.width} × {picture.height} điểm"
    if picture.space not in ("DeviceGray", "DeviceCMYK", "ImageMask"):
        yield "image", f"{which} ở hệ màu {picture.space}, phải là xám hoặc CMYK.", True
    if expected.black_only and picture.space == "DeviceCMYK":
        yield "black", f"{which} in bốn mực, ruột chỉ in mực đen.", True
    if picture.masked:
        yield "transparency", "hình có vùng trong suốt (SMask).", True
    if picture.dpi < expected.dpi - _ROUNDING:
        yield "resolution", f"{which} chỉ đạt {picture.dpi:.0f} dpi khi in, cần {expected.dpi} dpi.", False
    if picture.ink > MOST_INK + _ROUNDING:
        yield "ink", f"{which} có chỗ tổng mực {picture.ink:.0f} %, nên không quá {MOST_INK} %.", False


def _named(what: tuple[str, ...]) -> str:
    more = "; …" if len(what) > _MOST_NAMED else ""
    return "; ".join(what[:_MOST_NAMED]) + more
