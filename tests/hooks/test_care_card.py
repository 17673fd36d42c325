"""Care cards in Markdown: what they become, and which mistakes are named."""

import dataclasses
import re

import pytest
from markdown import Markdown
from markupsafe import Markup

from support import FRAGMENTS
from symptom_checker_workshop.tables.rows import Level
from symptom_site.components.care_card import care_card
from symptom_site.source.blocks import parse


def level(name: str) -> Level:
    """A level with words of its own."""
    return Level(
        id=name,
        heading=f"{name}: heading",
        text="",
        urgency=name.title(),
        card_heading=f"Act on {name} if:",
    )


LEVELS = {name: level(name) for name in care_card.ORDER}
ABROAD = "Elsewhere, call the number of that country."

PAGE = """# Cramps

## When to get help

/// emergency
- your *jaw* locks
- call [911](tel:911)
///

/// urgent
- it lasts
///

## After
"""


SECOND_HEADING = "is a second heading right below that of its card: take it out, or put lines of the card before it"

AS_CODE = "stands in a card as code, which no reader takes for a sign: move it to the left edge of the page"


def html_of(markdown: str) -> str:
    """The page as HTML."""
    return Markdown(extensions=["toc", care_card.CareCards(LEVELS, ABROAD, FRAGMENTS)]).convert(markdown)


def test_block_becomes_a_card_with_the_words_of_its_level():
    """A block has its level's heading, with the urgency in hidden words before it, and its Markdown inside."""
    html = html_of(PAGE)
    assert re.search(
        r'<section class="care-card care-card--emergency">\s*<h3 class="care-card__heading" id="[\w-]+">'
        r'<span class="visually-hidden">Emergency: </span>Act on emergency if:</h3>',
        html,
    )
    assert '<li>call <a href="tel:911">911</a></li>' in html
    assert "<em>jaw</em>" in html


def test_emergency_card_alone_speaks_of_other_countries():
    """The line about the local emergency number stands in the emergency card, once, after its signs."""
    html = html_of(PAGE)
    assert html.count(ABROAD) == 1
    assert html.index("tel:911") < html.index(ABROAD) < html.index("care-card--urgent")


@pytest.mark.parametrize(
    ("before", "rank"),
    [
        ("", 2),
        ("# One\n\n", 2),
        ("# One\n\n## Two\n\n", 3),
        ("# One\n\n## Two\n\n### Three\n\n", 4),
        ("###### Six\n\n", 6),
    ],
)
def test_heading_of_a_card_is_one_below_the_heading_before_it(before, rank):
    """The outline of the page has no gap, wherever a card stands; a card before it does not count."""
    html = html_of(f"{before}/// urgent\nText.\n///\n\n/// routine\nText.\n///\n")
    assert [str(rank)] * 2 == re.findall(r'<h(\d) class="care-card__heading"', html)


def test_outline_beside_the_page_shows_the_urgency():
    """The table of contents names a card by one word."""
    markdown = Markdown(extensions=["toc", care_card.CareCards(LEVELS, ABROAD, FRAGMENTS)])
    markdown.convert(PAGE)
    section = markdown.toc_tokens[0]["children"][0]
    assert [card["name"] for card in section["children"]] == ["Emergency", "Urgent"]


def test_address_of_a_card_is_its_level():
    """A link to a card names its level, whatever words a region gives to it."""
    assert ["emergency", "urgent"] == re.findall(r'<h3 class="care-card__heading" id="([\w-]+)"', html_of(PAGE))


def test_words_of_a_level_are_taken_literally():
    """Marks of Markdown and HTML in the words of a level are shown, not obeyed."""
    words = dataclasses.replace(level("urgent"), urgency="*U*", card_heading="2 < 3 & _so_")
    html = Markdown(extensions=[care_card.CareCards({"urgent": words}, ABROAD, FRAGMENTS)]).convert(
        "/// urgent\nText.\n///\n"
    )
    assert '<span class="visually-hidden">*U*: </span>2 &lt; 3 &amp; _so_</h2>' in html


def test_card_can_be_rendered_with_a_body_of_its_own():
    """The same template gives the card of a result, around HTML that is already made."""
    html = care_card.render(LEVELS["routine"], Markup("<p>Body</p>"), FRAGMENTS, abroad=ABROAD, heading=2)
    assert (
        '<h2 class="care-card__heading"><span class="visually-hidden">Routine: </span>Act on routine if:</h2>' in html
    )
    assert '<div class="care-card__body"><p>Body</p></div>' in html


def test_sound_page_has_no_problem():
    """Cards in the right order, each once and closed, are accepted."""
    assert list(care_card.check(parse("docs/a.md", PAGE))) == []


@pytest.mark.parametrize(
    "body",
    ["- A\n\n**Let someone drive you, if:**\n\n- B", "**Call, if:**\n\n- A\n\n**Go, if:**\n\n- B", "**A** hurts"],
)
def test_bold_line_that_divides_a_card_is_accepted(body):
    """A card may name two ways to act in bold lines, or a second one below lines that follow its own heading."""
    assert list(care_card.check(parse("docs/a.md", f"/// emergency\n{body}\n///\n"))) == []


def test_code_that_shows_a_card_is_no_card():
    """A card inside a block of code is an example, not a card."""
    assert list(care_card.check(parse("docs/a.md", "```\n/// urgent\n///\n///\n```\n"))) == []


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "/// urgent\nA\n///\n/// urgent\nB\n///\n",
            "14: card 'urgent': stands twice on the page (first in line 11): make it one card",
        ),
        (
            "/// routine\nA\n///\n/// emergency\nB\n///\n",
            "14: card 'emergency': stands after 'routine' (line 11): the most urgent card comes first",
        ),
        ("/// emergancy\nA\n///\n", "11: card 'emergancy': is not a level, did you mean 'emergency'?"),
        (
            "/// urgent | Today\nA\n///\n",
            "11: card 'urgent': has words beside its name ('| Today'): its heading comes from levels.toml, remove them",
        ),
        ("/// urgent\nText.\n", "11: card 'urgent': is never closed: add a line '///' after it"),
        ("/// urgent\nA\n/// routine\nB\n///\n", "11: card 'urgent': is never closed: add a line '///' after it"),
        ("Text.\n///\n", "12: '///': closes no card: remove it"),
        ("/// urgent\nA\n////\n", "13: '//// ': begins with 4 strokes: write 3"),
        ("/// urgent\n///\n", "11: card 'urgent': is empty: write below it, in a list, when it holds"),
        (
            "/// emergency\n**Let someone drive you, if:**\n\n- A\n///\n",
            f"12: 'Let someone drive you, if:': {SECOND_HEADING}",
        ),
        ("/// urgent\n    - it hurts\n///\n", f"12: '- it hurts': {AS_CODE}"),
        ("/// urgent\n\t- it hurts\n///\n", f"12: '- it hurts': {AS_CODE}"),
        ("/// urgent\n\n    - it hurts\n///\n", f"13: '- it hurts': {AS_CODE}"),
    ],
)
def test_mistake_is_named_with_its_line(markdown, expected):
    """Each mistake is named with its line in the file, where the text starts at line 11 here."""
    page = parse("docs/a.md", "---\n" + "#\n" * 8 + "---\n" + markdown)
    assert [str(problem) for problem in care_card.check(page)] == [f"docs/a.md:{expected}"]
