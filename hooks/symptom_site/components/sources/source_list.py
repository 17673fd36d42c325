"""The list of every source that the site uses, with the pages and the number of rules that use it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from string import ascii_lowercase

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.templates import Fragments
from symptom_site.source.article import Article

MARK = "<!-- sources -->"
"""The mark in a page in whose place the list stands."""

PART = re.compile(r"<!-- sources ([a-z])-([a-z]) -->")
"""The mark of a part of a long list: the publishers from one letter to another. What is no letter counts as an a."""


def parts(texts: Iterable[str]) -> list[str]:
    """Return the marks of parts in the texts of pages."""
    return [found[0] for text in texts for found in PART.finditer(text)]


def check(texts: Mapping[str, str]) -> Iterator[Problem]:
    """Name each letter that no part, or more than one, has; `texts` are those of all pages, by path."""
    found = [(path, text, mark) for path, text in texts.items() for mark in PART.finditer(text)]
    held = [letter for _, _, mark in found for letter in _letters(mark[0])]
    for what, wrong in (
        ("in no part", set(ascii_lowercase) - set(held)),
        ("in two", {x for x in held if held.count(x) > 1}),
    ):
        for path, text, mark in found[-1:] if wrong else ():
            yield Problem(
                file=f"docs/{path}",
                line=text.count("\n", 0, mark.start()) + 1,
                where=f"'{mark[0]}'",
                what=f"the letters {', '.join(sorted(wrong))} are {what} of the sources: each belongs to one",
            )


def _letters(mark: str) -> str:
    """Return the letters with which the publishers of a list may begin."""
    if not (part := PART.fullmatch(mark)):
        return ascii_lowercase
    return ascii_lowercase[ascii_lowercase.index(part[1]) : ascii_lowercase.index(part[2]) + 1]


def _first_letter(publisher: str) -> str:
    letter = publisher[:1].lower()
    return letter if letter in ascii_lowercase else "a"


def render(
    articles: Iterable[Article],
    knowledge: Knowledge,
    fragments: Fragments,
    url: Callable[[str], str | None],
    checker: str,
    mark: str = MARK,
) -> str:
    """Return the list as HTML; `url` turns a page's path into its address, or None when there is no such page.

    `checker` is the path of the page that shows what the rules, kinds, causes and advice rest on; `mark` says whether
    the whole list is wanted or a part.
    """
    letters = _letters(mark)
    users = {article.path: (article.title, set(article.facts)) for article in articles}
    title, facts = users.get(checker, (fragments.words.app.shortcut_check, set[str]()))
    users[checker] = (title, facts | _checker_facts(knowledge))
    addresses = ((title, url(path), facts) for path, (title, facts) in sorted(users.items()))
    pages = [(title, address, _sources(facts, knowledge)) for title, address, facts in addresses if address]
    rules = [_sources(rule.facts, knowledge) for rule in knowledge.rules.values()]
    rows = [
        (
            citation,
            [(title, address) for title, address, sources in pages if not sources.isdisjoint(citation.keys)],
            sum(not sources.isdisjoint(citation.keys) for sources in rules),
        )
        for citation in citations.of(set().union(*(facts for _, facts in users.values())), knowledge)
        if _first_letter(citation.publisher) in letters
    ]
    return fragments.render("sources/source-list.html", rows=rows)


def _sources(facts: Iterable[str], knowledge: Knowledge) -> set[str]:
    """Return the keys of the sources behind some facts."""
    return {key for fact in facts for key in knowledge.facts[fact].sources}


def _checker_facts(knowledge: Knowledge) -> set[str]:
    """Return the facts that rules, kinds, causes and advice rest on, and the words of the region."""
    tables = (knowledge.rules, knowledge.hand_overs, knowledge.kinds, knowledge.causes, knowledge.advice)
    region = knowledge.regions.get(knowledge.topic.region)
    spoken = {fact for phrase in region.phrase for fact in phrase.facts} if region else set()
    for row in knowledge.differences.values():
        spoken.update(row.facts if region and row.region == region.id and not row.is_of_page else ())
    return {fact for table in tables for row in table.values() for fact in row.facts} | spoken
