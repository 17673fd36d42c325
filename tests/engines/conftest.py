"""Three engines, each with its own driver: Chromium, Firefox and WebKit."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright
from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from conftest import ARGUMENTS, EXECUTABLE
from engines.tab import PlaywrightTab, Tab, WebDriverTab, mini_browser

type OpenTab = Callable[[], AbstractContextManager[Tab]]
"""Opens a tab of a fresh profile for as long as a block runs."""

SIZE = (1280, 800)
"""Width and height of a window, in CSS pixels."""


@pytest.fixture(scope="session", params=["chromium", "firefox", "webkit"])
def open_tab(request: pytest.FixtureRequest) -> OpenTab:
    """Opens a tab of one engine; a test that takes it or a tab runs once for each engine."""
    name = str(request.param)
    opened: OpenTab = request.getfixturevalue(f"{name}_tabs")
    return opened


@pytest.fixture
def tab(open_tab: OpenTab) -> Iterator[Tab]:
    """A tab of a fresh profile."""
    with open_tab() as tab:
        yield tab


@pytest.fixture(scope="session")
def chromium_tabs(playwright: Playwright) -> Iterator[OpenTab]:
    """Chromium, driven by Playwright."""
    browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
    yield lambda: playwright_tab(browser)
    browser.close()


@pytest.fixture(scope="session")
def firefox_tabs(playwright: Playwright) -> Iterator[OpenTab]:
    """An unchanged Firefox, driven by Playwright through WebDriver BiDi."""
    browser = playwright.firefox.launch(channel="moz-firefox", executable_path=shutil.which("firefox-esr"))
    yield lambda: playwright_tab(browser)
    browser.close()


@contextmanager
def playwright_tab(browser: Browser) -> Iterator[Tab]:
    """Open a tab of a fresh profile."""
    context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
    try:
        yield PlaywrightTab(context.new_page())
    finally:
        context.close()


@pytest.fixture(scope="session")
def webkit_tabs(screen: str) -> OpenTab:
    """WebKitGTK, driven by its own WebDriver through Selenium; each tab is a process of its own."""
    browser = str(mini_browser())

    @contextmanager
    def tab() -> Iterator[Tab]:
        options = Options()
        options.binary_location = browser
        options.add_argument("--automation")
        options.page_load_strategy = "none"  # a test waits for what it needs: some pages never load to their end
        driver = WebKitGTK(options=options, service=Service(env={**os.environ, "DISPLAY": screen}))
        try:
            tab = WebDriverTab(driver)
            tab.resize(*SIZE)
            yield tab
        finally:
            driver.quit()

    return tab


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """The name of a screen that nobody sees, which WebKitGTK needs."""
    said, name = os.pipe()
    command = ["Xvfb", "-displayfd", str(name), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[name], stderr=subprocess.DEVNULL)
    os.close(name)
    try:
        with os.fdopen(said) as file:
            yield f":{file.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def own_site(sample_site: Path, tmp_path: Path) -> Path:
    """A copy of the built site that a test may change."""
    return Path(shutil.copytree(sample_site, tmp_path / "site"))
