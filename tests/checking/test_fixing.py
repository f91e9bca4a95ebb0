"""What check --fix may do to a paper's bytes: only what is concerned, never the head, never code, never twice."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import pytest

from proceedings.checking.fixing import diff, fix

CASES = Path(__file__).parents[1] / "rules" / "cases"
HEAD = "---\ntitle: Đổi mới\nauthors: [{name: Nguyễn Văn A, unit: a}]\n---\n\n"


def repaired(text: str, *, unsafe: bool = False) -> str:
    return fix((HEAD + text).encode(), unsafe=unsafe).content.decode().removeprefix(HEAD)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (unicodedata.normalize("NFD", "Cán bộ năng động.\n"), "Cán bộ năng động.\n"),
        ("Cán\u200b bộ\ufeff.\n", "Cán bộ.\n"),
        ("Ðảng viên.\n", "Đảng viên.\n"),
        ("Сán bộ và ﬁle.\n", "Cán bộ và file.\n"),
        ("Mã `Ðảng\u200b` và Ðảng.\n", "Mã `Ðảng\u200b` và Đảng.\n"),
        ("```\nÐảng\n```\n", "```\nÐảng\n```\n"),
        ("[Ðảng](Ðang.md)\n", "[Đảng](Ðang.md)\n"),
        ("Tiếng Ả Rập \u200f\u0645\u200f giữ nguyên.\n", "Tiếng Ả Rập \u200f\u0645\u200f giữ nguyên.\n"),
        ("Số π, từ мир, đơn vị μm.\n", "Số π, từ мир, đơn vị μm.\n"),
        ("Dòng cuối không xuống dòng Ðảng", "Dòng cuối không xuống dòng Đảng"),
        ("các các giải pháp, hoà và hòa hòa.\n", "các các giải pháp, hoà và hòa hòa.\n"),
    ],
)
def test_safe_repairs(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Đề xuất các các giải pháp.\n", "Đề xuất các giải pháp.\n"),
        ("Nơi hòa thuận, hòa hợp và hoà đồng.\n", "Nơi hòa thuận, hòa hợp và hòa đồng.\n"),
        ("Tỉnh Thanh Hoá có văn hóa.\n", "Tỉnh Thanh Hoá có văn hóa.\n"),
        ("Một\u00a0\u00a0\u00a0hai.\n", "Một hai.\n"),
        ("Đoạn này {: .to }\n", "Đoạn này\n"),
        ("Luôn luôn, `các các` nguyên.\n", "Luôn luôn, `các các` nguyên.\n"),
    ],
)
def test_repairs_that_take_a_risk(before: str, after: str) -> None:
    assert repaired(before, unsafe=True) == after


def test_soft_hyphens_of_a_legacy_encoding_are_letters() -> None:
    text = "Tr\u00adêng ChÝnh trÞ tØnh ®\u00adîc t¨ng c\u00adêng ®éi ngò gi¶ng viªn.\n"
    assert repaired(text, unsafe=True) == text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_mark_and_head_stay(ending: str, mark: str) -> None:
    head = HEAD.replace("Đổi mới", "Ðổi\u200b mới")
    before = (mark + head + "Ðảng viên.\nDòng hai.\n").replace("\n", ending)
    after = fix(before.encode()).content.decode()
    assert after == before.replace("Ðảng viên", "Đảng viên")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"khong co dau bai", "Ðảng".encode()])
def test_what_cannot_be_read_is_left_alone(content: bytes) -> None:
    assert fix(content, unsafe=True) == (content, False)


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_case_is_repaired_once_and_for_all_below_its_head(path: Path) -> None:
    text = re.sub(r"\A(?:<!-- .* -->\n)+", "", path.read_bytes().decode())
    for unsafe in (False, True):
        once = fix(text.encode(), unsafe=unsafe).content
        assert fix(once, unsafe=unsafe) == (once, False)
        if text.startswith("---\n") and "\n---\n" in text:
            end = text.index("\n---\n") + 5
            assert once.decode()[:end] == text[:end]
        assert once.count(b"\n") >= text.count("\n") - (1 if unsafe else 0)


def test_diff_names_what_cannot_be_seen() -> None:
    before = f"{HEAD}Cán\u200b bộ.\n".encode()
    shown = diff("papers/e/bai.md", before, fix(before).content)
    assert "-Cán⟨U+200B⟩ bộ." in shown
    assert "+Cán bộ." in shown
    assert "title" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")
def test_command_repairs_papers_in_place_and_says_what(tmp_path: Path) -> None:
    from proceedings.pipeline.fixing import run_fix

    folder = tmp_path / "papers" / "e"
    folder.mkdir(parents=True)
    paper, other, word = folder / "bai.md", folder / "khac.md", folder / "foreword.md"
    paper.write_text(f"{HEAD}Ðảng viên.\n", encoding="utf-8")
    other.write_text(f"{HEAD}Đảng viên.\n", encoding="utf-8")
    word.write_text(f"{HEAD}Ðảng viên.\n", encoding="utf-8")
    paper.chmod(0o640)
    (folder / "link.md").symlink_to(paper)
    lines = run_fix(tmp_path, sorted(folder.glob("*.md")), unsafe=False)
    assert lines[-1].startswith("Đã sửa 1 bài")
    assert "+Đảng viên." in lines
    assert paper.read_text(encoding="utf-8").endswith("Đảng viên.\n")
    assert paper.stat().st_mode & 0o777 == 0o640
    assert "Ðảng" in word.read_text(encoding="utf-8")
    assert run_fix(tmp_path, [paper, other], unsafe=True) == ["Không có gì để sửa."]
