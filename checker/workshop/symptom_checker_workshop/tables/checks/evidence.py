"""Checks of what rests on which facts, and facts on which sources."""

from collections.abc import Iterator

from symptom_checker.logic import LEVELS
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.rows import Advice, Cause, HandOver, Kind, Rule


@check("fact-without-source")
def facts_have_sources(tables: Tables) -> Iterator[Problem]:
    """What nobody has read anywhere is no fact."""
    for fact in tables.knowledge.facts.values():
        if not fact.sources:
            yield tables.problem("fact", fact.id, "has no source: find one, or take the fact out")


@check("no-fact")
def rows_rest_on_facts(tables: Tables) -> Iterator[Problem]:
    """Each rule, kind, cause, piece of advice and handing over rests on a fact."""
    for table, row in tables.citing():
        if not set(row.facts) & set(tables.knowledge.facts):
            yield tables.problem(table, row.id, "rests on no fact: add one, or take it out")


@check("weak-calm")
def reports_never_calm(tables: Tables) -> Iterator[Problem]:
    """What lets a reader do less, or asks for something to be done, rests on a fact that was read itself."""
    for table, row in tables.citing():
        cited = [name for name in row.facts if name in tables.knowledge.facts]
        if cited and _calms(row) and all(map(tables.knowledge.is_weak, cited)):
            what = "rests on reports alone, which may raise a level but not calm: cite a fact that was read itself"
            yield tables.problem(table, row.id, what)


def _calms(row: Rule | Kind | Cause | Advice | HandOver) -> bool:
    """Return whether a reader could do less because of the row, or something that may harm."""
    return (isinstance(row, Rule) and row.level == LEVELS[0]) or (isinstance(row, Advice) and row.type == "do")


@check("fact-not-considered")
def facts_are_considered(tables: Tables) -> Iterator[Problem]:
    """Every fact of the considered series is used, or set aside with a reason."""
    knowledge = tables.knowledge
    used = {name for _, row in tables.citing() for name in row.facts}
    for fact in knowledge.facts.values():
        is_considered = fact.id.partition("-")[0] in knowledge.topic.considered
        if is_considered and fact.id not in used and fact.id not in knowledge.not_encoded:
            what = "is used by no rule, kind, cause or advice: use it, or list it in not_encoded.toml with the reason"
            yield tables.problem("fact", fact.id, what)


@check("set-aside")
def set_aside_with_a_reason(tables: Tables) -> Iterator[Problem]:
    """A fact that is set aside is used by nothing, and says why."""
    citer = {name: f"the {table} '{row.id}'" for table, row in tables.citing() for name in row.facts}
    for row in tables.knowledge.not_encoded.values():
        if row.id in citer:
            yield tables.problem("not_encoded", row.id, f"{citer[row.id]} uses it: take this row out")
        if not row.reason:
            what = "has no reason: say in one sentence why it is not used"
            yield tables.problem("not_encoded", row.id, what)


@check("unsigned-fall")
def falls_are_signed(tables: Tables) -> Iterator[Problem]:
    """A level falls only with a reason, and with the name of who decided it."""
    for line in tables.knowledge.allowed_downgrades.values():
        if not line.reason or not line.signed:
            yield tables.problem("downgrade", line.id, "needs a reason and who signed it, with the day")
