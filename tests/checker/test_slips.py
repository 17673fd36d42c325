"""What becomes of people who overlook one line (V19), and of those with a plain everyday picture (V22)."""

from dataclasses import replace

from support import question, rule, sample, sample_tables, small, symbolic
from symptom_checker.expression import All, Finding, Some
from symptom_checker.logic import Logic
from symptom_checker_workshop.cases.everyday import calm_has_room
from symptom_checker_workshop.cases.runs import run_all
from symptom_checker_workshop.cases.slips import one_slip
from symptom_checker_workshop.proofs.single_points import single_points
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.rows import Case, Knowledge, Story

A, B, MORE = Finding("signs.a"), Finding("signs.b"), Finding("more.x")

SIGNS = (question("signs", ("a", "b"), cap="urgent"), question("more", ("x",), cap="urgent", ask_if=A))

TWICE = small(SIGNS, (rule("a", "urgent", A), rule("b", "urgent", B), rule("more", "emergency", MORE)))
"""Signs that each alone are urgent, and an emergency behind one of them."""


def _case(name: str, level: str, **answers: list[str]) -> Case:
    return Case(id=name, story=name, answers=answers, level=level, rules=(), source="x")  # type: ignore[arg-type]


TWO_WAYS, ONE_WAY = _case("two-ways", "urgent", signs=["a", "b"]), _case("one-way", "urgent", signs=["b"])


def _slip(now: Logic, before: Logic | None, *cases: Case | Story):
    return one_slip(now, before, run_all(now, cases))


def test_v19_counts_who_still_gets_care_today_after_any_one_overlooked_line():
    """Two signs hold each other up; where one alone decides, it must not be overlooked."""
    found = _slip(TWICE, None, TWO_WAYS, ONE_WAY)
    assert (found.values["urgent_cases"], found.failures) == ("1 of 2", ())


def test_v19_takes_the_questions_that_a_sign_brought_up_with_it():
    """Who overlooks the sign is not asked what follows it, however grave; with another way in there is care today."""
    alone = _case("alone", "emergency", signs=["a"], more=["x"])
    beside = _case("beside", "emergency", signs=["a", "b"], more=["x"])
    assert _slip(TWICE, None, alone, beside).values["emergency_cases"] == "1 of 2"


def test_v19_counts_a_doubt_that_was_overlooked_too():
    """A line that was not sure can be missed like any other."""
    assert _slip(TWICE, None, _case("doubt", "urgent", signs=["unsure:b"])).values["urgent_cases"] == "0 of 1"
    assert _slip(TWICE, None, _case("doubts", "urgent", signs=["unsure"])).values["urgent_cases"] == "0 of 1"


def test_v19_leaves_out_calm_cases_and_counts_stories_apart():
    """Only who needs care today or at once is counted, and stories are never mixed with cases."""
    story = Story(id="s", story="s", answers={"signs": ["a", "b"]}, level="urgent", source="x", first="urgent")
    found = _slip(TWICE, None, ONE_WAY, story, _case("calm", "self-care", signs=["none"]))
    assert (found.checks, found.values["urgent_cases"], found.values["urgent_stories"]) == (2, "0 of 1", "1 of 1")


def test_v19_catches_a_version_in_which_one_slip_does_more_harm():
    """Where the released version held up more cases, the version of today names those that it lost."""
    worse = small(SIGNS, (rule("both", "urgent", All((A, B))),))
    (failure,) = _slip(worse, TWICE, TWO_WAYS).failures
    assert failure.startswith("cases at urgent: after one overlooked line 0 are still told to get care today, 1 before")
    assert failure.endswith("Give a second way in to: two-ways")
    assert _slip(TWICE, worse, TWO_WAYS).holds


def test_v19_asks_the_released_version_only_what_it_knew():
    """An option or question that is newer than the release is unknown to it, and takes nothing from the rest."""
    older = small((question("signs", ("a",), cap="urgent"),), (rule("a", "urgent", A),))
    assert _slip(TWICE, older, TWO_WAYS).values["urgent_cases_before"] == "0"


