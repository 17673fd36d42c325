"""Prove properties of a topic over its whole answer space, by decision diagrams and not by samples."""

from collections.abc import Callable, Collection, Iterator
from itertools import accumulate
from operator import or_

from symptom_checker.expression import Expression, findings
from symptom_checker.logic import LEVELS, TOP, Question
from symptom_checker_workshop.problem import number_of
from symptom_checker_workshop.proofs.decide import (
    counterexample,
    counterexample_of_step,
    proved,
    red_flags,
    surely_asked,
)
from symptom_checker_workshop.proofs.encode import SymbolicRules
from symptom_checker_workshop.proofs.heard import doubt_is_heard, no_ticked_sign_is_lost
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.proofs.symbolic_flow import Asking

LONGEST_PATH = 22
"""The most questions that any path may have."""

DANGER_SCREENS = 4
"""The screen by which every sign of a danger list was asked about, where nothing before it was true."""


def prove(rules: SymbolicRules, silent: Collection[str] = ()) -> Iterator[PropertyResult]:
    """Yield what is found about each property, over the whole answer space of the topic.

    `silent` are the findings of which a result may say nothing.
    """
    for property_holds in PROPERTIES:
        yield property_holds(rules)
    asking = Asking(rules)
    if rules.logic.hand_overs:
        yield _hand_over_ends_asking(asking)
    for property_of_asking in PROPERTIES_OF_ASKING:
        yield property_of_asking(asking)
    yield no_ticked_sign_is_lost(asking, silent)


def _total(rules: SymbolicRules) -> PropertyResult:
    """V2: self-care only when every red flag was answered no; who is handed over is told no level at all."""
    failures, flags = [], red_flags(rules.logic)
    told = ~rules.handed_over()
    for name in flags:
        raised = rules.applies(name) & ~rules.answers.no(name) & ~rules.level(1) & told
        failures += counterexample(rules, raised, f"'{name}' is not no, yet the level is self-care")
    for rank in range(2, TOP + 1):
        gap = rules.level(rank) & ~rules.level(rank - 1)
        failures += counterexample(rules, gap, f"{LEVELS[rank]} without what is below it")
    return proved(
        rules,
        number="V2",
        name="one_level",
        checks=len(flags) + TOP - 1,
        failures=tuple(failures),
    )


def _monotone(rules: SymbolicRules) -> PropertyResult:
    """V3: no, not sure, yes: each step keeps the level or raises it."""
    answers, failures, checks = rules.answers, [], 0
    used = {name for rule in rules.logic.rules for name in findings(rule.when)}
    for question in rules.logic.questions:
        names = [f"{question.id}.{option.id}" for option in question.options]
        others = answers.complete_but(question.id)
        for group in [names] if question.select == "one" else [[name] for name in names if name in used]:
            moved = [rule for rule in rules.logic.rules if _hangs_on(rules, rule.when, group)]
            parts = {rank: rules.level_by(rank, moved) for rank in range(1, TOP + 1)}
            for low, high in _steps(question, group):
                for rank, part in parts.items():
                    checks += 1
                    falls = others & answers.put(part, low) & ~answers.put(part, high)
                    if falls.satisfiable():  # these rules give less, so look whether the others make up for it
                        falls &= ~answers.put(rules.level(rank), high)
                    change = f"from {_chosen_names(low)} to {_chosen_names(high)}"
                    what = f"'{question.id}': {change} the level falls below {LEVELS[rank]}"
                    failures += counterexample_of_step(rules, falls, others, what, (low, high))
    return proved(
        rules,
        number="V3",
        name="never_lower",
        checks=checks,
        failures=tuple(failures),
    )


def _hangs_on(rules: SymbolicRules, expression: Expression, names: list[str]) -> bool:
    """Return whether an expression names one of these findings, itself or in what brings its questions up."""
    question = names[0].partition(".")[0]
    near = {*names, f"{question}.unsure"}
    return any(name in near or near & rules.parents(name) for name in findings(expression))


