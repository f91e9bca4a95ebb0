"""KY107 to KY109 and KY403: abstract, keywords, the same paper twice, a text that misses its topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from proceedings.model.finding import Severity
from proceedings.model.guideline import Range
from proceedings.model.paper import SELF_CHOSEN, Paper
from proceedings.model.proceedings import flat_topics
from proceedings.rules.rule import EventFacts, Hit, PaperFacts, event_rule, paper_rule
from proceedings.text.letters import shorten, spelling_key, words
from proceedings.text.likeness import coverage
from proceedings.text.typography import bare_title

_KEYWORD_WORDS = 8
"""More words than this are a sentence, not a keyword."""

_SAME_TEXT = 0.6
_FEWEST_MARKS = 8
_SAME_TITLE_TEXT = 0.2
"""Papers of one title are the same one where they also share this part of their text, or their first author."""

_MISSED, _MET, _BETTER = 0.35, 0.5, 0.3
"""A topic is missed where the text takes up less of it than the first; another fits where it takes up the second at
least, and the third more than of the declared one. Measured on the fourteen samples: all quiet as declared."""

_TELLING = 5
"""A title of fewer syllables is too short to judge whether a text fits it."""


@paper_rule(
    "KY107",
    title="Tóm tắt không theo quy định",
    why="Tóm tắt được in dưới tên bài và hiện trên website; dài ngắn khác nhau làm lệch trang đầu của bài.",
    repair="Viết tóm tắt (abstract) trong khoảng số chữ của quy định.",
    wrong="abstract: Bài viết này trao đổi kinh nghiệm, rồi trao đổi thêm kinh nghiệm, … (300 chữ)",
    right="abstract: Bài viết trao đổi kinh nghiệm dùng tình huống trong giảng dạy ở trường chính trị.",
    severity=Severity.WARNING,
)
def abstract_outside_guideline(facts: PaperFacts) -> Iterator[Hit]:
    asked = facts.guideline.abstract
    text = (facts.paper.front.abstract or "").strip()
    if not text:
        if asked.required:
            yield Hit(facts.paper.line("abstract"), "Bài chưa có tóm tắt.", "Thêm dòng “abstract: …” ở đầu bài.")
        return
    count = len(words(text))
    message = f"Tóm tắt dài {count} chữ, {_asked(asked.words, 'chữ')}."
    fix = _change(count, asked.words, "chữ")
    if fix:
        yield Hit(facts.paper.line("abstract"), message, fix)


@paper_rule(
    "KY108",
    title="Từ khóa không theo quy định",
    why="Từ khóa dùng để tìm bài; thiếu, thừa hoặc trùng nhau thì tìm không ra.",
    repair="Ghi đủ số từ khóa, mỗi từ khóa là một cụm từ ngắn, không trùng nhau.",
    wrong="keywords: [giảng viên, Giảng viên, bồi dưỡng]",
    right="keywords: [giảng viên, bồi dưỡng, tình huống]",
    severity=Severity.WARNING,
)
def keywords_outside_guideline(facts: PaperFacts) -> Iterator[Hit]:
    asked, own = facts.guideline.keywords, facts.paper.front.keywords
    line = facts.paper.line("keywords")
    if not own:
        if asked.required:
            yield Hit(line, "Bài chưa có từ khóa.", "Thêm dòng “keywords: […]” ở đầu bài.")
        return
    fix = _change(len(own), asked.number, "từ khóa")
    if fix:
        yield Hit(line, f"Bài có {len(own)} từ khóa, {_asked(asked.number, 'từ khóa')}.", fix)
    counted = Counter(map(spelling_key, own))
    for number, keyword in enumerate(own):
        at = facts.paper.line(f"keywords.{number}")
        if counted[spelling_key(keyword)] > 1:
            counted[spelling_key(keyword)] = 0
            yield Hit(at, f"Từ khóa “{shorten(keyword)}” ghi hai lần.", "Xóa một trong hai.")
        elif len(words(keyword)) > _KEYWORD_WORDS:
            yield Hit(at, f"Từ khóa “{shorten(keyword)}” dài như một câu.", "Rút thành một cụm từ ngắn.")


@event_rule(
    "KY109",
    title="Một bài gửi hai lần",
    why="Bài trùng làm kỷ yếu in hai lần một nội dung và tính sai số bài của đơn vị.",
    repair="Xóa một bản; nếu đúng là hai bài khác nhau thì đổi tên bài, hoặc ghi miễn trừ có lý do.",
    wrong="(bai-a.md và bai-b.md giống nhau 95 % lời văn)",
    right="(mỗi bài một tệp)",
    severity=Severity.WARNING,
)
def same_paper_twice(facts: EventFacts) -> Iterator[Hit]:
    everyone = {paper.path: paper for paper in facts.proceedings.papers if paper.front.status == "accepted"}
    own = {paper.path for paper in facts.papers}
    holders: dict[int, list[str]] = {}
    titles: dict[str, list[str]] = {}
    for path in sorted(everyone):
        paper, marks = everyone[path], facts.fingerprints.get(path, frozenset())
        if path in own:
            found = _twin(paper, marks, facts, holders, titles.get(spelling_key(paper.front.title), []))
            if found:
                other, share = found
                like = f"giống {share:.0%} lời văn" if share else "cùng tên và cùng tác giả"
                message = f"Bài trùng với {other} ({like})."
                yield Hit(
                    paper.line("title"), message, "Xóa một bản, hoặc đổi tên nếu là hai bài khác nhau.", path=path
                )
        for mark in marks:
            holders.setdefault(mark, []).append(path)
        titles.setdefault(spelling_key(paper.front.title), []).append(path)


def _twin(
    paper: Paper, marks: frozenset[int], facts: EventFacts, holders: dict[int, list[str]], same_title: list[str]
) -> tuple[str, float] | None:
    """Return the earlier paper that this one repeats, and how much of the shorter text of both they share."""
    common = Counter(path for mark in marks for path in holders.get(mark, ()))
    for path, number in common.most_common(1):
        least = min(len(marks), len(facts.fingerprints[path]))
        if least >= _FEWEST_MARKS and number / least >= _SAME_TEXT:
            return path, number / least
    for path in same_title:
        other = next(one for one in facts.proceedings.papers if one.path == path)
        least = min(len(marks), len(facts.fingerprints.get(path, ()))) or 1
        share = common.get(path, 0) / least
        if share >= _SAME_TITLE_TEXT or other.front.authors[0].name == paper.front.authors[0].name:
            return path, share if share >= _SAME_TITLE_TEXT else 0.0
    return None


@paper_rule(
    "KY403",
    title="Lời văn có vẻ không viết về chủ đề đã chọn",
    why="Bài xếp nhầm chủ đề thì người đọc tìm không thấy, và ban biên tập đếm sai số bài của chủ đề.",
    repair="Xem lại số chủ đề (topic); nếu đã đúng thì không cần làm gì.",
    wrong='topic: "2"   # bài viết về chủ đề 7',
    right='topic: "7"',
    severity=Severity.ADVICE,
)
def text_misses_topic(facts: PaperFacts) -> Iterator[Hit]:
    front = facts.paper.front
    titles = {topic.number: topic.title.text for topic in flat_topics(facts.event.topics) if not topic.children}
    if front.topic is None or front.topic == SELF_CHOSEN or front.topic not in titles or len(titles) < 2:
        return
    found = coverage(f"{front.title}\n{facts.body.plain}", titles)
    own = found[front.topic]
    better = [
        key
        for key in sorted(found, key=lambda key: -found[key])
        if found[key] >= max(_MET, own + _BETTER) and len(words(titles[key])) >= _TELLING
    ]
    if own < _MISSED and better:
        near = "; ".join(f"“{key}” {shorten(bare_title(titles[key]), 70)}" for key in better[:2])
        message = f"Lời văn ít nói đến chủ đề “{front.topic}” đã chọn."
        yield Hit(facts.paper.line("topic"), message, f"Gần lời văn hơn: {near}.")


def _asked(asked: Range, what: str) -> str:
    if asked.min is not None and asked.max is not None:
        return f"quy định từ {asked.min} đến {asked.max} {what}"
    return f"quy định tối đa {asked.max} {what}" if asked.max is not None else f"quy định ít nhất {asked.min} {what}"


def _change(count: int, asked: Range, what: str) -> str:
    """Return what to do about a number outside its range, "" where it is inside."""
    if asked.max is not None and count > asked.max:
        return f"Bớt ít nhất {count - asked.max} {what}."
    return f"Thêm ít nhất {asked.min - count} {what}." if asked.min is not None and count < asked.min else ""
