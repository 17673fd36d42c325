"""The foot of the page for the worst moment, in short: its sources, and when they were checked."""

from collections.abc import Sequence

from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.article_foot import article_foot
from symptom_site.components.citation import bibliography
from symptom_site.components.citation.citation_marks import Note
from symptom_site.components.templates import Fragments
from symptom_site.source.article import Article


def foot(
    article: Article, knowledge: Knowledge, fragments: Fragments, *, notes: Sequence[Note], report_url: str
) -> str:
    """Return the HTML that follows the text of the page.

    `notes` are those to which its marks lead; `report_url` is as seen from it, empty for none.
    """
    sources = bibliography.numbered(article.facts, knowledge)
    return fragments.render(
        "now/now-foot.html",
        article=article,
        sources=sources,
        entries=article_foot.entries(sources, notes),
        disclaimer=knowledge.topic.disclaimer,
        report_url=report_url,
    )
