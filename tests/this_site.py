"""What this site decides by, for the tests of its own data and pages; no test of the generator reads it."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from support import ROOT
from symptom_checker.logic import Answers, Logic
from symptom_checker_workshop.proofs.walker import Walker
from symptom_checker_workshop.report import Report, verify_if_changed
from symptom_checker_workshop.tables import numbers, rows
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import read

SETTINGS = ("SITE_URL", "REPORT_URL", "REGION", "LIVE_PREVIEW")
"""What the environment may set of a site."""

TOPIC = "muscle-spasms"
FOLDER = ROOT / "checker" / "knowledge" / TOPIC


def is_plain() -> bool:
    """Tell whether `make site` builds the site for no address and the home region, as it does where nothing is set."""
    return not any(os.environ.get(name) for name in SETTINGS)


@cache
def built() -> Path:
    """Return the folder of this site as `make site` built it; AssertionError where it did not."""
    folder = ROOT / "site"
    assert (folder / "sw.js").is_file(), f"{folder}: holds no whole site: run `make site`"
    return folder


def build(target: Path, **environment: str) -> None:
    """Build the site strictly in `target`, for no address and the home region but where `environment` names them."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    done = subprocess.run(  # without `-q`, which silences warnings before `--strict` counts them
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", target],
        cwd=ROOT,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@cache
def tables() -> rows.Knowledge:
    """Return the tables of this site's topic."""
    return read(FOLDER)


def text(path: Path) -> str:
    """Return what a file says, with its numbers filled in."""
    return numbers.fill(path.read_text(encoding="utf-8"), numbers.words(tables().numbers))


@cache
def compiled() -> Logic:
    """Return what this site's topic decides by."""
    return compile_topic(tables())


def walk(answers: Answers) -> tuple[list[str], Answers]:
    """Return the questions really asked and the answers given when a person answers so, and calmly to the rest."""
    given = _walker().walk(answers)
    return [*given], given


@cache
def _walker() -> Walker:
    """Return what remembers for all tests which question comes after which answers."""
    return Walker(compiled())


@cache
def found() -> Report:
    """Return what was proved and measured of the topic, found again when anything that it rests on changed."""
    return verify_if_changed(tables(), ROOT / ".build" / "proofs")
