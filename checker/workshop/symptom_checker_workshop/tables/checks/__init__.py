"""Checks of what the tables mean: one function a check, each with an id that its messages carry."""

from symptom_checker_workshop.tables.checks import (
    cards,
    cases,
    conditions,
    differences,
    evidence,
    hazards,
    numbers,
    questions,
    readers,
    references,
    regions,
    roles,
    rules,
    texts,
    topic,
    verdicts,
    wordings,
)
from symptom_checker_workshop.tables.checks.check import CHECKS
from symptom_checker_workshop.tables.checks.under_check import Tables

__all__ = [
    "CHECKS",
    "Tables",
    "cards",
    "cases",
    "conditions",
    "differences",
    "evidence",
    "hazards",
    "numbers",
    "questions",
    "readers",
    "references",
    "regions",
    "roles",
    "rules",
    "texts",
    "topic",
    "verdicts",
    "wordings",
]
