"""The effective fonts of every paragraph of a folder of Word files, against LibreOffice and against a list.

    .venv/bin/python benchmarks/font_accuracy.py FOLDER [--paragraphs]

Each .docx is measured by us and converted by LibreOffice into flat OpenDocument, whose own styles are then resolved
here: two programs that share no code. FOLDER/MANIFEST.tsv, where it is there, may state shares ("eff=Font 99.8%; …").
`--paragraphs` prints every paragraph on which the two kinds of evidence differ.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from proceedings.word.container.package import open_package
from proceedings.word.container.refusal import RefusedError
from proceedings.word.formatting.effective import paragraphs
from proceedings.word.formatting.font_slots import by_slot
from proceedings.word.formatting.styles import read_styles

_MOST_BYTES = 100_000_000
_STATED = re.compile(r"eff=([^|]*?)naive")
_SHARE = re.compile(r"([^;]+?) ([0-9.]+)%")
_OFFICE, _STYLE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TEXT, _FO = (
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
)
_SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
_BESIDE = {
    f"{{{_TEXT}}}note-citation",
    f"{{{_TEXT}}}tracked-changes",
    f"{{{_OFFICE}}}annotation",
    f"{{{_TEXT}}}ruby-text",
}
_SLOTS = {"": ("font-name", "font-family"), "asian": ("font-name-asian", "font-family-asian"),
          "complex": ("font-name-complex", "font-family-complex")}  # fmt: skip

Fonts = Counter[str]
Measured = list[tuple[str, Fonts]]
"""The text of each paragraph, spaces left out, with the letters in each font."""


def main(folder: Path, *, listed: bool) -> int:
    """Print a line for each Word file; return 1 where the evidence differs on any paragraph."""
    files = sorted(folder.rglob("*.docx"))
    with tempfile.TemporaryDirectory() as made:
        theirs = _converted(files, shutil.which("soffice"), made)
    stated = _stated(folder / "MANIFEST.tsv")
    totals: Counter[str] = Counter()
    print("| file | paragraphs | letters | fonts | as stated | same as LibreOffice | differ | not matched |")
    print("| --- | ---: | ---: | --- | --- | ---: | ---: | ---: |")
    for path in files:
        try:
            ours = _ours(path.read_bytes())
        except RefusedError as refusal:
            print(f"| {path.name} | refused: {refusal.code} | | | | | | |")
            continue
        fonts: Fonts = sum((counts for _, counts in ours), Counter())
        said = _as_stated(fonts, stated.get(path.name))
        same, differ, unmatched = _compared(ours, theirs.get(path.name, []))
        shares = "; ".join(f"{font} {100 * count / fonts.total():.1f} %" for font, count in fonts.most_common())
        cells = (path.name, len(ours), fonts.total(), shares, said, same, len(differ), unmatched)
        print(f"| {' | '.join(map(str, cells))} |")
        for text, mine, other in differ if listed else []:
            print(f"    {text[:60]!r}: ours {dict(mine)}, LibreOffice {dict(other)}")
        totals += Counter(files=1, paragraphs=len(ours), same=same, differ=len(differ), unmatched=unmatched)
        totals += Counter({f"stated: {said}": 1})
    print(f"\n{dict(totals)}")
    return 1 if totals["differ"] or totals["stated: no"] else 0


def _ours(content: bytes) -> Measured:
    package = open_package(content, _MOST_BYTES)
    found = []
    for paragraph in paragraphs(package, read_styles(package)):
        fonts: Fonts = Counter()
        for run in paragraph.runs:
            for font, letters in run.fonts:
                fonts[font.value] += letters
        found.append(("".join(paragraph.text.split()), fonts))
    return found


def _stated(manifest: Path) -> dict[str, dict[str, float]]:
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    return {
        Path(line.split("\t")[0]).name: {font.strip(): float(share) for font, share in _SHARE.findall(found[1])}
        for line in lines
        if (found := _STATED.search(line))
    }


def _as_stated(fonts: Fonts, stated: dict[str, float] | None) -> str:
    """Return whether each share that is stated is ours to a tenth of a percent; the list leaves small ones out."""
    if not stated:
        return "–"
    right = all(abs(100 * fonts[font] / fonts.total() - share) < 0.11 for font, share in stated.items())
    return "yes" if right else "no"


def _converted(files: list[Path], office: str | None, folder: str) -> dict[str, Measured]:
    """Return the paragraphs as LibreOffice has them, by the name of the Word file."""
    if office is None:
        return {}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "fodt", "--outdir", folder, *map(str, files)]
    subprocess.run(command, check=False, capture_output=True, timeout=600)
    flat = {path.name: Path(folder) / f"{path.stem}.fodt" for path in files}
    return {
        name: _OpenDocument(defusedxml.ElementTree.fromstring(made.read_bytes())).paragraphs()
        for name, made in flat.items()
        if made.is_file()
    }


class _OpenDocument:
    """Resolves the styles of a flat OpenDocument text."""

    def __init__(self, root: Element) -> None:
        self.faces = {
            face.get(f"{{{_STYLE}}}name", ""): face.get(f"{{{_SVG}}}font-family", "")
            for face in root.iter(f"{{{_STYLE}}}font-face")
        }
        self.styles = {
            (style.get(f"{{{_STYLE}}}family", ""), style.get(f"{{{_STYLE}}}name", "")): style
            for style in root.iter(f"{{{_STYLE}}}style")
        }
        self.defaults = {
            style.get(f"{{{_STYLE}}}family", ""): style for style in root.iter(f"{{{_STYLE}}}default-style")
        }
        self.text = next(root.iter(f"{{{_OFFICE}}}text"))

    def paragraphs(self) -> Measured:
        found: list[tuple[str, Fonts]] = []
        for tag in ("p", "h"):
            for paragraph in self.text.iter(f"{{{_TEXT}}}{tag}"):
                pieces = list(self._pieces(paragraph, [("paragraph", paragraph.get(f"{{{_TEXT}}}style-name", ""))]))
                fonts: Fonts = Counter()
                for text, names in pieces:
                    fonts.update(self._by_font("".join(text.split()), names))
                text = "".join("".join(text.split()) for text, _ in pieces)
                if text:
                    found.append((text, fonts))
        return found

    def _pieces(self, element: Element, styles: list[tuple[str, str]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        yield element.text or "", styles
        for child in element:
            if child.tag == f"{{{_TEXT}}}span":
                own = ("text", child.get(f"{{{_TEXT}}}style-name", ""))
                yield from self._pieces(child, [own, *styles])
            elif child.tag == f"{{{_TEXT}}}a" or child.tag.startswith(f"{{{_TEXT}}}") and not _holds_blocks(child):
                yield from self._pieces(child, styles)
            yield child.tail or "", styles

    def _by_font(self, text: str, styles: list[tuple[str, str]]) -> Fonts:
        parts = by_slot(text, hinted=False, chinese=False)
        east = parts.pop("eastAsia", "")
        counts: Fonts = Counter()
        for script, letters in (("", "".join(parts.values())), ("asian", east)):
            if letters:
                counts[self._font(styles, script)] += len(letters)
        return counts

    def _font(self, styles: list[tuple[str, str]], script: str) -> str:
        name, family = _SLOTS[script]
        for kind, style_name in styles:
            for style in self._chain(kind, style_name):
                properties = style.find(f"{{{_STYLE}}}text-properties")
                face = properties.get(f"{{{_STYLE}}}{name}") if properties is not None else None
                if face is not None:
                    return self.faces.get(face, face).strip("'\"")
                own = properties.get(f"{{{_FO if not script else _STYLE}}}{family}") if properties is not None else None
                if own:
                    return own.strip("'\"")
        return ""

    def _chain(self, kind: str, name: str) -> Iterator[Element]:
        style = self.styles.get((kind, name))
        while style is not None:
            yield style
            style = self.styles.get((kind, style.get(f"{{{_STYLE}}}parent-style-name", "")))
        if kind == "paragraph" and kind in self.defaults:
            yield self.defaults[kind]


def _holds_blocks(element: Element) -> bool:
    return element.tag in _BESIDE or any(
        node.tag in (f"{{{_TEXT}}}p", f"{{{_TEXT}}}h") or node.tag == f"{{{_TEXT}}}note" for node in element.iter()
    )


def _compared(ours: Measured, theirs: Measured) -> tuple[int, list[tuple[str, Fonts, Fonts]], int]:
    """Return how many paragraphs are the same, those that differ, and how many LibreOffice does not have."""
    same, unmatched = 0, 0
    differ: list[tuple[str, Fonts, Fonts]] = []
    by_text: dict[str, list[Fonts]] = {}
    for text, fonts in theirs:
        by_text.setdefault(text, []).append(fonts)
    for text, mine in ours:
        found = by_text.get(text) or _nearly(text, by_text)
        if not found:
            unmatched += 1
            continue
        other = found.pop(0)
        if _alike(mine, other):
            same += 1
        else:
            differ.append((text, mine, other))
    return same, differ, unmatched


def _nearly(text: str, by_text: dict[str, list[Fonts]]) -> list[Fonts] | None:
    """LibreOffice writes fields and soft hyphens otherwise: take the text that is nearly the same."""
    for other, fonts in by_text.items():
        if fonts and abs(len(other) - len(text)) <= 0.2 * len(text) + 2:
            matcher = SequenceMatcher(None, text, other, autojunk=False)
            if matcher.quick_ratio() > 0.85 and matcher.ratio() > 0.85:
                return fonts
    return None


def _alike(mine: Fonts, other: Fonts) -> bool:
    """Return whether both give every font the same share, but for half a letter or one in a hundred."""
    near = max(0.5, 0.01 * mine.total())
    return all(abs(mine[font] - other[font] * mine.total() / other.total()) <= near for font in mine | other)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    raise SystemExit(main(Path(sys.argv[1]), listed="--paragraphs" in sys.argv))
