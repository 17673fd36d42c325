"""What a page is on paper."""

import re
from typing import Any

from playwright.sync_api import Page

PRINTED_ADDRESSES = """
() => [...document.querySelectorAll("main a")]
  .filter((link) => link.checkVisibility() && !["none", "normal"].includes(getComputedStyle(link, "::after").content))
  .map(({ href }) => href)
"""


def sides(page: Page, **options: Any) -> int:
    """Return how many sides a page fills; without a `format` they are those of US Letter."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(**options)))


def addresses(page: Page) -> list[str]:
    """Return the addresses that are printed behind links, while the page is shown as on paper."""
    found: list[str] = page.evaluate(PRINTED_ADDRESSES)
    return found
