"""What was proved of this site's topic holds, and the file that keeps it is that of today."""

import json
from pathlib import Path

import pytest

from symptom_checker_workshop.cli import main
from symptom_checker_workshop import report
from symptom_checker_workshop.proofs import release_diff
from this_site import FOLDER, TOPIC, found, tables

NUMBERS = [f"V{number}" for number in range(1, 23) if number != 16]  # V16 needs the built site


def test_lint_finds_no_problem(capsys):
    """The tables are clean."""
    assert main(["lint"]) == 0
    assert f"{TOPIC}: no problems" in capsys.readouterr().out


@pytest.mark.parametrize("number", NUMBERS)
def test_the_topic_has_the_property(number):
    """Over everything that it covers the property holds, and nothing was left out."""
    results = [result for result in found().results if result.number == number]
    assert results
    for result in results:
        assert result.failures == ()
        assert result.checks > 0


def test_the_released_version_can_be_read():
    """The file beside the tables holds an older version with its rules."""
    before = release_diff.read_baseline((FOLDER / release_diff.BASELINE).read_text(encoding="utf-8"))
    assert before.topic == TOPIC
    assert len(before.rules) > 100


FIX = "run `python -m symptom_checker verify` and keep the file that it writes"


def test_the_file_that_ships_fits_its_tables_and_the_code():
    """The kept file was written for the tables and the code as they are."""
    kept = json.loads((FOLDER / report.KEPT).read_text(encoding="utf-8"))
    assert kept["key"] == report.fingerprint(tables()), FIX


@pytest.mark.slow
def test_the_file_that_ships_is_what_verify_finds_now():
    """Proving again gives what the kept file holds, word for word, and nothing is broken."""
    again = report.verify(tables())
    assert again.broken == ()
    assert again == report.preview(tables(), Path("nowhere")), FIX
