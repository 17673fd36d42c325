"""Articles and the keyboard, in three engines."""

from pathlib import Path

import pytest

from engines.tab import Tab
from symptom_site import preview

pytestmark = pytest.mark.deep

STOPS = """
() => {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  for (const stop of stops) {
    const isOut = stop.tabIndex < 0 || stop.disabled || stop.closest("[inert]");
    if (!isOut && stop.checkVisibility({ visibilityProperty: true, opacityProperty: false })) stop.dataset.stop = "";
  }
  return document.querySelectorAll("[data-stop]").length;
}
"""
ARRIVE = """
() => {
  const place = document.activeElement;
  const group = place?.type === "radio" ? document.querySelectorAll(`[name="${place.name}"]`) : [place];
  for (const stop of group) delete stop?.dataset.stop;
  return document.querySelectorAll("[data-stop]").length;
}
"""
NOT_REACHED = "() => [...document.querySelectorAll('[data-stop]')].map((stop) => stop.outerHTML.slice(0, 200))"


def test_an_article_opens_by_a_click(tab: Tab, sample_site: Path) -> None:
    """A click inside the site changes the page without a load, puts the focus on its heading, and Back leads back."""
    with preview.serve(sample_site) as address:
        tab.visit(address)
        home = tab.see("main h1")
        tab.wait("() => document.readyState === 'complete'")
        tab.run("() => { window.isMarked = true; }")
        tab.click("article a[href*='childrens-nosebleeds']")
        tab.see("main h1", "Nosebleeds in children")
        tab.wait("() => document.activeElement === document.querySelector('main h1')")
        assert tab.run("() => window.isMarked") is True
        tab.run("() => history.back()")
        tab.see("main h1", home)


@pytest.mark.parametrize("width", [480, 1024, 1280])
def test_tab_leads_to_every_link_and_button(tab: Tab, sample_site: Path, width: int) -> None:
    """The Tab key alone comes by all that can be pressed on a page, on a small screen and on large ones."""
    with preview.serve(sample_site) as address:
        tab.resize(width, 800)
        tab.visit(f"{address}types/front-nosebleed/")
        tab.wait("() => document.readyState === 'complete'")
        wanted = tab.run(STOPS)
        assert wanted > 10
        for _ in range(2 * wanted):
            tab.press("Tab")
            if tab.run(ARRIVE) == 0:
                return
        raise AssertionError("Tab does not lead to\n" + "\n".join(tab.run(NOT_REACHED)))
