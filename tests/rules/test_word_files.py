"""KY303 and KY305 on Word files in legacy fonts: first the letters, then the font."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from proceedings.model.guideline import Guideline
from proceedings.model.word_measurements import LegacyText, Level, Source, Use, WordMeasurements
from proceedings.rules.manuscripts import legacy_encoding, other_font
from proceedings.rules.rule import Hit, PaperFacts, Rule

BY_HAND = Source(Level.LETTERS)
OLD = LegacyText(encoding="TCVN3", font=".VnTime", letters=1600, example="Tr\u00adêng", meant="Trường")
IN_OLD = Use(value=".VnTime", letters=1600, source=BY_HAND)
IN_ARIAL = Use(value="Arial", letters=300, source=BY_HAND)
RIGHT = Use(value="Times New Roman", letters=100, source=BY_HAND)


def facts(*fonts: Use, legacy: tuple[LegacyText, ...] = (OLD,)) -> PaperFacts:
    letters = sum(use.letters for use in fonts)
    manuscript = WordMeasurements(letters=letters, fonts=fonts, sizes=(), spacings=(), squeezed=None, legacy=legacy)
    return cast(PaperFacts, SimpleNamespace(manuscript=manuscript, guideline=Guideline(), prose=((1, ""),)))


def asked(rule: Rule, about: PaperFacts) -> list[Hit]:
    assert rule.paper_check is not None
    return list(rule.paper_check(about))


def test_a_legacy_font_is_not_to_be_changed_while_its_letters_are_old() -> None:
    assert asked(other_font, facts(IN_OLD)) == []
    assert asked(other_font, facts(IN_OLD, RIGHT)) == []
    (hit,) = asked(other_font, facts(IN_OLD, legacy=()))
    assert hit.fix.startswith("Đổi về Times New Roman")


def test_other_fonts_of_such_a_file_are_told_after_the_conversion_and_counted_without_it() -> None:
    (hit,) = asked(other_font, facts(IN_OLD, IN_ARIAL, RIGHT))
    assert "có 25 % chữ là Times New Roman" in hit.message
    assert "Arial 75 % số chữ" in hit.message
    assert ".VnTime" not in hit.message + hit.fix
    assert hit.fix.startswith("Chuyển bảng mã trước (KY305), sau đó mới đổi về Times New Roman")


def test_letters_are_counted_as_letters() -> None:
    (hit,) = asked(legacy_encoding, facts(IN_OLD))
    assert hit.message.startswith("Tệp Word gốc có 1.600 chữ cái bảng mã TCVN3 (phông .VnTime)")
