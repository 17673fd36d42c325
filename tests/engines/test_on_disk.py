"""A copy of the site that is opened from a disk, in three engines."""

import shutil
from pathlib import Path

import pytest

from engines.tab import Tab
from hooks.test_editions import made

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def folder(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy."""
    folder = tmp_path_factory.mktemp("größe und maß")
    made(sample_site, folder)
    shutil.unpack_archive(folder / "guide.zip", folder / "from a zip")
    return folder / "from a zip" / "guide"


def test_articles_and_search_work_from_a_disk(tab: Tab, folder: Path) -> None:
    """Links lead from page to page, and the search finds and forgives."""
    tab.visit((folder / "index.html").as_uri())
    tab.wait("() => document.readyState === 'complete'")
    tab.click("article a[href*='childrens-nosebleeds']")
    tab.see("main h1", "Nosebleeds in children")
    tab.wait("() => document.readyState === 'complete'")
    tab.click(".md-search__input")
    tab.type("blood thiner")
    tab.see(".search-taken [role=status]", "Showing results for blood thinner.")
    tab.click(".md-search-result__link", "blood thinner")
    tab.see("main h1", "blood thinner")


def test_check_page_on_a_disk_leads_to_what_works(tab: Tab, folder: Path) -> None:
    """From a disk the check page says that the checker cannot run, and leads to the form on paper."""
    tab.visit((folder / "check" / "index.html").as_uri())
    tab.see("main", "The checker cannot run here")
    tab.see("#all-questions")
    tab.click("main a[href='paper/index.html']")
    tab.wait("() => location.href.endsWith('/check/paper/index.html')")
    tab.see("main h1")
