"""Count what becomes of people who overlook one line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from symptom_checker.answers import read
from symptom_checker.asking import bounds
from symptom_checker.assessing import conclude
from symptom_checker.logic import NONE, UNSURE, URGENT, Answers, Logic
from symptom_checker.telling import second_look
from symptom_checker_workshop.cases.runs import Asked, CaseRun, walk
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.tables.rows import Case, Story

TABLES = {Story: "stories", Case: "cases"}
"""What rows of each sort are called."""

GROUPS = tuple((level, row) for level in ("emergency", "urgent") for row in TABLES)
"""What is counted apart: those that expect this level, stories apart from cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Someone who answers as cases and stories do, asked by one version of the logic."""

    logic: Logic
    """The version."""
    asked_after: Asked = field(default_factory=dict)
    """What it asks after which answers."""

    def stands(self, case: Case | Story) -> tuple[bool, bool]:
        """Return whether a case is told to get care today, and still is after any one overlooked line.

        First without the second look, then with it: it shows in other words what was overlooked, and so catches it.
        """
        answers = _known(self.logic, case.answers)
        path, given = walk(self.logic, answers, self.asked_after)
        if not self._is_urgent(given):
            return False, False
        stands = True
        for overlooked, slip in _slips(self.logic, path, answers):
            _, after = walk(self.logic, answers | slip, self.asked_after)
            if not self._is_urgent(after):
                stands = False
                if not overlooked & self._shown_again(after):
                    return False, False
        return stands, True

    def _is_urgent(self, given: Answers) -> bool:
        return bounds(self.logic, read(self.logic, given))[0] >= URGENT

    def _shown_again(self, given: Answers) -> set[str]:
        """Return the findings that the lines of the second look say no to."""
        if not any(question.calm for question in self.logic.questions):
            return set()
        state = read(self.logic, given)
        shown = {item.id for part in second_look(self.logic, state, conclude(self.logic, state)) for item in part.items}
        return {
            f"{question.id}.{name}"
            for question in self.logic.questions
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


def _slips(logic: Logic, path: Iterable[str], answers: Answers) -> Iterator[tuple[set[str], Answers]]:
    """Yield for each sign of the lists that were asked its findings and the answer to its list without it."""
    for question in logic.questions:
        members = answers.get(question.id, []) if question.select == "many" and question.id in path else []
        for overlooked in members:
            if overlooked != NONE:
                every = [option.id for option in question.options]
                names = every if overlooked == UNSURE else [overlooked.removeprefix(f"{UNSURE}:")]
                rest = [member for member in members if member != overlooked] or [NONE]
                yield {f"{question.id}.{name}" for name in names}, {question.id: rest}


def one_slip(now: Logic, before: Logic | None, runs: Iterable[CaseRun]) -> PropertyResult:
    """V19: after one overlooked line no fewer are told to get care today at least than in the version `before`.

    `before` is the released version; None when there is none. Who is handed over is told no level, and not counted.
    """
    reader, earlier = Reader(logic=now), Reader(logic=before) if before is not None else None
    values: dict[str, int | str] = {"before": before.version if before is not None else ""}
    cases, failures = [run.case for run in runs if not run.assessment.handed_over], []
    checks = 0
    for level, row in GROUPS:
        group = [case for case in cases if isinstance(case, row) and case.level == level]
        ends = [(case, *reader.stands(case)) for case in group]
        stand = [case for case, stands, _ in ends if stands]
        stood = [case for case in group if earlier.stands(case)[0]] if earlier is not None else []
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
