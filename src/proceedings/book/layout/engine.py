"""The PDF engine: the only file that knows WeasyPrint, apart from line_breaks, which corrects it.

It reads only what it is given: fonts and figures come as bytes under the schemes `font:` and `figure:`, any
other address is refused, so no page can draw in a file of the machine or call out to the network.
"""

from __future__ import annotations

import functools
import io
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import cssselect2
import pydyf
from defusedxml import ElementTree
from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, MarginBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from proceedings.book.layout import line_breaks
from proceedings.book.layout.fonts import FontFamily, is_own
from proceedings.model.lengths import MM_PER_INCH
from proceedings.model.typeset import Layout
from proceedings.reading.picture_size import PIXELS_PER_INCH

_MAX_TRIES = 24
_VOID = re.compile(r"<(br|hr|img|meta|col)\b([^>]*?)/?>")
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


class _Fetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Hands out the resources of one document and refuses everything else."""

    def __init__(self, resources: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("font", "figure"), allow_redirects=False)
        self._resources = resources

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url not in self._resources:
            raise ValueError(f"refused: {url[:80]}")
        suffix = url[url.rfind(".") :].lower()
        return URLFetcherResponse(
            url, self._resources[url], {"Content-Type": _TYPES.get(suffix, "application/octet-stream")}
        )


class _Page(HTML):  # type: ignore[misc]  # the library has no types
    """A document of ours: it is well-formed but for void tags, so the fast XML parser reads it; else the HTML one."""

    def __init__(self, page: str, fetcher: URLFetcher) -> None:
        try:
            text = page.removeprefix("<!doctype html>").replace("&nbsp;", "&#160;")
            root = ElementTree.fromstring(_VOID.sub(r"<\1\2/>", text))
        except ElementTree.ParseError:
            super().__init__(string=page, base_url="figure:", url_fetcher=fetcher)
            return
        self.base_url, self.url_fetcher, self.media_type = "figure:", fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def lay_out(
    page: str, style: str, family: FontFamily, figures: Mapping[str, bytes] | None = None, *, piece: bool = False
) -> Layout:
    """Lay out an HTML document and return it as tagged PDF; every grey is drawn as DeviceGray.

    Parameters
    ----------
    page
        A whole HTML document; images as `figure:NAME`.
    style
        CSS; `font-family` is taken from `family` by `font_faces`.
    piece
        Leave out the programs of the family's fonts: `lettering` puts them into the whole book once.
    """
    line_breaks.mend()
    style_sheet, fonts = _shared(style, family)
    fetcher = _Fetcher({f"figure:{name}": content for name, content in (figures or {}).items()})
    source = _Page(page, fetcher)
    document = _render(source, style_sheet, fonts)
    pages = [sheet._page_box for sheet in document.pages]
    buffer = io.BytesIO()
    own = family.name.replace(" ", "-") if piece else None
    document.write_pdf(buffer, pdf_tags=True, finisher=functools.partial(_finish, own=own))
    return Layout(
        pdf=buffer.getvalue(),
        lines=_count_lines(pages),
        wide_tables=_wide_tables(source, pages),
        figure_mm=_figure_widths(pages),
        anchors=_first_pages(document),
        glyphs={_font_name(font): dict(font.to_unicode) for font in _by_name(document)},
    )


@functools.lru_cache(maxsize=8)
def _shared(style: str, family: FontFamily) -> tuple[CSS, FontConfiguration]:
    """Return a stylesheet, read once for all papers of a process, with the fonts it names."""
    fonts = FontConfiguration()
    fetcher = _Fetcher({f"font:{name}": content for name, content in family.content().items()})
    return CSS(string=font_faces(family) + style, font_config=fonts, url_fetcher=fetcher, base_url="font:"), fonts


def _by_name(document: Any) -> list[Any]:
    return sorted(document.fonts.values(), key=_font_name)


def _font_name(font: Any) -> str:
    """Return a font's name without the mark of its subset: "Tinos-Bold"."""
    return str(font.name.decode().partition("+")[2])


_GREY = re.compile(rb"([\d.]+) \1 \1 (rg|RG)")


def _finish(document: Any, pdf: Any, *, own: str | None) -> None:
    """Draw greys in DeviceGray, black ink alone in print; empty the font programs of a piece."""
    programs = [font.file_content for font in document.fonts.values() if own and is_own(_font_name(font), own)]
    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            continue
        if any(item.stream[:1] and item.stream[0] is program for program in programs):
            item.stream = [b""]
        else:
            item.stream = [_grey(part) if isinstance(part, bytes) else part for part in item.stream]


