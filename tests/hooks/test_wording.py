"""The measure of how hard words are to read."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from support import EDITORIAL, ROOT, SAMPLE_DOCS
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.study.sheet import WORDS as WORDS_OF_STUDY
from symptom_site import editorial
from symptom_site.checks import wording
from symptom_site.prose import linter
from symptom_site.prose.linter import Settings
from symptom_site.prose.passage import Passage, Sentence
from symptom_site.prose.readability import grade
from symptom_site.prose.syllables import Syllables
from symptom_site.source.blocks import parse

SYLLABLES = Syllables()
WORDS = SAMPLE_DOCS / "_plain_words.toml"

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
    return [" ".join(sentence.words) for sentence in sentences(markdown)]


def sentences(markdown: str) -> list[Sentence]:
    """The sentences that are measured."""
    text = wording.passages(parse("a.md", markdown))
    return [sentence for passage in text if passage.role == "text" for sentence in passage.sentences()]


def settings(*terms: str) -> Settings:
    """How this site is measured when it explains these terms."""
    measure, problems = wording.settings(WORDS, EDITORIAL.prose, terms, SYLLABLES)
    assert problems == []
    return measure


def page_problems(markdown: str) -> list[Problem]:
    """What makes a page hard to read."""
    return list(wording.check_page(parse("docs/a.md", markdown), settings()))


def table_problems(toml: str, *terms: str) -> list[Problem]:
    """What makes the words of a table hard to read."""
    return list(wording.check_table("rules.toml", wording.table(toml), settings(*terms)))


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
    assert [sentence.line for sentence in sentences(PAGE)][:5] == [7, 7, 7, 10, 11]


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
    assert expected == pytest.approx(grade(sentences(text), SYLLABLES))


def test_explained_term_does_not_make_a_text_harder():
    """The syllables of a term of the glossary are left out of the average; it still is a word of its sentence."""
    plain = grade(sentences("It is a kind of cramp."), SYLLABLES)
    term = sentences("It is a kind of fasciculation.")
    assert plain == pytest.approx(grade(term, SYLLABLES, settings("fasciculation").hard))
    assert plain < grade(term, SYLLABLES)


def test_hard_page_is_named_with_what_to_change():
    """A page above the grade is one problem, with its hardest words and its longest sentence."""
    hard = "Considerable epidemiological heterogeneity complicates international investigations."
    (problem,) = page_problems(f"\n{hard}\n")
    assert str(problem).startswith("docs/a.md:1: page: has the grade ")
    assert "more than 8: use everyday words (hardest: epidemiological" in str(problem)
    assert str(problem).endswith("(longest: line 2)")


def test_long_sentence_is_named_with_its_line():
    """A sentence of 26 words is a problem, one of 25 is none."""
    words = "go " * 25
    assert page_problems(f"{words.strip()}.\n") == []
    (problem,) = page_problems(f"\n\n{words}on.\n")
    assert str(problem) == "docs/a.md:3: sentence 'go go go go go …': has 26 words, more than 25: make it two"


def test_words_of_the_checker_are_measured_by_their_key():
    """In a table of the checker only what is shown to readers counts, up to grade 6 for all of it together."""
    table = '[[rule]]\nid = "a"\nwhen = "incomprehensible.considerations"\nbecause = "Call a doctor today."\n'
    assert table_problems(table) == []
    hard = table + '[[rule]]\nbecause = "Complicated deterioration deserves professional evaluation."\n'
    (problem,) = table_problems(hard)
    assert str(problem).startswith("rules.toml:1: table: has the grade")
    assert str(problem).endswith("(longest: line 6)")


def test_each_text_of_the_checker_is_graded():
    """A text of 8 words above grade 6 is named with its line, in an easy table too; a shorter one has no grade."""
    easy = '[[rule]]\nbecause = "Go to bed and get some rest."\n' * 9
    hard = '[[rule]]\nbecause = "Stretching considerably improves most ordinary cramps at night."\n'
    short = '[[rule]]\nbecause = "Considerable improvements."\n'
    assert table_problems(easy + short) == []
    (problem,) = table_problems(easy + hard)
    assert (20, "text 'Stretching considerably improves most ordinary …'") == (problem.line, problem.where)
    assert "more than 6: use everyday words (hardest: considerably, ordinary" in problem.what
    assert table_problems(easy + hard, "considerably ordinary improves stretching") == []


def test_word_to_avoid_is_named_with_its_line_and_the_fix():
    """A word to avoid is a problem in the text, in a heading and in what stands in search results."""
    page = "---\ntitle: Acute cramps\nreview_by: acute\n---\n\n## A physician\n\nSee a doctor.\n\n- a chronic ache\n"
    problems = page_problems(page)
    assert [(2, "'Acute'"), (6, "'physician'"), (10, "'chronic'")] == [(found.line, found.where) for found in problems]
    fix = "say 'sudden or new'; it may stand in brackets after that, or in the glossary"
    assert str(problems[0]) == f"docs/a.md:2: 'Acute': stops readers: {fix}"


def test_word_to_avoid_is_named_in_a_table():
    """In a table of the checker too such a word is a problem, with the line of its text."""
    (problem,) = table_problems('[[rule]]\nid = "acute"\nbecause = "See a physician."\n')
    assert ("rules.toml", 3, "'physician'") == (problem.file, problem.line, problem.where)


def test_habit_of_passive_sentences_is_named():
    """Each passive sentence of a page with too many is a problem that says how many there are."""
    problems = page_problems("The leg is pulled up.\n\n" * 4 + "You can rest it now.\n")
    assert [1, 3, 5, 7] == [problem.line for problem in problems]
    assert "is one of 4 passive sentences of 5, more than 10%: say who does it" in str(problems[0])


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs the command on a folder: its status, and what it prints; nothing of that is an error message."""

    def run_on(folder: Path, *options: str) -> tuple[int, str]:
        status = wording.main([*options, str(folder)])
        said, errors = capsys.readouterr()
        assert "" == errors
        return int(status), said

    return run_on


