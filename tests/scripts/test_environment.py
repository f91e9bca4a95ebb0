"""Setting up a fresh machine: nothing is run where all is there, and a message says what to install."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from book.harness import ROOT


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as on a machine of its own, with a checkout under tmp_path and nothing that can be run."""
    spec = importlib.util.spec_from_file_location("environment_under_test", ROOT / "scripts" / "environment.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    python = venv / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    for name, value in {"ROOT": tmp_path, "VENV": venv, "BIN": python.parent, "PYTHON": python}.items():
        monkeypatch.setattr(module, name, value)
    (tmp_path / "requirements.lock").write_text("a==1\n")
    (tmp_path / "requirements-dev.lock").write_text("a==1\nb==2\n")
    monkeypatch.setattr(module.subprocess, "run", forbidden)
    return module


def forbidden(line: list[str], **_: object) -> None:
    raise AssertionError(f"ran {line}")


class Machine:
    """A Debian machine of which the tests say what is installed and what apt-get answers."""

    def __init__(self, installed: set[str], apt: int = 0, sudo: int = 1) -> None:
        self.installed, self.apt, self.sudo = installed, apt, sudo
        self.lines: list[list[str]] = []

    def run(self, line: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.lines.append(line)
        if line[0] == "dpkg-query":
            status = "install ok installed" if line[-1] in self.installed else "unknown ok not-installed"
            return subprocess.CompletedProcess(line, 0, status, "")
        if line[:3] == ["sudo", "-n", "true"]:
            return subprocess.CompletedProcess(line, self.sudo, "", "")
        return subprocess.CompletedProcess(line, self.apt, "E: không có mạng", "")

    @property
    def apt_lines(self) -> list[list[str]]:
        return [line for line in self.lines if "apt-get" in line]


def on(machine: Machine, module: ModuleType, monkeypatch, root: bool = True, which=lambda name: f"/usr/bin/{name}"):
    monkeypatch.setattr(module.subprocess, "run", machine.run)
    monkeypatch.setattr(module.shutil, "which", which)
    monkeypatch.setattr(module.os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(module, "FONT_FILES", ())


def ready(module: ModuleType, name: str) -> None:
    lock = module.ROOT / f"{name}.lock"
    (module.VENV / f"ready-{name}").write_text(module.fingerprint(lock), encoding="utf-8")


def test_nothing_is_run_where_all_is_there(environment):
    ready(environment, "requirements")
    environment.ensure(dev=False)
    assert not (environment.ROOT / ".venv.lock").exists()


def test_each_lock_file_has_its_own_stamp(environment):
    ready(environment, "requirements")
    with pytest.raises(AssertionError, match="ran"):
        environment.ensure(dev=True)


def test_the_fingerprint_depends_on_lock_place_and_python(environment, monkeypatch, tmp_path):
    lock = environment.ROOT / "requirements.lock"
    first = environment.fingerprint(lock)
    assert environment.fingerprint(lock) == first
    lock.write_text("a==2\n")
    second = environment.fingerprint(lock)
    monkeypatch.setattr(environment, "ROOT", tmp_path / "elsewhere")
    third = environment.fingerprint(lock)
    monkeypatch.setattr(environment.sys, "version", "3.99")
    fourth = environment.fingerprint(lock)
    assert len({first, second, third, fourth}) == 4


def test_ready_asks_for_the_stamp_and_for_python(environment, tmp_path):
    stamp = tmp_path / "stamp"
    assert not environment.is_ready(stamp, "x")
    stamp.write_text("x")
    assert environment.is_ready(stamp, "x")
    assert not environment.is_ready(stamp, "y")
    environment.PYTHON.unlink()
    assert not environment.is_ready(stamp, "x")


def test_as_root_apt_needs_no_help(environment, monkeypatch):
    on(Machine(set()), environment, monkeypatch)
    assert environment.apt_prefix() == []


@pytest.mark.parametrize(("answer", "prefix"), [(0, ["sudo", "-n"]), (1, None)])
def test_sudo_is_used_where_it_asks_nothing(environment, monkeypatch, answer, prefix):
    on(Machine(set(), sudo=answer), environment, monkeypatch, root=False)
    assert environment.apt_prefix() == prefix


def test_without_sudo_there_is_no_way(environment, monkeypatch):
    machine = Machine(set())
    on(machine, environment, monkeypatch, root=False, which=lambda name: None)
    assert environment.apt_prefix() is None
    assert machine.lines == []


def test_only_missing_packages_are_installed(environment, monkeypatch, capsys):
    machine = Machine({"fontconfig"})
    on(machine, environment, monkeypatch)
    environment.install_system_packages(("fontconfig", "libpango-1.0-0"))
    update, install = machine.apt_lines
    assert update[-1] == "update"
    assert install[-1] == "libpango-1.0-0"
    assert "fontconfig" not in install
    assert "-y" in install
    assert "libpango-1.0-0" in capsys.readouterr().err


def test_nothing_missing_nothing_installed(environment, monkeypatch, capsys):
    machine = Machine({"fontconfig", "libpango-1.0-0"})
    on(machine, environment, monkeypatch)
    environment.install_system_packages(("fontconfig", "libpango-1.0-0"))
    assert machine.apt_lines == []
    assert capsys.readouterr().err == ""


def test_elsewhere_people_are_told_what_to_install(environment, monkeypatch, capsys):
    machine = Machine(set())
    on(machine, environment, monkeypatch, which=lambda name: None)
    environment.install_system_packages(environment.RUN_PACKAGES)
    said = capsys.readouterr().err
    assert "không phải Debian/Ubuntu" in said
    for name in ("Pango", "fontconfig", "Tinos"):
        assert name in said
    assert machine.lines == []


def test_without_rights_the_line_for_the_administrator_is_named(environment, monkeypatch, capsys):
    on(Machine(set()), environment, monkeypatch, root=False)
    with pytest.raises(SystemExit) as stopped:
        environment.install_system_packages(("fontconfig",))
    assert stopped.value.code == 2
    assert "apt-get install fontconfig" in capsys.readouterr().err


def test_apt_that_fails_is_exit_2_with_its_words(environment, monkeypatch, capsys):
    on(Machine(set(), apt=100), environment, monkeypatch)
    with pytest.raises(SystemExit) as stopped:
        environment.install_system_packages(("fontconfig",))
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "không có mạng" in said
    assert "Không cài được: fontconfig" in said


def test_a_python_without_venv_gets_it(environment, monkeypatch):
    machine = Machine(set())
    on(machine, environment, monkeypatch)
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    environment.install_system_packages(())
    assert machine.apt_lines[-1][-1].endswith("-venv")


def test_a_font_of_another_package_will_do(environment, monkeypatch, tmp_path):
    on(Machine(set()), environment, monkeypatch)
    assert not environment.is_installed("fonts-croscore")
    font = tmp_path / "Tinos-Regular.ttf"
    font.write_bytes(b"")
    monkeypatch.setattr(environment, "FONT_FILES", (str(font),))
    assert environment.is_installed("fonts-croscore")


def test_the_environment_is_made_from_hashes_only(environment, monkeypatch, capsys):
    lines: list[list[str]] = []
    packages = environment.ROOT / "site-packages"
    packages.mkdir()

    def answer(line: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        lines.append(line)
        return subprocess.CompletedProcess(line, 0, f"{packages}\n", "")

    monkeypatch.setattr(environment.subprocess, "run", answer)
    environment.make_environment(environment.ROOT / "requirements.lock")
    install = next(line for line in lines if "pip" in line)
    assert "--require-hashes" in install
    assert install[-1].endswith("requirements.lock")
    assert (packages / "proceedings.pth").read_text() == f"{environment.ROOT / 'src'}\n"
    assert not any("venv" in line for line in lines), "the environment was there"
    assert "một lần" in capsys.readouterr().err


def test_libraries_that_cannot_be_had_are_exit_2(environment, monkeypatch, capsys):
    monkeypatch.setattr(
        environment.subprocess, "run", lambda line, **_: subprocess.CompletedProcess(line, int("pip" in line), "", "")
    )
    with pytest.raises(SystemExit) as stopped:
        environment.make_environment(environment.ROOT / "requirements.lock")
    assert stopped.value.code == 2
    assert "Kiểm tra mạng" in capsys.readouterr().err


def test_a_setup_that_fails_leaves_no_stamp(environment, monkeypatch):
    on(Machine(set(), apt=100), environment, monkeypatch)
    with pytest.raises(SystemExit):
        environment.ensure(dev=False)
    assert not (environment.VENV / "ready-requirements").exists()


def test_the_development_setup_stamps_both(environment, monkeypatch):
    monkeypatch.setattr(environment, "install_system_packages", lambda names: None)
    monkeypatch.setattr(environment, "make_environment", lambda lock_file: None)
    environment.ensure(dev=True)
    environment.ensure(dev=True)
    environment.ensure(dev=False)
    assert {path.name for path in environment.VENV.glob("ready-*")} == {
        "ready-requirements",
        "ready-requirements-dev",
    }


def test_an_old_python_is_told_which_it_needs(environment, monkeypatch, capsys):
    monkeypatch.setattr(environment.sys, "version_info", VersionInfo(3, 9))
    with pytest.raises(SystemExit) as stopped:
        environment.run("proceedings.commands.check")
    assert stopped.value.code == 2
    assert "3.11" in capsys.readouterr().err


class VersionInfo(tuple):
    """What sys.version_info is: a tuple with names."""

    def __new__(cls, major: int, minor: int) -> VersionInfo:
        made = super().__new__(cls, (major, minor))
        made.major, made.minor = major, minor
        return made
