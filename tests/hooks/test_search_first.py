"""The searches for which a page comes first."""

import json

import pytest

from symptom_site.components.search import search_first


def test_words_that_people_type_are_accepted():
    """Words with apostrophes, an & or a dot in a number, accents, and * for any ending, have no problem."""
    searches = ["can't breathe", "can’t breath*", "A&E", "911", "103.5 fever", "convulsión", "one side* numb*"]
    assert list(search_first.problems(searches)) == []


@pytest.mark.parametrize(
    "search",
    ["", " stroke", "chest  pain", "x-ray", "*", "chest *pain", "str*ke", "stroke!", "stroke**", "a_b"],
)
def test_what_no_search_can_hold_is_named(search):
    """An entry that no search could match, as search.mjs reads words, is a problem with its fix."""
    fix = "write words with one space between, each of letters and digits, * only at its end"
    assert list(search_first.problems([search])) == [f"'{search}': {fix}"]


def test_too_short_a_start_is_named():
    """A start of fewer than three letters stands for too many words."""
    assert list(search_first.problems(["er*", "pain er*", "die*"])) == [
        "'er*': stands for too many words: write 3 letters or more before *",
        "'pain er*': stands for too many words: write 3 letters or more before *",
    ]


def test_repeated_search_is_named():
    """The same entry twice, in small letters or capitals, is a problem."""
    assert list(search_first.problems(["TIA", "stroke", "tia"])) == ["'tia': stands twice: keep one"]


def test_index_carries_the_searches_of_each_page():
    """The search index gains the searches under the address of their page; all else stays as it was."""
    index = {"config": {"lang": ["en"]}, "docs": [{"location": "help/", "text": "é"}]}
    made = json.loads(search_first.add(json.dumps(index), {"help/": ("stroke", "chest pain*")}))
    assert made == {**index, "config": {"lang": ["en"], "search_first": {"help/": ["stroke", "chest pain*"]}}}


@pytest.mark.parametrize("docs", [[], [{"location": "", "text": 'a "]}" {'}], [{"location": "a/"}, {"location": "b/"}]])
def test_index_gains_entries(docs):
    """The search index gains the entries behind those of the pages, whatever signs stand in these."""
    entries = [{"location": "check/#a", "title": "é"}, {"location": "check/#b", "title": "]"}]
    index = json.dumps({"config": {"separator": '","docs":['}, "docs": docs}, separators=(",", ":"))
    assert json.loads(search_first.add(index, {}, entries))["docs"] == [*docs, *entries]
    assert json.loads(search_first.add(index, {}))["docs"] == docs


def test_site_without_words_of_danger_is_named():
    """A site where no page comes first for any search has a problem that says what to write."""
    assert search_first.check({"help/": ("stroke",)}) == []
    (problem,) = search_first.check({})
    assert "'search_first': stands on no page: give it to the page about danger signs" in str(problem)
