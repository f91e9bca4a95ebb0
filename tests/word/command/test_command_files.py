"""Several files at once, corrected files, gaps, and the answer to the author."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from word.docx_builders import EVENT, OWN, docx, note, paragraph, picture, png, run

from proceedings.commands.import_docx import main
from proceedings.model.finding import Detail, Finding, Severity, Subject, detail
from proceedings.pipeline import author_reply as answer
from proceedings.word.merging import save_paper as filing
from proceedings.word.remark import Audience, Kind, remark
from proceedings.word.reply.report import for_author
from proceedings.word.reply.word_terms import advice, is_for_author, place_in_text
from proceedings.word.title_page.topic_guess import guess_topics
from proceedings.word.wording import _WORDS, worded

Command = Callable[..., int]
Capture = pytest.CaptureFixture[str]
TITLE = "Đổi mới công tác kiểm tra"
SIGNED = "ThS. Lê Văn Cường, Giảng viên, Trường Chính trị tỉnh Nghệ An"
FIRST = "Công tác kiểm tra được coi trọng ở mọi chi bộ."
SECOND = "Hai năm qua, nhà trường đã mở mười lớp bồi dưỡng."


def manuscript(*text: str, title: str = TITLE, signed: str = SIGNED, **more: object) -> bytes:
    lines = (paragraph(title, "Title"), paragraph(signed))
    return docx(*lines, *(one if one.startswith("<") else paragraph(one) for one in text), **more)  # type: ignore[arg-type]


def state(folder: Path) -> dict[str, str]:
    """The files under a folder with the digest of each."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def files(tmp_path: Path, **contents: bytes) -> list[str]:
    for name, content in contents.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    return [str(tmp_path / f"{name}.docx") for name in contents]


def paper(root: Path, slug: str = "doi-moi-cong-tac-kiem-tra", event: str = EVENT) -> Path:
    return root / "papers" / event / f"{slug}.md"


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_each_file_stands_alone(root: Path, tmp_path: Path, capsys: Capture) -> None:
    sent = files(tmp_path, mot=manuscript(FIRST), hong=b"%PDF-1.7", hai=manuscript(SECOND, title="Bài thứ hai"))
    assert main([*sent, "--event", EVENT, "--root", str(root), "--no-check"]) == 2
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        "hong.docx: KY901: Tệp không phải .docx mà là PDF. "
        "Mở tệp bằng Word rồi lưu lại dưới dạng Word Document (.docx)."
    ]
    assert out.splitlines()[-2:] == [
        "3 tệp: 2 bài mới, 1 tệp không nhận:",
        "  hong.docx: KY901: Tệp không phải .docx mà là PDF.",
    ]
    assert paper(root).is_file()
    assert paper(root, "bai-thu-hai").is_file()
    assert not list(root.rglob("*hong*"))


def test_two_files_of_one_call_never_become_one_paper(root: Path, tmp_path: Path, capsys: Capture) -> None:
    sent = files(tmp_path, mot=manuscript(FIRST), hai=manuscript(SECOND))
    assert main([sent[0], "--event", EVENT, "--root", str(root), "--no-check"]) == 0
    assert main([*sent, "--event", EVENT, "--root", str(root), "--no-check", "--update"]) == 2
    assert "Một tệp khác trong lượt này đã thành" in capsys.readouterr().err
    assert FIRST in paper(root).read_text(encoding="utf-8")


def test_slug_is_for_one_file(root: Path, tmp_path: Path, capsys: Capture) -> None:
    sent = files(tmp_path, mot=manuscript(FIRST), hai=manuscript(SECOND))
    before = state(root)
    assert main([*sent, "--event", EVENT, "--root", str(root), "--slug", "bai"]) == 2
    assert "--slug chỉ dùng được với một tệp" in capsys.readouterr().err
    assert state(root) == before