HEAD = "---\ntitle: A\n---\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("You can walk.\n", 0, "The words are easy to read."),
        ("go " * 26 + "\n", 1, "a.md:4: sentence 'go go go go go …': has 26 words"),
        ("Multiple sclerosis.\n", 0, "The words are easy to read."),
        ("Multiple signs.\n", 1, "a.md:4: 'Multiple': stops readers: say 'many'"),
        ("It’s calm.\n", 1, "a.md:4: file: is not saved as UTF-8 (byte 0x92, which is '’' in Windows-1252): save the"),
    ],
)
def test_command_fails_on_problems(run, tmp_path, text, code, said):
    """Run on a folder, it prints every problem and ends with 1; without any it says so and ends with 0."""
    (tmp_path / "a.md").write_bytes(f"{HEAD}{text}".encode("cp1252"))
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "glossary.md").write_text(f"{HEAD}## Multiple sclerosis\n")
    (tmp_path / "_plain_words.toml").write_bytes(WORDS.read_bytes())
    status, printed = run(tmp_path)
    assert code == status
    assert said in printed


def test_command_reads_numbers_in_their_place(run, tmp_path):
    """A number that is written once is measured by its words, and not by its id."""
    said = "See a doctor if a stiff neck is no better after [=stiff-neck-week], or if an arm tingles."
    (tmp_path / "rules.toml").write_text(f'[[rule]]\nbecause = "{said}"\n')
    (tmp_path / "numbers.toml").write_text('[[number]]\nid = "stiff-neck-week"\ntext = "a week"\n')
    assert run(tmp_path)[1] == "The words are easy to read.\n"
    (tmp_path / "numbers.toml").write_text("[[number]\n")
    assert "hardest: stiff-neck-week" in run(tmp_path)[1]


def test_command_names_what_cannot_be_read(tmp_path):
    """A front matter and a table that cannot be read are named with file and line, and nothing ends in a traceback."""
    (tmp_path / "a.md").write_text("---\ntitle: A: B\n---\n")
    (tmp_path / "rules.toml").write_text("[[rule]\n")
    command = [sys.executable, "-m", "symptom_site.checks.wording", tmp_path]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (1, "") == (done.returncode, done.stderr)
    assert "a.md:2: front matter: cannot be read (mapping values are not allowed in this context)" in done.stdout
    assert "rules.toml:1: file: cannot be read" in done.stdout


def test_command_lists_the_hardest_pages(run, tmp_path):
    """On request it prints the grades of so many pages, the hardest first, and finds no fault with them."""
    for name, text in (("a", "It is hot."), ("b", "Complicated considerations."), ("c", "You can carry it.")):
        (tmp_path / f"{name}.md").write_text(f"{text}\n")
    status, printed = run(tmp_path, "--worst", "2")
    assert (0, ["b.md", "c.md"]) == (status, [line[-4:] for line in printed.splitlines()])


def test_hardest_texts_of_the_checker_stand_beside_the_pages(run, tmp_path):
    """The grade of each text of the checker is listed with its words, where it has words enough for a grade."""
    (tmp_path / "a.md").write_text("You can walk it off and it is soon gone.\n")
    hard = "Complicated deterioration necessitates immediate professional evaluation by some doctor."
    (tmp_path / "rules.toml").write_text(f'[[rule]]\nbecause = "{hard}"\n[[rule]]\nbecause = "Evaluation."\n')
    said = run(tmp_path, "--worst", "9")[1].splitlines()
    assert len(said) == 2
    assert said[0].endswith(f"rules.toml: {hard}")
    assert said[1].endswith("a.md")


