"""Search, in three engines."""

from pathlib import Path

import pytest

from engines.tab import Tab
from symptom_site import preview

pytestmark = pytest.mark.deep


IS_PAST = "() => document.activeElement.matches('main *, .md-tabs *, .md-sidebar *')"
"""Tells whether the focus is on something behind the header."""


def test_search_forgives_and_leads_on_by_keys_alone(tab: Tab, sample_site: Path) -> None:
    """Typed with a slip of the finger, a search says what it was taken for, and Enter opens the first page found."""
    with preview.serve(sample_site) as address:
        tab.visit(address)
        tab.wait("() => document.readyState === 'complete'")
        tab.tab_to(".md-search__input")
        tab.type("blood thiner")
        tab.see(".md-search-result__link", "blood thinner")
        if tab.run("() => 'BroadcastChannel' in window"):
            tab.see(".search-taken [role=status]", "Showing results for blood thinner.")
        tab.press("Enter")
        tab.see("main h1", "blood thinner")


def test_tab_leaves_the_search(tab: Tab, sample_site: Path) -> None:
    """Tab in an open search closes it and leads on, and Shift with Tab leads back, from a result as from its field."""
    with preview.serve(sample_site) as address:
        tab.visit(address)
        tab.wait("() => document.readyState === 'complete'")
        tab.click(".md-search__input")
        tab.type("nose")
        tab.see(".md-search-result__link")
        tab.press("Tab")
        assert tab.run(IS_PAST)
        tab.press("Shift", "Tab")
        assert tab.run("() => document.activeElement.matches('.md-search__input')")
        tab.see(".md-search-result__link")
        tab.press("ArrowDown")
        tab.wait("() => document.activeElement.matches('.md-search-result__link')")
        tab.press("Tab")
        assert tab.run(IS_PAST)
        assert not tab.sees(".md-search-result__link")


def test_results_open_by_a_press(tab: Tab, sample_site: Path) -> None:
    """A press on a result opens its page."""
    with preview.serve(sample_site) as address:
        tab.visit(address)
        tab.wait("() => document.readyState === 'complete'")
        tab.click(".md-search__input")
        tab.type("children")
        tab.click(".md-search-result__link", "children")
        tab.see("main h1", "Nosebleeds in children")
