"""The same input gives the same bytes: in another folder, hash seed, time zone and order, from cold, on another day."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from book import seminar
from book.harness import AS_OF, EPOCH, clean_environment, tree_digest

pytestmark = pytest.mark.slow

# A build whose layouts come from no earlier run.
COLD_BUILD = """\
import sys
from pathlib import Path
from proceedings.pipeline import paths
paths.CACHE = Path(sys.argv.pop(1))
paths.EXAMINED = paths.CACHE.parent / "examined"
from proceedings.pipeline import build_context, volume_worker
assert build_context.CACHE == volume_worker.CACHE == paths.CACHE
assert build_context.EXAMINED == paths.EXAMINED
from proceedings.commands.build import main
raise SystemExit(main(sys.argv[1:]))
"""

# Another time on the clock of every process: `datetime`, which asks the system itself, is made to ask `time`.
CLOCK = """\
import calendar, copyreg, datetime, os, time
start, asked = calendar.timegm(time.strptime(os.environ["TEST_CLOCK"], "%Y-%m-%dT%H:%M:%S")), time.time
ahead, gmtime, localtime = start - asked(), time.gmtime, time.localtime
time.time = lambda: asked() + ahead
time.time_ns = lambda: int(time.time() * 10**9)
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
real = datetime.datetime
class Instances(type):
    __instancecheck__ = lambda cls, value: isinstance(value, real)
class Clock(real, metaclass=Instances):
    __new__ = lambda cls, *arguments, **named: real(*arguments, **named)
    now = classmethod(lambda cls, tz=None: real.fromtimestamp(time.time(), tz))
    today = classmethod(lambda cls: cls.now())
    utcnow = classmethod(lambda cls: cls.now(datetime.timezone.utc).replace(tzinfo=None))
Clock.__module__, Clock.__qualname__ = real.__module__, real.__qualname__
copyreg.pickle(real, lambda value: (Clock, *value.__reduce__()[1:]))
datetime.datetime = Clock
if f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M}" != os.environ["TEST_CLOCK"][:16]:
    raise SystemExit("the clock goes on as before")  # any other exception would be printed and forgotten
"""

DIST = {"ruot.pdf", "bia.pdf", "ma-ket.pdf", "phieu-in.pdf", "SHA256SUMS"}
EPOCH_DAY = {"SOURCE_DATE_EPOCH": EPOCH}


def cold_build(folder: Path, *arguments: object, clock: str | None = None, **environment: str) -> dict[str, str]:
    """Build the tree in `folder` and return the sums of everything that was made."""
    line = [sys.executable, "-P", "-c", COLD_BUILD, str(folder / "cache"), "--root", str(folder / "tree")]
    if clock:
        (folder / "clock").mkdir()
        (folder / "clock" / "sitecustomize.py").write_text(CLOCK)
        environment |= {"PYTHONPATH": str(folder / "clock"), "TEST_CLOCK": clock}
    done = subprocess.run(
        [*line, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        env=clean_environment(**environment),
        timeout=1_200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((folder / "cache").glob("*.pdf"))
    return output(folder / "tree")


OFFLINE = "dist/web-offline.zip"


def output(root: Path) -> dict[str, str]:
    sums = {f"site/{name}": digest for name, digest in tree_digest(root / "site").items()}
    return sums | {f"dist/{name}": digest for name, digest in tree_digest(root / "dist").items()}


def books(sums: dict[str, str]) -> dict[str, str]:
    """Return everything of the print shop's folder, and the PDFs of the site; the website's bundle is no book."""
    return {
        name: digest
        for name, digest in sums.items()
        if name != OFFLINE and (name.startswith("dist/") or name.endswith(".pdf"))
    }


def different(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("first")
    seminar.write(folder / "tree")
    return cold_build(folder, PYTHONHASHSEED="1", TZ="UTC", **EPOCH_DAY)


def test_what_is_compared(first):
    made = {f"dist/{seminar.EVENT_ID}/{name}" for name in DIST} | {OFFLINE}
    assert {name for name in first if name.startswith("dist/")} == made
    pdfs = {name for name in first if name.startswith("site/") and name.endswith(".pdf")}
    slugs = ("nhieu-chu-thich", "nhan-de-dai", "bang-va-hinh", "tu-chon")
    home = f"site/{seminar.EVENT_ID}"
    assert pdfs == {f"{home}/ky-yeu.pdf", *(f"{home}/{slug}/{slug}.pdf" for slug in slugs)}
    assert any(name.endswith("index.html") for name in first)


def test_another_folder_seed_and_time_zone(first, tmp_path):
    folder = tmp_path / "Một thư mục khác hẳn"
    seminar.write(folder / "tree")
    second = cold_build(folder, PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LANG="C", **EPOCH_DAY)
    assert different(first, second) == set()


def test_another_order_of_creation_and_a_second_build(first, tmp_path):
    seminar.write(tmp_path / "tree", {f"{seminar.FOLDER}/bang-va-hinh.md": None})
    seminar.write(tmp_path / "tree")
    cold_build(tmp_path, **EPOCH_DAY)
    again = cold_build(tmp_path, **EPOCH_DAY)
    assert different(first, again) == set()


@pytest.mark.parametrize("clock", ["2021-10-20T08:00:00", "2004-02-29T23:59:59"])
def test_the_clock_says_nothing_where_the_day_is_given(first, tmp_path, clock):
    seminar.write(tmp_path / "tree")
    later = cold_build(tmp_path, "--as-of", AS_OF, clock=clock)
    assert different(books(first), books(later)) == set()
    assert different(first, later) == set()


@pytest.mark.parametrize("days", [1, 800])
def test_books_are_the_same_on_another_day(first, tmp_path, days):
    seminar.write(tmp_path / "tree")
    later = cold_build(tmp_path, "--as-of", AS_OF + datetime.timedelta(days))
    assert different(books(first), books(later)) == set()


def test_books_are_the_same_by_the_clock_alone(first, tmp_path):
    seminar.write(tmp_path / "tree")
    assert different(books(first), books(cold_build(tmp_path, clock="2024-05-06T07:08:09"))) == set()


def test_a_changed_letter_changes_the_books(first, tmp_path):
    path = f"{seminar.FOLDER}/tu-chon.md"
    text = seminar.PAPERS["tu-chon.md"].replace("Bài có chủ đề riêng", "Bài có chủ đề rieng")
    seminar.write(tmp_path / "tree", {path: text})
    changed = different(first, cold_build(tmp_path, **EPOCH_DAY))
    assert f"site/{seminar.EVENT_ID}/ky-yeu.pdf" in changed
    assert f"site/{seminar.EVENT_ID}/tu-chon/tu-chon.pdf" in changed
    assert f"dist/{seminar.EVENT_ID}/ruot.pdf" in changed
    assert f"dist/{seminar.EVENT_ID}/SHA256SUMS" in changed
    # Neither a paper that keeps its pages nor cover and banner have anything to do with it.
    for same in ("site/{}/nhan-de-dai/nhan-de-dai.pdf", "dist/{}/bia.pdf", "dist/{}/ma-ket.pdf"):
        assert same.format(seminar.EVENT_ID) not in changed
