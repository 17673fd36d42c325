"""The foot of the page for the worst moment, in short: its sources, and when they were checked."""

from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.citation import bibliography
from symptom_site.components.templates import Fragments
from symptom_site.source.article import Article


def foot(article: Article, knowledge: Knowledge, fragments: Fragments, *, report_url: str) -> str:
    """Return the HTML that follows the text of the page; `report_url` is as seen from it, empty for none."""
    return fragments.render(
        "now/now-foot.html",
        article=article,
        sources=bibliography.numbered(article.facts, knowledge),
        disclaimer=knowledge.topic.disclaimer,
        report_url=report_url,
    )
