"""What a build costs, beside plain Material and others on the same pages, in one run.

Figures are processor seconds of the whole command (user and system), because machines are shared; a waiting person
sees wall time, so what a person waits for is measured in wall seconds and says so.
"""

import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

import pytest

from bench.figures import Figure, keep
from support import ROOT
from this_site import FOLDER, TOPIC

pytestmark = pytest.mark.browser

ROUNDS = 7
FEW = 3
"""Rounds of what takes minutes."""
ARTICLES = 1014
"""How many pages the large site has: its own, and copies of its articles."""
CHANGED = Path("types", "cramp.md")
LONGEST_WAIT = 120
"""Seconds after which a page that does not change is a failure."""


def around(**environment: str) -> dict[str, str]:
    """Return the environment of a command: as it is, but that Python keeps its bytecode, as it does for a person."""
    left_out = ("SITE_URL", "REPORT_URL", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", **environment}


def cost(command: list[str | Path], folder: Path, **environment: str) -> tuple[float, float]:
    """Run a command and return its processor seconds and, in MB, the most memory of any of its processes so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=around(**environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def settings(folder: Path, *, is_ours: bool, has_nav: bool = True) -> Path:
    """Write a configuration for the pages in `folder`/docs and return it: ours, or plain Material with search alone."""
    name = "ours" if is_ours else "plain"
    config: dict[str, object] = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / f"site-{name}"),
        "hooks": [str(ROOT / "hooks" / "site_hooks.py")] if is_ours else [],
        "extra": {
            "symptom_site": {
                "knowledge": str(folder / TOPIC),
                "cache": str(folder / ".build"),
                "node_modules": str(ROOT / "node_modules"),
            }
        },
        "watch": [str(folder / TOPIC)] if is_ours else [],
    }
    if not is_ours:
        config["plugins"] = ["search"]
        # Plain Material does not know the templates that pages of ours name.
        (folder / "theme").mkdir(exist_ok=True)
        (folder / "theme" / "now.html").write_text('{% extends "main.html" %}', encoding="utf-8")
        config["theme"] = {"custom_dir": str(folder / "theme")}
    if not has_nav:
        config["nav"] = None
    file = folder / f"{name}.yml"
    file.write_text(json.dumps(config), encoding="utf-8")
    return file


def mkdocs(config: Path, *options: str) -> list[str | Path]:
    """Return the command that builds with a configuration."""
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, *options]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pages and the tables, to be changed."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(FOLDER, tmp_path / TOPIC)
    return tmp_path


def change(page: Path) -> str:
    """Change the first sentence of a page that has a mark, and return a word that it did not hold before."""
    word = f"changed{time.time_ns()}"
    text, changed = re.subn(r"(?: changed\d+)? \[@", f" {word} [@", page.read_text(encoding="utf-8"), count=1)
    assert changed, f"{page} has no sentence with a mark"
    page.write_text(text, encoding="utf-8")
    return word


def test_build_with_one_article_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B1: a build with one article changed costs little more than plain Material on the same pages."""
    ours, plain = settings(folder, is_ours=True), settings(folder, is_ours=False)
    cost(mkdocs(ours), ROOT)
    runs, peer = [], []
    for _ in range(ROUNDS):
        change(folder / "docs" / CHANGED)
        peer.append(cost(mkdocs(plain), ROOT)[0])
        runs.append(cost(mkdocs(ours), ROOT)[0])
    ratio = statistics.median(runs) / statistics.median(peer)
    peers: dict[str, float | str] = {"plain Material": statistics.median(peer)} | others(folder)
    reason = "processor seconds of a build with one article changed, against plain Material"
    keep(
        Figure(key="B1", figure=ratio, unit="x", goal=1.5, met=ratio <= 1.5, reason=reason, runs=runs, peers=peers),
        capsys,
    )


def test_first_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B2: the first build in a fresh clone does not wait for proofs."""
    ours, runs = settings(folder, is_ours=True), []
    for _ in range(FEW):
        shutil.rmtree(folder / ".build", ignore_errors=True)
        runs.append(cost(mkdocs(ours), ROOT)[0])
    median = statistics.median(runs)
    reason = "processor seconds of a build with nothing kept"
    keep(Figure(key="B2", figure=median, unit="s", goal=30, met=median <= 30, reason=reason, runs=runs), capsys)


def test_a_thousand_articles(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B3: a site of 1,014 articles costs little more time and memory than plain Material on the same pages."""
    docs = folder / "docs"
    pages = list(docs.rglob("*.md"))
    # A site has one checker, one list of sources and one page for the worst moment, however many articles it has.
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    articles = [page for page, text in texts.items() if "kind: page" not in text and "\ntemplate:" not in text]
    for number, page in enumerate(islice(cycle(articles), ARTICLES - len(pages))):
        place = docs / f"copy{number // len(articles)}" / page.relative_to(docs)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, place)
    measured = {}
    for name, is_ours in (("plain", False), ("ours", True)):
        config = settings(folder, is_ours=is_ours, has_nav=False)
        runs = [alone(mkdocs(config)) for _ in range(FEW)]
        measured[name] = [statistics.median(run[at] for run in runs) for at in (0, 1)]
    reason = "1,014 articles with the results of the build before, against plain Material: processor s, or MB"
    for key, at, unit, goal in (("B3a", 0, "x time", 1.5), ("B3b", 1, "x memory", 2)):
        ratio = measured["ours"][at] / measured["plain"][at]
        figure = Figure(
            key=key,
            figure=ratio,
            unit=unit,
            goal=goal,
            met=ratio <= goal,
            reason=reason,
            runs=[measured["ours"][at]],
            peers={"plain Material": measured["plain"][at]},
        )
        keep(figure, capsys)


