"""KY902 for every tag, handler and address that can run or embed something, and for the same shown as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_cases import but_empty_topics, event_yml, plain_report, write_tree

from proceedings.checking.report import PaperReport
from proceedings.rules.typeface import ACTIVE_TAGS

HEAD = '---\ntitle: Đổi mới phương pháp giảng dạy\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "1"\n---\n\n'
ENOUGH = "Bài viết này có đủ nội dung.\n\n"
HANDLERS = ("onclick", "onload", "onerror", "onmouseover", "onfocus", "onanimationend", "ontoggle", "ONCLICK")
ADDRESSES = (
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,x",
    "java&#115;cript:alert(1)",
)
LINKS = ("[chữ]({})", "![chữ]({})", "<{}>", "[chữ][a]\n\n[a]: {}", "Chú giải.[^1]\n\n[^1]: Xem [chữ]({}).")


def codes(root: Path, bodies: dict[str, str]) -> dict[str, set[tuple[str, int]]]:
    """Return code and line of every finding about safety in papers that have these texts from line 9 on."""
    slugs = {body: f"bai-{number}" for number, body in enumerate(bodies.values())}
    files = {f"papers/e/{slugs[body]}.md": f"{HEAD}{ENOUGH}{body}\n" for body in bodies.values()}
    report = plain_report(write_tree(root, {"papers/e/event.yml": event_yml({}), **files}))
    assert but_empty_topics(report.events[0].findings) == []
    by_slug: dict[str, PaperReport] = {Path(paper.path).stem: paper for paper in report.papers}
    return {
        name: {(found.code, found.line) for found in by_slug[slugs[body]].findings if found.code[:3] == "KY9"}
        for name, body in bodies.items()
    }


@pytest.mark.parametrize("form", ["<{0}>", "Một <{0}>chữ</{0}> trong câu.", "Một <{0}\ntitle=x>chữ", "<{0}/>"])
def test_every_active_tag_is_found(form: str, tmp_path: Path) -> None:
    bodies = {tag: form.format(tag) for tag in ACTIVE_TAGS} | {
        tag.upper(): form.format(tag.upper()) for tag in ACTIVE_TAGS
    }
    assert codes(tmp_path, bodies) == dict.fromkeys(bodies, {("KY902", 9)})


@pytest.mark.parametrize(
    "form", ['Một <b {}="x">chữ</b>.', "Một <b {}=x>chữ</b>.", "Một <b {} = 'x'>chữ</b>.", "<p {}=x>Chữ</p>"]
)
def test_every_handler_is_found(form: str, tmp_path: Path) -> None:
    bodies = {handler: form.format(handler) for handler in HANDLERS}
    assert codes(tmp_path, bodies) == dict.fromkeys(bodies, {("KY902", 9)})


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_that_runs_something_is_found(address: str, tmp_path: Path) -> None:
    lines = {form: 11 if "\n\n[" in form else 9 for form in LINKS}
    found = codes(tmp_path, {form: form.format(address) for form in LINKS})
    assert found == {form: {("KY902", line)} for form, line in lines.items()}


def test_code_and_words_are_not_active(tmp_path: Path) -> None:
    shown = [*(f"<{tag} onclick=x>" for tag in sorted(ACTIVE_TAGS)), *ADDRESSES, *HANDLERS]
    forms = ("Viết `{}` trong bài.", "```\n{}\n```", "Viết \\`{}\\` trong bài.")
    bodies = {f"{form} {text}": form.format(text) for form in forms[:2] for text in shown}
    bodies |= {text: forms[2].format(text) for text in HANDLERS}
    assert codes(tmp_path, bodies) == dict.fromkeys(bodies, set())
