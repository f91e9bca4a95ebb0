"""The whole tree: the faults of one file stay with that file."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from proceedings.model.errors import ProceedingsError
from proceedings.model.guideline import FileLimits, Guideline, Range
from proceedings.reading import papers as paper_files
from proceedings.reading.figures import Refusal, read_figure
from proceedings.reading.load import LoadedTree, read

MakeTree = Callable[..., Path]


def faults(reading: LoadedTree) -> list[tuple[str, str, int]]:
    return [(fault.code, fault.path.removeprefix("papers/"), fault.line) for fault in reading.faults]


def papers(reading: LoadedTree) -> list[str]:
    return [paper.path.removeprefix("papers/") for paper in reading.proceedings.papers]


def guidelines(reading: LoadedTree) -> dict[str, Guideline]:
    return {event.id: event.guideline for event in reading.proceedings.events}


def test_a_right_tree(make_two: MakeTree) -> None:
    reading = read(make_two())
    assert (reading.faults, reading.unreadable) == ((), ())
    assert papers(reading) == ["hai/c.md", "mot/a.md", "mot/b.md"]
    assert [event.id for event in reading.proceedings.events] == ["hai", "mot"]
    assert list(reading.proceedings.units) == ["truong-a", "truong-b"]
    assert reading.proceedings.documents["kl-14"].date == datetime.date(2021, 9, 22)
    paper = reading.proceedings.papers[1]
    assert (paper.slug, paper.event, paper.text, paper.text_line) == ("a", "mot", "\nChữ.\n", 5)
    assert (paper.line("title"), paper.line("authors.0.unit"), paper.line("topic")) == (2, 3, 1)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("chữ", "KY101", 1),
        ("---\ntitle: a: b\n---\n", "KY101", 2),
        ("---\ntitle: &a b\n---\n", "KY905", 2),
        ("---\ntitle: a\n---\n", "KY102", 2),
        ("---\n" + "a" * 20_000 + ": 1\n---\n", "KY904", 1),
        ("x " * 600_000, "KY904", 0),
        (b"\xff", "KY101", 1),
        ("", "KY101", 1),
    ],
)
def test_one_unreadable_paper_hides_no_other(make_two: MakeTree, content: str | bytes, code: str, line: int) -> None:
    reading = read(make_two({"mot/a.md": content}))
    assert papers(reading) == ["hai/c.md", "mot/b.md"]
    assert reading.unreadable == (("mot", "papers/mot/a.md"),)
    assert (code, "mot/a.md", line) in faults(reading)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("a: [b\n", "KY101", 1),
        ("- a\n", "KY103", 1),
        ("chữ\n", "KY103", 1),
        ("", "KY102", 1),
        ("a: *x\n", "KY905", 1),
        (b"\xff", "KY101", 1),
        (None, "KY901", 0),
    ],
)
def test_a_broken_event_leaves_the_others(
    make_two: MakeTree, content: str | bytes | None, code: str, line: int
) -> None:
    reading = read(make_two({"mot/event.yml": content}))
    assert [event.id for event in reading.proceedings.events] == ["hai"]
    assert papers(reading) == ["hai/c.md"]
    assert reading.unreadable == (("mot", "papers/mot/a.md"), ("mot", "papers/mot/b.md"))
    assert (code, "mot/event.yml", line) in faults(reading)


def test_papers_of_a_broken_event_are_still_looked_at(make_two: MakeTree) -> None:
    reading = read(make_two({"mot/event.yml": "a: [", "mot/a.md": "chữ"}))
    assert ("KY101", "mot/a.md", 1) in faults(reading)


@pytest.mark.parametrize(
    ("content", "code"), [("a: [", "KY101"), ("- a", "KY103"), ("pages: {max: x}\n", "KY103"), (None, "KY901")]
)
def test_a_broken_guideline_leaves_its_defaults(make_two: MakeTree, content: str | None, code: str) -> None:
    reading = read(make_two({"guideline.yml": content}))
    assert [(found, path) for found, path, _ in faults(reading)] == [(code, "guideline.yml")]
    assert reading.proceedings.guideline == Guideline()
    assert len(papers(reading)) == 3


@pytest.mark.parametrize("name", ["units.yml", "documents.yml"])
@pytest.mark.parametrize(("content", "code"), [("a: [", "KY101"), ("a: 1", "KY103"), (None, "KY901")])
def test_a_broken_register_is_one_fault(make_two: MakeTree, name: str, content: str | None, code: str) -> None:
    reading = read(make_two({name: content}))
    assert [(found, path) for found, path, _ in faults(reading)] == [(code, name)]
    assert len(papers(reading)) == 3


def test_a_bad_row_leaves_the_other_rows(make_two: MakeTree) -> None:
    rows = "- {id: x, name: X}\n- {id: truong-a, name: A, short: A, kind: school}\n"
    rows += "- {id: truong-a, name: B, short: B, kind: school}\n- {id: y, name: Y, short: Y, kind: sch}\n"
    reading = read(make_two({"units.yml": rows}))
    assert reading.proceedings.units["truong-a"].name == "A"
    assert list(reading.proceedings.units) == ["truong-a"]
    assert faults(reading) == [("KY102", "units.yml", n) for n in (1, 1)] + [
        ("KY103", "units.yml", 3),
        ("KY103", "units.yml", 4),
    ]


def test_an_event_changes_parts_of_the_guideline(make_two: MakeTree, event_text: str) -> None:
    reading = read(make_two({"mot/event.yml": event_text + "guideline: {pages: {max: 9}}\n"}))
    assert reading.faults == ()
    assert {name: (own.pages.max, own.min_words) for name, own in guidelines(reading).items()} == {
        "hai": (5, 7),
        "mot": (9, 7),
    }


@pytest.mark.parametrize("own", ["{pages: {max: x}}", "{pagse: 1, pages: {max: x}}", "chữ", "[1]"])
def test_a_bad_change_leaves_the_guideline_of_the_house(make_two: MakeTree, event_text: str, own: str) -> None:
    line = event_text.count("\n") + 1
    reading = read(make_two({"mot/event.yml": f"{event_text}guideline: {own}\n"}))
    assert {(code, path, at) for code, path, at in faults(reading)} == {("KY103", "mot/event.yml", line)}
    assert guidelines(reading)["mot"].pages == Range(max=5)


@pytest.mark.parametrize("own", ["", "~", "{}"])
def test_an_empty_change_is_none(make_two: MakeTree, event_text: str, own: str) -> None:
    reading = read(make_two({"mot/event.yml": f"{event_text}guideline: {own}\n"}))
    assert reading.faults == ()
    assert guidelines(reading)["mot"].min_words == 7


def test_faults_of_the_house_are_told_once(make_two: MakeTree, event_text: str) -> None:
    house = "min_words: 7\npagse: 1\n"
    reading = read(make_two({"guideline.yml": house, "mot/event.yml": event_text + "guideline: {pages: {max: 9}}\n"}))
    assert faults(reading) == [("KY103", "guideline.yml", 2)]
    assert guidelines(reading)["mot"].pages.max == 9


def test_the_limits_of_the_event_hold_for_its_papers(make_two: MakeTree, event_text: str, paper_text: str) -> None:
    changed = event_text + "guideline: {limits: {word_letters: 20}}\n"
    long = paper_text + "x" * 21 + "\n"
    reading = read(make_two({"mot/event.yml": changed, "mot/a.md": long, "hai/c.md": long}))
    assert faults(reading) == [("KY904", "mot/a.md", 7)]


def test_symbolic_links_are_not_followed(make_two: MakeTree) -> None:
    root = make_two()
    (root / "papers" / "ba").symlink_to("mot")
    (root / "papers" / "hai" / "d.md").symlink_to("../mot/a.md")
    reading = read(root)
    assert sorted(faults(reading)) == [("KY901", "ba", 0), ("KY901", "hai/d.md", 0)]
    assert len(papers(reading)) == 3


@pytest.mark.parametrize("name", ["guideline.yml", "units.yml", "documents.yml", "mot/event.yml"])
def test_data_behind_a_symbolic_link_is_not_read(make_two: MakeTree, name: str) -> None:
    root = make_two()
    path = root / "papers" / name
    path.rename(root / "that.yml")
    path.symlink_to(root / "that.yml")
    assert set(faults(read(root))) == {("KY901", name, 0)}


@pytest.mark.parametrize("name", ["bai.md", "x.js", "events.yml"])
def test_files_beside_the_events(make_two: MakeTree, name: str) -> None:
    assert faults(read(make_two({name: "x"}))) == [("KY901", name, 0)]


def icc(colours: bytes = b"CMYK", kind: bytes = b"prtr", mark: bytes = b"acsp") -> bytes:
    """Return the head of an ICC profile: class of device, colour space, signature in their places."""
    return bytes(12) + kind + colours + bytes(16) + mark + bytes(88)


@pytest.mark.parametrize("name", ["nha-in.icc", "FOGRA39.ICC", "coated_v2.icm"])
def test_a_printers_profile_lies_beside_the_events(make_two: MakeTree, name: str) -> None:
    root = make_two()
    (root / "papers" / name).write_bytes(icc())
    assert read(root).faults == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (icc(colours=b"RGB "), "máy in CMYK"),
        (icc(kind=b"mntr"), "máy in CMYK"),
        (icc(mark=b"xxxx"), "máy in CMYK"),
        (b"", "máy in CMYK"),
        (icc() + bytes(10_000_000), "10 MB"),
    ],
)
def test_other_content_under_a_profiles_name(make_two: MakeTree, content: bytes, told: str) -> None:
    root = make_two()
    (root / "papers" / "nha-in.icc").write_bytes(content)
    reading = read(root)
    assert faults(reading) == [("KY901", "nha-in.icc", 0)]
    assert told in reading.faults[0].message


@pytest.mark.parametrize("name", ["nha-in.icc", "../nha-in.icc", "mot/nha-in.icc", "event.yml", "/nha-in.icc"])
def test_an_event_names_a_profile_that_lies_in_papers(make_two: MakeTree, event_text: str, name: str) -> None:
    volume = f"volume:\n  title: KỶ YẾU\n  print:\n    profile: {name}\n"
    plan = event_text.replace("volume: {title: KỶ YẾU}\n", "") + volume
    root = make_two({"mot/event.yml": plan})
    line = plan.splitlines().index(f"    profile: {name}") + 1
    assert faults(read(root)) == [("KY103", "mot/event.yml", line)]
    (root / "papers" / "nha-in.icc").write_bytes(icc())
    left = [] if name == "nha-in.icc" else [("KY103", "mot/event.yml", line)]
    assert faults(read(root)) == left


def test_a_profile_is_no_link_and_no_folder(make_two: MakeTree, tmp_path: Path) -> None:
    root = make_two()
    (root / "papers" / "a.icc").symlink_to(tmp_path / "secret")
    (root / "papers" / "b.icc").mkdir()
    assert sorted(faults(read(root))) == [("KY901", "a.icc", 0), ("KY901", "b.icc", 0)]


@pytest.mark.parametrize("name", ["Mot", "toạ đàm", "a_b", "con", "ky-yeu"])
def test_names_of_events(make_two: MakeTree, event_text: str, name: str) -> None:
    reading = read(make_two({f"{name}/event.yml": event_text}))
    assert faults(reading) == [("KY901", name, 0)]
    assert len(reading.proceedings.events) == 2


def test_hidden_folders_are_nobodys(make_two: MakeTree) -> None:
    assert read(make_two({".obsidian/x.md": "x", ".gitkeep": ""})).faults == ()


def test_unknown_ids_of_a_plan_name_the_nearest(make_two: MakeTree, event_text: str) -> None:
    plan = event_text.replace("organizer: truong-a", "organizer: truong-aa").replace(
        "  subject:", "  based_on: [kl-14, kl14]\n  subject:"
    )
    plan += "quotas: {default: {min: 1}, units: [truong-a, truongb], exceptions: [{unit: zzzz, min: 2}]}\n"
    reading = read(make_two({"mot/event.yml": plan}))
    assert [(fault.code, fault.message.split("“")[1].split("”")[0]) for fault in reading.faults] == [
        ("KY105", "truong-aa"),
        ("KY105", "truongb"),
        ("KY105", "zzzz"),
        ("KY103", "kl14"),
    ]
    assert [fault.fix for fault in reading.faults][:2] == ["Có phải “truong-a”?", "Có phải “truong-b”?"]
    assert "kl-14" in reading.faults[3].fix


def test_figures_and_their_faults(make_two: MakeTree) -> None:
    good = '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'
    reading = read(make_two({"mot/a/hinh-1.svg": good, "mot/a/hinh-2.svg": "<svg/>", "mot/a/original.docx": "x"}))
    assert faults(reading) == [("KY901", "mot/a/hinh-2.svg", 0)]
    (figure,) = reading.proceedings.papers[1].figures
    assert figure.name == "a/hinh-1.svg"
    assert b"'Tinos', 'Liberation Serif', 'Times New Roman', serif" in figure.content


def test_a_figure_too_large_is_not_even_read(make_two: MakeTree, event_text: str) -> None:
    changed = event_text + "guideline: {limits: {image_bytes: 10}}\n"
    reading = read(make_two({"mot/event.yml": changed, "mot/a/a.png": "x" * 11}))
    assert faults(reading) == [("KY904", "mot/a/a.png", 0)]


def test_a_figure_that_was_read_before_is_not_unpacked_again(
    make_two: MakeTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_two({"mot/a/hinh-1.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'})
    (root / "papers/mot/a/hinh-2.png").write_bytes(b"no picture")
    first = read(root, tmp_path / "cache")
    unpacked: list[str] = []

    def counting(name: str, content: bytes, limits: FileLimits, font: str) -> bytes | Refusal:
        unpacked.append(name)
        return read_figure(name, content, limits, font)

    monkeypatch.setattr(paper_files, "read_figure", counting)
    again = read(root, tmp_path / "cache")
    assert again.proceedings == first.proceedings
    assert faults(again) == faults(first) == [("KY901", "mot/a/hinh-2.png", 0)]
    assert unpacked == ["hinh-2.png"]  # a refused one is looked at each time
    assert read(root).proceedings == first.proceedings
    assert unpacked == ["hinh-2.png", "hinh-1.svg", "hinh-2.png"]


def test_forewords(make_two: MakeTree) -> None:
    reading = read(make_two({"mot/foreword.md": "---\ntitle: Lời nói đầu\n---\n\nThưa.\n", "hai/foreword.md": "x"}))
    assert faults(reading) == [("KY101", "hai/foreword.md", 1)]
    foreword = reading.proceedings.forewords["mot"]
    assert (foreword.title, foreword.body.print_html) == ("Lời nói đầu", "<p>Thưa.</p>\n")
    assert list(reading.proceedings.forewords) == ["mot"]


@pytest.mark.parametrize(
    ("head", "code", "line"),
    [("title: ' '", "KY102", 2), ("title: [a]", "KY103", 2), ("title: a\ntitel: b", "KY103", 3)],
)
def test_fields_of_forewords(make_two: MakeTree, head: str, code: str, line: int) -> None:
    assert (code, "mot/foreword.md", line) in faults(read(make_two({"mot/foreword.md": f"---\n{head}\n---\n"})))


def test_no_papers_folder_is_the_operators_trouble(tmp_path: Path) -> None:
    with pytest.raises(ProceedingsError, match="papers/"):
        read(tmp_path)
