"""The words that the site explains on a page of their own."""

from symptom_site.prose.readability import hard_words
from symptom_site.prose.syllables import Syllables
from symptom_site.source import glossary
from symptom_site.source.blocks import parse

PAGE = """---
title: Words
---

# Words

## Fasciculation

A twitch.

### Note

## Multiple sclerosis

An illness.
"""


def test_terms_are_headings_of_the_second_rank():
    """Each heading of the second rank is a term, in small letters, with its plural; other headings are none."""
    terms = glossary.terms(parse("a.md", PAGE))
    assert {"fasciculation", "fasciculations", "multiple sclerosis"} <= terms
    assert not {"words", "note"} & terms


def test_only_long_words_are_hard():
    """Of a term only the words of 3 syllables or more are hard."""
    assert frozenset({"fasciculation"}) == hard_words({"fasciculation", "tight cramp"}, Syllables())


def test_name_in_a_term_is_hard_without_its_ending():
    """A term named after a person covers the name alone and with its ending."""
    assert {"parkinson"} == hard_words({"parkinson's disease"}, Syllables())
