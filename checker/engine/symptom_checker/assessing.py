"""Concludes how soon to get help, and what goes with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symptom_checker.answers import AnswerState, read
from symptom_checker.asking import bounds, progress, reached
from symptom_checker.errors import BadInputError
from symptom_checker.expression import truth, value, witnesses
from symptom_checker.logic import LEVELS, TOP, URGENT, Answers, Logic, Ranked, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class FiredRule:
    """A rule that holds for the answers, with the answers that made it hold."""

    id: str
    """Id of the rule."""
    level: str
    """The level it reached: its own, or lower where it rests on something not sure."""
    because_of: tuple[str, ...]
    """Findings (`question.option`) that made it hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the checker concludes from a set of answers."""

    topic: str
    """Id of the topic."""
    version: str
    """Version of the logic."""
    handed_over: str
    """The finding for which the topic hands over; then no level, rule or advice is told. Empty in an emergency."""
    level: str
    """The highest level of all rules, else `self-care`; empty where handed over."""
    route: str
    """Id of the strongest route of the rules at an emergency level, else empty."""
    within: str
    """Id of the soonest time frame of the rules that decide the level, else empty."""
    where: tuple[str, ...]
    """Ids of what to do and where, of the rules that decide; they replace the level's words; none in an emergency."""
    contact: tuple[str, ...]
    """Ids of lines to call named by any rule that holds."""
    rules: tuple[FiredRule, ...]
    """All rules that hold, highest level first, then in the order of the logic."""
    kinds: tuple[str, ...]
    """Ids of the kinds that the description fits; none from urgent on, where they would only distract."""
    causes: tuple[str, ...]
    """Ids of the everyday contributors."""
    advice: tuple[str, ...]
    """Ids of the advice to give."""
    not_sure: tuple[str, ...]
    """What the reader was not sure about: `question` or `question.option`."""
    ignored: tuple[str, ...]
    """Ids of answered questions whose answers were kept but not used."""
    asked: tuple[str, ...]
    """Ids of the questions that were answered and used, in clinical order."""
    at_most: str
    """The highest level that answers to the open questions could lead to; empty where handed over."""


def assess(logic: Logic, answers: Answers) -> Assessment:
    """Return what a finished set of answers leads to.

    Raises BadInputError, so that nobody takes a level for granted that the answers do not give: for each answer that
    does not fit the topic, and while a question is open whose answer can still matter.
    """
    state = read(logic, answers)
    wrong = [f"{notice.question}: {notice.why}" for notice in state.notices]
    if not wrong and (waiting := progress(logic, state).question):
        wrong = [f"{waiting.id}: This question is still open, and its answer can matter."]
    if wrong:
        raise BadInputError("; ".join(wrong))
    return conclude(logic, state)


def assess_so_far(logic: Logic, answers: Answers) -> Assessment:
    """Return what answers lead to while asking goes on: the level can still rise, and what does not fit is left out."""
    return conclude(logic, read(logic, answers))


def conclude(logic: Logic, state: AnswerState) -> Assessment:
    """Return the assessment, from answers that were read already."""
    at_least, at_most = bounds(logic, state)
    emergency = at_least == TOP
    handed = "" if emergency else next((name for name in logic.hand_overs if state.low.get(name) == TOP), "")
    level = "" if handed else LEVELS[at_least]
    fired = [] if handed else list(_fired(logic, state))
    deciding = [rule for rule, record in fired if record.level == level]
    calm = at_least < URGENT and not handed
    return Assessment(
        topic=logic.topic,
        version=logic.version,
        handed_over=handed,
        level=level,
        route=_strongest(logic.routes, [rule.route for rule in deciding]) if emergency else "",
        within=_strongest(logic.timeframes, [rule.within for rule in deciding]),
        # The place of a rule that a doubt has lowered would ask for more than the level does.
        where=() if emergency else _in_order(logic.locations, {rule.where for rule in deciding if rule.level == level}),
        contact=_in_order(logic.contacts, {rule.contact for rule, _ in fired}),
        rules=tuple(record for _, record in fired),
        kinds=tuple(_kinds(logic, state)) if calm else (),
        causes=tuple(_causes(logic, state)) if calm else (),
        advice=() if handed else tuple(_advice(logic, state, level, deciding)),
        not_sure=tuple(state.not_sure),
        ignored=tuple(state.ignored),
        asked=tuple(state.answered),
        at_most="" if handed else LEVELS[at_most],
    )


def _fired(logic: Logic, state: AnswerState) -> Iterator[tuple[Rule, FiredRule]]:
    """Yield the rules that hold, highest level first."""
    held = [(rule, rank) for rule in logic.rules if (rank := value(rule.when, state.low))]
    for rule, rank in sorted(held, key=lambda pair: -reached(*pair)):
        because = dict.fromkeys(witnesses(rule.when, state.low))
        yield rule, FiredRule(id=rule.id, level=LEVELS[reached(rule, rank)], because_of=tuple(because))


def _kinds(logic: Logic, state: AnswerState) -> Iterator[str]:
    for kind in logic.kinds:
        against = kind.against and truth(kind.against, state.known)
        if truth(kind.fits, state.known) and not against:
            yield kind.id


def _causes(logic: Logic, state: AnswerState) -> Iterator[str]:
    return (cause.id for cause in logic.causes if truth(cause.when, state.known))


def _advice(logic: Logic, state: AnswerState, level: str, deciding: list[Rule]) -> Iterator[str]:
    named = {name for rule in deciding for name in rule.advice}
    for advice in logic.advice:
        if advice.levels and level not in advice.levels:
            continue
        if advice.id in named or (advice.when and truth(advice.when, state.known)):
            yield advice.id


def _strongest(rows: Iterable[Ranked], ids: list[str]) -> str:
    """Return the id that wins among those of `ids`, empty when there is none."""
    named = [row for row in rows if row.id in ids]
    return max(named, key=lambda row: row.strength).id if named else ""


def _in_order(known: Iterable[str], ids: set[str]) -> tuple[str, ...]:
    return tuple(name for name in known if name in ids)
