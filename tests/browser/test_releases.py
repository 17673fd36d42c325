"""A new release while a reader is on the site, or has a copy of the one before: one version, and a way on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.releases import (
    MARK,
    PARTS,
    kept_pages,
    next_release,
    pages_of,
    put_in_place,
    release_of,
)
from browser.test_integrity import expect_update, go_by_click
from browser.test_kept_answers import gone, keep, stored
from browser.test_offline import ELSEWHERE, NEWER, READY, ask_at_once, expect_offline_ready, mark, visit_until_ready
from browser.walk import answer, answer_all, open_quiz, question, result, wait_until_ready
from gate import Gate
from symptom_site import preview

pytestmark = pytest.mark.browser

ARTICLE = "types/front-nosebleed/"
FILLING = "async () => Boolean((await navigator.serviceWorker.getRegistration())?.installing)"
FILLED = "async () => !(await navigator.serviceWorker.getRegistration())?.installing"
HELD = "/types/on-blood-thinners/"
"""A page that comes late among those that are kept."""

UNTOLD = {"missing", "broken", "crashed"}
"""What the page may say of files that are gone where the host does not tell."""

NOTE_REASONS = """
new MutationObserver(() => {
  for (const { dataset } of document.querySelectorAll(".quiz-failed [data-reason]")) window.noteReason(dataset.reason);
}).observe(document, { childList: true, subtree: true });
"""


@contextmanager
def kept_back(site: Path, *endings: str) -> Iterator[tuple[str, Gate]]:
    """Serve a site without the files whose paths end so until the gate is opened; give its address and the gate."""
    gate = Gate(*endings)
    with preview.serve(site, seen=gate) as address:
        try:
            yield address, gate
        finally:
            gate.opened.set()


@pytest.fixture
def reasons(page: Page) -> set[str]:
    """Why the page says that the checker cannot run, each time it says so."""
    said: set[str] = set()
    page.expose_function("noteReason", lambda reasons: said.update(reasons.split()))
    page.add_init_script(NOTE_REASONS)
    return said


def test_a_release_while_the_first_copy_is_made_leaves_no_mixed_copy(
    own_site: Path, tmp_path: Path, page: Page
) -> None:
    """Half of the pages of one release and half of the next are never kept as a copy: the next visit fills it again."""
    ask_at_once(own_site)
    newer = next_release(own_site, tmp_path / "newer", ["pages"])
    with kept_back(own_site, HELD) as (address, gate):
        page.goto(f"{address}{ARTICLE}")
        page.wait_for_function(FILLING)
        page.wait_for_function("async () => (await (await caches.open((await caches.keys())[0])).keys()).length > 20")
        put_in_place(newer, own_site)
        gate.opened.set()
        page.wait_for_function(FILLED)
        assert not any(MARK in text for text in kept_pages(page).values())
        expect(page.get_by_text(READY)).to_have_count(0)
        visit_until_ready(page, f"{address}{ARTICLE}")
        assert kept_pages(page) == pages_of(own_site)


def test_a_release_while_an_update_is_fetched_leaves_the_older_copy_whole(
    own_site: Path, tmp_path: Path, page: Page
) -> None:
    """Who has a whole copy reads that version until all of a newer one is there, however often the site changes."""
    ask_at_once(own_site)
    first = pages_of(own_site)
    second = next_release(own_site, tmp_path / "second", ["pages"])
    third = next_release(second, tmp_path / "third", ["pages"])
    with kept_back(own_site, HELD) as (address, gate):
        gate.opened.set()
        visit_until_ready(page, f"{address}{ARTICLE}")
        put_in_place(second, own_site)
        gate.opened.clear()
        page.reload()
        page.wait_for_function(FILLING)
        put_in_place(third, own_site)
        gate.opened.set()
        page.wait_for_function(FILLED)
        served = {path: page.evaluate("async (path) => (await fetch(path)).text()", path) for path in first}
        assert served == first
        page.reload()
        page.get_by_role("button", name="Update now").click(timeout=60_000)
        expect(page.locator("main h1")).to_contain_text(f"{MARK} {MARK}", timeout=30_000)
        assert kept_pages(page) == pages_of(own_site)


def _answer_with_a_page(handler: preview._Answer, *_: object, **__: object) -> None:
    """Send a page for a file that is not there, as a host of one-page applications does."""
    handler.compute_etag = lambda: None  # type: ignore[method-assign]
    handler.set_status(HTTPStatus.OK)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.finish("<!doctype html><title>Another page</title><h1>Another page</h1>")


def _forbid(handler: preview._Answer, *_: object, **__: object) -> None:
    """Say of a file that is not there that nobody may have it, as a store of files does that is not listed."""
    handler.set_status(HTTPStatus.FORBIDDEN)
    handler.finish("AccessDenied")


@pytest.mark.parametrize(
    ("answer_for_what_is_gone", "told"),
    [(None, {"version"}), (_answer_with_a_page, UNTOLD), (_forbid, UNTOLD)],
    ids=["404", "a page", "403"],
)
def test_a_copy_of_the_home_page_alone_gives_way_to_the_newer_checker(
    own_site: Path,
    tmp_path: Path,
    page: Page,
    reasons: set[str],
    monkeypatch: pytest.MonkeyPatch,
    answer_for_what_is_gone: Callable[..., None] | None,
    told: set[str],
) -> None:
    """Whose device kept the pages of a release that is gone, and no Python, comes to the newer checker by itself.

    That holds too where the host does not say that files are gone; then the page may name another reason until then.
    """
    with preview.serve(own_site) as address:
        visit_until_ready(page, address)
        if answer_for_what_is_gone:
            monkeypatch.setattr(preview._Answer, "write_error", answer_for_what_is_gone)
        put_in_place(next_release(own_site, tmp_path / "newer"), own_site)
        page.goto(f"{address}check/")
        expect(page.locator("main h1")).to_contain_text(MARK, timeout=60_000)
        wait_until_ready(page)
        answer(page, "heavy")
        expect(result(page)).to_have_attribute("data-level", "emergency")
    assert reasons <= told


def test_an_old_tab_without_python_gives_way_to_the_newer_checker(
    own_site: Path, tmp_path: Path, page: Page, reasons: set[str]
) -> None:
    """A click to the checker from a tab that was open before the release ends at the newer checker without a press."""
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}get-help/")
        put_in_place(next_release(own_site, tmp_path / "newer"), own_site)
        go_by_click(page, "/check/")
        expect(page.locator("main h1")).to_contain_text(MARK, timeout=60_000)
        wait_until_ready(page)
    assert reasons <= {"version"}


def test_the_way_to_the_newer_checker_is_open_while_its_copy_is_made(
    own_site: Path, tmp_path: Path, page: Page, reasons: set[str]
) -> None:
    """While a newer version is on its way, the page names the update and shows the plain list; pressed, it says so."""
    with kept_back(own_site, HELD) as (address, gate):
        gate.opened.set()
        visit_until_ready(page, address)
        put_in_place(next_release(own_site, tmp_path / "newer"), own_site)
        gate.opened.clear()
        page.goto(f"{address}check/")
        expect_update(page)
        page.get_by_role("button", name="Load the page again").click()
        expect(page.get_by_text("The newer version of this site is on its way.")).to_be_visible()
        expect_update(page)
        gate.opened.set()
        wait_until_ready(page)
        expect(page.locator("main h1")).to_contain_text(MARK)
    assert reasons == {"version"}


FORGET = """async (pattern) => {
  const isIt = new RegExp(pattern);
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (isIt.test(new URL(request.url).pathname)) await cache.delete(request);
  }
}"""


@pytest.mark.parametrize("is_click", [False, True])
def test_a_copy_that_lacks_the_check_page_gives_way_to_the_newer_checker(
    own_site: Path, tmp_path: Path, page: Page, reasons: set[str], *, is_click: bool
) -> None:
    """Whose device kept some pages of a release that is gone, and not that of the checker, comes to the newer one."""
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}get-help/")
        page.evaluate(FORGET, "/check/$|[.]whl$")
        put_in_place(next_release(own_site, tmp_path / "newer"), own_site)
        if is_click:
            go_by_click(page, "/check/")
        else:
            page.goto(f"{address}check/")
        expect(page.locator("main h1")).to_contain_text(MARK, timeout=60_000)
        wait_until_ready(page)
    assert reasons <= {"version"}


@pytest.mark.parametrize(("has_copy", "is_kept"), [(False, False), (True, True)], ids=["first visit", "copy, kept"])
def test_answers_before_a_release_took_python_away_are_shown_and_then_told_of(
    own_site: Path, tmp_path: Path, page: Page, reasons: set[str], *, has_copy: bool, is_kept: bool
) -> None:
    """Where a release comes between the first answers and Python, the page names the update and lists the answers.

    The newer page says that they are gone, because its questions may be others, also where the tab kept them.
    """
    with kept_back(own_site, ".wasm") as (address, gate):
        if has_copy:
            visit_until_ready(page, address)
        page.goto(f"{address}check/")
        if is_kept:
            keep(page).check()
        answer(page, "none")
        answer(page, "me")
        put_in_place(next_release(own_site, tmp_path / "newer"), own_site)
        gate.opened.set()
        expect_update(page)
        expect(page.locator("[data-stage] .quiz-answers")).to_contain_text("None of these")
        page.get_by_role("button", name="Load the page again").click()
        expect(page.locator("main h1")).to_contain_text(MARK, timeout=60_000)
        wait_until_ready(page)
        assert question(page) == "danger"
        expect(gone(page)).to_be_visible()
        assert "danger" not in stored(page)
        answer_all(page)
        expect(result(page)).to_have_attribute("data-level", "self-care")
    assert reasons == {"version"}


@pytest.mark.parametrize("parts", [("pages",), PARTS], ids=["pages", "all"])
def test_kept_answers_lead_on_after_an_update_unless_the_checker_is_another(
    own_site: Path, tmp_path: Path, page: Page, parts: tuple[str, ...]
) -> None:
    """With answers kept in the tab, an update in the middle of the quiz leads on where only pages changed.

    Where the checker changed, the newer page says that the answers are gone, keeps none, and leads to its own result.
    """
    ask_at_once(own_site)
    with preview.serve(own_site) as address:
        open_quiz(page, address)
        expect_offline_ready(page)
        keep(page).check()
        answer_all(page, until="injury")
        put_in_place(next_release(own_site, tmp_path / "newer", parts), own_site)
        page.reload()
        wait_until_ready(page)
        assert question(page) == "injury"
        expect(page.get_by_text(NEWER)).to_contain_text("Your answers stay, unless the checker itself has changed.")
        page.get_by_role("button", name="Update now").click()
        expect(page.locator("main h1")).to_contain_text(MARK, timeout=60_000)
        wait_until_ready(page)
        if parts == PARTS:
            assert question(page) == "danger"
            expect(gone(page)).to_be_visible()
            assert "danger" not in stored(page)
        else:
            assert question(page) == "injury"
            expect(gone(page)).to_be_hidden()
            expect(keep(page)).to_be_checked()
        answer_all(page)
        expect(result(page)).to_have_attribute("data-level", "self-care")


@pytest.mark.parametrize("has_copy", [False, True])
def test_a_quiz_ends_with_the_version_that_it_began_with(
    own_site: Path, tmp_path: Path, page: Page, complaints: list[str], *, has_copy: bool
) -> None:
    """A release in the middle of the quiz, whose older files are gone at once, keeps no open tab from its result."""
    if not has_copy:
        page.add_init_script("delete Navigator.prototype.serviceWorker")
    with preview.serve(own_site) as address:
        open_quiz(page, address)
        mark(page)
        answer_all(page, until="injury")
        version = release_of(own_site)["identity"]
        put_in_place(next_release(own_site, tmp_path / "newer"), own_site)
        answer_all(page)
        expect(result(page)).to_have_attribute("data-level", "self-care")
        assert version in str(page.locator("[data-release]").get_attribute("data-release"))
        page.get_by_role("button", name="Start again").click()
        answer(page, "heavy")
        expect(result(page)).to_have_attribute("data-level", "emergency")
        assert page.evaluate("window.isMarked")
    assert complaints == []


def test_a_quiz_ends_with_its_version_though_another_tab_took_the_update(
    own_site: Path, tmp_path: Path, context: BrowserContext
) -> None:
    """A tab in the middle of the quiz is told of an update in another tab, and comes to its result."""
    ask_at_once(own_site)
    with preview.serve(own_site) as address:
        quiz, other = context.new_page(), context.new_page()
        open_quiz(quiz, address)
        answer_all(quiz, until="injury")
        put_in_place(next_release(own_site, tmp_path / "newer"), own_site)
        other.goto(f"{address}{ARTICLE}")
        other.get_by_role("button", name="Update now").click(timeout=60_000)
        expect(other.locator("main h1")).to_contain_text(MARK, timeout=30_000)
        expect(quiz.get_by_text(ELSEWHERE)).to_be_visible()
        answer_all(quiz)
        expect(result(quiz)).to_have_attribute("data-level", "self-care")
        expect(quiz.locator("main h1")).not_to_contain_text(MARK)
