"""What axe-core finds wrong on a page."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """
async () => {
  // What is still fading in, such as the header's title after a scroll, has not its own color yet.
  const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
  await Promise.allSettled(ending.map((one) => one.finished));
  const { violations } = await axe.run();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
"""


def violations(page: Page) -> list[str]:
    """Return the violations, a line each; axe comes through the debugger, which the policy leaves alone."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found
