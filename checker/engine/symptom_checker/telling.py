"""What a result tells, and in which order: the page, the terminal and the paper form only show it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from symptom_checker.answers import AnswerState
from symptom_checker.asking import progress
from symptom_checker.assessing import Assessment, FiredRule
from symptom_checker.changes import Change, if_true, lower, sooner, what_would_change
from symptom_checker.logic import LEVELS, TOP, UNSURE, URGENT, Answers, Logic, question_of
from symptom_checker.why import why_asked, why_skipped

FEW = {"rules": 2}
"""How many items of a part stand before its fold in an urgent result."""

FEW_CALM = FEW | {"do": 2, "dont": 0, "watch": 0}
"""The same below urgent."""

SIGNS = 3
"""How many signs that can still come stand before the fold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer of the reader that made a rule hold."""

    question: str
    """Id of the question."""
    member: str
    """What was chosen: an option, `unsure`, or `unsure:<option>`."""
    is_sure: bool
    """Whether the sign itself was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a part."""

    sort: str
    """What `id` names: `rule`, `advice`, `kind`, `question` …; `words` are those of the card itself."""
    id: str = ""
    """May be empty."""
    level: str = ""
    """The level that these findings would lead to."""
    findings: tuple[str, ...] = ()
    """Findings (`question.option`) that are told together."""
    said: tuple[Said, ...] = ()
    """The reader's answers behind a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a result."""

    name: str
    """What the part is, such as `card` or `rules`."""
    items: tuple[Item, ...] = ()
    """What stands in it, in order; a part without items says something by itself."""
    more: tuple[Item, ...] = ()
    """What stands in its fold; a part that has nothing else is a fold itself."""
    level: str = ""
    """Of the card: its level."""
    route: str = ""
    """Of the card: its route to help; may be empty."""


def plain(part: Part) -> dict[str, Any]:
    """Return a part as plain data, without what is empty."""
    return asdict(part, dict_factory=lambda pairs: {name: value for name, value in pairs if value not in ("", ())})


def parts(logic: Logic, answers: Answers, state: AnswerState, assessment: Assessment) -> tuple[Part, ...]:
    """Return the result in the order in which it is told; `state` and `assessment` are those of the answers.

    An emergency tells what to do before why, and nothing that could keep a reader: no signs to come, no other pages.
    """
    answered = Part(name="answers", items=tuple(Item(sort="unused", id=name) for name in assessment.ignored))
    if assessment.handed_over:
        page = Part(name="hand_over", items=(Item(sort="hand_over", id=assessment.handed_over),))
        return page, Part(name="overdue"), answered, Part(name="sources")
    is_emergency = assessment.level == LEVELS[TOP]
    # What is less urgent than the result is no reason for it.
    telling = [rule for rule in assessment.rules if rule.level == assessment.level]
    advice = {
        kind: tuple(
            Item(sort="advice", id=item.id)
            for item in logic.advice
            if item.type == kind and item.id in assessment.advice
        )
        for kind in ("do", "dont", "watch")
    }
    changes = what_would_change(logic, answers)
    few = {} if is_emergency else FEW if assessment.level == LEVELS[URGENT] else FEW_CALM
    reasons = _some("rules", tuple(_reason(rule, state) for rule in telling), few)
    steps = [_some(kind, items, few) for kind, items in advice.items()]
    wanted = (
        card_of(assessment),
        Part(name="mistake", items=_mistaken(telling)) if is_emergency else None,
        steps.pop(0) if is_emergency else None,
        Part(name="overdue"),
        reasons,
        *steps,
        None if is_emergency else _sooner(logic, state, sooner(logic, changes, assessment.level)),
        _some("kinds", tuple(Item(sort="kind", id=name) for name in assessment.kinds)),
        _some("causes", tuple(Item(sort="cause", id=name) for name in assessment.causes)),
        None if is_emergency else Part(name="about"),
        _some("offer", _offered(logic, state, assessment)),
        _some("unsure", _unsure(assessment, if_true(changes, assessment.level, assessment.not_sure))),
        answered,
        _some("lower", _changes(lower(changes, assessment.level))),
        None if is_emergency else _some("skipped", _skipped(logic, state)),
        Part(name="sources"),
    )
    return tuple(part for part in wanted if part is not None)


