"""Why a question is asked, and why another one was not."""

from dataclasses import dataclass

from symptom_checker.answers import AnswerState
from symptom_checker.expression import value, witnesses
from symptom_checker.logic import Logic, Question, question_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a question is asked."""

    because_of: tuple[str, ...]
    """The findings (`question.option`) that brought it up; empty when everyone is asked."""
    matters_for: str
    """`level`: its answer can still change how soon to get help; `advice`: only what else the result says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A question that was not asked."""

    question: str
    """Its id."""
    reason: str
    """`not_led_to`: no answer brings it up; `settled`: no answer to it could change the result any more."""


def why_asked(logic: Logic, state: AnswerState, question: Question, matters_for: str) -> Why:
    """Return why an open question is asked; `matters_for` as `asking.progress` found it."""
    led = tuple(dict.fromkeys(witnesses(question.ask_if, state.low))) if question.ask_if else ()
    voiced = {item.id for item in logic.questions if any(option.voice for option in item.options)}
    because_of = tuple(name for name in led if state.low[name] and question_of(name) not in voiced)
    return Why(because_of=because_of, matters_for=matters_for)


def why_skipped(logic: Logic, state: AnswerState) -> tuple[Skipped, ...]:
    """Return the questions that were not asked once asking is over, in clinical order, from answers read already."""
    return tuple(
        Skipped(
            question=question.id,
            reason="settled" if question.ask_if is None or value(question.ask_if, state.low) > 0 else "not_led_to",
        )
        for question in logic.questions
        if question.id not in state.answered and not question.after_result
    )