def test_progress_is_for_terminals_only(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    sent = files(tmp_path, mot=manuscript(FIRST), hai=manuscript(SECOND, title="Bài thứ hai"))
    assert main([*sent, "--event", EVENT, "--root", str(root), "--no-check"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    main([*sent, "--event", EVENT, "--root", str(root), "--no-check", "--update"])
    assert "Đọc 2/2: hai.docx …" in capsys.readouterr().err


def test_refusal_names_the_command_for_a_corrected_file(root: Path, command: Command, capsys: Capture) -> None:
    assert command(manuscript(FIRST)) == 0
    before = state(root)
    assert command(manuscript(SECOND)) == 2
    error = capsys.readouterr().err
    found = re.search(r'python3 scripts/import_docx\.py "([^"]+)" (--event \S+ --update)', error)
    assert found
    assert state(root) == before
    assert main([found[1], *found[2].split(), "--root", str(root), "--no-check"]) == 0
    assert SECOND in paper(root).read_text(encoding="utf-8")


def test_update_keeps_the_editors_work_and_takes_the_authors(root: Path, command: Command, capsys: Capture) -> None:
    assert command(manuscript(FIRST, SECOND), "--received", "2021-10-20") == 0
    edit(
        paper(root),
        ("topic:\n", 'topic: "1"   # đã hỏi\nstatus: draft\n'),
        (
            "---\n\n",
            "keywords: [kiểm tra, giám sát, chi bộ]\nreview: {by: Khoa A, on: 2021-10-25, verdict: đạt}\n---\n\n",
        ),
        ("coi trọng", "chú trọng"),
    )
    corrected = manuscript(FIRST, SECOND.replace("mười", "chín"), "Đoạn mới.", signed=SIGNED.replace("ThS.", "TS."))
    assert command(corrected, "--update") == 0
    text = paper(root).read_text(encoding="utf-8")
    for kept in ('topic: "1"   # đã hỏi', "status: draft", "keywords: [kiểm tra", "received: 2021-10-20", "chú trọng"):
        assert kept in text
    for new in ("degree: TS.", "chín lớp", "Đoạn mới."):
        assert new in text
    assert (paper(root).with_suffix("") / "original.docx").read_bytes() == corrected
    report = capsys.readouterr().out
    assert "Thân bài: 2 chỗ lấy theo bản Word mới, 1 chỗ giữ lời ban biên tập đã sửa." in report
    assert "Theo bản Word mới: tác giả." in report
    settled = state(root / "papers")
    assert command(corrected, "--update") == 0
    assert "không có gì khác bản đã nhận" in capsys.readouterr().out
    assert state(root / "papers") == settled


def test_where_both_changed_the_editors_words_stay_and_the_others_are_named(
    root: Path, command: Command, capsys: Capture
) -> None:
    assert command(manuscript(FIRST)) == 0
    edit(paper(root), ("coi trọng", "chú trọng"), (f"title: {TITLE}", "title: Tên biên tập đặt"))
    corrected = manuscript(FIRST.replace("coi trọng", "đề cao"), title="Tên tác giả sửa")
    assert command(corrected, "--update", "--slug", "doi-moi-cong-tac-kiem-tra") == 0
    text = paper(root).read_text(encoding="utf-8")
    assert "title: Tên biên tập đặt" in text
    assert "chú trọng" in text
    report = capsys.readouterr().out
    assert "Cần xem: Tên bài: giữ lời ban biên tập đã sửa; bản Word mới ghi “Tên tác giả sửa”." in report
    assert "đề cao" in report


def test_update_exchanges_figures_and_notes(root: Path, command: Command) -> None:
    shown, other = paragraph(picture(description="Cột")), paragraph(picture("rIdSecond", "Tròn"))
    second = (
        '<Relationship Id="rIdSecond" Target="media/image2.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    called = paragraph(run("Có chú thích") + note(1))
    parts: dict[str, bytes | str] = {"word/media/image1.png": png()}
    assert command(manuscript(FIRST, shown, called, notes=("Nghị quyết số 1.",), parts=parts)) == 0
    folder = paper(root).with_suffix("")
    assert (folder / "hinh-1.png").read_bytes() == png()
    both = {**parts, "word/media/image2.png": png(9, 9)}
    twice = paragraph(run("Thêm chú thích") + note(1)), paragraph(run("Có chú thích") + note(2))
    notes = ("Nghị quyết số 2.", "Nghị quyết số 1.")
    content = manuscript(FIRST, other, shown, *twice, notes=notes, parts=both, relations=second)
    assert command(content, "--update") == 0
    text = paper(root).read_text(encoding="utf-8")
    assert (folder / "hinh-1.png").read_bytes() == png()
    assert (folder / "hinh-2.png").read_bytes() == png(9, 9)
    assert text.index("hinh-2.png") < text.index("hinh-1.png")
    assert "Có chú thích[^1]" in text
    assert "Thêm chú thích[^2]" in text
    assert "[^1]: Nghị quyết số 1." in text
    assert command(manuscript(FIRST), "--update") == 0
    assert sorted(path.name for path in folder.iterdir()) == ["original.docx"]
    assert "[^" not in paper(root).read_text(encoding="utf-8")


def test_update_of_a_paper_whose_head_still_lacks_its_author(root: Path, command: Command) -> None:
    title = paragraph(run(TITLE, "b"), centred=True)
    assert command(docx(title, paragraph(FIRST)), "--received", "2021-10-20") == 1
    assert "authors: []" in paper(root).read_text(encoding="utf-8")
    assert command(docx(title, paragraph(SIGNED), paragraph(FIRST)), "--update") == 0
    text = paper(root).read_text(encoding="utf-8")
    assert "name: Lê Văn Cường" in text
    assert "received: 2021-10-20" in text
    assert "CẦN ĐIỀN" not in text


def test_update_says_nothing_of_gaps_that_editors_have_filled(root: Path, command: Command, capsys: Capture) -> None:
    title, unsigned = paragraph("Đổi mới công tác kiểm tra", "Title"), paragraph(FIRST)
    command(docx(title, unsigned), "--topic", "1")
    assert "Không nhận ra tác giả" in capsys.readouterr().out
    path = paper(root)
    filled = path.read_text(encoding="utf-8").replace("authors: []", "authors: [{name: Nguyễn Văn A, unit: truong-a}]")
    path.write_text(filled, encoding="utf-8")
    changed = docx(title, unsigned, paragraph(SECOND))
    assert command(changed, "--update", "--slug", "doi-moi-cong-tac-kiem-tra") == 0
    assert "Không nhận ra tác giả" not in capsys.readouterr().out


def test_update_with_another_title_makes_no_second_paper(root: Path, command: Command, capsys: Capture) -> None:
    assert command(manuscript(FIRST, SECOND)) == 0
    before = state(root)
    assert command(manuscript(FIRST, SECOND, "Đoạn mới.", title="Tên khác hẳn"), "--update") == 2
    error = capsys.readouterr().err
    assert f"papers/{EVENT}/doi-moi-cong-tac-kiem-tra.md “{TITLE}”" in error
    found = re.search(r'python3 scripts/import_docx\.py "([^"]+)" (--event \S+ --update --slug \S+)', error)
    assert found
    assert state(root) == before
    assert main([found[1], *found[2].split(), "--root", str(root), "--no-check"]) == 0
    text = paper(root).read_text(encoding="utf-8")
    assert "title: Tên khác hẳn" in text
    assert "Đoạn mới." in text


def test_update_with_another_title_finds_a_paper_that_editors_rewrote(
    root: Path, command: Command, capsys: Capture
) -> None:
    assert command(manuscript(FIRST, SECOND)) == 0
    edit(paper(root), (FIRST, "Ban biên tập viết lại."), (SECOND, "Không còn chữ nào của bản cũ."))
    assert command(manuscript(FIRST, SECOND, title="Tên khác hẳn"), "--update") == 2
    assert "--slug doi-moi-cong-tac-kiem-tra" in capsys.readouterr().err


def test_update_of_nothing_like_it_writes_nothing(root: Path, command: Command, capsys: Capture) -> None:
    assert command(manuscript(FIRST)) == 0
    before = state(root)
    assert command(manuscript(SECOND, title="Bài thứ hai"), "--update") == 2
    assert "--update: chưa có bài nào giống; bỏ --update để nhập bài mới." in capsys.readouterr().err
    assert state(root) == before


def test_words_lock_files_are_passed_over(root: Path, tmp_path: Path, capsys: Capture) -> None:
    sent = files(tmp_path, **{"mot": manuscript(FIRST), "~$mot": b"lock"})
    assert main([*sent, "--event", EVENT, "--root", str(root), "--no-check", "--slug", "bai"]) == 0
    said = capsys.readouterr().err
    assert said == "Bỏ qua tệp tạm của Word (tài liệu đang mở, không phải bài viết): ~$mot.docx.\n"
    assert main([sent[1], "--event", EVENT, "--root", str(root), "--no-check"]) == 0


def test_another_authors_paper_of_the_same_title_is_not_replaced(root: Path, command: Command, capsys: Capture) -> None:
    assert command(manuscript(*[FIRST] * 9)) == 0
    before = state(root)
    other = manuscript(SECOND, signed="TS. Phạm Thị Dung, Trường Chính trị tỉnh Thanh Hóa")
    assert command(other, "--update") == 2
    assert "của tác giả khác (Lê Văn Cường)" in capsys.readouterr().err
    assert state(root) == before


def test_update_names_the_nearest_paper(root: Path, command: Command, capsys: Capture) -> None:
    assert command(manuscript(FIRST)) == 0
    before = state(root)
    assert command(manuscript(FIRST), "--update", "--slug", "doi-moi-cong-tac-kiem-tr") == 2
    assert "Gần nhất: doi-moi-cong-tac-kiem-tra." in capsys.readouterr().err
    assert state(root) == before


def test_without_the_old_file_the_head_stays_and_the_text_is_the_new_one(
    root: Path, command: Command, capsys: Capture
) -> None:
    assert command(manuscript(FIRST)) == 0
    (paper(root).with_suffix("") / "original.docx").write_bytes(b"hong")
    edit(paper(root), ("degree: ThS.", "degree: TS."))
    assert command(manuscript(SECOND), "--update") == 0
    text = paper(root).read_text(encoding="utf-8")
    assert "degree: TS." in text
    assert SECOND in text
    assert FIRST not in text
    assert "Không đọc được bản Word cũ để so" in capsys.readouterr().out


@pytest.mark.parametrize("step", ["rename", "replace"])
def test_an_update_that_cannot_be_written_leaves_the_old_paper(
    step: str, root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: dict[str, bytes | str] = {"word/media/image1.png": png()}
    assert command(manuscript(FIRST)) == 0
    before = state(root)
    real = getattr(Path, step)

    def refuse(path: Path, target: Path) -> Path:
        if target.name in ("hinh-1.png", paper(root).name):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return real(path, target)  # type: ignore[no-any-return]

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, refuse)
        assert command(manuscript(FIRST, SECOND, paragraph(picture()), parts=parts), "--update") == 2
    assert state(root) == before
    assert not list((root / "papers").glob(".import-*"))


def test_refused_corrected_file_leaves_the_paper(root: Path, command: Command) -> None:
    assert command(manuscript(FIRST)) == 0
    before = state(root)
    assert command(b"PK\x03\x04hong", "--update", "--slug", "doi-moi-cong-tac-kiem-tra") == 2
    assert state(root) == before


def test_gaps_are_marked_in_the_head_and_nothing_is_invented(root: Path, command: Command, capsys: Capture) -> None:
    content = docx(paragraph("Văn xuôi về phát huy vai trò của người đứng đầu cấp ủy, không có tên bài ở trên."))
    assert command(content, "--slug", "bai", event=OWN) == 1
    head = paper(root, "bai", OWN).read_text(encoding="utf-8").partition("---\n\n")[0]
    assert "# CẦN ĐIỀN: Không nhận ra tác giả" in head
    assert "# CẦN ĐIỀN: Không nhận ra tên bài" in head
    assert "authors: []\n" in head
    assert "#   10 “Phát huy vai trò của người đứng đầu” (" in head
    assert "\ntopic:\n" in head
    assert "Có thể là chủ đề 10" in capsys.readouterr().out


def test_guesses_say_how_sure_they_are(root: Path) -> None:
    from proceedings.reading.load import read

    event = read(root).proceedings.event(OWN)
    sure = guess_topics("Phát huy vai trò của người đứng đầu cấp ủy", "Lời văn.", event)
    assert (sure[0].number, sure[0].certainty) == ("10", "khá chắc")
    assert guess_topics("Một chuyện khác hẳn", "Không liên quan.", event) == ()
    assert all(guess.certainty != "khá chắc" for guess in guess_topics("Thực tiễn", "Sự cần thiết. Văn hóa.", event))


class _Reader(HTMLParser):
    """Collects the words of a page and whatever it would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta",):
            self.open.append(tag)
        self.loads += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href") or name.startswith("on")]
        self.loads += [tag] if tag in ("script", "link", "iframe", "img") else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_answer_is_one_page_that_loads_nothing_and_shows_letters_only(root: Path, command: Command) -> None:
    title = "Đổi mới <script>alert(1)</script> & kiểm tra"
    deleted = '<w:del w:id="1" w:author="X">' + run("đã xóa", tag="delText") + "</w:del>" + run("còn lại")
    content = docx(paragraph(title, "Title"), paragraph(SIGNED), paragraph(run("x") + deleted))
    assert command(content, "--slug", "bai", "--as-of", "2021-10-20") == 0
    folder = root / "dist" / "tra-loi" / EVENT / "bai"
    page = (folder / answer.PAGE).read_text(encoding="utf-8")
    reader = _Reader()
    reader.feed(page)
    assert reader.loads == []
    assert reader.open == []
    for words in (title, "2 chữ đã xóa", "Lê Văn Cường", "bai-gui.docx", "20/10/2021", "chưa kiểm tra"):
        assert words in reader.words
    assert not [path for path in (root / "papers").rglob("*") if path.suffix == ".html"]


def test_an_answer_that_cannot_be_written_is_said(
    root: Path, command: Command, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "no", "dist")

    monkeypatch.setattr(answer, "write_whole", refuse)
    assert command(manuscript(FIRST)) == 0
    assert "Không ghi được báo cáo: không có quyền" in capsys.readouterr().err
    assert paper(root).is_file()


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        (detail(Subject.FIELD_EMPTY, place="authors"), "Mục bắt buộc “tác giả” để trống."),
        (detail(Subject.NO_TOPIC), "Bài chưa ghi chủ đề."),
        (detail(Subject.UNDEFINED_NOTE, label="title"), "Dấu chú thích title không có lời."),
        (detail(Subject.HEADING_OF_TITLE, heading="Cột position"), "Mục “Cột position” dùng cấp dành cho tên bài."),
    ],
)
def test_authors_read_of_no_field_names(about: Detail, shown: str) -> None:
    assert advice(replace(finding("KY102", "Mục title."), detail=about)).message == shown


def test_repairs_are_in_words_own_terms_and_show_the_place() -> None:
    finding = Finding(
        code="KY503", severity=Severity.ERROR, path="papers/a/b.md", line=12, message="…", fix="Thêm ##.", url=""
    )
    assert "Home > Styles" in advice(finding).fix
    assert place_in_text(finding, "Một.\n\n## 1. **Thực** trạng[^1]\n", 10) == "1. Thực trạng"
    assert place_in_text(replace(finding, line=3), "Một.\n", 10) == ""
    assert advice(replace(finding, code="KY201", fix="Bớt 3 dòng.")).fix == "Bớt 3 dòng."
    assert not is_for_author(replace(finding, code="KY905"))


def test_what_editors_alone_can_do_is_not_for_the_author() -> None:
    codes = "KY109 KY601 KY602 KY603 KY604 KY605 KY703 KY904 KY905 KY990 KY991".split()
    one = Finding(code="KY303", severity=Severity.WARNING, path="a.md", line=0, message="…", fix="…", url="")
    assert is_for_author(one)
    assert not [code for code in codes if is_for_author(replace(one, code=code))]


@pytest.mark.parametrize(
    ("code", "message", "about", "said", "repair"),
    [
        ("KY504", "…", detail(Subject.FIGURE_WITHOUT_FILE, figure=2), "Không có tệp của hình 2.", "Insert Caption"),
        ("KY506", "…", detail(Subject.UNDEFINED_NOTE, label="2"), "Dấu chú thích 2 không có lời.", "Insert Footnote"),
        ("KY806", "Lẫn chữ.", detail(Subject.LOOK_ALIKE, meant="Đảng"), "Lẫn chữ.", "Gõ lại thành “Đảng”."),
        ("KY305", "Đoạn “Tr\u00ad\u00eang”.", None, "Đoạn “Tr-\u00eang”.", "Sửa."),
    ],
)
def test_one_wording_for_page_and_comments(
    code: str, message: str, about: Detail | None, said: str, repair: str
) -> None:
    told = advice(replace(finding(code, message), detail=about))
    assert told.message == said
    assert repair in told.fix


@pytest.mark.parametrize("word", ["title", "authors", "topic", "abstract", "keywords", "position", "unit"])
def test_a_word_of_the_text_is_no_field_of_the_head(word: str) -> None:
    told = advice(finding("KY804", f"“{word}” không phải âm tiết tiếng Việt; xem mục {word}."))
    assert told.message == f"“{word}” không phải âm tiết tiếng Việt; xem mục {word}."
    shown = "[^2] “b/x.png” | # Chạy check.py --fix, hoặc gõ lại"
    assert advice(finding("KY403", shown)).message == shown


def finding(code: str, message: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, path="a.md", line=9, message=message, fix="Sửa.", url="")


def test_a_page_without_a_topic_shows_what_there_is_to_choose(root: Path, command: Command) -> None:
    assert command(manuscript(FIRST), "--slug", "bai") in (0, 1)
    page = (root / "dist" / "tra-loi" / EVENT / "bai" / answer.PAGE).read_text(encoding="utf-8")
    assert "Danh mục chủ đề để chọn" in page
    assert "<dt>Chủ đề 1" in page
    for words in ("KY401", "original.docx", "mục topic", "Ban biên tập xử lý", "Chưa kiểm tra được"):
        assert words not in page


def test_remarks_on_our_own_files_are_not_for_the_author() -> None:
    every = [
        remark(Kind.TRACKING),
        remark(Kind.LEFT_AT_TOP, Audience.EDITOR, lines=("A",)),
        remark(Kind.TABLE_HTML, Audience.EDITOR),
    ]
    assert for_author(every) == [worded(every[0])]


@pytest.mark.parametrize(
    "title",
    [
        "Trường học số: HTML cho giảng viên",
        "Tiêu ngữ trong văn bản hành chính",
        "Bảo vệ thông tin cá nhân của học viên",
        "Tệp original.docx và markdown",
        "Cần xem: tham số --topic của papers/ và quy tắc KY303",
        "Chưa kiểm tra, tạm ghi đơn vị chủ trì (A)",
    ],
)
def test_what_an_author_writes_hides_no_remark_from_them(title: str) -> None:
    shown = for_author([remark(Kind.TITLE_FROM_FILE, asks=True, title=title), remark(Kind.TITLE_CAPITALS, title=title)])
    assert shown == [
        f"Không nhận ra tên bài; tạm lấy tên tệp “{title}” – cần sửa mục tên bài.",
        f"Tên bài viết hoa toàn bộ đã đổi thành chữ thường: “{title}” – cần xem lại các tên riêng.",
    ]


def test_every_kind_of_remark_has_its_words() -> None:
    assert set(_WORDS) == set(Kind)


@pytest.mark.parametrize("words", ["CẦN KIỂM TRA", "CẦN ĐIỀN MỤC AUTHORS", "VIỆC CẦN ĐIỀN, CẦN SỬA MỤC NÀO"])
def test_a_title_that_sounds_like_a_gap_is_none(root: Path, command: Command, words: str) -> None:
    """The two titles differ in their words only: the same exit code, and nothing marked as to be filled in."""
    for number, title in enumerate((f"ĐỔI MỚI – {words}", "ĐỔI MỚI – NHIỆM VỤ MỚI")):
        lines = (paragraph(title, "Title"), paragraph("Trần Thị Bình – Giảng viên, Trường Chính trị tỉnh Nghệ An"))
        assert command(docx(*lines, paragraph("Chủ đề số 1"), paragraph("Đầu.")), "--slug", f"bai-{number}") == 0
        assert "CẦN ĐIỀN" not in (root / "papers" / EVENT / f"bai-{number}.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_full_check_of_a_batch(root: Path, tmp_path: Path, capsys: Capture) -> None:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    body = [f"Ý thứ {number}: công tác kiểm tra được tiến hành đều đặn, có kế hoạch rõ ràng." for number in range(40)]
    good = manuscript(*(paragraph(run(line, '<w:sz w:val="28"/>')) for line in body))
    bad = manuscript(*(paragraph(run(line, fonts)) for line in body[:2]), title="Bài thứ hai")
    sent = files(tmp_path, mot=good, hai=bad)
    asked = ["--event", EVENT, "--root", str(root), "--as-of", "2021-10-20"]
    assert main([*sent, *asked, "--topic", "1"]) in (0, 1)
    out = capsys.readouterr().out
    first, second = out.split("Đã ghi ")[1:]
    assert re.search(r"Số trang: +bản Word không ghi; dàn theo quy định: \d", first)
    assert "KY303" not in first
    assert "KY303" in second
    assert "KY202" in second
    page = (root / "dist" / "tra-loi" / EVENT / "bai-thu-hai" / answer.PAGE).read_text(encoding="utf-8")
    assert "KY303" in page
    assert "bai-thu-hai-nhan-xet.docx" in page
    assert (root / "dist" / "tra-loi" / EVENT / "bai-thu-hai" / "bai-thu-hai-nhan-xet.docx").is_file()
    missing = files(tmp_path, ba=manuscript(*body, title="Bài thứ ba"))
    assert main([*missing, *asked]) == 1
    assert "KY401" in capsys.readouterr().out


def test_the_draft_is_read_back_where_no_other_command_looks(root: Path) -> None:
    with filing.draft_folder(root) as work:
        assert work.parent == root / "papers"
        assert work.name.startswith(".")
    assert not work.exists()


def test_the_layout_engine_is_loaded_in_children_only() -> None:
    modules = "commands.import_docx", "pipeline.build_context", "pipeline.author_reply"
    loaded = "; ".join(f"import proceedings.{name}" for name in modules)
    asked = "sorted({'weasyprint', 'mkdocs', 'material'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", f"import sys; {loaded}; print({asked})"], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