def test_v19_names_the_signs_on_which_an_emergency_hangs_alone():
    """A sign without which an emergency can fall below urgent is named; one that others hold up is not."""
    rules = (rule("a", "emergency", A), rule("b", "urgent", B), rule("both", "emergency", Some((All((A, B)), MORE))))
    found = single_points(symbolic(small(SIGNS, rules)))
    assert (found.findings, found.values["alone"], found.checks) == (("signs.a",), 1, 3)
    assert single_points(symbolic(small(SIGNS, (rule("both", "emergency", B),)))).findings == ("signs.b",)


def _everyday(tables: Knowledge, name: str, **answers: list[str]) -> Knowledge:
    return replace(tables, kinds={**tables.kinds, name: replace(tables.kinds[name], everyday=answers)})


def _harmless(tables: Knowledge, name: str) -> Knowledge:
    question_id, _, option = name.partition(".")
    row = tables.questions[question_id]
    row = replace(row, option=tuple(replace(item, harmless=item.id == option) for item in row.option))
    return replace(tables, questions={**tables.questions, question_id: row})


def _room(tables: Knowledge):
    return calm_has_room(tables, compile_topic(tables))


def test_v22_asks_each_picture_at_each_age_and_beside_each_harmless_thing():
    """The sample's picture is tried for everyone in scope, alone and with what is called harmless."""
    found = _room(_harmless(sample_tables(), "about.pregnant"))
    assert (found.failures, found.checks, found.values["ages"], found.values["backgrounds"]) == ((), 6, 3, 1)


def test_v22_catches_a_harmless_thing_that_leads_to_a_doctor():
    """A background that is called harmless and does not end in self-care is named, with the rule and for whom."""
    (failure,) = _room(_harmless(sample_tables(), "about.aspirin")).failures
    assert failure.endswith(
        "kind 'front': its everyday picture with about.aspirin ends at routine, by aspirin "
        "(who.me, who.child, who.other)"
    )
    assert failure.startswith("kinds.toml:")


def test_v22_catches_a_picture_that_frightens_one_age():
    """A picture that ends higher for some is named with those alone."""
    (failure,) = _room(_everyday(sample_tables(), "front", kind=["both"])).failures
    assert "ends at emergency, by child-both (who.child)" in failure


def test_v22_catches_a_picture_of_another_kind():
    """An everyday picture that does not fit its own kind at any age is no picture of it."""
    assert any(
        "does not fit it" in failure for failure in _room(_everyday(sample_tables(), "front", kind=["other"])).failures
    )


def test_v22_counts_the_harmless_stories_that_leave_self_care():
    """Stories that belong at home and are sent to a doctor are told beside it."""
    story = Story(id="s", story="s", answers={"about": ["aspirin"]}, level="self-care", source="x", first="routine")
    stories = run_all(sample(), [story, replace(story, id="t", answers={})])
    assert calm_has_room(sample_tables(), sample(), stories).values["left"] == "1 of 2"


def test_v19_counts_the_second_look_apart():
    """A line that says no to the overlooked sign catches the slip, unless a neighbor that was ticked hides the line."""
    signs = replace(SIGNS[0], calm=(("a", "b"),))
    logic = small((signs,), (rule("b", "urgent", B), rule("a", "routine", A)))
    found = _slip(logic, None, ONE_WAY, TWO_WAYS)
    assert (found.values["urgent_cases"], found.values["urgent_cases_again"]) == ("0 of 2", "1")


def test_v19_leaves_out_who_is_handed_over():
    """Someone who is led to a page made for them has no level that a slip could lower."""
    handed = replace(TWICE, hand_overs=("signs.a",))
    assert _slip(handed, TWICE, TWO_WAYS, ONE_WAY).checks == 1
