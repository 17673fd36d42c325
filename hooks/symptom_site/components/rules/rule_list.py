"""The list of every rule of the checker, in plain words and with its sources."""

from collections.abc import Iterable
from types import SimpleNamespace

from symptom_checker.expression import All, AtLeast, Expression, Finding, Joined, fold
from symptom_checker.logic import Logic
from symptom_checker_workshop.named import in_general
from symptom_checker_workshop.proofs.words import filled
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.templates import Fragments

type Source = tuple[str, str, str]
"""The publisher of a publication, its title and its address."""

MARK = "<!-- rules -->"
"""The mark in a page in whose place the list stands."""


def render(knowledge: Knowledge, logic: Logic, fragments: Fragments) -> str:
    """Return the list as HTML, the highest level first, and below it each source once."""
    numbers = dict[Source, int]()

    def sources(facts: Iterable[str]) -> list[tuple[Source, int]]:
        named = ((one.publisher, one.title, one.url) for one in citations.of(facts, knowledge))
        return [(source, numbers.setdefault(source, len(numbers) + 1)) for source in named]

    levels = [
        (
            level,
            [
                (
                    row,
                    in_general(row, vars(fragments.words.proofs.named)),
                    in_words(rule.when, knowledge, fragments.words.rules),
                    sources(row.facts),
                )
                for rule, row in zip(logic.rules, knowledge.rules.values(), strict=True)
                if rule.level == level.id
            ],
        )
        for level in reversed(knowledge.levels.values())
    ]
    return fragments.render("rules/rule-list.html", levels=levels, numbers=numbers)


def in_words(expression: Expression, knowledge: Knowledge, words: SimpleNamespace) -> str:
    """Return a positive condition in the words of the options that it names; `words` join them."""

    def said(name: str) -> str:
        if name.endswith(".unsure"):
            return filled(words.unsure, {"question": knowledge.words_of(name.removesuffix(".unsure"))})
        return f"“{knowledge.words_of(name)}”"

    def joined(whole: Joined, parts: list[str]) -> str:
        if isinstance(whole, AtLeast):
            return filled(words.at_least, {"number": whole.needed, "parts": "; ".join(parts)})
        pairs = zip(whole.parts, parts, strict=True)
        plain = {Finding, type(whole)} - {AtLeast}
        kept = [text if type(part) in plain else f"({text})" for part, text in pairs]
        return f" {words.and_word if isinstance(whole, All) else words.or_word} ".join(kept)

    return fold(expression, said, joined)
