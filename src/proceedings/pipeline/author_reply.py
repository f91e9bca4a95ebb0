"""What goes back to an author: the report as a page and the Word file with comments, in dist/tra-loi/."""

from __future__ import annotations

import datetime
from pathlib import Path

from proceedings.pipeline.paths import REPLIES, write_whole
from proceedings.pipeline.volume_worker import PRINT
from proceedings.word.reply.annotate import annotate
from proceedings.word.reply.received_file import ReceivedFile
from proceedings.word.reply.report import ImportAccount
from proceedings.word.reply.report_page import report_page
from proceedings.word.reply.word_terms import is_for_author

PAGE = "bao-cao.html"


def write_answer(root: Path, account: ImportAccount, received: ReceivedFile, as_of: datetime.date) -> Path:
    """Write the report and, where the paper was checked, the annotated Word file; return the report's path.

    Parameters
    ----------
    received
        The Word file beside the paper.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    slug = Path(account.path).stem
    folder = root / PRINT / REPLIES / account.event.id / slug
    annotated = folder / f"{slug}-nhan-xet.docx"
    noted = _annotated(root, account, received)
    folder.mkdir(parents=True, exist_ok=True)
    if noted is None:
        annotated.unlink(missing_ok=True)
    else:
        write_whole(annotated, noted)
    page = report_page(account, as_of, annotated=annotated.name if noted is not None else "")
    write_whole(folder / PAGE, page.encode())
    return folder / PAGE


def _annotated(root: Path, account: ImportAccount, received: ReceivedFile) -> bytes | None:
    """Return the Word file with its comments, None where the author has nothing to see."""
    findings = account.checked.findings if account.checked else ()
    if not any(map(is_for_author, findings)):
        return None
    return annotate(received, findings, (root / account.path).read_text(encoding="utf-8"))
