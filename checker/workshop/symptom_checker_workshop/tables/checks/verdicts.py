"""Checks of a clinician's verdicts."""

from collections.abc import Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.rows import Verdict


@check("verdict")
def verdicts_can_be_followed(tables: Tables) -> Iterator[Problem]:
    """Each verdict is on a case, a story or a hazard, and says all that is needed to follow it."""
    knowledge = tables.knowledge
    for verdict in knowledge.verdicts.values():
        known = [*knowledge.cases, *knowledge.stories, *knowledge.hazards]
        yield from tables.unknown("verdict", verdict.id, "case, story or hazard", [verdict.id], known)
        for what in _lacking(verdict, verdict.id in knowledge.hazards):
            yield tables.problem("verdict", verdict.id, what)


def _lacking(verdict: Verdict, of_hazard: bool) -> Iterator[str]:
    if of_hazard and verdict.level:
        yield f"level '{verdict.level}': a hazard has none, say in 'why' what to change"
    if verdict.agree and not verdict.level and not of_hazard:
        yield "agrees to no level: give the one that was shown, so that a later change is seen"
    if not verdict.agree and not verdict.why:
        yield "disagrees without a reason: say in 'why' what is wrong"
    if not verdict.signed:
        yield "is signed by nobody: say in 'signed' who gave it, and when"
