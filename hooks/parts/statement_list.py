"""The list of the source document's statements: where each is covered, and what trusted sources say to it."""

from collections.abc import Callable, Collection

from parts import citations, templates
from parts.articles import Article
from symptom_checker_workshop.tables import Knowledge, Statement

MARK = "<!-- statements -->"
"""The mark in a page in whose place the list stands."""

DECIDES = "about/how-the-checker-decides.md"
"""The page that shows every rule."""

IN_THE_CHECKER = {
    "kind": "what it fits",
    "cause": "common triggers",
    "level": "how soon to get help",
    "red flag": "danger signs",
    "place": "where it is",
    "advice": "what to do",
}
"""What a statement became in the checker → the same in the words of a result."""


def render(articles: Collection[Article], knowledge: Knowledge, url: Callable[[str], str | None]) -> str:
    """Return the list as HTML; `url` turns a page's path into its address, or None when there is no such page."""
    rows = [
        (
            statement,
            _sections(statement, articles, url),
            [IN_THE_CHECKER.get(use, use) for use in statement.checker.split(", ") if use],
            [rule for rule in knowledge.rules.values() if set(rule.facts) & set(statement.facts)],
            citations.of(statement.facts, knowledge),
        )
        for statement in knowledge.statements.values()
    ]
    return templates.render("statement-list.html", rows=rows, decides_url=url(DECIDES))


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
