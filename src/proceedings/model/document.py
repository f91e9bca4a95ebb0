"""The register of official documents that plans and papers cite."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """One row of documents.yml."""

    id: Annotated[str, "Mã văn bản"]
    kind: Annotated[str, "Loại văn bản: Kết luận, Kế hoạch, …"]
    issuer: Annotated[str, "Cơ quan ban hành"]
    number: Annotated[str | None, "Số và ký hiệu, đã chuẩn hóa"] = None
    printed_number: Annotated[str | None, "Số và ký hiệu như in trong bản gốc"] = None
    date: Annotated[datetime.date | None, "Ngày ban hành (năm-tháng-ngày)"] = None
    subject: Annotated[str | None, "Trích yếu"] = None
    short: Annotated[str | None, "Cách gọi tắt"] = None
    aliases: Annotated[tuple[str, ...], "Các cách viết khác"] = ()
    signer: Annotated[str | None, "Người ký"] = None
    page: Annotated[str | None, "Trang của văn bản trên website (đường dẫn trong docs/)"] = None
    note: Annotated[str | None, "Điều biên tập cần biết"] = None
