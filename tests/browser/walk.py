"""Answers the quiz on a page as a reader does."""

from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect

CALM = {"who": "me_18_49", "kind": "night_leg"}
"""Answers of an adult with a simple cramp at night; every list is answered with none of these."""


def open_quiz(page: Page, address: str) -> None:
    """Go to the check page and wait until nothing more is loaded."""
    page.goto(f"{address}check/")
    wait_until_ready(page)


def wait_until_ready(page: Page) -> None:
    """Wait until the status line says that the checker is ready."""
    expect(page.get_by_text("The checker is ready.")).to_be_visible(timeout=30_000)


def question(page: Page) -> str | None:
    """Return the id of the question on the page, or None when there is none."""
    form = page.locator("[data-stage] form[data-question]")
    return form.get_attribute("data-question") if form.count() else None


def box(page: Page, member: str) -> Locator:
    """Return the box of one member of the answer to the question on the page."""
    return page.locator(f'[data-stage] form[data-question] input[value="{member}"]')


def go_on(page: Page) -> None:
    """Press Continue and wait until something else stands on the page."""
    page.evaluate("document.querySelector('[data-stage]').firstElementChild.dataset.seen = ''")
    page.get_by_role("button", name="Continue").click()
    page.locator("[data-stage] > [data-seen]").wait_for(state="detached")


def answer(page: Page, *members: str) -> None:
    """Choose the members of an answer and go on."""
    for member in members:
        box(page, member).check()
    go_on(page)


def walk(page: Page, until: str | None = None, **answers: str) -> Iterator[str]:
    """Answer the questions as they come, up to the question `until` or the result, and name each before its answer."""
    picked = CALM | answers
    while (asked := question(page)) not in (None, until):
        assert asked
        yield asked
        answer(page, picked.get(asked, "none"))


def answer_all(page: Page, until: str | None = None, **answers: str) -> list[str]:
    """Answer the questions up to `until` or the result, and return their ids."""
    return list(walk(page, until, **answers))


def result(page: Page) -> Locator:
    """Return the result on the page."""
    return page.locator("[data-stage] [data-result]")
