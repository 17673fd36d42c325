"""The engine in the browser against the engine on this machine."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from support import real, real_tables, walk
from symptom_checker import web

pytestmark = pytest.mark.browser

ASK_ALL = """
async (requests) => {
  const quiz = document.querySelector("[data-runtime-hash][data-wheel]");
  const entry = document.querySelector('script[src*="/assets/app/"]');
  const worker = new Worker(new URL("worker.mjs", entry.src), { type: "module" });
  const answers = new Map();
  return await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.type === "failed") reject(new Error(data.message));
      if (data.type === "ready") requests.forEach((text, id) => worker.postMessage({ type: "ask", id, text }));
      if (data.type === "answer") answers.set(data.id, data.text);
      if (answers.size === requests.length) resolve(requests.map((_, id) => answers.get(id)));
    };
    const wheel = new URL(quiz.dataset.wheel, document.baseURI).href;
    worker.postMessage({ type: "start", hash: quiz.dataset.runtimeHash, wheel });
  });
}
"""


def _request(answers: dict[str, list[str]]) -> str:
    return json.dumps({"type": "step", "topic": real().topic, "version": real().version, "answers": answers})


def test_all_cases_give_the_same_in_the_browser(page: Page, site: str) -> None:
    """Every case, at its result and after each answer on the way, gives the same reply from the runtime in the site."""
    steps: list[dict[str, list[str]]] = []
    for case in real_tables().cases.values():
        path, asked = walk(real(), case.answers)
        steps += [{name: asked[name] for name in path[:count]} for count in range(1, len(path) + 1)]
    unique = list({json.dumps(answers): answers for answers in steps}.values())
    page.goto(f"{site}check/")
    replies = page.evaluate(ASK_ALL, [_request(answers) for answers in unique])
    expected: list[dict[str, Any]] = [json.loads(json.dumps(web.step(real(), answers))) for answers in unique]
    assert len(unique) > len(real_tables().cases)
    assert [json.loads(reply) for reply in replies] == expected
