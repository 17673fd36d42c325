"""Check of the texts of a new topic."""

from collections.abc import Iterator
from pathlib import Path

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.read import FILES, OPTIONAL, TOPIC

UNWRITTEN = "TO WRITE:"
"""Stands before what a text of a new topic is to say."""


@check("to-write")
def texts_are_written(tables: Tables) -> Iterator[Problem]:
    """No text is left that a new topic was given as a place to write in."""
    for file in (TOPIC, *FILES):
        path = Path(tables.knowledge.folder, file)
        if file in OPTIONAL and not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if UNWRITTEN in line and not line.lstrip().startswith("#"):
                key, _, text = line.partition(UNWRITTEN)
                what = f"is still to write, in place of '{UNWRITTEN}{text.partition('"')[0]}'"
                yield Problem(file=file, line=number, where=f"'{key.partition('=')[0].strip()}'", what=what)
