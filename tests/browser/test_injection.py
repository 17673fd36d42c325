"""Markup from wherever a page takes text: it is shown as it was written or not at all, and becomes no part of it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

import second_topic
from browser.walk import answer_all, open_quiz, result, wait_until_ready
from support import SAMPLE
from symptom_site import preview

pytestmark = pytest.mark.browser

MARKUP = "\"'><img src=x onerror=isHacked=1><svg onload=isHacked=1></svg><script>isHacked=1</script>"
FOUND = "() => [window.isHacked, document.querySelector('img[src=x], svg[onload], [onclick]')]"
"""Tells whether the code of the markup ran, and whether any of its elements stands in the page."""
RESULTS = ".md-search-result__link"
MESSAGE = """
(taken) => {
  const { value } = document.querySelector(".md-search__input");
  new BroadcastChannel("search").postMessage({ typed: value, taken });
}
"""
SPOIL_KEPT = """
(markup) => {
  for (const [key, text] of Object.entries(sessionStorage)) {
    if (text.includes("identity")) sessionStorage.setItem(key, text.replaceAll('"me"', JSON.stringify(markup)));
  }
}
"""


def type_and_see(page: Page, text: str) -> None:
    """Type a search with a slip in it, and wait for the words that the search takes it for."""
    page.get_by_role("textbox", name="Search").fill(text)
    page.locator(RESULTS).first.wait_for()


def by_address(address: str) -> Callable[[Page, str], None]:
    """Open a page with the markup in its address."""

    def go(page: Page, site: str) -> None:
        page.goto(site + address.format(quote(MARKUP), MARKUP.replace(" ", "/")))
        page.wait_for_load_state("load")

    return go


def by_search(page: Page, site: str) -> None:
    """Type the markup into the search."""
    page.goto(site)
    type_and_see(page, f"blood {MARKUP}")


def by_suggestion(page: Page, site: str) -> None:
    """Type the markup beside a word with a slip, so that the page says what it was taken for."""
    page.goto(site)
    type_and_see(page, f"blood thiner {MARKUP}")
    expect(page.locator(".search-taken [data-typed]")).to_contain_text("<img src=x onerror=isHacked=1>")


def by_message(page: Page, site: str) -> None:
    """Let another tab say that a search was taken for the markup."""
    page.goto(site)
    type_and_see(page, "blood")
    page.evaluate(MESSAGE, MARKUP)
    expect(page.locator(".search-taken [data-taken]")).to_have_text(MARKUP)


def by_kept_answers(page: Page, site: str) -> None:
    """Put the markup among the answers that the tab keeps."""
    open_quiz(page, site)
    page.locator("[data-keep] input").check()
    answer_all(page, until="injury")
    page.evaluate(SPOIL_KEPT, MARKUP)
    page.reload()
    wait_until_ready(page)
    answer_all(page)


WAYS = {
    "a query": by_address("check/?{0}"),
    "a query as it stands": by_address("check/?a={1}"),
    "a search in the address": by_address("?q={0}"),
    "words to mark in a page": by_address("types/front-nosebleed/?h={0}"),
    "a place in a page": by_address("types/front-nosebleed/#{1}"),
    "an answer in the address": by_address("check/#kind-{1}"),
    "a step in the address": by_address("check/#step-{1}"),
    "an address that is not there": by_address("no/{0}/"),
    "the search": by_search,
    "a suggestion of the search": by_suggestion,
    "a message of another tab": by_message,
    "kept answers": by_kept_answers,
}
"""What a stranger may fill with markup, such as whoever writes a link."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The sample's site with markup in a tag and in the texts of its tables, and what the build says of it."""
    folder = tmp_path_factory.mktemp("hostile")
    topics = Path(shutil.copytree(second_topic.TOPICS, folder / "topics"))
    for name, key in (("questions", "text"), ("rules", "because"), ("advice", "text"), ("levels", "heading")):
        table = topics / SAMPLE.name / f"{name}.toml"
        text = table.read_text(encoding="utf-8")
        table.write_text(re.sub(rf'^({key} = ")', r"\1<img src=x onerror=isHacked=1> ", text, flags=re.M), "utf-8")
    page = topics / f"{SAMPLE.name}-docs" / "types" / "front-nosebleed.md"
    text = page.read_text(encoding="utf-8").replace("tags: [", 'tags: ["<img src=x onerror=isHacked=1>", ', 1)
    page.write_text(
        text.replace("\n# ", "\n<p onclick=isHacked=1>a</p>\n\n[a](javascript:isHacked=1)\n\n# ", 1), "utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_topic, "TOPICS", topics)
        done = second_topic.run(folder / "project", knowledge=str(topics / SAMPLE.name), topic=SAMPLE.name)
    return folder / "project" / "site", done.stderr


def expect_no_trace(page: Page, complaints: list[str]) -> None:
    """Fail where the markup ran, became a part of the page, or was stopped by nothing but the policy."""
    assert page.evaluate(FOUND) == [None, None]
    assert [said for said in complaints if said.startswith("Policy")] == []


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_markup_from_outside_stays_text(
    page: Page, site: str, complaints: list[str], way: Callable[[Page, str], None]
) -> None:
    """Markup in an address, a search, a message or the tab's storage is text, and the policy need not stop it."""
    way(page, site)
    expect(page.locator("main h1").first).to_be_visible()
    expect_no_trace(page, complaints)


@pytest.mark.deep
def test_markup_in_tables_and_pages_is_told_or_text(
    hostile: tuple[Path, str], page: Page, complaints: list[str]
) -> None:
    """A build tells markup in a tag, and code in a page; what stands in a table is shown as it was written."""
    folder, said = hostile
    assert "'tags': must not hold any of" in said
    assert "onclick" in said
    assert "javascript:" in said
    with preview.serve(folder) as address:
        open_quiz(page, address)
        expect(page.locator("[data-stage] [data-heading]")).to_contain_text("<img src=x onerror=isHacked=1>")
        answer_all(page, signs="pale")
        expect(result(page).locator("[data-card]")).to_contain_text("<img src=x onerror=isHacked=1>")
        expect_no_trace(page, complaints)
        for path in ("about/how-the-checker-decides/", "check/paper/", "get-help/"):
            page.goto(address + path)
            expect_no_trace(page, complaints)
