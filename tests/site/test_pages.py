"""Every page of this site, in a real browser."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from browser.axe import violations
from browser.conftest import Serve
from browser.walk import every_page

pytestmark = pytest.mark.browser


def test_no_violation_on_any_page(serve: Serve, site_dir: Path, page: Page, complaints: list[str]) -> None:
    """No page violates the policy or complains of anything, and nothing comes from another address."""
    addresses: set[str] = set()
    page.on("request", lambda request: addresses.add(urljoin(request.url, "/")))
    with serve("/project/") as address:
        for path in every_page(page, address, site_dir):
            assert complaints == [], path
    assert addresses == {urljoin(address, "/")}


def test_every_page_fits_the_narrowest_screen(page: Page, site: str, site_dir: Path) -> None:
    """At 320 px no page is wider than the screen, and axe finds nothing there that a wider screen would hide."""
    page.set_viewport_size({"width": 320, "height": 640})
    wrong = {}
    for file in sorted(site_dir.rglob("index.html")):
        path = file.parent.relative_to(site_dir).as_posix()
        page.goto(f"{site}{path}/")
        found = violations(page)
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            found.append("is wider than the screen")
        if found:
            wrong[path] = found
    assert wrong == {}


def test_nothing_but_the_site_is_asked(page: Page, site: str, site_dir: Path) -> None:
    """No page of the site loads anything from another address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in sorted(site_dir.rglob("index.html")):
        page.goto(site + path.relative_to(site_dir).as_posix().removesuffix("index.html"))
    page.wait_for_load_state("networkidle")
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
