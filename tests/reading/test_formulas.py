"""Formulas: distinguished from money, drawn as pictures nobody else can bring in, put into words, bounded in time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest
from processor_time import at_most

from proceedings.model.typeset import Body
from proceedings.reading.formula_drawing import Drawing, Flaw, draw
from proceedings.reading.markup import render
from proceedings.text.prose import prose


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


def flaws(body: Body) -> list[tuple[str, str, int]]:
    return [tuple(fragment) for fragment in body.fragments if fragment.kind.startswith("formula-")]


@pytest.mark.parametrize(
    "text",
    [
        "Giá 5$ đến 10$ một cuốn.",
        "Giá $100 và $200 một cuốn.",
        "Giá $100/$200 một cuốn.",
        "Giá $100 hoặc 50$ một cuốn.",
        "Giá US$5 và HK$6 một cuốn.",
        "Đô la ($) và euro (€), không phải đồng ($).",
        r"Viết \$x\$ là chữ.",
        "Một dấu $ thôi.",
        "- $$ không đóng\n- mục sau $$x",
    ],
)
def test_money_is_left_alone(text: str) -> None:
    body = render(text)
    assert pictures(body.html) == []
    assert flaws(body) == []
    assert body.plain.count("$") == text.count("$")


def test_formulas_stand_everywhere() -> None:
    text = (
        "## Hàm $x^2$\n\nCó $a$, và\n$$\nb\n$$\ntrong dòng.[^1]\n\n$$\\frac{a}{b}$$\n\n- $c$\n\n"
        "| A | B |\n| --- | --- |\n| $d$ | 1 |\n\n[^1]: Chú thích $e$.\n\n    $$f$$\n"
    )
    body = render(text)
    assert len(pictures(body.html)) == len(pictures(body.print_html)) == 8
    assert flaws(body) == []
    assert body.headings[0].text == "Hàm x mũ 2"
    note = re.search(r'<span class="note".*trong dòng|<span class="note".*', body.print_html, re.DOTALL)
    assert note
    assert len(pictures(note.group().partition("<h")[0])) >= 2
    assert "trong dòng" in body.plain


def test_plain_text_and_words_know_no_tex() -> None:
    with_formula = render("Tỷ lệ $\\frac{abc}{xyz}$ là một nửa.[^1]\n\n[^1]: Theo $\\sqrt{abc}$ ấy.")
    without = render("Tỷ lệ là một nửa.[^1]\n\n[^1]: Theo ấy.")
    assert with_formula.plain.split() == without.plain.split()
    assert with_formula.words == without.words
    assert with_formula.last_sentence.split() == without.last_sentence.split()
    assert [f for f in with_formula.fragments if f.kind == "note"] == [f for f in without.fragments if f.kind == "note"]
    assert [line for _, line in prose("Có $\\foo bar$ thôi.", 1)] == ["Có " + " " * 10 + " thôi."]


def test_words_of_a_formula_are_vietnamese() -> None:
    page = render('$$\\text{Tỷ lệ} = \\frac{a}{b} \\times 100\\%$$\n\n$\\sum_{i=1}^{n} x_i$ và $2,5 < "x"$').html
    labels = [picture.get("aria-label") for picture in pictures(page)]
    assert labels[0] == "Tỷ lệ bằng a trên b nhân 100 phần trăm"
    assert labels[1] == "tổng từ i bằng 1 đến n của x chỉ số i"


def test_pictures_hold_drawing_only() -> None:
    body = render("Có $\\frac{a}{b}$, $\\boxed{x}$, $\\cancel{y}$ và $\\frac{a}{b}$ nữa.")
    for page in (body.html, body.print_html):
        for picture in pictures(page):
            kinds = {element.tag.rpartition("}")[2] for element in picture.iter()}
            assert kinds <= {"svg", "path", "rect", "title"}
            names = {name for element in picture.iter() for name in element.attrib}
            assert "id" not in names
            assert not {"href", "onload"} & names
            colours = {element.get(name) for element in picture.iter() for name in ("fill", "stroke")}
            assert colours <= {None, "none", "currentColor"}
    assert 'data-tex="\\frac{a}{b}"' in body.print_html  # what a Word export reads
    assert "frac" not in body.html
    first, *_, last = re.findall(r"<svg.*?</svg>", body.html)
    assert first == last  # the same formula is the same picture, always


def test_authors_bring_no_drawing_in() -> None:
    hostile = '<svg onload="x()"><path d="M0 0"/></svg> <span class="formula">x</span> cong-thuc-0; $\\text{<b>}$ $a$'
    page = render(hostile).html
    assert page.count("<svg") <= 2
    assert "onload" not in page
    assert "<b>" not in page
    assert 'class="formula">x' not in page
    assert "cong-thuc-0;" in page


@pytest.mark.parametrize(
    ("tex", "flaw"),
    [
        (r"\foo", Flaw("command", r"\foo")),
        (r"\def\a{\a\a}\a", Flaw("command", r"\def")),
        (r"\newcommand{\a}{b}\a", Flaw("command", r"\newcommand")),
        (r"\href{http://x}{y}", Flaw("command", r"\href")),
        (r"\textcolor{red}{x}", Flaw("command", r"\textcolor")),
        ("50% + x", Flaw("percent")),
        (r"\frac{a}{b", Flaw("braces")),
        ("}{", Flaw("braces")),
        ("漢", Flaw("letter", "漢")),
        ("x&y", Flaw("unreadable")),
        ("&lt;&#60;", Flaw("unreadable")),
        (r"\hspace{1000em}x", Flaw("wide")),
        (r"\frac{}{}", Flaw("empty")),
        ("{" * 40 + "}" * 40, Flaw("deep")),
        ("x" * 1_000_000, Flaw("long", "1000000")),
    ],
)
def test_what_cannot_be_drawn_says_why(tex: str, flaw: Flaw) -> None:
    assert draw(tex, display=True) == flaw


@pytest.mark.parametrize(
    "text",
    [
        "$" + "\\sqrt{" * 7 + "x" + "}" * 7 + "$",
        "$" + "\\left(" * 7 + "x" + "\\right)" * 7 + "$",
        "$" + "x+" * 500_000 + "1$",
        "- $$a\n" * 20_000,
        "$$ a\n" * 50_000,
        "$a$ " * 50_000,
        "$" + "\\" * 500_000 + "$",
        "$" + "á " * 200_000 + "$",
        "x" * 400_000 + "$" + "x" * 400_000,
        "$" + "^" * 900 + "$",
        "$" + "\\sqrt " * 150 + "x$",
    ],
    ids=lambda text: text[:8],
)
def test_hostile_formulas_end_soon(text: str) -> None:
    with at_most(12):
        render(text)


def test_too_many_formulas_are_told_once_with_their_line() -> None:
    body = render("\n\n".join(f"Dòng $x_{{{number}}}$." for number in range(1_200)))
    (told,) = [fragment for fragment in body.fragments if fragment.kind == "formula-many"]
    assert told.line > 1_000


def test_a_formula_drawn_has_its_measures() -> None:
    tall, flat = draw(r"\frac{a}{b}", display=True), draw("x", display=True)
    assert isinstance(tall, Drawing)
    assert isinstance(flat, Drawing)
    assert tall.depth > flat.depth
    assert 0.4 < flat.width < 0.8
