"""Whether the topic says of each line of each care card which answers to the checker it stands for (V21)."""

from collections.abc import Collection, Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.rows import Knowledge, card_id
from symptom_site.checks.known import Known
from symptom_site.components.care_card import care_card
from symptom_site.source.blocks import Block, Page


def check(page: Page, known: Known) -> Iterator[Problem]:
    """Name each line of a care card that has no row in the topic's cards; where the topic has none, nothing."""
    for block in _lines(page) if known.cards else ():
        name = _id(block)
        if name not in known.cards and all(fact in known.facts for fact in name.split()[1:]):
            facts = ", ".join(f'"{fact}"' for fact in name.split()[1:])
            what = (
                "has no row in cards.toml: add [[card]] with "
                f'level = "{block.card}", facts = [{facts}] and its answers, or move it to a card of another level'
            )
            text = block.text.strip()
            where = f"'{text if len(text) < 40 else text[:40] + ' …'}'"
            yield Problem(file=page.path, line=block.line, where=where, what=what)


def ids(page: Page) -> frozenset[str]:
    """Return the ids of the rows for the lines of a page's cards."""
    return frozenset(map(_id, _lines(page)))


def unused(used: Collection[str], knowledge: Knowledge) -> Iterator[Problem]:
    """Name each row that no page uses any more; `used` are the ids of those for which pages have lines."""
    for name in knowledge.cards:
        if name not in used:
            line = knowledge.lines.get(("card", name), 1)
            what = "no card of any page has such a line: take it out, or write the facts of the line"
            yield Problem(file="cards.toml", line=line, where=f"card '{name}'", what=what)


def _lines(page: Page) -> Iterator[Block]:
    return (block for block in page.blocks if block.marks and block.card in care_card.ORDER)


def _id(block: Block) -> str:
    return card_id(block.card, (fact for mark in block.marks for fact in mark.facts))
