"""This site's search, in the words that readers use."""

import random
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.test_search import found, found_for_each, search

__all__ = ["search"]

HERE = Path(__file__).parent
SEARCHES: dict[str, str | list[str]] = tomllib.loads((HERE / "searches.toml").read_text(encoding="utf-8"))["searches"]
SLIPS = 500
"""Searches with one slip of the finger."""
UNSEEN: dict[str, str | list[str]] = tomllib.loads((HERE / "unseen-searches.toml").read_text(encoding="utf-8"))[
    "searches"
]
DANGER = tomllib.loads((HERE / "danger-searches.toml").read_text(encoding="utf-8"))
FIRST = DANGER["danger"]["first"]


@pytest.fixture(scope="module")
def answers(search: Page) -> dict[str, list[str]]:
    """The pages of the first three results of each search of the tables, asked all at once."""
    searches = [*SEARCHES, *DANGER["danger"]["searches"], *DANGER["calm"]["searches"]]
    return dict(zip(searches, found_for_each(search, searches), strict=True))


def test_there_are_enough_searches():
    """The tables hold at least 60 lay searches, 60 of danger, and 30 calm ones, each once."""
    for searches in (list(SEARCHES), list(UNSEEN), DANGER["danger"]["searches"], DANGER["calm"]["searches"]):
        assert len(searches) == len(set(searches))
    assert len(SEARCHES) >= 60
    assert len(DANGER["danger"]["searches"]) >= 60
    assert len(DANGER["calm"]["searches"]) >= 30


@pytest.mark.parametrize("words", SEARCHES)
def test_search_finds_lay_words(answers: dict[str, list[str]], words: str) -> None:
    """What a reader types finds the page that answers it among the first three results."""
    pages = answers[words]
    assert any(address.endswith(page) for address in pages for page in _wanted(words)), pages


@pytest.mark.parametrize("words", DANGER["danger"]["searches"])
def test_danger_leads_to_help_first(answers: dict[str, list[str]], words: str) -> None:
    """Words of danger find first the page that says when to get help."""
    pages = answers[words]
    assert pages[0].endswith(FIRST), pages


@pytest.mark.parametrize("words", DANGER["calm"]["searches"])
def test_calm_words_lead_elsewhere(answers: dict[str, list[str]], words: str) -> None:
    """A calm search finds another page before the one that says when to get help."""
    pages = answers[words]
    assert not pages[0].endswith(FIRST), pages


@pytest.mark.parametrize("words", [list(SEARCHES)[0], DANGER["danger"]["searches"][0], DANGER["calm"]["searches"][0]])
def test_panel_shows_what_is_found(search: Page, site: str, answers: dict[str, list[str]], words: str) -> None:
    """What is typed into the search shows first the page that its worker gives first."""
    assert f"{site}{answers[words][0].removeprefix('/')}" == found(search, words)[0]


def test_a_slip_of_the_finger_is_forgiven(search: Page) -> None:
    """Of the lay searches with one slip in one word, nineteen in twenty find their page among the first three."""
    slipped = list(_slipped(list(SEARCHES), SLIPS))
    results = found_for_each(search, [words for words, _ in slipped])
    missed = [
        words
        for (words, meant), pages in zip(slipped, results, strict=True)
        if not any(page.endswith(wanted) for page in pages for wanted in _wanted(meant))
    ]
    assert len(missed) <= SLIPS / 20, missed


def test_searches_that_nobody_had_in_mind_find_their_page(search: Page) -> None:
    """Of the searches by someone who had seen neither tags nor pages, 92 in 100 find it among the first three."""
    results = found_for_each(search, list(UNSEEN))
    missed = [
        words
        for words, pages in zip(UNSEEN, results, strict=True)
        if not any(page.endswith(wanted) for page in pages for wanted in _pages(UNSEEN[words]))
    ]
    assert len(missed) <= len(UNSEEN) * 0.08, missed


def test_danger_with_a_slip_leads_to_help_first(search: Page) -> None:
    """Of the searches of danger with one slip in one word, nine in ten find first the page that says when to get help."""
    searches = DANGER["danger"]["searches"]
    slipped = list(_slipped(searches, len(searches)))
    results = found_for_each(search, [words for words, _ in slipped])
    missed = [words for (words, _), pages in zip(slipped, results, strict=True) if not pages[:1] == [f"/{FIRST}"]]
    assert len(missed) <= len(searches) / 10, missed


def _wanted(words: str) -> list[str]:
    return _pages(SEARCHES[words])


def _pages(wanted: str | list[str]) -> list[str]:
    return [wanted] if isinstance(wanted, str) else wanted


def _slipped(searches: list[str], number: int) -> Iterator[tuple[str, str]]:
    """Yield searches with one letter too many, missing, wrong or in its neighbor's place; always the same ones."""
    by_chance = random.Random(20261129)
    seen = set(searches)
    while number:
        words = by_chance.choice(searches).split(" ")
        place = by_chance.randrange(len(words))
        word = words[place]
        if len(word) < 4 or not word.isalpha():
            continue
        at = by_chance.randrange(len(word))
        letter = by_chance.choice(string.ascii_lowercase)
        before, here, after = word[:at], word[at], word[at + 1 :]
        slip = by_chance.choice(
            [before + after, before + here + here + after, before + letter + here + after, before + letter + after]
            + ([before + after[0] + here + after[1:]] if after else [])
        )
        slipped = " ".join([*words[:place], slip, *words[place + 1 :]])
        if slipped not in seen:
            seen.add(slipped)
            number -= 1
            yield slipped, " ".join(words)
