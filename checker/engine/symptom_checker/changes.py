"""What would change an assessment: one or two other answers that lead to another level."""

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from symptom_checker.answers import Reading, read
from symptom_checker.engine import bounds, conclude
from symptom_checker.evaluate import findings, value
from symptom_checker.model import LEVELS, NONE, TOP, UNSURE, Answers, Knowledge, Question, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One or two answers that, given otherwise, lead to another level."""

    findings: tuple[str, ...]
    """The findings (`question.option`) that would be yes where the level rises, and no where it falls."""
    level: str
    """The level they would lead to."""


def what_would_change(knowledge: Knowledge, answers: Answers) -> tuple[Change, ...]:
    """Return the smallest changes of the level, those that raise it first, the highest first.

    Raising: signs of the lists that were asked, beside what was answered, with not sure in the follow-ups that they
    bring up; two together only where each alone does less.
    Lowering: signs that the level rests on, taken back; only where no open question could then raise it again. Never
    for an emergency.
    """
    reading = read(knowledge, answers)
    level, _ = bounds(knowledge, reading)
    if level == TOP:
        return ()
    higher = sorted(_raising(knowledge, reading, level), key=lambda pair: -pair[1])
    lower = _lowering(knowledge, answers, reading, level)
    return tuple(Change(findings=names, level=LEVELS[place]) for names, place in (*higher, *lower))


def sooner(knowledge: Knowledge, changes: tuple[Change, ...], level: str) -> tuple[Change, ...]:
    """Return those of the changes that raise `level` by signs that can still come later."""
    watched = {question.id for question in knowledge.questions if question.watch}
    higher = (change for change in changes if _step(change, level) > 0)
    return tuple(change for change in higher if all(name.partition(".")[0] in watched for name in change.findings))


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


def _raising(knowledge: Knowledge, reading: Reading, level: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield single signs and pairs of signs with the level above `level` that they lead to."""
    led = _open_follow_ups(knowledge, reading)
    brings = {name: _brings(name, led.get(name, []), reading) for name in _unchosen(knowledge, reading)}
    brought_by: dict[str, list[str]] = {}
    for name, follow_ups in brings.items():
        for finding in (name, *follow_ups):
            brought_by.setdefault(finding, []).append(name)
    reached: dict[tuple[str, ...], int] = {}
    for rule in knowledge.rules:
        most = LEVELS.index(rule.level)
        if most <= level:
            continue
        named = dict.fromkeys(name for finding in findings(rule.when) for name in brought_by.get(finding, ()))
        for name in named:
            _enter((name,), _place(rule, most, (name,), brings, reading), level, reached)
        weaker = [name for name in named if reached.get((name,), 0) < most]
        for pair in combinations(weaker, 2):
            _enter(pair, _place(rule, most, pair, brings, reading), level, reached)
    order = {name: place for place, name in enumerate(brings)}
    for names in sorted(reached, key=lambda names: (len(names), [order[name] for name in names])):
        if len(names) == 1 or all(reached.get((name,), 0) < reached[names] for name in names):
            yield names, reached[names]


def _place(rule: Rule, most: int, names: tuple[str, ...], brings: dict[str, dict[str, int]], reading: Reading) -> int:
    """Return the place that a rule reaches with these signs too."""
    places = ChainMap(*(brings[name] for name in names), dict.fromkeys(names, TOP), reading.low)
    return min(most, value(rule.when, places.__getitem__))


def _enter(names: tuple[str, ...], place: int, level: int, reached: dict[tuple[str, ...], int]) -> None:
    if place > max(level, reached.get(names, 0)):
        reached[names] = place


def _unchosen(knowledge: Knowledge, reading: Reading) -> Iterator[str]:
    """Yield the signs of the lists that were answered which were not chosen, in clinical order."""
    for question in knowledge.questions:
        if question.select == "many" and question.id in reading.answered:
            chosen = reading.answered[question.id]
            yield from (f"{question.id}.{option.id}" for option in question.options if option.id not in chosen)


def _open_follow_ups(knowledge: Knowledge, reading: Reading) -> dict[str, list[Question]]:
    """Return, for each finding, the questions without an answer that it can bring up."""
    led: dict[str, list[Question]] = {}
    for question in knowledge.questions:
        if question.ask_if is not None and question.id not in reading.answered:
            for name in dict.fromkeys(findings(question.ask_if)):
                led.setdefault(name, []).append(question)
    return led


def _brings(name: str, follow_ups: list[Question], reading: Reading) -> dict[str, int]:
    """Return the findings of the follow-ups that a sign brings up, as if they were answered with not sure."""
    brought: dict[str, int] = {}
    for question in follow_ups:
        if question.ask_if and value(question.ask_if, ChainMap({name: TOP}, reading.low).__getitem__) > 0:
            cap = LEVELS.index(question.cap) if question.unsure == "as_yes" else 0
            brought |= {f"{question.id}.{option.id}": cap for option in question.options}
            brought |= {f"{question.id}.{UNSURE}": TOP} if question.select == "one" else {}
    return brought


def _lowering(
    knowledge: Knowledge, answers: Answers, reading: Reading, level: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield signs, one or two, without which the level is settled below `level`."""
    lists = {question.id for question in knowledge.questions if question.select == "many"}
    deciding = [fired for fired in conclude(knowledge, reading).rules if fired.level == LEVELS[level]]
    signs = [name for fired in deciding for name in fired.because_of if name.partition(".")[0] in lists]
    signs = list(dict.fromkeys(signs))
    done: list[str] = []
    for names in (*((name,) for name in signs), *combinations(signs, 2)):
        if any(name in done for name in names):
            continue
        low, high = bounds(knowledge, read(knowledge, _without(answers, names)))
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
