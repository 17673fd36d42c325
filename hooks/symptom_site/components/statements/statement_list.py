"""The list of the source document's statements: where each is covered, and what trusted sources say to it."""

from collections.abc import Callable, Collection

from symptom_checker_workshop.tables.rows import Knowledge, Statement
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.templates import Fragments
from symptom_site.source.article import Article

MARK = "<!-- statements -->"
"""The mark in a page in whose place the list stands."""


def render(
    articles: Collection[Article],
    knowledge: Knowledge,
    fragments: Fragments,
    url: Callable[[str], str | None],
    decides: str,
) -> str:
    """Return the list as HTML; `url` turns a page's path into its address, or None when there is no such page.

    `decides` is the path of the page that shows every rule.
    """
    said = fragments.words.statements
    rows = [
        (
            statement,
            _sections(statement, articles, url),
            [getattr(said, use.replace(" ", "_"), use) for use in statement.checker.split(", ") if use],
            [rule for rule in knowledge.rules.values() if set(rule.facts) & set(statement.facts)],
            citations.of(statement.facts, knowledge),
        )
        for statement in knowledge.statements.values()
    ]
    return fragments.render("statements/statement-list.html", rows=rows, decides_url=url(decides))


def _sections(
    statement: Statement, articles: Collection[Article], url: Callable[[str], str | None]
) -> list[tuple[str, str | None, list[tuple[str, str | None]]]]:
    """Return each section of the site that carries the statement: its title, its address, and its articles' own."""
    titles = {article.path: article.title for article in articles}
    covering = [article for article in articles if article.kind == "article" and statement.id in article.statements]
    folders = dict.fromkeys([*statement.section, *(article.path.partition("/")[0] for article in covering)])
    return [
        (
            titles.get(first := f"{folder}/index.md", folder),
            url(first),
            [
                (article.title, url(article.path))
                for article in covering
                if article.path.startswith(f"{folder}/") and article.path != first
            ],
        )
        for folder in folders
    ]
