"""How well legacy text in Word files becomes Unicode, word by word against the expected text; Unicode files must stay.

Usage: python benchmarks/legacy_accuracy.py CORPUS

CORPUS has legacy_docx/ and synthetic_vni/ (Word files), legacy_truth/ (the expected text of each, NAME.txt),
unicode_docx/ and suite/ (Word files that no conversion may change), vectors/vectors.json (encoding, input, expected).
Expected texts may be wrong: letters of an expected word that is no syllable, where ours is one, are counted apart.
Exit code 0: every file at 99.5 % or more, every ư kept, nothing else changed.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from proceedings.text.legacy import Encoding, decode_legacy, find_legacy
from proceedings.text.letters import nfc, without_marks
from proceedings.text.syllables import is_syllable
from proceedings.word.cleaning.clean import clean, text_of
from proceedings.word.container.package import Package, open_package
from proceedings.word.container.refusal import RefusedError
from proceedings.word.formatting.styles import read_styles
from proceedings.word.legacy.convert import settle_letters
from proceedings.word.remark import Kind, Remark
from proceedings.word.wording import worded

_WANTED = 0.995
_MAX_IMAGE = 20_000_000
_ENCODINGS: dict[str, Encoding] = {"tcvn3": "TCVN3", "vni": "VNI"}


def main(arguments: list[str]) -> int:
    """Measure a corpus, print a table and return 1 where something falls short."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    corpus = Path(arguments[0])
    files = [*sorted(corpus.glob("legacy_docx/*.docx")), *sorted(corpus.glob("synthetic_vni/*.docx"))]
    kept = [_measured(path, corpus / "legacy_truth" / f"{path.stem}.txt") for path in files]
    stayed = [_unchanged(path) for folder in ("unicode_docx", "suite") for path in sorted((corpus / folder).glob("*"))]
    read = _vectors(corpus / "vectors" / "vectors.json")
    return 0 if all([*kept, *stayed, read]) else 1


def _measured(path: Path, truth: Path) -> bool:
    """Print one line for a legacy file: refused when not asked to convert, its share of right letters, of ư."""
    try:
        _converted(path, convert=False)
        found = False
    except RefusedError:
        found = True
    package, remarks = _converted(path, convert=True)
    expected, got = _words(truth.read_text(encoding="utf-8")), _words(_text(package))
    right, total, horns, horns_wanted, faults = _aligned(expected, got)
    share = (right + faults) / total
    good = found and share >= _WANTED and horns == horns_wanted
    print(
        f"{'ok ' if good else 'BAD'} {path.stem[:44]:44} letters {right}/{total}, expected text wrong {faults}: "
        f"{share:.4%}, ư {horns}/{horns_wanted}"
        f"{'' if found else ' NOT FOUND'}"
    )
    for remark in remarks:
        print(f"      {remark}")
    return good


def _unchanged(path: Path) -> bool:
    """Return whether a Unicode file keeps every letter with conversion asked for; a refusal does not count."""
    try:
        package = open_package(path.read_bytes(), _MAX_IMAGE)
    except RefusedError:
        return True
    styles = read_styles(package)
    clean(package, styles)
    before = _text(package)
    remarks = settle_letters(package, styles, convert=True)
    good = nfc(before) == nfc(_text(package)) and not any(
        one.kind in (Kind.CONVERTED, Kind.DOUBTFUL, Kind.INITIALS_RAISED) for one in remarks
    )
    print(f"{'ok ' if good else 'BAD'} {path.name}: unchanged {' '.join(map(worded, remarks))}")
    return good


def _converted(path: Path, *, convert: bool) -> tuple[Package, tuple[Remark, ...]]:
    """Return the package converted; heads and feet of pages, which a paper does not have, are read as text here."""
    package = open_package(path.read_bytes(), _MAX_IMAGE)
    for name, tree in package.trees.items():
        if name.startswith(("word/header", "word/footer")):
            package.body.extend(tree)
    styles = read_styles(package)
    clean(package, styles)
    return package, settle_letters(package, styles, convert=convert)


def _text(package: Package) -> str:
    return "\n".join(text_of(tree) for tree in package.texts())


def _words(text: str) -> list[str]:
    """Return words in small letters: the expected texts do not know the capitals of H fonts."""
    return re.findall(r"[^\W\d_]+", nfc(text).lower())


def _aligned(expected: list[str], got: list[str]) -> tuple[int, int, int, int, int]:
    """Return how many expected letters with a mark are in the word at their place, of how many; the same of ư.

    Last come the letters of expected words that cannot be right.
    """
    total, horns_wanted = sum(map(_marked, expected)), sum(map(_horns, expected))
    right = horns = faults = 0
    for wanted, found in _pairs(expected, got):
        same = [a for a, b in zip(wanted, found, strict=False) if a == b]
        right += _marked("".join(same))
        if not is_syllable(wanted) and is_syllable(found) and without_marks(wanted) == without_marks(found):
            faults += _marked(wanted) - _marked("".join(same))
        horns += _horns("".join(same))
    return right, total, horns, horns_wanted, faults


def _pairs(expected: list[str], got: list[str]) -> Iterator[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(None, expected, got, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal" or (what == "replace" and b - a == d - c):
            yield from zip(expected[a:b], got[c:d], strict=True)
        if what != "equal":
            print(f"        {' '.join(expected[a:b])!r} → {' '.join(got[c:d])!r}")


def _marked(word: str) -> int:
    return sum(not char.isascii() for char in word)


def _horns(word: str) -> int:
    return sum("u\u031b" in unicodedata.normalize("NFD", char).replace("\u0323", "") for char in word)


def _vectors(path: Path) -> bool:
    """Print the vectors that come out otherwise than expected; those without expectation must be no legacy text."""
    wrong = 0
    for vector in json.loads(path.read_text(encoding="utf-8")):
        name, _, font = vector["encoding"].partition(":")
        if name in _ENCODINGS:
            meant = decode_legacy(vector["input"], _ENCODINGS[name])
            got: str | None = meant.upper() if font.endswith("H") else meant
        else:
            got = find_legacy(vector["input"])
        if got != (vector["expected"] if name in _ENCODINGS else None):
            wrong += 1
            print(f"BAD vector {vector['encoding']}: {vector['input']!r} → {got!r}, expected {vector['expected']!r}")
    print(f"{wrong} vectors wrong")
    return not wrong


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
