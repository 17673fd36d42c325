"""This site's checker in the browser against the engine on this machine."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.walk import ASK_ALL
from symptom_checker import web
from this_site import compiled, tables, walk

pytestmark = pytest.mark.browser


def _request(answers: dict[str, list[str]]) -> str:
    about = {"topic": compiled().topic, "version": compiled().version}
    return json.dumps({"type": "step", **about, "answers": answers, "is_checked": True})


def test_all_cases_give_the_same_in_the_browser(page: Page, site: str) -> None:
    """Every case, at its result and after each answer on the way, gives the same reply from the runtime in the site."""
    steps: list[dict[str, list[str]]] = []
    for case in tables().cases.values():
        path, asked = walk(case.answers)
        steps += [{name: asked[name] for name in path[:count]} for count in range(1, len(path) + 1)]
    unique = list({json.dumps(answers): answers for answers in steps}.values())
    page.goto(f"{site}check/")
    replies = page.evaluate(ASK_ALL, [_request(answers) for answers in unique])
    expected: list[dict[str, Any]] = [json.loads(json.dumps(web.step(compiled(), answers))) for answers in unique]
    assert len(unique) > len(tables().cases)
    assert [json.loads(reply) for reply in replies] == expected
