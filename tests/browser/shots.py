"""Takes pictures of the chief pages and quiz states, phone and desktop, light and dark, into shots/."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from browser.walk import answer, answer_all, box, open_quiz
from conftest import QUIET
from support import ROOT
from symptom_site import preview

PAGES = (
    "",
    "types/",
    "types/twitch/",
    "causes/",
    "body/calf/",
    "self-care/stretching/",
    "get-help/",
    "about/",
    "check/paper/",
    "about/how-the-checker-decides/",
    "about/how-safe-is-it/",
    "serious/",
    "serious/clot-in-the-leg/",
    "types/hiccups/",
    "self-care/stretch-calf/",
    "causes/pregnancy/",
    "about/questions/",
    "about/glossary/",
)
SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1280, 800)}
OUT = ROOT / "shots"


def take_all() -> int:
    """Take all pictures and return how many there are."""
    shutil.rmtree(OUT, ignore_errors=True)
    with preview.serve(ROOT / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", *QUIET]
        )
        for name, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
                page = context.new_page()
                folder = OUT / f"{name}-{scheme}"
                folder.mkdir(parents=True)
                for path in PAGES:
                    page.goto(address + path)
                    _shoot(page, folder / f"{path.strip('/').replace('/', '-') or 'home'}.png")
                for state, go in QUIZ.items():
                    page.goto(f"{address}about/")
                    open_quiz(page, address)
                    go(page)
                    _shoot(page, folder / f"quiz-{state}.png")
                context.close()
        browser.close()
    return len(list(OUT.rglob("*.png")))


def _shoot(page: Page, path: Path) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=path, full_page=True)


def _error(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def _each(page: Page) -> None:
    box(page, "unsure").check()


CALM = {"who": "me_18_49", "kind": "night_leg"}
"""Answers of an adult with a simple cramp at night."""

QUIZ: dict[str, Callable[[Page], object]] = {
    "first": lambda _page: None,
    "error": _error,
    "each": _each,
    "who": lambda page: answer(page, "none"),
    "kind": lambda page: answer_all(page, until="kind", **CALM),
    "self-care": lambda page: answer_all(page, **CALM),
    "routine": lambda page: answer_all(page, **CALM, pattern="sleep"),
    "urgent": lambda page: answer_all(page, **CALM, today="leg_swell"),
    "emergency": lambda page: answer(page, "chest"),
    "emergency-room": lambda page: answer_all(page, **CALM, body="dark_urine"),
}
"""State of the quiz → what a reader does to get there."""


if __name__ == "__main__":
    print(f"{take_all()} pictures in {OUT.name}/")
