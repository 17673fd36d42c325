"""Why a question is asked, and why another one was not."""

from dataclasses import dataclass

from symptom_checker.answers import Reading
from symptom_checker.evaluate import value, witnesses
from symptom_checker.model import Knowledge, Question


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


def why_asked(knowledge: Knowledge, reading: Reading, question: Question, matters_for: str) -> Why:
    """Return why an open question is asked; `matters_for` as `engine.progress` found it."""
    led = tuple(dict.fromkeys(witnesses(question.ask_if, reading.low_of))) if question.ask_if else ()
    voiced = {item.id for item in knowledge.questions if any(option.voice for option in item.options)}
    because_of = tuple(name for name in led if reading.low_of(name) and name.partition(".")[0] not in voiced)
    return Why(because_of=because_of, matters_for=matters_for)


def why_skipped(knowledge: Knowledge, reading: Reading) -> tuple[Skipped, ...]:
    """Return the questions that were not asked once asking is over, in clinical order, from answers read already."""
    return tuple(
        Skipped(
            question=question.id,
            reason="settled" if question.ask_if is None or value(question.ask_if, reading.low_of) > 0 else "not_led_to",
        )
        for question in knowledge.questions
        if question.id not in reading.answered and not question.after_result
    )
