"""KY4xx and KY5xx: the topic a paper is written on, and the parts of a paper on a model."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.model.finding import Subject, detail
from proceedings.model.paper import SELF_CHOSEN
from proceedings.model.proceedings import flat_topics
from proceedings.rules.rule import Hit, PaperFacts, paper_rule
from proceedings.text.letters import shorten, spelling_key
from proceedings.text.likeness import coverage, nearest
from proceedings.text.typography import bare_title


@paper_rule(
    "KY401",
    title="Chủ đề thiếu hoặc không có trong danh mục",
    why="Kỷ yếu xếp bài theo chủ đề của kế hoạch; bài không có chủ đề thì không biết xếp vào đâu.",
    repair="Ghi số của chủ đề trong danh mục của sự kiện, đặt trong ngoặc kép.",
    wrong='topic: "17"',
    right='topic: "16"',
)
def unknown_topic(facts: PaperFacts) -> Iterator[Hit]:
    front, event = facts.paper.front, facts.event
    titles = {topic.number: topic.title.text for topic in flat_topics(event.topics) if not topic.children}
    if front.topic is None:
        near = _near(front.title, titles)
        fix = f"Chọn một chủ đề; gần tên bài nhất: {near}"
        about = detail(Subject.NO_TOPIC)
        yield Hit(facts.paper.line("topic"), "Bài chưa ghi chủ đề (topic).", fix, detail=about)
    elif front.topic.strip("“”‘’") in titles and front.topic not in titles:
        fix = f'Dùng ngoặc kép thẳng: topic: "{front.topic.strip("“”‘’")}".'
        yield Hit(facts.paper.line("topic"), "Số chủ đề đặt trong ngoặc kép cong.", fix)
    elif front.topic != SELF_CHOSEN and front.topic not in {topic.number for topic in flat_topics(event.topics)}:
        near = _near(f"{front.topic_title or ''} {front.title}", titles)
        numbers = f"{next(iter(titles), '')}–{list(titles)[-1]}" if titles else ""
        own = f" hoặc “{SELF_CHOSEN}” kèm topic_title" if event.own_topics else ""
        message = f"Không có chủ đề “{front.topic}” (danh mục: {numbers}{own})."
        yield Hit(facts.paper.line("topic"), message, f"Gần tên bài nhất: {near}")


@paper_rule(
    "KY402",
    title="Chủ đề chỉ là đề mục",
    why="Đề mục gồm nhiều chủ đề con; bài phải thuộc một chủ đề con để xếp đúng chỗ.",
    repair="Chọn một chủ đề con của đề mục.",
    wrong='topic: "1.2"',
    right='topic: "1.2.c"',
)
def heading_topic(facts: PaperFacts) -> Iterator[Hit]:
    for topic in flat_topics(facts.event.topics):
        if topic.children and topic.number == facts.paper.front.topic:
            children = "; ".join(f"“{child.number}” {_title(child.title.text)}" for child in topic.children)
            message = f"Chủ đề “{topic.number}” chỉ là đề mục của {len(topic.children)} chủ đề con."
            fix = f"Chọn một chủ đề con: {children}."
            yield Hit(facts.paper.line("topic"), message, fix)


@paper_rule(
    "KY404",
    title="Chủ đề tự chọn không hợp lệ",
    why="Chỉ sự kiện nào cho phép mới nhận chủ đề tự chọn, và chủ đề ấy phải có tên để in trong mục lục.",
    repair="Thêm topic_title, hoặc chọn một chủ đề trong danh mục.",
    wrong="topic: khac",
    right="topic: khac\ntopic_title: Chuyển đổi số trong lưu giữ kỷ yếu",
)
def self_chosen_topic(facts: PaperFacts) -> Iterator[Hit]:
    front, event = facts.paper.front, facts.event
    if front.topic == SELF_CHOSEN and not event.own_topics:
        titles = {topic.number: topic.title.text for topic in flat_topics(event.topics) if not topic.children}
        near = _near(f"{front.topic_title or ''} {front.title}", titles)
        fix = f"Chọn một chủ đề trong danh mục; gần nhất: {near}"
        yield Hit(facts.paper.line("topic"), "Sự kiện này không nhận chủ đề tự chọn.", fix)
    elif front.topic == SELF_CHOSEN and not (front.topic_title or "").strip():
        yield Hit(facts.paper.line("topic"), "Chủ đề tự chọn chưa có tên.", "Thêm dòng “topic_title: …”.")
    elif front.topic != SELF_CHOSEN and front.topic_title and front.topic is not None:
        fix = f"Bỏ topic_title, hoặc ghi topic: {SELF_CHOSEN}." if event.own_topics else "Bỏ dòng topic_title."
        yield Hit(
            facts.paper.line("topic_title"),
            "Bài đã chọn chủ đề trong danh mục nên không cần tên chủ đề tự chọn (topic_title).",
            fix,
            detail=detail(Subject.NEEDLESS_TOPIC_TITLE),
        )


@paper_rule(
    "KY501",
    title="Bài về mô hình thiếu phần bắt buộc",
    why="Kế hoạch yêu cầu bài về mô hình, điển hình nêu rõ từng phần để trường khác vận dụng được.",
    repair="Thêm mục có tên phần còn thiếu trong tiêu đề (dòng bắt đầu bằng ##).",
    wrong="## Mục tiêu\n…\n## Nội dung\n…",
    right="## Mục tiêu\n…\n## Nội dung\n…\n## Cách thức\n…\n## Kết quả\n…\n## Kinh nghiệm\n…",
)
def missing_model_parts(facts: PaperFacts) -> Iterator[Hit]:
    if facts.paper.front.kind != "model":
        return
    headings = [spelling_key(heading.text) for heading in facts.body.headings]
    missing = [
        part.name
        for part in facts.guideline.model_parts
        if not any(spelling_key(word) in heading for heading in headings for word in (part.name, *part.words))
    ]
    if missing:
        message = f"Bài về mô hình thiếu phần: {', '.join(missing)}."
        example = missing[0][0].upper() + missing[0][1:]
        yield Hit(facts.paper.line("kind"), message, f"Thêm tên mục (dòng bắt đầu bằng ##), ví dụ “## {example}”.")


@paper_rule(
    "KY502",
    title="Bài về mô hình chưa nêu tên mô hình",
    why="Danh mục mô hình, điển hình lấy tên từ mục này.",
    repair="Thêm dòng model với tên mô hình.",
    wrong="kind: model",
    right="kind: model\nmodel: {name: Nhóm dự giờ – góp ý đồng nghiệp}",
)
def unnamed_model(facts: PaperFacts) -> Iterator[Hit]:
    front = facts.paper.front
    if front.kind == "model" and not (front.model and (front.model.name or "").strip()):
        line = facts.paper.line("model.name" if front.model else "kind")
        yield Hit(line, "Bài về mô hình chưa nêu tên mô hình.", "Thêm dòng “model: {name: Tên mô hình}”.")
    elif front.kind == "article" and front.model:
        yield Hit(
            facts.paper.line("model"),
            "Bài nêu tên mô hình nhưng chưa ghi là bài về mô hình.",
            "Thêm dòng “kind: model”.",
        )


def _near(text: str, titles: dict[str, str]) -> str:
    """Return the two topics most like a text, as the end of a sentence: by their own words, then by their letters."""
    own = coverage(text, titles)
    by_title = {f"{title}\n{number}": number for number, title in titles.items()}
    alike = [by_title[key] for key in nearest(text, by_title, limit=len(titles), at_least=0)]
    found = sorted(alike, key=lambda number: -own[number])[:2]
    named = "; ".join(f"“{number}” {_title(titles[number])}" for number in found) or "(danh mục trống)"
    return named if named.endswith("…") else f"{named}."


def _title(title: str) -> str:
    """Return a topic's title short and without its final stop, for use inside a sentence."""
    return shorten(bare_title(title), 70)
