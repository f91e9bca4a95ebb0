"""All rules by code."""

from __future__ import annotations

from proceedings.rules import calendar, length, metadata, safety, structure, topics, typeface
from proceedings.rules.rule import Rule

FAMILIES = {
    "KY1": "Thông tin đầu bài",
    "KY2": "Độ dài",
    "KY3": "Phông chữ và định dạng",
    "KY4": "Chủ đề",
    "KY5": "Cấu trúc bài",
    "KY6": "Hạn nộp và chỉ tiêu",
    "KY8": "Chính tả và ký tự",
    "KY9": "An toàn",
}

CATALOGUE: dict[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        (
            value
            for family in (metadata, length, typeface, topics, structure, calendar, safety)
            for value in vars(family).values()
            if isinstance(value, Rule)
        ),
        key=lambda rule: rule.code,
    )
}
