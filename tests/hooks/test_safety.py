"""The figures on the page "How safe is it?"."""

from dataclasses import replace

import pytest

from parts import safety
from support import found, real_tables
from symptom_checker_workshop.scorecard import score_first
from symptom_checker_workshop.tables import Story


@pytest.fixture(scope="module")
def html() -> str:
    """The figures of the real topic."""
    return safety.render(real_tables(), found())


def test_every_property_is_told_with_what_it_covers(html):
    """Each property stands there with its sentence, its number of checks, and that it holds."""
    assert html.count(": holds</dt>") == len(found().proofs)
    for proof in found().proofs:
        assert f"{proof.checks} checks over {proof.covers}" in html


def test_a_property_that_does_not_hold_says_so():
    """Nothing is left out when a property is broken: its counterexample is shown."""
    broken = replace(found().proofs[0], failures=("a case that shows it",))
    html = safety.render(real_tables(), replace(found(), proofs=(broken,)))
    assert f"<dt>{broken.number}: does not hold</dt>" in html
    assert "<strong>a case that shows it</strong>" in html


def test_what_waits_for_a_clinician_is_shown(html):
    """Each open decision of the hazards stands on the page."""
    waiting = [hazard for hazard in real_tables().hazards.values() if hazard.open]
    assert len(waiting) >= 9
    for hazard in waiting:
        assert f"Open: {hazard.open}." in html


def test_stories_that_came_out_too_low_are_counted_in_the_open():
    """Under-triage, its critical part and the bounds are told as they are."""
    story = Story(id="s", story="s", answers={}, level="emergency", source="x", first="routine")
    card = score_first([story, replace(story, first="emergency")])
    html = safety.render(real_tables(), replace(found(), first=card))
    assert "(critical under-triage): 1." in html
    assert "the sources ask for: 50.0 %" in html
    assert "from 1.3 % to 98.7 %" in html