def _grey(operation: bytes) -> bytes:
    found = _GREY.fullmatch(operation)
    return found[1] + (b" g" if found[2] == b"rg" else b" G") if found else operation


def _render(source: HTML, style_sheet: CSS, fonts: FontConfiguration) -> Any:
    """Lay out a document so that each footnote is on the page of its call.

    WeasyPrint sends a page's notes on to the next one where that makes room for the second line of a paragraph at the
    foot (block.py, `report_footnote`). Such a paragraph loses at most one line when it moves as a whole instead; where
    that is not enough, the paragraph with the call opens the next page.
    """
    document = source.render(font_config=fonts, stylesheets=[style_sheet])
    for _ in range(_MAX_TRIES):
        remedies = _remedies([page._page_box for page in document.pages])
        if not remedies:
            break
        for element, remedy in remedies:
            element.set("style", f"{element.get('style', '')};{remedy}")
        document = source.render(font_config=fonts, stylesheets=[style_sheet])
    return document


def _remedies(pages: Sequence[Any]) -> list[tuple[Any, str]]:
    """Return what to change for the first note that is on a later page than its call, nothing where there is none."""
    calls: dict[Any, tuple[int, Any]] = {}
    for number, page in enumerate(pages):
        for line in (
            line for child in page.children if not isinstance(child, FootnoteAreaBox) for line in _lines(child)
        ):
            for box in line.descendants():
                if str(box.element_tag).endswith("::footnote-call"):
                    calls[box.element] = (number, line.element)
    for number, page in enumerate(pages):
        for note in (note for area in page.children if isinstance(area, FootnoteAreaBox) for note in area.children):
            called, paragraph = calls.get(note.element, (number, None))
            if called < number:
                last = _last_paragraph(pages[called])
                for element, remedy in ((last, "orphans:99"), (paragraph, "break-before:page")):
                    if element is not None and remedy not in element.get("style", ""):
                        return [(element, remedy)]
    return []


def _last_paragraph(page: Any) -> Any:
    """Return the element that the last line of a page belongs to."""
    last = None
    for child in page.children:
        if isinstance(child, FootnoteAreaBox | MarginBox):
            continue
        for line in _lines(child):
            last = line.element if line.element is not None else last
    return last


def font_faces(family: FontFamily) -> str:
    """Return the @font-face rules that name the family's own files, so that no installed font can take their place."""
    rule = "@font-face{{font-family:'{0}';src:url(font:{1});font-weight:{2};font-style:{3}}}"
    return "".join(
        rule.format(
            family.name, style, "bold" if "bold" in style else "normal", "italic" if "italic" in style else "normal"
        )
        for style, _ in family.files
    )


def _first_pages(document: Any) -> dict[str, int]:
    """Return the page each anchor begins on; a box that runs over several pages has its anchor on all of them."""
    pages: dict[str, int] = {}
    for number, sheet in enumerate(document.pages, 1):
        for name in sheet.anchors:
            pages.setdefault(name, number)
    return pages


def _wide_tables(source: HTML, pages: Sequence[Any]) -> tuple[int, ...]:
    wide = set()
    for page in pages:
        edge = page.content_box_x() + page.width + 1
        wide |= {
            box.element
            for box in page.descendants()
            if box.element_tag == "table" and box.position_x + box.margin_width() > edge
        }
    return tuple(number for number, table in enumerate(source.etree_element.iter("table")) if table in wide)


def _figure_widths(pages: Sequence[Any]) -> dict[str, float]:
    widths: dict[str, float] = {}
    for page in pages:
        for box in page.descendants():
            if box.element_tag == "img" and box.element is not None:
                name = str(box.element.get("src", "")).removeprefix("figure:")
                widths[name] = max(widths.get(name, 0.0), round(box.width * MM_PER_INCH / PIXELS_PER_INCH, 1))
    return widths


def _count_lines(pages: Sequence[Any]) -> tuple[int, ...]:
    """Return the number of text lines of each page, without notes and margins.

    Line boxes side by side (cells of a table) count once; a line with a figure counts for the lines it takes the
    place of.
    """
    by_page = [
        {round(line.position_y): line.height for child in page.children for line in _lines(child)} for page in pages
    ]
    heights = [round(height, 2) for lines in by_page for height in lines.values()]
    usual = statistics.mode(heights) if heights else 1.0
    return tuple(sum(max(1, round(height / usual)) for height in lines.values()) for lines in by_page)


def _lines(box: Any) -> Iterator[Any]:
    if isinstance(box, FootnoteAreaBox | MarginBox):
        return
    if isinstance(box, LineBox):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)
