"""KY801, KY802, KY806: letters that are not what they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from proceedings.model.finding import Severity, Subject, detail
from proceedings.rules.rule import Hit, PaperFacts, paper_rule
from proceedings.text.characters import INVISIBLE, look_alikes, turns_direction
from proceedings.text.legacy import find_legacy
from proceedings.text.letters import shorten


@paper_rule(
    "KY801",
    title="Chữ dấu rời (chưa dựng sẵn)",
    why="Chữ gõ bằng dấu rời trông giống hệt nhưng tìm kiếm không ra, sắp xếp sai và có phông vẽ lệch dấu.",
    repair="Chạy check.py --fix; hoặc gõ lại chữ có dấu ở dòng được nêu bằng bộ gõ Unicode dựng sẵn.",
    wrong="cán bô\u0323 năng động",
    right="cán bộ năng động",
    severity=Severity.WARNING,
    needs="text",
    repairs="safe",
)
def decomposed_letters(facts: PaperFacts) -> Iterator[Hit]:
    lines = facts.paper.decomposed_lines
    if lines:
        also = f" (còn ở {len(lines) - 1} dòng khác)" if len(lines) > 1 else ""
        fix = "Chạy check.py --fix, hoặc gõ lại các chữ có dấu ở dòng này."
        yield Hit(lines[0], f"Dòng có chữ gõ bằng dấu rời{also}.", fix)


@paper_rule(
    "KY802",
    title="Ký tự vô hình hoặc đảo chiều chữ",
    why="Ký tự đảo chiều làm chữ hiện ra khác với chữ được lưu; ký tự vô hình làm hỏng tìm kiếm và ngắt dòng khi in.",
    repair="Xóa ký tự ở dòng được nêu rồi gõ lại từ đó.",
    wrong="cán\u200b bộ năng động",
    right="cán bộ năng động",
    withholds=True,
    needs="text",
    repairs="safe",
)
def invisible_characters(facts: PaperFacts) -> Iterator[Hit]:
    for line, text in facts.texts():
        codes = sorted({f"U+{ord(char):04X}" for char in INVISIBLE.findall(text)})
        if not codes or find_legacy(text):  # a soft hyphen is the ư of TCVN3: KY305 says what the line is
            continue
        turned = turns_direction(text)
        what = "ký tự đảo chiều chữ" if turned else "ký tự vô hình"
        weight = Severity.ERROR if turned else Severity.WARNING
        yield Hit(line, f"Dòng có {what} ({', '.join(codes)}).", "Xóa ký tự này rồi gõ lại từ đó.", weight)


_CODE_SPAN = re.compile(r"`[^`\n]*`|https?://\S+|\]\([^)\s]*")


@paper_rule(
    "KY806",
    title="Chữ giống chữ nhưng khác mã",
    why="Chữ Ð, chữ Nga, chữ Hy Lạp lẫn trong từ Việt trông giống hệt nhưng tìm kiếm không ra và in sai phông.",
    repair="Chạy check.py --fix; hoặc gõ lại từ được nêu bằng bàn phím tiếng Việt.",
    wrong="Ðảng viên gương mẫu",
    right="Đảng viên gương mẫu",
    severity=Severity.WARNING,
    needs="text",
    repairs="safe",
)
def look_alike_letters(facts: PaperFacts) -> Iterator[Hit]:
    first: dict[tuple[str, str], int] = {}
    counted: dict[tuple[str, str], int] = {}
    for line, text in facts.texts():
        for word, meant in look_alikes(_CODE_SPAN.sub(" ", text)):
            first.setdefault((word, meant), line)
            counted[word, meant] = counted.get((word, meant), 0) + 1
    for (word, meant), line in first.items():
        odd = sorted(
            {char for char, right in zip(word, unicodedata.normalize("NFC", meant), strict=False) if char != right}
            or set(word) - set(meant)
        )
        codes = ", ".join(f"U+{ord(char):04X}" for char in odd)
        also = f" (còn {counted[word, meant] - 1} chỗ nữa)" if counted[word, meant] > 1 else ""
        message = f"Từ “{shorten(word)}” có chữ giống chữ Việt nhưng khác mã ({codes}){also}."
        about = detail(Subject.LOOK_ALIKE, meant=shorten(meant))
        yield Hit(line, message, f"Gõ lại thành “{shorten(meant)}”, hoặc chạy check.py --fix.", detail=about)