def alone(command: list[str | Path]) -> tuple[float, float]:
    """Return processor seconds and MB of a command, measured in a process of its own."""
    code = (
        "import resource, subprocess, sys\n"
        "status = subprocess.run(sys.argv[1:], capture_output=True).returncode\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(status, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, *map(str, command)],
        cwd=ROOT,
        env=around(),
        capture_output=True,
        text=True,
        check=True,
    )
    status, seconds, memory = said.stdout.split()
    assert status == "0"
    return float(seconds), float(memory)


def test_waiting_while_writing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B4 and B5: an article, or a rule, that was saved shows in the live preview within seconds.

    A rule is changed in its words (B5a), and then in its condition, so that the checker decides anew (B5b).
    """
    ours = settings(folder, is_ours=True)
    cost(mkdocs(ours), ROOT, LIVE_PREVIEW="1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "--livereload", "-f", ours, "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=around(LIVE_PREVIEW="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    home = f"http://127.0.0.1:{port}/"
    try:
        wait_for(home, "</html>")
        article = [shown_after(lambda: change(folder / "docs" / CHANGED), f"{home}types/cramp/") for _ in range(ROUNDS)]
        rules = f"{home}about/how-the-checker-decides/"
        words = [shown_after(lambda: change_rule(folder), rules) for _ in range(FEW)]
        condition = [shown_after(lambda: change_rule(folder, with_condition=True), rules) for _ in range(FEW)]
    finally:
        server.terminate()
        server.wait()
    for key, runs, goal, what in (
        ("B4", article, 3, "an article"),
        ("B5a", words, 5, "the words of a rule"),
        ("B5b", condition, 5, "the condition of a rule"),
    ):
        median = statistics.median(runs)
        reason = f"wall seconds from saving {what} until its page shows it"
        keep(Figure(key=key, figure=median, unit="s", goal=goal, met=median <= goal, reason=reason, runs=runs), capsys)


def change_rule(folder: Path, *, with_condition: bool = False) -> str:
    """Change the reason of the first rule, or its condition too, and return a word that it did not hold before.

    The condition is longer each time, and holds for the same answers.
    """
    word = f"Changed{time.time_ns()}"
    file = folder / TOPIC / "rules.toml"
    above, header, rules = file.read_text(encoding="utf-8").partition("[[rule]]")
    rules = re.sub(r'because = "(?:Changed\d+ )?', f'because = "{word} ', rules, count=1)
    if with_condition:
        rules = re.sub(r'when = "(.*)"', r'when = "(\1) or (\1)"', rules, count=1)
    file.write_text(above + header + rules, encoding="utf-8")
    return word


def shown_after(save: Callable[[], str], address: str) -> float:
    """Save a change and return the wall seconds until the page at `address` shows it."""
    start = time.perf_counter()
    wait_for(address, save())
    return time.perf_counter() - start


def read(address: str) -> str:
    """Return the page at an address."""
    with urllib.request.urlopen(address, timeout=LONGEST_WAIT) as page:  # noqa: S310  our own server
        return str(page.read().decode())


def wait_for(address: str, word: str) -> None:
    """Wait until a page holds a word."""
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        with suppress(OSError):
            if word in read(address):
                return
        time.sleep(0.05)
    raise AssertionError(f"{address} does not show {word}")


def others(folder: Path) -> dict[str, float | str]:
    """Return the processor seconds of other builders on the same pages, or why they could not be measured."""
    found: dict[str, float | str] = {}
    for name, package, module in (("ProperDocs", "properdocs", "properdocs"), ("Zensical", "zensical", "zensical")):
        env = folder / f"env-{module}"
        try:
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", env], check=True, capture_output=True)
            install = [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", env / "bin" / "python", package]
            extra = ["mkdocs-material"] if module == "properdocs" else []
            subprocess.run(list(map(str, [*install, *extra])), check=True, capture_output=True, text=True)
            config = settings(folder, is_ours=False)
            command = [env / "bin" / module, "build", "-f", config]
            found[name] = statistics.median(cost(command, folder)[0] for _ in range(FEW))
        except (OSError, subprocess.CalledProcessError, AssertionError) as error:
            reason = getattr(error, "stderr", "") or str(error)
            found[name] = f"not measured: {reason.strip().splitlines()[-1] if reason.strip() else type(error).__name__}"
    return found