def _steps(question: Question, names: list[str]) -> Iterator[tuple[dict[str, bool], dict[str, bool]]]:
    """Yield pairs of answers to one question of which the second must not be lower."""
    if question.select == "many":
        (name,) = names
        no = {name: False, f"{name}?": False}
        unsure = {name: False, f"{name}?": True}
        yield no, unsure
        yield unsure, {name: True, f"{name}?": False}
        return
    none = dict.fromkeys([*names, f"{question.id}.unsure"], False)
    unsure = none | {f"{question.id}.unsure": True}
    yield none, unsure
    for option in question.options:
        chosen = none | {f"{question.id}.{option.id}": True}
        yield none, chosen
        if option.level and question.cap and LEVELS.index(option.level) >= LEVELS.index(question.cap):
            yield unsure, chosen


def _every_rule_counts(rules: SymbolicRules) -> PropertyResult:
    """V4: every rule can fire, and changes the level, the advice or the reasons for some answers."""
    failures = []
    decides = {name for rank in range(1, TOP + 1) for name in _deciding(rules, rank)}
    for rule in rules.logic.rules:
        if not (rules.answers.complete & rules.fires(rule)).satisfiable():
            failures.append(f"the rule '{rule.id}' can never fire")
            continue
        adds = rule.advice or rule.contact or rule.where or rule.within or rule.route or rule.refines
        if rule.level != LEVELS[0] and not adds and rule.id not in decides:
            failures.append(f"the rule '{rule.id}' changes nothing")
    return proved(
        rules,
        number="V4",
        name="rules_count",
        checks=2 * len(rules.logic.rules),
        failures=tuple(failures),
    )


def _deciding(rules: SymbolicRules, rank: int) -> Iterator[str]:
    """Yield the rules that alone give at least the level `rank` for some answers."""
    givers = [rule for rule in rules.logic.rules if rule.rank >= rank]
    given = [rules.reaches(rule.when, rank) for rule in givers]
    never = rules.answers.never
    before = [*accumulate(given, or_, initial=never)]
    behind = [*accumulate(reversed(given), or_, initial=never)][-2::-1]
    for rule, own, earlier, later in zip(givers, given, before[:-1], behind, strict=True):
        if (rules.answers.complete & own & ~earlier & ~later).satisfiable():
            yield rule.id


def _no_rule_is_swallowed(rules: SymbolicRules) -> PropertyResult:
    """V5: no rule only fires where one of the same or a higher level fires too, unless it refines it."""
    failures, checks = [], 0
    for rule in rules.logic.rules:
        for other in rules.logic.rules:
            rank = rule.rank
            if other.id == rule.id or rank == 0 or LEVELS.index(other.level) < rank or rule.refines:
                continue
            if not set(findings(other.when)) & set(findings(rule.when)):
                continue
            checks += 1
            free = rules.answers.complete & rules.reaches(rule.when, rank) & ~rules.reaches(other.when, rank)
            if not free.satisfiable():
                failures.append(f"the rule '{rule.id}' only fires where '{other.id}' does: mark it, or drop it")
    return proved(
        rules,
        number="V5",
        name="not_swallowed",
        checks=checks,
        failures=tuple(failures),
    )


def _red_flags_alone(rules: SymbolicRules) -> PropertyResult:
    """V8: each red flag reaches at least its declared level, whatever the other answers are."""
    failures = []
    flags = red_flags(rules.logic)
    for name, level in flags.items():
        chosen = rules.applies(name) & rules.answers.yes(name) & surely_asked(rules, name)
        below = chosen & ~rules.level(LEVELS.index(level))
        failures += counterexample(rules, below, f"'{name}' does not reach {level}")
    return proved(
        rules,
        number="V8",
        name="red_flags_reach",
        checks=len(flags),
        failures=tuple(failures),
    )


