"""A site of one's own, made outside this checkout from the built packages alone, in a real browser."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import own_site
from browser.conftest import shared_tab
from browser.test_offline import expect_offline_ready, is_controlled
from browser.walk import answer, open_quiz, question, restart, result
from conftest import once
from support import ROOT, walk
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import read
from symptom_site import preview

pytestmark = pytest.mark.browser

TABLES = read(own_site.CONTENT / own_site.TOPIC)
KNOWLEDGE = compile_topic(TABLES)
ONE_A_LEVEL = {
    case.level: case for case in TABLES.cases.values() if "unsure" not in str(walk(KNOWLEDGE, case.answers)[1])
}
"""A case of each level in which the reader is sure of everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A site of one's own, and what was said on the way."""

    folder: Path
    unwritten: str
    """What `check` said of the new site before anything was written."""
    programs: Path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    """A new site with its content, strictly built."""

    def make(folder: Path) -> str:
        programs = own_site.install(folder)
        site, unwritten = own_site.write(folder, programs)
        own_site.run(site, programs / "symptom-site", "install")
        own_site.run(site, programs / "mkdocs", "build", "--strict")
        return json.dumps([str(site), unwritten, str(programs)])

    site, unwritten, programs = json.loads(once(tmp_path_factory, "own", make))
    return Own(folder=Path(site), unwritten=unwritten, programs=Path(programs))


@pytest.fixture(scope="module")
def address(own: Own) -> Iterator[str]:
    """The address of the site."""
    with preview.serve(own.folder / "site") as address:
        yield address


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab for the cases of all levels, and what it complains of."""
    with shared_tab(chromium) as tab:
        yield tab


def test_nothing_of_this_checkout_was_used(own: Own) -> None:
    """The environment knows the three packages as installed, and no path of this checkout."""
    said = own_site.run(
        own.folder, own.programs / "python", "-c", "import sys, symptom_site; print(sys.path, symptom_site)"
    )
    assert str(ROOT) not in said


def test_a_new_site_says_what_is_to_write(own: Own) -> None:
    """Before anything is written, `check` names each text with its file and line."""
    assert re.search(r"topic\.toml:\d+: 'emergency_line': is still to write", own.unwritten)


def test_the_tests_of_the_new_site_pass(own: Own) -> None:
    """The tests that come with a new site hold for it."""
    assert " passed" in own_site.run(own.folder, own.programs / "python", "-m", "pytest", "-q", "tests")


def test_no_word_of_another_topic_stands_anywhere(own: Own) -> None:
    """No file that we wrote, of pages, scripts, styles, search and the wheel, speaks of muscles, spasms or cramps."""
    shipped = [path for path in (own.folder / "site").rglob("*") if path.is_file() and "runtime" not in path.parts]
    alien = re.compile(rb"(?i)muscle|spasm|cramp")
    assert len(shipped) > 50
    assert [] == [path.name for path in shipped if alien.search(path.read_bytes())]


@pytest.mark.parametrize("level", ["self-care", "routine", "urgent", "emergency"])
def test_the_checker_leads_to_each_level(tab: tuple[Page, list[str]], address: str, level: str) -> None:
    """Answered as a case of the level says, the checker of the new site ends at that level."""
    _, given = walk(KNOWLEDGE, ONE_A_LEVEL[level].answers)
    page, complaints = tab
    complaints.clear()
    restart(page, address)
    while (name := question(page)) is not None:
        answer(page, *given[name])
    expect(result(page)).to_have_attribute("data-level", level)
    assert [] == complaints


def test_the_new_site_works_offline(own: Own, page: Page) -> None:
    """After one visit, an article and the checker work with the server gone."""
    with preview.serve(own.folder / "site") as address:
        open_quiz(page, address)
        expect_offline_ready(page)
    page.goto(f"{address}types/front-nosebleed/")
    assert is_controlled(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    open_quiz(page, address)
    expect(page.locator("[data-stage] form[data-question]")).to_be_visible()
