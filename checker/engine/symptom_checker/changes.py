"""What would change an assessment: one or two other answers that lead to another level."""

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from symptom_checker.answers import AnswerState, read
from symptom_checker.asking import bounds
from symptom_checker.assessing import conclude
from symptom_checker.expression import findings, value
from symptom_checker.logic import LEVELS, NONE, TOP, UNSURE, Answers, Logic, Question, Rule, question_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One or two answers that, given otherwise, lead to another level."""

    findings: tuple[str, ...]
    """The findings (`question.option`) that would be yes where the level rises, and no where it falls."""
    level: str
    """The level they would lead to."""


def what_would_change(logic: Logic, answers: Answers) -> tuple[Change, ...]:
    """Return the smallest changes of the level, those that raise it first, the highest first.

    Raising: each sign of the lists that were asked is tried beside what was answered. The follow-ups that it brings up
    count as answered with not sure. Two signs together are told only where each alone does less.
    Lowering: signs that the level rests on, taken back, where no open question could then raise it again.
    """
    state = read(logic, answers)
    level, _ = bounds(logic, state)
    if level == TOP:
        return ()
    higher = sorted(_raising(logic, state, level), key=lambda pair: -pair[1])
    lower = _lowering(logic, answers, state, level)
    return tuple(Change(findings=names, level=LEVELS[rank]) for names, rank in (*higher, *lower))


def sooner(logic: Logic, changes: tuple[Change, ...], level: str) -> tuple[Change, ...]:
    """Return those of the changes that raise `level` by signs that can still come later."""
    watched = {question.id for question in logic.questions if question.watch}
    higher = (change for change in changes if _step(change, level) > 0)
    return tuple(change for change in higher if all(question_of(name) in watched for name in change.findings))


def if_true(changes: tuple[Change, ...], level: str, not_sure: tuple[str, ...]) -> tuple[Change, ...]:
    """Return those of the changes by which a single sign that was not sure raises `level`."""
    alone = (change for change in changes if len(change.findings) == 1 and change.findings[0] in not_sure)
    return tuple(change for change in alone if _step(change, level) > 0)


def lower(changes: tuple[Change, ...], level: str) -> tuple[Change, ...]:
    """Return those of the changes that lead below `level`."""
    return tuple(change for change in changes if _step(change, level) < 0)


def _step(change: Change, level: str) -> int:
    """Return by how many levels a change leads above `level`."""
    return LEVELS.index(change.level) - LEVELS.index(level)


def _raising(logic: Logic, state: AnswerState, level: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield single signs and pairs of signs with the level above `level` that they lead to."""
    led = _open_follow_ups(logic, state)
    brings = {name: _brings(name, led.get(name, []), state) for name in _unchosen(logic, state)}
    brought_by: dict[str, list[str]] = {}
    for name, follow_ups in brings.items():
        for finding in (name, *follow_ups):
            brought_by.setdefault(finding, []).append(name)
    reached: dict[tuple[str, ...], int] = {}
    for rule in logic.rules:
        most = rule.rank
        if most <= level:
            continue
        named = dict.fromkeys(name for finding in findings(rule.when) for name in brought_by.get(finding, ()))
        for name in named:
            _keep_higher((name,), _rank(rule, most, (name,), brings, state), level, reached)
        weaker = [name for name in named if reached.get((name,), 0) < most]
        for pair in combinations(weaker, 2):
            _keep_higher(pair, _rank(rule, most, pair, brings, state), level, reached)
    order = {name: place for place, name in enumerate(brings)}
    for names in sorted(reached, key=lambda names: (len(names), [order[name] for name in names])):
        if len(names) == 1 or all(reached.get((name,), 0) < reached[names] for name in names):
            yield names, reached[names]


def _rank(rule: Rule, most: int, names: tuple[str, ...], brings: dict[str, dict[str, int]], state: AnswerState) -> int:
    """Return the rank that a rule reaches with these signs too."""
    ranks = ChainMap(*(brings[name] for name in names), dict.fromkeys(names, TOP), state.low)
    return min(most, value(rule.when, ranks))


def _keep_higher(names: tuple[str, ...], rank: int, level: int, reached: dict[tuple[str, ...], int]) -> None:
    """Note the rank that signs lead to where it is above the level and above what they led to so far."""
    if rank > max(level, reached.get(names, 0)):
        reached[names] = rank


def _unchosen(logic: Logic, state: AnswerState) -> Iterator[str]:
    """Yield the signs of the lists that were answered which were not chosen, in clinical order."""
    for question in logic.questions:
        if question.select == "many" and question.id in state.answered:
            chosen = state.answered[question.id]
            yield from (f"{question.id}.{option.id}" for option in question.options if option.id not in chosen)


def _open_follow_ups(logic: Logic, state: AnswerState) -> dict[str, list[Question]]:
    """Return, for each finding, the questions without an answer that it can bring up."""
    led: dict[str, list[Question]] = {}
    for question in logic.questions:
        if question.ask_if is not None and question.id not in state.answered:
            for name in dict.fromkeys(findings(question.ask_if)):
                led.setdefault(name, []).append(question)
    return led


def _brings(name: str, follow_ups: list[Question], state: AnswerState) -> dict[str, int]:
    """Return the findings of the follow-ups that a sign brings up, as if they were answered with not sure."""
    brought: dict[str, int] = {}
    for question in follow_ups:
        if question.ask_if and value(question.ask_if, ChainMap({name: TOP}, state.low)) > 0:
            cap = question.unsure_rank
            brought |= {f"{question.id}.{option.id}": cap for option in question.options}
            brought |= {f"{question.id}.{UNSURE}": TOP} if question.select == "one" else {}
    return brought


def _lowering(logic: Logic, answers: Answers, state: AnswerState, level: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield signs, one or two, without which the level is settled below `level`."""
    lists = {question.id for question in logic.questions if question.select == "many"}
    deciding = [fired for fired in conclude(logic, state).rules if fired.level == LEVELS[level]]
    signs = [name for fired in deciding for name in fired.because_of if question_of(name) in lists]
    signs = list(dict.fromkeys(signs))
    done: list[str] = []
    for names in (*((name,) for name in signs), *combinations(signs, 2)):
        if any(name in done for name in names):
            continue
        low, high = bounds(logic, read(logic, _without(answers, names)))
        if low == high < level:
            done += names if len(names) == 1 else ()
            yield names, low


def _without(answers: Answers, names: tuple[str, ...]) -> Answers:
    """Return the answers with these signs answered no."""
    given = dict(answers)
    for name in names:
        question, _, option = name.partition(".")
        members = [member for member in given[question] if member not in (option, f"{UNSURE}:{option}", UNSURE)]
        given[question] = members or [NONE]
    return given
