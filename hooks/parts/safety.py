"""What was proved and measured of the checker, and what is still open, as tables of a page."""

from parts import templates
from symptom_checker_workshop.proof import power
from symptom_checker_workshop.report import Report
from symptom_checker_workshop.tables import Knowledge

MARK = "<!-- safety -->"
"""The mark in a page in whose place the figures stand."""


def render(knowledge: Knowledge, report: Report) -> str:
    """Return the figures as HTML: proofs, stories, hazards."""
    cards = [
        ("The first answer to stories by someone who had not seen the rules", report.first),
        ("The same stories now, after mending what they showed", report.now),
        ("The golden cases, for which the rules were written", report.cases),
    ]
    return templates.render(
        "safety.html",
        report=report,
        levels=knowledge.levels,
        patterns=power(sum(report.patterns)),
        by_level=list(zip(knowledge.levels.values(), map(power, report.patterns), strict=True)),
        cards=[(title, card) for title, card in cards if card.stories],
        hazards=knowledge.hazards.values(),
    )
