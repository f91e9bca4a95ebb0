"""The pages of the rules: one list by family, and a page for each code."""

from __future__ import annotations

from proceedings.model.finding import Severity
from proceedings.rules.catalogue import CATALOGUE, FAMILIES
from proceedings.rules.rule import Rule
from proceedings.web.page import SitePage, TocEntry, template

_PARTS = (("quy-dinh", "Quy định"), ("vi-sao", "Vì sao"), ("sai", "Sai"), ("dung", "Đúng"), ("cach-sua", "Cách sửa"))

_DEMAND = {Severity.ERROR: "Không để xảy ra", Severity.WARNING: "Cần tránh", Severity.ADVICE: "Nên tránh"}

_REPAIRS = {
    "": ("Không, người viết sửa", ""),
    "safe": ("Được", "check.py --fix"),
    "unsafe": ("Được, sửa xong cần đọc lại", "check.py --fix --unsafe"),
}
_NEEDS = {"text": "lời văn", "manuscript": "tệp Word gốc"}

# What the checker itself says, and not while files are read.
_OF_THE_CHECKER = {"KY906": "bản dàn trang", "KY990": "phần đầu bài", "KY991": "bài và kế hoạch"}

# Rules that hold the head against the text.
_HEAD_AND_TEXT = ("KY403", "KY501")


def rules_page() -> SitePage:
    """Return the list of all rules by family."""
    families = [(family.lower(), name, _of_family(family)) for family, name in FAMILIES.items()]
    return SitePage(
        path="quy-tac/index.md",
        title="Quy tắc kiểm tra",
        html=template("rules.html", families=families),
        description="Các quy tắc kiểm tra bài.",
        sections=tuple(TocEntry(level=2, anchor=anchor, title=name) for anchor, name, rules in families if rules),
    )


def rule_page(code: str) -> SitePage:
    """Return the page of one rule."""
    rule = CATALOGUE[code]
    family = _of_family(code[:3])
    place = family.index(rule)
    seen = looks_at(rule)
    html = template(
        "rule.html",
        rule=rule,
        demand=f"{_DEMAND[rule.severity]}: {_inside_a_sentence(rule.title)}.",
        looks_at=seen[0].upper() + seen[1:],
        repairs=_REPAIRS[rule.repairs],
        anchor=code[:3].lower(),
        family=FAMILIES[code[:3]],
        previous=family[place - 1] if place else None,
        following=family[place + 1] if place + 1 < len(family) else None,
    )
    return SitePage(
        path=f"quy-tac/{code.lower()}/index.md",
        title=f"{code}: {rule.title}",
        html=html,
        description=rule.why[:300],
        sections=tuple(TocEntry(level=2, anchor=anchor, title=title) for anchor, title in _PARTS),
    )


def looks_at(rule: Rule) -> str:
    """Return what a rule looks at, in words: "lời văn, bản dàn trang"."""
    seen = []
    if rule.paper_check:
        seen.append(_NEEDS.get(rule.needs, "phần đầu bài"))
    if rule.code in _HEAD_AND_TEXT:
        seen.append("lời văn")
    if rule.laid_out:
        seen.append("bản dàn trang")
    if rule.event_check:
        seen.append("kế hoạch" if rule.code.startswith("KY6") else "lời văn của các bài")
    return ", ".join(seen) or _OF_THE_CHECKER.get(rule.code, "tệp, ngay khi đọc vào")


def _of_family(family: str) -> list[Rule]:
    return [rule for rule in CATALOGUE.values() if rule.code.startswith(family)]


def _inside_a_sentence(title: str) -> str:
    """Return a title with a small first letter, but "YAML" as it is."""
    return title if title[1:2].isupper() else title[0].lower() + title[1:]
