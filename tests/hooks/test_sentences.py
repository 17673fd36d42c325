"""Where a sentence ends."""

import pytest

from symptom_site.source import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["It hurts.", "It lasts."],
        ["Stop!", "Why?", "2 days."],
        ["Go now, if: It hurts."],
        ["Dr. Lee waits until 3 p.m. at home.", "Then she goes."],
        ["It is short, e.g. a minute, i.e. no time."],
        ["“It hurts.”", "(Or not.)", "“Go.”"],
        ["“Stop!” he said."],
        ["See a.md or 2.5 and so on"],
        ["One.", "– Two"],
    ],
)
def test_sentence_ends_where_a_reader_ends_it(parts):
    """A full stop, a question or exclamation mark ends one; a colon, an abbreviation and a small letter do not."""
    text = "  " + "  ".join(parts) + " "
    assert parts == sentences.split(text)
    assert parts == [text[start:end] for start, end in sentences.spans(text)]


def test_no_text_has_no_sentence():
    """White space alone is no sentence."""
    assert [] == sentences.split(" \n ")
