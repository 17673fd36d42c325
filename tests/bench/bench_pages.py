"""What a page costs its reader: paint, weight, movement, a step of the quiz, Lighthouse; beside plain Material.

Byte budgets are tests too (`tests/site/test_weight.py`); times are told here alone, because machines are shared.
"""

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from bench.bench_build import Figure, cost, keep, mkdocs, settings
from browser.walk import open_quiz, wait_until_ready
from support import ROOT
from symptom_site import preview
from symptom_site.finish import compressed
from symptom_site.runtime import pyodide
from this_site import built

pytestmark = pytest.mark.browser

ROUNDS = 15
"""Of a painting, which varies much."""
LIGHTHOUSE_ROUNDS = 3
PRESSES = 30
SLOWED = 4
"""How much slower the processor of the page is made: about that of a phone of some years."""

ARTICLE = "body/calf/"
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}

PAINTS = """
window.paints = {};
new PerformanceObserver((list) => {
  for (const { name, startTime } of list.getEntries()) window.paints[name] = startTime;
}).observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.paints.largest = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
window.moved = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.moved += value;
}).observe({ type: "layout-shift", buffered: true });
"""

PRESS = """
() => new Promise((done) => {
  const stage = document.querySelector("[data-stage]");
  const start = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    // The task after the frame in which the question is drawn.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - start);
      port2.postMessage(0);
    });
  }).observe(stage, { childList: true });
  [...stage.querySelectorAll("button")].find((button) => button.type === "submit").click();
})
"""
"""Presses Continue; gives the milliseconds until the next question is painted."""

