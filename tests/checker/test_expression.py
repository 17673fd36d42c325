"""The meaning of expressions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptom_checker.expression import (
    All,
    AtLeast,
    Finding,
    Not,
    Some,
    findings,
    from_plain,
    open_findings,
    to_plain,
    truth,
    unknown_findings,
    value,
    witnesses,
)
from symptom_checker_workshop.tables.conditions import ExpressionError, parse

A, B, C = (Finding(f"q.{name}") for name in "abc")

LEVELS = st.integers(0, 3)
POSITIVE = st.recursive(
    st.sampled_from([A, B, C]),
    lambda parts: st.one_of(
        st.builds(All, st.tuples(parts, parts)),
        st.builds(Some, st.tuples(parts, parts)),
        st.builds(AtLeast, st.just(2), st.tuples(parts, parts, parts)),
    ),
    max_leaves=8,
)


def _of(a: int, b: int, c: int):
    return {"q.a": a, "q.b": b, "q.c": c}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (A, 3),
        (All((A, B)), 2),
        (Some((B, C)), 2),
        (
            AtLeast(
                2,
                (
                    A,
                    B,
                    C,
                ),
            ),
            2,
        ),
        (
            AtLeast(
                3,
                (
                    A,
                    B,
                    C,
                ),
            ),
            0,
        ),
        (All((A, Some((B, C)))), 2),
    ],
)
def test_value_takes_lowest_highest_or_kth(expression, expected):
    """`and` takes the lowest rank, `or` the highest and `atleast` the k-th highest."""
    assert value(expression, _of(3, 2, 0)) == expected


def test_value_refuses_not():
    """`not` has no rank on the chain of levels, so danger can only add up."""
    with pytest.raises(ValueError, match="'not' has no rank"):
        value(Not(A), _of(3, 0, 0))


@given(POSITIVE, LEVELS, LEVELS, LEVELS, LEVELS)
def test_value_never_falls_when_a_finding_rises(expression, a, b, c, more):
    """A positive expression never loses value when one of its findings gains some."""
    assert value(expression, _of(a, b, c)) <= value(expression, _of(max(a, more), b, c))


@given(POSITIVE, LEVELS, LEVELS, LEVELS)
def test_witnesses_alone_carry_the_value(expression, a, b, c):
    """The findings named as the reason give the same value when everything else is taken away."""
    given_values = _of(a, b, c)
    kept = set(witnesses(expression, given_values))

    only_witnesses = {name: rank if name in kept else 0 for name, rank in given_values.items()}
    assert value(expression, only_witnesses) == value(expression, given_values)


@given(POSITIVE)
def test_nothing_is_open_once_all_is_answered(expression):
    """An expression whose bounds are equal asks for nothing more."""
    assert open_findings(expression, _of(3, 1, 0), _of(3, 1, 0)) == []


def test_open_findings_leave_out_what_is_settled():
    """A branch that can no longer change the value is not asked about."""
    low, high = _of(0, 0, 0), _of(0, 3, 3)
    assert open_findings(Some((All((A, B)), C)), low, high) == ["q.c"]


@pytest.mark.parametrize(
    ("expression", "known", "expected"),
    [
        (Not(A), {"q.a": None}, None),
        (Not(A), {"q.a": False}, True),
        (All((A, B)), {"q.a": False, "q.b": None}, False),
        (Some((A, B)), {"q.a": True, "q.b": None}, True),
        (Some((A, B)), {"q.a": False, "q.b": None}, None),
        (
            AtLeast(
                2,
                (
                    A,
                    B,
                    C,
                ),
            ),
            {"q.a": True, "q.b": None, "q.c": False},
            None,
        ),
    ],
)
def test_truth_is_three_valued(expression, known, expected):
    """What is not known stays not known unless the rest decides."""
    assert truth(expression, known) is expected


def test_unknown_findings_are_those_that_still_decide():
    """Only findings that keep the expression from being known are named."""
    known = {"q.a": True, "q.b": None, "q.c": False}
    assert unknown_findings(All((A, Some((B, C)))), known) == ["q.b"]


def test_findings_are_listed_in_order():
    """Every finding of an expression is listed."""
    assert list(findings(All((A, Not(B), AtLeast(1, (C,)))))) == ["q.a", "q.b", "q.c"]


@given(POSITIVE)
def test_an_expression_survives_being_made_plain(expression):
    """What ships as plain data, or is kept as JSON, is read as the same expression."""
    whole = Not(expression)
    assert from_plain(to_plain(whole)) == whole
    assert from_plain(json.loads(json.dumps(to_plain(whole)))) == whole


def test_a_plain_expression_is_short():
    """A finding is its name, and everything else begins with its operator."""
    assert to_plain(All((A, AtLeast(1, (B, C))))) == ("and", "q.a", ("atleast", 1, "q.b", "q.c"))


@pytest.mark.parametrize("plain", [("nand", "q.a"), ("not", "q.a", "q.b"), ("atleast", "q.a"), 3])
def test_what_is_no_plain_expression_is_refused(plain):
    """An operator that nobody knows, or one with the wrong parts, is never guessed at."""
    with pytest.raises(ValueError, match="is not an expression"):
        from_plain(plain)


@pytest.mark.parametrize(
    ("text", "terms", "said"),
    [
        ("-" * 900 + "1", {}, "is not allowed: use findings"),
        ("a.b" + "[0]" * 500, {}, "is not allowed: use findings"),
        ("(a.b or " * 60 + "a.b" + ")" * 60, {}, "nests deeper than 50"),
        ("a.b and " * 400 + "a.b", {}, "is longer than 2000 characters"),
        ("t0", {f"t{at}": f"t{at + 1} or a.b" for at in range(900)} | {"t900": "a.b"}, "nests deeper than 50"),
        ("t0", {f"t{at}": f"t{at + 1} or t{at + 1}" for at in range(20)} | {"t20": "a.b"}, "comes to more than 2000"),
        (f"atleast(15{', a.b' * 30})", {}, "can hold in 2e+08 ways, more than 2000: name fewer"),
        (" and ".join(["(a.b or a.b)"] * 60), {}, "can hold in 1e+18 ways, more than 2000: name fewer"),
    ],
)
def test_conditions_that_grow_without_end_are_told(text, terms, said):
    """What is too long, too deep, or grows by its terms is one short error, not a traceback and not a hang."""
    with pytest.raises(ExpressionError) as caught:
        parse(text, {"a.b"}, terms)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 250
