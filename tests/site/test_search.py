"""This site's search, in the words that readers use."""

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.test_search import found, search

__all__ = ["search"]

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
SEARCHES: dict[str, str | list[str]] = tomllib.loads((HERE / "searches.toml").read_text(encoding="utf-8"))["searches"]
DANGER = tomllib.loads((HERE / "danger-searches.toml").read_text(encoding="utf-8"))
FIRST = DANGER["danger"]["first"]


def test_there_are_enough_searches():
    """The tables hold at least 60 lay searches, 60 of danger, and 30 calm ones, each once."""
    for searches in (list(SEARCHES), DANGER["danger"]["searches"], DANGER["calm"]["searches"]):
        assert len(searches) == len(set(searches))
    assert len(SEARCHES) >= 60
    assert len(DANGER["danger"]["searches"]) >= 60
    assert len(DANGER["calm"]["searches"]) >= 30


@pytest.mark.parametrize("words", SEARCHES)
def test_search_finds_lay_words(search: Page, words: str) -> None:
    """What a reader types finds the page that answers it among the first three results."""
    wanted = SEARCHES[words]
    pages = found(search, words)
    assert any(
        address.endswith(page) for address in pages for page in ([wanted] if isinstance(wanted, str) else wanted)
    ), pages


@pytest.mark.parametrize("words", DANGER["danger"]["searches"])
def test_danger_leads_to_help_first(search: Page, words: str) -> None:
    """Words of danger find first the page that says when to get help."""
    pages = found(search, words)
    assert pages[0].endswith(FIRST), pages


@pytest.mark.parametrize("words", DANGER["calm"]["searches"])
def test_calm_words_lead_elsewhere(search: Page, words: str) -> None:
    """A calm search finds another page before the one that says when to get help."""
    pages = found(search, words)
    assert not pages[0].endswith(FIRST), pages
