"""Let the engine itself answer cases: in any order, back and forth, and as they expect."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from symptom_checker.answers import read
from symptom_checker.assessing import Assessment, assess, assess_so_far
from symptom_checker.logic import Answers, Logic
from symptom_checker.telling import second_look
from symptom_checker.web import step
from symptom_checker_workshop.problem import number_of
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.proofs.walker import State, Walker, state
from symptom_checker_workshop.tables.rows import Case, Story

ORDERS = 5
"""In how many other orders of all tables each case is assessed."""

WHOLE_REPLIES = 100
"""How many cases are also compared in all that the browser is told at their end, which takes longest."""

ORDER_SEED, DETOUR_SEED = 10, 11
"""What chance starts from: always the same, so that a failure can be seen again."""


def walk(logic: Logic, answers: Answers) -> tuple[list[str], Answers]:
    """Return the questions really asked and the answers given when a person answers so, and calmly to the rest."""
    given = Walker(logic).walk(answers)
    return [*given], given


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRun:
    """A case or a story, as the engine asked it."""

    case: Case | Story
    """The case."""
    where: str
    """Its file, line and id, as they begin an error message."""
    path: list[str]
    """The ids of the questions really asked, in order."""
    given: Answers
    """The answers given to them."""
    assessment: Assessment
    """What came of them."""
    looks_again: bool = False
    """Whether a second look comes before the result."""


def run_all(
    logic: Logic, cases: Iterable[Case | Story], lines: Mapping[tuple[str, str], int] | None = None
) -> list[CaseRun]:
    """Return every case as the engine asks it; `lines` holds the line of each row, by table and id."""
    walker = Walker(logic)
    runs = []
    for case in cases:
        given = walker.walk(case.answers)
        table, file = ("case", "cases.toml") if isinstance(case, Case) else ("story", "stories.toml")
        line = (lines or {}).get((table, case.id), 1)
        where = f"{file}:{line}: {table} '{case.id}'"
        found = assess(logic, given)
        looks_again = bool(second_look(logic, read(logic, given), found))
        run = CaseRun(case=case, where=where, path=[*given], given=given, assessment=found, looks_again=looks_again)
        runs.append(run)
    return runs


def order_never_matters(logic: Logic, runs: Iterable[CaseRun]) -> PropertyResult:
    """V10: rules, options, kinds, causes, advice and answers in another order give the same assessment."""
    chance = random.Random(ORDER_SEED)  # noqa: S311
    failures, checks = [], 0
    shuffled = [_shuffled(logic, chance) for _ in range(ORDERS)]
    for run in runs:
        given = run.given
        expected = _unordered(run.assessment)
        for other in shuffled:
            checks += 1
            mixed = {name: chance.sample(given[name], len(given[name])) for name in chance.sample([*given], len(given))}
            if _unordered(assess_so_far(other, mixed)) != expected:
                failures.append(f"{run.where}: changes when rules, options and answers stand in another order")
    return PropertyResult(
        number="V10",
        how="sampled",
        name="order",
        checks=checks,
        values={"orders": ORDERS, "seed": ORDER_SEED},
        failures=tuple(dict.fromkeys(failures)),
    )


def replay_is_fresh(
    logic: Logic, runs: Iterable[CaseRun], read: Callable[[Logic, Answers], object] = read
) -> PropertyResult:
    """V11: any sequence of answer, change and back ends like the same answers given in one go.

    `read` is what is tried: all that is asked and concluded comes from its reading.
    """
    chance = random.Random(DETOUR_SEED)  # noqa: S311
    failures: list[str] = []
    seen: set[State] = set()
    runs = list(runs)
    whole = chance.sample(range(len(runs)), min(WHOLE_REPLIES, len(runs)))
    for number, run in enumerate(runs):
        given = run.given
        now: Answers = {}
        for place, name in enumerate(run.path, 1):
            now[name] = given[name]
            reached = state({key: given[key] for key in run.path[:place]})
            if reached in seen:
                continue
            seen.add(reached)
            question = logic.question(name)
            # Answered in another way, back, and answered as the case does.
            read(logic, now | {name: [chance.choice(question.options).id] if question else []})
            earlier = chance.choice([*now])
            read(logic, now | {earlier: ["unsure"]})
            now[earlier] = now.pop(earlier)  # changed, and changed again
            if read(logic, now) != read(logic, {key: given[key] for key in run.path[:place]}):
                failures.append(f"{run.where}: differs at '{name}' from a fresh replay")
        if number in whole and step(logic, now) != step(logic, given):
            failures.append(f"{run.where}: ends otherwise than a fresh replay")
    return PropertyResult(
        number="V11",
        how="sampled",
        name="replay",
        checks=len(seen),
        values={"whole": len(whole), "seed": DETOUR_SEED},
        failures=tuple(failures),
    )


def cases_hold(runs: Iterable[CaseRun]) -> PropertyResult:
    """V13: every case gives its level, its route and exactly its rules, through the questions really asked."""
    failures, checks = [], 0
    for run in runs:
        checks += 1
        differences = "; ".join(_differences(run))
        if differences:
            failures.append(f"{run.where}: {differences}. Fix the rules, or change the case and say why in it")
    return PropertyResult(
        number="V13",
        how="cases",
        name="cases_hold",
        checks=checks,
        failures=tuple(failures),
    )


def _differences(run: CaseRun) -> Iterator[str]:
    """Yield what is otherwise than a case expects, part by part."""
    case, found = run.case, run.assessment
    expected = case.hand_over if isinstance(case, Case) else found.handed_over
    if found.handed_over != expected:
        yield f"handing over by {expected or 'none'} is expected, {found.handed_over or 'none'} is given"
    if found.level != case.level:
        yield f"level {case.level or 'none'} is expected, {found.level or 'none'} is given"
    if not isinstance(case, Case):
        return
    if found.route != case.route:
        yield f"route {case.route or 'none'} is expected, {found.route or 'none'} is given"
    fired = [rule.id for rule in found.rules]
    if missing := [name for name in case.rules if name not in fired]:
        yield f"expected but not fired: {', '.join(missing)}"
    if surplus := [name for name in fired if name not in case.rules]:
        yield f"fired but not expected: {', '.join(surplus)}"


def calm_paths_are_short(runs: Iterable[CaseRun]) -> PropertyResult:
    """V17: a case that names the most screens it may take takes no more."""
    limited = [(run, run.case) for run in runs if isinstance(run.case, Case) and run.case.screens]
    failures = [
        f"{run.where}: takes {number_of(taken, 'screen')}, more than {case.screens}"
        for run, case in limited
        if (taken := len(run.path) + run.looks_again) > case.screens
    ]
    told = ", ".join(case.id for _, case in limited)
    return PropertyResult(
        number="V17",
        how="cases",
        name="short_paths" if limited else "no_short_paths",
        checks=len(limited),
        values={"cases": told},
        failures=tuple(failures),
    )


def _shuffled(logic: Logic, chance: random.Random) -> Logic:
    """Return the same logic with rules, options, kinds, causes and advice in another order."""

    def mixed[T](rows: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(rows, len(rows)))

    return replace(
        logic,
        questions=tuple(replace(question, options=mixed(question.options)) for question in logic.questions),
        routes=mixed(logic.routes),
        timeframes=mixed(logic.timeframes),
        rules=mixed(logic.rules),
        kinds=mixed(logic.kinds),
        causes=mixed(logic.causes),
        advice=mixed(logic.advice),
    )


def _unordered(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment without the order of its parts."""
    parts = {name: getattr(assessment, name) for name in Assessment.__slots__}
    rules = {(fired.id, fired.level, frozenset(fired.because_of)) for fired in assessment.rules}
    return {name: set(part) if isinstance(part, tuple) else part for name, part in parts.items()} | {"rules": rules}
