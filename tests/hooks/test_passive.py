"""Passive sentences."""

import pytest

from symptom_site.prose import passive
from symptom_site.prose.passage import Sentence


def sentence(text: str) -> Sentence:
    """A sentence of these words."""
    return Sentence(line=1, words=tuple(text.split()))


PASSIVE = "The leg is pulled up"
ACTIVE = "You pull it up"


@pytest.mark.parametrize(
    "text",
    [
        PASSIVE,
        "The tests were done at night",
        "It isn't sent to anyone",
        "It has been slowly stretched",
        "The answers are never kept",
        "They can be treated",
    ],
)
def test_what_is_done_to_something_is_passive(text):
    """A form of `be` and a participle are passive, also with small words between them."""
    assert passive.is_passive(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        ACTIVE,
        "You are tired and worried",
        "The leg is swollen or cramped",
        "It is called a cramp",
        "You have stretched the calf",
        "You are in need of rest",
        "It is the red one",
        "The pain is why you called",
    ],
)
def test_how_something_is_counts_as_no_passive(text):
    """States, names, other tenses and participles further off are none: in doubt nothing is reported."""
    assert not passive.is_passive(sentence(text))


@pytest.mark.parametrize(
    ("passives", "actives", "reported"),
    [(3, 0, 0), (4, 0, 4), (4, 36, 0), (4, 35, 4)],
    ids=["few", "all", "a tenth", "more than a tenth"],
)
def test_passives_are_reported_when_they_are_a_habit(passives, actives, reported):
    """More than 3 passive sentences are reported when they are more than a tenth of all."""
    text = [sentence(PASSIVE)] * passives + [sentence(ACTIVE)] * actives
    assert ([sentence(PASSIVE)] * reported, passives + actives) == passive.too_many(text, share=0.1, allowed=3)


def test_short_items_are_no_sentences():
    """An item of a list with fewer than 4 words counts neither way."""
    assert ([], 1) == passive.too_many([sentence("Legs were pulled")] * 9 + [sentence(ACTIVE)], share=0.1, allowed=3)
