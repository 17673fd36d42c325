import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Serve
from browser.walk import every_page, follow

pytestmark = pytest.mark.browser


def test_no_violation_on_any_page(serve: Serve, site_dir: Path, page: Page, complaints: list[str]) -> None:
    """No page violates the policy or complains of anything, and nothing comes from another address."""
    addresses: set[str] = set()
    page.on("request", lambda request: addresses.add(urljoin(request.url, "/")))
    with serve("/project/") as address:
        for path in every_page(page, address, site_dir):
            assert complaints == [], path
    assert addresses == {urljoin(address, "/")}


def test_no_violation_on_the_page_for_what_is_not_found(site: str, page: Page, complaints: list[str]) -> None:
    """The page for unknown addresses keeps the policy, at any depth."""
    page.goto(f"{site}no/such/page/", wait_until="load")
    expect(page.locator("main h1").first).to_be_visible()
    assert [said for said in complaints if "404" not in said] == []


def test_no_violation_by_click_and_search(site: str, page: Page, complaints: list[str]) -> None:
    """In-site clicks from page to page at other depths, and search, keep the policy."""
    page.goto(site)
    page.evaluate("() => { window.isMarked = true }")
    follow(page, page.locator("article a[href*='get-help/']").first)
    expect(page).to_have_url(re.compile("get-help/"))
    follow(page, page.locator(".md-header__button.md-logo").first)
    expect(page).to_have_url(site)
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("warfarin", delay=20)
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile("types/on-blood-thinners/"))
    assert page.evaluate("() => window.isMarked") is True
    assert complaints == []
