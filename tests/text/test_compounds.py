"""Words of two syllables held together in titles."""

from __future__ import annotations

import pytest

from proceedings.text.compounds import whole_words


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("đổi mới công tác đào tạo", "đổi~mới công~tác đào~tạo"),
        ("TỪ TÌNH HUỐNG CƠ SỞ”", "TỪ TÌNH~HUỐNG CƠ~SỞ”"),
        ("“Cơ sở” và “Đào tạo”:", "“Cơ~sở” và “Đào~tạo”:"),
        ("cơ sở sử dụng", "cơ~sở sử~dụng"),
        ("Bình Định", "Bình Định"),
        ("", ""),
        ("Đề", "Đề"),
        ("cơ, sở", "cơ, sở"),  # a mark between them: two words
        ("công tác tác phong", "công~tác tác~phong"),
    ],
)
def test_whole_words(title: str, whole: str) -> None:
    assert whole_words(title) == whole.replace("~", "\u00a0")


@pytest.mark.parametrize("title", ["Đổi mới công tác đào tạo", "a  b", " a", "a "])
def test_nothing_else_changes(title: str) -> None:
    assert whole_words(title).replace("\u00a0", " ") == title
