"""Says a reason with what the reader ticked in it, and with nothing else that the rule could hold for."""

from collections.abc import Iterable, Mapping
from typing import Any

from symptom_checker_workshop.proofs.words import filled
from symptom_checker_workshop.tables.rows import Knowledge, Rule


def because(rule: Rule, findings: Iterable[str], not_sure: Iterable[str], knowledge: Knowledge, words: Any) -> str:
    """Return the reason of a rule that holds for these findings (`question.option`), in the words for the reader.

    A finding, or its whole question, that is among `not_sure` is told as a doubt. `words` join the clauses: those of
    `[named]` in `words.toml`.
    """
    doubts = set(not_sure)
    clauses: dict[str, None] = {}
    for finding in findings:
        clause = _clause(finding, knowledge)
        if finding.partition(".")[0] in doubts and clause:
            clauses[words["any"]] = None
        elif clause:
            clauses[filled(words["unsure"], {"finding": clause}) if finding in doubts else clause] = None
    return filled(rule.because, {"named": joined(list(clauses) or [words["any"]], words)})


def in_general(rule: Rule, words: Mapping[str, str]) -> str:
    """Return the reason of a rule for a page or a form that stands for all readers."""
    return filled(rule.because, {"named": words["this"]})


def joined(clauses: list[str], words: Mapping[str, str]) -> str:
    """Return clauses in one: `a, b and c`."""
    *some, last = clauses
    return filled(words["join"], {"some": ", ".join(some), "last": last}) if some else last


def _clause(finding: str, knowledge: Knowledge) -> str:
    question, _, option = finding.partition(".")
    return next((row.named for row in knowledge.questions[question].option if row.id == option), "")
