"""Papers by topic, then day received, then file name; title pages of parts and blank pages between them."""

from __future__ import annotations

import dataclasses

from book.bound import Bound, laid_out, paper

from proceedings.listing.volume_order import VolumeOrder
from proceedings.model.typeset import NotTypeset


def ordered(bound: Bound) -> list[tuple[str, list[str]]]:
    return [(group.number, [entry.paper.slug for entry in group.entries]) for group in bound.plan().groups]


def planned(bound: Bound, **volume: object) -> VolumeOrder:
    event = bound.event
    return bound.plan(dataclasses.replace(event, volume=dataclasses.replace(event.volume, **volume)))


def drawn(plan: VolumeOrder) -> list[str]:
    """Return what is on each page: "a1" is the first page of paper a, "P1" the title of part 1, "" a blank."""
    assert [sheet.number for sheet in plan.sheets] == list(range(1, plan.pages + 1))
    return [
        f"{sheet.entry.paper.slug}{sheet.offset + 1}"
        if sheet.entry
        else f"P{sheet.part + 1}"
        if sheet.part is not None
        else ""
        for sheet in plan.sheets
    ]


def test_topics_in_the_order_of_the_plan_and_own_topics_last(make_tree):
    papers = {
        "a": paper("Nguyễn Văn A", "khac"),
        "b": paper("Nguyễn Văn A", "2.b"),
        "c": paper("Nguyễn Văn A", "2.a"),
        "d": paper("Nguyễn Văn A", "1"),
    }
    assert ordered(laid_out(make_tree, papers)) == [("1", ["d"]), ("2.a", ["c"]), ("2.b", ["b"]), ("khac", ["a"])]


def test_within_a_topic_by_day_received_then_file_name(make_tree):
    papers = {
        "a-muon": paper("Nguyễn Văn A", "1", "2021-10-21"),
        "b-khong-ngay": paper("Nguyễn Văn A", "1", ""),
        "c-som": paper("Nguyễn Văn A", "1", "2021-09-01"),
        "d-cung-ngay": paper("Nguyễn Văn A", "1", "2021-10-21"),
    }
    assert ordered(laid_out(make_tree, papers)) == [("1", ["c-som", "a-muon", "d-cung-ngay", "b-khong-ngay"])]


def test_the_editors_own_order_comes_before_the_day_received(make_tree):
    papers = {
        "a": paper("Nguyễn Văn A", "1", "2021-09-01"),
        "b": paper("Nguyễn Văn A", "1", "2021-09-02"),
        "c": paper("Nguyễn Văn A", "1", "2021-09-03"),
        "d": paper("Nguyễn Văn A", "2.a", "2021-09-01"),
    }
    found = planned(laid_out(make_tree, papers), order=("d", "c", "a"))
    assert [(group.number, [entry.paper.slug for entry in group.entries]) for group in found.groups] == [
        ("1", ["c", "a", "b"]),
        ("2.a", ["d"]),
    ]


def test_pages_follow_one_another(make_tree):
    papers = {name: paper("Nguyễn Văn A", topic) for name, topic in (("a", "khac"), ("b", "1"), ("c", "2.a"))}
    entries = laid_out(make_tree, papers, pages=3).plan().entries
    assert [(entry.first_page, entry.last_page) for entry in entries] == [(1, 3), (4, 6), (7, 9)]


def test_a_paper_that_was_not_laid_out_takes_no_page(make_tree):
    bound = laid_out(make_tree, {name: paper("Nguyễn Văn A", "1") for name in ("a", "b")})
    bound.layouts["papers/2021-hoi-thao/a.md"] = NotTypeset(reason="quá 30 giây tính toán")
    assert [(entry.paper.slug, entry.first_page) for entry in bound.plan().entries] == [("b", 1)]


def test_a_heading_loses_its_open_end(make_tree):
    bound = laid_out(make_tree, {"a": paper("Nguyễn Văn A", "1")})
    assert [group.title for group in bound.plan().groups] == ["Cơ sở lý luận của đổi mới phương pháp giảng dạy"]


def test_the_body_ends_on_a_left_hand_page(make_tree):
    one = {"a": paper("Nguyễn Văn A")}
    assert drawn(laid_out(make_tree, one, pages=3).plan()) == ["a1", "a2", "a3", ""]
    assert drawn(laid_out(make_tree, one, pages=2).plan()) == ["a1", "a2"]


def test_papers_follow_without_blank_pages_where_nobody_asks_for_right_hand_ones(make_tree):
    papers = {"a": paper("Nguyễn Văn A"), "b": paper("Nguyễn Văn A")}
    assert drawn(laid_out(make_tree, papers, pages=1).plan()) == ["a1", "b1"]


def test_right_hand_starts_leave_left_hand_pages_blank(make_tree):
    papers = {"a": paper("Nguyễn Văn A"), "b": paper("Nguyễn Văn A", "2.a")}
    plan = planned(laid_out(make_tree, papers, pages=3), right_hand=True)
    assert drawn(plan) == ["a1", "a2", "a3", "", "b1", "b2", "b3", ""]
    assert [entry.first_page for entry in plan.entries] == [1, 5]
    assert plan.parts == ()


def test_each_topic_of_the_highest_level_has_a_title_page_with_a_blank_back(make_tree):
    papers = {
        "a": paper("Nguyễn Văn A", "1"),
        "b": paper("Nguyễn Văn A", "2.a"),
        "c": paper("Nguyễn Văn A", "2.b"),
        "d": paper("Nguyễn Văn A", "khac"),
    }
    plan = planned(laid_out(make_tree, papers, pages=1), part_pages=True)
    assert drawn(plan) == ["P1", "", "a1", "", "P2", "", "b1", "c1", "P3", "", "d1", ""]
    assert [(part.title, part.page) for part in plan.parts] == [
        ("1. Cơ sở lý luận của đổi mới phương pháp giảng dạy", 1),
        ("2. Kinh nghiệm ở các trường", 5),
        ("Chủ đề tự chọn", 9),
    ]
    assert [[group.number for group in part.groups] for part in plan.parts] == [["1"], ["2.a", "2.b"], ["khac"]]


def test_part_pages_and_right_hand_starts_together(make_tree):
    papers = {"a": paper("Nguyễn Văn A", "2.a"), "b": paper("Nguyễn Văn A", "2.b")}
    plan = planned(laid_out(make_tree, papers, pages=1), part_pages=True, right_hand=True)
    assert drawn(plan) == ["P1", "", "a1", "", "b1", ""]


def test_a_volume_without_papers_has_no_pages(make_tree):
    plan = planned(laid_out(make_tree, {}), part_pages=True, right_hand=True)
    assert (plan.groups, plan.parts, plan.sheets) == ((), (), ())
