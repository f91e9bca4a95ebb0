"""What the preflight found, as lines to be read: each fault once with all its pages, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.book.preflight.expected import BANNER, BOOKLET, COVER, INSIDE, UNKNOWN
from proceedings.book.preflight.finding import PreflightFinding
from proceedings.installation import program
from proceedings.model.event import Event

_KINDS = {
    INSIDE: "ruột",
    COVER: "bìa",
    BANNER: "ma két",
    BOOKLET: "tệp gấp đôi, bản in văn phòng",
    UNKNOWN: "không rõ loại tệp",
}
_MOST_RANGES = 8
_REBUILD = f"Báo ban biên tập dựng lại bằng {program('build')} rồi giao lại cả thư mục."
_REPAIR = "Báo người làm tệp sửa ở bản gốc rồi xuất lại thành PDF/X-4."
# What a fault means for who prints or edits, by its code.
_MEANINGS = {
    "damaged": "Tệp gửi dở, chép hỏng hoặc không phải PDF.",
    "encrypted": "Máy in không mở được tệp có mật khẩu.",
    "pages": "Ruột in theo tay sách, số trang phải chia hết cho 4; thiếu hoặc thừa trang thì không bình được.",
    "order": "In theo tệp này thì sách gấp lại sẽ sai thứ tự trang.",
    "labels": "Thiếu số trang trong tệp thì số trang hiện trên màn hình không khớp số in trên giấy.",
    "active": "Bản in không dùng đến phần này và PDF/X cấm.",
    "annotation": "Bản in không dùng đến phần này và PDF/X cấm.",
    "layer": "Lớp có thể in ra ở máy này mà mất ở máy khác. Khi xuất tệp, gộp các lớp làm một.",
    "version": "Máy của nhà in có thể không nhận tệp này là PDF/X-4. Xuất lại thành PDF 1.6.",
    "metadata": "Máy của nhà in sẽ không nhận tệp này là PDF/X-4.",
    "intent": "OutputIntent nói màu trong tệp tính cho điều kiện in nào; thiếu thì không biết trước màu in ra.",
    "font": "Phông không nhúng thì máy in thay phông khác: mất dấu, xô dòng. Khi xuất tệp, nhúng mọi phông.",
    "type-3": "Chữ của phông Type 3 là hình vẽ, in ra có thể thô hoặc sai nét. Đổi phông khác rồi xuất lại.",
    "unicode": "Chữ in trên giấy vẫn đúng, nhưng máy không đọc được chữ trong tệp. Xuất lại có bảng ToUnicode.",
    "box": "Khung trang cho máy biết chỗ xén và tràn lề; khung sai thì trang bị xén lệch.",
    "colour": "RGB là màu của màn hình; máy in tự đổi sang bốn mực nên không biết trước màu in ra.",
    "image": "Máy in tự đổi màu của hình nên không biết trước màu in ra. Đổi hình sang CMYK hoặc xám.",
    "text": "Chữ in chồng nhiều mực sẽ nhòe khi các bản kẽm lệch nhau; chữ đen chỉ dùng mực K.",
    "spot": "Màu pha cần bản kẽm và mực riêng mà phiếu đặt in không đặt. Đổi sang CMYK.",
    "black": "Máy chỉ chạy mực đen sẽ bỏ mất phần vẽ bằng mực khác. Đổi sang màu xám.",
    "ink": "Quá nhiều mực thì lâu khô, dễ dính sang tờ bên cạnh. Giảm bớt mực ở chỗ ấy.",
    "forms": "Máy in có thể treo ở trang này. Vẽ lại hình cho đơn giản.",
    "transparency": "Vùng trong suốt có thể in khác nhau tùy máy; cần thì ép phẳng trước khi in.",
    "resolution": "Hình in ra sẽ vỡ hạt. Xin tác giả hình gốc lớn hơn, hoặc cho hình nhỏ lại.",
    "sums": "Tệp đã sửa hoặc hỏng khi gửi. Xin không in những tệp này.",
}


def report(name: str, faults: Sequence[PreflightFinding], kind: str | None = None, notes: Sequence[str] = ()) -> str:
    """Return the findings on a file as lines to be read.

    Parameters
    ----------
    kind
        What the file was judged as; None for what is no PDF.
    notes
        What was not examined.
    """
    blocking = any(fault.blocking for fault in faults)
    outcome = "có lỗi." if blocking else "đạt, có chỗ cần lưu ý." if faults else "đạt."
    lines = [f"{name}{'' if kind is None else f' ({_KINDS[kind]})'}: {outcome}"]
    lines += [f"  {line}" for line in _summed_up(faults)]
    lines += [f"    → {meaning}" for meaning in _meanings(faults)]
    if blocking:
        lines.append(f"  Cách sửa: {_REPAIR if kind == UNKNOWN else _REBUILD}")
    lines += [f"  Chưa kiểm: {note}" for note in notes]
    return "\n".join(lines)


def not_examined(kind: str, event: Event | None) -> tuple[str, ...]:
    """Return what a file of this kind cannot be examined for, and how to have it examined."""
    if kind == UNKNOWN:
        return (
            "Không rõ loại tệp: chỉ kiểm phông, khung trang, màu, hình; không kiểm số trang, số trang ghi trong tệp, "
            "chữ đen pha mực, số mực, gáy. Muốn kiểm đủ, thêm --kind ruot, bia hoặc ma-ket.",
        )
    if event or kind == BANNER:
        return ()
    sure = "Không biết tệp của sự kiện nào, nên không so được với event.yml:"
    what = {
        INSIDE: "khổ lấy theo phần lớn các trang, tràn lề theo 3 mm; không kiểm in một mực đen.",
        COVER: "tràn lề lấy theo 3 mm; không kiểm bề rộng gáy.",
        BOOKLET: "khổ giấy lấy theo phần lớn các mặt; không kiểm in một mực đen.",
    }
    return (f"{sure} {what[kind]} Muốn kiểm đủ, thêm --event MÃ.",)


def _summed_up(faults: Sequence[PreflightFinding]) -> Iterator[str]:
    """Yield a line for each fault, one line where many pages have the same."""
    pages: dict[tuple[str, bool], list[int]] = {}
    for fault in faults:
        held = pages.setdefault((fault.what, fault.blocking), [])
        if fault.page and fault.page not in held:
            held.append(fault.page)
    for (what, blocking), numbers in pages.items():
        where = f"Trang {_ranges(numbers)}: " if numbers else ""
        yield f"{'LỖI' if blocking else 'Lưu ý'}: {where}{what}"


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as they are read out: "3, 5–9"; many are cut short and counted."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    more = f", … ({len(numbers)} trang)" if len(named) > _MOST_RANGES else ""
    return ", ".join(named[:_MOST_RANGES]) + more


def _meanings(faults: Sequence[PreflightFinding]) -> list[str]:
    """Return what the faults mean, each once."""
    return list(dict.fromkeys(_MEANINGS[fault.code] for fault in faults if fault.code in _MEANINGS))
