"""A table of what is counted of each page, with the middle of all articles and of each form."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from symptom_site.checks import measures, wording
from symptom_site.checks.measures import Measures
from symptom_site.editorial import Articles
from symptom_site.prose.linter import Settings
from symptom_site.prose.readability import grade
from symptom_site.source.article import Article
from symptom_site.source.blocks import Page

HEAD = ("words", "act", "lines", "by card", "share", "marks", "mean", "grade")

NOTE = """act: words before the first thing to do. lines: of care cards, then by card, the most urgent first.
share: of the words, in care cards. marks: of sources, at most one in a paragraph.
mean: words in a sentence. Of all articles, the goals are {words} words, {lines} lines and {share:.0%}."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What is counted of a page, and its school grade."""

    name: str
    form: str
    found: Measures
    grade: float

    def cells(self) -> list[str]:
        found = self.found
        act = "-" if found.before_act is None else str(found.before_act)
        by_card = "/".join(map(str, found.cards.values()))
        numbers = [str(found.words), act, str(found.card_lines), by_card, f"{found.card_share:.0%}"]
        return [self.name, self.form, *numbers, str(found.marks), *_tenths(found.mean, self.grade)]


def table(pages: Iterable[tuple[Page, Article]], rules: Articles, prose: Settings) -> str:
    """Return the table of some pages, with the middle values of those that are articles."""
    rows, articles = [], []
    for page, article in pages:
        said = (sentence for text in wording.passages(page) if text.role == "text" for sentence in text.sentences())
        found = measures.of(page, rules)
        row = _Row(article.path, article.form, found, grade(said, prose.syllables, prose.hard))
        rows.append(row)
        articles += [row] if article.kind == "article" else []
    groups = {"": articles} | {form: [row for row in articles if row.form == form] for form in rules.form_names}
    cells = [["page", "form", *HEAD], *(row.cells() for row in rows)]
    cells += [_middle(form, group) for form, group in groups.items() if group]
    goals = rules.goals
    return "\n".join(
        (*_lined_up(cells), "", NOTE.format(words=goals.words, lines=goals.card_lines, share=goals.card_share))
    )


def _middle(form: str, rows: list[_Row]) -> list[str]:
    """Return the middle value of each column."""

    def of(value: Callable[[Measures], float | None]) -> float:
        known = [number for row in rows if (number := value(row.found)) is not None]
        return median(known) if known else 0.0

    act = of(lambda found: found.before_act)
    lines = of(lambda found: found.card_lines)
    share = of(lambda found: found.card_share)
    return [
        f"middle of {len(rows)}{f' of the form {form}' if form else ' articles'}",
        form,
        *(f"{number:g}" for number in (of(lambda found: found.words), act, lines)),
        "",
        f"{share:.0%}",
        f"{of(lambda found: found.marks):g}",
        *_tenths(of(lambda found: found.mean), median(row.grade for row in rows)),
    ]


def _tenths(*numbers: float) -> list[str]:
    return [f"{number:.1f}" for number in numbers]


def _lined_up(cells: list[list[str]]) -> Iterator[str]:
    """Yield each row as a line: names at the left of their columns, numbers at the right."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        parts = [
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(parts).rstrip()
