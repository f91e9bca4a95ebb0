"""The indexes of a volume: who, from where, which models, which documents; all in Vietnamese order."""

from __future__ import annotations

from book.bound import laid_out, paper

from proceedings.listing.indexes import authors, documents, models, schools

A, B = "Trường Chính trị tỉnh A", "Trường Chính trị tỉnh B"
REGISTER = """\
- {id: kl-14, kind: Kết luận, number: 14-KL/TW, issuer: Bộ Chính trị, date: 2021-09-22, subject: về chủ trương chung.}
- {id: kh-193, kind: Kế hoạch, printed_number: "193", issuer: Cụm trưởng, date: 2021-09-08, subject: Tổ chức hội thảo}
- {id: kh-54, kind: Kế hoạch, number: 54-KH/CTĐ, issuer: Cụm trưởng, date: 2021-09-08}
- {id: qd-11, kind: Quy định, printed_number: "11", issuer: Ban Bí thư}
- {id: nd-30, kind: Nghị định, number: 30/2020/NĐ-CP, issuer: Chính phủ, date: 2020-03-05}
"""


def index_of(make_tree, people: list[tuple[str, str]]):
    papers = {f"bai-{number}": paper([person]) for number, person in enumerate(people, 1)}
    bound = laid_out(make_tree, papers, pages=1)
    return authors(bound.plan().entries, bound.proceedings)


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


def pages(person) -> tuple[int, ...]:
    return tuple(entry.first_page for entry in person.entries)


def test_one_name_at_two_schools_is_two_people(make_tree):
    index = index_of(make_tree, [("Nguyễn Văn A", "truong-b"), ("Nguyễn Văn A", "truong-a")])
    assert [(person.school, tuple(entry.first_page for entry in person.entries)) for person in index["A"]] == [
        (A, (2,)),
        (B, (1,)),
    ]


def test_two_ways_to_place_a_tone_are_one_person(make_tree):
    index = index_of(
        make_tree, [("Nguyễn Thị Hòa", "truong-a"), ("Nguyễn Thị Hoà", "truong-a"), ("Lê Hùng", "truong-a")]
    )
    assert [(person.author.name, [entry.first_page for entry in person.entries]) for person in index["H"]] == [
        ("Nguyễn Thị Hòa", [1, 2]),
        ("Lê Hùng", [3]),
    ]


def test_a_department_and_its_school_are_one_person_with_two_papers(make_tree):
    index = index_of(make_tree, [("Nguyễn Văn A", "truong-a"), ("Nguyễn Văn A", "khoa-x")])
    assert [(person.school, tuple(entry.first_page for entry in person.entries)) for person in index["A"]] == [
        (A, (1, 2))
    ]


def test_a_school_has_the_papers_of_its_departments_and_those_written_with_others(make_tree):
    papers = {
        "a": paper([("Trần B", "truong-b"), ("Nguyễn A", "khoa-x")], title="Chung"),
        "b": paper([("Nguyễn A", "khoa-x"), ("Lê C", "truong-a")], title="Riêng"),
    }
    bound = laid_out(make_tree, papers, pages=3)
    found = schools(bound.plan().entries, bound.proceedings)
    assert [(school.name, [entry.first_page for entry in school.entries]) for school in found] == [
        (A, [1, 4]),
        (B, [1]),
    ]


def test_schools_stand_in_vietnamese_order(make_tree):
    names = {"dn": "Trường thành phố Đà Nẵng", "ha": "Trường Hà Tĩnh", "ea": "Trường Ê", "da": "Trường Dân"}
    units = "".join(f"- {{id: {key}, name: {name}, short: {name}, kind: school}}\n" for key, name in names.items())
    papers = {key: paper([("Nguyễn A", key)]) for key in names}
    bound = laid_out(make_tree, papers, more={"papers/units.yml": units})
    found = [school.name for school in schools(bound.plan().entries, bound.proceedings)]
    assert found == ["Trường Dân", "Trường Ê", "Trường Hà Tĩnh", "Trường thành phố Đà Nẵng"]


def test_schools_stand_under_their_province(make_tree):
    rows = {"tp": ("Trường Trần Phú", "Hà Tĩnh"), "ld": ("Trường Lê Duẩn", "Quảng Trị"), "na": ("Trường X", "Nghệ An")}
    units = "".join(
        f"- {{id: {key}, name: {name}, short: {key}, kind: school, place: {place}}}\n"
        for key, (name, place) in rows.items()
    )
    papers = {key: paper([("Nguyễn A", key)]) for key in rows}
    bound = laid_out(make_tree, papers, more={"papers/units.yml": units})
    found = [school.name for school in schools(bound.plan().entries, bound.proceedings)]
    assert found == ["Trường Trần Phú", "Trường X", "Trường Lê Duẩn"]


