"""An article read in the middle of a visit to the checker, by a full load, in three engines."""

from pathlib import Path

import pytest

from engines.quiz import by_mouse, follow, level, open_quiz
from engines.tab import Tab
from symptom_site import preview

pytestmark = pytest.mark.deep

KEEP = "#quiz-keep"
GONE = "your earlier answers are gone"


@pytest.mark.parametrize("is_kept", [False, True], ids=["not kept", "kept"])
def test_no_answer_is_lost_in_silence_by_an_article(tab: Tab, sample_site: Path, is_kept: bool) -> None:
    """After a full load of an article, Back leads to the result; only what is not kept may be gone, with a word.

    A browser that has kept the whole page shows the result as it was left. Chromium and Firefox are kept from that.
    """
    with preview.serve(sample_site) as address:
        open_quiz(tab, address)
        tab.run("() => addEventListener('unload', () => {})")  # WebKit keeps such a page whole, too
        if is_kept:
            tab.click(KEEP)
        follow(tab, by_mouse, {"signs": "pale"})
        assert level(tab) == "urgent"
        tab.visit(f"{address}types/front-nosebleed/")
        tab.wait("() => document.readyState === 'complete'")
        tab.run("() => { setTimeout(() => history.back()); }")
        tab.wait("() => location.pathname.endsWith('/check/') && document.body")
        if is_kept or tab.run("() => Boolean(window.isLeft)"):
            tab.see("[data-result]")
            assert level(tab) == "urgent"
            assert not tab.sees("#quiz", GONE)
        else:
            tab.see("#quiz", GONE)
            tab.see("[data-stage] form[data-question='danger']")
