"""Finds legacy text in the paragraphs of a Word file by their effective fonts and their syllables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from proceedings.text.legacy import Encoding
from proceedings.text.legacy_fonts import family_of
from proceedings.text.legacy_words import (
    Kind,
    Trust,
    Verdict,
    is_formula,
    is_strong,
    kind_of,
    legacy_words,
    pasted,
    settle,
    share_read,
    trust_of,
)
from proceedings.word.cleaning.paragraph_text import Spelled

_MANY = 10
_TWICE = 2
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a paragraph, from letter `start` to before letter `end`; `font` is that of its first strange letter."""

    start: int
    end: int
    font: str
    encoding: Encoding
    kind: Kind
    verdict: Verdict = "keep"


@dataclass(slots=True)
class LegacyWords:
    """What a paragraph has of words in legacy encodings, in their order; `capitals` are letters that H fonts raise."""

    converted: list[Word] = field(default_factory=list)
    doubtful: list[Word] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)

    def take(self, words: Sequence[Word]) -> None:
        self.converted += [word for word in words if word.verdict == "convert"]
        self.doubtful += [word for word in words if word.verdict == "doubt"]

    def sort(self) -> None:
        self.converted.sort(key=_place)
        self.doubtful.sort(key=_place)


def find_words(paragraphs: Sequence[Spelled]) -> list[LegacyWords]:
    """Return what is legacy in each paragraph; first what is in legacy fonts, then what was pasted into others."""
    encodings = _encodings(paragraphs)
    by_font = [_in_legacy_fonts(paragraph, encodings) for paragraph in paragraphs]
    trust = {
        encoding: trust_of([word.kind for words in by_font for word in words if word.encoding == encoding])
        for encoding in set(encodings.values())
    }
    findings = []
    for paragraph, words in zip(paragraphs, by_font, strict=True):
        finding = LegacyWords()
        for encoding in sorted({word.encoding for word in words}):
            same = [word for word in words if word.encoding == encoding]
            finding.take(_settled(_weighed(paragraph.text, same, trust[encoding]), trust[encoding]))
        findings.append(finding)
    if any(word.encoding == "TCVN3" for finding in findings for word in finding.converted):
        for paragraph, words, finding in zip(paragraphs, by_font, findings, strict=True):
            finding.capitals = _capitals(paragraph, words, finding)
    _find_pasted(paragraphs, by_font, findings)
    return findings


def _encodings(paragraphs: Sequence[Spelled]) -> dict[str, Encoding]:
    """Return the encoding of each legacy font: that of its name, unless another reads twice as many of its words."""
    texts: dict[str, list[Spelled]] = {}
    for paragraph in paragraphs:
        for font in paragraph.fonts() if not paragraph.text.isascii() else ():
            if family_of(font):
                texts.setdefault(font, []).append(paragraph)
    found: dict[str, Encoding] = {}
    for font, inside in sorted(texts.items()):
        family = family_of(font)
        usual, *others = family.encodings if family else ("TCVN3",)
        reads = {
            encoding: sum(word.kind == "legacy" for text in inside for word in _words(text, encoding, {font}))
            for encoding in (usual, *others)
        }
        best = max(reads, key=lambda encoding: reads[encoding])
        found[font] = best if reads[best] > _TWICE * reads[usual] else usual
    return found


def _words(paragraph: Spelled, encoding: Encoding, fonts: set[str]) -> Iterator[Word]:
    """Yield the words with a letter beyond ASCII in one of some fonts."""
    for found in legacy_words(paragraph.text, encoding):
        start, end = found.span()
        strange = [paragraph.font(at) for at in range(start, end) if not paragraph.text[at].isascii()]
        font = next((font for font in strange if font in fonts), None)
        if font is not None:
            yield Word(start, end, font, encoding, kind_of(paragraph.text, start, end, encoding))


def _in_legacy_fonts(paragraph: Spelled, encodings: Mapping[str, Encoding]) -> list[Word]:
    if paragraph.text.isascii():
        return []
    words: list[Word] = []
    for encoding in sorted(set(encodings.values())):
        fonts = {font for font in paragraph.fonts() if encodings.get(font) == encoding}
        if fonts:
            words += _words(paragraph, encoding, fonts)
    return sorted(words, key=_place)


