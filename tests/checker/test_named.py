"""Reasons that say what the reader ticked, and nothing else."""

from support import sample_tables
from symptom_checker_workshop.named import because, in_general
from symptom_checker_workshop.proofs.words import Words

RULE = sample_tables().rules["child-clotting"]
WORDS = Words.default().table["named"]


def _named_text(findings: tuple[str, ...], not_sure: tuple[str, ...] = ()) -> str:
    return because(RULE, findings, not_sure, sample_tables(), WORDS)


def test_a_reason_names_only_what_was_ticked():
    """One sign of two that the rule could hold for is named, the other one is not."""
    said = _named_text(("who.child", "about.clotting"))
    assert said == "A child needs care now for this nosebleed, because your blood does not clot well."


def test_a_reason_names_all_that_was_ticked():
    """Two signs are told together, in the order in which the rule names them."""
    said = _named_text(("who.child", "about.thinner", "about.clotting"))
    assert said.endswith("because you take a blood thinner and your blood does not clot well.")


def test_a_doubt_is_told_as_a_doubt():
    """A sign that was not sure is told with maybe, and a whole list that was not sure without naming its signs."""
    assert _named_text(("about.thinner",), ("about.thinner",)).endswith("because maybe you take a blood thinner.")
    whole = _named_text(("about.thinner", "about.clotting"), ("about",))
    assert whole.endswith("because you were not sure about one of these.")


def test_where_it_stands_for_all_readers_a_reason_names_nobody():
    """The paper form and the list of rules say the reason without a reader's answers."""
    assert in_general(RULE, WORDS) == "A child needs care now for this nosebleed, because of what you marked."
