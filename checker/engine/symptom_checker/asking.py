"""Decides what to ask next."""

from collections.abc import Iterator
from dataclasses import dataclass

from symptom_checker.answers import AnswerState, read
from symptom_checker.expression import Ranks, findings, open_findings, unknown_findings, value
from symptom_checker.logic import TOP, URGENT, Answers, Logic, Question, Rule, question_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where the asking stands."""

    question: Question | None
    """The next question; None when asking is over."""
    matters_for: str
    """What its answer can still change: `level` or only `advice`; empty when asking is over."""
    likely: int
    """Questions left if the reader answers "none" to every list and takes the first choice elsewhere."""
    offers: list[str]
    """Ids of questions that are offered only after the result."""


def next_question(logic: Logic, answers: Answers) -> Question | None:
    """Return the first question in clinical order whose answer can still matter, or None when asking is over."""
    return progress(logic, read(logic, answers)).question


def progress(logic: Logic, state: AnswerState) -> Progress:
    """Return where the asking stands, from answers that were read already."""
    needed = questions_that_matter(logic, state)
    late = {question.id for question in logic.questions if question.after_result}
    name = next((name for name in state.waiting if name in needed), "")
    return Progress(
        question=logic.question(name),
        matters_for=needed.get(name, ""),
        likely=sum(name in needed for name in state.likely),
        offers=[name for name in state.waiting if name in late],
    )


def questions_that_matter(logic: Logic, state: AnswerState) -> dict[str, str]:
    """Return the ids of the open questions whose answers still matter, with what they can change.

    `level`: how soon to get help; `advice`: only, below urgent, the kinds and the advice.
    """
    at_least, at_most = bounds(logic, state)
    if at_least == TOP:
        return {}
    level, advice = set[str](), set[str]()
    if at_least < at_most:
        for rule in logic.rules:
            if reached(rule, value(rule.when, state.high)) > at_least:
                level |= {question_of(found) for found in open_findings(rule.when, state.low, state.high)}
    if at_least < URGENT:
        advice |= {question_of(found) for found in _findings_for_advice(logic, state)}
    asked = {question.id for question in logic.questions if not question.after_result}
    level = _with_parents(logic, level & set(state.possible)) & asked
    advice = _with_parents(logic, advice & set(state.possible)) & asked
    return dict.fromkeys(advice, "advice") | dict.fromkeys(level, "level")


def bounds(logic: Logic, state: AnswerState) -> tuple[int, int]:
    """Return the lowest and the highest level (ranks) over all answers to the open questions."""
    return _highest(logic.rules, state.low), _highest(logic.rules, state.high)


def _highest(rules: tuple[Rule, ...], ranks: Ranks) -> int:
    """Return the highest level (its rank) that rules reach, skipping those that cannot raise it."""
    highest = 0
    for rule in rules:
        if rule.rank > highest:
            highest = max(highest, reached(rule, value(rule.when, ranks)))
    return highest


def reached(rule: Rule, rank: int) -> int:
    """Return the level (its rank) that a rule gives whose condition has this rank."""
    return min(rule.rank, rank)


def _findings_for_advice(logic: Logic, state: AnswerState) -> Iterator[str]:
    """Yield the findings that keep a kind or a piece of advice from being decided."""
    for kind in logic.kinds:
        yield from unknown_findings(kind.fits, state.known)
    for advice in logic.advice:
        if advice.when:
            yield from unknown_findings(advice.when, state.known)


def _with_parents(logic: Logic, needed: set[str]) -> set[str]:
    """Return the questions and those that decide whether they are asked at all."""
    for question in reversed(logic.questions):
        if question.id in needed and question.ask_if:
            needed = needed | {question_of(finding) for finding in findings(question.ask_if)}
    return needed