def _settled(words: Sequence[Word], trust: Trust) -> list[Word]:
    verdicts = settle([word.kind for word in words], trust)
    return [replace(word, verdict=verdict) for word, verdict in zip(words, verdicts, strict=True)]


def _weighed(text: str, words: list[Word], trust: Trust) -> list[Word]:
    """Return the words; a few that only happen to be Vietnamese when decoded are foreign in a foreign sentence (où)."""
    read = [word for word in words if word.kind == "legacy"]
    if not read or any(is_strong(text[word.start : word.end], word.encoding) for word in read):
        return words
    strange = any(word.kind in ("own", "neither", "foreign") for word in words)
    if share_read(text, words[0].encoding) >= _MOST or (trust == "legacy" and not strange):
        return words
    return [replace(word, kind="foreign") if word.kind == "legacy" else word for word in words]


def _capitals(paragraph: Spelled, words: Sequence[Word], finding: LegacyWords) -> list[int]:
    """Return the letters that a font of capitals shows raised, none where its words may be Unicode."""
    raised = []
    for at, letter in enumerate(paragraph.text):
        family = family_of(paragraph.font(at)) if letter.isalpha() or not letter.isascii() else None
        if family and family.capitals:
            raised.append(at)
    if not raised:
        return []
    sure = {word.start for word in finding.converted}
    unsure = [word for word in words if word.start not in sure and word.kind != "plain"]
    return [] if not {at for word in unsure for at in range(word.start, word.end)}.isdisjoint(raised) else raised


def _find_pasted(
    paragraphs: Sequence[Spelled], by_font: Sequence[Sequence[Word]], findings: Sequence[LegacyWords]
) -> None:
    """Add words in ordinary fonts; where an encoding is known from the paragraph or the document, fewer are enough."""
    gaps = [
        list(_gaps(paragraph, words)) if not paragraph.text.isascii() else []
        for paragraph, words in zip(paragraphs, by_font, strict=True)
    ]
    places = [
        [(start, end, pasted(paragraph.text[start:end], None)) for start, end in inside]
        for paragraph, inside in zip(paragraphs, gaps, strict=True)
    ]
    counts = Counter(word.encoding for finding in findings for word in finding.converted)
    counts.update(encoding for inside in places for *_, encoding in inside if encoding)
    often = counts.most_common(1)
    usual = often[0][0] if often and often[0][1] >= _MANY else None
    for paragraph, finding, inside in zip(paragraphs, findings, places, strict=True):
        near = finding.converted[0].encoding if finding.converted else usual
        for start, end, found in inside:
            encoding = found or (pasted(paragraph.text[start:end], near) if near else None)
            if encoding:
                finding.take(_settled(_slice(paragraph, start, end, encoding), "legacy"))
            elif counts:
                finding.take(_doubts(paragraph, start, end, near or often[0][0]))
        finding.sort()


def _gaps(paragraph: Spelled, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a paragraph in ordinary fonts and without letters that only Unicode has."""
    taken = {at for word in words for at in range(word.start, word.end)}
    kinds = [
        (found.span(), kind_of(paragraph.text, *found.span(), "TCVN3") == "unicode")
        for found in legacy_words(paragraph.text, "TCVN3")
    ]
    start = 0
    for (begin, end), unicode in [*kinds, ((len(paragraph.text), len(paragraph.text)), True)]:
        if unicode or not taken.isdisjoint(range(begin, end)):
            if not paragraph.text[start:begin].isascii():
                yield start, begin
            start = end


def _slice(paragraph: Spelled, start: int, end: int, encoding: Encoding) -> list[Word]:
    return [
        Word(found.start(), found.end(), paragraph.font(found.start()), encoding, kind)
        for found in legacy_words(paragraph.text, encoding, start, end)
        for kind in [kind_of(paragraph.text, *found.span(), encoding)]
    ]


def _doubts(paragraph: Spelled, start: int, end: int, encoding: Encoding) -> list[Word]:
    """Return the words of an ordinary font that look like those which the document has elsewhere in legacy fonts."""
    return [
        replace(word, verdict="doubt")
        for word in _slice(paragraph, start, end, encoding)
        if word.kind == "legacy" and not is_formula(paragraph.text[word.start : word.end])
    ]


def _place(word: Word) -> int:
    return word.start
