"""Papers for measuring: any number, the same ones every time, right in every rule, and faults to be put into them.

The sentences mean little; their syllables, lengths, headings, tables, notes and figures are those of real papers.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

_ACTS = (
    "nâng cao|đổi mới|củng cố|mở rộng|kiểm tra|đánh giá|tổng kết|phổ biến|xây dựng|hoàn thiện|bồi dưỡng|rà soát|"
    "khảo sát|chuẩn bị|phân công|hướng dẫn|khuyến khích|bảo vệ|phát huy|giữ gìn|điều chỉnh|bổ sung|theo dõi|so sánh|"
    "vận dụng|trao đổi|thảo luận|biên soạn|nghiên cứu|tiếp thu|lắng nghe|giải đáp|sắp xếp|lựa chọn|cải tiến|ghi nhận"
).split("|")
_THINGS = (
    "bài giảng|giáo trình|phương pháp|kế hoạch|nội dung|chương trình|đội ngũ|giảng viên|học viên|cán bộ|chi bộ|"
    "kinh nghiệm|mô hình|phong trào|kỷ luật|thực tiễn|lý luận|tài liệu|thư viện|lớp học|buổi học|câu hỏi|bài tập|"
    "đề tài|hội thảo|tọa đàm|báo cáo|kết quả|chất lượng|trách nhiệm|sáng kiến|giải pháp|cơ chế|chính sách|nhiệm vụ|"
    "mục tiêu|tiêu chí|quy trình|văn bản|hồ sơ|ý kiến|nhận thức|tư duy|kỹ năng|năng lực|uy tín|niềm tin|truyền thống"
).split("|")
_KINDS = (
    "thiết thực|cụ thể|thường xuyên|kịp thời|rõ ràng|đồng bộ|nghiêm túc|chủ động|linh hoạt|bền vững|toàn diện|"
    "hiệu quả|phù hợp|công khai|dân chủ|khoa học|sáng tạo|gần gũi|chặt chẽ|vững chắc|sâu sắc|đúng đắn|kiên trì"
).split("|")
_PLACES = (
    "nhà trường|các khoa|từng lớp|cơ sở|địa phương|mỗi tổ|ban giám hiệu|phòng đào tạo|đơn vị|cấp ủy|tập thể|mỗi người"
).split("|")
_TIMES = "trong năm học|mỗi tháng|từng quý|sau mỗi khóa|hằng năm|lâu nay|hiện nay|thời gian tới|ngay từ đầu".split("|")
_FORMS = (
    "Việc {a} {t} {k} giúp {p} {a} {t} và {a} {t}",
    "{P} cần {a} {t} theo hướng {k}, {k}",
    "{M}, {p} đã {a} {t}, đồng thời {a} {t} {k} hơn",
    "Muốn {a} {t}, trước hết phải {a} {t} và {a} {t} {k}",
    "Qua {t}, {p} thấy rằng {t} {k} hơn khi {t} được {a} {k}",
    "Nếu {t} chưa {k} thì {p} khó {a} {t} và càng khó {a} {t}",
    "Từ {t} đến {t} là một quá trình {k}, đòi hỏi {p} {a} {t}",
)
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120">'
    '<rect x="10" y="10" width="{0}" height="80" fill="none" stroke="black"/>'
    '<text x="20" y="60" font-size="20">Bước {0}</text></svg>'
)
TOPICS = (
    ("1", "Cơ sở lý luận về đổi mới phương pháp giảng dạy"),
    ("2", "Kinh nghiệm bồi dưỡng đội ngũ giảng viên"),
    ("3", "Xây dựng mô hình lớp học và phong trào thi đua"),
)
EVENT = "2021-thu-nghiem"
_PICTURE = 1200, 800


@dataclass(slots=True)
class Text:
    """A paper being written; `fields` are lines of its head, `parts` blocks of its text."""

    slug: str
    fields: dict[str, str]
    parts: list[str]
    files: dict[str, bytes] = field(default_factory=dict)

    def content(self) -> bytes:
        head = "\n".join(f"{key}: {value}" if value else key for key, value in self.fields.items())
        return ("---\n" + head + "\n---\n\n" + "\n\n".join(self.parts) + "\n").encode()


def _sentence(chance: random.Random) -> str:
    def pick(words: list[str] | tuple[str, ...]) -> str:
        return chance.choice(words)

    form = pick(_FORMS)
    while "{" in form:
        for mark, words in (("{a}", _ACTS), ("{t}", _THINGS), ("{k}", _KINDS), ("{p}", _PLACES)):
            form = form.replace(mark, pick(words), 1)
        form = form.replace("{P}", pick(_PLACES).capitalize(), 1).replace("{M}", pick(_TIMES).capitalize(), 1)
    return form + "."


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(4, 7)))


def write_paper(number: int) -> Text:
    """Return paper `number`: four to six pages with headings, a table, a figure and footnotes."""
    chance = random.Random(number)
    topic = TOPICS[number % len(TOPICS)]
    slug = f"bai-so-{number:04d}"
    title = f"{topic[1]} qua {chance.choice(_THINGS)} và {chance.choice(_THINGS)} {chance.choice(_KINDS)} số {number}"
    fields = {
        "title": title,
        "authors": "",
        "  - {name: Nguyễn Văn A, degree: ThS., unit: truong-a}": "",
        "topic": f'"{topic[0]}"',
        "received": "2021-10-10",
    }
    fields = {(f"{key}:" if key == "authors" else key): value for key, value in fields.items()}
    parts: list[str] = []
    for section in range(1, 5):
        parts += [f"## {section}. {chance.choice(_ACTS).capitalize()} {chance.choice(_THINGS)}", f"{topic[1]}."]
        parts += [_paragraph(chance) for _ in range(3 + number % 3 + chance.randint(0, 1))]
    parts[2] += "[^1]"
    rows = "\n".join(
        f"| {row} | {chance.choice(_ACTS).capitalize()} {chance.choice(_THINGS)} | {chance.choice(_KINDS)} |"
        for row in range(1, 6)
    )
    parts += ["Bảng 1. Công việc và yêu cầu", f"| TT | Việc | Yêu cầu |\n| --- | --- | --- |\n{rows}"]
    parts += [f'![Sơ đồ các bước]({slug}/hinh-1.svg "Hình 1. Các bước thực hiện")', _paragraph(chance)]
    parts += [f"[^1]: {_sentence(chance)}"]
    drawing = _DRAWING.format(100 + number % 300).encode()
    return Text(slug, fields, parts, {"hinh-1.svg": drawing})


def illustrate(paper: Text, number: int) -> None:
    """Add a second figure to two papers of three, a chart as PNG or a photograph as JPEG: the mean is five pages."""
    chance = random.Random(f"figures of {number}")
    if number % 3 == 2:
        return
    name, title = ("hinh-2.png", "Kết quả khảo sát") if number % 3 else ("hinh-2.jpg", "Một buổi thảo luận")
    paper.files[name] = _chart(chance) if number % 3 else _photograph(chance)
    middle = [at for at, part in enumerate(paper.parts) if part.startswith("## ")][2]
    paper.parts.insert(middle, f'![{title}]({paper.slug}/{name} "Hình 1. {title}")')
    paper.parts = [part.replace('"Hình 1. Các bước', '"Hình 2. Các bước') for part in paper.parts]


def _photograph(chance: random.Random) -> bytes:
    """Soft shapes with grain, about as hard to compress as a photograph."""
    shapes = Image.frombytes("RGB", (24, 16), chance.randbytes(24 * 16 * 3)).resize(_PICTURE, Image.Resampling.BICUBIC)
    grain = Image.frombytes("RGB", (300, 200), chance.randbytes(300 * 200 * 3)).resize(_PICTURE)
    buffer = io.BytesIO()
    Image.blend(shapes, grain, 0.15).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _chart(chance: random.Random) -> bytes:
    chart = Image.new("RGB", _PICTURE, "white")
    draw = ImageDraw.Draw(chart)
    width, height = _PICTURE
    for at in range(8):
        top, left = chance.randrange(100, height - 200), 80 + at * 140
        draw.rectangle((left, top, left + 90, height - 60), fill=tuple(chance.randbytes(3)), outline="black", width=3)
    draw.line((40, height - 60, width - 20, height - 60), fill="black", width=4)
    buffer = io.BytesIO()
    chart.save(buffer, "PNG")
    return buffer.getvalue()


def growth(paper: Text, paragraphs: int) -> list[str]:
    """Return paragraphs to write at the end of a paper, the same ones every time."""
    chance = random.Random(f"growth of {paper.slug}")
    return [_paragraph(chance) for _ in range(paragraphs)]


REGISTERS = {
    "guideline.yml": "pages: {max: 6}\nmin_words: 300\n",
    "units.yml": "- {id: truong-a, name: Trường Chính trị tỉnh A, short: TCT A, kind: school}\n"
    "- {id: truong-b, name: Trường Chính trị tỉnh B, short: TCT B, kind: school}\n",
    "documents.yml": "- {id: kl-14, kind: Kết luận, number: 14-KL/TW, issuer: Bộ Chính trị, date: 2021-09-22}\n",
}


def plan(changes: str = "", topics: str = "", title: str = "Đổi mới phương pháp giảng dạy") -> str:
    listed = "".join(f'  - {{number: "{number}", title: "{name}"}}\n' for number, name in TOPICS)
    return (
        "kind: Hội thảo khoa học\nlevel: Cấp trường\n"
        f"title: {title}\norganizer: truong-a\n"
        "plan:\n  kind: Kế hoạch\n  subject: Tổ chức hội thảo khoa học\n"
        "  signer: {name: Nguyễn Văn A, offices: [HIỆU TRƯỞNG]}\n"
        'date: {start: "2021-10-29T08:00"}\n'
        "banner:\n  - {text: HỘI THẢO KHOA HỌC, bold: true}\n"
        "  - {text: “Đổi mới phương pháp giảng dạy”, bold: true, title: true}\n"
        f"topics:\n{listed}{topics}"
        "deadlines: {authors: 2021-10-15, schools: 2021-10-22}\n"
        "volume: {title: KỶ YẾU HỘI THẢO KHOA HỌC}\n" + changes
    )


def write_tree(root: Path, count: int, spoil: Callable[[list[Text], dict[str, str]], None] | None = None) -> list[Text]:
    """Write a content tree of `count` papers; `spoil` may change papers and the files of papers/ before."""
    papers = [write_paper(number) for number in range(count)]
    files = {**REGISTERS, f"{EVENT}/event.yml": plan()}
    if spoil:
        spoil(papers, files)
    for name, text in files.items():
        target = root / "papers" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    folder = root / "papers" / EVENT
    for paper in papers:
        (folder / f"{paper.slug}.md").write_bytes(paper.content())
        for name, content in paper.files.items():
            (folder / paper.slug).mkdir(exist_ok=True)
            (folder / paper.slug / name).write_bytes(content)
    return papers
