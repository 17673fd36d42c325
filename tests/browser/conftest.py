"""A real browser, and the built site about the sample topic on a server of its own."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from symptom_site import preview

SAY_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`Policy: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`));
"""


PRESS_AT_ONCE = """
addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("body[data-settling]::after { display: none }");
  document.adoptedStyleSheets.push(sheet);
});
"""
"""Lets a new step of the quiz take presses at once. The pause that readers get is what test_presses is about."""


class Serve(Protocol):
    """Serves a built site while a `with` block runs; see `symptom_site.preview.serve`."""

    def __call__(self, prefix: str = "/", *, seen: list[str] | None = None) -> AbstractContextManager[str]:
        """Give the address."""


@pytest.fixture(scope="session")
def site_dir(sample_site: Path) -> Path:
    """The folder of the built site."""
    return sample_site


@pytest.fixture(scope="session")
def site(site_dir: Path) -> Iterator[str]:
    """The address of the built site, for tests that need no server of their own."""
    with preview.serve(site_dir) as address:
        yield address


@pytest.fixture(scope="session")
def serve(site_dir: Path) -> Serve:
    """Start a server of one's own, to close it, to put the site under a sub-path, or to see its requests."""
    return partial(preview.serve, site_dir)


@pytest.fixture
def own_site(site_dir: Path, tmp_path: Path) -> Path:
    """A copy of the built site that a test may change."""
    return Path(shutil.copytree(site_dir, tmp_path / "site"))


@pytest.fixture
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh profile: nothing kept, no service worker; under the mark `unsaved` none comes either."""
    options = {"service_workers": "block"} if request.node.get_closest_marker("unsaved") else {}
    context = new_profile(chromium, **options)
    yield context
    context.close()


def new_profile(chromium: Browser, **options: Any) -> BrowserContext:
    """Make a fresh profile in which the console says what the policy blocks, and a new step takes presses at once."""
    context = chromium.new_context(**options)
    context.add_init_script(SAY_VIOLATIONS)
    context.add_init_script(PRESS_AT_ONCE)
    return context


@contextmanager
def shared_tab(chromium: Browser, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open a tab for many tests, because a start of the checker takes seconds; give it and what it complains of."""
    context = new_profile(chromium, **options)
    said = complaints_of(context)
    yield context.new_page(), said
    context.close()


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What any page of the profile complains of, as it comes: errors, warnings, violations of the policy."""
    return complaints_of(context)


def complaints_of(context: BrowserContext) -> list[str]:
    """Return the list to which each complaint of a page of the profile is added as it comes."""
    said: list[str] = []
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    return said


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of the fresh profile."""
    return context.new_page()
