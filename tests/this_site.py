"""What this site decides by, for the tests of its own data and pages; no test of the generator reads it."""

import subprocess
from functools import cache
from pathlib import Path

from support import ROOT
from symptom_checker.logic import Logic
from symptom_checker_workshop.report import Report, verify_if_changed
from symptom_checker_workshop.tables import numbers, rows
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import read

TOPIC = "muscle-spasms"
FOLDER = ROOT / "checker" / "knowledge" / TOPIC


@cache
def built() -> Path:
    """Return the folder of this site as `make site` builds it; it is built where it is not there yet."""
    folder = ROOT / "site"
    if not (folder / "sw.js").is_file():
        subprocess.run(["make", "site"], cwd=ROOT, check=True)
    return folder


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


@cache
def found() -> Report:
    """Return what was proved and measured of the topic, found again when anything that it rests on changed."""
    return verify_if_changed(tables(), ROOT / ".build" / "proofs")
