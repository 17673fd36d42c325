"""Why a question is asked, and why another was not."""

from support import sample, walk
from symptom_checker.answers import read
from symptom_checker.asking import progress
from symptom_checker.why import Skipped, Why, why_asked, why_skipped

CALM = {"kind": ["front"], "length": ["short"], "often": ["rare"]}


def _why(answers):
    reading = read(sample(), answers)
    now = progress(sample(), reading)
    return now.question.id, why_asked(sample(), reading, now.question, now.matters_for)


def test_a_follow_up_names_the_answer_that_brought_it_up():
    """The dose is asked for because the medicine was chosen, and it can change the level."""
    given = {"danger": ["none"], "who": ["me"], "injury": ["none"], "about": ["thinner"]}
    assert _why(given) == ("dose", Why(because_of=("about.thinner",), matters_for="level"))


def test_a_question_for_everyone_names_no_answer():
    """What everyone is asked whom the checker is for names no reason; age is not told as one."""
    asked, why = _why({"danger": ["none"], "who": ["me"]})
    assert (asked, why) == ("injury", Why(because_of=(), matters_for="level"))


def test_what_was_not_asked_tells_its_reason():
    """After a calm path the follow-ups were led to by nothing; after an emergency the rest could change nothing."""
    path, calm = walk(sample(), CALM)
    skipped = {row.question: row.reason for row in why_skipped(sample(), read(sample(), calm))}
    assert skipped["dose"] == "not_led_to"
    assert not set(path) & set(skipped)
    reading = read(sample(), {"danger": ["heavy"]})
    assert Skipped(question="who", reason="settled") in why_skipped(sample(), reading)


def test_each_question_is_either_asked_or_told_with_a_reason():
    """Together, the questions asked and those skipped are all that can be asked before a result."""
    path, answers = walk(sample(), CALM | {"signs": ["pale"]})
    skipped = [row.question for row in why_skipped(sample(), read(sample(), answers))]
    assert sorted(path + skipped) == sorted(item.id for item in sample().questions if not item.after_result)


def test_the_count_of_likely_questions_falls_to_one_on_the_calm_path():
    """The number of screens still to come falls with each answer, by two where a follow-up is led to by nothing."""
    given, counts = {}, []
    path, answers = walk(sample(), CALM)
    for name in path:
        counts.append(progress(sample(), read(sample(), given)).likely)
        given[name] = answers[name]
    assert counts == [8, 7, 6, 5, 3, 2, 1]
