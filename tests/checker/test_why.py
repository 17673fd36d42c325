"""Why a question is asked, and why another was not."""

from support import real, walk
from symptom_checker.answers import read
from symptom_checker.engine import progress
from symptom_checker.why import Skipped, Why, why_asked, why_skipped


def _why(answers):
    reading = read(real(), answers)
    now = progress(real(), reading)
    return now.question.id, why_asked(real(), reading, now.question, now.matters_for)


def test_a_follow_up_names_the_answer_that_brought_it_up():
    """Fainting with a seizure is asked about because the seizure was chosen, and it can change the level."""
    assert _why({"danger": ["seizure"]}) == ("seizure", Why(because_of=("danger.seizure",), matters_for="level"))


def test_a_question_for_everyone_names_no_answer():
    """The second danger list is asked of everyone whom the checker is for; age is not told as a reason."""
    asked, why = _why({"danger": ["none"], "who": ["me_65"]})
    assert (asked, why) == ("sudden", Why(because_of=(), matters_for="level"))


def test_what_was_not_asked_tells_its_reason():
    """After a calm path the follow-ups were led to by nothing; after an emergency the rest could change nothing."""
    path, calm = walk(real(), {"kind": ["night_leg"]})
    skipped = {row.question: row.reason for row in why_skipped(real(), read(real(), calm))}
    assert skipped["seizure"] == "not_led_to"
    assert not set(path) & set(skipped)
    reading = read(real(), {"danger": ["chest"]})
    assert Skipped(question="who", reason="settled") in why_skipped(real(), reading)


def test_each_question_is_either_asked_or_told_with_a_reason():
    """Together, the questions asked and those skipped are all that can be asked before a result."""
    path, answers = walk(real(), {"today": ["leg_swell"], "kind": ["other_cramp"], "place": ["calf"]})
    skipped = [row.question for row in why_skipped(real(), read(real(), answers))]
    assert sorted(path + skipped) == sorted(item.id for item in real().questions if not item.after_result)


def test_the_count_of_likely_questions_falls_to_one_on_the_calm_path():
    """On the calm path the number of screens still to come is exact from the first question on."""
    given, counts = {}, []
    path, answers = walk(real(), {})
    for name in path:
        counts.append(progress(real(), read(real(), given)).likely)
        given[name] = answers[name]
    assert counts == list(range(len(path), 0, -1))
