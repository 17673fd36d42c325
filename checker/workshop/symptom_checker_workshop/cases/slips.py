"""Count what becomes of people who overlook one line."""

from collections.abc import Collection, Iterable, Iterator

from symptom_checker.answers import read
from symptom_checker.asking import bounds
from symptom_checker.assessing import conclude
from symptom_checker.logic import NONE, UNSURE, URGENT, Answers, Logic
from symptom_checker.telling import second_look
from symptom_checker_workshop.cases.runs import CaseRun
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.proofs.walker import Walker
from symptom_checker_workshop.tables.rows import Case, Story

TABLES = {Story: "stories", Case: "cases"}
"""What rows of each sort are called."""

GROUPS = tuple((level, row) for level in ("emergency", "urgent") for row in TABLES)
"""What is counted apart: those that expect this level, stories apart from cases."""


def stands(walker: Walker, case: Case | Story) -> tuple[bool, bool]:
    """Return whether a case is told to get care today, and still is after any one overlooked line.

    First without the second look, then with it: it shows in other words what was overlooked, and so catches it.
    """
    logic, answers = walker.logic, _known(walker.logic, case.answers)
    given = walker.walk(answers)
    if not _is_urgent(logic, given):
        return False, False
    holds = True
    for overlooked, slip in _slips(logic, given, answers):
        after = walker.walk(answers | slip)
        if not _is_urgent(logic, after):
            holds = False
            if not overlooked & _shown_again(logic, after):
                return False, False
    return holds, True


def _is_urgent(logic: Logic, given: Answers) -> bool:
    return bounds(logic, read(logic, given))[0] >= URGENT


def _shown_again(logic: Logic, given: Answers) -> set[str]:
    """Return the findings that the lines of the second look say no to."""
    if not any(question.calm for question in logic.questions):
        return set()
    state = read(logic, given)
    shown = {item.id for part in second_look(logic, state, conclude(logic, state)) for item in part.items}
    return {
        f"{question.id}.{name}"
        for question in logic.questions
        for place, names in enumerate(question.calm)
        for name in names
        if f"{question.id}.{place}" in shown
    }


def _known(logic: Logic, answers: Answers) -> Answers:
    """Return the answers as far as a version, which may be older, has their questions and options."""
    known = {}
    for question in logic.questions:
        ids = {option.id for option in question.options} | {NONE, UNSURE}
        members = [name for name in answers.get(question.id, []) if name.removeprefix(f"{UNSURE}:") in ids]
        if members:
            known[question.id] = members
    return known


def _slips(logic: Logic, asked: Collection[str], answers: Answers) -> Iterator[tuple[set[str], Answers]]:
    """Yield for each sign of the lists that were asked its findings and the answer to its list without it."""
    for question in logic.questions:
        members = answers.get(question.id, []) if question.select == "many" and question.id in asked else []
        for overlooked in members:
            if overlooked != NONE:
                every = [option.id for option in question.options]
                names = every if overlooked == UNSURE else [overlooked.removeprefix(f"{UNSURE}:")]
                rest = [member for member in members if member != overlooked] or [NONE]
                yield {f"{question.id}.{name}" for name in names}, {question.id: rest}


def one_slip(now: Logic, before: Logic | None, runs: Iterable[CaseRun]) -> PropertyResult:
    """V19: after one overlooked line, at least as many are told to get care today as in the version `before`.

    `before` is the released version; None when there is none. Who is handed over is told no level, and not counted.
    """
    walker, earlier = Walker(now), Walker(before) if before is not None else None
    values: dict[str, int | str] = {"before": before.version if before is not None else ""}
    cases, failures = [run.case for run in runs if not run.assessment.handed_over], []
    checks = 0
    for level, row in GROUPS:
        group = [case for case in cases if isinstance(case, row) and case.level == level]
        ends = [(case, *stands(walker, case)) for case in group]
        stand = [case for case, still, _ in ends if still]
        stood = [case for case in group if stands(earlier, case)[0]] if earlier is not None else []
        checks += len(group)
        values[f"{level}_{TABLES[row]}"] = f"{len(stand)} of {len(group)}"
        values[f"{level}_{TABLES[row]}_again"] = f"{sum(again for _, _, again in ends)}"
        values[f"{level}_{TABLES[row]}_before"] = f"{len(stood)}"
        if len(stand) < len(stood):
            lost = ", ".join(case.id for case in stood if case not in stand)
            what = f"after one overlooked line {len(stand)} are still told to get care today, {len(stood)} before"
            failures.append(f"{TABLES[row]} at {level}: {what}. Give a second way in to: {lost}")
    return PropertyResult(
        number="V19",
        how="cases",
        name="one_slip" if before is not None else "one_slip_unreleased",
        checks=checks,
        values=values,
        failures=tuple(failures),
    )
