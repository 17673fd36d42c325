"""What the checker costs: compiling its knowledge, a step on this machine and in the browser, the start of the quiz."""

import json
import statistics
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from browser.walk import open_quiz
from support import KNOWLEDGE, TOPIC, real, real_tables, walk
from symptom_checker import web
from symptom_checker.model import Knowledge
from symptom_checker_workshop.compile import compile_topic, module_text
from symptom_checker_workshop.parse import read

pytestmark = pytest.mark.browser

ROUNDS = 7


def _measure(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the milliseconds of each round."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _say(name: str, taken: list[float], capsys: pytest.CaptureFixture[str], base: float | None = None) -> float:
    median = statistics.median(taken)
    ratio = f"  = {median / base:.1f} x" if base else ""
    with capsys.disabled():
        print(f"\n{name:<52} median {median:8.2f} ms ({min(taken):.2f} to {max(taken):.2f}, n = {len(taken)}){ratio}")
    return median


def test_knowledge(capsys):
    """Reading and compiling the tables, and loading the module that ships."""
    text = module_text(real())
    code = compile(text, "topic", "exec")

    def load() -> None:
        space: dict = {}
        exec(code, space)  # noqa: S102  our own module
        Knowledge.from_tuple(space["TOPIC"])

    base = _say("load the compiled topic", _measure(load), capsys)
    _say("read and compile the tables", _measure(lambda: compile_topic(read(KNOWLEDGE / TOPIC))), capsys, base)


def test_step_and_start(capsys, chromium: Browser, site: str):
    """A step of the quiz here and in Pyodide, and the time until the checker is ready."""
    answers = [walk(real(), case.answers)[1] for case in list(real_tables().cases.values())[::10]]

    def steps() -> None:
        for given in answers:
            web.step(real(), given)

    here = [taken / len(answers) for taken in _measure(steps)]
    base = _say("a step in CPython", here, capsys)
    context = chromium.new_context()
    page = context.new_page()
    open_quiz(page, site)
    requests = [json.dumps({"topic": TOPIC, "answers": given}) for given in answers]
    module = page.evaluate("document.querySelector('script[src*=\"/assets/app/\"]').src")
    taken = page.evaluate(
        """async ([module, requests]) => {
          const { engine } = await import(new URL("engine.mjs", module));
          const taken = [];
          for (let round = 0; round < 7; round++) {
            const start = performance.now();
            for (const text of requests) await engine.ask(JSON.parse(text));
            taken.push((performance.now() - start) / requests.length);
          }
          return taken;
        }""",
        [module, requests],
    )
    _say("a step in Pyodide, message and all", taken, capsys, base)
    context.close()

    def start(kept: bool) -> Callable[[], None]:
        shared = chromium.new_context()

        def visit() -> None:
            context = shared if kept else chromium.new_context()
            page = context.new_page()
            open_quiz(page, site)
            page.close()
            if not kept:
                context.close()

        if kept:
            visit()
        return visit

    cold = _say("first visit until the checker is ready", _measure(start(kept=False)), capsys)
    _say("a later visit", _measure(start(kept=True)), capsys, cold)
