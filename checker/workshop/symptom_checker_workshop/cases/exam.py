"""Choose the stories by which a clinician fixes what the rules do, and hold the rules against the verdicts."""

from collections.abc import Iterable
from dataclasses import dataclass

from symptom_checker.answers import read
from symptom_checker.logic import LEVELS, Logic
from symptom_checker_workshop.cases.mutants import mutants, notices
from symptom_checker_workshop.cases.runs import CaseRun, run_all
from symptom_checker_workshop.tables.compile import terms_of
from symptom_checker_workshop.tables.rows import Case, Knowledge, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The stories of an exam."""

    runs: tuple[CaseRun, ...]
    """They, as the engine asks them, in the order of the tables."""
    told_apart: int
    """How many broken rules differ from the sound ones on at least one of them, by level or by reasons."""
    untold: tuple[str, ...]
    """The broken rules that no case or story tells apart, in words."""
    at_least: int
    """So many stories are needed whatever is chosen: so many broken rules share no story that tells them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A verdict that the rules do not follow."""

    id: str
    """The id of the case, story or hazard."""
    wanted: str
    """The level that the clinician wants; empty where a decision or a reason is disputed."""
    given: str
    """The level that the rules give; empty for a hazard."""
    rules: tuple[str, ...]
    """The rules that the verdict contradicts: those that reach more than is wanted, else all that hold."""
    why: str
    """What the clinician says."""


def choose(knowledge: Knowledge, logic: Logic) -> Choice:
    """Return few cases and stories such that each broken rule that any of them tells apart differs on one of these.

    A greedy set cover: what only one story tells apart brings that story in, then always the one that tells most of
    the rest, and whatever turned out not to be needed goes. It need not be the smallest; `at_least` bounds that.
    """
    # Who is handed over is told no level on which a clinician could agree.
    runs = [run for run in run_all(logic, _pool(knowledge).values()) if not run.assessment.handed_over]
    readings = [read(logic, run.given) for run in runs]
    sound = {rule.id: rule for rule in logic.rules}
    tells: list[frozenset[int]] = []
    untold = []
    for mutant in mutants(logic, terms_of(knowledge)):
        pairs = [(sound[name], changed) for name, changed in mutant.changed.items()]
        telling = frozenset(
            at for at, reading in enumerate(readings) if any(notices(reading, rule, changed) for rule, changed in pairs)
        )
        if telling:
            tells.append(telling)
        else:
            untold.append(mutant.what)
    return Choice(
        runs=tuple(runs[at] for at in cover(tells)),
        told_apart=len(tells),
        untold=tuple(untold),
        at_least=disjoint(tells),
    )


def _pool(knowledge: Knowledge) -> dict[str, Case | Story]:
    """Return the cases and stories from which an exam is made, by id; where both have an id, the case."""
    return {**knowledge.cases, **{name: row for name, row in knowledge.stories.items() if name not in knowledge.cases}}


def cover(tells: Iterable[frozenset[int]]) -> list[int]:
    """Return few numbers, in order, of which each set holds at least one."""
    sets = sorted(set(tells), key=lambda item: (len(item), sorted(item)))
    chosen: list[int] = []
    left = sets
    while left:
        alone = next((item for item in left if len(item) == 1), None)
        counted: dict[int, int] = {}
        for item in left:
            for at in item:
                counted[at] = counted.get(at, 0) + 1
        best = min(alone) if alone else max(sorted(counted), key=lambda at: counted[at])
        chosen.append(best)
        left = [item for item in left if best not in item]
    for at in list(chosen):
        others = set(chosen) - {at}
        if all(others & item for item in sets):
            chosen.remove(at)
    return sorted(chosen)


def disjoint(tells: Iterable[frozenset[int]]) -> int:
    """Return how many sets were found of which no two share a number: no cover can be smaller."""
    taken: set[int] = set()
    found = 0
    for item in sorted(set(tells), key=lambda item: (len(item), sorted(item))):
        if not taken & item:
            taken |= item
            found += 1
    return found


def contradictions(knowledge: Knowledge, logic: Logic) -> list[Contradiction]:
    """Return each verdict that the rules do not follow, in the order of the file.

    A verdict on a case or story is followed while the level is the one that the clinician wants. One without a level
    disputes a reason, or a decision of a hazard, and stands here until the clinician gives another.
    """
    pool = _pool(knowledge)
    judged = [pool[name] for name in knowledge.verdicts if name in pool]
    runs = {run.case.id: run for run in run_all(logic, judged)}
    found = []
    for verdict in knowledge.verdicts.values():
        run = runs.get(verdict.id)
        given = run.assessment.level if run else ""
        if verdict.level == given if verdict.level else verdict.agree:
            continue
        rules = _against(run, verdict.level) if run else knowledge.hazards[verdict.id].controls
        found.append(Contradiction(id=verdict.id, wanted=verdict.level, given=given, rules=rules, why=verdict.why))
    return found


def _against(run: CaseRun, wanted: str) -> tuple[str, ...]:
    """Return the rules that reach more than the level that is wanted; all that hold where none does."""
    fired = run.assessment.rules
    rank = LEVELS.index(wanted) if wanted else len(LEVELS)
    above = tuple(rule.id for rule in fired if LEVELS.index(rule.level) > rank)
    return above or tuple(rule.id for rule in fired)
