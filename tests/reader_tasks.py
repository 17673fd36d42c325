"""Does what readers come for as they do it, on a phone, and counts what it costs them."""

import tomllib
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.walk import answer_all, open_quiz
from support import ROOT

PHONE = {"width": 360, "height": 640}
ROLES = ("link", "button", "checkbox", "radio")
"""What a step can be; the first that has its name is taken."""

IS_NAMED = "(element) => element === document.activeElement"
MOST_TABS = 60
"""No step may lie further than this many presses of Tab away."""

PRINTS = "window.prints = 0; window.print = () => { window.prints += 1 };"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a reader comes for."""

    asks: str
    steps: tuple[str, ...]
    """Visible names of what is pressed, in order; after `type:`, words that are typed."""
    says: str
    """The sentence that helps, on the screen after the last step."""
    keyboard: bool = False
    """Whether it is done with the keyboard alone."""
    answered: dict[str, str] = field(default_factory=dict)
    """The answers behind the result at which it begins; it begins at the home page where there are none."""
    prints: bool = False
    """Whether it ends at the printer."""


@dataclass(slots=True)
class Cost:
    """What a task took."""

    clicks: int = 0
    scrolled: float = 0
    """Screens of a phone."""
    keys: int = 0
    seconds: float = 0


def tasks() -> list[Task]:
    """Return the tasks of this site."""
    rows: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/site/reader-tasks.toml").read_text("utf-8"))["task"]
    return [Task(**row | {"steps": tuple(row["steps"])}) for row in rows]


def do(page: Page, site: str, task: Task) -> Cost:
    """Do a task, and count; raises AssertionError where its sentence is not on the screen at the end."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.add_init_script(PRINTS)
    if task.answered:
        open_quiz(page, site)
        answer_all(page, **task.answered)
    else:
        page.goto(site, wait_until="load")
    page.evaluate("document.fonts.ready")
    cost, start = Cost(), perf_counter()
    for step in task.steps:
        if step.startswith("type:"):
            page.keyboard.type(step.removeprefix("type:").strip())
            continue
        target = _named(page, step)
        _scroll(page, target, cost)
        if task.keyboard:
            _press(page, target, cost)
        else:
            target.click()
        cost.clicks += 1
    said = page.get_by_text(task.says).filter(visible=True).first
    expect(said).to_be_in_viewport(timeout=60_000)
    cost.seconds = perf_counter() - start
    if task.prints:
        assert page.evaluate("window.prints") == 1
    return cost


def _named(page: Page, name: str) -> Locator:
    """Return what has a name and can be pressed; waits until it is there."""
    found = page.locator("summary").filter(has_text=name)
    for role in ROLES:
        found = found.or_(page.locator("main").get_by_role(role, name=name))  # type: ignore[arg-type]
    target = found.filter(visible=True).first
    expect(target).to_be_visible(timeout=60_000)
    return target


def _scroll(page: Page, target: Locator, cost: Cost) -> None:
    """Bring a target onto the screen, and count how far that is."""
    before = page.evaluate("scrollY")
    target.scroll_into_view_if_needed()
    # The theme notes a moment later where the reader is, and would take that for a place on the page that comes.
    page.wait_for_function("() => Math.abs((history.state?.y ?? 0) - scrollY) < 2")
    cost.scrolled += abs(page.evaluate("scrollY") - before) / PHONE["height"]


def _press(page: Page, target: Locator, cost: Cost) -> None:
    """Go to a target with Tab, and press it."""
    while not target.evaluate(IS_NAMED):
        assert cost.keys < MOST_TABS * (cost.clicks + 1), "the keyboard does not come there"
        page.keyboard.press("Tab")
        cost.keys += 1
    is_box = target.evaluate("(element) => element.matches('input')")
    page.keyboard.press("Space" if is_box else "Enter")
    cost.keys += 1
