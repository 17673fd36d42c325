"""Ask whether the care cards of the pages and the checker agree: each finding alone ends at the level of its card."""

from collections.abc import Iterator

from symptom_checker.assessing import assess
from symptom_checker.logic import Answers, Logic
from symptom_checker_workshop.proofs.proof import PropertyResult, in_words
from symptom_checker_workshop.proofs.walker import Walker
from symptom_checker_workshop.tables.rows import Card, Knowledge


def cards_agree(source: Knowledge, logic: Logic) -> PropertyResult:
    """V21: each finding of a care card leads to the level of the card, with the rest answered calmly (see `Walker`).

    That every line of a page has a row here is held by the checks of the pages.
    """
    walker = Walker(logic)
    failures, checks = [], 0
    for card in source.cards.values():
        where = f"cards.toml:{source.lines.get(('card', card.id), 1)}: card '{card.id}'"
        for answers in card.answers:
            checks += 1
            told = in_words(answers, source.option_texts)
            failures += [f"{where}: {told}: {what}" for what in _differences(card, answers, walker)]
    return PropertyResult(
        number="V21",
        how="checked",
        name="cards_agree" if source.cards else "no_cards",
        checks=checks,
        values={"cards": len(source.cards), "reasons": sum(bool(card.reason) for card in source.cards.values())},
        failures=tuple(failures),
    )


def _differences(card: Card, answers: Answers, walker: Walker) -> Iterator[str]:
    """Yield where the checker and a card differ, with the fix."""
    given = walker.walk(answers)
    if unasked := [name for name in answers if name not in given]:
        yield f"{', '.join(unasked)} is never asked: add the answer that brings it up"
    elif (found := assess(walker.logic, given)).level != card.level:
        deciding = ", ".join(rule.id for rule in found.rules if rule.level == found.level)
        ends = f"ends at {found.level}, by {deciding}" if found.level else f"is handed over by {found.handed_over}"
        yield f"{ends}. Fix the rules, or move the line to the card of that level on each page"
