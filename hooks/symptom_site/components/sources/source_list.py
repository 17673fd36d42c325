"""The list of every source that the site uses, with the pages and the number of rules that use it."""

from collections.abc import Callable, Iterable

from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.templates import Fragments
from symptom_site.source.article import Article

MARK = "<!-- sources -->"
"""The mark in a page in whose place the list stands."""


def render(
    articles: Iterable[Article],
    knowledge: Knowledge,
    fragments: Fragments,
    url: Callable[[str], str | None],
    checker: str,
) -> str:
    """Return the list as HTML; `url` turns a page's path into its address, or None when there is no such page.

    `checker` is the path of the page that shows what the rules, kinds, causes and advice rest on.
    """
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