def second_look(logic: Logic, state: AnswerState, assessment: Assessment) -> tuple[Part, ...]:
    """Return the lines to look at once more before a result below urgent: every sign of each was answered no."""
    calm = assessment.level in LEVELS[:URGENT]
    lines = tuple(
        Item(sort="calm", id=f"{question.id}.{place}")
        for question in (logic.questions if calm else ())
        for place, names in enumerate(question.calm if question.id in state.answered else ())
        if all(state.known[f"{question.id}.{name}"] is False for name in names)
    )
    return (Part(name="check", items=lines),) if lines else ()


def card(*, level: str, route: str, within: str, where: Iterable[str], contact: Iterable[str]) -> Part:
    """Return what to do, how soon, where and whom to call, as an assessment has them.

    The words of a place are complete by themselves, so they stand instead of the level's own, and a line to call comes
    first. An emergency keeps its own words and number on top, and needs no place: they say where to go.
    """
    contacts = [Item(sort="contact", id=name) for name in contact]
    locations = [Item(sort="where", id=name) for name in where]
    timeframes = [Item(sort="within", id=within)] if within else []
    words = [Item(sort="words")]
    is_emergency = level == LEVELS[TOP]
    items = [*words, *timeframes, *contacts] if is_emergency else [*contacts, *(locations or words), *timeframes]
    return Part(name="card", items=tuple(items), level=level, route=route)


def card_of(assessment: Assessment) -> Part:
    """Return the card of an assessment."""
    return card(**{name: getattr(assessment, name) for name in ("level", "route", "within", "where", "contact")})


def _some(name: str, items: tuple[Item, ...], few: Mapping[str, int] = {}) -> Part | None:
    """Return a part with these items, `few` of them before its fold; None without items."""
    first = few.get(name, len(items))
    return Part(name=name, items=items[:first], more=items[first:]) if items else None


def _sooner(logic: Logic, state: AnswerState, changes: tuple[Change, ...]) -> Part:
    """Return the signs that can come, those of questions that the reader's own answers brought up before the fold."""
    own = {item.id for item in logic.questions if why_asked(logic, state, item, "").because_of}
    near = [change for change in changes if own.issuperset(map(question_of, change.findings))]
    near = (near or list(changes))[:SIGNS]
    rest = tuple(change for change in changes if change not in near)
    return Part(name="sooner", items=_changes(tuple(near)), more=_changes(rest))


def _mistaken(telling: list[FiredRule]) -> tuple[Item, ...]:
    """Return the question to which a reader goes back who chose a sign by mistake."""
    return tuple(Item(sort="question", id=question_of(rule.because_of[0])) for rule in telling[:1])


def _reason(rule: FiredRule, state: AnswerState) -> Item:
    said = (_answer_to(finding, state) for finding in rule.because_of)
    return Item(sort="rule", id=rule.id, said=tuple(dict.fromkeys(said)))


def _answer_to(finding: str, state: AnswerState) -> Said:
    """Return what the reader really said about a finding that holds."""
    question, _, option = finding.partition(".")
    given = state.answered.get(question, ())
    doubt = f"{UNSURE}:{option}"
    member = option if option in given else doubt if doubt in given else UNSURE
    return Said(question=question, member=member, is_sure=member == option)


def _changes(changes: tuple[Change, ...]) -> tuple[Item, ...]:
    return tuple(Item(sort="change", level=change.level, findings=change.findings) for change in changes)


def _offered(logic: Logic, state: AnswerState, assessment: Assessment) -> tuple[Item, ...]:
    """Return the extra question, for readers who need no care today."""
    if LEVELS.index(assessment.level) >= URGENT:
        return ()
    return tuple(Item(sort="question", id=name) for name in progress(logic, state).offers[:1])


def _unsure(assessment: Assessment, changes: tuple[Change, ...]) -> tuple[Item, ...]:
    """Return what was not sure, each with the level that it would lead to if it were true."""
    levels = {change.findings[0]: change.level for change in changes}
    return tuple(Item(sort="doubt", id=name, level=levels.get(name, "")) for name in assessment.not_sure)


def _skipped(logic: Logic, state: AnswerState) -> tuple[Item, ...]:
    """Return the questions that were not asked, each with the reason as its sort."""
    return tuple(Item(sort=row.reason, id=row.question) for row in why_skipped(logic, state))
