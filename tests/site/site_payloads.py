"""Hostile papers: what each tries, and the codes of which one at least must refuse it ("" where it is inert text)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from book import seminar

CANARY = "CANARY-9f3b71c2"
CANARY_SIZE = (37, 41)


@dataclass(frozen=True)
class Payload:
    """One hostile paper; `codes` are those it may be refused with, `head` joins its front matter."""

    name: str
    text: str
    codes: tuple[str, ...]
    title: str = ""
    head: str = ""

    @property
    def file(self) -> str:
        title = self.title or f"Bài thử {self.name}"
        text = f"Bài viết này có đủ nội dung để kiểm tra.\n\n{self.text}\n\nCâu cuối của bài thử này."
        return seminar.paper(title, text=text, more=self.head)


PWN = "document.documentElement.dataset.pwned=1"
"""Script that leaves a mark where it runs; without quotation marks or blanks, so that it fits anywhere."""


def payloads(canary: Path, picture: Path, address: str) -> tuple[Payload, ...]:
    """Return every hostile paper.

    Parameters
    ----------
    canary, picture
        A text file and a PNG outside the content tree that must not come out.
    address
        Of a loopback listener that must not be called.
    """
    html = [
        ("script", f"<script>{PWN}</script>"),
        ("script-lon", f"<ScRiPt/x>{PWN}</sCrIpT >"),
        ("script-giua", f"Chữ <script>{PWN}</script> chữ."),
        ("anh-onerror", f'<img src="x" onerror="{PWN}">'),
        ("anh-onerror-gach", f"<img/src=x/onerror={PWN}>"),
        ("svg-onload", f'<svg onload="{PWN}"><circle r="9"/></svg>'),
        ("svg-script", f"<svg><script>{PWN}</script></svg>"),
        ("svg-animate", f'<svg><animate onbegin="{PWN}" attributeName="x" dur="1s"/></svg>'),
        ("details", f'<details open ontoggle="{PWN}"><summary>Mở</summary></details>'),
        ("body", f'<body onload="{PWN}">chữ</body>'),
        ("di-chuot", f'<b onmouseover="{PWN}">rê chuột</b>'),
        ("hoat-hinh", f'<p style="animation:x" onanimationstart="{PWN}">chữ</p>'),
        ("a-javascript", f'<a href="javascript:{PWN}">bấm</a>'),
        ("a-javascript-an", f'<a href="jav&#x09;ascript:{PWN}">bấm</a>'),
        ("iframe", f'<iframe srcdoc="<script>parent.{PWN}</script>"></iframe>'),
        ("iframe-javascript", f'<iframe src="javascript:parent.{PWN}"></iframe>'),
        ("object", f'<object data="data:text/html,<script>parent.{PWN}</script>"></object>'),
        ("embed", f'<embed src="{address}/embed.svg">'),
        ("base", f'<base href="{address}/">'),
        ("meta", f'<meta http-equiv="refresh" content="0;url={address}/refresh">'),
        ("form", f'<form action="{address}/form"><input autofocus onfocus="{PWN}"></form>'),
        ("link-css", f'<link rel="stylesheet" href="{address}/style.css">'),
        ("style", f"<style>@import url({address}/import.css);body{{background:url({address}/bg.png)}}</style>"),
        (
            "mxss-math",
            f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={PWN}&gt;'>",
        ),
        ("mxss-noscript", f'<noscript><p title="</noscript><img src=x onerror={PWN}>"></p></noscript>'),
        ("mxss-svg", f'<svg></p><style><a id="</style><img src=1 onerror={PWN}>"></a></style></svg>'),
        (
            "mxss-select",
            f'<select><template><style><!--</style><a rel="--></style></template></select>'
            f'<img src=x onerror={PWN}>"></a>',
        ),
        (
            "dinh-kem",
            f'<a rel="attachment" href="file://{canary}">tải</a><link rel="attachment" href="file://{canary}">',
        ),
        ("the-hong", f'<img src="x"\nonerror\n=\n"{PWN}"'),
    ]
    unsafe = ("KY902", "KY903", "KY302")
    # CommonMark takes these for text, so there is nothing to refuse.
    no_tags = ("script-lon", "the-hong", "anh-onerror-gach")
    found = [Payload(name, text, () if name in no_tags else unsafe) for name, text in html]
    found += [
        Payload("lien-ket", f"[bấm](javascript:{PWN})", ("KY902",)),
        Payload("lien-ket-tu-dong", f"<javascript:{PWN}>", ("KY902",)),
        Payload("lien-ket-tham-chieu", f"[bấm][a]\n\n[a]: javascript:{PWN}", ("KY902",)),
        Payload("lien-ket-vbscript", "[bấm](vbscript:msgbox(1))", ("KY902",)),
        Payload("thuoc-tinh", f'Đoạn văn\n{{: onmouseover="{PWN}" }}', ("KY302",)),
        Payload("thuoc-tinh-muc", f"## Mục {{: onclick={PWN} #__config }}\n\nChữ.", ("KY302",)),
        Payload(
            "cau-hinh",
            f'<div id="__config">{{"base":"{address}","features":[],"search":"{address}/worker.js"}}</div>',
            ("KY302",),
        ),
        Payload("thanh-phan", '<div data-md-component="search" data-md-toggle="search">x</div>', ("KY302",)),
        Payload("anh-tep", f'![Hình](file://{picture} "Hình 1. Tệp")', ("KY902", "KY903")),
        Payload("anh-len-tren", '![Hình](../../../canary.png "Hình 1. Tệp")', ("KY903",)),
        Payload("anh-len-tren-2", '![Hình](anh-len-tren-2/../../../../canary.png "Hình 1. Tệp")', ("KY903",)),
        Payload("anh-ma-hoa", '![Hình](anh-ma-hoa/..%2f..%2f..%2fcanary.png "Hình 1. Tệp")', ("KY903",)),
        Payload("anh-mang", f'![Hình]({address}/hit.png "Hình 1. Mạng")', ("KY903",)),
        Payload("anh-mang-2", f'![Hình](//{address.partition("//")[2]}/hit.png "Hình 1. Mạng")', ("KY903",)),
        Payload("anh-du-lieu", f'![Hình](data:image/svg+xml,<svg/onload={PWN}> "Hình 1.")', ("KY902",)),
        Payload("nhan-de", "Chữ.", (), title=f"Nhan đề </title><script>{PWN}</script>"),
        Payload("nhan-de-anh", "Chữ.", (), title=f'Nhan đề "><img src=x onerror={PWN}>'),
        Payload("tom-tat", "Chữ.", (), head=f"abstract: <script>{PWN}</script>\n"),
        Payload("tu-khoa", "Chữ.", (), head=f"keywords: ['\"><script>{PWN}</script>']\n"),
        Payload("tieu-de-muc", f"## Mục `<script>{PWN}</script>` &lt;script>\n\nChữ.", ()),
        Payload("trich-tep", f'--8<-- "{canary}"\n\n--8<--\n{canary}\n--8<--\n\n;--8<-- "../../canary.txt"', ()),
        Payload("jinja", "{{ config.site_url }} {% include 'base.html' %} {# chú #} {{ 7*7 }}-{{ ''.__class__ }}", ()),
        Payload("so-do", f'```mermaid\ngraph TD; A-->B; click A "javascript:{PWN}"\n```', ()),
        Payload("cdata", "<![CDATA[ x ]]> và a <![foo bar và <?php echo 1 ?> và <!DOCTYPE x>", ()),
        Payload("cdata-dau-dong", "<![foo bar\n\n<![CDATA[", ()),
        Payload("cot-lon", '<table><tr><td colspan="1000000" rowspan="65000">x</td></tr></table>', ()),
        Payload("ngoac", "[ " * 10_000, ()),
        Payload("nhan-manh", "*a **b " * 6_000, ()),
        Payload("trich-dan", "> " * 400 + "x", ()),
        Payload("ngoac-lien", "[" * 20_000, ("KY904",)),
        Payload("tu-dai", "x" * 300_000, ("KY904",)),
    ]
    return tuple(found)
