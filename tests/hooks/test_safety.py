"""The figures on the page "How safe is it?"."""

import html as html_text
import re
from dataclasses import replace

import pytest

from support import FRAGMENTS, sample_found, sample_tables
from symptom_checker_workshop.cases.accuracy import Scorecard, score_first, scorecard
from symptom_checker_workshop.cases.readers import Agreement, ReaderFigures, RoundFigures
from symptom_checker_workshop.proofs.words import Words
from symptom_checker_workshop.tables.rows import Reader, ReaderStudy, Story
from symptom_site import editorial
from symptom_site.components.safety import safety_page as safety
from symptom_site.components.templates import Fragments

WORDS = Words.default()


@pytest.fixture(scope="module")
def html() -> str:
    """The figures of the sample topic."""
    return safety.render(sample_tables(), sample_found(), FRAGMENTS)


def test_every_property_is_told_with_what_it_covers(html):
    """Each property stands there with its sentence, its number of checks, and that it holds."""
    assert html.count(": holds</dt>") == len(sample_found().results)
    for result in sample_found().results:
        checks = "1 check" if result.checks == 1 else f"{result.checks:,} checks"
        assert f"<small>{checks} over {WORDS.covers(result)}" in html


def test_a_property_stands_under_the_way_in_which_it_was_found(html):
    """Only what was decided for all answers is called proved; lint, samples and cases have headings of their own."""
    sections = dict(part.split("</h3>", 1) for part in html.split('id="measured"')[0].split("<h3>")[1:])
    assert {title: re.findall(r"<dt>(V\d+):", section) for title, section in sections.items() if "<dt>" in section} == {
        "Proved": ["V2", "V2", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V8", "V9", "V12", "V17", "V17", "V18", "V20"],
        "Counted": ["V14", "V15", "V19"],
        "Checked": ["V1", "V21", "V22"],
        "Sampled": ["V10", "V11"],
        "Tried on cases": ["V13", "V17", "V17", "V19"],
    }


def test_examples_are_told_in_the_words_of_the_day(html):
    """What rose or fell since the last release is shown with the options as they are worded now."""
    (compared,) = [result for result in sample_found().results if result.number == "V15"]
    said = [WORDS.example(example, sample_tables().option_texts) for example in compared.examples]
    assert said
    for text in said:
        assert text in html_text.unescape(html)


def test_signs_that_a_property_names_are_told_in_words(html):
    """The signs on which an emergency hangs alone are listed, and what may go without a word, with its reason."""
    text = html_text.unescape(html)
    named = {result.name: result.findings for result in sample_found().results if result.findings}
    assert set(named) == {"single_points", "signs_heard"}
    for name in (*named["single_points"], *named["signs_heard"]):
        option = sample_tables().options[name]
        assert f"<li>{option.text}{': ' * bool(option.silent)}{option.silent}</li>" in text


def test_a_preview_of_rules_that_are_not_proved_says_so():
    """Before the proofs the page claims nothing but what lint found, and says that they are missing."""
    nobody = Scorecard(rows=(), critical=0)
    checked = tuple(result for result in sample_found().results if result.number == "V1")
    unproved = replace(
        sample_found(), verified=False, patterns=(), results=checked, first=nobody, now=nobody, cases=nobody
    )
    html = safety.render(sample_tables(), unproved, FRAGMENTS)
    assert "The rules have changed and are not yet proved." in html
    assert re.findall(r"<dt>(V\d+):", html) == ["V1"]
    assert "patterns" not in html


def test_a_property_that_does_not_hold_says_so():
    """Nothing is left out when a property is broken: its counterexample is shown."""
    broken = replace(sample_found().results[0], failures=("a case that shows it",))
    html = safety.render(sample_tables(), replace(sample_found(), results=(broken,)), FRAGMENTS)
    assert f"<dt>{broken.number}: does not hold</dt>" in html
    assert "<strong>a case that shows it</strong>" in html


def test_what_waits_for_a_clinician_is_shown(html):
    """Each open decision of the hazards stands on the page."""
    waiting = [hazard for hazard in sample_tables().hazards.values() if hazard.open]
    assert len(waiting) >= 5
    for hazard in waiting:
        assert f"Open: {hazard.open}." in html_text.unescape(html)


def test_stories_that_came_out_too_low_are_counted_in_the_open():
    """Under-triage, its critical part and the bounds are told as they are."""
    story = Story(id="s", story="s", answers={}, level="emergency", source="x", first="routine")
    card = score_first([story, replace(story, first="emergency")])
    html = safety.render(sample_tables(), replace(sample_found(), first=card), FRAGMENTS)
    assert "(critical under-triage): 1." in html
    assert "the sources ask for: 50.0%" in html
    assert "from 1.3% to 98.7%" in html


def test_a_site_says_properties_in_its_own_words(tmp_path):
    """The words for what was found are a site's own where it sets them."""
    (tmp_path / editorial.NAME).write_text('[words.proofs.order]\nsays = "Order counts for nothing."\n')
    own, problems = editorial.read(tmp_path)
    assert [] == problems
    assert "Order counts for nothing." in safety.render(sample_tables(), sample_found(), Fragments.of(own))


def _studied() -> RoundFigures:
    """A round of one reader: an emergency told to see a doctor, and an answer that no longer fits."""
    low = scorecard([("emergency", "routine"), ("self-care", "self-care")])
    right = scorecard([("emergency", "emergency")])
    reader = ReaderFigures(reader="neighbor", first=low, now=right, gone=1, open=0, unfit=2)
    apart = Agreement(question="kind", kappa=0.25, same=0.5, stories=7)
    rare = Agreement(question="danger", kappa=0.1, same=0.5, stories=2)
    return RoundFigures(set="measure", version="2026.1.0", stories=2, readers=(reader,), agreements=(rare, apart))


def test_what_readers_made_of_the_questions_is_told_with_bounds_and_who_they_were():
    """Each share has its bounds, first and now stand apart, and what was not counted is told."""
    study = ReaderStudy(readers={"neighbor": Reader(id="neighbor", who="Someone next door; no patient.")})
    html = html_text.unescape(
        safety.render(replace(sample_tables(), study=study), replace(sample_found(), readers=(_studied(),)), FRAGMENTS)
    )
    assert "<code>neighbor</code>: Someone next door; no patient." in html
    assert "<td>1 of 1<br><small>2.5% to 100.0%</small></td>" in html
    assert (
        '<tr><th scope="row">2026.1.0, neighbor</th><td>1 of 2</td><td>1 of 2</td><td>0 of 1</td><td>1 of 1</td></tr>'
        in html
    )
    assert "Not counted: 1 answers from before a question changed, and 0" in html
    assert "no answer fitted well: 2." in html


def test_a_round_of_a_few_stories_does_not_stand_for_its_set():
    """Of each set the newest of the rounds with the most stories is told, as a few do not stand for all."""
    few = replace(_studied(), version="2026.2.0", stories=1)
    html = safety.render(sample_tables(), replace(sample_found(), readers=(_studied(), few)), FRAGMENTS)
    assert "the questions of version 2026.1.0." in html
    assert "the questions of version 2026.2.0." not in html


def test_questions_that_readers_took_in_different_ways_are_named():
    """The lowest kappa stands with the words of its question; one that hardly anyone was asked says too little."""
    html = safety.render(sample_tables(), replace(sample_found(), readers=(_studied(),)), FRAGMENTS)
    assert (
        f'<th scope="row">{sample_tables().questions["kind"].text}</th><td>0.25</td><td>7</td>'
        in html_text.unescape(html)
    )
    assert "<td>0.10</td>" not in html


def test_a_topic_without_a_study_claims_nothing_of_readers(html):
    """No heading stands over nothing."""
    assert 'id="readers"' not in html