def _every_question_counts(rules: SymbolicRules) -> PropertyResult:
    """V9: every question can change the level, a kind or the advice."""
    failures, answers = [], rules.answers
    told = {name for kind in rules.logic.kinds for name in findings(kind.fits)}
    told |= {name for item in rules.logic.advice if item.when for name in findings(item.when)}
    told |= {name for cause in rules.logic.causes for name in findings(cause.when)}
    for question in rules.logic.questions:
        names = [f"{question.id}.{option.id}" for option in question.options]
        doubts = [f"{name}?" for name in names] if question.select == "many" else [f"{question.id}.unsure"]
        no = dict.fromkeys([*names, *doubts], False)
        if not told & set(names) and not any(
            (answers.complete & rules.level(rank) & ~answers.put(rules.level(rank), no)).satisfiable()
            for rank in range(TOP, 0, -1)
        ):
            failures.append(f"the question '{question.id}' changes nothing")
    return proved(
        rules,
        number="V9",
        name="questions_count",
        checks=len(rules.logic.questions),
        failures=tuple(failures),
    )


def _every_finding_matters(rules: SymbolicRules) -> PropertyResult:
    """V12: for each finding of each rule there are two sets of answers that differ in it alone and in the firing."""
    failures, checks, answers = [], 0, rules.answers
    for rule in rules.logic.rules:
        fires = rules.fires(rule)
        for name in dict.fromkeys(findings(rule.when)):
            checks += 1
            question = rules.logic.question(name.partition(".")[0])
            one = question is not None and question.select == "one"
            others = answers.complete_but(question.id) if question is not None and one else answers.complete
            pair = answers.put(fires, {name: True}) & ~answers.put(fires, {name: False})
            if not (others & ~answers.unsure(name) & pair).satisfiable():
                failures.append(f"the rule '{rule.id}': '{name}' never decides whether it fires")
    return proved(
        rules,
        number="V12",
        name="findings_count",
        checks=checks,
        failures=tuple(failures),
    )


def _skipping_is_harmless(asking: Asking) -> PropertyResult:
    """V6: the level from the questions asked is the level of every completion of the rest."""
    rules, failures, checks = asking.rules, [], 0
    for name, still_asked in asking.left_over():
        checks += 1
        failures += counterexample(asking, still_asked, f"'{name}' would be asked out of order")
    for rank in range(1, TOP + 1):
        checks += 1
        differs = asking.end.at_least(rank) ^ rules.level(rank)
        failures += counterexample(asking, differs, f"skipped questions change whether it is {LEVELS[rank]}")
    return proved(
        rules,
        number="V6",
        name="skipping",
        checks=checks,
        failures=tuple(failures),
    )


def _stops_when_settled(asking: Asking) -> PropertyResult:
    """V7: when asking stops, the lowest and the highest level that are still possible are one."""
    failures = []
    for rank in range(1, TOP + 1):
        gap = asking.end.at_most(rank) & ~asking.end.at_least(rank)
        failures += counterexample(asking, gap, f"it stops although {LEVELS[rank]} is still possible")
    return proved(
        asking.rules,
        number="V7",
        name="stopping",
        checks=TOP,
        failures=tuple(failures),
    )


def _red_flags_are_asked(asking: Asking) -> PropertyResult:
    """V8: each red flag is asked on every path that ends below its level.

    Where only a "not sure" brought its question up, a rule may repeat that parent and so cap it: the seizure's details
    cannot be judged by someone who does not know whether it was a seizure.
    """
    rules, failures, flags = asking.rules, [], red_flags(asking.logic)
    for name, level in flags.items():
        asked = asking.asked.get(name.partition(".")[0], rules.answers.never)
        missed = rules.applies(name) & ~asked & surely_asked(rules, name)
        below = missed & ~asking.end.at_least(LEVELS.index(level))
        failures += counterexample(asking, below, f"'{name}' is not asked although the path ends below {level}")
    return proved(
        rules,
        number="V8",
        name="red_flags_asked",
        checks=len(flags),
        failures=tuple(failures),
    )


