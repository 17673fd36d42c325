"""A real browser, and this site as it is built, on a server of its own."""

from pathlib import Path

import pytest

from browser.conftest import serve, site
from conftest import ARGUMENTS
from this_site import built

__all__ = ["serve", "site"]


@pytest.fixture(scope="session")
def arguments() -> list[str]:
    """Start Chromium as readers have it, with all its compilers."""
    return ARGUMENTS


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The folder of this site."""
    return built()
