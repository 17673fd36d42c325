"""Show what was proved and measured of the checker, and what is still open, as tables of a page."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from symptom_checker_workshop.cases.accuracy import clopper_pearson
from symptom_checker_workshop.cases.readers import RoundFigures
from symptom_checker_workshop.proofs.proof import power
from symptom_checker_workshop.proofs.words import Words
from symptom_checker_workshop.report import Report
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.templates import Fragments

MARK = "<!-- safety -->"
"""The mark in a page in whose place the figures stand."""

HOWS = ("proved", "counted", "checked", "sampled", "cases")
"""The ways in which a property is looked at, in the order in which they stand; each has words for its heading."""


TOLD_FIRST = ("right", "safe", "emergency", "kept")
"""What is told of every round of readers' answers, as it came out at first."""

FEWEST, MOST = 3, 5
"""A question that fewer stories brought up says too little; of the others, so many are told."""


def render(knowledge: Knowledge, report: Report, fragments: Fragments) -> str:
    """Return the figures as HTML: properties, stories, hazards."""
    words = fragments.words.safety
    cards = ((words.first_stories, report.first), (words.stories_now, report.now), (words.golden, report.cases))
    return fragments.render(
        "safety/safety.html",
        report=report,
        proofs=Words(table=_table(fragments.words.proofs)),
        hows=HOWS,
        levels=knowledge.levels,
        texts=knowledge.option_texts,
        options=knowledge.options,
        patterns=sum(report.patterns) + report.handed_over,
        handed_over=power(report.handed_over),
        by_level=list(zip(knowledge.levels.values(), map(power, report.patterns), strict=report.verified)),
        cards=[(title, card) for title, card in cards if card.stories],
        hazards=knowledge.hazards.values(),
        study=[*_study(report.readers)],
        readers=knowledge.study.readers,
        questions=knowledge.questions,
        shares=vars(fragments.words.proofs.shares),
        told_first=TOLD_FIRST,
    )


def _study(rounds: tuple[RoundFigures, ...]) -> Iterator[dict[str, Any]]:
    """Yield the figures of each set of stories: its newest full round as it comes out now, each round as at first.

    A story that moves to another set brings its answers with it, and they stand in a round of their own there.
    """
    for name in dict.fromkeys(figures.set for figures in rounds):
        of_set = [figures for figures in rounds if figures.set == name]
        full = max(figures.stories for figures in of_set)
        newest = [figures for figures in of_set if figures.stories == full][-1]
        shares = [row.now.shares for row in newest.readers]
        names = dict.fromkeys(share for of_reader in shares for share in of_reader)
        yield {
            "name": name,
            "newest": newest,
            "gone": sum(row.gone for row in newest.readers),
            "open": sum(row.open for row in newest.readers),
            "unfit": sum(row.unfit for row in newest.readers),
            "now": {share: [_with_bounds(of_reader.get(share)) for of_reader in shares] for share in names},
            "first": [(figures.version, row) for figures in of_set for row in figures.readers],
            "apart": [item for item in newest.agreements if item.kappa not in (None, 1.0) and item.stories >= FEWEST][
                :MOST
            ],
        }


def _with_bounds(share: tuple[int, int] | None) -> tuple[int, int, float, float] | None:
    return (*share, *clopper_pearson(*share)) if share else None


def _table(words: SimpleNamespace) -> dict[str, Any]:
    return {name: _table(item) if isinstance(item, SimpleNamespace) else item for name, item in vars(words).items()}
