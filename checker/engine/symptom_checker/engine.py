"""Decides: which question comes next, and how soon to get help."""

import importlib
import importlib.resources
from collections.abc import Iterator
from dataclasses import dataclass

from symptom_checker.answers import Reading, read
from symptom_checker.errors import UnknownTopicError
from symptom_checker.evaluate import findings, open_findings, truth, unknown_findings, value, witnesses
from symptom_checker.model import LEVELS, TOP, Answers, Assessment, FiredRule, Knowledge, Question, Rule, Words

URGENT = LEVELS.index("urgent")
"""From this level on, no more questions are asked for the sake of advice: help comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where the asking stands."""

    question: Question | None
    """The next question; None when asking is over."""
    matters_for: str
    """What its answer can still change: `level` or only `advice`; empty when asking is over."""
    left: int
    """The most questions that can still be asked, the next one among them."""
    likely: int
    """How many are still to come if nothing on the open lists is true and open choices get their first option."""
    offers: list[str]
    """Ids of questions that are offered only after the result."""


def topics() -> list[str]:
    """Return the ids of the topics that were compiled into this installation."""
    folder = importlib.resources.files("symptom_checker.topics")
    stems = {entry.name.split(".")[0] for entry in folder.iterdir() if entry.name.endswith((".py", ".pyc"))}
    return sorted(stem.replace("_", "-") for stem in stems if not stem.startswith("_"))


def load(topic: str) -> Knowledge:
    """Return the compiled knowledge of a topic; raises UnknownTopicError when it is not installed."""
    name = topic.replace("-", "_")
    if not name.isidentifier():
        raise UnknownTopicError(f"'{topic}' is not a topic id: use small letters and hyphens, like 'muscle-spasms'")
    try:
        module = importlib.import_module(f"symptom_checker.topics.{name}")
    except ModuleNotFoundError as error:
        known = ", ".join(topics()) or "none"
        raise UnknownTopicError(f"no topic '{topic}' is installed (installed: {known})") from error
    return Knowledge.from_tuple(module.TOPIC)


def next_question(knowledge: Knowledge, answers: Answers) -> Question | None:
    """Return the first question in clinical order whose answer can still matter, or None when asking is over."""
    return progress(knowledge, read(knowledge, answers)).question


def questions_left(knowledge: Knowledge, answers: Answers) -> int:
    """Return the largest number of questions that can still be asked."""
    return progress(knowledge, read(knowledge, answers)).left


def questions_likely(knowledge: Knowledge, answers: Answers) -> int:
    """Return how many questions are still to come if nothing on the open lists is true."""
    return progress(knowledge, read(knowledge, answers)).likely


def offers(knowledge: Knowledge, answers: Answers) -> list[str]:
    """Return the ids of the questions that are offered only after the result and are not yet answered."""
    return progress(knowledge, read(knowledge, answers)).offers


def progress(knowledge: Knowledge, reading: Reading) -> Progress:
    """Return where the asking stands, from answers that were read already."""
    needed = questions_that_matter(knowledge, reading)
    late = {question.id for question in knowledge.questions if question.after_result}
    name = next((name for name in reading.waiting if name in needed), "")
    return Progress(
        question=knowledge.question(name),
        matters_for=needed.get(name, ""),
        left=sum(name in needed for name in reading.possible),
        likely=sum(name in needed for name in reading.likely),
        offers=[name for name in reading.waiting if name in late],
    )


def questions_that_matter(knowledge: Knowledge, reading: Reading) -> dict[str, str]:
    """Return the ids of the open questions whose answers still matter, with what they can change.

    `level`: how soon to get help; `advice`: only, below urgent, the kinds and the advice.
    """
    at_least, at_most = bounds(knowledge, reading)
    if at_least == TOP:
        return {}
    level: set[str] = set()
    advice: set[str] = set()
    if at_least < at_most:
        for rule in knowledge.rules:
            if min(LEVELS.index(rule.level), value(rule.when, reading.high_of)) > at_least:
                level |= {_question_of(found) for found in open_findings(rule.when, reading.low_of, reading.high_of)}
    if at_least < URGENT:
        advice |= {_question_of(found) for found in _findings_for_advice(knowledge, reading)}
    asked = {question.id for question in knowledge.questions if not question.after_result}
    level = _with_parents(knowledge, level & set(reading.possible)) & asked
    advice = _with_parents(knowledge, advice & set(reading.possible)) & asked
    return dict.fromkeys(advice, "advice") | dict.fromkeys(level, "level")


