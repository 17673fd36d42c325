"""The targets of the Makefile."""

import os
import re
import subprocess

from support import ROOT


def test_check_names_all_that_is_wrong(tmp_path):
    """A check that fails does not keep the others from running, and at the end `make check` fails."""
    programs = ("ruff", "mypy", "lint-imports", "python")
    for name in programs:
        (tmp_path / name).write_text(f"#!/bin/sh\necho {name} says: wrong\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    # `--old-file` leaves the set-up out, which these tests have behind them.
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    done = subprocess.run(
        ["make", "check", f"BIN={tmp_path}", "--old-file=setup-dev"],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert set(programs) == set(re.findall(r"^(\S+) says: wrong$", done.stdout, re.MULTILINE))
    assert 2 == done.stdout.count("ruff says: wrong")
