"""The report on a topic, and the file that keeps what it found."""

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from second_topic import TOPIC, TOPICS
from support import SAMPLE, sample_found
from symptom_checker_workshop import report
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.proofs.proof import Example, PropertyResult, patterns_of, power
from symptom_checker_workshop.proofs.words import Words
from symptom_checker_workshop.tables.read import read


@pytest.fixture
def topic(tmp_path) -> Path:
    """A small topic of one's own to change, of which nothing was kept."""
    return Path(shutil.copytree(TOPICS / TOPIC, tmp_path / TOPIC))


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_found_is_read_again_while_nothing_that_decides_changes(topic, tmp_path):
    """The second time the report is the same, and comes from the file: what was changed there by hand is told."""
    first = report.verify_if_changed(read(topic), tmp_path / "cache")
    assert report.verify_if_changed(read(topic), tmp_path / "cache") == first
    _change(tmp_path / "cache" / TOPIC / report.KEPT, '"V13"', '"V99"')
    again = report.verify_if_changed(read(topic), tmp_path / "cache")
    assert [result.number for result in again.results][-1] == "V99"


def test_the_file_beside_the_tables_comes_first(topic, tmp_path):
    """What `verify` kept with the topic is used without looking further, and nothing is written anywhere."""
    tables = read(topic)
    assert report.keep(tables, report.verify(tables), topic)
    assert report.verify_if_changed(tables, tmp_path / "cache") == report.preview(tables, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
    assert not report.keep(tables, report.preview(tables, tmp_path / "cache"), topic)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules.toml", 'route = "call-911"', 'route = "er"'),
        ("rules.toml", 'when = "danger.chest"', 'when = "danger.chest or danger.breathing"'),
        ("questions.toml", 'cap = "urgent"', 'cap = "routine"'),
        ("questions.toml", 'role = "red_flag"', 'role = "context"'),
        ("advice.toml", 'levels = ["self-care"', 'levels = ["urgent", "self-care"'),
        ("advice.toml", 'when = "kind.hic"', 'when = "length.under"'),
        ("cases.toml", 'answers = { danger = ["chest"] }', 'answers = { danger = ["unsure:chest"] }'),
        ("cases.toml", 'rules = ["danger-chest"]', "rules = []"),
        ("questions.toml", 'silent = "it is no sign"', 'silent = ""'),
        ("questions.toml", 'text = "A big meal"', 'text = "A big meal"\nharmless = true'),
        ("kinds.toml", 'against = "length.long"', 'against = "length.long"\neveryday = { kind = ["hic"] }'),
        ("rules.toml", 'when = "length.long and age_50_plus"', 'when = "(length.long) and age_50_plus"'),
    ],
)
def test_what_was_kept_is_of_no_use_when_what_decides_has_changed(topic, file, old, new):
    """A condition as it is written, a level, a route, a cap, what a case expects or what is silent is in the key."""
    before = report.fingerprint(read(topic))
    _change(topic / file, old, new)
    assert report.fingerprint(read(topic)) != before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules.toml", 'because = "', 'because = "Today: '),
        ("questions.toml", 'text = "', 'text = "Today: '),
        ("questions.toml", 'why = "', 'why = "Today: '),
        ("advice.toml", 'text = "', 'text = "Today: '),
        ("kinds.toml", 'title = "', 'title = "Today: '),
        ("causes.toml", 'text = "', 'text = "Today: '),
        ("levels.toml", 'heading = "', 'heading = "Today: '),
        ("cases.toml", 'story = "', 'story = "Today: '),
        ("facts.toml", 'text = "', 'text = "Today: '),
        ("hazards.toml", 'effect = "', 'effect = "Today: '),
        ("rules.toml", 'facts = ["SER-41", "SER-51c"]', 'facts = ["SER-51c"]'),
        ("topic.toml", 'version = "', 'version = "1.'),
        ("rules.toml", "[[rule]]", "# A remark.\n\n[[rule]]"),
    ],
)
def test_words_are_proved_once(topic, file, old, new):
    """A text, a source, a version or a remark that changes leaves what was kept in use."""
    before = report.fingerprint(read(topic))
    _change(topic / file, old, new)
    assert report.fingerprint(read(topic)) == before


CODE = '"""Says."""\nLIMIT = 3\ndef more(n):\n    return (n + 1)\n'
SAME = '''"""Says more."""

LIMIT = 3  # screens


def more(n):
    """Return more."""
    return (
        n + 1
    )
'''


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        (SAME, True),
        (CODE.replace("3", "4"), False),
        (CODE.replace("1", '"1"'), False),
        (CODE.replace("    return", "    if n:\n        n\n    return"), False),
    ],
)
def test_remarks_in_the_code_that_judges_are_words_too(tmp_path, changed, is_same):
    """A comment, a docstring or a line break changes no key; any other change of the code does."""
    before, after = tmp_path / "before.py", tmp_path / "after.py"
    before.write_text(CODE)
    after.write_text(changed)
    assert (report.without_remarks(after) == report.without_remarks(before)) == is_same


