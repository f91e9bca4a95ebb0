"""Drawings of a Word file: pictures one by one, as they were seen; what is missing is marked at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from proceedings.model.guideline import FileLimits
from proceedings.text.placeholders import Missing, placeholder
from proceedings.word.cleaning.marks import text_run
from proceedings.word.container.package import PIC, WP, A, Package, R, V, w
from proceedings.word.container.relations import targets
from proceedings.word.remark import Kind, RemarkCounter, remark
from proceedings.word.structure.metafile import Metafile, Waiting, metafile_kind
from proceedings.word.structure.picture_view import pictures_of, relation_of
from proceedings.word.structure.raster import View, as_seen, inches_across, unzipped

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HOLDERS = (w("drawing"), w("pict"), w("object"))
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_LINES = re.compile(r"line|.*Connector\d?")
_LEAST_CM = 1.0
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_EMBEDDED = (("Excel", "bảng tính Excel"), ("Word", "tệp Word"), ("PowerPoint", "tệp PowerPoint"))
_KINDS = {"chart": Missing.CHART, "chartex": Missing.CHART, "diagram": Missing.DIAGRAM}
_USELESS = re.compile(
    r"(?:picture|image|hình ảnh|hình|ảnh|graphic|shape|logo)?\s*\d*|.*[\\/].*|\S*\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)"
    r"|.*(?:automatically generated|AI-generated|được tạo tự động|do AI tạo).*"
    r"|(?:(?:a|an) (?:picture|image|close-?up|screenshot|diagram|graph|group|person|black|white)|"
    r"(?:ảnh|hình ảnh|hình|một bức ảnh) (?:có )?chứa)\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Metafiles:
    """The metafiles that a document shows, drawn beside its reading: by part, and what waits for the pictures."""

    found: dict[str, Metafile]
    wait: Waiting

    def drawn(self) -> dict[str, bytes | None]:
        """Wait for the pictures and return them by part."""
        return dict(zip(self.found, self.wait(), strict=True))


def find_metafiles(package: Package, limits: FileLimits) -> dict[str, Metafile]:
    """Return the EMF and WMF pictures that the text shows, by part; of a picture shown twice the larger counts."""
    found: dict[str, Metafile] = {}
    for name, tree in package.trees.items():
        related = targets(package, name) if name in _PARTS else {}
        for drawing in (node for node in tree.iter() if related and node.tag in _HOLDERS and _shown(node)):
            for picture, view in pictures_of(drawing):
                part = related.get(relation_of(picture), "")
                content = unzipped(package.parts.get(part, b""), limits.image_bytes)
                kind = metafile_kind(content)
                if kind:
                    inches = max((view.inches, view.inches_high), found[part].inches if part in found else (0.0, 0.0))
                    framed = max(view.cut) > 0 or (part in found and found[part].framed)
                    found[part] = Metafile(content, kind, inches, framed)
    return found


@dataclass(slots=True)
class Drawings:
    """Makes the pictures of one document ready.

    Attributes
    ----------
    metafiles
        Those that are being drawn: the text names their pictures already, `settle` puts them in.
    remarks
        Counts what had to change or is missing.
    """

    package: Package
    limits: FileLimits
    metafiles: Metafiles
    remarks: RemarkCounter
    _made: dict[tuple[str, View], str] = field(default_factory=dict)
    _runs: dict[str, list[Element]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Put every picture into a run of its own, and a mark where a drawing is missing."""
        for name, tree in list(self.package.trees.items()):
            if name in _PARTS:
                found = targets(self.package, name)
                for parent in list(tree.iter()):
                    if any(child.tag == w("r") and _holds(child) for child in parent):
                        parent[:] = [part for child in parent for part in self._split(child, name, found)]

    def settle(self) -> bool:
        """Wait for the metafiles; return whether one could not be drawn, whose place in the text is marked now."""
        drawn = self.metafiles.drawn()
        lost = False
        for (part, view), media in self._made.items():
            if part not in drawn:
                continue
            content = drawn[part]
            if content is not None:
                # It was drawn as large as the largest was there, with what may reach beyond its frame.
                largest = self.metafiles.found[part].inches[0]
                share = view.inches / largest if view.inches and largest else 1.0
                seen = replace(view, inches=inches_across(content) * share * (1 - view.cut[0] - view.cut[2]))
                self.package.parts[media] = as_seen(content, seen, self.limits)
                continue
            lost = True
            for run in self._runs.get(media, ()):
                run[:] = list(self._unseen())
        return lost

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
        attached = _attached(drawing)
        formula = not attached and _formula(drawing)
        pictures = [] if attached or formula else list(pictures_of(drawing))
        for picture, view in pictures:
            media = self._media(found.get(relation_of(picture), ""), view)
            if media:
                run = _picture(self._relation(part, media), _alternative(picture) or described)
                self._runs.setdefault(media, []).append(run)
                yield run
            elif relation_of(picture) or picture.tag == f"{{{PIC}}}pic":
                yield _run(self._unseen())
        missing = "" if pictures else attached or _missing(drawing)
        if formula:
            # Its picture would come below the paragraph, ask for a caption, and be read by no screen reader.
            self.remarks[remark(Kind.OLD_EQUATION)] += 1
            yield text_run(
                placeholder(f"{Missing.FORMULA} – gõ lại bằng Insert > Equation của Word, hoặc viết bằng TeX")
            )
        elif attached:
            self.remarks[remark(Kind.ATTACHED, what=attached)] += 1
            yield text_run(
                placeholder(f"{attached} {Missing.ATTACHMENT} trong bản Word – đưa nội dung cần thiết vào bài")
            )
        elif missing:
            self.remarks[remark(Kind.DRAWING_MISSING, what=missing)] += 1
            wide = _wide(drawing)
            todo = "lưu thành hình PNG rồi chèn vào đây cùng chú thích"
            yield text_run(placeholder(f"{missing} của bản Word{wide} – {todo}"))
        elif not pictures and not _lines_only(drawing):
            self.remarks[remark(Kind.SHAPES_DROPPED)] += 1

    def _unseen(self) -> Iterator[Element]:
        """Count a picture that cannot be shown, and yield what its run says instead."""
        self.remarks[remark(Kind.DRAWING_MISSING, what=Missing.PICTURE.value)] += 1
        yield from text_run(
            placeholder(f"{Missing.PICTURE} của bản Word không chuyển được – lưu thành PNG rồi chèn vào đây")
        )

    def _media(self, part: str, view: View) -> str:
        """Return the part that holds a picture as it was seen, a new one where something had to be done; "" for none.

        Of a metafile that is still being drawn it is a new, empty part.
        """
        content = self.package.parts.get(part)
        if content is None:
            return ""
        if (part, view) not in self._made:
            drawn = part in self.metafiles.found
            made = b"" if drawn else as_seen(content, view, self.limits)
            self._made[part, view] = part if made is content else self._keep(made, drawn=drawn)
        return self._made[part, view]

    def _keep(self, made: bytes, *, drawn: bool) -> str:
        suffix = "png" if drawn or made.startswith(b"\x89PNG") else "jpg"
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


