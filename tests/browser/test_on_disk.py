"""A copy of the site that is opened from a disk, from a path with spaces and umlauts."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hooks.test_editions import made

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the first page."""
    folder = tmp_path_factory.mktemp("größe und maß")
    made(sample_site, folder)
    shutil.unpack_archive(folder / "guide.zip", folder / "from a zip")
    return (folder / "from a zip" / "guide" / "index.html").as_uri()


def test_articles_and_search_work_from_a_disk(page: Page, address: str) -> None:
    """Links lead from page to page, and the search finds and forgives, without a complaint of the browser."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.get_by_role("textbox", name="Search").fill("blood thiner")
    links = page.locator(".md-search-result__link")
    links.first.wait_for()
    expect(page.locator(".search-taken [role=status]")).to_have_text("Showing results for blood thinner.")
    links.filter(has_text="blood thinner").first.click()
    page.wait_for_url("**/types/on-blood-thinners/index.html*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator(".md-header__button.md-logo").click()
    page.wait_for_url("**/guide/index.html")
    assert complaints == []


def test_check_page_leads_to_what_works(page: Page, address: str) -> None:
    """From a disk the check page says so, shows every question, and leads to the form on paper."""
    page.goto(address.replace("index.html", "check/index.html"))
    expect(page.get_by_text("The checker cannot run here")).to_be_visible()
    expect(page.locator("#all-questions")).to_be_visible()
    page.get_by_role("main").locator("a[href='paper/index.html']").first.click()
    page.wait_for_url("**/check/paper/index.html")
