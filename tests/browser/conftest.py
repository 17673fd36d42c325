"""A real browser, and the built site on a server of its own."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from parts import preview

ROOT = Path(__file__).parents[2]
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
SAY_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`Policy: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`));
"""


class Serve(Protocol):
    """Serves the built site while a `with` block runs; see `parts.preview.serve`."""

    def __call__(self, prefix: str = "/", *, seen: list[str] | None = None) -> AbstractContextManager[str]:
        """Give the address."""


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The folder of the built site; it is built where it is not there yet."""
    folder = ROOT / "site"
    if not (folder / "sw.js").is_file():
        subprocess.run(["make", "site"], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def site(site_dir: Path) -> Iterator[str]:
    """The address of the built site, for tests that need no server of their own."""
    with preview.serve(site_dir) as address:
        yield address


@pytest.fixture(scope="session")
def serve(site_dir: Path) -> Serve:
    """Start a server of one's own, to close it, to put the site under a sub-path, or to see its requests."""
    return partial(preview.serve, site_dir)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium on the PATH, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", *QUIET]
        )
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile: nothing kept, no service worker. What the policy blocks is said on the console."""
    context = chromium.new_context()
    context.add_init_script(SAY_VIOLATIONS)
    yield context
    context.close()


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What any page of the profile complains of, as it comes: errors, warnings, violations of the policy."""
    said: list[str] = []
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    return said


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of the fresh profile."""
    return context.new_page()