def _hand_over_ends_asking(asking: Asking) -> PropertyResult:
    """V2: who is handed over is asked nothing more, and no sign that alone is an emergency was ticked before.

    They lie outside of the levels: nothing below an emergency is said of them, so no later answer may be waited for,
    and whatever was asked before that is an emergency must be told as one.
    """
    rules, answers, failures, checks = asking.rules, asking.rules.answers, [], 0
    order, handed = list(asking.asked), rules.handed_over()
    known = [name for name in asking.logic.hand_overs if name in rules.asked_if]
    flags = [name for name, level in red_flags(asking.logic).items() if level == LEVELS[TOP]]
    for finding in known:
        chosen = answers.yes(finding) & handed
        for later in order[order.index(finding.partition(".")[0]) + 1 :]:
            checks += 1
            failures += counterexample(asking, chosen & asking.asked[later], f"'{later}' is asked after '{finding}'")
        for flag in flags:
            checks += 1
            ticked = chosen & answers.yes(flag) & rules.applies(flag) & surely_asked(rules, flag)
            failures += counterexample(asking, ticked, f"'{finding}' hands over although '{flag}' was ticked")
    return proved(rules, number="V2", name="handed_over", checks=checks, failures=tuple(failures))


def _no_path_is_long(asking: Asking, longest: int = LONGEST_PATH) -> PropertyResult:
    """V17: no path asks more than the limit; the second look before a calm result is one screen more."""
    over = asking.rules.answers.at_least(longest + 1, asking.asked.values())
    looks = any(question.calm for question in asking.logic.questions)
    return proved(
        asking.rules,
        number="V17",
        name="longest_path",
        values={"screens": longest + looks},
        checks=1,
        failures=tuple(counterexample(asking, over, f"over {number_of(longest, 'question')}")),
    )


def _danger_comes_first(asking: Asking) -> PropertyResult:
    """V17: a sign of a danger list that alone means emergency comes early, and nothing is asked after it.

    Early is the 4th screen, not the 3rd: there are three lists of at most seven signs, and who it is for stands second,
    because the words of the lists follow it.
    """
    rules, answers, failures, checks = asking.rules, asking.rules.answers, [], 0
    order = list(asking.asked)
    for question in asking.logic.questions:
        place = order.index(question.id) if question.danger else 0
        for option in question.options if question.danger else ():
            if option.level != LEVELS[TOP]:
                continue
            checks += 2
            name = f"{question.id}.{option.id}"
            seen = answers.yes(name) & asking.asked[question.id]
            calm = answers.all(answers.no(other) for other in _signs_before(asking, question))
            late = answers.at_least(DANGER_SCREENS + 1, [asking.asked[other] for other in order[: place + 1]])
            failures += counterexample(asking, seen & calm & late, f"'{name}' comes after screen {DANGER_SCREENS}")
            more = answers.any(asking.asked[other] for other in order[place + 1 :])
            failures += counterexample(asking, seen & more, f"more is asked after '{name}'")
    return proved(
        rules,
        number="V17",
        name="danger_early",
        values={"screen": DANGER_SCREENS},
        checks=checks,
        failures=tuple(failures),
    )


def _signs_before(asking: Asking, question: Question) -> Iterator[str]:
    for other in asking.logic.questions:
        if other.id == question.id:
            return
        if other.select == "many":
            yield from (f"{other.id}.{option.id}" for option in other.options)


def _chosen_names(values: dict[str, bool]) -> str:
    return ", ".join(name for name, value in values.items() if value) or "no"


PROPERTIES: tuple[Callable[[SymbolicRules], PropertyResult], ...] = (
    _total,
    _monotone,
    _every_rule_counts,
    _no_rule_is_swallowed,
    _red_flags_alone,
    _every_question_counts,
    _every_finding_matters,
)

PROPERTIES_OF_ASKING: tuple[Callable[[Asking], PropertyResult], ...] = (
    _skipping_is_harmless,
    _stops_when_settled,
    _red_flags_are_asked,
    _no_path_is_long,
    _danger_comes_first,
    doubt_is_heard,
)
