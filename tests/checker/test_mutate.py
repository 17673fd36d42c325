"""The cases guard the rules: nearly every small mistake in a rule changes the outcome of some case."""

from support import found, question, real, real_tables, rule, small
from symptom_checker_workshop.mutate import ENOUGH, mutants, score
from symptom_checker_workshop.tables import Case


def test_the_cases_notice_nearly_every_mistake():
    """At least 95 of 100 broken rules change the level or the rules of a case, of many for each rule."""
    (proof,) = [proof for proof in found().proofs if proof.number == "V14"]
    assert proof.holds, proof.failures
    assert proof.checks > 5 * len(real().rules)


def test_few_cases_notice_little():
    """With a tenth of the cases most mistakes go unnoticed, so the figure measures the cases."""
    assert score(real(), list(real_tables().cases.values())[::10]).share < ENOUGH


def test_every_sort_of_mistake_is_made():
    """A rule is deleted, moved a level, and loses, swaps and reconnects its findings."""
    signs = question("signs", ("a", "b"))
    one = rule("one", "urgent", ("and", ("finding", "signs.a"), ("finding", "signs.b")))
    said = [mutant.what for mutant in mutants(small((signs,), (one,)))]
    assert said == [
        "deleted",
        "urgent becomes routine",
        "urgent becomes emergency",
        "and becomes or",
        "signs.a dropped",
        "signs.a becomes signs.b",
        "signs.b dropped",
        "signs.b becomes signs.a",
    ]


def test_a_mistake_that_changes_nothing_is_counted_apart():
    """A finding that is dropped from a rule it says nothing in is equivalent, not a survivor."""
    signs = question("signs", ("a", "b"))
    either = ("or", ("finding", "signs.a"), ("and", ("finding", "signs.a"), ("finding", "signs.b")))
    case = Case(id="a", story="a", answers={"signs": ["a"]}, level="routine", rules=("r",), source="here")
    result = score(small((signs,), (rule("r", "routine", either),)), [case])
    assert result.equivalent >= 1
