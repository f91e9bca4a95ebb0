"""The form of a manuscript settled before pandoc reads it: headings, numbers, capitals, captions, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from proceedings.model.guideline import FileLimits
from proceedings.word.cleaning.clean import runs
from proceedings.word.cleaning.marks import CAPTION, set_first, set_style, text_run
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.styles import Styles
from proceedings.word.remark import Remark, RemarkCounter
from proceedings.word.structure.drawings import Drawings, Metafiles
from proceedings.word.structure.headings import Outline, mark_headings
from proceedings.word.structure.numbering import Label, mark_continued, style_chain, type_labels

_CAPTION_STYLES = ("caption", "chú thích", "table caption", "image caption", "figure", "légende")


@dataclass(frozen=True, slots=True)
class NormalisedForm:
    """What was found out of the form: the headings, and all that had to be changed or marked."""

    outline: Outline
    remarks: RemarkCounter
    drawings: Drawings

    def report(self) -> list[Remark]:
        """Return what to report of it."""
        return [*self.outline.report(), *self.remarks.remarks()]


def take_form(
    package: Package,
    styles: Styles,
    labels: dict[Element, Label],
    limits: FileLimits,
    metafiles: Metafiles,
) -> NormalisedForm:
    """Write into the text what Word shows without writing it, so that pandoc cannot miss or misread it."""
    remarks = RemarkCounter()
    for tree in package.texts():
        for paragraph in tree.iter(w("p")):
            _capitals(paragraph, styles)
            if any(styles.styles[style_id].name in _CAPTION_STYLES for style_id in style_chain(paragraph, styles)):
                set_style(paragraph, "")
                set_first(paragraph, text_run(CAPTION))
    outline = mark_headings(package, styles, labels)
    mark_continued(package, styles, labels)
    type_labels(package, labels)
    for tree in package.texts():
        for properties in tree.iter(w("pPr")):
            for indent in properties.findall(w("ind")):
                properties.remove(indent)  # pandoc would take an indent for a quotation
    for tree in package.texts():
        for table in tree.iter(w("tbl")):
            _grid(table)
    drawings = Drawings(package, limits, metafiles, remarks)
    drawings.prepare()
    return NormalisedForm(outline, remarks, drawings)


def _grid(table: Element) -> None:
    """Say how many columns a table has, where its writer did not: pandoc drops the cells beyond."""
    wide = 0
    for row in table.findall(w("tr")):
        spans = [cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in row.findall(w("tc"))]
        values = [span.get(w("val"), "1") if span is not None else "1" for span in spans]
        wide = max(wide, sum(int(value) if value.isdigit() and len(value) < 4 else 1 for value in values))
    grid = table.find(w("tblGrid"))
    if grid is None:
        grid = Element(w("tblGrid"))
        table.insert(0 if table.find(w("tblPr")) is None else 1, grid)
    grid.extend(Element(w("gridCol"), {w("w"): "1000"}) for _ in range(wide - len(grid)))


def _capitals(paragraph: Element, styles: Styles) -> None:
    """Text that Word shows in capitals is written in capitals: that is what its reader saw."""
    for run in runs(paragraph):
        for node in run.findall(w("t")) if styles.run_flag("caps", run, paragraph) else ():
            node.text = (node.text or "").upper()