def _shown(drawing: Element) -> bool:
    """Return whether the pictures of a drawing are shown: icons of files and old formulas are marked instead."""
    return not _attached(drawing) and not _formula(drawing)


def _attached(drawing: Element) -> str:
    """Return what a drawing is the icon of, a file put into the document; "" for every other drawing."""
    for node in drawing.iter(_OBJECT):
        if node.get("DrawAspect") == "Icon":
            program = node.get("ProgID", "")
            return next((shown for name, shown in _EMBEDDED if program.startswith(name)), "tệp")
    return ""


def _wide(drawing: Element) -> str:
    """Return how wide a drawing was in Word, in words; "" where that is not given."""
    extent = next(drawing.iter(f"{{{WP}}}extent"), None)
    across = extent.get("cx", "") if extent is not None else ""
    centimetres = int(across) / 360_000 if re.fullmatch(r"\d{1,9}", across) else 0.0
    return f", rộng {centimetres:.1f} cm".replace(".", ",") if centimetres >= _LEAST_CM else ""


def _formula(drawing: Element) -> bool:
    """Return whether a drawing is a formula of the equation editors before 2007, of which only a picture is left."""
    return any(node.get("ProgID", "").startswith("Equation") for node in drawing.iter(_OBJECT))


def _missing(drawing: Element) -> str:
    """Return what a drawing without pictures is that nobody can do without: a chart, a diagram, a drawing of shapes."""
    for data in drawing.iter(f"{{{A}}}graphicData"):
        kind = data.get("uri", "").rpartition("/")[2]
        if kind in _KINDS:
            return _KINDS[kind]
    shapes = [node for node in drawing.iter() if node.tag == f"{{{_SHAPES}}}wsp" and not _lines_only(node)]
    vector = [node for node in drawing.iter() if _vml_shape(node)]
    return f"{Missing.PICTURE} vẽ bằng Shapes" if len(shapes) > 1 or len(vector) > 1 else ""


def _vml_shape(node: Element) -> bool:
    name = node.tag.rpartition("}")[2]
    return node.tag.startswith(f"{{{V}}}") and name in ("shape", "rect", "oval", "roundrect", "polyline", "arc")


def _lines_only(drawing: Element) -> bool:
    """Return whether a drawing is one line, such as the one under a letterhead, or a box whose text was taken out."""
    forms = [node.get("prst", "") for node in drawing.iter(f"{{{A}}}prstGeom")]
    if any(node.tag.endswith("}txbxContent") for node in drawing.iter()):
        return True
    vml = [node for node in drawing.iter() if _vml_shape(node)]
    return not vml and bool(forms) and all(_LINES.fullmatch(form) for form in forms) or not (forms or vml)


def _run(content: Iterator[Element]) -> Element:
    run = Element(w("r"))
    run.extend(content)
    return run


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