def test_models_stand_by_name_with_school_and_every_paper(make_tree):
    kind = "kind: model\nmodel: {{name: {}}}\n"
    papers = {
        "a": paper("Nguyễn A", more=kind.format("Ươm mầm")),
        "b": paper("Nguyễn A", more=kind.format("Đọc sách")),
        "c": paper([("Nguyễn A", "truong-b")], more=kind.format("đọc sách")),
        "d": paper("Lê D", more=kind.format("Đọc sách")),
        "e": paper("Lê D"),
    }
    bound = laid_out(make_tree, papers, pages=1)
    found = models(bound.plan().entries, bound.proceedings)
    assert [(model.name, model.school, [entry.first_page for entry in model.entries]) for model in found] == [
        ("Đọc sách", A, [2, 4]),
        ("đọc sách", B, [3]),
        ("Ươm mầm", A, [1]),
    ]


def test_a_model_without_a_name_is_listed_by_the_papers_title(make_tree):
    bound = laid_out(make_tree, {"a": paper("Nguyễn A", title="Tổ tự học", more="kind: model\n")})
    assert [model.name for model in models(bound.plan().entries, bound.proceedings)] == ["Tổ tự học"]


def cited(make_tree, *texts: str):
    papers = {f"bai-{number}": paper("Nguyễn A", text=text) for number, text in enumerate(texts, 1)}
    bound = laid_out(make_tree, papers, pages=2, more={"papers/documents.yml": REGISTER})
    found = documents(bound.plan().entries, bound.proceedings)
    return [(one.document.id, [entry.first_page for entry in one.entries]) for one in found], found


def test_documents_stand_by_day_then_number_and_undated_ones_last(make_tree):
    found, _ = cited(
        make_tree,
        "Quy định số 11 của Ban Bí thư. Kết luận số 14-KL/TW; Kế hoạch số 193, Kế hoạch số 54-KH/CTĐ.",
        "Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị, rồi Kết luận số 14. Nghị định số 30/2020/NĐ-CP.",
    )
    assert found == [("nd-30", [3]), ("kh-54", [1]), ("kh-193", [1]), ("kl-14", [1, 3]), ("qd-11", [1])]


def test_a_document_cited_in_a_note_counts_and_one_in_code_or_of_no_register_does_not(make_tree):
    found, _ = cited(
        make_tree,
        "Chữ.[^1] `Kế hoạch số 193` và Nghị quyết số 99-NQ/TW.\n\n[^1]: Xem Kết luận số 14-KL/TW của Bộ Chính trị.",
    )
    assert found == [("kl-14", [1])]


def test_a_document_without_a_number_is_cited_by_the_names_that_the_register_gives_it(make_tree):
    register = """- id: kh-tinh
  kind: Kế hoạch
  issuer: Ban Thường vụ Tỉnh ủy
  aliases: [Kế hoạch của Tỉnh ủy về hòa giải]
"""
    texts = (
        "Kế hoạch của Tỉnh ủy\nvề hoà giải nêu rõ.",
        "Chữ.[^1]\n\n[^1]: KẾ HOẠCH CỦA TỈNH ỦY VỀ HÒA GIẢI, mục 2.",
        "Kế hoạch của Tỉnh ủy về hòa giải2 và `Kế hoạch của Tỉnh ủy về hòa giải`.",
    )
    papers = {f"bai-{number}": paper("Nguyễn A", text=text) for number, text in enumerate(texts, 1)}
    bound = laid_out(make_tree, papers, pages=1, more={"papers/documents.yml": register})
    (found,) = documents(bound.plan().entries, bound.proceedings)
    assert [entry.first_page for entry in found.entries] == [1, 2]


def test_a_document_is_named_in_full_with_its_subject(make_tree):
    _, found = cited(make_tree, "Kết luận số 14-KL/TW, Kế hoạch số 193 và Kế hoạch số 54-KH/CTĐ.")
    assert [one.text for one in found] == [
        "Kế hoạch số 54-KH/CTĐ ngày 08/09/2021 của Cụm trưởng",
        "Kế hoạch số 193 ngày 08/09/2021 của Cụm trưởng: Tổ chức hội thảo",
        "Kết luận số 14-KL/TW ngày 22/09/2021 của Bộ Chính trị về chủ trương chung",
    ]
