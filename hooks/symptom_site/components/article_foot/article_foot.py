"""The foot of a page: its sources, when they were checked, and where to report a mistake."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.citation.bibliography import Citation
from symptom_site.components.citation.citation_marks import Note
from symptom_site.components.templates import Fragments
from symptom_site.source.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A note in the list of sources: each publication stands in full in one of them alone."""

    sources: tuple[Citation, ...]
    """The publications that no note before it names."""
    before: Mapping[int, tuple[str, ...]]
    """Number of an earlier note → who is meant of it: publishers, with the title where one has several there."""


def entries(sources: Sequence[Citation], notes: Sequence[Note]) -> list[Entry]:
    """Return what each note says; the sources without a mark have a note each, behind the others."""
    marked = {number for note in notes for number in note}
    listed = [*notes, *((number,) for number in range(1, len(sources) + 1) if number not in marked)]
    first: dict[int, int] = {}
    found: list[Entry] = []
    for number, note in enumerate(listed, 1):
        before: dict[int, list[str]] = {}
        for source in note:
            if first.setdefault(source, number) < number:
                name = _name(sources[source - 1], found[first[source] - 1].sources)
                before.setdefault(first[source], []).append(name)
        new = tuple(sources[source - 1] for source in note if first[source] == number)
        found.append(Entry(sources=new, before={earlier: tuple(before[earlier]) for earlier in sorted(before)}))
    return found


def _name(source: Citation, note: Sequence[Citation]) -> str:
    """Return the words that tell a publication from the others of its note."""
    is_alone = [other.publisher for other in note].count(source.publisher) == 1
    return source.publisher if is_alone else f"{source.publisher}, {source.title}"


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
