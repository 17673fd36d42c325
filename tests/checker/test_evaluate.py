"""The meaning of expressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptom_checker.evaluate import findings, open_findings, truth, unknown_findings, value, witnesses

A, B, C = (("finding", f"q.{name}") for name in "abc")

LEVELS = st.integers(0, 3)
POSITIVE = st.recursive(
    st.sampled_from([A, B, C]),
    lambda parts: st.one_of(
        st.tuples(st.sampled_from(["and", "or"]), parts, parts),
        st.tuples(st.just("atleast"), st.just(2), parts, parts, parts),
    ),
    max_leaves=8,
)


def _of(a: int, b: int, c: int):
    return {"q.a": a, "q.b": b, "q.c": c}.__getitem__


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (A, 3),
        (("and", A, B), 2),
        (("or", B, C), 2),
        (("atleast", 2, A, B, C), 2),
        (("atleast", 3, A, B, C), 0),
        (("and", A, ("or", B, C)), 2),
    ],
)
def test_value_takes_lowest_highest_or_kth(expression, expected):
    """`and` takes the lowest place on the chain, `or` the highest and `atleast` the k-th highest."""
    assert value(expression, _of(3, 2, 0)) == expected


def test_value_refuses_not():
    """`not` has no place on the chain of levels, so danger can only add up."""
    with pytest.raises(ValueError, match="'not' has no place"):
        value(("not", A), _of(3, 0, 0))


@given(POSITIVE, LEVELS, LEVELS, LEVELS, LEVELS)
def test_value_never_falls_when_a_finding_rises(expression, a, b, c, more):
    """A positive expression never loses value when one of its findings gains some."""
    assert value(expression, _of(a, b, c)) <= value(expression, _of(max(a, more), b, c))


@given(POSITIVE, LEVELS, LEVELS, LEVELS)
def test_witnesses_alone_carry_the_value(expression, a, b, c):
    """The findings named as the reason give the same value when everything else is taken away."""
    given_values = _of(a, b, c)
    kept = set(witnesses(expression, given_values))

    def only_witnesses(name):
        return given_values(name) if name in kept else 0

    assert value(expression, only_witnesses) == value(expression, given_values)


@given(POSITIVE)
def test_nothing_is_open_once_all_is_answered(expression):
    """An expression whose bounds are equal asks for nothing more."""
    assert list(open_findings(expression, _of(3, 1, 0), _of(3, 1, 0))) == []


def test_open_findings_leave_out_what_is_settled():
    """A branch that can no longer change the value is not asked about."""
    low, high = _of(0, 0, 0), _of(0, 3, 3)
    assert list(open_findings(("or", ("and", A, B), C), low, high)) == ["q.c"]


@pytest.mark.parametrize(
    ("expression", "known", "expected"),
    [
        (("not", A), {"q.a": None}, None),
        (("not", A), {"q.a": False}, True),
        (("and", A, B), {"q.a": False, "q.b": None}, False),
        (("or", A, B), {"q.a": True, "q.b": None}, True),
        (("or", A, B), {"q.a": False, "q.b": None}, None),
        (("atleast", 2, A, B, C), {"q.a": True, "q.b": None, "q.c": False}, None),
    ],
)
def test_truth_is_three_valued(expression, known, expected):
    """What is not known stays not known unless the rest decides."""
    assert truth(expression, known.__getitem__) is expected


def test_unknown_findings_are_those_that_still_decide():
    """Only findings that keep the expression from being known are named."""
    known = {"q.a": True, "q.b": None, "q.c": False}
    assert list(unknown_findings(("and", A, ("or", B, C)), known.__getitem__)) == ["q.b"]


def test_findings_are_listed_in_order():
    """Every finding of an expression is listed."""
    assert list(findings(("and", A, ("not", B), ("atleast", 1, C)))) == ["q.a", "q.b", "q.c"]
