"""A site that nobody told its address: what the build says, and where its page for wrong addresses leads."""

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from mkdocs.config.defaults import MkDocsConfig

from symptom_site.mkdocs_plugin import SymptomSite
from symptom_site.source import html_text


def said(caplog: pytest.LogCaptureFixture, address: str, *, is_live: bool = False) -> list[str]:
    """Return what a build of a site with this address says at its end."""
    plugin = SymptomSite()
    plugin.pages = cast(Any, None)
    settings = SimpleNamespace(is_live=is_live)
    plugin.site = cast(Any, SimpleNamespace(address=address, settings=settings, finish=lambda *_: []))
    with caplog.at_level(logging.INFO, "mkdocs.plugins.symptom_site"):
        plugin.on_post_build(cast(MkDocsConfig, SimpleNamespace(site_dir="site")))
    return [record.getMessage() for record in caplog.records if record.levelno == logging.INFO]


def test_a_build_without_an_address_names_the_setting(caplog: pytest.LogCaptureFixture) -> None:
    """Without a public address the build names SITE_URL and what fails without it, in no warning: it may be strict."""
    [words] = said(caplog, "")
    assert "SITE_URL" in words
    assert "404.html" in words


@pytest.mark.parametrize(("address", "is_live"), [("https://example.org/guide/", False), ("", True)])
def test_nothing_is_said_where_there_is_nothing_to_do(
    caplog: pytest.LogCaptureFixture, address: str, is_live: bool
) -> None:
    """A site that knows its address, and a preview of what is being written, are built without a word."""
    assert [] == said(caplog, address, is_live=is_live)


def test_page_for_wrong_addresses_leads_up(sample_site: Path) -> None:
    """Where the site may be in any folder, the page has ways that lead up to its home from any address below it."""
    page = html_text.document((sample_site / "404.html").read_text(encoding="utf-8"))
    assert page is not None
    links = {link.get("href") for link in page.iterfind(".//article//a[@href]")}
    assert {"./", "../", "/."} <= links
