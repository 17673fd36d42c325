"""The functions of Pyodide's WebAssembly that run, in three engines."""

import json
from pathlib import Path

import pytest

from browser.releases import publish, release_of
from counting import SEEN, counting
from engines.quiz import LEVELS, by_mouse, follow, level, next_step, open_quiz
from engines.tab import Tab
from support import ROOT
from symptom_site import preview
from symptom_site.runtime import functions
from symptom_site.runtime.pyodide import WASM, WHOLE
from symptom_site.runtime.release import integrity

pytestmark = pytest.mark.deep

TELL = f"""
let exported = {{}};
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (module, imports) => {{
  const made = await instantiate(module, imports);
  const {{ exports }} = made.instance ?? made;
  if (Object.keys(exports).length > Object.keys(exported).length) exported = exports;
  return made;
}};
const channel = new BroadcastChannel("functions");
channel.addEventListener("message", ({{ data }}) => data === "asked" && channel.postMessage(({SEEN})(exported)));
"""
"""Lets the checker's worker tell which functions have run."""
ASK = """
() => new Promise((resolve) => {
  const channel = new BroadcastChannel("functions");
  channel.addEventListener("message", ({ data }) => resolve(data));
  channel.postMessage("asked");
})
"""


def test_no_function_runs_that_is_left_out(tab: Tab, own_site: Path) -> None:
    """Two starts and a way to each level run no function of the WebAssembly that is not on the list."""
    [wasm] = own_site.rglob(WASM)
    [worker] = own_site.rglob("components/checker/worker.mjs")
    wasm.write_bytes(counting((ROOT / "node_modules" / "pyodide" / WASM).read_bytes()))
    worker.write_text(TELL + worker.read_text(encoding="utf-8"), encoding="utf-8")
    changed = {path.relative_to(own_site).as_posix(): integrity(path.read_bytes()) for path in (wasm, worker)}
    publish(own_site, sums=release_of(own_site)["sums"] | changed)
    seen: set[int] = set()
    with preview.serve(own_site) as address:
        for _ in range(2):
            open_quiz(tab, address)
            for wanted, answers in LEVELS.items():
                follow(tab, by_mouse, answers)
                assert level(tab) == wanted
                tab.click("[data-stage] button", "Start again")
                next_step(tab, "result")
            seen |= set(tab.wait(ASK))
    listed = functions.read(functions.USED.read_text(encoding="utf-8"))

    assert len(seen) > 2000
    assert sorted(seen - listed) == [], f"put these into {functions.USED}: {json.dumps(sorted(seen - listed))}"


def test_a_start_asks_for_a_part_alone(tab: Tab, sample_site: Path) -> None:
    """Neither the whole library nor the whole WebAssembly is asked for on a way to each level."""
    asked: list[str] = []
    with preview.serve(sample_site, seen=asked) as address:
        open_quiz(tab, address)
        for answers in LEVELS.values():
            follow(tab, by_mouse, answers)
            tab.click("[data-stage] button", "Start again")
            next_step(tab, "result")
    assert [path for path in asked if path.endswith(WASM)]
    assert [path for path in asked if path.endswith(tuple(WHOLE.values()))] == []
