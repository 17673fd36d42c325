"""Every page of this site, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from browser.axe import NO_COLORS, violations
from browser.conftest import complaints_of, new_profile
from browser.walk import every_page
from symptom_site import preview

pytestmark = pytest.mark.browser

type Found = dict[str, list[str]]
"""Path of each page → what is wrong with it."""

CLASSES = "() => [...document.querySelectorAll('[class]')].flatMap((element) => [...element.classList])"
"""Gives the classes that stand on a page."""

PARTS = 4
"""How many parts the pages are read in, so that two processes share them."""


@pytest.fixture(scope="module", params=range(PARTS))
def pages(request: pytest.FixtureRequest, chromium: Browser, site_dir: Path) -> Iterator[dict[str, Found]]:
    """What one visit to each page of a part finds, under a sub-path and on the narrowest screen."""
    found: dict[str, Found] = {"complaints": {}, "addresses": {}, "screen": {}}
    context = new_profile(chromium, viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    said = complaints_of(context)
    asked: list[str] = []
    known: set[str] = set()
    context.on("request", lambda request: asked.append(urljoin(request.url, "/")))
    page = context.new_page()
    with preview.serve(site_dir, "/project/") as address:
        for path in every_page(page, address, site_dir, request.param, PARTS):
            # Colors come from the style of classes alone, and looking at them takes longest.
            classes = set(page.evaluate(CLASSES))
            options = {} if classes - known else NO_COLORS
            known |= classes
            found["screen"][path] = violations(page, **options)
            if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
                found["screen"][path].append("is wider than the screen")
            found["complaints"][path] = said.copy()
            found["addresses"][path] = sorted({url for url in asked if not address.startswith(url)})
            said.clear()
            asked.clear()
    yield found
    context.close()


def wrong(found: Found) -> Found:
    """Return the pages with which something is wrong; there must be pages."""
    assert found
    return {path: said for path, said in found.items() if said}


def test_no_violation_on_any_page(pages: dict[str, Found]) -> None:
    """No page violates the policy or complains of anything."""
    assert wrong(pages["complaints"]) == {}


def test_nothing_but_the_site_is_asked(pages: dict[str, Found]) -> None:
    """No page of the site loads anything from another address."""
    assert wrong(pages["addresses"]) == {}


def test_every_page_fits_the_narrowest_screen(pages: dict[str, Found]) -> None:
    """At 320 px no page is wider than the screen, and axe finds nothing there that a wider screen would hide."""
    assert wrong(pages["screen"]) == {}
