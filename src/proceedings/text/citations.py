"""Official documents as Vietnamese texts cite them: kind, number and sign, date, issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

KINDS = (
    "Nghị quyết|Kết luận|Chỉ thị|Quy định|Quyết định|Quy chế|Kế hoạch|Phương án|Công văn|Thông tư liên tịch|Thông tư|"
    "Nghị định|Hướng dẫn|Thông báo|Chương trình hành động|Đề án|Thông tri|Báo cáo|Tờ trình"
)
_DASH = r"[-–‑/]"
_SIGN = rf"(?:\d{{4}}\s?/\s?)?[A-ZĐ][A-ZĐƯa-zđ]*(?:\s?{_DASH}\s?[A-ZĐƯ][A-ZĐƯa-zđư]*)*"
_DATE = r"(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})"
_MENTION = re.compile(
    rf"\b(?P<kind>{KINDS})\s+(?:số\s*:?\s*)?(?P<number>\d{{1,5}})(?:\s?{_DASH}\s?(?P<sign>{_SIGN}))?(?![\d/-]?\d)"
    rf"(?P<after>[,\s]*(?:\(?{_DATE}\)?)?)",
)
_ISSUER = re.compile(r"[,\s]*(?:của|do)\s+(?P<issuer>(?:[A-ZĐ][^\W\d]*|Bí thư|Chấp hành|Trung ương)[^,.;:()“”\"\n]*)")
_LONGEST_ISSUER = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a text names a document by its number; `start` counts letters from the text's beginning."""

    start: int
    words: str
    kind: str
    number: str
    sign: str
    day: date | None
    issuer: str


def mentions(text: str) -> Iterator[Mention]:
    """Yield the documents that a text names by a number, in their order."""
    for found in _MENTION.finditer(text):
        day, month, year = found.groups()[-3:]
        issuer = _ISSUER.match(text, found.end())
        yield Mention(
            start=found.start(),
            words=" ".join(found.group().split()).rstrip(" ,"),
            kind=found["kind"],
            number=str(int(found["number"])),
            sign=normal_sign(found["sign"] or ""),
            day=_day(day, month, year),
            issuer=" ".join(issuer["issuer"].split())[:_LONGEST_ISSUER] if issuer else "",
        )


def normal_sign(sign: str) -> str:
    """Return a sign without spaces and with one kind of dash: "KL / TW" becomes "KL/TW"."""
    return re.sub(r"\s+", "", sign).replace("–", "-").replace("‑", "-")


def split_number(number: str) -> tuple[str, str]:
    """Return the number and the sign of a registered document: "14-KL/TW" is "14" and "KL/TW"."""
    found = re.match(rf"\s*(\d+)\s*{_DASH}?\s*(.*)", number)
    return (str(int(found[1])), normal_sign(found[2])) if found else ("", normal_sign(number))


def letters_of(sign: str) -> list[str]:
    """Return the parts of a sign, whatever separates them: a sign with its strokes mixed up has the same parts."""
    return [part for part in re.split(r"[-/]", sign.upper().replace("TƯ", "TW")) if part]


def _day(day: str | None, month: str | None, year: str | None) -> date | None:
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None
