"""Lets the engine itself answer cases: in any order, back and forth, and as they expect."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from symptom_checker.answers import read
from symptom_checker.engine import assess, next_question
from symptom_checker.model import NONE, Answers, Assessment, Knowledge
from symptom_checker.web import step
from symptom_checker_workshop.proof import Proof
from symptom_checker_workshop.tables import Case


def walk(knowledge: Knowledge, answers: Answers) -> tuple[list[str], Answers]:
    """Return the questions really asked and the answers given when a person answers so, and calmly to the rest.

    Calmly: "none" of a list, the first option of a choice of one.
    """
    given: Answers = {}
    path: list[str] = []
    while (asked := next_question(knowledge, given)) is not None:
        calm = [NONE] if asked.select == "many" else [asked.options[0].id]
        given[asked.id] = answers.get(asked.id, calm)
        path.append(asked.id)
    return path, given


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A case, as the engine asked it."""

    case: Case
    """The case."""
    path: list[str]
    """The ids of the questions really asked, in order."""
    given: Answers
    """The answers given to them."""


def walk_all(knowledge: Knowledge, cases: Iterable[Case]) -> list[Walked]:
    """Return every case as the engine asks it."""
    return [
        Walked(case=case, path=path, given=given) for case in cases for path, given in [walk(knowledge, case.answers)]
    ]


def order_never_matters(knowledge: Knowledge, cases: Iterable[Walked]) -> Proof:
    """V10: rules, options, kinds, causes, advice and answers in another order give the same assessment."""
    chance = random.Random(10)  # noqa: S311  always the same, so that a failure can be seen again
    failures, checks = [], 0
    shuffled = [_shuffled(knowledge, chance) for _ in range(5)]
    for walked in cases:
        given = walked.given
        expected = _unordered(assess(knowledge, given))
        for other in shuffled:
            checks += 1
            mixed = {name: chance.sample(given[name], len(given[name])) for name in chance.sample([*given], len(given))}
            if _unordered(assess(other, mixed)) != expected:
                failures.append(
                    f"the case '{walked.case.id}' changes when rules, options and answers stand in another order"
                )
    return Proof(
        number="V10",
        says="The order of rules, answers and options never matters.",
        checks=checks,
        covers="every case, each with 5 other orders of all tables",
        failures=tuple(dict.fromkeys(failures)),
    )


def replay_is_fresh(knowledge: Knowledge, cases: Iterable[Walked]) -> Proof:
    """V11: any sequence of answer, change and back ends like the same answers given in one go."""
    chance = random.Random(11)  # noqa: S311
    failures, checks = [], 0
    for walked in cases:
        path, given = walked.path, walked.given
        now: Answers = {}
        for name in path:
            question = knowledge.question(name)
            now[name] = [chance.choice(question.options).id] if question else []
            read(knowledge, now)
            now.pop(name)  # back
            now[name] = given[name]
            earlier = chance.choice([*now])
            right = now.pop(earlier)  # changed, seen, and changed again
            read(knowledge, now | {earlier: ["unsure"]})
            now[earlier] = right
            checks += 1
            # All that is asked and concluded comes from this reading.
            if read(knowledge, now) != read(knowledge, {key: given[key] for key in path if key in now}):
                failures.append(f"the case '{walked.case.id}' differs at '{name}' from a fresh replay")
        if step(knowledge, now) != step(knowledge, given):
            failures.append(f"the case '{walked.case.id}' ends otherwise than a fresh replay")
    return Proof(
        number="V11",
        says="Any sequence of answer, change and back equals a fresh replay.",
        checks=checks,
        covers="every step of every case, with a detour at each",
        failures=tuple(failures),
    )


def cases_hold(knowledge: Knowledge, cases: Iterable[Walked]) -> Proof:
    """V13: every case gives its level, its route and exactly its rules, through the questions really asked."""
    failures, checks = [], 0
    for walked in cases:
        checks += 1
        case, found = walked.case, assess(knowledge, walked.given)
        rules = {fired.id for fired in found.rules}
        if (found.level, found.route, rules) != (case.level, case.route, set(case.rules)):
            said = f"{found.level} {found.route} by {', '.join(sorted(rules))}"
            failures.append(f"the case '{case.id}' expects {case.level} {case.route}, and gives {said}")
    return Proof(
        number="V13",
        says="Every case gives its level and exactly its rules, through the questions really asked.",
        checks=checks,
        covers=f"{checks} cases",
        failures=tuple(failures),
    )


def calm_paths_are_short(cases: Iterable[Walked]) -> Proof:
    """V17: a case that names the most screens it may take takes no more."""
    limited = [walked for walked in cases if walked.case.screens]
    failures = [
        f"the case '{walked.case.id}' takes {len(walked.path)} screens, not {walked.case.screens}"
        for walked in limited
        if len(walked.path) > walked.case.screens
    ]
    told = ", ".join(walked.case.id for walked in limited)
    return Proof(
        number="V17",
        says="The simple cases end within the screens that they name.",
        checks=len(limited),
        covers=f"the cases {told}" if limited else "no case: none names its screens",
        failures=tuple(failures),
    )


def _shuffled(knowledge: Knowledge, chance: random.Random) -> Knowledge:
    """Return the same knowledge with rules, options, kinds, causes and advice in another order."""

    def mixed[T](rows: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(rows, len(rows)))

    return replace(
        knowledge,
        questions=tuple(replace(question, options=mixed(question.options)) for question in knowledge.questions),
        routes=mixed(knowledge.routes),
        withins=mixed(knowledge.withins),
        rules=mixed(knowledge.rules),
        kinds=mixed(knowledge.kinds),
        causes=mixed(knowledge.causes),
        advice=mixed(knowledge.advice),
    )


def _unordered(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment without the order of its parts."""
    parts = {name: getattr(assessment, name) for name in Assessment.__slots__}
    rules = {(fired.id, fired.level, frozenset(fired.because_of)) for fired in assessment.rules}
    return {name: set(part) if isinstance(part, tuple) else part for name, part in parts.items()} | {"rules": rules}
