"""Folds in Markdown: what they become, and which cards they may hold."""

import re

from markdown import Markdown

from support import FRAGMENTS
from symptom_checker_workshop.tables.rows import Level
from symptom_site.checks import rendering
from symptom_site.components.care_card import care_card
from symptom_site.components.fold import fold
from symptom_site.source.blocks import parse

LEVELS = {
    name: Level(id=name, heading=name, text="", urgency=name, card_heading=f"{name} if:") for name in care_card.ORDER
}
PAGE = """# Help

## What do you have?

### Chest {.fold #chest}

/// emergency
- it hurts
///

#### Why

It is the heart.

### Leg pain {.fold}

/// emergency
- it is cold
///

/// urgent
- it is swollen
///

## After

The end.
"""


def markdown() -> Markdown:
    """The extensions of a site that a fold needs."""
    return Markdown(extensions=["attr_list", "toc", care_card.CareCards(LEVELS, "", FRAGMENTS), fold.Folds()])


def test_a_heading_folds_what_follows_it():
    """All up to the next heading of this or a higher rank is folded, and the heading itself opens it."""
    html = markdown().convert(PAGE)
    assert [('<h3 id="chest">Chest</h3>', True), ('<h3 id="leg-pain">Leg pain</h3>', False)] == [
        (found[1].strip(), "heart" in found[2])
        for found in re.finditer(r'<details class="fold">\s*<summary>(.*?)</summary>(.*?)</details>', html, re.DOTALL)
    ]
    assert "The end." in html.rpartition("</details>")[2]
    assert 2 == html.count("</details>")


def test_cards_of_a_fold_have_addresses_of_their_own():
    """A link can name a card by its fold and its level, and no two cards have the same address."""
    html = markdown().convert(PAGE)
    assert ["chest-emergency", "leg-pain-emergency", "leg-pain-urgent"] == re.findall(
        r'care-card__heading" id="([\w-]+)"', html
    )


def test_the_outline_names_folds_by_their_address():
    """The list beside the page leads to each fold."""
    made = markdown()
    made.convert(PAGE)
    (section, _) = made.toc_tokens[0]["children"]
    assert ["chest", "leg-pain"] == [token["id"] for token in section["children"]]


def test_a_folded_page_is_shown_as_it_is_written():
    """What a reader sees has the blocks, ranks and cards that were checked."""
    assert [] == list(rendering.check(parse("docs/a.md", PAGE), markdown().convert(PAGE)))


def test_each_fold_has_its_own_cards():
    """Cards of a level may stand once in each fold, and once outside of folds."""
    page = f"---\ntitle: A\n---\n{PAGE.replace('# Help', '# Help\n\n/// urgent\n- it lasts\n///', 1)}"
    assert [] == list(care_card.check(parse("docs/a.md", page)))


def test_a_card_that_stands_twice_in_a_fold_is_named():
    """In one fold, as on a page, a level has one card, and the most urgent comes first."""
    page = PAGE.replace("#### Why", "/// emergency\n- it burns\n///\n\n#### Why")
    assert ["docs/a.md:11: card 'emergency': stands twice on the page (first in line 7): make it one card"] == [
        str(problem) for problem in care_card.check(parse("docs/a.md", page))
    ]


def test_a_page_without_folds_still_has_one_card_of_a_level():
    """A heading alone makes no place for a second card."""
    page = PAGE.replace(" {.fold #chest}", "").replace(" {.fold}", "")
    assert ["docs/a.md:17: card 'emergency'"] == [
        str(problem).partition(": stands")[0] for problem in care_card.check(parse("docs/a.md", page))
    ]
