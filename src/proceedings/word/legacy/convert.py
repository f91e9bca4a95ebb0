"""Legacy-encoded text in a Word file: shown in both readings, or converted where wanted; never in silence."""

from __future__ import annotations

from proceedings.text.legacy import decode_letters
from proceedings.word.cleaning.compose_nfc import compose
from proceedings.word.cleaning.paragraph_text import Spelled, spelled
from proceedings.word.container.package import Package
from proceedings.word.container.refusal import RefusedError
from proceedings.word.formatting.styles import Styles
from proceedings.word.legacy.capitals import raise_initials
from proceedings.word.legacy.detect import LegacyWords, find_words
from proceedings.word.legacy.report import LegacyAccount, preview, remarks
from proceedings.word.remark import Remark


def settle_letters(package: Package, styles: Styles, *, convert: bool) -> tuple[Remark, ...]:
    """Bring the text to composed Unicode and return what was done; a Unicode text stays letter for letter.

    Parameters
    ----------
    convert
        Convert text in TCVN3, VNI or Vietware; where it is False such text is only shown.

    Raises
    ------
    RefusedError
        There is legacy text and `convert` is False; the message shows the first places in both readings.
    """
    account = LegacyAccount(composed=compose(package))
    paragraphs = list(spelled(package, styles))
    read = []
    findings = find_words(paragraphs)
    for paragraph, finding in zip(paragraphs, findings, strict=True):
        read.append(_letters(paragraph, finding))
        account.add(paragraph, read[-1], finding.converted, finding.doubtful)
    if account.shares and not convert:
        raise RefusedError("", *preview(account))
    raised = raise_initials(read, findings)
    for paragraph, letters in zip(paragraphs, read, strict=True):
        paragraph.write(letters)
    return (*remarks(account), *raised)


def _letters(paragraph: Spelled, finding: LegacyWords) -> list[str]:
    """Return what each letter of a paragraph becomes."""
    letters = list(paragraph.text)
    for encoding in {word.encoding for word in finding.converted}:
        read = decode_letters(paragraph.text, encoding)
        for word in finding.converted:
            if word.encoding == encoding:
                letters[word.start : word.end] = read[word.start : word.end]
    for at in finding.capitals:
        letters[at] = letters[at].upper()
    return letters
