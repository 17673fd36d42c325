"""Letters of twice the size on a phone."""

import pytest
from playwright.sync_api import Browser

from browser.walk import every_page

pytestmark = pytest.mark.browser

TWICE = """
addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 250% !important }");
  document.adoptedStyleSheets.push(sheet);
});
"""
"""The theme's own size is 125 %."""


def test_no_page_is_wider_than_the_screen(chromium: Browser, site: str, site_dir) -> None:
    """With letters twice as large, on a screen of 360 pixels, every page fits and nothing must be scrolled sideways."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
    context.add_init_script(TWICE)
    page = context.new_page()
    too_wide = [
        path for path in every_page(page, site, site_dir) if page.evaluate("document.documentElement.scrollWidth") > 360
    ]
    context.close()
    assert [] == too_wide
