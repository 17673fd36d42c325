"""This site's checker on paper, as readers print it."""

from functools import cache

from hypothesis import given, settings

from form_answers import near_rules, of_any_sort, pairs
from support import ROOT
from symptom_checker_workshop.form import paper_reader as form
from this_site import compiled, tables

PAGE = ROOT / "site" / "check" / "paper" / "index.html"


@cache
def printed() -> form.Form:
    """The form on the page."""
    return form.read(PAGE.read_text(encoding="utf-8"))


def test_every_case_comes_to_the_same_on_paper():
    """The page leads every case to the engine's level, route, time, places and phone lines."""
    assert form.compare(PAGE.read_text(encoding="utf-8"), tables(), compiled(), tables().cases.values()) == []


def test_any_two_signs_come_to_the_same_on_paper():
    """Every pair of signs that a rule joins leads to the engine's result, each of them sure or not."""
    assert {form.difference(printed(), tables(), compiled(), answers) for answers in pairs(compiled())} == {""}


@settings(max_examples=300)
@given(near_rules(compiled()))
def test_answers_near_the_rules_come_to_the_same_on_paper(answers):
    """Signs that rules name, with doubts and at any age, lead to the engine's result."""
    assert form.difference(printed(), tables(), compiled(), answers) == ""


@settings(max_examples=100)
@given(of_any_sort(compiled()))
def test_any_answers_come_to_the_same_on_paper(answers):
    """Complete answers of any sort lead to the engine's result; those to questions not asked count on neither side."""
    assert form.difference(printed(), tables(), compiled(), answers) == ""


def test_the_details_of_a_line_stand_in_the_order_of_the_card():
    """A line says where, how soon and whom to call as the engine's card does: a call comes first but in an emergency."""
    read = printed()
    calm = {word: place for place, words in enumerate((read.contacts, read.locations, read.timeframes)) for word in words}
    acute = {word: place for place, words in enumerate((read.timeframes, read.contacts)) for word in words}
    emergencies = {row.short or row.heading for row in tables().routes.values()}
    acts = [act for part in read.parts for item in part.items for act in _acts(item) if len(act.details) > 1]
    assert acts
    for act in acts:
        order = acute if act.words in emergencies else calm
        assert list(act.details) == sorted(act.details, key=order.__getitem__)


def _acts(item: form.Question | form.Line) -> list[form.Act]:
    return [item.act] if isinstance(item, form.Line) else [act for row in item.rows for act in row.acts]
