"""Replay what readers answered who had seen only the questions, and count how it comes out and where they differ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from symptom_checker.answers import read
from symptom_checker.assessing import assess
from symptom_checker.logic import UNSURE, Logic, Question
from symptom_checker_workshop.cases.accuracy import Scorecard, scorecard
from symptom_checker_workshop.proofs.walker import Walker
from symptom_checker_workshop.tables.rows import HANDED_OVER, ReaderAnswer, ReaderSet, ReaderStory, ReaderStudy

type Apart = Literal["gone", "open", "handed"]
"""Why an answer gives no level: it was asked before the question changed, a question that is asked has none, or the
checker hands over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One reader's answer to one story, replayed on the engine."""

    story: ReaderStory
    """The story."""
    answer: ReaderAnswer
    """What the reader answered."""
    level: str
    """The level that it gives now; empty where it stands apart."""
    apart: Apart | None
    """Why it stands apart; None where it was replayed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderFigures:
    """How one reader's answers of a round come out."""

    reader: str
    """Id of the reader."""
    first: Scorecard
    """All that were given a level, with the rules of the day on which the engine first saw them."""
    now: Scorecard
    """Those that can be replayed, with the rules as they are."""
    gone: int
    """How many were asked before the question changed: they name a choice that is gone."""
    open: int
    """How many leave a question open that is asked now."""
    unfit: int
    """For how many stories the reader said that no option fitted well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far readers agree on one question."""

    question: str
    """Id of the question."""
    kappa: float | None
    """Cohen's kappa: 1 = always the same, 0 = no more than by chance; None where all made the same one choice."""
    same: float
    """The share of decisions that were the same."""
    stories: int
    """For how many stories (pairs of readers) both answered the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """What came of one round of answers to one set of stories."""

    set: str
    """`tune` or `measure`."""
    version: str
    """The version of the knowledge whose questions were answered."""
    stories: int
    """How many stories were answered."""
    readers: tuple[ReaderFigures, ...]
    """Each reader by itself: two answers to one story are not two stories."""
    agreements: tuple[Agreement, ...]
    """By question, the lowest kappa first."""


def figures(logic: Logic, study: ReaderStudy) -> tuple[RoundFigures, ...]:
    """Return what comes of every round of every set, oldest rounds first."""
    walker = Walker(logic)
    return tuple(_round(walker, name, group, version) for name, group in study.sets.items() for version in group.rounds)


def replay(walker: Walker, group: ReaderSet, version: str) -> list[Replayed]:
    """Return every answer of a round as the engine takes it: it asks what it asks now, not what it asked then."""
    found = []
    for answer in group.rounds[version].values():
        level, apart = _level(walker, answer)
        found.append(Replayed(story=group.stories[answer.story], answer=answer, level=level, apart=apart))
    return found


def _level(walker: Walker, answer: ReaderAnswer) -> tuple[str, Apart | None]:
    """Return the level of an answer, or why it stands apart; what is never asked may be gone or missing."""
    gone = {notice.question for notice in read(walker.logic, answer.answers).notices}
    left = {name: members for name, members in answer.answers.items() if name not in gone}
    given = walker.walk(left)
    if gone & given.keys():
        return "", "gone"
    if given.keys() - left.keys():
        return "", "open"
    found = assess(walker.logic, given)
    return (found.level, "handed" if found.handed_over else None)


def _round(walker: Walker, name: str, group: ReaderSet, version: str) -> RoundFigures:
    replayed = replay(walker, group, version)
    by_reader: dict[str, list[Replayed]] = {}
    for item in replayed:
        by_reader.setdefault(item.answer.reader, []).append(item)
    return RoundFigures(
        set=name,
        version=version,
        stories=len({item.story.id for item in replayed}),
        readers=tuple(_of_reader(reader, items) for reader, items in by_reader.items()),
        agreements=tuple(agreements(walker.logic, group.rounds[version].values())),
    )


def _of_reader(reader: str, items: list[Replayed]) -> ReaderFigures:
    return ReaderFigures(
        reader=reader,
        first=scorecard((item.story.level, item.answer.first) for item in items if item.answer.first != HANDED_OVER),
        now=scorecard((item.story.level, item.level) for item in items if item.apart is None),
        gone=sum(item.apart == "gone" for item in items),
        open=sum(item.apart == "open" for item in items),
        unfit=sum(bool(item.answer.unfit) for item in items),
    )


def agreements(logic: Logic, answers: Iterable[ReaderAnswer]) -> list[Agreement]:
    """Return how far readers agree on each question that two of them answered for one story, lowest kappa first.

    A list of signs is a decision for each sign: yes, no or not sure. Questions that are gone are left out.
    """
    by_story: dict[str, list[Mapping[str, list[str]]]] = {}
    for answer in answers:
        by_story.setdefault(answer.story, []).append(answer.answers)
    pairs = [pair for given in by_story.values() for pair in combinations(given, 2)]
    found = []
    for question in logic.questions:
        name = question.id
        both = [(one[name], other[name]) for one, other in pairs if name in one and name in other]
        decisions = [decision for one, other in both for decision in _decisions(question, one, other)]
        if decisions:
            kappa, same = cohens_kappa(decisions)
            found.append(Agreement(question=name, kappa=kappa, same=same, stories=len(both)))
    return sorted(found, key=lambda item: (item.kappa is None, item.kappa or 0, item.question))


def _decisions(question: Question, one: list[str], other: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what two readers decided, side by side."""
    if question.select == "one":
        yield " ".join(one), " ".join(other)
        return
    for option in question.options:
        yield _decision(option.id, one), _decision(option.id, other)


def _decision(option: str, members: list[str]) -> str:
    if option in members:
        return "yes"
    return UNSURE if UNSURE in members or f"{UNSURE}:{option}" in members else "no"


def cohens_kappa(decisions: list[tuple[str, str]]) -> tuple[float | None, float]:
    """Return Cohen's kappa of two readers' decisions, and the share that is the same.

    Kappa is None where both always decided the same one thing: then chance explains everything (J. Cohen, Educational
    and Psychological Measurement 20:37, 1960).
    """
    total = len(decisions)
    same = sum(one == other for one, other in decisions) / total
    ones, others = Counter(one for one, _ in decisions), Counter(other for _, other in decisions)
    by_chance = sum(ones[choice] * others[choice] for choice in ones) / total**2
    return (None if by_chance == 1 else (same - by_chance) / (1 - by_chance)), same
