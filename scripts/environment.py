"""The first call on a fresh machine sets everything up; every later call only starts the command.

Only the standard library is used here: this file runs before anything is installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# Debian and Ubuntu packages, with what proves that each is there.
FONT_FILES = (
    "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
)
RUN_PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fontconfig",
    "fonts-croscore",
    "libgs-common",
)
TEST_PACKAGES = ("chromium", "poppler-utils", "qpdf", "ghostscript")


def run(module: str, *, dev: bool = False) -> NoReturn:
    """Set up what is missing, then replace this process by `python -m module` of the environment."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python may well start this file
        stop(f"Cần Python 3.11 trở lên (đang chạy Python {sys.version_info.major}.{sys.version_info.minor}).")
    ensure(dev=dev)
    command = [str(PYTHON), "-P", "-m", module, *sys.argv[1:]]
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    if os.name == "nt":
        raise SystemExit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment)


def ensure(*, dev: bool) -> None:
    """Bring the environment to the state that the lock file describes; do nothing when it is there already."""
    lock_file = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    stamp = VENV / f"ready-{lock_file.stem}"
    wanted = fingerprint(lock_file)
    if is_ready(stamp, wanted):
        return
    with one_at_a_time():
        if is_ready(stamp, wanted):
            return
        install_system_packages(RUN_PACKAGES + (TEST_PACKAGES if dev else ()))
        make_environment(lock_file)
        stamp.write_text(wanted, encoding="utf-8")
        if dev:  # the development lock holds everything of the other one
            run_lock = ROOT / "requirements.lock"
            (VENV / f"ready-{run_lock.stem}").write_text(fingerprint(run_lock), encoding="utf-8")


def fingerprint(lock_file: Path) -> str:
    """What the environment was made from: lock file, this file, this place and this Python."""
    digest = hashlib.sha256(lock_file.read_bytes() + Path(__file__).read_bytes())
    digest.update(f"{ROOT}\n{sys.version}".encode())
    return digest.hexdigest()


def is_ready(stamp: Path, wanted: str) -> bool:
    try:
        return stamp.read_text(encoding="utf-8") == wanted and PYTHON.exists()
    except OSError:
        return False


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together set up once: the second one waits."""
    if os.name == "nt":
        yield
        return
    import fcntl

    with (ROOT / ".venv.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install_system_packages(names: Sequence[str]) -> None:
    """Install Debian or Ubuntu packages that are missing; elsewhere say what is needed and go on."""
    needed = list(names)
    if importlib.util.find_spec("ensurepip") is None:
        needed.insert(0, f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if not shutil.which("apt-get"):
        say(
            "Máy này không phải Debian/Ubuntu. Hãy tự cài nếu chưa có: Pango, HarfBuzz (kèm hb-subset), fontconfig và "
            "phông Tinos (hoặc Liberation Serif 2.x trở lên, hoặc Times New Roman); bản in cần tệp ICC của nhà in, "
            "ghi ở volume.print.profile của event.yml."
        )
        return
    missing = [name for name in needed if not is_installed(name)]
    if not missing:
        return
    prefix = apt_prefix()
    if prefix is None:
        stop(f"Thiếu gói hệ thống: {' '.join(missing)}.\nNhờ người quản trị chạy: apt-get install {' '.join(missing)}")
    say(f"Cài gói hệ thống: {' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "-qq", "update"], env=quiet, check=False, stdout=subprocess.DEVNULL)
    install = [*prefix, "apt-get", "-qq", "install", "-y", "--no-install-recommends", *missing]
    done = subprocess.run(install, env=quiet, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        stop(
            f"{done.stdout.strip()[-2000:]}\nKhông cài được: {' '.join(missing)}. Kiểm tra mạng rồi chạy lại lệnh này."
        )


def is_installed(name: str) -> bool:
    if name == "fonts-croscore" and any(Path(font).exists() for font in FONT_FILES):
        return True
    if name == "chromium" and any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        return True
    query = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", name], check=False, capture_output=True, text=True)
    return query.stdout.strip().endswith("ok installed")


def apt_prefix() -> list[str] | None:
    """How to get apt-get to work here: as root, through a sudo that asks nothing, or not at all."""
    if os.name != "nt" and os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def make_environment(lock_file: Path) -> None:
    """Make .venv from the hashed lock file and let it find the package in src/."""
    say("Dựng môi trường Python trong .venv (chỉ làm một lần) …")
    if not PYTHON.exists():
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if made.returncode:
            stop("Không dựng được .venv. Xóa thư mục .venv rồi chạy lại lệnh này.")
    install = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run([*install, "--only-binary", ":all:", "-r", str(lock_file)], check=False)
    if done.returncode:
        stop("Không cài được các thư viện Python. Kiểm tra mạng rồi chạy lại lệnh này.")
    # A path file rather than an editable install: no build tool to download, nothing to build.
    query = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(PYTHON), "-c", query], check=True, capture_output=True, text=True).stdout.strip()
    (Path(packages) / "proceedings.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    say(text)
    raise SystemExit(2)
