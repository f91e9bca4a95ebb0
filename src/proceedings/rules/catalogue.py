"""All rules by code."""

from __future__ import annotations

from proceedings.rules import (
    calendar,
    characters,
    content,
    documents,
    length,
    manuscripts,
    metadata,
    plan,
    safety,
    structure,
    topics,
    typeface,
    wording,
)
from proceedings.rules.rule import Rule

FAMILIES = {
    "KY1": "Thông tin đầu bài",
    "KY2": "Độ dài",
    "KY3": "Phông chữ và định dạng",
    "KY4": "Chủ đề",
    "KY5": "Cấu trúc bài",
    "KY6": "Kế hoạch, hạn nộp và chỉ tiêu",
    "KY7": "Dẫn văn bản",
    "KY8": "Chính tả và ký tự",
    "KY9": "An toàn",
}

_MODULES = (
    metadata,
    content,
    length,
    typeface,
    manuscripts,
    topics,
    structure,
    calendar,
    plan,
    documents,
    characters,
    wording,
    safety,
)

CATALOGUE: dict[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        (value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)),
        key=lambda rule: rule.code,
    )
}
