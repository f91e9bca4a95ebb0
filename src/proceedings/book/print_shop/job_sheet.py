"""The order for the print shop (phiếu đặt in), and the figures that the application for a permit asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from proceedings.book.layout.fonts import FontFamily
from proceedings.book.layout.paper_html import TEMPLATES
from proceedings.book.layout.stylesheet import press_guideline, stylesheet
from proceedings.book.pages.barcode import barcode, bare
from proceedings.book.print_shop.banner import scale
from proceedings.listing.citation import unquoted
from proceedings.listing.volume_order import page_sum
from proceedings.model.event import Event
from proceedings.model.volume import PrintJob

_BINDINGS = {"glued": "keo gáy (bìa mềm)", "stapled": "ghim giữa (đóng lồng)"}
_FORM = "Sách in giấy, bìa mềm"
_LANGUAGE = "Tiếng Việt"
_ASK, _LACKING = "(chưa có – hỏi bên đặt in)", "(chưa có – bên đặt in bổ sung)"
_BY_HAND = "." * 90


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFacts:
    """What is known of a book when its files are made.

    Attributes
    ----------
    inside_pages
        Pages of the inside file: front, body, back and blank ones together.
    blank
        The blank pages of the inside file, counted from 1.
    coloured
        The pages with colour: the label printed on each ("iv", "27"), and its number in the inside file.
    files
        Name, number of pages, and what it is, of each file handed over.
    coarse
        Pictures too coarse for print, a line of text for each.
    """

    inside_pages: int
    front_pages: int
    body_pages: int
    back_pages: int
    blank: tuple[int, ...]
    coloured: tuple[tuple[str, int], ...]
    spine_mm: float
    spine_text: bool
    organizer: str
    profile: str
    files: tuple[tuple[str, int, str], ...]
    coarse: tuple[str, ...] = ()

    @property
    def fill_pages(self) -> int:
        """Blank pages at the end, which make the number of pages a multiple of four."""
        return self.inside_pages - self.front_pages - self.body_pages - self.back_pages


class JobSheetRow(NamedTuple):
    """A row of the tables: what is asked, and the answer; `missing` where there is none."""

    label: str
    value: str
    missing: bool = False


def job_sheet(event: Event, facts: JobFacts, family: FontFamily) -> bytes:
    """Return the order and the figures for the permit as a PDF of A4 pages."""
    from proceedings.book.layout.engine import lay_out  # the engine is loaded only where something is laid out

    html = TEMPLATES.get_template("job-sheet.html").render(
        event=event, facts=facts, order=_order(event, facts), permit=_permit(event, facts)
    )
    return lay_out(html, f"html{{font-family:'{family.name}'}}" + stylesheet("job-sheet"), family).pdf


def _order(event: Event, facts: JobFacts) -> tuple[JobSheetRow, ...]:
    job = event.volume.print
    return (
        JobSheetRow("Tên sách", f"{event.volume.title}: {_name(event)}"),
        JobSheetRow("Bên đặt in", facts.organizer),
        _given("Số bản in", _number(event.volume.copies, "bản"), _ASK),
        JobSheetRow("Khổ thành phẩm", f"{_size(event)} cm (rộng × cao)"),
        JobSheetRow("Tràn lề", f"{decimal(job.bleed_mm)} mm mỗi cạnh; ma két không tràn lề"),
        JobSheetRow("Số trang ruột", _pages(facts)),
        JobSheetRow("Trang để trắng", _blank(facts)),
        JobSheetRow("Trang có màu", _coloured(facts)),
        JobSheetRow("Màu ruột", _inside_inks(job, facts)),
        JobSheetRow("Màu bìa", "4/0 (bốn màu, in một mặt)"),
        JobSheetRow("Giấy ruột", f"{job.paper}; dày {decimal(job.caliper_mm)} mm một tờ"),
        JobSheetRow("Giấy bìa", f"{job.cover_paper}; dày {decimal(job.cover_caliper_mm)} mm"),
        JobSheetRow("Đóng sách", _BINDINGS[job.binding]),
        JobSheetRow("Gáy", _spine(facts)),
        *_barcode(event),
        JobSheetRow("Ma két", _banner(event)),
        _given("Điều kiện in (ICC)", facts.profile, _ASK),
        *_shop(job),
        JobSheetRow("Cán màng bìa", _BY_HAND),
        JobSheetRow("Ngày giao sách", _BY_HAND),
        JobSheetRow("Liên hệ (tên, số máy)", _BY_HAND),
    )


def _permit(event: Event, facts: JobFacts) -> tuple[JobSheetRow, ...]:
    job = event.volume.print
    shop = job.shop
    return (
        JobSheetRow("Tên tài liệu", f"{event.volume.title}: {_name(event)}"),
        JobSheetRow("Hình thức", f"{_FORM}, {_BINDINGS[job.binding].partition(' (')[0]}"),
        JobSheetRow("Số trang", f"{facts.inside_pages} trang ruột, không kể bìa"),
        JobSheetRow("Phụ bản", "không có"),
        JobSheetRow("Khuôn khổ (cm)", _size(event)),
        _given("Số lượng in", _number(event.volume.copies, "bản")),
        JobSheetRow("Ngôn ngữ", _LANGUAGE),
        _given("Cơ sở in", shop.name if shop else None),
        _given("Địa chỉ cơ sở in", shop.address if shop else None),
        _given("Mục đích xuất bản", job.purpose),
        _given("Tóm tắt nội dung", job.summary),
    )


def _given(label: str, value: str | None, otherwise: str = _LACKING) -> JobSheetRow:
    """Return a row, which says who will know where event.yml does not give its value."""
    return JobSheetRow(label, value) if value and value.strip() else JobSheetRow(label, otherwise, missing=True)


def _name(event: Event) -> str:
    return f"“{unquoted(event.title)}”"


def _number(number: int | None, unit: str) -> str | None:
    return f"{number:,}".replace(",", ".") + f" {unit}" if number else None


def decimal(number: float) -> str:
    """Return a number with a comma, as Vietnamese writes it: "14,5"."""
    return f"{number:g}".replace(".", ",")


def _size(event: Event) -> str:
    page = press_guideline(event).page
    return f"{decimal(page.width_mm / 10)} × {decimal(page.height_mm / 10)}"


def _pages(facts: JobFacts) -> str:
    return f"{facts.inside_pages} trang = " + page_sum(
        facts.front_pages, facts.body_pages, facts.back_pages, facts.fill_pages
    )


def _blank(facts: JobFacts) -> str:
    if not facts.blank:
        return "không có"
    return f"có chủ ý; số thứ tự trong tệp ruot.pdf: {', '.join(map(str, facts.blank))}"


def _coloured(facts: JobFacts) -> str:
    if not facts.coloured:
        return "không có"
    labels, numbers = zip(*facts.coloured, strict=True)
    return f"trang {_runs(labels)} (trang thứ {_runs(map(str, numbers))} của tệp ruot.pdf)"


def _runs(labels: Iterable[str]) -> str:
    """Return page labels with runs drawn together: "iv, 3–5, 9"."""
    runs: list[list[str]] = []
    for label in labels:
        if runs and label.isdecimal() and runs[-1][-1].isdecimal() and int(label) == int(runs[-1][-1]) + 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _inside_inks(job: PrintJob, facts: JobFacts) -> str:
    if job.inside == "black" or not facts.coloured:
        return "1/1 (một màu đen, hai mặt)"
    return "1/1 đen; 4/4 ở các tờ có trang màu ghi trên"


def _spine(facts: JobFacts) -> str:
    if not facts.spine_mm:
        return "không có"
    text = "có chữ gáy" if facts.spine_text else "không có chữ gáy"
    return f"{decimal(facts.spine_mm)} mm, {text}; dấu gấp ở hai mép gáy (nét đứt)"


def _barcode(event: Event) -> tuple[JobSheetRow, ...]:
    """Return the row on the barcode of a book that has an ISBN."""
    publisher = event.volume.publisher
    if event.volume.imprint != "publisher" or publisher is None:
        return ()
    if barcode(publisher.isbn) is None:
        return (JobSheetRow("Mã vạch", _ASK, missing=True),)
    how = "cỡ 100 %, chỉ mực đen, ở bìa 4"
    return (JobSheetRow("Mã vạch", f"EAN-13 đã vẽ sẵn từ ISBN {bare(publisher.isbn)}: {how}"),)


def _banner(event: Event) -> str:
    cloth = event.volume.hall_banner
    times = scale(cloth)
    size = f"{decimal(cloth.width_mm)} × {decimal(cloth.height_mm)} mm, tỷ lệ 1:{times}"
    enlarged = f" (TrimBox {decimal(cloth.width_mm / times)} × {decimal(cloth.height_mm / times)} mm)"
    return f"{size}{f'{enlarged}, phóng {100 * times} % khi in' if times > 1 else ''}, không tràn lề, 1 tấm"


def _shop(job: PrintJob) -> tuple[JobSheetRow, ...]:
    if job.shop is None:
        return (_given("Nhà in", None, _ASK),)
    return (JobSheetRow("Nhà in", ", ".join(part for part in (job.shop.name, job.shop.address) if part)),)
