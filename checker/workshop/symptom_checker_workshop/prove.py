"""Proves properties of a topic over its whole answer space, by a solver and not by samples."""

from collections.abc import Callable, Iterator

import z3

from symptom_checker.evaluate import findings
from symptom_checker.model import LEVELS, TOP, Knowledge, Question
from symptom_checker_workshop.asking import Asking
from symptom_checker_workshop.proof import Proof, power
from symptom_checker_workshop.space import Space

LONGEST_PATH = 20
"""The most screens that any path may have."""

DANGER_SCREENS = 4
"""The screen by which every sign of a danger list was asked about, where nothing before it was true."""


def prove(knowledge: Knowledge) -> Iterator[Proof]:
    """Yield the proofs one by one, each over the whole answer space of the topic."""
    space = Space(knowledge)
    for property_holds in PROPERTIES:
        yield property_holds(space)
    asking = Asking(space)
    for property_of_asking in PROPERTIES_OF_ASKING:
        yield property_of_asking(asking)


def _total(space: Space) -> Proof:
    """V2: self-care only when every red flag was answered no."""
    solver = _solver(space.form(), z3.Not(space.level(1)))
    failures, flags = [], _red_flags(space.knowledge)
    for name in flags:
        raised = z3.And(space.applies(name), z3.Or(space.yes[name], space.unsure[name]))
        failures += _counterexample(space, solver, raised, f"'{name}' is not no, yet the level is self-care")
    for place in range(2, TOP + 1):
        gap = z3.And(space.level(place), z3.Not(space.level(place - 1)))
        failures += _counterexample(space, _solver(space.form()), gap, f"{LEVELS[place]} without what is below it")
    return _proof(
        space,
        number="V2",
        says="Every pattern has exactly one level; self-care only if every red flag was answered no.",
        checks=len(flags) + TOP - 1,
        failures=tuple(failures),
    )


def _monotone(space: Space) -> Proof:
    """V3: no, not sure, yes: each step keeps the level or raises it."""
    failures, checks = [], 0
    used = {name for rule in space.knowledge.rules for name in findings(rule.when)}
    for question in space.knowledge.questions:
        names = [f"{question.id}.{option.id}" for option in question.options]
        solver = _solver(space.form(but=question.id))
        others = [names] if question.select == "one" else [[name] for name in names if name in used]
        for group in others:
            for low, high in _steps(space, question, group):
                for place in range(1, TOP + 1):
                    checks += 1
                    level = space.level(place)
                    falls = z3.And(_put(level, low), z3.Not(_put(level, high)))
                    what = f"'{question.id}': from {_said(low)} to {_said(high)} the level falls below {LEVELS[place]}"
                    failures += _counterexample(space, solver, falls, what)
    return _proof(
        space,
        number="V3",
        says="No answer that says more of a sign ever lowers the level.",
        checks=checks,
        failures=tuple(failures),
    )


def _steps(space: Space, question: Question, names: list[str]) -> Iterator[tuple[dict[z3.BoolRef, bool], ...]]:
    """Yield pairs of answers to one question of which the second must not be lower."""
    if question.select == "many":
        (name,) = names
        no = {space.yes[name]: False, space.unsure[name]: False}
        unsure = {space.yes[name]: False, space.unsure[name]: True}
        yes = {space.yes[name]: True, space.unsure[name]: False}
        yield no, unsure
        yield unsure, yes
        return
    whole = space.yes[f"{question.id}.unsure"]
    none = {space.yes[name]: False for name in names} | {whole: False}
    unsure = none | {whole: True}
    yield none, unsure
    for option in question.options:
        chosen = none | {space.yes[f"{question.id}.{option.id}"]: True}
        yield none, chosen
        if option.level and question.cap and LEVELS.index(option.level) >= LEVELS.index(question.cap):
            yield unsure, chosen


