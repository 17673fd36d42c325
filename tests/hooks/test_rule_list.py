"""The list of rules in plain words."""

import re

import pytest

from parts import rule_list
from support import real, real_tables


@pytest.fixture(scope="module")
def html() -> str:
    """The list of the real topic."""
    return rule_list.render(real_tables(), real())


def test_every_rule_stands_in_the_list_once(html):
    """Each rule's sentence is there, and there are as many entries as rules."""
    assert html.count("Holds for:") == len(real().rules)
    for rule in real().rules:
        assert rule.because.replace("'", "&#39;") in html, rule.id


def test_the_most_urgent_rules_come_first(html):
    """The levels stand in the order of their urgency."""
    places = [html.index(f'id="rules-{level}"') for level in ("emergency", "urgent", "routine", "self-care")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (("finding", "body.jaw_stiff"), "“Jaw newly locked or hard to open”"),
        (("finding", "place.unsure"), "“I’m not sure” (Where is it?)"),
        (
            ("and", ("finding", "about.kidney"), ("or", ("finding", "meds.lithium"), ("finding", "meds.thinner"))),
            "“Kidney disease or dialysis” and (“Lithium” or “A blood thinner”)",
        ),
        (
            ("atleast", 2, ("finding", "meds.lithium"), ("finding", "meds.thinner")),
            "at least 2 of: “Lithium”; “A blood thinner”",
        ),
    ],
)
def test_a_condition_is_told_in_the_words_of_the_answers(expression, words):
    """A person with paper can follow the rule."""
    assert rule_list.in_words(expression, real()) == words


def test_every_rule_shows_its_sources(html):
    """No rule stands without a source."""
    assert "Sources (0)" not in html


def test_every_rule_has_an_address_of_its_own(html):
    """A link can lead to each rule: there is one anchor for each, named after it."""
    assert re.findall(r'<li id="rule-([^"]+)">', html) == [
        rule.id for level in reversed(real().levels) for rule in real().rules if rule.level == level.id
    ]
