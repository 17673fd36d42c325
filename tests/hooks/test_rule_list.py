"""The list of rules in plain words."""

import re

import pytest

from support import FRAGMENTS, sample, sample_tables
from symptom_checker.expression import All, AtLeast, Finding, Some
from symptom_checker.logic import LEVELS
from symptom_site.components.rules import rule_list


@pytest.fixture(scope="module")
def html() -> str:
    """The list of the sample topic."""
    return rule_list.render(sample_tables(), sample(), FRAGMENTS)


def test_every_rule_stands_in_the_list_once(html):
    """Each rule's sentence is there, and there are as many entries as rules."""
    assert html.count("Holds for:") == len(sample().rules)
    for rule in sample_tables().rules.values():
        assert rule.because.replace("'", "&#39;").replace("{named}", "of what you marked") in html, rule.id


def test_the_most_urgent_rules_come_first(html):
    """The levels stand in the order of their urgency."""
    places = [html.index(f'id="rules-{level}"') for level in ("emergency", "urgent", "routine", "self-care")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (Finding("danger.vomit"), "“Throwing up swallowed blood”"),
        (Finding("kind.unsure"), "“I’m not sure” (Where does the blood come out?)"),
        (
            All((Finding("about.pregnant"), Some((Finding("kind.front"), Finding("kind.both"))))),
            "“Pregnant” and (“Out of one nostril” or “Out of both nostrils”)",
        ),
        (
            Some((Some((Finding("kind.front"), Finding("kind.both"))), Finding("about.pregnant"))),
            "“Out of one nostril” or “Out of both nostrils” or “Pregnant”",
        ),
        (
            AtLeast(
                2,
                (
                    Finding("about.pregnant"),
                    Finding("kind.front"),
                ),
            ),
            "at least 2 of: “Pregnant”; “Out of one nostril”",
        ),
    ],
)
def test_a_condition_is_told_in_the_words_of_the_answers(expression, words):
    """A person with paper can follow the rule."""
    assert rule_list.in_words(expression, sample_tables(), FRAGMENTS.words.rules) == words


def test_every_rule_shows_its_sources(html):
    """Each rule names its sources by number, and each number stands once in the list below."""
    rules = re.findall(r'<li id="rule-.*?</li>', html, re.DOTALL)
    named = [re.findall(r'<a href="#source-(\d+)">', rule) for rule in rules]
    assert len(named) == len(sample().rules)
    assert all(named)
    listed = re.findall(r'<li id="source-(\d+)">[^:]+: ', html)
    assert listed == [str(number + 1) for number in range(len(listed))]
    assert {number for numbers in named for number in numbers} == set(listed)


def test_every_rule_has_an_address_of_its_own(html):
    """A link can lead to each rule: there is one anchor for each, named after it."""
    assert re.findall(r'<li id="rule-([^"]+)">', html) == [
        rule.id for level in reversed(LEVELS) for rule in sample().rules if rule.level == level
    ]