def _every_rule_counts(space: Space) -> Proof:
    """V4: every rule can fire, and changes the level, the advice or the reasons for some answers."""
    failures = []
    for rule in space.knowledge.rules:
        if _solver(space.form(), space.fires(rule)).check() != z3.sat:
            failures.append(f"the rule '{rule.id}' can never fire")
            continue
        place = LEVELS.index(rule.level)
        alone = z3.And(space.level(place), z3.Not(space.level(place, but=rule.id)))
        adds = rule.advice or rule.contact or rule.where or rule.within or rule.route or rule.refines
        if place and not adds and _solver(space.form(), alone).check() != z3.sat:
            failures.append(f"the rule '{rule.id}' changes nothing")
    return _proof(
        space,
        number="V4",
        says="Every rule can fire and can change the level or the advice.",
        checks=2 * len(space.knowledge.rules),
        failures=tuple(failures),
    )


def _no_rule_is_swallowed(space: Space) -> Proof:
    """V5: no rule only fires where one of the same or a higher level fires too, unless it refines it."""
    failures, checks = [], 0
    solver = _solver(space.form())
    for rule in space.knowledge.rules:
        for other in space.knowledge.rules:
            place = LEVELS.index(rule.level)
            if other.id == rule.id or place == 0 or LEVELS.index(other.level) < place or rule.refines:
                continue
            if not set(findings(other.when)) & set(findings(rule.when)):
                continue
            checks += 1
            free = z3.And(space.reaches(rule.when, place), z3.Not(space.reaches(other.when, place)))
            if solver.check(free) == z3.unsat:
                failures.append(f"the rule '{rule.id}' only fires where '{other.id}' does: mark it, or drop it")
    return _proof(
        space,
        number="V5",
        says="No rule is swallowed by another, unless it is marked as refining it.",
        checks=checks,
        failures=tuple(failures),
    )


def _red_flags_alone(space: Space) -> Proof:
    """V8: each red flag reaches at least its declared level, whatever the other answers are."""
    failures = []
    flags = _red_flags(space.knowledge)
    for name, level in flags.items():
        solver = _solver(space.form(), space.applies(name), space.yes[name])
        # What only a not sure brought up may be capped by that doubt.
        sure = [z3.Not(space.unsure[parent]) for parent in _parents(space, name)]
        below = z3.And(z3.Not(space.level(LEVELS.index(level))), *sure)
        failures += _counterexample(space, solver, below, f"'{name}' does not reach {level}")
    return _proof(
        space,
        number="V8",
        says="Each red flag reaches at least its declared level, whatever else is answered.",
        checks=len(flags),
        failures=tuple(failures),
    )


def _every_question_counts(space: Space) -> Proof:
    """V9: every question can change the level, a kind or the advice."""
    failures = []
    told = {name for kind in space.knowledge.kinds for name in findings(kind.fits)}
    told |= {name for item in space.knowledge.advice if item.when for name in findings(item.when)}
    told |= {name for cause in space.knowledge.causes for name in findings(cause.when)}
    for question in space.knowledge.questions:
        names = [f"{question.id}.{option.id}" for option in question.options]
        no = {space.yes[name]: False for name in names} | {space.unsure[name]: False for name in names}
        changes = z3.Or(
            *(z3.And(space.level(place), z3.Not(_put(space.level(place), no))) for place in range(1, TOP + 1))
        )
        if not told & set(names) and _solver(space.form(), changes).check() != z3.sat:
            failures.append(f"the question '{question.id}' changes nothing")
    return _proof(
        space,
        number="V9",
        says="Every question can change the level, the kind or the advice.",
        checks=len(space.knowledge.questions),
        failures=tuple(failures),
    )


