"""The check page while its scripts are late, lost, cut or mislabelled, in three engines: no press meets silence."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engines.quiz import by_mouse, follow, level, next_step, open_quiz
from engines.tab import SHOWN, Tab
from gate import Gate
from symptom_site import preview

pytestmark = pytest.mark.deep

FAILED = ".quiz-failed h2"
"""The heading that takes the place of the question where the checker cannot run."""
CALL = "Call 911 now"
TOLD = ("#quiz", CALL)
MODULES = (".mjs", "/quiz.json")
"""Ends of the paths of what a press needs at once: the modules, and the words of the quiz."""


@contextmanager
def kept_back(site: Path, *endings: str) -> Iterator[tuple[str, threading.Event]]:
    """Serve a site without the files whose paths end so; give its address, and what lets them come."""
    gate = Gate(*endings)
    with preview.serve(site, seen=gate) as address:
        try:
            yield address, gate.opened
        finally:
            gate.opened.set()


@contextmanager
def lost(site: Path, path: str) -> Iterator[None]:
    """Take a file away."""
    file = site / path
    aside = file.rename(site.parent / "aside")
    yield
    aside.rename(file)


@contextmanager
def cut(site: Path, path: str) -> Iterator[None]:
    """Send the first half of a file."""
    file = site / path
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    yield
    file.write_bytes(whole)


@contextmanager
def late(_: Path, __: str) -> Iterator[None]:
    """Leave a file as it is: the server keeps it back."""
    yield


@contextmanager
def mislabelled(site: Path, path: str) -> Iterator[None]:
    """Send a file as plain text."""
    headers = site / "_headers"
    right = headers.read_text(encoding="utf-8")
    headers.write_text(f"{right}\n/{path}\n  Content-Type: text/plain\n", encoding="utf-8")
    yield
    headers.write_text(right, encoding="utf-8")


FAULTS = pytest.mark.parametrize("fault", [lost, cut, mislabelled, late], ids=lambda fault: fault.__name__)


def asked(tab: Tab, site: Path) -> list[str]:
    """Return the path of every file that the check page loads, also for offline use where the browser keeps it."""
    seen: list[str] = []
    with preview.serve(site, seen=seen) as address:
        open_quiz(tab, address)
        tab.visit("about:blank")
    return sorted({path.removeprefix("/") for path in seen if not path.endswith("/")})


def modules(tab: Tab, site: Path) -> list[str]:
    """Return the path of every module that the check page loads, and of the words of the quiz."""
    found = [path for path in asked(tab, site) if path.endswith(MODULES)]
    wanted = ("mount.mjs", "worker.mjs", "pyodide.mjs", "quiz.json")
    assert [name for name in wanted if not any(path.endswith(name) for path in found)] == []
    return found


def others(tab: Tab, site: Path) -> list[str]:
    """Return the path of every other file that the check page loads."""
    found = [path for path in asked(tab, site) if not path.endswith(MODULES)]
    wanted = (".wasm", ".whl", ".zip", ".css", ".min.js", ".woff2")
    assert [name for name in wanted if not any(path.endswith(name) for path in found)] == []
    return found


def press_go_on(tab: Tab, member: str) -> None:
    """Choose one answer of the first question and press Continue, unless the message of a failure comes first."""
    tab.click(f'[data-stage] label[for="q-danger-{member}"], {FAILED}')
    tab.click(f"[data-stage] form button, {FAILED}")


def expect_told(tab: Tab, address: str) -> None:
    """Tick a sign of danger and press Continue as soon as the page lets one; fail unless it says what to do."""
    tab.visit(f"{address}check/")
    press_go_on(tab, "breathing")
    tab.wait(f"(failed, ...told) => document.querySelector(failed) ?? ({SHOWN})(...told)", FAILED, *TOLD, True)
    if not tab.sees(*TOLD, on_screen=True):
        tab.see("#danger-breathing", f"Emergency: {CALL}")


@FAULTS
def test_an_emergency_is_told_whatever_becomes_of_one_module(tab: Tab, own_site: Path, fault: Callable) -> None:
    """With any one module lost, cut, mislabelled or late, a sign of danger leads to what to do at once."""
    for path in modules(tab, own_site):
        endings = (".wasm", path) if fault is late else (".wasm",)
        with fault(own_site, path), kept_back(own_site, *endings) as (address, _):
            expect_told(tab, address)


@FAULTS
def test_an_emergency_is_told_whatever_becomes_of_one_other_file(tab: Tab, own_site: Path, fault: Callable) -> None:
    """The same with any other file: Python, the style, the theme's script, a font, what is for offline use.

    A style that is late is left out: a browser paints nothing before it has come or failed.
    """
    for path in others(tab, own_site):
        if fault is late and path.endswith(".css"):
            continue
        endings = (path,) if fault is late else ()
        with fault(own_site, path), kept_back(own_site, *endings) as (address, _):
            expect_told(tab, address)


def test_no_press_meets_silence_whatever_module_is_lost(tab: Tab, own_site: Path) -> None:
    """With any one module lost, "None of these" leads to a question, or to the note that names the plain list."""
    who = '[data-stage] form[data-question="who"]'
    for path in modules(tab, own_site):
        with lost(own_site, path), kept_back(own_site, ".wasm") as (address, _):
            tab.visit(f"{address}check/")
            press_go_on(tab, "none")
            tab.see(f"{who}, #checker-starting, {FAILED}")
            tab.see(f"{who}, #all-questions")


@pytest.mark.parametrize("endings", [(".mjs",), (".js", ".mjs")], ids=["our scripts", "all scripts"])
def test_a_press_before_the_scripts_come_counts(tab: Tab, sample_site: Path, endings: tuple[str, ...]) -> None:
    """Continue that is pressed while the scripts are on their way is told of, and counts when they come."""
    with kept_back(sample_site, *endings) as (address, come):
        tab.visit(f"{address}check/")
        tab.see("#quiz", "The checker is starting.")
        press_go_on(tab, "none")
        tab.see("#quiz", "The checker is still starting.", on_screen=True)
        come.set()
        assert next_step(tab, "danger") == "who"
        tab.see("#quiz", "The checker is ready.")
        follow(tab, by_mouse, {})
        assert level(tab) == "self-care"


def test_an_emergency_pressed_before_the_scripts_come_is_told_at_once_and_ends_as_one(
    tab: Tab, sample_site: Path
) -> None:
    """The sign's own line says what to do before any script runs; when they come, the result does."""
    with kept_back(sample_site, ".js", ".mjs") as (address, come):
        tab.visit(f"{address}check/")
        tab.click('#quiz label[for="q-danger-heavy"]')
        tab.see("#quiz .quiz-choice__now", "Emergency: Call 911 now")
        tab.click("[data-stage] button", "Continue")
        tab.see(*TOLD, on_screen=True)
        come.set()
        tab.see("[data-result]")
        assert level(tab) == "emergency"
