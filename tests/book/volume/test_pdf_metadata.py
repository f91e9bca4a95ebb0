"""A PDF's metadata are written twice, the same both times, and never depend on the clock."""

from __future__ import annotations

import dataclasses
import datetime
import io
from xml.etree import ElementTree

import pikepdf
import pytest
from book import art
from book.pdfs import saved

from proceedings.book.volume.metadata import Description, describe, event_day
from proceedings.model.event import EventDate, Phase, Window, YearMonth

DAY = datetime.date(2021, 11, 5)
ODD = Description(
    title="Kỷ yếu “Ấ Ở Ệ” & <b>đậm</b> ]]>", author="Trường A & B <x>", day=DAY, keywords=("đổi mới", "a < b", "“c”")
)
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def described(what: Description = ODD, standard: str = "") -> pikepdf.Pdf:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        describe(pdf, what, standard)  # type: ignore[arg-type]
        return pikepdf.open(io.BytesIO(saved(pdf)))


def packet(what: Description = ODD, standard: str = "") -> ElementTree.Element:
    with described(what, standard) as pdf:
        return ElementTree.fromstring(pdf.Root.Metadata.read_bytes())


def said(root: ElementTree.Element, path: str) -> str | None:
    found = root.find(f".//{path}", SPACES)
    return None if found is None else "".join(found.itertext())


@pytest.mark.parametrize("standard", ["", "ua", "x4"])
def test_both_places_say_the_same(standard):
    root = packet(standard=standard)
    assert said(root, "dc:title") == ODD.title
    assert said(root, "dc:creator") == ODD.author
    assert said(root, "dc:language") == "vi-VN"
    assert said(root, "pdf:Keywords") == "đổi mới, a < b, “c”"
    with described(standard=standard) as pdf:
        held = pdf.docinfo
        assert str(held["/Title"]) == ODD.title
        assert str(held["/Author"]) == ODD.author
        assert str(held["/Keywords"]) == "đổi mới, a < b, “c”"
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_days_are_the_events():
    root = packet()
    days = {said(root, f"xmp:{name}") for name in ("CreateDate", "ModifyDate", "MetadataDate")}
    assert days == {"2021-11-05T00:00:00+07:00"}
    with described() as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20211105000000+07'00'"


def test_no_keywords_no_field():
    what = dataclasses.replace(ODD, keywords=())
    assert said(packet(what), "pdf:Keywords") is None
    with described(what) as pdf:
        assert "/Keywords" not in pdf.docinfo


def test_only_print_says_pdf_x():
    root = packet(standard="x4")
    assert said(root, "pdfxid:GTS_PDFXVersion") == "PDF/X-4"
    assert said(root, "pdf:Trapped") == "False"
    assert said(root, "pdfuaid:part") is None
    assert (said(root, "xmpMM:DocumentID") or "").startswith("uuid:")
    assert (said(root, "xmpMM:VersionID"), said(root, "xmpMM:RenditionClass")) == ("1", "default")
    with described(standard="x4") as pdf:
        assert pdf.docinfo["/Trapped"] == "/False"
    for other in ("", "ua"):
        assert said(packet(standard=other), "pdfxid:GTS_PDFXVersion") is None
        with described(standard=other) as pdf:
            assert "/Trapped" not in pdf.docinfo


def test_only_tagged_papers_say_pdf_ua():
    assert said(packet(standard="ua"), "pdfuaid:part") == "1"
    assert said(packet(), "pdfuaid:part") is None


def test_the_packet_is_marked_as_xmp():
    with described(standard="x4") as pdf:
        held = pdf.Root.Metadata
        assert (held.Type, held.Subtype) == ("/Metadata", "/XML")
        text = held.read_bytes().decode()
    assert text.startswith('<?xpacket begin="\ufeff"')
    assert text.rstrip().endswith('<?xpacket end="w"?>')


def test_the_identity_changes_with_what_is_said():
    one = said(packet(standard="x4"), "xmpMM:DocumentID")
    assert one == said(packet(standard="x4"), "xmpMM:DocumentID")
    for change in ({"title": "khác"}, {"author": "khác"}, {"day": datetime.date(2021, 11, 6)}):
        assert said(packet(dataclasses.replace(ODD, **change), "x4"), "xmpMM:DocumentID") != one


def test_a_second_description_replaces_the_first():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        describe(pdf, ODD, "x4")
        describe(pdf, dataclasses.replace(ODD, title="Sau", keywords=()))
        assert str(pdf.docinfo["/Title"]) == "Sau"
        assert "/Keywords" not in pdf.docinfo
        assert "/Trapped" not in pdf.docinfo


START = datetime.datetime(2024, 5, 6, 8, 0)
WINDOW = Window(start=datetime.date(2023, 12, 30), end=datetime.date(2024, 1, 2))
MONTH = YearMonth(2022, 3, 1)
PLANNED = datetime.date(2019, 9, 9)
PHASES = (
    Phase(start=datetime.date(2018, 8, 8), end=datetime.date(2018, 8, 9), task="Viết", kind="write"),
    Phase(start=datetime.date(2018, 9, 8), end=datetime.date(2018, 9, 9), task="Nộp", kind="submit"),
)
DAYS = {
    "the day itself": (EventDate(start=START, window=WINDOW, month=MONTH), PLANNED, PHASES, START.date()),
    "a window": (EventDate(window=WINDOW, month=MONTH), PLANNED, PHASES, WINDOW.start),
    "a month": (EventDate(month=MONTH), PLANNED, PHASES, MONTH),
    "the plan's day": (EventDate(), PLANNED, PHASES, PLANNED),
    "the timeline": (EventDate(), None, PHASES, PHASES[0].start),
    "nothing": (EventDate(), None, (), datetime.date(2000, 1, 1)),
}


@pytest.mark.parametrize("case", DAYS)
def test_the_day_of_an_event(case):
    date, planned, timeline, wanted = DAYS[case]
    event = art.event()
    plan = dataclasses.replace(event.plan, date=planned)
    assert event_day(dataclasses.replace(event, date=date, plan=plan, timeline=timeline)) == wanted
