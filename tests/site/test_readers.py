"""The reader study and the exam of this site's topic."""

import this_site
from symptom_checker_workshop.cases.exam import choose
from symptom_checker_workshop.study import exam_page

SETS = this_site.tables().study.sets


def test_the_study_is_large_and_wide_enough():
    """150 stories or more, 60 of them to measure by, a third after public accounts, of people from 12 to 95."""
    stories = [story for group in SETS.values() for story in group.stories.values()]
    assert len(stories) >= 150
    assert len(SETS["measure"].stories) >= 60
    assert 3 * sum(bool(story.account) for story in stories) >= len(stories)
    ages = [story.age for story in stories]
    assert min(ages) <= 12
    assert max(ages) >= 95


def test_two_readers_answered_each_story():
    """Every story has answers, and two in each round that has any, so that it can be told where readers differ.

    A story that moved from one set to the other has its answers in the rounds in which it was asked.
    """
    for group in SETS.values():
        asked = [[answer.story for answer in answers.values()] for answers in group.rounds.values()]
        assert set(group.stories) == {name for stories in asked for name in stories}
        assert all(stories.count(name) >= 2 for stories in asked for name in stories)


def test_the_page_says_that_language_models_are_no_patients():
    """Who the readers were is told as it is."""
    for reader in this_site.tables().study.readers.values():
        assert "language model" in reader.who.lower()
        assert "not a patient" in reader.who


def test_the_exam_fits_in_two_hours():
    """A clinician can go through the open decisions and all stories in two hours, and few more than needed are asked."""
    choice = choose(this_site.tables(), this_site.compiled())
    assert exam_page.minutes(this_site.tables(), choice) <= 120
    assert len(choice.runs) <= 1.1 * choice.at_least
