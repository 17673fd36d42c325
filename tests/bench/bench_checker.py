"""What the checker costs: its size, compiling its knowledge, a step here and in the browser, its growth, the start."""

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.synthetic import states, topic
from browser.walk import open_quiz
from support import ROOT, walk
from symptom_checker import web
from symptom_checker.logic import Answers, Logic
from symptom_checker_workshop.tables.compile import compile_topic, module_text
from symptom_checker_workshop.tables.read import read
from symptom_site.runtime import pyodide as runtime
from symptom_site.runtime import wheel
from this_site import FOLDER, TOPIC, compiled, tables

pytestmark = pytest.mark.browser

type Work = dict[tuple[str, int], list[Answers]]
"""State of the asking and number of rules → the answers of the steps of a round."""

ROUNDS = 7
SIZES = (100, 1000)
"""Numbers of rules between which the growth of a step is measured."""
REPEAT = 2000
"""Divided by the number of rules: how often a step is repeated in a round, so that short ones are measured as well."""
MOST_BYTES = 50_000
ENGINE = ROOT / "checker" / "engine"
IN_PYODIDE = """
import json, time
from symptom_checker import web
from symptom_checker.loading import load
def measure(rules, answers):
    knowledge, taken = load(f"rules-{rules}"), []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for given in answers:
            web.step(knowledge, given)
        taken.append((time.perf_counter() - start) * 1000 / len(answers))
    return taken
"""


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
    text = module_text(compiled())
    code = compile(text, "topic", "exec")

    def load() -> None:
        space: dict = {}
        exec(code, space)  # noqa: S102  our own module
        Logic.from_tuple(space["TOPIC"])

    base = _say("load the compiled topic", _measure(load), capsys)
    _say("read and compile the tables", _measure(lambda: compile_topic(read(FOLDER))), capsys, base)


def test_size(capsys):
    """The bytes of the engine's sources, the compiled knowledge aside."""
    sizes = [path.stat().st_size for path in (ENGINE / "symptom_checker").glob("*.py")]
    with capsys.disabled():
        print(f"\n{'the engine, ' + str(len(sizes)) + ' modules':<52} {sum(sizes):,} bytes (limit {MOST_BYTES:,})")


def test_growth(capsys, tmp_path: Path):
    """A step with ten times the questions and rules, here and in Pyodide under Node: ideal is ten times as long."""
    small, large = SIZES
    topics = {rules: topic(rules) for rules in SIZES}
    work = {
        (state, rules): answers * (REPEAT // rules)
        for rules, knowledge in topics.items()
        for state, answers in states(knowledge).items()
    }
    cpython = {key: _steps(topics[key[1]], answers) for key, answers in work.items()}
    for name, taken in (("CPython", cpython), ("Pyodide", _in_pyodide(topics, work, tmp_path))):
        for state in dict.fromkeys(state for state, _ in work):
            # The least: what else runs on the machine only ever adds.
            few, many = min(taken[state, small]), min(taken[state, large])
            with capsys.disabled():
                print(
                    f"\n{f'a step {state} in {name}, {small} to {large:,} rules':<52} {few:.2f} to {many:.2f} ms",
                    end="",
                )
                print(f"  = {many / few:.1f} x (ideal 10 x, least of {ROUNDS})")


def _steps(knowledge: Logic, answers: list[Answers]) -> list[float]:
    """Return the milliseconds of a step, as a mean of each round."""

    def work() -> None:
        for given in answers:
            web.step(knowledge, given)

    return [taken / len(answers) for taken in _measure(work)]


def _in_pyodide(topics: dict[int, Logic], work: Work, folder: Path) -> dict[tuple[str, int], list[float]]:
    """Return the milliseconds of a step in Pyodide, as a mean of each round."""
    modules = {f"rules_{rules}": module_text(knowledge) for rules, knowledge in topics.items()}
    built = runtime.build(
        runtime.node(),
        ROOT / "node_modules" / "pyodide",
        wheel.build(ENGINE / "symptom_checker", modules, folder),
        ROOT / ".build",
    )
    for name, path in built.files.items():
        shutil.copyfile(path, folder / name)
    # The lines that measure are compiled there; the part that is shipped cannot do that.
    shutil.copyfile(ROOT / "node_modules" / "pyodide" / runtime.WASM, folder / runtime.WASM)
    calls = ", ".join(f"measure({rules}, {answers!r})" for (_, rules), answers in work.items())
    expression = f"(space := {{'ROUNDS': {ROUNDS}}}, exec({IN_PYODIDE!r}, space), eval({f'[{calls}]'!r}, space))[-1]"
    script = ROOT / "tests" / "hooks" / "load_runtime.mjs"
    done = subprocess.run(
        [runtime.node(), script, folder, built.wheel, json.dumps(runtime.LOCK), expression],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return dict(zip(work, json.loads(done.stdout), strict=True))


def test_step_and_start(capsys, chromium: Browser, site: str):
    """A step of the quiz here and in Pyodide, and the time until the checker is ready."""
    answers = [walk(compiled(), case.answers)[1] for case in list(tables().cases.values())[::10]]

    def steps() -> None:
        for given in answers:
            web.step(compiled(), given)

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