def test_a_file_that_a_merge_left_in_halves_is_named_with_its_line(topic, tmp_path):
    """What is not JSON stops a build with the line and the command that writes the file again; `[]` is of no use."""
    tables = read(topic)
    (topic / report.KEPT).write_text('{\n<<<<<<< ours\n "key": "a",\n=======\n "key": "b",\n>>>>>>> theirs\n')
    with pytest.raises(
        KnowledgeError, match=r"proofs.json:2: file: is not JSON .*: run `python -m symptom_checker verify`"
    ):
        report.preview(tables, tmp_path)
    (topic / report.KEPT).write_text("[]")
    assert not report.preview(tables, tmp_path).verified


def test_what_is_broken_is_not_kept(topic):
    """A case that does not hold is reported with its counterexample and never written to the file."""
    _change(topic / "cases.toml", 'rules = ["danger-chest"]', 'rules = ["danger-breathing"]')
    tables = read(topic)
    found_now = report.verify(tables)
    assert [result.number for result in found_now.broken] == ["V13"]
    assert not report.keep(tables, found_now, topic)
    assert not (topic / report.KEPT).exists()


def test_a_preview_does_not_wait_for_proofs(topic, tmp_path):
    """While someone writes, a rule that changed gives a report that says so and claims nothing that is not known."""
    tables = read(topic)
    report.keep(tables, report.verify(tables), topic)
    assert report.preview(tables, tmp_path).verified
    _change(topic / "rules.toml", 'when = "danger.chest"', 'when = "danger.chest or danger.breathing"')
    shown = report.preview(read(topic), tmp_path)
    assert not shown.verified
    assert [result.number for result in shown.results] == ["V1"]
    assert (shown.patterns, shown.stopping, shown.cases.stories) == ((), (), 0)


def test_every_row_of_every_table_is_counted_once():
    """The first property is said to rest on as many rows as the files hold."""
    files = [file for file in SAMPLE.glob("*.toml") if file.name != "topic.toml"]
    tables = [table for file in files for table in tomllib.loads(file.read_text(encoding="utf-8")).values()]
    (well_formed,) = [result for result in sample_found().results if result.number == "V1"]
    assert well_formed.checks == sum(len(table) for table in tables)


def test_only_some_properties_stop_the_build():
    """What could harm a reader stops the build; a rule that adds nothing does not."""
    results = [
        PropertyResult(number=number, name="one_level", how="proved", checks=1, failures=("broken",))
        for number in ("V2", "V5", "V8", "V18", "V19", "V20", "V21", "V22")
    ]
    broken = replace(sample_found(), results=tuple(results))
    assert [result.number for result in broken.broken] == ["V2", "V5", "V8", "V18", "V19", "V20", "V21", "V22"]
    assert [result.number for result in broken.stopping] == ["V2", "V8", "V18", "V20", "V21"]


def test_large_numbers_are_told_in_two_digits():
    """A number with 70 places is told as a power of ten, a share likewise; what can be read stays as it is."""
    assert power(41 * 10**69) == "4.1 × 10⁷⁰"
    assert power(0.00012) == "1.2 × 10⁻⁴"
    assert [patterns_of(number) for number in (0, 1, 1892)] == ["0 patterns", "1 pattern", "1,892 patterns"]


def test_every_property_has_its_words():
    """Each result is said in one sentence with its numbers filled in, and no words are left over."""
    words = Words.default()
    for result in sample_found().results:
        assert "{" not in words.says(result) + words.covers(result)
    told = {result.name for result in sample_found().results} | {"things", "changes", "named", "shares"}
    assert {
        "nothing_released",
        "no_cards",
        "no_short_paths",
        "one_slip_unreleased",
        "paper_form",
    } >= words.table.keys() - told


def test_changes_since_the_last_release_are_told_by_level():
    """What rises stands before what falls, each with its patterns; without any of them that is said."""
    rise = Example(change="rise", patterns=1, level="urgent", answers={})
    fall = replace(rise, change="fall", patterns=1_000_000)
    result = PropertyResult(
        number="V15",
        name="falls_signed",
        how="counted",
        checks=1,
        values={"before": "1"},
        failures=(),
        examples=(fall, rise),
    )
    words = Words.default()
    assert words.says(result).endswith(": 1 pattern rise to urgent; 1.0 × 10⁶ patterns fall below urgent.")
    assert words.says(replace(result, examples=())).endswith(": none rises or falls.")
    assert "1 pattern rise to urgent, the smallest: every list answered with none" == words.example(rise, ())
