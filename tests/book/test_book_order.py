"""Papers by topic, then day received, then file name; authors by given name in Vietnamese order."""

from __future__ import annotations

from proceedings.book.order import authors, groups
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body, NotTypeset, Typeset
from proceedings.reading.tree import read

BODY = Body(html="", print_html="", words=1, headings=(), fragments=(), last_sentence="", plain="")


def paper(names: str | list[tuple[str, str]], topic: str, received: str = "2021-10-20", title: str = "Bài") -> str:
    people = [(names, "truong-a")] if isinstance(names, str) else names
    listed = "".join(f"  - {{name: {name}, unit: {unit}}}\n" for name, unit in people)
    own = "topic_title: Tự chọn\n" if topic == "khac" else ""
    day = f"received: {received}\n" if received else ""
    return f'---\ntitle: {title}\nauthors:\n{listed}topic: "{topic}"\n{own}{day}---\n\nChữ.\n'


def laid_out(make_tree, papers: dict[str, str], pages: int = 2):
    folder = "papers/2021-hoi-thao"
    usual = {f"{folder}/bai-mot.md": None, f"{folder}/bai-hai.md": None}
    root = make_tree(usual | {f"{folder}/{name}.md": text for name, text in papers.items()})
    proceedings = read(root).proceedings
    layouts = {
        each.path: Typeset(body=BODY, pages=pages, lines_over=0, foreign={}, pdf=b"") for each in proceedings.papers
    }
    return proceedings, layouts


def ordered(proceedings: Proceedings, layouts) -> list[tuple[str, list[str]]]:
    found = groups(proceedings.events[0], proceedings.papers, layouts)
    return [(group.number, [entry.paper.slug for entry in group.entries]) for group in found]


def test_topics_in_the_order_of_the_plan_and_own_topics_last(make_tree):
    papers = {
        "a": paper("Nguyễn Văn A", "khac"),
        "b": paper("Nguyễn Văn A", "2.b"),
        "c": paper("Nguyễn Văn A", "2.a"),
        "d": paper("Nguyễn Văn A", "1"),
    }
    assert ordered(*laid_out(make_tree, papers)) == [("1", ["d"]), ("2.a", ["c"]), ("2.b", ["b"]), ("khac", ["a"])]


def test_within_a_topic_by_day_received_then_file_name(make_tree):
    papers = {
        "a-muon": paper("Nguyễn Văn A", "1", "2021-10-21"),
        "b-khong-ngay": paper("Nguyễn Văn A", "1", ""),
        "c-som": paper("Nguyễn Văn A", "1", "2021-09-01"),
        "d-cung-ngay": paper("Nguyễn Văn A", "1", "2021-10-21"),
    }
    assert ordered(*laid_out(make_tree, papers)) == [("1", ["c-som", "a-muon", "d-cung-ngay", "b-khong-ngay"])]


def test_pages_follow_one_another(make_tree):
    papers = {name: paper("Nguyễn Văn A", topic) for name, topic in (("a", "khac"), ("b", "1"), ("c", "2.a"))}
    proceedings, layouts = laid_out(make_tree, papers, pages=3)
    entries = [entry for g in groups(proceedings.events[0], proceedings.papers, layouts) for entry in g.entries]
    assert [(entry.first_page, entry.last_page) for entry in entries] == [(1, 3), (4, 6), (7, 9)]


def test_a_paper_that_was_not_laid_out_takes_no_page(make_tree):
    papers = {name: paper("Nguyễn Văn A", "1") for name in ("a", "b")}
    proceedings, layouts = laid_out(make_tree, papers)
    layouts["papers/2021-hoi-thao/a.md"] = NotTypeset(reason="quá 30 giây")
    found = groups(proceedings.events[0], proceedings.papers, layouts)
    assert [(entry.paper.slug, entry.first_page) for entry in found[0].entries] == [("b", 1)]


def test_a_heading_loses_its_open_end(make_tree):
    event = laid_out(make_tree, {"a": paper("Nguyễn Văn A", "1")})
    assert [group.title for group in groups(event[0].events[0], event[0].papers, event[1])] == [
        "Cơ sở lý luận của đổi mới phương pháp giảng dạy"
    ]


def index_of(make_tree, people: list[tuple[str, str]]):
    papers = {f"bai-{number}": paper([person], "1") for number, person in enumerate(people, 1)}
    proceedings, layouts = laid_out(make_tree, papers, pages=1)
    entries = [entry for g in groups(proceedings.events[0], proceedings.papers, layouts) for entry in g.entries]
    return authors(entries, proceedings)


def test_authors_stand_by_given_name_under_vietnamese_letters(make_tree):
    names = [
        "Trần Văn Ý",
        "Lê Ân",
        "Lê Ánh",
        "Đỗ Thị Ắng",
        "Vũ Đức",
        "Ngô Dũng",
        "Ngô Én",
        "Ngô Ê",
        "Bùi Ơn",
        "Bùi Oanh",
    ]
    index = index_of(make_tree, [(name, "truong-a") for name in names])
    assert list(index) == ["A", "Ă", "Â", "D", "Đ", "E", "Ê", "O", "Ơ", "Y"]
    assert [person.author.name for person in index["A"]] == ["Lê Ánh"]


def test_one_given_name_is_ordered_by_surname(make_tree):
    index = index_of(make_tree, [(name, "truong-a") for name in ("Vũ Thị An", "Bùi Văn An", "Đặng An", "Dương An")])
    assert [person.author.name for person in index["A"]] == ["Bùi Văn An", "Dương An", "Đặng An", "Vũ Thị An"]


def test_one_name_at_two_schools_is_two_people(make_tree):
    index = index_of(make_tree, [("Nguyễn Văn A", "truong-a"), ("Nguyễn Văn A", "truong-b")])
    assert [(person.school, person.pages) for person in index["A"]] == [("truong-a", (1,)), ("truong-b", (2,))]


def test_a_department_and_its_school_are_one_person_with_two_papers(make_tree):
    index = index_of(make_tree, [("Nguyễn Văn A", "truong-a"), ("Nguyễn Văn A", "khoa-x")])
    assert [(person.school, person.pages) for person in index["A"]] == [("truong-a", (1, 2))]
