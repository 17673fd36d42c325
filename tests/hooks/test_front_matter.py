"""The front matter of a page: its keys with their lines, and a sentence in place of a traceback."""

from datetime import date

import pytest

from symptom_site.source import front_matter


def test_keys_have_values_and_lines():
    """Each key has its value and its line in the file; the text starts below, where an editor looks for it."""
    found = front_matter.read("a.md", "---\ntitle: A\ntags:\n  - b\nreviewed: 2026-11-23\n---\n\nText.\n")
    assert {"title": "A", "tags": ["b"], "reviewed": date(2026, 11, 23)} == found.values
    assert {"title": 2, "tags": 3, "reviewed": 5} == found.lines
    assert ("\nText.\n", 7, ()) == (found.body, found.body_line, found.problems)


def test_words_that_yaml_takes_for_values_stay_keys():
    """A key is the word that stands there, also where YAML would read a truth value or a number."""
    assert {"on": 1, "2": 3} == front_matter.read("a.md", "---\non: 1\n2: 3\n---\n").values


@pytest.mark.parametrize("end", ["---\n", "--- \n", "---\t\n", "...\n"])
def test_head_ends_as_the_site_generator_ends_it(end):
    """Spaces behind the last line of the front matter change nothing, and no part of it is read as text."""
    found = front_matter.read("a.md", f"--- \ntitle: A\n{end}Text.\n")
    assert ({"title": "A"}, "Text.\n", ()) == (found.values, found.body, found.problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n", "1: front matter: has no front matter: start the file with a line '---', the keys, and another"),
        ("---\ntitle: A\n", "1: front matter: never ends: add a line '---' below the keys"),
        ("---\ntitle: A\n---", "3: front matter: ends with its '---': add an empty line below it"),
        ("---\na: b\ntitle: A: B\n---\n", "3: front matter: cannot be read (mapping values are not allowed in this"),
        ("---\n\ttitle: A\n---\n", "2: front matter: cannot be read (found character that cannot start any token): "),
        ("---\n- a\n---\n", "2: front matter: cannot be read (it is not a list of 'key: value' lines): "),
        ("---\n? [a]\n: b\n---\n", "2: front matter: holds a key that is not a word: write 'key: value'"),
        ("---\na: b\na: c\n---\n", "3: 'a': stands twice (first in line 2): keep one"),
        (
            "---\na: 2027-02-30\n---\n",
            "2: 'a': '2027-02-30' is not a day of the calendar: write one such as 2026-11-23",
        ),
        ("---\na:\n  - 2027-13-01\n---\n", "3: 'a': cannot be read (month must be in 1..12): write it in quotation"),
        ("---\na: !b c\n---\n", "2: 'a': cannot be read (could not determine a constructor for the tag '!b'): "),
        ("---\na: " + "9" * 5000 + "\n---\n", "2: 'a': cannot be read (Exceeds the limit (4300 digits)"),
        ("---\na: &b [*b]\n---\n", "2: 'a': cannot be read (found unconstructable recursive node): write it in"),
        ("---\na: \x00\n---\n", "2: front matter: cannot be read (unacceptable character #x0000: control characters"),
        (
            "---\na: " + "[" * 100_000 + "\n---\n",
            "2: front matter: cannot be read (it has 100004 characters, more than",
        ),
    ],
)
def test_what_cannot_be_read_is_named(text, expected):
    """Each fault is one line with file, line and fix, whatever a YAML reader makes of it."""
    (problem,) = front_matter.read("a.md", text).problems
    assert str(problem).startswith(f"a.md:{expected}")


def test_tab_and_colon_have_their_own_fix():
    """A tab is to be replaced by spaces, and a text with a colon to be put in quotation marks."""
    (tab,) = front_matter.read("a.md", "---\nl:\n\t- a\n---\n").problems
    (colon,) = front_matter.read("a.md", "---\ntitle: A: B\n---\n").problems
    assert tab.what.endswith("write spaces in place of the tab")
    assert colon.what.endswith("put quotation marks around a text that holds a colon or a quotation mark")


def test_one_value_that_cannot_be_read_leaves_the_others():
    """A day that is not in the calendar is left out, and the other keys are read."""
    found = front_matter.read("a.md", "---\ntitle: A\nreviewed: 2027-02-30\nkind: page\n---\n")
    assert ({"title": "A", "kind": "page"}, True) == (found.values, found.is_read)
    assert {"title": 2, "reviewed": 3, "kind": 4} == found.lines
