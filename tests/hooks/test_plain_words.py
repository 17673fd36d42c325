"""Words that stop a reader, and what to say in their place."""

import pytest

from support import SAMPLE_DOCS
from symptom_site.prose import plain_words

FILE = SAMPLE_DOCS / "_plain_words.toml"
LIST, _ = plain_words.read(FILE)


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
    assert expected == list(LIST.found(text))


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
    assert list(LIST.found(text)) == []


def test_word_of_a_term_may_stand_in_that_term_alone():
    """Inside a term of the glossary a word is no fault, elsewhere it is."""
    found = plain_words.read(FILE, ["multiple sclerosis"])[0].found("Multiple sclerosis can have multiple signs")
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
    assert expected == set(plain_words.forms(word))


def test_site_may_have_no_list(tmp_path):
    """Without the file no word is to be avoided."""
    words, problems = plain_words.read(tmp_path / "none.toml")
    assert ([], []) == (list(words.found("Utilize it")), problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[say\n", "1: file: cannot be read: Expected ']' at the end of a table declaration (at line 1, column 5)"),
        ('names = []\n[says]\n"use" = ["utilize"]\n', "2: 'says': is not a key that we know, did you mean 'say'?"),
        ('names = "NHS"\n', '1: \'names\': must be a list of words, such as ["one", "two"]'),
        (
            '[say]\n"stop" = ["cease"]\n"use" = "utilize"\n',
            '3: \'use\': must be a list of words, such as ["one", "two"]',
        ),
    ],
)
def test_what_is_wrong_with_the_list_is_named(tmp_path, text, expected):
    """A list that cannot be read, a key that nobody knows and words that are no list are named with their line."""
    (tmp_path / "words.toml").write_text(text)
    _, (problem,) = plain_words.read(tmp_path / "words.toml")
    assert str(problem).startswith(f"{tmp_path.name}/words.toml:{expected}")
