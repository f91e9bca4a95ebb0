"""KY701 to KY703: official documents as papers cite them, against the register."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.model.finding import Severity
from proceedings.rules.register import CitedDocument, in_full
from proceedings.rules.rule import Hit, PaperFacts, paper_rule
from proceedings.text.citations import split_number
from proceedings.text.letters import shorten


@paper_rule(
    "KY701",
    title="Dẫn sai số, ngày hoặc nơi ban hành của văn bản",
    why="Dẫn sai số hay ngày thì người đọc tìm nhầm văn bản; kỷ yếu của trường Đảng không thể sai chỗ này.",
    repair="Sửa theo sổ văn bản (papers/documents.yml); sổ sai thì báo ban biên tập.",
    wrong="Kết luận số 14-KL/TW ngày 23/9/2021 của Bộ Chính trị đã nêu rõ.",
    right="Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị đã nêu rõ.",
    severity=Severity.WARNING,
    needs="text",
)
def wrongly_cited(facts: PaperFacts) -> Iterator[Hit]:
    for cited in facts.cited:
        if cited.document and cited.wrong:
            message = f"“{shorten(cited.mention.words)}” dẫn sai so với sổ văn bản."
            yield Hit(cited.line, message, f"Đúng là: {'; '.join(cited.wrong)}.")


@paper_rule(
    "KY702",
    title="Lần dẫn đầu tiên chưa đủ số, ngày, nơi ban hành",
    why="Theo Nghị định 30/2020/NĐ-CP, lần đầu dẫn văn bản phải ghi đủ; các lần sau được viết gọn.",
    repair="Ở chỗ được nêu, ghi đủ tên loại, số và ký hiệu, ngày ban hành, nơi ban hành; các chỗ sau giữ nguyên.",
    wrong="Kết luận số 14-KL/TW mở đường cho cán bộ năng động.",
    right="Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị mở đường cho cán bộ năng động.",
    severity=Severity.ADVICE,
    needs="text",
)
def first_mention_incomplete(facts: PaperFacts) -> Iterator[Hit]:
    seen: set[str] = set()
    for cited in facts.cited:
        document, mention = cited.document, cited.mention
        if document is None or document.id in seen or cited.head:
            continue
        seen.add(document.id)
        lacking = [
            what
            for what, known, given in (
                ("ký hiệu", document.number and split_number(document.number)[1], mention.sign),
                ("ngày ban hành", document.date, mention.day),
                ("nơi ban hành", document.issuer, mention.issuer),
            )
            if known and not given
        ]
        if lacking and not cited.wrong and not _noted(facts, cited):
            message = f"Lần đầu dẫn “{shorten(mention.words)}” thiếu {', '.join(lacking)}."
            yield Hit(cited.line, message, f"Viết đủ: “{in_full(document)}”.")


@paper_rule(
    "KY703",
    title="Văn bản chưa có trong sổ văn bản",
    why="Văn bản có trong sổ thì được kiểm tra số, ngày và có trang riêng để người đọc tra.",
    repair="Ban biên tập đối chiếu bản gốc rồi thêm văn bản vào papers/documents.yml.",
    wrong="Nghị quyết số 99-NQ/TW ngày 01/02/2020 của Bộ Chính trị đã nêu.",
    right="Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị đã nêu.",
    severity=Severity.ADVICE,
    needs="text",
)
def unregistered(facts: PaperFacts) -> Iterator[Hit]:
    seen: set[tuple[str, str, str]] = set()
    for cited in facts.cited:
        mention = cited.mention
        key = (mention.kind, mention.number, mention.sign.upper())
        if cited.document is None and mention.sign and key not in seen:
            seen.add(key)
            message = f"Văn bản “{shorten(mention.words)}” chưa có trong sổ văn bản."
            yield Hit(cited.line, message, "Đối chiếu bản gốc; ban biên tập thêm vào sổ nếu dẫn đúng.")


def _noted(facts: PaperFacts, cited: CitedDocument) -> bool:
    """Return whether a footnote called right after the mention gives what it lacks."""
    line = facts.paper.text.split("\n")[cited.line - facts.paper.text_line]
    return re.search(rf"{re.escape(cited.mention.words.split()[-1])}[^.]{{0,12}}\[\^", line) is not None
