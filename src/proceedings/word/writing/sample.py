"""The sample that goes with the templates: a short paper of nobody on nothing real, which shows every form of text."""

from __future__ import annotations

from pathlib import Path

from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN, Author, Figure, FrontMatter, Paper
from proceedings.model.proceedings import flat_topics

_FOLDER = Path(__file__).parent / "samples"
_SLUG = "bai-mau"


def sample_paper(event: Event) -> Paper:
    """Return the sample as a paper of an event: on its first topic, by an author of its organizer."""
    topics = [topic.number for topic in flat_topics(event.topics) if not topic.children]
    own = not topics and event.own_topics
    front = FrontMatter(
        title="Nhật ký giờ giảng: một thói quen nhỏ giúp bài giảng gần với học viên",
        authors=(Author(name="Nguyễn Văn A", degree="ThS.", position="Giảng viên", unit=event.organizer),),
        topic=topics[0] if topics else SELF_CHOSEN if own else None,
        topic_title="Đổi mới phương pháp giảng dạy" if own else None,
        sample=True,
        abstract="Bài minh họa nêu cách ghi, đọc lại và dùng nhật ký giờ giảng trong tổ bộ môn, đồng thời cho thấy "
        "cách trình bày tên mục, danh sách, bảng, hình và chú thích trong mẫu Word.",
        keywords=("nhật ký giờ giảng", "tổ bộ môn", "phương pháp giảng dạy"),
    )
    return Paper(
        event=event.id,
        slug=_SLUG,
        path=f"papers/{event.id}/{_SLUG}.md",
        front=front,
        text=(_FOLDER / f"{_SLUG}.md").read_text(encoding="utf-8"),
        text_line=1,
        figures=(Figure(name=f"{_SLUG}/hinh-1.svg", content=(_FOLDER / "hinh-1.svg").read_bytes()),),
    )
