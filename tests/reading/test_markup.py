"""A paper's Markdown as safe HTML: nothing runs, nothing poses as ours, and lines are the file's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from proceedings.model.typeset import Body
from proceedings.reading.markup import escape, render

SAFE_TAGS = set(
    "p h2 h3 h4 h5 h6 br hr ul ol li blockquote pre code em strong b i s del ins sub sup kbd abbr table caption thead "
    "tbody tfoot tr th td figure figcaption img a section span".split()
)


class _Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def shown(text: str) -> Body:
    """Render and make sure of what holds for every page, however hostile its text."""
    body = render(text, 1, "bai")
    for page in (body.html, body.print_html):
        seen = _Seen(page)
        assert seen.tags <= SAFE_TAGS
        for tag, name, value in seen.attributes:
            assert name in {"id", "class", "lang", "href", "title", "src", "alt", "start", "rel"} | {
                "colspan",
                "rowspan",
                "scope",
            }
            if name == "href":
                assert re.match(r"https?:|mailto:|#|%|[^:]*$", value), value
            if tag == "img" and name == "src":
                assert "/" not in value
        ids = [value for _, name, value in seen.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        wanted = {value[1:] for _, name, value in seen.attributes if name == "href" and value.startswith("#")}
        assert wanted <= set(ids), "a link of the page leads nowhere"
    assert 'class="footnotes"' not in body.print_html
    return body


def lines(body: Body, kind: str) -> list[tuple[int, str]]:
    return [(fragment.line, fragment.text) for fragment in body.fragments if fragment.kind == kind]


HOSTILE = [
    "<script>alert(1)</script>",
    "a <ScRiPt src=//x.example/a.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src='../../../etc/passwd'>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a> <a href=" java&#10;script:alert(1)">x</a>',
    "<iframe src=https://x.example></iframe><object data=x></object><embed src=x>",
    "<form action=https://x.example><input name=a><button>x</button></form>",
    "<style>*{display:none}</style><link rel=stylesheet href=//x.example/a.css>",
    "<base href=//x.example><meta http-equiv=refresh content=0>",
    '<div id="__config">{"worker": "x"}</div>',
    "<template><script>alert(1)</script></template>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<textarea><img src=x onerror=alert(1)></textarea><plaintext><script>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "a <![foo bar\n\n<?php x ?>\n\n<![CDATA[<script>alert(1)</script>]]>",
    "<p style='background:url(//x.example)'>x</p>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs(text: str) -> None:
    body = shown(f"{text}\n\nCâu cuối.")
    assert not re.search(r"<[^>]*(?:\son\w+\s*=|style\s*=)", body.html)
    assert lines(body, "html"), "the rules must see the raw HTML"


def test_identifiers_and_classes_of_authors_are_dropped() -> None:
    forged = (
        '<b id="muc-x" class="note left">q</b> <sup class="footnote-ref"><a href="https://x" id="fn-1">1</a></sup>\n\n'
    )
    forged += '<section class="footnotes"><p id="fnref-1">r</p></section>\n\nThật[^1].\n\n[^1]: chú'
    body = shown(forged)
    assert "<b>q</b>" in body.html
    assert "<sup><a" in body.html
    assert "<section><p>r</p></section>" in body.html
    assert body.last_sentence == "Thật."


def test_the_same_text_gives_the_same_bytes() -> None:
    text = "## A\n\nb[^1]\n\n| a |\n|:-:|\n| b |\n\n[^1]: c"
    assert render(text) == render(text)
    assert not re.search("[0-9a-f]{16}", render(text).html)


def test_attribute_lists_are_text_and_are_noted() -> None:
    body = shown("# Mở {: onclick=alert(1) }\n\n**b**{: .x} c {#id} {width=5}\n\n{đây là ngoặc}")
    assert "onclick=alert(1)" in body.html
    assert [line for line, _ in lines(body, "attributes")] == [1, 3, 3, 3]
    assert lines(body, "attributes")[0][1] == "{: onclick=alert(1) }"


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "<javascript:alert(1)>",
        "[x](vbscript:y)",
        "[x](data:text/html,y)",
        "[x][r]\n\n[r]: javascript:alert(1)",
        "![x](javascript:alert(1))",
    ],
)
def test_script_links_in_every_form(link: str) -> None:
    body = shown(link)
    assert "href" not in body.html
    assert "<img" not in body.html
    assert lines(body, "unsafe-link")


def test_good_links_are_kept_and_noted() -> None:
    body = shown("[a](https://example.org/x) <https://example.org> [c](mailto:a@b.vn) [d](../x.md)")
    assert body.html.count('rel="noopener"') == 4
    assert [text for _, text in lines(body, "link")] == [
        "https://example.org/x",
        "https://example.org",
        "mailto:a@b.vn",
        "../x.md",
    ]


def test_code_stays_literal() -> None:
    body = shown(
        "`<script>` `[a](javascript:x)` `{: .x}`\n\n```html\n<script>alert(1)</script>\n```\n\n    <b onclick=x>\n"
    )
    assert "<code>&lt;script&gt;</code> <code>[a](javascript:x)</code> <code>{: .x}</code>" in body.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body.html
    assert [(fragment.kind, fragment.line) for fragment in body.fragments] == [("indented", 7)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("100", True), ("2", True), ("101", False), ("0", False), ("-1", False), ("1e6", False), ("٣", False)],
)
def test_spans_have_a_limit(written: str, kept: bool) -> None:
    body = shown(f'<table><tr><td colspan="{written}" rowspan="{written}">a</td></tr></table>')
    assert (f'colspan="{written}"' in body.html) is kept
    assert (f'rowspan="{written}"' in body.html) is kept


def test_a_list_keeps_its_first_number() -> None:
    assert '<ol start="2021">' in shown("2021. Năm đầu").html


def test_languages() -> None:
    assert shown('<i lang="en">x</i> <i lang="en-GB">y</i> <i lang="x y">z</i>').html.count("lang=") == 2


# Footnotes


def test_footnotes_on_the_page_and_in_print() -> None:
    body = shown("Một[^a] hai[^b].\n\n[^a]: Chú **đậm**.\n[^b]: Chú hai.\n")
    assert '<a href="#fn-1" id="fnref-1" rel="noopener">1</a>' in body.html
    assert body.html.count('<section class="footnotes">') == 1
    assert '<span class="note" id="fn-1">Chú <strong>đậm</strong>.</span> hai<span' in body.print_html


def test_a_footnote_called_twice_is_printed_once() -> None:
    body = shown("Một[^a] hai[^a].\n\n[^a]: Chú.\n")
    assert body.print_html.count("Chú.") == 1
    assert 'id="fnref-1-1"' in body.html
    assert '<a href="#fn-1" id="fnref-1-1"' in body.print_html


def test_a_footnote_never_defined_stays_text() -> None:
    assert "Một[^a]" in shown("Một[^a].").html


def test_a_footnote_with_a_list_paragraphs_and_code() -> None:
    body = shown("Một[^a].\n\n[^a]: Chú:\n\n    - x\n    - y\n\n    ```\n    mã <b>\n    ```\n\n    Hết.\n")
    assert "<li>x</li>" in body.html
    assert ">Chú:<br>x<br>y<br><code>mã &lt;b&gt;</code><br>Hết.</span>" in body.print_html


def test_a_footnote_of_a_footnote_is_printed_in_brackets() -> None:
    body = shown("Một[^a].\n\n[^a]: Ngoài[^b].\n[^b]: Trong.\n")
    assert '>Ngoài <span id="fn-2">(Trong.)</span>.</span>' in body.print_html


@pytest.mark.parametrize("text", ["x[^a]\n\n[^a]: y[^a]", "x[^a]\n\n[^a]: y[^b]\n[^b]: z[^a]", "x^[y^[z]]"])
def test_footnotes_in_a_circle_end(text: str) -> None:
    assert shown(text).print_html.count("y") == 1


def test_footnotes_in_headings_and_tables() -> None:
    body = shown("## Mục[^a]\n\n| A[^b] |\n|---|\n| x |\n\n[^a]: một\n[^b]: hai\n")
    assert body.headings[0].text == "Mục"
    assert '<th>A<span class="note" id="fn-2">hai</span></th>' in body.print_html


# Figures and tables


def test_a_figure_has_a_caption_and_the_name_of_its_file() -> None:
    body = shown('![Sơ đồ](bai/hinh-1.svg "Hình 1. Ba <b>bước</b>")')
    assert body.html.strip() == (
        '<figure><img src="hinh-1.svg" alt="Sơ đồ"><figcaption>Hình 1. Ba &lt;b&gt;bước&lt;/b&gt;</figcaption></figure>'
    )
    assert lines(body, "image") == [(1, "bai/hinh-1.svg")]


def test_figures_in_lists_and_quotations() -> None:
    body = shown('- ![A](bai/a.svg "Hình 1")\n- b\n\n> ![C](bai/c.svg "Hình 2")')
    assert body.html.count("<figure><img") == body.html.count("</figcaption></figure>") == 2


def test_an_image_within_a_paragraph_is_no_figure() -> None:
    assert '<p>chữ <img src="a.svg" alt="A" title="T"> chữ</p>' in shown('chữ ![A](bai/a.svg "T") chữ').html


@pytest.mark.parametrize(
    "address",
    ["../a.svg", "https://example.org/a.svg", "bai/x/a.svg", "khac/a.svg", "/a.svg", "bai/../a.svg", "bai/%2e%2e"],
)
def test_images_from_elsewhere_are_not_fetched(address: str) -> None:
    body = shown(f'![A]({address} "T")')
    assert "src=" not in body.html
    assert lines(body, "image") == [(1, address)]


def test_incomplete_images_are_noted() -> None:
    body = shown('a\n\n![](bai/a.svg "T")\n![B](bai/b.svg)')
    assert lines(body, "image-without-alternative") == [(3, "bai/a.svg")]
    assert lines(body, "image-without-caption") == [(4, "bai/b.svg")]


TABLE = "| a | b |\n|:--|--:|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    "caption", ["Bảng 1. Số liệu", "Bảng 2: Số liệu", "BẢNG 3 – Số liệu", "Bảng 1.2. Số liệu", "Bảng 4"]
)
@pytest.mark.parametrize("frame", ["{}\n\n{}", "{}\n{}"])
def test_table_captions(caption: str, frame: str) -> None:
    body = shown(frame.format(caption, TABLE))
    assert f"<table>\n<caption>{caption}</caption>\n<thead>" in body.html
    assert '<th class="left">a</th>' in body.html
    assert '<td class="right">2</td>' in body.html


@pytest.mark.parametrize(
    "text", ["Bảng 1 cho thấy số liệu:", "Bảng 1.2 cho thấy", "Bảng biểu. Xem", "Xem Bảng 1. Số liệu"]
)
def test_a_sentence_before_a_table_is_no_caption(text: str) -> None:
    assert f"<p>{text}</p>" in shown(f"{text}\n\n{TABLE}").html


@pytest.mark.parametrize(
    "frame", ["> Bảng 1. X\n>\n> | a |\n> |---|\n> | b |", "- Bảng 1. X\n  | a |\n  |---|\n  | b |"]
)
def test_table_captions_in_quotations_and_tight_lists(frame: str) -> None:
    assert "<table>\n<caption>Bảng 1. X</caption>" in shown(frame).html


# Lines


def test_lines_within_paragraphs() -> None:
    text = "a\nb <u>1</u>\nc `mã\nhai` <u>2</u>\n"
    text += "![thay\nthế](bai/a.svg) <u>3</u>\n[li\nên](https://x.vn) <u\nlang='vi'>4</u>\\\n<u>5</u>"
    body = render(text, 10, "bai")
    assert [line for line, tag in lines(body, "html") if tag.startswith("<u")] == [11, 13, 15, 17, 19]
    assert lines(body, "image") == [(14, "bai/a.svg")]
    assert lines(body, "link") == [(16, "https://x.vn")]


def test_lines_within_blocks() -> None:
    text = "- a\n  b <i>1</i>\n- c\n\n  d\n  <i>2</i>\n\n> q\n> w <i>3</i>\nlười <i>4</i>\n\n"
    text += "| a |\n|---|\n| <i>5</i> |\n| <i>6</i> |\n\n"
    text += "A[^1] ^[tại chỗ <i>8</i>]\n\n[^1]: x\n    <i>7</i>\n\n## H <i>9</i>\n\ncuối"
    body = render(text, 101, "bai")
    found = sorted(line - 100 for line, tag in lines(body, "html") if tag == "<i>")
    assert found == [2, 6, 9, 10, 14, 15, 17, 20, 22]


def test_lines_of_html_blocks_and_headings() -> None:
    body = render("## Một\n\n<div>\nx\n</div>\n\nHai\nba\n---\n", 5)
    assert lines(body, "html") == [(7, "<div>\nx\n</div>\n")]
    assert [(heading.line, heading.text, heading.level) for heading in body.headings] == [
        (5, "Một", 2),
        (11, "Hai ba", 2),
    ]


# Headings, plain text, last sentence


def test_anchors_are_vietnamese_slugs_and_unique() -> None:
    titles = ["Đổi mới, sáng tạo", "A", "A", "A 2", "…", "1", "–", "Ưu <b>điểm</b>", "A"]
    body = shown("\n\n".join(f"## {title}" for title in titles))
    anchors = [heading.anchor for heading in body.headings]
    assert anchors[:3] == ["muc-doi-moi-sang-tao", "muc-a", "muc-a-2"]
    assert len(set(anchors)) == len(titles)
    assert all(re.fullmatch("muc(?:-[a-z0-9-]*[a-z0-9])?", anchor) for anchor in anchors)
    assert re.findall(r'<h2 id="([^"]+)"', body.html) == anchors


def test_many_equal_headings_take_no_time() -> None:
    assert len({heading.anchor for heading in render("## a\n\n" * 3_000).headings}) == 3_000


def test_heading_text_and_level() -> None:
    body = shown("# Một `mã` *nhấn* [liên](https://x.vn) <b>đậm</b>\n\n#### Bốn")
    assert [(heading.level, heading.text) for heading in body.headings] == [(1, "Một mã nhấn liên đậm"), (4, "Bốn")]
    assert re.findall(r"<(h\d)", body.html) == ["h2", "h4"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("", ""),
        ("Câu một. Câu hai!", "Câu hai!"),
        ("Câu một. Câu hai![^1]\n\n[^1]: Chú thích.", "Câu hai!"),
        ("Hết.\n\n## Tiêu đề", "Hết."),
        ("Hết.\n\n```\nmã. Mã nữa.\n```", "Hết."),
        ("```\nmã.\n```\n\nHết.", "Hết."),
        ("- a\n- b. Bốn năm.\n  - c d.", "c d."),
        ("| a |\n|---|\n| Ô đầu. Ô cuối. |", "Ô cuối."),
        ("> Trích. Hai ba.", "Hai ba."),
        ('Chữ.\n\n![A](bai/a.svg "Hình 1. Sơ đồ")', "Sơ đồ"),
        ("Dòng một\ndòng hai.\n\n* * *", "Dòng một dòng hai."),
        ("Ông A &amp; bà B.", "Ông A & bà B."),
    ],
)
def test_last_sentence(text: str, last: str) -> None:
    assert shown(text).last_sentence == last


def test_words_are_of_the_text_shown() -> None:
    body = shown('Một *hai* <b title="ba bốn">ba</b> <script>x y z</script> `bốn`\n\n<!-- năm sáu -->')
    assert body.words == 4
    assert shown("").words == 0


def test_escape() -> None:
    assert escape("<b a=\"x\" c='y'>&") == "&lt;b a=&quot;x&quot; c=&#x27;y&#x27;&gt;&amp;"
