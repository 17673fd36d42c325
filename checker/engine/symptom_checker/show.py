"""What stands on the screen next: a question, the form that asks about each of its signs, or the result."""

from dataclasses import dataclass, replace
from typing import Literal

from symptom_checker.answers import AnswerState, read
from symptom_checker.asking import Progress, bounds, progress
from symptom_checker.logic import TOP, UNSURE, Answers, Logic
from symptom_checker.why import Why, why_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the reader is."""

    answered: str = ""
    """Id of the question that was just answered; empty when none was."""
    at: str = ""
    """Id of the question that stands before the reader, who goes on reading it while it is one of these answers."""
    is_checked: bool = False
    """Whether the reader has looked at the answers once more, and wants the result."""
    is_change: bool = False
    """Whether the reader changed one answer, and wants to see no other question that is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What to show."""

    kind: Literal["question", "each", "check", "result"]
    """`each`: yes, no or not sure about each sign of the question's list; `check`: what was answered no, once more."""
    question: str = ""
    """Id of the question; empty for the result."""
    number: int = 0
    """Which question it is, counted from 1; 0 for the result."""
    total: int = 0
    """How many there will likely be; 0 when that is not told, because the question is not the next open one."""
    why: Why | None = None
    """Why it is asked; None where it is not the next open one."""


def screen(logic: Logic, answers: Answers, state: AnswerState, place: Place) -> Screen:
    """Return what to show to a reader who gave these answers and is at this place."""
    if _asks_each(logic, answers, place.answered):
        before = {name: members for name, members in answers.items() if name != place.answered}
        asked = screen(logic, before, read(logic, before), Place(at=place.answered))
        return replace(asked, kind="each", question=place.answered, why=None)
    now = progress(logic, state)
    name = _question(logic, state, now, place)
    if not name:
        return Screen(kind="result")
    order = [question.id for question in logic.questions]
    number = sum(order.index(other) < order.index(name) for other in state.answered) + 1
    if now.question is None or name != now.question.id:
        return Screen(kind="question", question=name, number=number)
    why = why_asked(logic, state, now.question, now.matters_for)
    return Screen(kind="question", question=name, number=number, total=number - 1 + now.likely, why=why)


def _asks_each(logic: Logic, answers: Answers, name: str) -> bool:
    """Tell whether "not sure" about a list is to be cleared up: not where the other answers are an emergency."""
    question, given = logic.question(name), answers.get(name)
    if question is None or question.select != "many" or not isinstance(given, list) or UNSURE not in given:
        return False
    sure = [member for member in given if member != UNSURE]
    low, _ = bounds(logic, read(logic, answers | {name: sure}))
    return low < TOP


def _question(logic: Logic, state: AnswerState, now: Progress, place: Place) -> str:
    """Return the id of the question to show; empty for the result.

    After going back, the questions come in order, answered or not, up to the next open one.
    """
    following = now.question.id if now.question else ""
    if place.at and place.at in (*state.answered, *state.ignored, following, *now.offers):
        return place.at
    if not following or not place.answered or place.is_change:
        return following
    order = [question.id for question in logic.questions]
    start = order.index(place.answered) if place.answered in order else -1
    later = [name for name in order[start + 1 :] if name == following or name in state.answered]
    return later[0] if later else following
