"""Drawings of a Word file: pictures one by one, as they were seen; what is missing is marked at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from proceedings.model.guideline import FileLimits
from proceedings.word.marks import Remarks, gap, text_run
from proceedings.word.metafile import Convert
from proceedings.word.package import PIC, WP, A, Package, R, V, w
from proceedings.word.raster import View, as_seen
from proceedings.word.relations import targets

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HOLDERS = (w("drawing"), w("pict"), w("object"))
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_LINES = re.compile(r"line|.*Connector\d?")
_MARKED = "không chuyển được: đã đánh dấu chỗ thiếu trong bài, lưu thành PNG rồi chèn lại"
_KINDS = {"chart": "biểu đồ", "chartex": "biểu đồ", "diagram": "sơ đồ SmartArt"}
_USELESS = re.compile(
    r"(?:picture|image|hình ảnh|hình|ảnh|graphic|shape|logo)?\s*\d*|.*[\\/].*|\S*\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)"
    r"|.*(?:automatically generated|AI-generated|được tạo tự động|do AI tạo).*"
    r"|(?:(?:a|an) (?:picture|image|close-?up|screenshot|diagram|graph|group|person|black|white)|"
    r"(?:ảnh|hình ảnh|hình|một bức ảnh) (?:có )?chứa)\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Drawings:
    """Makes the pictures of one document ready.

    Attributes
    ----------
    convert
        Turns an EMF or WMF into PNG, None where that is not possible.
    remarks
        Counts what had to change or is missing.
    """

    package: Package
    limits: FileLimits
    convert: Convert
    remarks: Remarks
    _made: dict[tuple[str, View], str | None] = field(default_factory=dict)

    def prepare(self) -> None:
        """Put every picture into a run of its own, and a mark where a drawing is missing."""
        for name, tree in list(self.package.trees.items()):
            if name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
                found = targets(self.package, name)
                for parent in list(tree.iter()):
                    if any(child.tag == w("r") and _holds(child) for child in parent):
                        parent[:] = [part for child in parent for part in self._split(child, name, found)]

    def _split(self, run: Element, part: str, found: dict[str, str]) -> Iterator[Element]:
        """Yield the runs that a run with drawings becomes."""
        if run.tag != w("r") or not _holds(run):
            yield run
            return
        looks = [child for child in run if child.tag == w("rPr")]
        text = Element(w("r"))
        for child in run:
            if child.tag in _HOLDERS:
                if len(text):
                    yield _with(text, looks)
                    text = Element(w("r"))
                yield from self._drawing(child, part, found)
            elif child.tag != w("rPr"):
                text.append(child)
        if len(text):
            yield _with(text, looks)

    def _drawing(self, drawing: Element, part: str, found: dict[str, str]) -> Iterator[Element]:
        described = _description(drawing)
        pictures = [*drawing.iter(f"{{{PIC}}}pic"), *drawing.iter(f"{{{V}}}imagedata")]
        for picture in pictures:
            blip = next(picture.iter(f"{{{A}}}blip"), None)
            relation = blip.get(f"{{{R}}}embed", "") if blip is not None else picture.get(f"{{{R}}}id", "")
            media = self._media(found.get(relation, ""), _view(picture))
            if media:
                yield _picture(self._relation(part, media), _alternative(picture) or described)
            elif blip is not None or relation:
                self.remarks[f"hình {_MARKED}"] += 1
                yield text_run(gap("hình của bản Word không chuyển được – lưu thành PNG rồi chèn vào đây"))
        missing = "" if pictures else _missing(drawing)
        if missing:
            self.remarks[f"{missing} {_MARKED}"] += 1
            yield text_run(gap(f"{missing} của bản Word – lưu thành hình PNG rồi chèn vào đây"))
        elif not pictures and not _lines_only(drawing):
            self.remarks["khung, nét vẽ (Shapes) bỏ đi, chữ trong khung giữ lại"] += 1

    def _media(self, part: str, view: View) -> str | None:
        """Return the part that holds a picture as it was seen; a new one where something had to be done to it."""
        content = self.package.parts.get(part)
        if content is None:
            return None
        if (part, view) not in self._made:
            made = as_seen(content, view, self.limits, self.convert)
            self._made[part, view] = self._keep(part, content, made)
        return self._made[part, view]

    def _keep(self, part: str, content: bytes, made: bytes | None) -> str | None:
        if made is None or made is content:
            return part if made is content else None
        suffix = "png" if made.startswith(b"\x89PNG") else "jpg"
        name = f"word/media/ky-yeu-{len(self._made) + 1}.{suffix}"
        self.package.parts[name] = made
        return name

    def _relation(self, part: str, media: str) -> str:
        """Return the id of a relation of a part with a picture, made where there is none."""
        folder, _, name = part.rpartition("/")
        tree = self.package.trees[f"{folder}/_rels/{name}.rels"]
        own = f"KyYeu{media.rpartition('/')[2]}"
        if not any(relation.get("Id") == own for relation in tree):
            SubElement(
                tree,
                f"{{{_RELATIONS}}}Relationship",
                {
                    "Id": own,
                    "Type": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
                    "Target": media.removeprefix("word/"),
                },
            )
        return own


def useful(alternative: str) -> str:
    """Return what a person wrote of a picture; what Word or a camera put there is nothing."""
    text = " ".join(alternative.split())
    return "" if _USELESS.fullmatch(text) else text


def _holds(run: Element) -> bool:
    return any(child.tag in _HOLDERS for child in run)


def _with(run: Element, looks: list[Element]) -> Element:
    run[:0] = looks
    return run


def _description(drawing: Element) -> str:
    for node in drawing.iter(f"{{{WP}}}docPr"):
        return useful(node.get("descr", "")) or useful(node.get("title", ""))
    for node in drawing.iter(f"{{{V}}}shape"):
        return useful(node.get("alt", ""))
    return ""


def _alternative(picture: Element) -> str:
    named = next(picture.iter(f"{{{PIC}}}cNvPr"), None)
    return useful(named.get("descr", "")) or useful(named.get("title", "")) if named is not None else ""


def _view(picture: Element) -> View:
    """Return how Word showed a picture: what it cut away and how it turned it."""
    crop = next(picture.iter(f"{{{A}}}srcRect"), None)
    form = next(picture.iter(f"{{{A}}}xfrm"), None)
    if picture.tag == f"{{{V}}}imagedata":
        return View(tuple(_fraction(picture.get(f"crop{side}", "")) for side in ("left", "top", "right", "bottom")))
    cut = tuple(_share(crop.get(side, "0")) for side in "ltrb") if crop is not None else (0.0,) * 4
    if form is None:
        return View(cut)
    angle = form.get("rot", "0")
    turned = round(int(angle) / 60000, 1) % 360 if re.fullmatch(r"-?\d{1,9}", angle) else 0.0
    return View(cut, turned, form.get("flipH") in ("1", "true"), form.get("flipV") in ("1", "true"))


def _share(text: str) -> float:
    return max(int(text) / 100_000, 0.0) if re.fullmatch(r"-?\d{1,9}", text) else 0.0


def _fraction(text: str) -> float:
    if re.fullmatch(r"-?\d{1,9}f", text):
        return max(int(text[:-1]) / 65536, 0.0)
    return max(float(text), 0.0) if re.fullmatch(r"-?\d{0,3}\.\d{1,6}", text) else 0.0


def _missing(drawing: Element) -> str:
    """Return what a drawing without pictures is that nobody can do without: a chart, a diagram, a drawing of shapes."""
    for data in drawing.iter(f"{{{A}}}graphicData"):
        kind = data.get("uri", "").rpartition("/")[2]
        if kind in _KINDS:
            return _KINDS[kind]
    shapes = [node for node in drawing.iter() if node.tag == f"{{{_SHAPES}}}wsp" and not _lines_only(node)]
    vector = [node for node in drawing.iter() if _vml_shape(node)]
    return "hình vẽ bằng Shapes" if len(shapes) > 1 or len(vector) > 1 else ""


def _vml_shape(node: Element) -> bool:
    name = node.tag.rpartition("}")[2]
    return node.tag.startswith(f"{{{V}}}") and name in ("shape", "rect", "oval", "roundrect", "polyline", "arc")


def _lines_only(drawing: Element) -> bool:
    """Return whether a drawing is but a line, such as the one under a letterhead, or a box whose text was taken out."""
    forms = [node.get("prst", "") for node in drawing.iter(f"{{{A}}}prstGeom")]
    if any(node.tag.endswith("}txbxContent") for node in drawing.iter()):
        return True
    vml = [node for node in drawing.iter() if _vml_shape(node)]
    return not vml and bool(forms) and all(_LINES.fullmatch(form) for form in forms) or not (forms or vml)


def _picture(relation: str, alternative: str) -> Element:
    """Return a run with one picture in the simplest form."""
    run = Element(w("r"))
    inline = SubElement(SubElement(run, w("drawing")), f"{{{WP}}}inline")
    SubElement(inline, f"{{{WP}}}extent", {"cx": "900000", "cy": "900000"})
    SubElement(inline, f"{{{WP}}}docPr", {"id": "1", "name": "", "descr": alternative})
    data = SubElement(SubElement(inline, f"{{{A}}}graphic"), f"{{{A}}}graphicData", {"uri": PIC})
    fill = SubElement(SubElement(data, f"{{{PIC}}}pic"), f"{{{PIC}}}blipFill")
    SubElement(fill, f"{{{A}}}blip", {f"{{{R}}}embed": relation})
    return run
