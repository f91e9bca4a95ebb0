"""One volume by pandoc and Typst: texts to Typst's markup, that to PDF. Run by book_speed.py, whose reference it is.

typst_book.py BOOK.typ FOLDER_OF_FONTS PANDOC TEXT.md…
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import typst

BODY = "body.typ"
"""What pandoc writes and the book includes, in the book's folder."""


def main(book: Path, fonts: str, pandoc: str, texts: list[str]) -> None:
    # Each text by itself, so that its notes are its own.
    convert = [pandoc, "--file-scope", "--from", "markdown", "--to", "typst", "--output", BODY, *texts]
    subprocess.run(convert, cwd=book.parent, check=True)
    pdf = book.with_suffix(".pdf")
    typst.compile(str(book), output=str(pdf), root=str(book.parent), font_paths=[fonts], ignore_system_fonts=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