def bounds(knowledge: Knowledge, reading: Reading) -> tuple[int, int]:
    """Return the lowest and the highest level (places on the chain) over all answers to the open questions."""
    low = max((_reached(rule, value(rule.when, reading.low_of)) for rule in knowledge.rules), default=0)
    high = max((_reached(rule, value(rule.when, reading.high_of)) for rule in knowledge.rules), default=0)
    return low, high


def assess(knowledge: Knowledge, answers: Answers) -> Assessment:
    """Return what the answers lead to; answers that do not fit are left out, as `answers.read` says."""
    return conclude(knowledge, read(knowledge, answers))


def conclude(knowledge: Knowledge, reading: Reading) -> Assessment:
    """Return the assessment, from answers that were read already."""
    at_least, at_most = bounds(knowledge, reading)
    level = LEVELS[at_least]
    fired = list(_fired(knowledge, reading))
    deciding = [rule for rule, record in fired if record.level == level]
    emergency, calm = at_least == TOP, at_least < URGENT
    return Assessment(
        topic=knowledge.topic,
        version=knowledge.version,
        level=level,
        route=_strongest(knowledge.routes, [rule.route for rule in deciding]) if emergency else "",
        within=_strongest(knowledge.withins, [rule.within for rule in deciding]),
        # The place of a rule that a doubt has lowered would ask for more than the level does.
        where=()
        if emergency
        else _in_order(knowledge.wheres, {rule.where for rule in deciding if rule.level == level}),
        contact=_in_order(knowledge.contacts, {rule.contact for rule, _ in fired}),
        rules=tuple(record for _, record in fired),
        kinds=tuple(_kinds(knowledge, reading)) if calm else (),
        causes=tuple(_causes(knowledge, reading)) if calm else (),
        advice=tuple(_advice(knowledge, reading, level, deciding)),
        not_sure=tuple(reading.not_sure),
        ignored=tuple(reading.ignored),
        asked=tuple(reading.answered),
        at_least=level,
        at_most=LEVELS[at_most],
    )


def _reached(rule: Rule, place: int) -> int:
    return min(LEVELS.index(rule.level), place)


def _fired(knowledge: Knowledge, reading: Reading) -> Iterator[tuple[Rule, FiredRule]]:
    """Yield the rules that hold, highest level first."""
    held = [(rule, value(rule.when, reading.low_of)) for rule in knowledge.rules]
    held = [(rule, place) for rule, place in held if place > 0]
    for rule, place in sorted(held, key=lambda pair: -_reached(*pair)):
        because = dict.fromkeys(witnesses(rule.when, reading.low_of))
        yield rule, FiredRule(id=rule.id, level=LEVELS[_reached(rule, place)], because_of=tuple(because))


def _kinds(knowledge: Knowledge, reading: Reading) -> Iterator[str]:
    for kind in knowledge.kinds:
        against = kind.against is not None and truth(kind.against, reading.truth_of)
        if truth(kind.fits, reading.truth_of) and not against:
            yield kind.id


def _causes(knowledge: Knowledge, reading: Reading) -> Iterator[str]:
    return (cause.id for cause in knowledge.causes if truth(cause.when, reading.truth_of))


def _advice(knowledge: Knowledge, reading: Reading, level: str, deciding: list[Rule]) -> Iterator[str]:
    named = {name for rule in deciding for name in rule.advice}
    for advice in knowledge.advice:
        if advice.levels and level not in advice.levels:
            continue
        if advice.id in named or (advice.when is not None and truth(advice.when, reading.truth_of)):
            yield advice.id


def _findings_for_advice(knowledge: Knowledge, reading: Reading) -> Iterator[str]:
    """Yield the findings that keep a kind or a piece of advice from being decided."""
    for kind in knowledge.kinds:
        yield from unknown_findings(kind.fits, reading.truth_of)
    for advice in knowledge.advice:
        if advice.when is not None:
            yield from unknown_findings(advice.when, reading.truth_of)


def _with_parents(knowledge: Knowledge, needed: set[str]) -> set[str]:
    """Return the questions and those that decide whether they are asked at all."""
    for question in reversed(knowledge.questions):
        if question.id in needed and question.ask_if is not None:
            needed = needed | {_question_of(finding) for finding in findings(question.ask_if)}
    return needed


def _question_of(finding: str) -> str:
    return finding.partition(".")[0]


def _strongest(words: tuple[Words, ...], ids: list[str]) -> str:
    return max((word for word in words if word.id in ids), key=lambda word: word.strength, default=_NOTHING).id


def _in_order(words: tuple[Words, ...], ids: set[str]) -> tuple[str, ...]:
    return tuple(word.id for word in words if word.id in ids)


_NOTHING = Words(id="", heading="", text="", strength=-1)
