"""A real browser, and this site as it is built, on a server of its own."""

from pathlib import Path

import pytest

from browser.conftest import complaints, context, page, serve, site
from this_site import built

__all__ = ["complaints", "context", "page", "serve", "site"]


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The folder of this site."""
    return built()
