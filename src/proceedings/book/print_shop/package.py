"""The print shop's folder: inside, cover, hall banner, job sheet, booklet where asked for, and the sums of them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from proceedings.book.layout.cache import kept_file
from proceedings.book.layout.fonts import FontFamily, find
from proceedings.book.layout.stylesheet import press_guideline
from proceedings.book.pages.booklet import booklet
from proceedings.book.pages.cover_spread import Jacket, jacket
from proceedings.book.preflight.check import preflight
from proceedings.book.preflight.expected import expected_for
from proceedings.book.preflight.finding import PreflightFinding
from proceedings.book.print_shop.banner import hall_banner, scale
from proceedings.book.print_shop.inks import Profile, profile
from proceedings.book.print_shop.job_sheet import JobFacts, job_sheet
from proceedings.book.print_shop.printing import Printed, inside, single
from proceedings.book.print_shop.remarks import open_lines, remarks
from proceedings.book.volume.book import Printable
from proceedings.book.volume.metadata import Description, event_day
from proceedings.listing.volume_order import COVER_PAGES
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.unit import Unit

INSIDE, COVER, BANNER, SHEET, BOOKLET, SUMS = (
    "ruot.pdf", "bia.pdf", "ma-ket.pdf", "phieu-in.pdf", "ruot-gap-doi.pdf", "SHA256SUMS",
)  # fmt: skip


def write_package(book: Printable, papers: Path, folder: Path, cache: Path | None = None) -> tuple[str, ...]:
    """Make, examine and write the files of an event for the print shop; return what its editors should know.

    Parameters
    ----------
    papers
        The folder papers/, where the printer's ICC profile lies.
    cache
        Folder of what was made earlier, found by content; None keeps none.

    Raises
    ------
    ProceedingsError
        A file has a fault that a print shop would stumble over; nothing is written then.
    """
    job = book.event.volume.print
    target = profile_of(book.event, papers)
    what = _description(book.event, book.organizer)
    wrap = jacket(book.event, book.inside_pages, book.family, book.organizer)
    made: dict[str, Printed] = {
        INSIDE: inside(book, target, what, cache),
        COVER: single(wrap.pdf, what, target, bleed_mm=job.bleed_mm, drawn_mm=job.bleed_mm, folds_mm=wrap.folds_mm),
        BANNER: _banner(book.event, book.family, what, target, cache),
    }
    faults = {name: preflight(printed.pdf, expected_for(name, book.event), cache) for name, printed in made.items()}
    _stop_at(book.event, faults, book)
    coarse = [fault for fault in faults[INSIDE] if fault.code == "resolution"]
    files = {name: printed.pdf for name, printed in made.items()}
    if job.booklet:
        page = press_guideline(book.event).page
        files[BOOKLET] = booklet(made[INSIDE].pdf, (page.width_mm, page.height_mm))
    facts = _facts(book, made, wrap, target, tuple(fault.message for fault in coarse))
    files[SHEET] = job_sheet(book.event, facts, book.family)
    _write(files, folder)
    notes = [f"{name}: {fault.message}" for name, found in faults.items() for fault in found if not fault.blocking]
    return (*notes, *remarks(book.event, book.inside_pages))


def write_banner(
    event: Event, units: Mapping[str, Unit], papers: Path, folder: Path, cache: Path | None = None
) -> tuple[str, ...]:
    """Make, examine and write the banner alone: an event without papers has no book yet.

    Returns and raises as `write_package` does.
    """
    unit = units.get(event.organizer)
    what = _description(event, unit.name if unit else event.organizer)
    printed = _banner(event, find(event.guideline.font), what, profile_of(event, papers), cache)
    faults = {BANNER: preflight(printed.pdf, expected_for(BANNER, event), cache)}
    _stop_at(event, faults)
    _write({BANNER: printed.pdf}, folder)
    return (f"Chưa có bài nào: mới dựng {BANNER}, chưa dựng ruột, bìa và ky-yeu.pdf.", *open_lines(event))


def _banner(event: Event, family: FontFamily, what: Description, target: Profile, cache: Path | None) -> Printed:
    drawn = kept_file(cache, f"banner {event!r}", family, lambda: hall_banner(event, family))
    return single(drawn, what, target, bleed_mm=0, drawn_mm=0)


def _description(event: Event, organizer: str) -> Description:
    return Description(title=f"{event.volume.spoken}: {event.title}", author=organizer, day=event_day(event))


def profile_of(event: Event, papers: Path) -> Profile:
    """Return the profile an event is printed by; `papers` is the folder papers/."""
    job = event.volume.print
    return profile(papers / job.profile if job.profile else None, job.condition)


def _stop_at(event: Event, faults: dict[str, tuple[PreflightFinding, ...]], book: Printable | None = None) -> None:
    blocking = [
        f"{name}: {fault.message}{_paper_at(book, name, fault) if book else ''}"
        for name, found in faults.items()
        for fault in found
        if fault.blocking
    ]
    if blocking:
        raise ProceedingsError(
            f"Bản in {event.id} không qua kiểm tra trước khi in: {' '.join(blocking[:10])}",
            f"(và {len(blocking) - 10} lỗi khác)" if len(blocking) > 10 else "",
        )


def _paper_at(book: Printable, name: str, fault: PreflightFinding) -> str:
    """Name the paper on whose page a fault of the inside lies: that is where it can be repaired."""
    place = COVER_PAGES + (fault.page or 0) - 1 - book.front_pages
    if name != INSIDE or fault.page is None or not 0 <= place < len(book.plan.sheets):
        return ""
    entry = book.plan.sheets[place].entry
    return f" (bài “{entry.paper.front.title}”, {entry.paper.path})" if entry else ""


def _facts(
    book: Printable, made: dict[str, Printed], wrap: Jacket, target: Profile, coarse: tuple[str, ...]
) -> JobFacts:
    return JobFacts(
        inside_pages=book.inside_pages,
        front_pages=book.front_pages - COVER_PAGES,
        body_pages=book.body_pages,
        back_pages=book.back_pages,
        blank=made[INSIDE].blank,
        coloured=tuple((book.label(COVER_PAGES + number - 1), number) for number in made[INSIDE].coloured),
        spine_mm=wrap.spine_mm,
        spine_text=wrap.spine_text,
        organizer=book.organizer,
        profile=target.condition,
        files=tuple(_named(book, made, wrap)),
        coarse=coarse,
    )


def _named(book: Printable, made: dict[str, Printed], wrap: Jacket) -> Iterator[tuple[str, int, str]]:
    """Yield name, number of pages and description of each file for print."""
    yield INSIDE, made[INSIDE].pages, "ruột, từng trang, có dấu xén"
    sheet = "bìa 4, gáy, bìa 1 trên một tờ" if wrap.spine_mm else "bìa 4, bìa 1 trên một tờ"
    yield COVER, made[COVER].pages, f"{sheet}, có dấu xén"
    times = scale(book.event.volume.hall_banner)
    yield BANNER, made[BANNER].pages, f"ma két treo hội trường, tỷ lệ 1:{times}, có dấu xén"
    if book.event.volume.print.booklet:
        yield BOOKLET, made[INSIDE].pages // 2, "ruột, hai trang một mặt, để tự in hai mặt rồi ghim giữa"


def _write(files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    (folder / SUMS).write_text(sums, encoding="utf-8")
