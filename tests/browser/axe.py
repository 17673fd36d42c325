"""What axe-core finds wrong on a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """
async (options) => {
  // What is still fading in, such as the header's title after a scroll, has not its own color yet.
  const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
  await Promise.allSettled(ending.map((one) => one.finished));
  // Of what is right, one example a rule is enough.
  const { violations } = await axe.run({ ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
"""
OF_COLORS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colors: all that a page in the dark can break which a light one keeps."""
COLORS = {"runOnly": {"type": "rule", "values": OF_COLORS}}
NO_COLORS = {"rules": {rule: {"enabled": False} for rule in OF_COLORS}}


def violations(page: Page, **options: Any) -> list[str]:
    """Return the violations, a line each; axe comes through the debugger, which the policy leaves alone."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, options)
    return found


def violations_in_both_schemes(page: Page) -> list[str]:
    """Return the violations of a page in light colors, then those that its dark colors make."""
    body = page.locator("body")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    return found + [f"in the dark: {said}" for said in violations(page, **COLORS)]