CHOOSE = """
() => {
  const boxes = [...document.querySelectorAll("[data-stage] form input")];
  const none = boxes.find(({ value }) => value === "none") ?? boxes[0];
  if (none) none.checked = true;
  return Boolean(none);
}
"""


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This site with its compressed copies."""
    site = Path(shutil.copytree(built(), tmp_path_factory.mktemp("whole") / "site"))
    compressed.write(site, ROOT / ".build" / "compressed")
    return site


def told(key: str, runs: list[float], unit: str, goal: float, reason: str, capsys, **peers: float | str) -> None:
    """Keep a figure that is met when it is not above its goal: the median of the runs."""
    figure = statistics.median(runs)
    keep(
        Figure(key=key, figure=figure, unit=unit, goal=goal, met=figure <= goal, reason=reason, runs=runs, peers=peers),
        capsys,
    )


def visit(chromium: Browser, address: str, *, size: dict[str, int] = PHONE, wait: int = 300) -> dict[str, float]:
    """Open a page in a fresh profile, and give when it was painted and how far its parts moved."""
    context = chromium.new_context(viewport=size, service_workers="block")  # type: ignore[arg-type]
    context.add_init_script(PAINTS)
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_timeout(wait)
    found: dict[str, float] = page.evaluate("() => ({ ...window.paints, moved: window.moved })")
    context.close()
    return found


def plain_page(folder: Path, page: Path) -> Path:
    """Build plain Material with one page that has the words and headings of another; return the site."""
    article = html.fromstring(page.read_bytes()).find(".//article")
    for hidden in article.xpath(".//*[@hidden or @popover or self::script]"):
        hidden.drop_tree()
    lines = []
    for part in article.iter("h1", "h2", "h3", "p", "li", "label", "button"):
        words = " ".join(part.text_content().split())
        mark = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "label": "- "}.get(part.tag, "")
        lines.append(f"{mark}{words.replace('[', '').replace('<', '')}\n")
    docs = folder / "docs"
    (docs / "check").mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (docs / "check" / "index.md").write_text("\n".join(lines), encoding="utf-8")
    cost(mkdocs(settings(folder, is_ours=False, has_nav=False)), ROOT)
    return folder / "site-plain"


def test_paint(chromium: Browser, whole_site: Path, tmp_path: Path, capsys) -> None:
    """P1: the check page is painted about as soon as a plain page of the same length."""
    plain = plain_page(tmp_path, whole_site / "check" / "index.html")
    runs: dict[str, list[dict[str, float]]] = {"ours": [], "plain": []}
    with preview.serve(whole_site) as ours, preview.serve(plain) as peer:
        for round_ in range(ROUNDS + 1):
            for name, address in (("ours", ours), ("plain", peer)):
                found = visit(chromium, f"{address}check/")
                if round_:  # the first warms the machine
                    runs[name].append(found)
    for key, paint in (("P1a", "first-contentful-paint"), ("P1b", "largest")):
        peer_median = statistics.median(run[paint] for run in runs["plain"])
        told(
            key,
            [run[paint] / peer_median for run in runs["ours"]],
            "x",
            1.1,
            f"{paint} of the check page in a cold profile, against plain Material of the same length",
            capsys,
            ours_ms=statistics.median(run[paint] for run in runs["ours"]),
            plain_material_ms=peer_median,
        )


def test_step(chromium: Browser, whole_site: Path, capsys) -> None:
    """P7: from Continue to the next question painted, on a slow processor."""
    taken: list[float] = []
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    with preview.serve(whole_site) as address:
        open_quiz(page, address)
        session = context.new_cdp_session(page)
        while len(taken) < PRESSES:
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            page.wait_for_timeout(600)  # a new step takes no press at once
            if not page.evaluate(CHOOSE) or page.locator("[data-stage] form[data-question]").count() == 0:
                session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
                again(page, address)
                continue
            taken.append(page.evaluate(PRESS))
    context.close()
    reason = f"from Continue to the next question painted, the page's processor slowed {SLOWED} x, {PRESSES} presses"
    told("P7", taken, "ms", 100, reason, capsys)


def again(page: Page, address: str) -> None:
    """Stand before the first question."""
    page.goto(f"{address}about/")
    page.goto(f"{address}check/")
    wait_until_ready(page)


@cache
def wire(site: Path, path: str) -> int:
    """Return the bytes of a file as a good host sends it."""
    file = site / unquote(path)
    file = file / "index.html" if file.is_dir() else file
    data = file.read_bytes()
    return min(len(data), len(brotli.compress(data, quality=11))) if file.suffix in compressed.KINDS else len(data)


def loaded(chromium: Browser, address: str, path: str, act: Callable[[Page], object] = lambda _: None) -> list[str]:
    """Return the paths of all that a page asks for in a fresh profile, without what is kept for offline use."""
    context = chromium.new_context(viewport=PHONE, service_workers="block")  # type: ignore[arg-type]
    page, asked = context.new_page(), dict[str, None]()
    page.on("request", lambda request: asked.setdefault(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{address}{path}", wait_until="networkidle")
    act(page)
    page.wait_for_load_state("networkidle")
    context.close()
    return [path for path in asked if not path.startswith("data:")]


def open_search(page: Page) -> None:
    """Open the search, and wait until it can be asked."""
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Type to start searching").wait_for()


def test_weight_of_an_article(chromium: Browser, whole_site: Path, capsys) -> None:
    """P8: an article in a fresh profile, and the search that its reader opens, as a good host sends it."""
    with preview.serve(whole_site) as address:
        alone = loaded(chromium, address, ARTICLE)
        paths = loaded(chromium, address, ARTICLE, open_search)
    runtime = [path for path in paths if path.startswith(("runtime/", "checker/"))]
    total = sum(wire(whole_site, path) for path in paths) / 1000
    largest = sorted(((wire(whole_site, path), path) for path in paths), reverse=True)[:6]
    peers = {path.rpartition("/")[2] or "page": size / 1000 for size, path in largest} | {"files": len(paths)}
    peers["without the search"] = sum(wire(whole_site, path) for path in alone) / 1000
    told("P8", [total], "kB", 220, f"{ARTICLE} cold, Brotli, search opened, no runtime file", capsys, **peers)
    assert runtime == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves(chromium: Browser, whole_site: Path, size: dict[str, int], capsys) -> None:
    """P10: how far the parts of each page move while it comes."""
    pages = [path.relative_to(whole_site).parent.as_posix() for path in sorted(whole_site.rglob("index.html"))]
    with preview.serve(whole_site) as address:
        moved = {page: visit(chromium, f"{address}{page.strip('.')}/", size=size)["moved"] for page in pages}
    worst = max(moved, key=lambda page: moved[page])
    reason = f"layout shift of the worst of {len(pages)} pages, {size['width']} px wide"
    told(f"P10-{size['width']}", [moved[worst]], "", 0, reason, capsys, page=worst)


def test_weight_of_html(whole_site: Path, capsys) -> None:
    """P11: bytes of HTML."""
    pages = {path.relative_to(whole_site).as_posix(): path.stat().st_size / 1000 for path in whole_site.rglob("*.html")}
    articles = [size for path, size in pages.items() if not path.startswith(("about/", "check/")) and "/" in path]
    others = {"median": statistics.median(articles), "largest": max(articles)}
    largest = max(pages, key=lambda path: pages[path])
    check = wire(whole_site, "check/index.html") / 1000
    for key, figure, goal, reason, peers in (
        ("P11-home", pages["index.html"], 25, "HTML of home", {}),
        (
            "P11-article",
            pages[f"{ARTICLE}index.html"],
            40,
            f"HTML of {ARTICLE}",
            others,
        ),
        ("P11-check", pages["check/index.html"], 200, "HTML of the check page", {}),
        ("P11-check-br", check, 35, "the same, Brotli", {}),
        ("P11-largest", pages[largest], 200, "largest HTML", {"page": largest}),
    ):
        told(key, [figure], "kB", goal, reason, capsys, **peers)


LIGHTHOUSE = """
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";
const [, , address, chromePath] = process.argv;
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
const { lhr } = await lighthouse(address, { port: chrome.port, output: "json" });
await chrome.kill();
const scores = Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]);
console.log(JSON.stringify(Object.fromEntries(scores)));
"""


def test_lighthouse(whole_site: Path, tmp_path: Path, capsys) -> None:
    """P9: Lighthouse's four figures, as on a phone, of three pages served compressed; beside plain Material.

    The figure of performance is one of this machine: it says something only beside that of the plain page.
    """
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "run.mjs").write_text(LIGHTHOUSE, encoding="utf-8")
    node = pyodide.node()
    npm = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ("--ignore-scripts", "--no-audit", "--no-fund")
    installed = subprocess.run(
        [node, npm, "install", *options, "lighthouse"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if installed.returncode:
        reason = f"not measured: {installed.stderr.strip().splitlines()[-1]}"
        keep(Figure(key="P9", figure=0, unit="", goal=100, met=False, reason=reason, runs=[0]), capsys)
        return
    environment = {**os.environ, "PATH": f"{node.parent}:{os.environ['PATH']}"}

    def scores_of(address: str) -> dict[str, float]:
        command = [node, "run.mjs", address, str(shutil.which("chromium"))]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, env=environment)
        scores: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return scores

    for path in ("", ARTICLE, "check/"):
        name_of_page = path.strip("/") or "home"
        folder = tmp_path / name_of_page.replace("/", "-")
        plain = plain_page(folder, whole_site / path / "index.html")
        compressed.write(plain, ROOT / ".build" / "compressed")
        ours: list[dict[str, float]] = []
        peer: list[dict[str, float]] = []
        with preview.serve(whole_site) as address, preview.serve(plain) as peer_address:
            for _ in range(LIGHTHOUSE_ROUNDS):
                ours.append(scores_of(f"{address}{path}"))
                peer.append(scores_of(f"{peer_address}check/"))
        for name in ours[0]:
            runs = [score[name] for score in ours]
            figure = statistics.median(runs)
            reason = f"Lighthouse, mobile: {name} of {name_of_page}"
            peers = {"plain Material": statistics.median(score[name] for score in peer if name in score)}
            key = f"P9-{name_of_page}-{name}"
            keep(
                Figure(
                    key=key, figure=figure, unit="", goal=100, met=figure == 100, reason=reason, runs=runs, peers=peers
                ),
                capsys,
            )
