"""The links that hold the site together: between pages, from an article to the checker, and from a result back."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.source.article import Article
from symptom_site.source.blocks import Page


def targets(path: str, page: Page) -> set[str]:
    """Return the paths of the pages to which the text of the page at `path` leads."""
    found = (link.target.partition("#")[0] for link in page.links)
    return {normpath(join(dirname(path), target)) for target in found if target.endswith(".md") and ":" not in target}


def check(
    leads_to: Mapping[str, Collection[str]], articles: Mapping[str, Article], knowledge: Knowledge | None
) -> Iterator[Problem]:
    """Name each article that no other page's text leads to, and each row of the tables that leads to no fitting one.

    `leads_to`: path of a page → those to which its text leads. Without `knowledge` only the articles are looked at.
    """
    linked = {target for path, found in leads_to.items() for target in found if target != path}
    for path, article in articles.items():
        if article.kind == "article" and path not in linked:
            what = "no other page's text leads to it: link to it, for example from the first page of its folder"
            yield Problem(file=f"docs/{path}", line=1, where="page", what=what)
    if knowledge:
        yield from _rows(leads_to, articles, knowledge)


def _rows(pages: Iterable[str], articles: Mapping[str, Article], knowledge: Knowledge) -> Iterator[Problem]:
    """Name each row of the tables that leads to no fitting article."""
    for table, file, rows in (
        ("kind", "kinds.toml", knowledge.kinds),
        ("cause", "causes.toml", knowledge.causes),
        ("rule", "rules.toml", knowledge.rules),
        ("advice", "advice.toml", knowledge.advice),
    ):
        for row in rows.values():
            if what := _misled(row.article, row.facts, pages, articles):
                line = knowledge.lines.get((table, row.id), 1)
                yield Problem(file=file, line=line, where=f"{table} '{row.id}'", what=what)
    for question in knowledge.questions.values():
        for option in question.option:
            if what := _misled(option.article, (), pages, articles):
                line = knowledge.lines.get(("question", question.id), 1)
                yield Problem(file="questions.toml", line=line, where=f"option '{question.id}.{option.id}'", what=what)
    for handed in knowledge.hand_overs.values():
        for article in (handed.article, *handed.also):
            if what := _misled(article, (), pages, articles):
                line = knowledge.lines.get(("hand_over", handed.id), 1)
                yield Problem(file="levels.toml", line=line, where=f"hand_over '{handed.id}'", what=what)


def _misled(article: str, facts: tuple[str, ...], pages: Iterable[str], articles: Mapping[str, Article]) -> str:
    """Return what is wrong with the article of a row that rests on these facts; empty when nothing is."""
    if not article:
        return ""
    if article not in pages:
        return f"article '{article}' does not exist, {did_you_mean(article, pages)}"
    if facts and article in articles and not set(facts) & set(articles[article].facts):
        named = ", ".join(facts)
        return f"article '{article}' rests on none of its facts: name another page, or cite one of {named} there"
    return ""
