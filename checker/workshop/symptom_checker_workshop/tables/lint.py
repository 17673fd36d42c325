"""Checks the knowledge of a topic: every fault at once, each with its file, line, fix, and the id of its check."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from symptom_checker_workshop.problem import KnowledgeError, Problem
from symptom_checker_workshop.tables.checks import CHECKS, Tables
from symptom_checker_workshop.tables.read import read
from symptom_checker_workshop.tables.rows import Knowledge


def read_checked(folder: Path, today: date) -> Knowledge:
    """Return the tables of a topic; raises KnowledgeError with every problem at once."""
    knowledge = read(folder)
    problems = check(knowledge, today)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


def check(knowledge: Knowledge, today: date) -> list[Problem]:
    """Return every problem of meaning in the tables; problems of form are `read.read`'s."""
    tables = Tables(knowledge, today)
    return sorted({replace(problem, check=name) for name, function in CHECKS.items() for problem in function(tables)})
