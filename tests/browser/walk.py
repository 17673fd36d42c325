"""Follows links and answers the quiz as a reader does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

CALM = {"who": "me", "dose": "right", "kind": "front", "length": "short", "often": "rare"}
"""Answers of an adult with a simple nosebleed; every list is answered with none of these."""

ASK_ALL = """
async (requests) => {
  const release = JSON.parse(document.querySelector("[data-release]").dataset.release);
  const address = `../${release.scripts}components/checker/worker.mjs`;
  const worker = new Worker(new URL(address, document.baseURI), { type: "module" });
  const answers = new Map();
  return await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.type === "failed") reject(new Error(data.message));
      if (data.type === "ready") requests.forEach((text, id) => worker.postMessage({ type: "ask", id, text }));
      if (data.type === "answer") answers.set(data.id, data.text);
      if (answers.size === requests.length) resolve(requests.map((_, id) => answers.get(id)));
    };
    worker.postMessage({ type: "start", release, bypass: [] });
  });
}
"""
"""Gives the replies of the checker in a page to many requests; to be evaluated on the check page."""


def open_quiz(page: Page, address: str) -> None:
    """Go to the check page and wait until nothing more is loaded."""
    page.goto(f"{address}check/")
    wait_until_ready(page)


def every_page(page: Page, address: str, folder: Path, part: int = 0, parts: int = 1) -> Iterator[str]:
    """Open each page of the site in `folder` at its address, or those of one of several parts, and give its path."""
    for file in sorted(folder.rglob("index.html"))[part::parts]:
        path = file.relative_to(folder).parent.as_posix()
        page.goto(urljoin(address, "./" if path == "." else f"{path}/"), wait_until="load")
        yield path


def wait_until_ready(page: Page) -> None:
    """Wait until the status line says that the checker is ready."""
    expect(page.get_by_text("The checker is ready.")).to_be_visible(timeout=60_000)


def follow(page: Page, link: Locator) -> None:
    """Follow a link inside the site, and wait until the theme has closed its search, a moment after the page came."""
    page.evaluate("""() => {
      let pages = 0;  // the first is the one that is left
      window.hasCome = new Promise((done) => document$.subscribe(() => pages++ && setTimeout(done, 125)));
    }""")
    link.click()
    page.evaluate("() => window.hasCome")


def begin_again(page: Page, address: str) -> None:
    """Forget all answers of a page where the checker runs, and stand before the first question."""
    if not page.url.startswith(f"{address}check/") or page.locator("[data-stage] > *").count() == 0:
        open_quiz(page, address)
    pass_look(page)
    while question(page) not in (None, "danger"):
        leave(page, page.go_back)
    if question(page):
        box(page, "heavy").check()
        go_on(page)
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("[data-stage] form")).to_have_attribute("data-question", "danger")


def restart(page: Page, address: str) -> None:
    """Stand before the first question of any topic with nothing answered, without a load where a result stands."""
    if page.url.startswith(f"{address}check/") and result(page).count():
        leave(page, page.get_by_role("button", name="Start again").click)
    else:
        open_quiz(page, address)


def question(page: Page) -> str | None:
    """Return the id of the question on the page, or None when there is none."""
    asked: str | None = page.evaluate("document.querySelector('[data-stage] form[data-question]')?.dataset.question")
    return asked


def box(page: Page, member: str) -> Locator:
    """Return the box of one member of the answer to the question on the page."""
    return page.locator(f'[data-stage] form[data-question] input[value="{member}"]')


def go_on(page: Page) -> None:
    """Press Continue and wait until something else stands on the page."""
    leave(page, page.get_by_role("button", name="Continue").click)


def leave(page: Page, act: Callable[[], object]) -> None:
    """Do something that leads on or back, and wait until something else stands on the page."""
    page.evaluate("document.querySelector('[data-stage]').firstElementChild.dataset.seen = ''")
    act()
    page.locator("[data-stage] > [data-seen]").wait_for(state="detached")


def answer(page: Page, *members: str, looks: bool = True) -> None:
    """Choose the members of an answer and go on, past a second look too where `looks` says so."""
    for member in members:
        box(page, member).check()
    go_on(page)
    if looks:
        pass_look(page)


def walk(page: Page, until: str | None = None, *, looks: bool = True, **answers: str) -> Iterator[str]:
    """Answer the questions as they come, up to the question `until` or the result, and name each before its answer.

    A second look before the result is passed with Continue where `looks` says so.
    """
    picked = CALM | answers
    while (asked := question(page)) not in (None, until):
        assert asked
        yield asked
        answer(page, picked.get(asked, "none"), looks=looks)


def pass_look(page: Page) -> None:
    """Go on from a second look to the result, where one stands on the page."""
    if page.locator("[data-stage] [data-check]").count():
        go_on(page)


def answer_all(page: Page, until: str | None = None, *, looks: bool = True, **answers: str) -> list[str]:
    """Answer the questions up to `until` or the result, and return their ids."""
    return list(walk(page, until, looks=looks, **answers))


def result(page: Page) -> Locator:
    """Return the result on the page."""
    return page.locator("[data-stage] [data-result]")
