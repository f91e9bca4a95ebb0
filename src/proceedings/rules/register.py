"""What a mention of an official document means: the document of the register, and what the mention gets wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from proceedings.model.document import OfficialDocument
from proceedings.text.citations import Mention, letters_of, mentions, split_number
from proceedings.text.dates import short_date
from proceedings.text.letters import spelling_key

_ISSUERS = (
    (r"\bbch\s?tw\b|\bban chấp hành trung ương(?: đảng)?\b|\btrung ương đảng\b", "trung ương"),
    (r"\bctqg\s?hcm\b|\bctqg hồ chí minh\b|\bchính trị quốc gia hồ chí minh\b", "ctqg"),
    (r"\bban bí thư(?: trung ương(?: đảng)?)?\b", "ban bí thư"),
    (r"\bbộ chính trị(?: khóa \w+)?\b", "bộ chính trị"),
)
"""Issuers that go by several names, levelled before they are compared."""


class CitedDocument(NamedTuple):
    """A mention with its line, the registered document it means, and what of it is wrong (with the right words)."""

    mention: Mention
    line: int
    document: OfficialDocument | None
    wrong: tuple[str, ...]
    head: bool


def cited_in(lines: Sequence[tuple[int, str]], register: Collection[OfficialDocument]) -> Iterator[CitedDocument]:
    """Yield the mentions of official documents in numbered lines of prose, looked up in the register."""
    text = "\n".join(line for _, line in lines)
    for mention in mentions(text):
        line, _ = lines[text.count("\n", 0, mention.start)]
        begins = text.rfind("\n", 0, mention.start) + 1
        document, wrong = compared(mention, register)
        yield CitedDocument(mention, line, document, wrong, head=text[begins : mention.start].lstrip().startswith("#"))


def named_in(lines: Sequence[tuple[int, str]], register: Iterable[OfficialDocument]) -> Iterator[OfficialDocument]:
    """Yield the documents that prose calls by one of the names the register gives them: some have no number."""
    known_by_name = [document for document in register if document.aliases]
    text = spelling_key("\n".join(line for _, line in lines)) if known_by_name else ""
    for document in known_by_name:
        if any(re.search(rf"(?<!\w){re.escape(spelling_key(name))}(?!\w)", text) for name in document.aliases):
            yield document


def compared(mention: Mention, register: Iterable[OfficialDocument]) -> tuple[OfficialDocument | None, tuple[str, ...]]:
    """Return the registered document that a mention means for certain, and what it should say instead."""
    documents = [one for one in register if spelling_key(one.kind) == spelling_key(mention.kind)]
    for document in documents:
        number, sign = split_number(document.number or document.printed_number or "")
        if number == mention.number:
            wrong = _deviations(mention, document, sign)
            # Of another day and another issuer or sign, it is another document that has the same number.
            if len(wrong) < 2:
                return document, wrong
    for document in documents:
        number, sign = split_number(document.number or "")
        same = mention.sign and letters_of(sign) == letters_of(mention.sign)
        if same and document.date and mention.day == document.date and not _other_issuer(mention, document):
            return document, (f"số {document.number}",)
    return None, ()


def _deviations(mention: Mention, document: OfficialDocument, sign: str) -> tuple[str, ...]:
    wrong = []
    if document.number and mention.sign and mention.sign != sign:
        wrong.append(f"số {document.number}")
    if document.date and mention.day and mention.day != document.date:
        wrong.append(f"ngày {short_date(document.date)}")
    if _other_issuer(mention, document):
        wrong.append(f"của {document.issuer}")
    return tuple(wrong)


def _other_issuer(mention: Mention, document: OfficialDocument) -> bool:
    """Return whether the issuer named is another one; the words after it (về việc …) do not count."""
    if not mention.issuer:
        return False
    named, registered = _levelled(mention.issuer), _levelled(document.issuer)
    return not (named.startswith(registered) or registered.startswith(named) or registered.endswith(named))


def _levelled(issuer: str) -> str:
    text = spelling_key(issuer)
    for pattern, name in _ISSUERS:
        text = re.sub(pattern, name, text)
    return text


def in_full(document: OfficialDocument) -> str:
    """Return a document as its first mention gives it."""
    number = document.number or document.printed_number or ""
    day = f" ngày {short_date(document.date)}" if document.date else ""
    return f"{document.kind} số {number}{day} của {document.issuer}"
