"""How long a reader waits for the checker, and what its start takes, beside peers in the same run: P2 to P6, P12, P13.

Machines are shared, so times are ratios within a run: each round starts every peer once, in a fresh profile and a
browser of its own, and again in the same profile.
"""

import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench import peers
from bench.figures import Figure, keep
from browser.conftest import PRESS_AT_ONCE
from browser.walk import question
from conftest import ARGUMENTS, EXECUTABLE
from support import ROOT
from symptom_site import preview
from symptom_site.finish.compressed import COPIES
from symptom_site.runtime import pyodide as runtime
from symptom_site.runtime.pyodide import WHOLE

pytestmark = pytest.mark.browser

ROUNDS = 7
LONG = 50
"""Milliseconds from which a browser tells of a long task."""
FAST_4G = (9_000_000 * 0.9 / 8, 0.165)
"""Bytes a second and seconds of delay, as the developer tools of Chromium have them."""
READING = 6
"""Seconds that a reader takes for the first question."""

WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
new MutationObserver(() => {
  const state = document.querySelector(".quiz")?.dataset.state;
  if (state === "loading") window.started ??= performance.now();
  if (state === "saving" || state === "ready") window.answered ??= performance.now();
  if (state === "ready") window.done ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
"""
"""Keeps, in the page, when the checker began to load, when it had answered, and when nothing more was fetched."""

WATCH_STEP = """
() => {
  const stage = document.querySelector("[data-stage]");
  window.step = undefined;
  document.addEventListener("submit", () => {
    const pressed = performance.now();
    const form = stage.firstElementChild;
    const look = () => {
      if (stage.firstElementChild === form) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => { window.step = performance.now() - pressed; }));
    };
    const watch = new MutationObserver(look);
    watch.observe(stage, { childList: true });
    look();
  }, { once: true, capture: true });
}
"""
"""Measures the milliseconds from the next press of Continue until the next step is painted."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give a folder that goes away in the end."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.fixture(scope="module")
def made(folder: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """Make the peers."""
    return peers.make(folder)


@contextmanager
def profile(chromium: Browser, folder: Path) -> Iterator[BrowserContext]:
    """Open a browser of its own with the profile in `folder`: what it compiled is kept there, as for a reader."""
    context = chromium.browser_type.launch_persistent_context(folder, executable_path=EXECUTABLE, args=ARGUMENTS)
    context.add_init_script(WATCH + PRESS_AT_ONCE)
    try:
        yield context
    finally:
        context.close()


def wait(page: Page, name: str, seconds: float = 120) -> float:
    """Wait until the page has set a time, and return its seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := page.evaluate(f"window.{name}"):
            return float(value) / 1000
        time.sleep(0.02)
    raise AssertionError(f"{page.url}: no {name} in {seconds} s")


def test_start(chromium: Browser, site_dir: Path, folder: Path, made: Any, capsys: Any) -> None:
    """P2, P3, P6, P12: the first answer on a first and on a second visit, and what comes before and after it."""
    folders, missing = made
    runs: dict[str, list[float]] = defaultdict(list)
    seen = Seen()
    with ExitStack() as servers:
        addresses = {name: servers.enter_context(preview.serve(place)) for name, place in folders.items()}
        addresses["ours"] = servers.enter_context(preview.serve(site_dir, seen=seen)) + "check/"
        for turn in range(ROUNDS):
            for name, address in addresses.items():
                place = folder / f"profile-{name}-{turn}"
                for visit in ("first", "second"):
                    with profile(chromium, place) as context:
                        page = context.pages[0]
                        seen.clear()
                        page.goto(address, wait_until="commit")
                        runs[f"{name} {visit}"].append(wait(page, "answered"))
                        if name == "ours":
                            runs[f"tasks {visit}"].append(longest_task(page))
                            runs[f"ready {visit}"].append(wait(page, "done") - runs[f"ours {visit}"][-1])
                        if name == "ours" and visit == "first":
                            answered = page.evaluate("performance.timeOrigin + window.answered") / 1000
                            runs["worker after"].append(seen.first(re.compile(r".*/sw\.js")) - answered)
                        time.sleep(3)  # the browser writes what it compiled some seconds after it
    for key, visit in (("P2", "first"), ("P3", "second")):
        ours = statistics.median(runs[f"ours {visit}"])
        stock = statistics.median(runs[f"stock {visit}"]) if "stock" in folders else 0
        beside = {name: statistics.median(runs[f"{name} {visit}"]) for name in folders} | missing
        figure = ours / stock if stock else float("inf")
        reason = f"{visit} visit: seconds to the engine's first answer, {ours:.2f}, against Pyodide with micropip"
        tell(capsys, key, figure, "x", 0.25, reason, runs[f"ours {visit}"], beside)
    tell_median(
        capsys,
        "P6",
        "ms",
        LONG,
        "longest task of the page while the engine starts (0: none of 50 ms)",
        runs["tasks first"],
    )
    reason = "seconds from the first answer until the service worker is asked for; below 0 it would be before"
    tell(
        capsys,
        "P12",
        min(runs["worker after"]),
        "s",
        0,
        reason,
        runs["worker after"],
        {
            "until all is kept, first visit": statistics.median(runs["ready first"]),
            "until all is kept, second visit": statistics.median(runs["ready second"]),
        },
        met=min(runs["worker after"]) >= 0,
    )


class Seen(list[str]):
    """The paths that a server was asked for, with the time of each."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.times: list[tuple[float, str]] = []

    def append(self, path: str) -> None:
        """Note a path."""
        self.times.append((time.time(), path))
        super().append(path)

    def clear(self) -> None:
        """Forget all."""
        self.times.clear()
        super().clear()

    def first(self, pattern: re.Pattern[str]) -> float:
        """Return when a path was asked for first."""
        return next(when for when, path in self.times if pattern.fullmatch(path))


def longest_task(page: Page) -> float:
    """Return the milliseconds of the longest task of the page from the start of the engine to its first answer."""
    tasks = page.evaluate("window.tasks.filter(([start, length]) => start + length > started && start < answered)")
    return max((length for _, length in tasks), default=0)


def tell(
    capsys: Any,
    key: str,
    figure: float,
    unit: str,
    goal: float,
    reason: str,
    runs: list[float],
    beside: dict[str, float | str] | None = None,
    met: bool | None = None,
) -> None:
    """Print and keep a figure."""
    is_met = figure <= goal if met is None else met
    keep(
        Figure(key=key, figure=figure, unit=unit, goal=goal, met=is_met, reason=reason, runs=runs, peers=beside or {}),
        capsys,
    )


def tell_median(capsys: Any, key: str, unit: str, goal: float, reason: str, runs: list[float]) -> None:
    """Print and keep the median of some runs."""
    tell(capsys, key, statistics.median(runs), unit, goal, reason, runs)


def test_bytes(site_dir: Path, made: Any, capsys: Any) -> None:
    """P4: what a first start loads, compressed as a good host does, against the same of the default way."""
    folders, missing = made
    ours = [*(site_dir / "runtime").rglob("*.*"), *(site_dir / "checker").rglob("*.whl")]
    own = sum(brotli(file) for file in ours if file.name not in WHOLE.values() and file.suffix not in COPIES) / 1e6
    left_out = {"index.html", "peer.js", "worker.js", "names.json", "_headers"}
    if "stock" in folders:
        stock = sum(brotli(file) for file in folders["stock"].iterdir() if file.name not in left_out) / 1e6
        reason = f"runtime and wheel in Brotli 11, {own:.2f} MB, against Pyodide, micropip and the same wheel"
        tell(capsys, "P4", own / stock, "x", 0.65, reason, [own], {"stock, MB": stock})
    else:
        tell(capsys, "P4", float("inf"), "x", 0.65, "no peer", [own], missing)


def brotli(file: Path) -> int:
    """Return the size of a file in Brotli 11."""
    return compressed(file).stat().st_size


def compressed(file: Path) -> Path:
    """Return a file in Brotli 11, made once for its contents: the largest takes half a minute."""
    kept = ROOT / ".build" / "brotli" / f"{runtime._digest([file])}.br"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        script = (
            "const [input, output] = process.argv.slice(1);"
            "const [fs, zlib] = [require('node:fs'), require('node:zlib')];"
            "fs.writeFileSync(output, zlib.brotliCompressSync(fs.readFileSync(input), { params: {"
            "[zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 } }));"
        )
        subprocess.run([runtime.node(), "-e", script, file, kept], check=True)
    return kept


class Phone(BaseHTTPRequestHandler):
    """Serves a site in Brotli over a connection as slow as that of a phone; all requests share its bytes a second."""

    protocol_version = "HTTP/1.1"
    line = threading.Lock()

    def __init__(self, *args: Any, site: Path, speed: tuple[float, float], **kwargs: Any) -> None:
        """Know the folder and the speed."""
        self.site, (self.bytes_a_second, self.delay) = site, speed
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Send a file, piece by piece."""
        path = self.path.partition("?")[0].lstrip("/")
        file = self.site / (f"{path}index.html" if path == "" or path.endswith("/") else path)
        time.sleep(self.delay)
        if not file.is_file():
            self.send_error(404)
            return
        body = compressed(file).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", preview.media_type(file.name))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if "." in path else "no-cache")
        self.end_headers()
        for start in range(0, len(body), 16_384):
            piece = body[start : start + 16_384]
            with self.line:
                time.sleep(len(piece) / self.bytes_a_second)
            with suppress(OSError):  # a browser that goes away in the middle is no news
                self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def phone(site: Path) -> Iterator[str]:
    """Serve a site as a phone on fast 4G gets it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Phone, site=site, speed=FAST_4G))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def test_wait_on_a_phone(chromium: Browser, site_dir: Path, folder: Path, capsys: Any) -> None:
    """P5: who reads the first question for six seconds waits for nothing, nor at the next questions."""
    waits: list[float] = []
    later: list[float] = []
    loads: list[float] = []
    with phone(site_dir) as address:
        for turn in range(-1, ROUNDS):  # the first one compresses
            with profile(chromium, folder / f"phone-{turn}") as context:
                page = context.pages[0]
                page.goto(f"{address}check/", wait_until="commit")
                page.locator("[data-stage] form[data-question]").wait_for(timeout=120_000)
                shown = time.monotonic()
                page.wait_for_timeout(READING * 1000)
                first = step(page)
                following = [step(page) for _ in range(3)]
                if turn >= 0:
                    waits.append(first)
                    later.append(max(following))
                    loads.append(time.monotonic() - shown if page.evaluate("window.answered") else float("inf"))
    reason = "seconds from Continue to the next question, 6 s after the first one showed, fast 4G"
    tell(
        capsys,
        "P5",
        statistics.median(waits),
        "s",
        0.1,
        reason,
        waits,
        {
            "longest of the three questions after it": statistics.median(later),
        },
    )


