"""Syllables, doubled words, tone marks, legacy letters, citations: what the rules on wording rely on."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from proceedings.text.citations import mentions
from proceedings.text.doubled import doubled
from proceedings.text.legacy import decode_legacy, find_legacy
from proceedings.text.likeness import coverage
from proceedings.text.syllables import is_syllable, repaired
from proceedings.text.tones import moved, placement

PAPERS = Path(__file__).parents[1] / "trees" / "two_seminars" / "papers"
WRONG = (
    "nghành đựơc ngừơi hòat thuậnn trog cac qúy kyảm ghành kinhh iêu cẻ ngỉ gế nghô kôi cê đưọc trừơng nứơc mgoại "
    "truớc "
    "hàmg tựơng đuợc qủa hoạch1 xxin thàng2 bât hôc nhăt tôp lach mach sachs phường3 vươt uống4 aa oou uơi âi ănh ơng "
    "iêt yê quu qo giiữ ngìe ngiêm nguyêt đếc5 lắk kơ cệ tét6 sangr hocj viênn phongg thuỳng toàm7 lịchh vv "
    "rr bcd ptr khn nghnh ươư êâ"
).split()
RIGHT = (
    "nghiêng giếng gì giữ quốc quý quyển khuya khuỷu ngoằn ngoèo huỷ hủy thủy thuỷ hoà hòa khỏe khoẻ oà xoong yêu yếu "
    "ỉa y ý kỷ ghế nghề ngang gang cà kẻ quẻ quét quạt quăng quỵt uể oải uyên khuyết huỳnh huỵch loắt choắt ướt rượu "
    "hươu bưởi cửa muối buồn thuở tuần luật khuấy truyền nguệch ngoạc ống ấp ắt ức ách ếch ích úp ót"
).split()


@pytest.mark.parametrize("word", WRONG)
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", RIGHT)
def test_syllable(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())


def test_almost_every_word_of_the_samples_is_a_syllable() -> None:
    text = "\n".join(path.read_text(encoding="utf-8").partition("\n---\n")[2] for path in PAPERS.glob("*/*.md"))
    words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if word.islower() and not word.isascii()]
    assert len(words) > 5000
    assert [word for word in words if not is_syllable(word)] == []


@pytest.mark.parametrize(("wrong", "right"), [("nghành", "ngành"), ("đựơc", "được"), ("qúy", "quý"), ("nứơc", "nước")])
def test_likely_meant(wrong: str, right: str) -> None:
    assert repaired(wrong) == right


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("ÚY", "UÝ")])
def test_two_places_of_a_tone(old: str, new: str) -> None:
    assert (placement(old), placement(new)) == ("old", "new")
    assert (moved(old), moved(new)) == (new, old)


@pytest.mark.parametrize("word", ["quý", "hoàn", "toán", "mía", "bàn", "quà", "ngoài"])
def test_one_place_of_a_tone(word: str) -> None:
    assert placement(word) == ""
    assert moved(word) == word


def test_doubled_words_and_their_second_place() -> None:
    text = "Đề xuất các các giải pháp, luôn luôn và năng động năng động."
    found = list(doubled(text))
    assert [one.words for one in found] == ["các", "năng động"]
    assert text[: found[0].start] + text[found[0].end :] == text.replace("các các", "các")


@pytest.mark.parametrize(
    ("encoding", "legacy", "meant"),
    [
        ("TCVN3", "ViÖt Nam, Tr\u00adêng ChÝnh trÞ tØnh", "Việt Nam, Trường Chính trị tỉnh"),
        ("TCVN3", "®ång chÝ gi¶ng viªn rÊt phÊn khëi", "đồng chí giảng viên rất phấn khởi"),
        ("VNI", "Vieät Nam, ñöôøng loái ñoåi môùi", "Việt Nam, đường lối đổi mới"),
        ("VNI", "UÛY BAN NHAÂN DAÂN HUYEÄN", "ỦY BAN NHÂN DÂN HUYỆN"),
    ],
)
def test_legacy_letters(encoding: str, legacy: str, meant: str) -> None:
    assert find_legacy(legacy) == encoding
    assert decode_legacy(legacy, encoding) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Việt Nam đổi mới",
        "L'été à la plage; ça coûte très cher, hélas",
        "Über die Größe der Städte und ihre Märkte",
        "Theo dõi báo cáo, rà soát phong trào",
        "café",
        "",
    ],
)
def test_no_legacy_letters(text: str) -> None:
    assert find_legacy(text) is None


def test_citation_in_full() -> None:
    (found,) = mentions("Theo Kết luận số 14 – KL/TW, ngày 22 tháng 9 năm 2021 của Bộ Chính trị, cán bộ")
    assert (found.kind, found.number, found.sign) == ("Kết luận", "14", "KL/TW")
    assert (found.day, found.issuer) == (datetime.date(2021, 9, 22), "Bộ Chính trị")


@pytest.mark.parametrize(
    ("text", "sign", "day"),
    [
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", "2020/NĐ-CP", datetime.date(2020, 3, 5)),
        ("Quyết định số 683-QĐ/HVCTQGHCM", "QĐ/HVCTQGHCM", None),
        ("Kết luận 14", "", None),
        ("Kế hoạch số 193 ngày 31/02/2021", "", None),
    ],
)
def test_citation_in_parts(text: str, sign: str, day: datetime.date | None) -> None:
    (found,) = mentions(text)
    assert (found.sign, found.day) == (sign, day)


@pytest.mark.parametrize("text", ["Luật Giáo dục", "quyết định 5 việc", "Thông báo 2021/22", "Nghị quyết của chi bộ"])
def test_no_citation(text: str) -> None:
    assert list(mentions(text)) == []


def test_what_titles_share_tells_nothing() -> None:
    titles = {"1": "Kinh nghiệm dùng tình huống", "2": "Kinh nghiệm kiểm tra học viên"}
    found = coverage("Bài nói về kinh nghiệm dùng tình huống trên lớp.", titles)
    assert found["1"] == 1.0
    assert found["2"] < 0.3
