"""The site with the server gone, in three engines."""

from pathlib import Path

import pytest

from engines.quiz import by_mouse, follow, level, open_quiz
from engines.tab import Tab
from symptom_site import preview

pytestmark = pytest.mark.deep

READY = "Ready for offline use"
CAN_KEEP = "() => Boolean(navigator.serviceWorker) && 'caches' in window"


def test_all_works_offline_where_a_browser_can_keep_a_site(tab: Tab, sample_site: Path) -> None:
    """After one visit to the checker and with the server gone, a reload, articles, search and the quiz work.

    A browser that can keep no site is promised nothing.
    """
    with preview.serve(sample_site) as address:
        open_quiz(tab, address)
        if not tab.run(CAN_KEEP):
            follow(tab, by_mouse, {})
            assert not tab.run("(words) => document.body.innerText.includes(words)", READY)
            return
        tab.see("body", READY)
    tab.visit(f"{address}check/")
    assert tab.run("() => Boolean(navigator.serviceWorker.controller)")
    tab.see("#quiz", "The checker is ready.")
    follow(tab, by_mouse, {"signs": "pale"})
    assert level(tab) == "urgent"
    tab.visit(f"{address}about/")
    tab.see("main h1", "About")
    tab.wait("() => document.readyState === 'complete'")
    tab.click(".md-search__input")
    tab.type("children")
    tab.click(".md-search-result__link", "children")
    tab.see("main h1", "Nosebleeds in children")
