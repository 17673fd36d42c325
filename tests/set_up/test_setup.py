"""What set-up does to the machine, and what it says before."""

import os
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from support import ROOT


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Set-up, run as root on a Debian without a browser, with nothing kept from an earlier run."""
    spec = spec_from_file_location("setup", ROOT / ".ci" / "setup.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    release = tmp_path / "os-release"
    release.write_text("ID=debian\n")
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(module, "RELEASE", release)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("NO_APT", raising=False)
    monkeypatch.delenv("DEBIAN_FRONTEND", raising=False)
    return module


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., None]:
    """Put a program of this name on the PATH, which notes how it was called."""

    def add(name: str, status: int = 0) -> None:
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path / "calls"}\necho the reason\nexit {status}\n')
        path.chmod(0o755)

    return add


def calls(tmp_path: Path) -> list[str]:
    """Return the programs that were called, with their arguments."""
    file = tmp_path / "calls"
    return file.read_text().splitlines() if file.is_file() else []


def test_the_environment_of_another_folder_is_not_emptied(setup, tmp_path, monkeypatch):
    """Where .venv is a link, set-up says what it leads to and what to do, and leaves that as it is."""
    other, link = tmp_path / "other", tmp_path / "link"
    other.mkdir()
    (other / "made").touch()
    link.symlink_to(other)
    monkeypatch.setattr(setup, "VENV", link)
    with pytest.raises(setup.SetupError, match=rf"{link} is a link to {other}, .*: remove the link, or set up there"):
        setup.make_venv()
    assert ["made"] == [path.name for path in other.iterdir()]


def test_a_browser_on_the_path_is_enough(setup, program, tmp_path, capsys):
    """Where there is a Chromium, nothing is installed and nothing is said."""
    program("chromium")
    program("apt-get")
    setup.set_up_browser()
    assert [] == calls(tmp_path)
    assert "" == capsys.readouterr().out


def test_a_system_package_is_announced_before_it_is_installed(setup, program, tmp_path, capfd):
    """Root on Debian is told what is installed, why, and how to forbid it, before apt-get is called."""
    program("apt-get")
    setup.set_up_browser()
    assert ["apt-get update", "apt-get install -y --no-install-recommends chromium"] == calls(tmp_path)
    first, *_ = said = capfd.readouterr().out.splitlines()
    assert first == "set-up: The browser tests need Chromium, and no `chromium` is on the PATH."
    assert "apt-get install chromium will now run as root" in said[1]
    assert "NO_APT=1 forbids that" in said[2]


@pytest.mark.parametrize(("user", "no_apt"), [(0, "1"), (1000, "")])
def test_the_system_is_left_alone(setup, program, tmp_path, monkeypatch, user, no_apt):
    """With NO_APT=1, or without the rights, no system package is installed; what fails then says what to install."""
    monkeypatch.setenv("NO_APT", no_apt)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    program("apt-get")
    program("python", status=1)
    with pytest.raises(setup.SetupError) as caught:
        setup.set_up_browser()
    assert ["python -m playwright install chromium"] == calls(tmp_path)
    said = str(caught.value)
    assert "installing Playwright's Chromium in the user's cache folder failed (exit 1):\n    the reason" in said
    assert "Install it so that `chromium` is on the PATH (for example: apt-get install chromium" in said
    assert "or run `make quick`, whose tests need no browser" in said


def test_servers_that_are_there_are_enough(setup, program, tmp_path):
    """Where both servers are, nothing is installed; of two that lack one, that one is."""
    program("apt-get")
    program("nginx")
    setup.set_up_servers()
    assert ["apt-get update", "apt-get install -y --no-install-recommends caddy"] == calls(tmp_path)
    program("caddy")
    setup.set_up_servers()
    assert 2 == len(calls(tmp_path))


def test_without_the_rights_it_says_which_servers_to_install(setup, tmp_path, monkeypatch):
    """Where no system package may be installed, the message names the servers, and the tests that need none."""
    monkeypatch.setenv("NO_APT", "1")
    with pytest.raises(setup.SetupError) as caught:
        setup.set_up_servers()
    assert "brew\ninstall nginx caddy" in str(caught.value)
    assert "run `make quick`" in str(caught.value)
    assert [] == calls(tmp_path)


def test_the_other_engines_are_announced_before_they_are_installed(setup, program, tmp_path, capfd):
    """Root on Debian is told which programs the tests in three engines lack, and which tests need none of them."""
    program("apt-get")
    program("Xvfb")
    setup.set_up_engines()
    packages = "firefox-esr webkit2gtk-driver"
    assert ["apt-get update", f"apt-get install -y --no-install-recommends {packages}"] == calls(tmp_path)
    said = capfd.readouterr().out.splitlines()
    needed = "firefox-esr and WebKitWebDriver, which are not on the PATH"
    assert said[0] == f"set-up: The tests in three engines need {needed}."
    assert f"apt-get install {packages} will now run as root" in said[1]
    assert "NO_APT=1 forbids that; `make test` runs the tests that need none of it" in said[2]


def test_without_the_rights_it_says_how_to_install_the_other_engines(setup, tmp_path, monkeypatch):
    """Where no system package may be installed, the message names the packages, and the tests that need none."""
    monkeypatch.setenv("NO_APT", "1")
    with pytest.raises(setup.SetupError) as caught:
        setup.set_up_engines()
    assert "apt-get install firefox-esr webkit2gtk-driver xvfb" in str(caught.value)
    assert "`make test` runs all other\ntests" in str(caught.value)
    assert [] == calls(tmp_path)


def test_a_downloaded_browser_is_tried_once(setup, program, tmp_path):
    """Playwright's own Chromium is started once, because its libraries may be missing; after that it is trusted."""
    program("python")
    setup.set_up_browser()
    install, trial, *_ = calls(tmp_path)
    assert "python -m playwright install chromium" == install
    assert trial.startswith("python -c from playwright.sync_api import")
    before = len(calls(tmp_path))
    setup.set_up_browser()
    assert before == len(calls(tmp_path))


def test_what_is_there_for_tests_is_enough_for_a_build(setup, program, tmp_path, monkeypatch):
    """A build after the tests installs nothing; tests after a build add what they need."""
    (tmp_path / "bin").mkdir()
    for name in ("bin/uv", "node"):
        program(name)
    monkeypatch.setattr(setup, "NODE", tmp_path / "node")
    monkeypatch.setattr(setup, "MODULES", tmp_path / "node_modules")
    (tmp_path / "node_modules").mkdir()
    for group in ("build", "dev", "build"):
        setup.install(group)
    assert [call.split()[-1] for call in calls(tmp_path) if "uv" in call] == [
        str(ROOT / "requirements.txt"),
        str(ROOT / "requirements-dev.txt"),
    ]
    assert ["--omit=dev", "--include=dev"] == [call.split()[3] for call in calls(tmp_path) if "node" in call]