def _every_finding_matters(space: Space) -> Proof:
    """V12: for each finding of each rule there are two sets of answers that differ in it alone and in the firing."""
    failures, checks = [], 0
    for rule in space.knowledge.rules:
        fires = space.fires(rule)
        for name in dict.fromkeys(findings(rule.when)):
            checks += 1
            question_id = name.partition(".")[0]
            question = space.knowledge.question(question_id)
            but = question_id if question is not None and question.select == "one" else ""
            pair = z3.And(_put(fires, {space.yes[name]: True}), z3.Not(_put(fires, {space.yes[name]: False})))
            quiet = [z3.Not(space.unsure[name])] if not name.endswith(".unsure") else []
            if _solver(space.form(but=but), pair, *quiet).check() != z3.sat:
                failures.append(f"the rule '{rule.id}': '{name}' never decides whether it fires")
    return _proof(
        space,
        number="V12",
        says="Each finding of each rule decides its firing for some answers.",
        checks=checks,
        failures=tuple(failures),
    )


def _skipping_is_harmless(asking: Asking) -> Proof:
    """V6: the level from the questions asked is the level of every completion of the rest."""
    space = asking.space
    solver = _solver(space.form())
    failures, checks = [], 0
    for name, still_asked in asking.left_over():
        checks += 1
        failures += _counterexample(space, solver, still_asked, f"'{name}' would be asked out of order")
    for place in range(1, TOP + 1):
        checks += 1
        differs = z3.Xor(asking.end.at_least(place), space.level(place))
        failures += _counterexample(space, solver, differs, f"skipped questions change whether it is {LEVELS[place]}")
    return _proof(
        asking.space,
        number="V6",
        says="The level from the questions asked is the level from every completion of the rest.",
        checks=checks,
        failures=tuple(failures),
    )


def _stops_when_settled(asking: Asking) -> Proof:
    """V7: when asking stops, the lowest and the highest level that are still possible are one."""
    solver, failures = _solver(asking.space.form()), []
    for place in range(1, TOP + 1):
        gap = z3.And(asking.end.at_most(place), z3.Not(asking.end.at_least(place)))
        failures += _counterexample(asking.space, solver, gap, f"it stops although {LEVELS[place]} is still possible")
    return _proof(
        asking.space,
        number="V7",
        says="When asking stops, no open question can change the level.",
        checks=TOP,
        failures=tuple(failures),
    )


def _red_flags_are_asked(asking: Asking) -> Proof:
    """V8: each red flag is asked on every path that ends below its level.

    Where only a "not sure" brought its question up, a rule may repeat that parent and so cap it: the seizure's details
    cannot be judged by someone who does not know whether it was a seizure.
    """
    space, failures = asking.space, []
    solver, flags = _solver(space.form()), _red_flags(asking.knowledge)
    for name, level in flags.items():
        asked = asking.asked[name.partition(".")[0]]
        sure = [z3.Not(space.unsure[parent]) for parent in _parents(space, name)]
        below = z3.Not(asking.end.at_least(LEVELS.index(level)))
        missed = z3.And(space.applies(name), z3.Not(asked), below, *sure)
        failures += _counterexample(
            space, solver, missed, f"'{name}' is not asked although the path ends below {level}"
        )
    return _proof(
        asking.space,
        number="V8",
        says="Each red flag is asked on every path that ends below its level.",
        checks=len(flags),
        failures=tuple(failures),
    )


def _no_path_is_long(asking: Asking) -> Proof:
    """V17: no path is longer than the limit."""
    asked = [(condition, 1) for condition in asking.asked.values()]
    solver = _solver(asking.space.form())
    failures = _counterexample(asking.space, solver, z3.PbGe(asked, LONGEST_PATH + 1), f"over {LONGEST_PATH} screens")
    return _proof(
        asking.space,
        number="V17",
        says=f"No path has more than {LONGEST_PATH} screens.",
        checks=1,
        failures=tuple(failures),
    )


