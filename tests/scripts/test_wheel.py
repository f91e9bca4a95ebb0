"""The installed library: built as a wheel, put into a new environment, and used on a tree that lies elsewhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from book import seminar
from book.harness import AS_OF, ROOT, clean_environment, command, tree_digest

pytestmark = pytest.mark.slow

SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made without a network, from a copy: building leaves folders behind."""
    base = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, base)
    shutil.copytree(ROOT / "src", base / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    pip("wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation", "-w", base / "dist", base)
    (made,) = (base / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment: our wheel, and this one's libraries without our source."""
    folder = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(folder, with_pip=False)
    python = folder / SCRIPTS / Path(sys.executable).name
    pip("--python", python, "install", "-q", "--no-deps", "--no-index", wheel)
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True
    )
    libraries = Path(own.stdout.decode().strip()) / "libraries.pth"
    libraries.write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder / SCRIPTS


def pip(*arguments: object) -> None:
    line = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(line, check=False, capture_output=True, text=True, env=clean_environment())
    assert done.returncode == 0, done.stderr


def ky_yeu(installed: Path, home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder of nobody's."""
    environment = clean_environment(HOME=str(home), XDG_CACHE_HOME=str(home / "cache"))
    line = [str(installed / "ky-yeu"), *map(str, arguments)]
    return subprocess.run(line, check=False, capture_output=True, text=True, cwd=home, env=environment)


def test_the_wheel_holds_every_file_of_the_library(wheel: Path) -> None:
    source = ROOT / "src"
    files = {
        path.relative_to(source).as_posix()
        for path in (source / "proceedings").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.partition("/")[0].endswith(".dist-info")}
    assert held == files


def test_the_imported_library_is_the_installed_one(installed: Path) -> None:
    asked = "import proceedings.pipeline.paths as p; print(p.__file__); print(p.CONFIGURATION)"
    done = subprocess.run([installed / "python", "-c", asked], capture_output=True, text=True, check=True)
    place, configuration = map(Path, done.stdout.splitlines())
    assert place.is_relative_to(installed.parent)
    assert configuration.is_relative_to(installed.parent)


def test_a_tree_outside_the_checkout_is_built(installed: Path, tmp_path: Path) -> None:
    root, home = seminar.write_small(tmp_path / "tree"), tmp_path / "home"
    home.mkdir()
    done = ky_yeu(installed, home, "build", "--root", root, "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    event = Path(seminar.FOLDER).name
    assert (root / "site" / event / "ky-yeu.pdf").is_file()
    assert (root / "dist" / event / "ruot.pdf").is_file()
    assert (home / "cache" / "ky-yeu" / "typeset").is_dir()
    ours = command("build", "--root", root, "--out", tmp_path / "ours", "--as-of", AS_OF)
    assert ours.returncode == 0, ours.stderr
    for part in ("site", "dist"):
        assert tree_digest(root / part) == tree_digest(tmp_path / "ours" / part)


def test_the_current_folder_is_the_tree_where_none_is_named(installed: Path, tmp_path: Path) -> None:
    root = seminar.write_small(tmp_path)
    done = ky_yeu(installed, root, "check", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{seminar.FOLDER}/bai-mot.md" in done.stdout
    (root / seminar.FOLDER / "bai-mot.md").write_text("---\n", encoding="utf-8")
    assert ky_yeu(installed, root, "check", "--as-of", AS_OF).returncode == 1


def test_another_projects_folder_is_not_taken_for_the_checkout(wheel: Path, installed: Path, tmp_path: Path) -> None:
    for name in ("pyproject.toml", "requirements.lock", "mkdocs.yml"):
        (tmp_path / name).write_text("hooks: [theirs.py]\n", encoding="utf-8")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "lib")
    asked = "import proceedings.pipeline.paths as p; print(p.CONFIGURATION); print(p.CACHE.parent); print(p.HOME)"
    environment = clean_environment(PYTHONPATH=str(tmp_path / "lib"), XDG_CACHE_HOME=str(tmp_path / "cache"))
    done = subprocess.run([installed / "python", "-c", asked], check=True, capture_output=True, env=environment)
    assert done.stdout.decode().splitlines() == [
        str(tmp_path / "lib" / "proceedings" / "site.yml"),
        str(tmp_path / "cache" / "ky-yeu"),
        ".",
    ]


def test_messages_name_the_commands_that_are_there(installed: Path, tmp_path: Path) -> None:
    root = seminar.write_small(tmp_path)
    made = ky_yeu(installed, root, "new-paper", seminar.EVENT_ID, "--title", "Bài ba", "--as-of", AS_OF)
    paper = f"{seminar.FOLDER}/bai-ba.md"
    assert made.stdout == f"Đã tạo {paper}. Mở tệp, viết bài, rồi kiểm tra: ky-yeu check {paper}\n"
    assert ky_yeu(installed, root, "check", paper, "--as-of", AS_OF).stdout.startswith(paper)
    unbuilt = ky_yeu(installed, root, "preflight")
    assert unbuilt.stderr == f"Chưa có thư mục {root / 'dist' / seminar.EVENT_ID}. Chạy ky-yeu build trước.\n"
    assert unbuilt.returncode == 2


def test_every_script_is_a_sub_command_with_its_help(installed: Path, tmp_path: Path) -> None:
    usage = ky_yeu(installed, tmp_path, "--help")
    assert usage.returncode == 0
    assert ky_yeu(installed, tmp_path).stdout == usage.stdout
    scripts = {path.stem for path in (ROOT / "scripts").glob("*.py")} - {"environment", "test"}
    for name in scripts:
        assert f"  {name.replace('_', '-')} " in usage.stdout
        shown = ky_yeu(installed, tmp_path, name, "--help")
        assert shown.returncode == 0
        assert shown.stdout.startswith(f"Cách dùng: ky-yeu {name.replace('_', '-')} ")


def test_a_command_that_is_none(installed: Path, tmp_path: Path) -> None:
    done = ky_yeu(installed, tmp_path, "xuat-ban")
    assert done.returncode == 2
    assert done.stderr.startswith("ky-yeu: không có lệnh 'xuat-ban'.\nCách dùng: ky-yeu LỆNH")
    assert done.stdout == ""


def test_the_version_is_the_distributions(installed: Path, tmp_path: Path) -> None:
    done = ky_yeu(installed, tmp_path, "--version")
    assert (done.returncode, done.stdout) == (0, "ky-yeu 0.2.0\n")
