"""A real browser, and this site as it is built, on a server of its own."""

from pathlib import Path

import pytest

from browser.conftest import complaints, context, page, serve, site
from conftest import once
from this_site import build, built, is_plain

__all__ = ["complaints", "context", "page", "serve", "site"]


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The folder of this site."""
    return built()


@pytest.fixture(scope="session")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this site for no address and the home region: that of `make site`, unless that was told of one."""

    def make(folder: Path) -> str:
        build(folder)
        return str(folder)

    return built() if is_plain() else Path(once(tmp_path_factory, "plain", make))
