"""Reads a set of answers against a topic: which findings are yes, no, not sure, or still open."""

from dataclasses import dataclass, field

from symptom_checker.expression import value
from symptom_checker.logic import NONE, TOP, UNSURE, Answers, Logic, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An answer that does not fit the topic, was not used, and is named."""

    question: str
    """The question id as it was given."""
    why: str
    """One sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerState:
    """What a set of answers says about every finding of a topic."""

    low: dict[str, int] = field(default_factory=dict)
    """Finding → its rank when every open question is answered with no."""
    high: dict[str, int] = field(default_factory=dict)
    """Finding → its rank when every open question is answered with yes."""
    known: dict[str, bool | None] = field(default_factory=dict)
    """Finding → yes, no, or None for not sure and for not asked."""
    answered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Question id → the members of its answer, for the questions that are asked and answered."""
    waiting: list[str] = field(default_factory=list)
    """Ids of the questions that are asked for these answers and not yet answered, in clinical order."""
    possible: list[str] = field(default_factory=list)
    """Ids of the questions that are not answered and that some answers could still bring up, in clinical order."""
    likely: list[str] = field(default_factory=list)
    """Those of them that come if nothing on the open lists is true and open choices get their first option."""
    ignored: list[str] = field(default_factory=list)
    """Ids of questions that have an answer but are not asked for these answers."""
    not_sure: list[str] = field(default_factory=list)
    """What the reader was not sure about: `question` or `question.option`."""
    notices: list[Notice] = field(default_factory=list)
    """Answers that do not fit."""


def read(logic: Logic, answers: Answers) -> AnswerState:
    """Return what the answers say; never raises: an answer that does not fit is named in `notices` and left out."""
    state = AnswerState()
    ids = {question.id for question in logic.questions}
    for given in answers:
        if given not in ids:
            state.notices.append(Notice(question=str(given), why="This question is not part of this topic."))
    usual: dict[str, int] = {}
    for question in logic.questions:
        members = _members(question, answers[question.id], state) if question.id in answers else ()
        asked = not question.ask_if or value(question.ask_if, state.low) > 0
        possible = not question.ask_if or value(question.ask_if, state.high) > 0
        likely = not question.ask_if or value(question.ask_if, usual) > 0
        _record(question, members, asked, possible, state)
        _expect(question, likely, state, usual)
    return state


def _expect(question: Question, likely: bool, state: AnswerState, usual: dict[str, int]) -> None:
    """Write into `usual` what the findings of a question are if an open list gets none, an open choice its first."""
    is_open = question.id in state.possible
    if is_open and likely:
        state.likely.append(question.id)
    first = question.options[0].id if is_open and likely and question.select == "one" else ""
    for name in (*(option.id for option in question.options), UNSURE):
        finding = f"{question.id}.{name}"
        usual[finding] = (TOP if name == first else 0) if is_open else state.low.get(finding, 0)


def _members(question: Question, given: object, state: AnswerState) -> tuple[str, ...]:
    """Return the members of an answer that fit the question, naming the others."""
    if not isinstance(given, list):
        state.notices.append(Notice(question=question.id, why="The answer is not a list of choices."))
        return ()
    ids = [option.id for option in question.options]
    allowed = {*ids, UNSURE}
    if question.select == "many":
        allowed |= {NONE, *(f"{UNSURE}:{option}" for option in ids)}
    chosen = [member for member in given if isinstance(member, str) and member in allowed]
    strangers = [str(member)[:40] for member in given if not isinstance(member, str) or member not in allowed]
    if strangers:
        named = ", ".join(f"'{stranger}'" for stranger in strangers[:3])
        state.notices.append(Notice(question=question.id, why=f"No such choice: {named}."))
    unique = tuple(dict.fromkeys(chosen))
    if question.select == "one" and len(unique) > 1:
        state.notices.append(Notice(question=question.id, why="Only one choice fits this question."))
        return ()
    if NONE in unique and len(unique) > 1:
        state.notices.append(Notice(question=question.id, why="'None of these' was left out: signs were chosen too."))
        unique = tuple(member for member in unique if member != NONE)
    return unique


def _record(question: Question, members: tuple[str, ...], asked: bool, possible: bool, state: AnswerState) -> None:
    """Write what one question's answer says about its findings into the state."""
    if members and asked:
        state.answered[question.id] = members
        if UNSURE in members:
            state.not_sure.append(question.id)
    elif members:
        # Not asked for these answers, or not yet: a question that decides this is still open.
        state.ignored.append(question.id)
    elif possible:
        state.possible.append(question.id)
        if asked:
            state.waiting.append(question.id)
    cap = question.unsure_rank
    for option in question.options:
        finding = f"{question.id}.{option.id}"
        unsure = UNSURE in members or f"{UNSURE}:{option.id}" in members
        if not possible:
            low, high, known = 0, 0, False
        elif not members or not asked:
            low, high, known = 0, TOP, None
        elif option.id in members:
            low, high, known = TOP, TOP, True
        elif unsure:
            low, high, known = cap, cap, None
            if UNSURE not in members:
                state.not_sure.append(finding)
        else:
            low, high, known = 0, 0, False
        state.low[finding], state.high[finding], state.known[finding] = low, high, known
    if question.select == "one":
        # A choice of one may be followed up when it was not sure: `kind.unsure` is then a finding like any other.
        finding = f"{question.id}.{UNSURE}"
        chosen = UNSURE in members and asked
        state.low[finding] = TOP if chosen else 0
        state.high[finding] = TOP if possible and (chosen or not (members and asked)) else 0
        state.known[finding] = chosen if members and asked else (None if possible else False)
