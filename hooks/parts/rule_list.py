"""The list of every rule of the checker, in plain words and with its sources."""

from parts import citations, templates
from symptom_checker.explain import words_of
from symptom_checker.model import Expression
from symptom_checker.model import Knowledge as Compiled
from symptom_checker_workshop.tables import Knowledge

MARK = "<!-- rules -->"
"""The mark in a page in whose place the list stands."""


def render(knowledge: Knowledge, compiled: Compiled) -> str:
    """Return the list as HTML, the highest level first."""
    levels = [
        (
            level,
            [
                (rule, in_words(rule.when, compiled), citations.of(rule.facts, knowledge))
                for rule in compiled.rules
                if rule.level == level.id
            ],
        )
        for level in reversed(knowledge.levels.values())
    ]
    return templates.render("rule-list.html", levels=levels)


def in_words(expression: Expression, compiled: Compiled) -> str:
    """Return a positive condition in the words of the options that it names."""
    operator, *rest = expression
    if operator == "finding":
        name = rest[0]
        if name.endswith(".unsure"):
            return f"“I’m not sure” ({words_of(compiled, name.removesuffix('.unsure'))})"
        return f"“{words_of(compiled, name)}”"
    if operator == "atleast":
        return f"at least {rest[0]} of: " + "; ".join(in_words(part, compiled) for part in rest[1:])
    parts = [in_words(part, compiled) for part in rest]
    kept = [f"({words})" if part[0] != "finding" else words for part, words in zip(rest, parts, strict=True)]
    return f" {operator} ".join(kept)
