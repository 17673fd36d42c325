"""The measure of how hard words are to read."""

import os
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
    """The syllables of a term of the glossary are left out of the average; it still is a word of its sentence."""
    plain = readability.sentences("It is a kind of cramp.")
    term = readability.sentences("It is a kind of fasciculation.")
    assert readability.grade(plain) == pytest.approx(readability.grade(term, {"fasciculation"}))
    assert readability.grade(plain) < readability.grade(term)


def test_hard_page_is_named_with_what_to_mend():
    """A page above the grade is one problem, with its hardest words and its longest sentence."""
    hard = "Considerable epidemiological heterogeneity complicates international investigations."
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
    """In a table of the checker only what is shown to readers counts, up to grade 6 for all of it together."""
    table = '[[rule]]\nid = "a"\nwhen = "incomprehensible.considerations"\nbecause = "Call a doctor today."\n'
    assert list(readability.check_table("rules.toml", table)) == []
    hard = table + '[[rule]]\nbecause = "Complicated deterioration deserves professional evaluation."\n'
    (problem,) = readability.check_table("rules.toml", hard)
    assert str(problem).startswith("rules.toml:1: table: has the grade")
    assert str(problem).endswith("(longest: line 6)")


def test_each_text_of_the_checker_is_graded():
    """A text of 8 words above grade 6 is named with its line, in an easy table too; a shorter one has no grade."""
    easy = '[[rule]]\nbecause = "Go to bed and get some rest."\n' * 9
    hard = '[[rule]]\nbecause = "Stretching considerably improves most ordinary cramps at night."\n'
    short = '[[rule]]\nbecause = "Considerable improvements."\n'
    assert list(readability.check_table("rules.toml", easy + short)) == []
    (problem,) = readability.check_table("rules.toml", easy + hard)
    assert (20, "text 'Stretching considerably improves most ordinary …'") == (problem.line, problem.where)
    assert "more than 6: use everyday words (hardest: considerably, ordinary" in problem.what
    assert list(readability.check_table("rules.toml", easy + hard, {"considerably ordinary improves stretching"})) == []


def test_word_to_avoid_is_named_with_its_line_and_the_mend():
    """A word to avoid is a problem in the text, in a heading and in what stands in search results."""
    page = "---\ntitle: Acute cramps\nreview_by: acute\n---\n\n## A physician\n\nSee a doctor.\n\n- a chronic ache\n"
    problems = list(readability.check_page("docs/a.md", page))
    assert [(2, "'Acute'"), (6, "'physician'"), (10, "'chronic'")] == [(found.line, found.where) for found in problems]
    mend = "say 'sudden or new'; it may stand in brackets after that, or in the glossary"
    assert str(problems[0]) == f"docs/a.md:2: 'Acute': stops readers: {mend}"


def test_word_to_avoid_is_named_in_a_table():
    """In a table of the checker too such a word is a problem, with the line of its text."""
    (problem,) = readability.check_table("rules.toml", '[[rule]]\nid = "acute"\nbecause = "See a physician."\n')
    assert ("rules.toml", 3, "'physician'") == (problem.file, problem.line, problem.where)


def test_habit_of_passive_sentences_is_named():
    """Each passive sentence of a page with too many is a problem that says how many there are."""
    problems = list(readability.check_page("docs/a.md", "The leg is pulled up.\n\n" * 4 + "You can rest it now.\n"))
    assert [1, 3, 5, 7] == [problem.line for problem in problems]
    assert "is one of 4 passive sentences of 5, more than 10%: say who does it" in str(problems[0])


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a folder."""
    return subprocess.run(
        [sys.executable, "-m", "parts.readability", *options, folder],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("You can walk.\n", 0, "The words are easy to read."),
        ("go " * 26 + "\n", 1, "a.md:1: sentence 'go go go go go …': has 26 words"),
        ("Multiple sclerosis.\n", 0, "The words are easy to read."),
        ("Multiple signs.\n", 1, "a.md:1: 'Multiple': stops readers: say 'many'"),
    ],
)
def test_command_fails_on_problems(tmp_path, text, code, said):
    """Run on a folder, it prints every problem and ends with 1; without any it says so and ends with 0."""
    (tmp_path / "a.md").write_text(text)
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "glossary.md").write_text("## Multiple sclerosis\n")
    done = run(tmp_path)
    assert (code, "") == (done.returncode, done.stderr)
    assert said in done.stdout


def test_command_lists_the_hardest_pages(tmp_path):
    """On request it prints the grades of so many pages, the hardest first, and finds no fault with them."""
    for name, text in (("a", "It is hot."), ("b", "Complicated considerations."), ("c", "You can carry it.")):
        (tmp_path / f"{name}.md").write_text(f"{text}\n")
    done = run(tmp_path, "--worst", "2")
    assert (0, ["b.md", "c.md"]) == (done.returncode, [line[-4:] for line in done.stdout.splitlines()])


def test_hardest_texts_of_the_checker_stand_beside_the_pages(tmp_path):
    """The grade of each text of the checker is listed with its words, where it has words enough for a grade."""
    (tmp_path / "a.md").write_text("You can walk it off and it is soon gone.\n")
    hard = "Complicated deterioration necessitates immediate professional evaluation by some doctor."
    (tmp_path / "rules.toml").write_text(f'[[rule]]\nbecause = "{hard}"\n[[rule]]\nbecause = "Evaluation."\n')
    said = run(tmp_path, "--worst", "9").stdout.splitlines()
    assert len(said) == 2
    assert said[0].endswith(f"rules.toml: {hard}")
    assert said[1].endswith("a.md")
