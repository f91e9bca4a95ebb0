"""serve: a live preview; papers with faults are left out and named, all others are shown."""

from __future__ import annotations

import logging
import os
import re
import sys

from proceedings.commands.arguments import CLEAN, FAILED, Parser, add_common
from proceedings.model.errors import ProceedingsError
from proceedings.pipeline.paths import CONFIGURATION


def main(argv: list[str] | None = None) -> int:
    """Run the command until it is interrupted."""
    parser = Parser(prog="serve.py", description="Xem trước website; tự tải lại khi bài thay đổi.")
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="MÁY:CỔNG", help="địa chỉ xem trước")
    add_common(parser)
    arguments = parser.parse_args(argv)
    if not re.fullmatch(r"[\w.:\[\]-]+:\d{1,5}", arguments.address):
        parser.error(f"argument --address: cần MÁY:CỔNG, ví dụ 127.0.0.1:8000 (nhận được {arguments.address!r})")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    if arguments.as_of:
        os.environ["KY_YEU_AS_OF"] = arguments.as_of.isoformat()
    from proceedings.web.mkdocs.build import serve_site  # MkDocs is loaded only here

    try:
        serve_site(CONFIGURATION, arguments.root.resolve(), arguments.address)
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        pass
    return CLEAN


if __name__ == "__main__":
    raise SystemExit(main())
