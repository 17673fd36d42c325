"""The cases guard the rules: nearly every small mistake in a rule changes the outcome of some case."""

from support import question, rule, sample, sample_found, sample_tables, small, symbolic
from symptom_checker.expression import All, Finding, Some
from symptom_checker_workshop.cases.mutants import ENOUGH, mutants, score
from symptom_checker_workshop.tables.rows import Case


def test_the_cases_notice_nearly_every_mistake():
    """At least 95 of 100 broken rules change the level or the rules of a case, of many for each rule."""
    (result,) = [result for result in sample_found().results if result.number == "V14"]
    assert result.holds, result.failures
    assert result.checks > 4 * len(sample().rules)


def test_few_cases_notice_little():
    """With a tenth of the cases most mistakes go unnoticed, so the figure measures the cases."""
    assert score(symbolic(sample()), list(sample_tables().cases.values())[::10]).share < ENOUGH


def test_every_sort_of_mistake_is_made():
    """A rule is deleted, moved a level, and loses, swaps and reconnects its findings."""
    signs = question("signs", ("a", "b"))
    one = rule("one", "urgent", All((Finding("signs.a"), Finding("signs.b"))))
    said = [mutant.what for mutant in mutants(small((signs,), (one,)))]
    assert [what.removeprefix("rule 'one': ") for what in said] == [
        "deleted",
        "urgent becomes routine",
        "urgent becomes emergency",
        "and becomes or",
        "signs.a dropped",
        "signs.a becomes signs.b",
        "signs.b dropped",
        "signs.b becomes signs.a",
    ]


def test_a_mistake_in_a_term_is_made_once_for_all_rules_that_share_it():
    """A term is written in one place, so each change of it is one mistake that changes every rule that holds it."""
    signs = question("signs", ("a", "b", "c"))
    either = Some((Finding("signs.a"), Finding("signs.b")))
    one, two = rule("one", "urgent", either), rule("two", "routine", All((either, Finding("signs.c"))))
    found = list(mutants(small((signs,), (one, two)), [either]))
    shared = [mutant for mutant in found if len(mutant.changed) == 2]
    assert [mutant.what.partition(": ")[2] for mutant in shared] == [
        "or becomes and",
        "signs.a dropped",
        "signs.a becomes signs.b",
        "signs.b dropped",
        "signs.b becomes signs.c",
    ]
    assert [mutant.what for mutant in found if ": signs.a" in mutant.what] == [mutant.what for mutant in shared[1:3]]


def test_a_mistake_that_changes_nothing_is_counted_apart():
    """A finding that is dropped from a rule it says nothing in is equivalent, not a survivor."""
    signs = question("signs", ("a", "b"))
    either = Some((Finding("signs.a"), All((Finding("signs.a"), Finding("signs.b")))))
    case = Case(id="a", story="a", answers={"signs": ["a"]}, level="routine", rules=("r",), source="here")
    result = score(symbolic(small((signs,), (rule("r", "routine", either),))), [case])
    assert result.equivalent >= 1
