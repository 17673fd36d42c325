"""What the tests of several folders share and build once."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, sync_playwright

import second_topic
from support import SAMPLE

# Machines are shared, so no test looks at the clock: that is for the benchmarks.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # The first three would load pages of the browser's own beside each of ours; the others are Playwright's choice,
    # which this list replaces.
    (
        "--disable-features=PreloadTopChromeWebUI,WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
        "DestroyProfileOnBrowserClose,GlobalMediaControls,HttpsUpgrades,"
        "LensOverlay,MediaRouter,OptimizationHints,PaintHolding,ThirdPartyStoragePartitioning,Translate"
    ),
)
"""What keeps Chromium from asking for anything by itself."""

EXECUTABLE = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", *QUIET]
"""How every browser is started."""

ONE_COMPILER = "--js-flags=--no-wasm-tier-up --no-wasm-dynamic-tiering"
"""Spares Chromium the second, slower compiler of WebAssembly: a third less processor time in each start of the checker.

What a page does is the same; the figures of `make bench` and the tests in three engines are taken without it.
"""


@pytest.hookimpl(tryfirst=True)  # before tests are left out by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that takes a browser, and begin with what takes longest, so that no process waits for it."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: (not item.get_closest_marker("slow"), not item.get_closest_marker("browser")))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which starts once a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def arguments() -> list[str]:
    """How the one Chromium of all folders is started."""
    return [*ARGUMENTS, ONE_COMPILER]


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, arguments: list[str]) -> Iterator[Browser]:
    """The Chromium on the PATH, else Playwright's own; one for all folders."""
    browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=arguments)
    yield browser
    browser.close()


@pytest.fixture(scope="session", params=second_topic.SITES)
def small_topic(request: pytest.FixtureRequest) -> str:
    """The id of a small topic; a test that takes it or its site runs once for each."""
    return str(request.param)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory, small_topic: str) -> Path:
    """The folder of a strictly built site about the small topic."""
    return built(tmp_path_factory, small_topic)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a strictly built site about the sample topic."""
    return built(tmp_path_factory, SAMPLE.name)


def built(factory: pytest.TempPathFactory, topic: str) -> Path:
    """Build the site about a topic, once for all tests, and return its folder."""
    return Path(once(factory, topic, lambda folder: str(second_topic.build(folder, topic))))


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], str]) -> str:
    """Return what is said on making something in a new folder; the processes that test side by side make it once."""
    base = factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    said = common / f"{name}.txt"
    with FileLock(said.with_suffix(".lock")):
        if not said.is_file():
            said.write_text(make(factory.mktemp(name)), encoding="utf-8")
    return said.read_text(encoding="utf-8")