@pytest.mark.parametrize(("longest", "named"), [(5, True), (6, False)])
def test_limit_of_a_sentence_is_a_setting(longest, named):
    """How long a sentence may be is told by the settings, so that a site can have its own limit."""
    limits = replace(EDITORIAL.prose, longest_sentence=longest)
    measure = Settings(syllables=SYLLABLES, avoid=settings().avoid, limits=limits)
    text = [Passage(line=1, text="You can go to bed now.")]
    assert named is bool(list(linter.check("a.md", text, measure, highest=8, what="page")))


@pytest.mark.parametrize(("exact", "told"), [(6.04, []), (6.06, ["has the grade 6.1, more than 6"])])
def test_grade_is_held_against_the_limit_as_it_is_told(exact, told):
    """A grade that is told as 6.0 is not called more than 6."""
    syllables = (exact + 15.59 - 0.39 * 2) / 11.8  # of each of two words
    measure = Settings(syllables=lambda _: syllables, avoid=settings().avoid, limits=EDITORIAL.prose)
    found = linter.check("a.md", [Passage(line=1, text="a b")], measure, highest=6, what="page")
    assert told == [problem.what.partition(":")[0] for problem in found]


def test_words_of_the_generator_are_easy_to_read():
    """What the generator says by itself keeps the limits of the checker, by component and text by text."""
    said = wording.words(EDITORIAL)
    assert {"checker", "paper", "offline", "proofs", "safety"} <= {component for _, component in said}
    assert [] == [str(found) for key, text in said.items() for found in wording.check_words(*key, text, settings())]


def test_own_words_of_a_site_are_measured_with_their_line(tmp_path):
    """Words that a site says in place of a default are named with its file and line when they are hard to read."""
    hard = "Considerable international investigations complicate the epidemiological heterogeneity of it all."
    (tmp_path / "_editorial.toml").write_text(f'[words.offline]\nlater = "Later"\nfull = "{hard}"\n')
    own, problems = editorial.read(tmp_path)
    assert [] == problems
    said = [
        str(found) for key, text in wording.words(own).items() for found in wording.check_words(*key, text, settings())
    ]
    assert ["docs/_editorial.toml:3: text 'Considerable international", "docs/_editorial.toml:1: 'words.offline'"] == [
        problem.partition(" investigations")[0].partition(": has")[0] for problem in said
    ]


def test_words_of_the_generator_are_measured_as_the_region_says_them():
    """A region's phrases hold in the words of the generator too, and blanks are no words."""
    own = replace(EDITORIAL, words={"offline": {"saving": "Save part {part} of the color."}})
    ((key, (passage,)),) = wording.words(own, lambda text: text.replace("color", "colour")).items()
    assert (("editorial.toml", "offline"), "Save part   of the colour.") == (key, passage.text)
    assert EDITORIAL.places["words.offline.saving"][1] == passage.line


@pytest.mark.parametrize(
    ("limit", "strict", "lax"),
    [
        ("article_grade", -9, 99),
        ("longest_sentence", 3, 99),
        ("passive_allowed", 0, 99),
        ("passive_share", 0.0, 1.0),
    ],
)
def test_each_limit_of_a_page_is_a_setting(limit, strict, lax):
    """A stricter limit of a site's own names a page, and a laxer one does not."""
    page = parse("docs/a.md", "The leg was pulled by me. The arm was held up high. I go. We were told so.\n")
    other = {"longest_sentence": 99, "passive_share": 0.0, "passive_allowed": 0, "article_grade": 99}
    if limit.startswith("passive"):
        other.pop(limit)
    else:
        other |= {"passive_share": 1.0}
    for value, named in ((strict, True), (lax, False)):
        limits = replace(EDITORIAL.prose, **{**other, limit: value})
        measure, _ = wording.settings(WORDS, limits, (), SYLLABLES)
        assert named is bool(list(wording.check_page(page, measure)))


@pytest.mark.parametrize(("changes", "named"), [({}, 0), ({"checker_grade": 1.0}, 1), ({"graded": 5}, 1)])
def test_each_limit_of_the_checker_is_a_setting(changes, named):
    """The grade of the checker's words, and from how many words on a text has one of its own, are a site's to set."""
    easy = '[[rule]]\nbecause = "Go to bed and get some rest at home."\n' * 9
    toml = easy + '[[rule]]\nbecause = "Deterioration deserves evaluation in hospital."\n'
    measure, _ = wording.settings(WORDS, replace(EDITORIAL.prose, **changes), (), SYLLABLES)
    assert named == len(list(wording.check_table("rules.toml", wording.table(toml), measure)))


def test_what_is_printed_for_readers_of_a_study_and_for_clinicians_is_plain():
    """The words of the sheet of questions and of the exam together are of grade 6 at most, as a page is."""
    values = [item for table in WORDS_OF_STUDY.values() for item in table.values()]
    texts = [text for item in values for text in ([item] if isinstance(item, str) else item)]
    assert grade([part for text in texts for part in sentences(text)], SYLLABLES) <= 6
