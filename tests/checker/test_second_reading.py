"""The second reading of the rules agrees with the first on sound tables, and names each way in which it does not."""

from dataclasses import replace

import pytest

from support import rule, sample, sample_tables, small, symbolic
from symptom_checker.expression import All, AtLeast, Finding, Some
from symptom_checker_workshop.proofs import properties as prove
from symptom_checker_workshop.proofs.encode import SymbolicAnswers, SymbolicRules
from symptom_checker_workshop.proofs.replay import contradiction_of_path
from symptom_checker_workshop.proofs.second_reading import ReadingError, SecondReading, readings_agree
from symptom_checker_workshop.proofs.symbolic_flow import Asking
from symptom_checker_workshop.tables.rows import Knowledge


def _tables(**changes: object) -> Knowledge:
    """Return the sample's tables with one rule, whose fields the changes set."""
    one = replace(sample_tables().rules["knock"], **changes)  # type: ignore[arg-type]
    return replace(sample_tables(), rules={"knock": one})


def _logic(when, level="urgent"):
    """Return the sample's questions with one rule, as the first reading has it."""
    return small(sample().questions, (rule("knock", level, when),))


SHAPE, LUMP, KNOCK, BRUISES = (
    Finding(name) for name in ("injury.shape", "injury.lump", "injury.knock", "signs.bruises")
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("injury.shape or injury.lump and injury.knock", Some((SHAPE, All((LUMP, KNOCK))))),
        ("(injury.shape or injury.lump) and signs.bruises", All((Some((SHAPE, LUMP)), BRUISES))),
        ("atleast(2, injury.shape, injury.lump, injury.knock)", AtLeast(2, (SHAPE, LUMP, KNOCK))),
        (
            "atleast(2, injury.shape or injury.lump, injury.knock, signs.bruises)",
            AtLeast(2, (Some((SHAPE, LUMP)), KNOCK, BRUISES)),
        ),
        ("kind.unsure and who.me", All((Finding("kind.unsure"), Finding("who.me")))),
    ],
)
def test_a_condition_means_the_same_to_both(written, meant):
    """Brackets, what binds tighter, "at least" and a whole question not sure are read alike, doubts and caps too."""
    for level in ("routine", "urgent", "emergency"):
        assert readings_agree(symbolic(_logic(meant, level)), _tables(when=written, level=level)).failures == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("injury.shape and injury.lump", "only the first reading gives urgent: "),
        ("injury.shape or injury.lump or injury.knock", "only the second reading gives urgent: "),
        ("injury.shape or not injury.lump", "the second reading stops: 'not' is no finding"),
        ("injury.shape or injury.lump)", "the second reading stops: 'injury.shape or injury.lump)': what does ')' do"),
        ("injury.shape ^ injury.lump", "the second reading stops: 'injury.shape ^ injury.lump': cannot read ' ^ "),
        ("atleast(3, injury.shape, injury.lump)", "the second reading stops: atleast(3, …) has 2 conditions"),
        ("atleast(two, injury.shape)", "'two' stands where a number belongs"),
        ("(injury.shape or injury.lump", "'' stands where ) belongs"),
        ("injury.shape or", "'' stands where a word belongs"),
    ],
)
def test_a_rule_that_the_two_read_otherwise_is_named(written, said):
    """What only one reading gives is shown with the smallest answers, and words that it cannot read are quoted."""
    found = readings_agree(symbolic(_logic(Some((SHAPE, LUMP)))), _tables(when=written))
    assert said in "\n".join(found.failures)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cap": "routine"}, "only the first reading gives urgent"),
        ({"ask_if": "who.child"}, "the readings differ in whether 'injury' is asked"),
        ({"option": ()}, "the readings differ in the red flags"),
    ],
)
def test_a_question_that_the_two_read_otherwise_is_named(change, said):
    """A doubt that is worth less, another condition for asking and a lost red flag are differences of the readings."""
    logic = replace(_logic(SHAPE), questions=sample().questions)
    tables = _tables(when="injury.shape")
    injury = tables.questions["injury"]
    change = (
        {"option": (replace(injury.option[0], role="", level=""), *injury.option[1:])} if "option" in change else change
    )
    tables = replace(tables, questions={**tables.questions, "injury": replace(injury, **change)})
    assert said in "\n".join(readings_agree(symbolic(logic), tables).failures)


def test_a_name_that_no_earlier_question_has_is_an_error():
    """The second reading knows only findings of questions before, and terms."""
    with pytest.raises(ReadingError, match=r"'injury.dent' is no finding of an earlier question, and no term"):
        SecondReading(_tables(when="injury.dent"), symbolic(sample()).answers.diagrams)


class _Careless(SymbolicRules):
    """A first reading with a fault: it takes a doubt for nothing."""

    def counts(self, finding, rank):
        del rank
        return self.answers.yes(finding)


def test_the_readings_differ_when_one_of_them_has_a_fault():
    """A fault in the code of one reading shows, and the engine says which one is wrong."""
    found = readings_agree(_Careless(SymbolicAnswers(sample())), sample_tables()).failures
    assert any(failure.startswith("only the second reading gives urgent") for failure in found)
    assert any("The engine does not confirm this: it gives urgent, and the proof says" in failure for failure in found)


def test_a_counterexample_that_the_engine_does_not_confirm_is_a_failure_too():
    """Where a proof claims a level that the engine does not give for these answers, that is told beside it."""
    told = prove._total(_Careless(SymbolicAnswers(sample()), words={})).failures
    assert [failure for failure in told if "self-care" in failure]
    confirmed = "The engine does not confirm this"
    assert sum(confirmed in failure for failure in told) == sum(confirmed not in failure for failure in told)


def test_a_path_that_the_engine_does_not_take_is_told():
    """Where a proof speaks of other questions than the engine asks, both are named."""
    asking = Asking(symbolic(sample()))
    never = asking.rules.answers.never
    values = asking.rules.answers.fewest(asking.rules.answers.complete)
    assert contradiction_of_path(asking, values) == ""
    asking.asked["often"] = never
    said = contradiction_of_path(asking, values)
    assert said.startswith("it asks danger, who, ")
    assert "often" in said.partition(", and the proof says ")[0]
    asking.rules.asked_if["often.rare"] = Finding("kind.back")
    said = contradiction_of_path(asking, values)
    assert said == "it asks 'often', of which the proof says that it does not apply"


def test_a_counterexample_that_the_engine_confirms_stands_alone():
    """A fault in the rules themselves is a fault for the engine as well."""
    without = replace(sample(), rules=tuple(item for item in sample().rules if item.id != "danger-heavy"))
    told = prove._red_flags_alone(symbolic(without)).failures
    assert len(told) == 1
    assert "does not confirm" not in told[0]
