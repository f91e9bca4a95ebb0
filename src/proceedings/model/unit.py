"""Schools, and the departments of a school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One row of units.yml."""

    id: Annotated[str, "Mã đơn vị, dùng trong bài viết"]
    name: Annotated[str, "Tên đầy đủ"]
    short: Annotated[str, "Tên gọn để in bảng"]
    kind: Annotated[Literal["school", "department", "body"], "school: trường; department: khoa, phòng; body: cơ quan"]
    parent: Annotated[str | None, "Mã đơn vị cấp trên"] = None
    place: Annotated[str | None, "Tỉnh, thành phố"] = None
    aliases: Annotated[tuple[str, ...], "Các cách viết khác gặp trong văn bản"] = ()