def _danger_comes_first(asking: Asking) -> Proof:
    """V17: a sign of a danger list that alone means emergency comes early, and nothing is asked after it.

    Early is the 4th screen, not the 3rd: there are three lists of at most seven signs, and who it is for stands second,
    because the words of the lists follow it.
    """
    space, failures, checks = asking.space, [], 0
    solver = _solver(space.form())
    order = list(asking.asked)
    for question in asking.knowledge.questions:
        place = order.index(question.id) if question.danger else 0
        for option in question.options if question.danger else ():
            if option.level != LEVELS[TOP]:
                continue
            checks += 2
            name = f"{question.id}.{option.id}"
            calm = [z3.Not(z3.Or(space.yes[other], space.unsure[other])) for other in _signs_before(asking, question)]
            seen = z3.And(space.yes[name], asking.asked[question.id])
            late = z3.PbGe([(asking.asked[other], 1) for other in order[: place + 1]], DANGER_SCREENS + 1)
            failures += _counterexample(
                space, solver, z3.And(seen, late, *calm), f"'{name}' comes after screen {DANGER_SCREENS}"
            )
            more = z3.Or(*(asking.asked[other] for other in order[place + 1 :]))
            failures += _counterexample(space, solver, z3.And(seen, more), f"more is asked after '{name}'")
    return _proof(
        space,
        number="V17",
        says=f"A danger sign that alone means emergency is asked by screen {DANGER_SCREENS} and ends the asking.",
        checks=checks,
        failures=tuple(failures),
    )


def _signs_before(asking: Asking, question: Question) -> Iterator[str]:
    for other in asking.knowledge.questions:
        if other.id == question.id:
            return
        if other.select == "many":
            yield from (f"{other.id}.{option.id}" for option in other.options)


def _proof(space: Space, *, number: str, says: str, checks: int, failures: tuple[str, ...]) -> Proof:
    """Return a proof over the whole answer space."""
    questions = space.knowledge.questions
    options = sum(len(question.options) for question in questions)
    covers = f"{len(questions)} questions, {options} options, {power(space.patterns())} patterns of answers"
    return Proof(number=number, says=says, checks=checks, covers=covers, failures=failures)


def _parents(space: Space, name: str) -> Iterator[str]:
    """Yield the findings that can bring up the question of this finding, and theirs."""
    condition = space.asked_if[name]
    for parent in findings(condition) if condition is not None else ():
        yield parent
        yield from _parents(space, parent)


def _red_flags(knowledge: Knowledge) -> dict[str, str]:
    return {
        f"{question.id}.{option.id}": option.level
        for question in knowledge.questions
        for option in question.options
        if option.role == "red_flag"
    }


def _solver(*conditions: z3.BoolRef | list[z3.BoolRef]) -> z3.Solver:
    solver = z3.Solver()
    for condition in conditions:
        solver.add(condition)
    return solver


def _put(expression: z3.BoolRef, values: dict[z3.BoolRef, bool]) -> z3.BoolRef:
    return z3.substitute(expression, *((variable, z3.BoolVal(value)) for variable, value in values.items()))


def _counterexample(space: Space, solver: z3.Solver, condition: z3.BoolRef, what: str) -> list[str]:
    """Return nothing when the condition cannot hold, else the sentence with the smallest answers for which it does."""
    if solver.check(condition) == z3.unsat:
        return []
    fewest = space.smallest(*solver.assertions(), condition)
    return [f"{what}: {space.plain(fewest or {})}"]


def _said(values: dict[z3.BoolRef, bool]) -> str:
    return ", ".join(str(variable) for variable, value in values.items() if value) or "no"


PROPERTIES: tuple[Callable[[Space], Proof], ...] = (
    _total,
    _monotone,
    _every_rule_counts,
    _no_rule_is_swallowed,
    _red_flags_alone,
    _every_question_counts,
    _every_finding_matters,
)

PROPERTIES_OF_ASKING: tuple[Callable[[Asking], Proof], ...] = (
    _skipping_is_harmless,
    _stops_when_settled,
    _red_flags_are_asked,
    _no_path_is_long,
    _danger_comes_first,
)
