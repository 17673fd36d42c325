"""Fragments fill words in as sentences and as HTML."""

import pytest
from markupsafe import Markup

from symptom_site.components.templates import sentence


@pytest.mark.parametrize("words", ["Call now", "Call now.", Markup("Call <b>now</b>")])
def test_words_end_in_one_full_stop(words: str) -> None:
    """Words get a full stop unless they have one; what is HTML stays so."""
    assert sentence(words) == words.rstrip(".") + "."
    assert isinstance(sentence(words), type(words))


@pytest.mark.parametrize("words", ["Is it urgent?", "Call now!"])
def test_a_mark_of_its_own_ends_words(words: str) -> None:
    """A question or a call keeps its own mark, with no full stop behind it."""
    assert sentence(words) == words
