"""The content security policy, in three engines: what is on the pages and in the quiz keeps it."""

from pathlib import Path
from urllib.parse import urljoin

import pytest

from engines.quiz import CALM, LEVELS, by_mouse, follow, level, next_step, open_quiz
from engines.tab import Tab
from symptom_site import preview

pytestmark = pytest.mark.deep

LISTEN = """
() => {
  window.blocked ??= [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
    window.blocked.push(`${violatedDirective} blocked ${blockedURI} ${sample}`));
}
"""
BLOCKED = "() => window.blocked"
RUN_INLINE = (
    "() => document.head.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))"
)
FOLLOW_LINK = """
(address) => {
  const link = Object.assign(document.createElement("a"), { href: address });
  document.querySelector("article").append(link);
  link.click();
}
"""


def pages(site: Path) -> list[str]:
    """Return the address of each page of a site, from its root."""
    return sorted(
        f"{file.relative_to(site).parent.as_posix()}/".removeprefix("./") for file in site.rglob("index.html")
    )


def test_no_violation_on_any_page_or_in_the_quiz(tab: Tab, sample_site: Path, record_property) -> None:
    """Every page that a click leads to, and the quiz to each level, keep the policy; an inline script does not.

    The listener stands in the first page and hears of all pages that follow without a load.
    """
    with preview.serve(sample_site) as address:
        tab.visit(address)
        tab.wait("() => document.readyState === 'complete' && Boolean(window.document$)")
        tab.run(LISTEN)
        visited = pages(sample_site)
        for path in visited:
            place = urljoin(address, path)
            tab.run(FOLLOW_LINK, place)
            tab.wait("(place) => location.href.split('#')[0] === place && document.querySelector('main h1')", place)
        assert tab.run(BLOCKED) == []

        open_quiz(tab, address)
        tab.run(LISTEN)
        steps = 0
        for wanted, answers in LEVELS.items():
            steps += len(follow(tab, by_mouse, answers)) + 1
            assert level(tab) == wanted
            tab.click("[data-stage] button", "Start again")
            assert next_step(tab, "result") == "danger"
        assert tab.run(BLOCKED) == []

        tab.run(RUN_INLINE)
        tab.wait("() => window.blocked.length")
        assert not tab.run("() => window.ran")
    record_property("pages", len(visited))
    record_property("states of the quiz", steps)
    assert len(visited) > 10
    assert steps > sum(map(len, (CALM, LEVELS)))
