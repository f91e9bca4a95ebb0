"""Forty faults of forty rules, each put into a paper (or the plan) of its own, with the finding it must lead to."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image

from corpus import EVENT, Text, plan

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Fault(NamedTuple):
    """A finding that must be there: its rule, and the file it must name."""

    code: str
    path: str


Spoil = Callable[[Text], None]


def _field(key: str, value: str) -> Spoil:
    def change(paper: Text) -> None:
        paper.fields[key] = value

    return change


def _renamed(key: str, other: str) -> Spoil:
    def change(paper: Text) -> None:
        paper.fields = {(other if name == key else name): value for name, value in paper.fields.items()}

    return change


def _without(key: str) -> Spoil:
    def change(paper: Text) -> None:
        del paper.fields[key]

    return change


def _block(text: str) -> Spoil:
    """A block put in before the second heading, so that it ends up in the middle of the paper."""

    def change(paper: Text) -> None:
        second = [at for at, part in enumerate(paper.parts) if part.startswith("## ")][1]
        paper.parts.insert(second, text)

    return change


def _much(paper: Text) -> None:
    paper.parts[2:2] = [part for part in paper.parts if part[:1].isalpha() and len(part) > 400][:12]


def _short(paper: Text) -> None:
    paper.parts = ["## 1. Mở đầu", paper.parts[1], "Bài còn đang viết."]


def _decomposed(paper: Text) -> None:
    paper.parts[-2] = unicodedata.normalize("NFD", paper.parts[-2])


def _doubled_key(paper: Text) -> None:
    paper.fields["title: Tên bài khác\ntitle"] = "Tên bài thứ ba"


def _coarse(paper: Text) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 200), "grey").save(buffer, "PNG")
    paper.files["hinh-2.png"] = buffer.getvalue()
    _block(f'![Ảnh chụp]({paper.slug}/hinh-2.png "Hình 2. Ảnh chụp lớp học")')(paper)


def _model_without_parts(paper: Text) -> None:
    paper.fields |= {"kind": "model", "model": "{name: Nhóm dự giờ}"}


def _unnamed_model(paper: Text) -> None:
    paper.fields["kind"] = "model"
    for part in ("Mục tiêu", "Nội dung", "Cách thức", "Kết quả", "Kinh nghiệm"):
        _block(f"## {part}\n\nĐây là một phần của bài.")(paper)


def _word_file(font: str, size: int) -> Spoil:
    def change(paper: Text) -> None:
        run = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/><w:sz w:val="{size * 2}"/></w:rPr>'
        spacing = '<w:pPr><w:spacing w:line="276" w:lineRule="auto"/></w:pPr>'
        body = f"<w:p>{spacing}<w:r>{run}<w:t>{'Các đồng chí giảng viên trao đổi kinh nghiệm. ' * 40}</w:t></w:r></w:p>"
        page = (
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="1134"/></w:sectPr>'
        )
        document = f'<w:document xmlns:w="{_W}"><w:body>{body}{page}</w:body></w:document>'
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        )
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("[Content_Types].xml", types)
            archive.writestr("word/document.xml", document)
        paper.files["original.docx"] = buffer.getvalue()

    return change


def _file(name: str, content: bytes) -> Spoil:
    def change(paper: Text) -> None:
        paper.files[name] = content

    return change


_NAME = "  - {name: Nguyễn Văn A, degree: ThS., unit: truong-a}"
_LEGACY = "Tr\u00adêng chÝnh trÞ tØnh ®· tæ chøc nhiÒu buæi häc vÒ ph¬ng ph¸p gi¶ng d¹y cho c¸n bé vµ gi¶ng viªn."

OF_PAPERS: dict[str, Spoil] = {
    "KY101": _field("title", "Vai trò: một góc nhìn"),
    "KY102": _without("title"),
    "KY103": _renamed("received", "recieved"),
    "KY104": _renamed(_NAME, "  - {name: NGUYỄN VĂN A, degree: ThS., unit: truong-a}"),
    "KY105": _renamed(_NAME, "  - {name: Nguyễn Văn A, degree: ThS., unit: truong-aa}"),
    "KY106": _field("title", "Kinh nghiệm bồi dưỡng đội ngũ giảng viên ở cơ sở."),
    "KY107": _field("abstract", " ".join(["Bài viết trao đổi về cách bồi dưỡng giảng viên."] * 40)),
    "KY108": _field("keywords", "[giảng viên]"),
    "KY201": _much,
    "KY202": _short,
    "KY301": _block("Kết quả chung đạt mức ✈ như đã nêu."),
    "KY302": _block('Kết quả <font color="red">rất tốt</font> như đã nêu.'),
    "KY303": _word_file("Calibri", 14),
    "KY304": _word_file("Times New Roman", 11),
    "KY305": _block(_LEGACY),
    "KY401": _field("topic", '"9"'),
    "KY402": _field("topic", '"4"'),
    "KY404": _field("topic_title", "Một chủ đề khác"),
    "KY501": _model_without_parts,
    "KY502": _unnamed_model,
    "KY503": _block("#### Một mục con\n\nMục này nhảy cấp."),
    "KY504": _coarse,
    "KY505": _block("| Việc | Người làm |\n| Viết bài | Tác giả |"),
    "KY506": _block("Câu này có dấu chú thích không có lời.[^9]"),
    "KY601": _field("received", "2021-11-05"),
    "KY701": _block("Ngày 22/9/2021, Bộ Chính trị ban hành Kết luận số 15-KL/TW ngày 22/9/2021 của Bộ Chính trị."),
    "KY702": _block("Theo Kết luận số 14-KL/TW, cán bộ năng động được bảo vệ."),
    "KY703": _block("Theo Nghị quyết số 99-NQ/TW ngày 01/02/2020 của Bộ Chính trị, việc này cần làm sớm."),
    "KY801": _decomposed,
    "KY802": _block("Cán\u200b bộ và giảng viên cùng trao đổi."),
    "KY803": _block("Có nơi hoà thuận, có nơi chưa hòa hợp, nơi khác thì hòa đồng."),
    "KY804": _block("Các nghành liên quan cùng phối hợp."),
    "KY805": _block("Bài viết đề xuất các các giải pháp."),
    "KY806": _block("Ðảng viên gương mẫu trong công việc."),
    "KY901": _file("ghi-chu.txt", "ghi chú".encode()),
    "KY902": _block("<script>alert(1)</script>"),
    "KY903": _block('![Sơ đồ](https://example.org/so-do.png "Hình 2. Sơ đồ")'),
    "KY904": _block("a" * 600),
    "KY905": _doubled_key,
    "KY990": _field("waivers", "[{code: KY201, reason: Bài mời, by: Ban Biên tập, on: 2021-10-20}]"),
}
"""What is done to one paper for each rule on papers."""


def spoil(papers: list[Text], files: dict[str, str]) -> list[Fault]:
    """Put every fault into its own paper, the first ones from the third on, and return what must be found."""
    folder = f"papers/{EVENT}"
    found = []
    for at, (code, change) in enumerate(OF_PAPERS.items(), 2):
        paper = papers[at * len(papers) // (len(OF_PAPERS) + 4)]
        change(paper)
        name = {"KY901": f"{paper.slug}/ghi-chu.txt"}.get(code, f"{paper.slug}.md")
        found.append(Fault(code, f"{folder}/{name}"))
    twin, last = papers[0], papers[-1]
    last.parts, last.files = [part.replace(twin.slug, last.slug) for part in twin.parts], dict(twin.files)
    last.fields["topic"] = twin.fields["topic"]
    heading = '  - {number: "4", title: Tổ chức, children: [{number: "4.a", title: Tổ chức thư viện}]}\n'
    quotas = "quotas: {default: {min: 1}, units: [truong-a, truong-b]}\n"
    files[f"{EVENT}/event.yml"] = plan(quotas, heading, "Đổi mới phương pháp giảng dậy")
    event = f"{folder}/event.yml"
    return [
        *found,
        Fault("KY109", f"{folder}/{last.slug}.md"),
        *(Fault(code, event) for code in ("KY602", "KY604", "KY605")),
    ]
