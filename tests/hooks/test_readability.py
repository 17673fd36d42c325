"""The measure of how hard words are to read."""

import subprocess
import sys
from pathlib import Path

import pytest

from parts import readability

ROOT = Path(__file__).parents[2]

PAGE = """---
title: Extraordinarily complicated considerations
---

# Extraordinarily complicated considerations

Dr. Lee waits until 3 p.m. at home. Then she *stops*. Call [your nurse](https://example.org/incomprehensible){ .big }
today.

- one sign
- two [signs](a.md)

| Place | What |
|---|---|
| Calf | A hard cramp |

/// urgent
You may call.
///

```python
incomprehensible = considerations
```

<!-- incomprehensible -->
"""


def words_of(markdown: str) -> list[str]:
    """The sentences that are measured, as texts."""
    return [" ".join(sentence.words) for sentence in readability.sentences(markdown)]


def test_only_what_a_reader_reads_in_the_text_is_measured():
    """Sentences, items and cells count; headings, code, addresses, marks and notes to the editor do not."""
    assert words_of(PAGE) == [
        "Dr Lee waits until 3 p.m at home",
        "Then she stops",
        "Call your nurse today",
        "one sign",
        "two signs",
        "Place",
        "What",
        "Calf",
        "A hard cramp",
        "You may call",
    ]


def test_sentence_knows_its_line():
    """A sentence is found by the line of the file on which its paragraph starts."""
    assert [sentence.line for sentence in readability.sentences(PAGE)][:5] == [7, 7, 7, 10, 11]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", 0.39 * 6 + 11.8 * 6 / 6 - 15.59),
        ("The cat sat. It was hot.", 0.39 * 3 + 11.8 * 6 / 6 - 15.59),
        ("You pay attention.", 0.39 * 3 + 11.8 * 5 / 3 - 15.59),
    ],
)
def test_grade_is_flesch_and_kincaids(text, expected):
    """The grade follows the published formula: words a sentence, and syllables a word."""
    assert expected == pytest.approx(readability.grade(readability.sentences(text)))


def test_explained_term_does_not_make_a_text_harder():
    """The syllables of a medical term are left out of the average; the term still counts as a word of its sentence."""
    plain = readability.sentences("It is a kind of cramp.")
    term = readability.sentences("It is a kind of fasciculation.")
    assert readability.grade(plain) == pytest.approx(readability.grade(term))


def test_hard_page_is_named_with_what_to_mend():
    """A page above the grade is one problem, with its hardest words and its longest sentence."""
    hard = "Notwithstanding considerable epidemiological heterogeneity, practitioners occasionally investigate."
    (problem,) = readability.check_page("docs/a.md", f"\n{hard}\n")
    assert str(problem).startswith("docs/a.md:1: page: has the grade ")
    assert "more than 8: use everyday words (hardest: epidemiological" in str(problem)
    assert str(problem).endswith("(longest: line 2)")


def test_long_sentence_is_named_with_its_line():
    """A sentence of 26 words is a problem, one of 25 is none."""
    words = "go " * 25
    assert list(readability.check_page("docs/a.md", f"{words.strip()}.\n")) == []
    (problem,) = readability.check_page("docs/a.md", f"\n\n{words}on.\n")
    assert str(problem) == "docs/a.md:3: sentence 'go go go go go …': has 26 words, more than 25: make it two"


def test_words_of_the_checker_are_measured_by_their_key():
    """In a table of the checker only what is shown to readers counts, up to grade 6, with its line."""
    table = '[[rule]]\nid = "a"\nwhen = "incomprehensible.considerations"\nbecause = "Call a doctor today."\n'
    assert list(readability.check_table("rules.toml", table)) == []
    hard = table + '[[rule]]\nbecause = "Complicated deterioration necessitates immediate professional evaluation."\n'
    (problem,) = readability.check_table("rules.toml", hard)
    assert str(problem).startswith("rules.toml:1: table: has the grade")
    assert str(problem).endswith("(longest: line 6)")


@pytest.mark.parametrize(("text", "code"), [("You can walk.\n", 0), ("go " * 26 + "\n", 1)])
def test_command_fails_on_problems(tmp_path, text, code):
    """Run on a folder, it prints every problem and ends with 1; without any it says so and ends with 0."""
    (tmp_path / "a.md").write_text(text)
    done = subprocess.run(
        [sys.executable, ROOT / "hooks" / "parts" / "readability.py", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (code, "") == (done.returncode, done.stderr)
    assert ("has 26 words" in done.stdout) == bool(code)
