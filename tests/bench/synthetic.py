"""Topics of any size, the same for the same size, to see how the checker's cost grows."""

from random import Random

from support import question, rule, small, walk
from symptom_checker.expression import All, AtLeast, Expression, Finding, Some
from symptom_checker.logic import Answers, Logic

SEED = 20261123
RULES_FOR_EACH_QUESTION = 5
OPTIONS = ("a", "b", "c", "d", "e")
LEVELS = ("routine", "routine", "urgent", "emergency")
"""Half of the rules are routine, so that asking goes on."""


def topic(rules: int) -> Logic:
    """Return a topic of about this many rules over a fifth as many lists of five signs; a third are follow-ups."""
    chance = Random(SEED)  # noqa: S311  nothing secret
    count = rules // RULES_FOR_EACH_QUESTION
    questions = tuple(
        question(
            f"q{number}",
            OPTIONS,
            ask_if=Finding(f"q{chance.randrange(number)}.a") if number % 3 == 2 else None,
        )
        for number in range(count)
    )
    made = tuple(rule(f"r{number}", chance.choice(LEVELS), _when(chance, count)) for number in range(rules))
    return small(questions, made)


def states(knowledge: Logic) -> dict[str, list[Answers]]:
    """Return answers on the way (at the start and halfway) and at the end of the asking, none of the signs chosen."""
    _, finished = walk(knowledge, {})
    half = dict(list(finished.items())[: len(finished) // 2])
    return {"while asking": [{}, half], "with the result": [finished]}


def _when(chance: Random, questions: int) -> Expression:
    """Return a sign, two together, one of three, or two of three."""

    def sign() -> Expression:
        return Finding(f"q{chance.randrange(questions)}.{chance.choice(OPTIONS)}")

    return chance.choice(
        (
            sign(),
            All((sign(), sign())),
            Some((sign(), sign(), sign())),
            AtLeast(
                2,
                (
                    sign(),
                    sign(),
                    sign(),
                ),
            ),
        )
    )
