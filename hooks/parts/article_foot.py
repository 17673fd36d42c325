"""The foot of a page: its sources, when they were checked, and where to report a mistake."""

from parts import citations, templates
from parts.articles import Article
from symptom_checker_workshop.tables import Knowledge


def render(article: Article, knowledge: Knowledge, *, check_url: str, report_url: str) -> str:
    """Return the HTML that follows the text of a page; the addresses are as seen from that page."""
    anchor = f"#{article.check_anchor}" if article.check_anchor else ""
    return templates.render(
        "article-foot.html",
        article=article,
        sources=citations.numbered(article.facts, knowledge),
        disclaimer=knowledge.topic.disclaimer,
        check_url=check_url and check_url + anchor,
        report_url=report_url,
    )
