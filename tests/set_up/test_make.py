"""The targets of the Makefile."""

import os
import re
import subprocess
import sys

import pytest

from support import ROOT


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a terminal, also where make itself runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=kept, capture_output=True, text=True, check=False)


def test_check_names_all_that_is_wrong(tmp_path):
    """A check that fails does not keep the others from running, and at the end `make check` fails."""
    programs = ("ruff", "mypy", "lint-imports", "python")
    for name in programs:
        (tmp_path / name).write_text(f"#!/bin/sh\necho {name} says: wrong\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    # `--old-file` leaves the set-up out, which these tests have behind them.
    done = make("check", f"BIN={tmp_path}", "--old-file=setup-dev")
    assert done.returncode != 0
    assert set(programs) == set(re.findall(r"^(\S+) says: wrong$", done.stdout, re.MULTILINE))
    assert 2 == done.stdout.count("ruff says: wrong")


@pytest.mark.parametrize("target", ["test", "quick", "test-deep"])
def test_deep_tests_run_on_demand_alone(target):
    """No other target runs a test that is marked `deep`, and `make test-deep` runs nothing else."""
    (called,) = re.findall(r"^\.venv/bin/pytest .*$", make("--dry-run", target).stdout, re.MULTILINE)
    chosen = re.search(r"-m '?([\w ]+)'?$", called)
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/engines", "tests/set_up/test_make.py"]
        + (["-m", chosen[1]] if chosen else []),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert ("tests/engines/" in collected) == (target == "test-deep")
    assert ("tests/set_up/" in collected) == (target != "test-deep")
