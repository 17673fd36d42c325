"""Words that stop a reader, and what to say in their place."""

import tomllib

import pytest

from parts import word_list

TABLE = tomllib.loads(word_list.FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utilize it", [("Utilize", "use")]),
        ("you are utilizing it", [("utilizing", "use")]),
        ("your dosages", [("dosages", "dose")]),
        ("prior\n  to bed", [("prior to", "before")]),
        ("the acute phase, then chronic pain", [("acute", "sudden or new"), ("chronic", "lasting or for years")]),
        ("see a physician.", [("physician", "doctor")]),
    ],
)
def test_word_is_found_in_all_its_forms(text, expected):
    """A word is found with any usual end, in any case and over the end of a line, each with what to say."""
    assert expected == list(word_list.found(text))


@pytest.mark.parametrize(
    "text",
    [
        "swelling (edema) of the leg",
        "say “I have acute pain”",
        'say "I have acute pain"',
        "children with cerebral palsy",
        "the doctor will help you, thusly",
        "an employer",
    ],
)
def test_explained_said_or_named_is_no_fault(text):
    """A word may stand in brackets, in what someone says and in a name; a longer word that holds it is another."""
    assert list(word_list.found(text)) == []


def test_word_of_a_term_may_stand_in_that_term_alone():
    """Inside a term of the glossary a word is no fault, elsewhere it is."""
    found = word_list.found("Multiple sclerosis can have multiple signs", ["multiple sclerosis"])
    assert [("multiple", "many")] == list(found)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("use", {"use", "uses", "used", "using"}),
        ("remedy", {"remedy", "remedies", "remedied", "remedying"}),
        ("delay", {"delay", "delays", "delayes", "delayed", "delaying"}),
    ],
)
def test_forms_follow_spelling(word, expected):
    """Ends are put on as they are spelled; what is no word harms nothing."""
    assert expected == set(word_list.forms(word))


def test_no_word_has_two_mends():
    """Each word of the list stands once, so that a reader of the report gets one answer."""
    words = [word for words in TABLE["say"].values() for word in words]
    assert len(words) == len(set(words))


def test_list_follows_its_own_advice():
    """What the list says to write holds none of the words that it says to avoid."""
    assert [mend for mend in TABLE["say"] if list(word_list.found(mend))] == []
