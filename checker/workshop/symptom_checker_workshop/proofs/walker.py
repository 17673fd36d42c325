"""Walks the questions of a topic as the engine asks them."""

from collections.abc import Callable

from symptom_checker.asking import next_question
from symptom_checker.logic import NONE, Answers, Logic, Question

type State = tuple[tuple[str, tuple[str, ...]], ...]
"""Answers in the order in which they were given, as a key."""


def state(given: Answers) -> State:
    """Return answers as a key."""
    return tuple((name, tuple(members)) for name, members in given.items())


def calm(question: Question) -> list[str]:
    """Return the calm answer to a question: "none" of a list, the first option of a choice of one."""
    return [NONE] if question.select == "many" else [question.options[0].id]


class Walker:
    """Answers the questions of one logic as people do.

    It remembers what is asked after which answers: many people begin alike, and the engine need not be asked twice.
    """

    def __init__(self, logic: Logic) -> None:
        """Begin with nothing asked."""
        self.logic = logic
        self._next: dict[State, Question | None] = {}

    def walk(self, answers: Answers) -> Answers:
        """Return the answers to the questions really asked, in order; calm ones where `answers` has none."""
        return self._walk(answers, calm)[0]

    def walk_as_far(self, answers: Answers) -> tuple[Answers, Question | None]:
        """Return the answers to the questions really asked, in order, and the first one to which there is no answer."""
        return self._walk(answers, lambda _: None)

    def _walk(
        self, answers: Answers, otherwise: Callable[[Question], list[str] | None]
    ) -> tuple[Answers, Question | None]:
        given: Answers = {}
        while (question := self._after(given)) is not None:
            members = answers[question.id] if question.id in answers else otherwise(question)
            if members is None:
                break
            given[question.id] = members
        return given, question

    def _after(self, given: Answers) -> Question | None:
        key = state(given)
        if key not in self._next:
            self._next[key] = next_question(self.logic, given)
        return self._next[key]
