"""Files of other word processors (.doc, .odt) turned into .docx by LibreOffice, where it is installed.

LibreOffice runs in a folder and a user profile of its own that are removed afterwards: without macros, without asking
for anything that lies outside the file, for a limited time. What it makes passes the same gate as every other .docx.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from proceedings.processes.limits import OutOfTimeError, TimeLimit
from proceedings.processes.program import Program
from proceedings.word.container.package import MAX_FILE, open_package, pack
from proceedings.word.container.refusal import RefusedError

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_WORD_STREAM, _ENCRYPTED = ("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
_ODT = b"application/vnd.oasis.opendocument.text"
_READ_BY = {"doc": "MS Word 97", "odt": "writer8"}
_SHOWN = {"doc": "định dạng Word cũ (.doc)", "odt": "OpenDocument (.odt)"}
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_BUILD = re.compile(r"^buildid=(.+?)\s*$", re.MULTILINE)
LIMIT = TimeLimit(90, wall=600)
_MAX_UNPACKED = 100_000_000
_SAVE_AS = "Mở tệp bằng Word rồi lưu lại dưới dạng Word Document (.docx)"
_NOWHERE = "127.0.0.1:9"
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE.partition(":")[0]),
    ("Inet/Settings", "ooInetHTTPProxyPort", _NOWHERE.partition(":")[2]),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE.partition(":")[0]),
    ("Inet/Settings", "ooInetHTTPSProxyPort", _NOWHERE.partition(":")[2]),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def kind_of(content: bytes) -> str:
    """Return "doc" or "odt" for what LibreOffice has to read first, "" for everything else, by the content."""
    if content.startswith(_OLE) and _WORD_STREAM in content and _ENCRYPTED not in content:
        return "doc"
    return "odt" if content.startswith(b"PK\x03\x04") and _ODT in content[:200] else ""


def find_office() -> str | None:
    """Return where LibreOffice is, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_docx(content: bytes, kind: str, max_image: int, *, limit: TimeLimit = LIMIT) -> bytes:
    """Return a .doc or .odt as .docx.

    Parameters
    ----------
    kind
        "doc" or "odt" (`kind_of`).
    max_image
        Bytes that one picture in it may have.

    Raises
    ------
    RefusedError
        LibreOffice is not installed, or cannot read the file in time.
    """
    program = find_office()
    what = f"Tệp là {_SHOWN[kind]}"
    if program is None:
        hint = f"{_SAVE_AS}, hoặc cài LibreOffice (libreoffice.org) rồi chạy lại lệnh này."
        raise RefusedError("KY901", f"{what}; máy này không có LibreOffice để chuyển sang .docx.", hint)
    _check_size(content, kind)
    with tempfile.TemporaryDirectory(prefix="ky-yeu-word-", ignore_cleanup_errors=True) as made:
        source = Path(made) / f"bai.{kind}"
        source.write_bytes(content)
        try:
            with turning(program, source, "docx:MS Word 2007 XML", limit, f"--infilter={_READ_BY[kind]}") as wait:
                wait()
        except OutOfTimeError as error:
            raise RefusedError("KY904", f"{what}; LibreOffice chuyển {error}.", f"{_SAVE_AS}.") from error
        result = source.parent / "ra" / "bai.docx"
        if not result.is_file() or result.stat().st_size > MAX_FILE:
            raise RefusedError("KY901", f"{what}; LibreOffice không đọc được tệp này.", f"{_SAVE_AS}.")
        # LibreOffice notes the hour in the container: rewritten, the same file gives the same bytes.
        return pack(dict(open_package(result.read_bytes(), max_image).parts))


@contextmanager
def turning(program: str, source: Path, form: str, limit: TimeLimit, *options: str) -> Iterator[Callable[[], int]]:
    """Let LibreOffice turn a file into another form, in "ra" beside it; what is yielded waits for it (`Program.wait`).

    Parameters
    ----------
    source
        The file, alone in a folder that LibreOffice may use for itself.
    form
        What to make of it, as LibreOffice names it: "pdf", "docx:MS Word 2007 XML".
    """
    folder = source.parent
    _write_profile(folder, program)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'ho-so').as_uri()}",
        *"--headless --invisible --norestore --nolockcheck --nodefault --nologo --nofirststartwizard".split(),
        *options,
        *("--convert-to", form, "--outdir", str(folder / "ra"), str(source)),
    ]
    blocked = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), f"http://{_NOWHERE}")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    environment = {**kept, **blocked, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    with Program(command, folder, environment, limit) as office:
        yield office.wait


def _check_size(content: bytes, kind: str) -> None:
    """Refuse an .odt that swells: LibreOffice would unpack it whole."""
    if kind != "odt":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            total = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise RefusedError("KY901", "Tệp .odt bị hỏng, không giải nén được.", f"{_SAVE_AS}.") from error
    if total > _MAX_UNPACKED:
        raise RefusedError("KY904", f"Nội dung giải nén của tệp quá lớn ({total / 1e6:.0f} MB).", f"{_SAVE_AS}.")


def _write_profile(folder: Path, program: str) -> None:
    """Write a user profile with our settings.

    Its build number says that no extension has to be looked for: without it LibreOffice starts twice.
    """
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    user = folder / "ho-so" / "user"
    (user / "extensions").mkdir(parents=True)
    if build := _build(program):
        (user / "extensions" / "buildid").write_text(build, encoding="utf-8")
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _build(program: str) -> str:
    """Return the build number of LibreOffice as its own files give it, "" where they do not."""
    for name in ("versionrc", "version.ini"):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            said = Path(program).resolve().with_name(name).read_text(encoding="utf-8")
            if found := _BUILD.search(said):
                return found[1]
    return ""