def step(page: Page) -> float:
    """Answer the question on the page with the first of its calm answers, and return the seconds until the next."""
    page.evaluate(WATCH_STEP)
    form = page.locator("[data-stage] form[data-question]")
    calm = form.locator('input[value="none"]')
    chosen = calm if calm.count() else form.locator("input[type=radio]").first
    chosen.check()
    page.get_by_role("button", name="Continue").click()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if taken := page.evaluate("window.step"):
            return float(taken) / 1000
        time.sleep(0.01)
    raise AssertionError(f"no step after {question(page)}")


def test_memory(chromium: Browser, site_dir: Path, capsys: Any) -> None:
    """P13: the most memory of the page's process with the engine, less that of the same page without."""
    used: dict[bool, list[float]] = {True: [], False: []}
    with preview.serve(site_dir) as address:
        for _ in range(ROUNDS):
            for has_engine in (True, False):
                used[has_engine].append(peak(chromium, f"{address}check/", has_engine=has_engine))
    runs = [more - less for more, less in zip(used[True], used[False], strict=True)]
    beside = {"page and engine": statistics.median(used[True]), "page alone": statistics.median(used[False])}
    tell(capsys, "P13", statistics.median(runs), "MB", 60, "peak of the engine's memory, by process", runs, beside)


def peak(chromium: Browser, address: str, *, has_engine: bool) -> float:
    """Return the MB that the process of a page took at most, with the engine or with its files refused."""
    browser = chromium.browser_type.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
    try:
        context = browser.new_context(service_workers="block")
        context.add_init_script(WATCH)
        page = context.new_page()
        if not has_engine:
            context.route("**/runtime/**", lambda route: route.abort())
        page.goto(address)
        if has_engine:
            wait(page, "done")
        else:
            expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=60_000)
        processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        return max(memory(found["id"]) for found in processes if found["type"] == "renderer")
    finally:
        browser.close()


def memory(process: int) -> float:
    """Return the MB that a process took at most, as Linux counts them."""
    said = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"^VmHWM:\s*(\d+) kB$", said, re.MULTILINE)
    assert found
    return int(found[1]) / 1000
