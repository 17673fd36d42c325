"""How people say what ails them: found by the search, and led to where the checker or the help page begins with it."""

from collections.abc import Iterator
from html import escape

from symptom_checker_workshop.tables.rows import Knowledge

type Entry = dict[str, str]
"""A place in the search index: `location`, `title` and `text`."""


def of_danger(knowledge: Knowledge) -> list[str]:
    """Return how people say the signs of the danger lists: the page that says whom to call comes first for them."""
    questions = (question for question in knowledge.questions.values() if question.danger)
    return [words for question in questions for option in question.option for words in option.said]


def entries(knowledge: Knowledge, check: str) -> Iterator[Entry]:
    """Yield an entry for each other option that people have words for; `check` is the checker's address from the root.

    It leads to the checker, which then suggests that option.
    """
    for question in knowledge.questions.values():
        for option in () if question.danger else question.option:
            if option.said:
                text = "".join(f"<p>{escape(words, quote=False)}</p>" for words in option.said)
                yield {"location": f"{check}#{question.id}-{option.id}", "title": option.text, "text": text}
