"""The foot of a page: its sources, when they were checked, and where to report a mistake."""

from collections.abc import Iterable, Sequence

from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.citation.bibliography import Citation
from symptom_site.components.citation.citation_marks import Note
from symptom_site.components.templates import Fragments
from symptom_site.source.article import Article


def entries(sources: Sequence[Citation], notes: Sequence[Note]) -> list[list[tuple[Citation, int]]]:
    """Return the sources of each note, each with the first note that names it; those without a mark come last."""
    marked = {number for note in notes for number in note}
    listed = [*notes, *((number,) for number in range(1, len(sources) + 1) if number not in marked)]
    named: dict[int, int] = {}
    return [
        [(sources[source - 1], named.setdefault(source, number)) for source in note]
        for number, note in enumerate(listed, 1)
    ]


def render(
    article: Article,
    knowledge: Knowledge,
    fragments: Fragments,
    *,
    notes: Iterable[Note] = (),
    check_url: str,
    report_url: str,
) -> str:
    """Return the HTML that follows the text of a page; the addresses are as seen from that page, empty for none.

    `notes` are those to which the marks of the page lead; a source without a mark has an entry of its own behind them.
    """
    sources, notes = citations.numbered(article.facts, knowledge), list(notes)
    anchor = f"#{article.check_anchor}" if article.check_anchor else ""
    question, _, option = article.check_anchor.partition("-")
    options = knowledge.questions[question].option if question in knowledge.questions else ()
    return fragments.render(
        "article_foot/article-foot.html",
        article=article,
        sources=sources,
        entries=entries(sources, notes),
        has_marks=bool(notes),
        disclaimer=knowledge.topic.disclaimer,
        check_url=check_url and check_url + anchor,
        chosen=next((row.text for row in options if row.id == option), ""),
        report_url=report_url,
    )
