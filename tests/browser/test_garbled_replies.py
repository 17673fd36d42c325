"""A reply of the checker's Python that the page cannot use: the reader is told, and no step is awaited for ever."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import shared_tab
from browser.test_injection import MARKUP, expect_no_trace
from browser.walk import begin_again, box, go_on, open_quiz, question, wait_until_ready

pytestmark = pytest.mark.browser

GARBLE = """
const Right = Worker;
let kept;
window.Worker = class extends EventTarget {
  constructor(address, options) {
    super();
    // The search has a worker of its own.
    if (!String(address).endsWith("/checker/worker.mjs")) return new Right(address, options);
    this.isLater = Boolean(kept);
    kept ??= new Right(address, options);
    kept.onmessage = (event) => this.pass(event);
  }
  pass(event) {
    this.dispatchEvent(new MessageEvent("message", window.garble ? spoiled(event) : { data: event.data }));
  }
  postMessage(message) {
    if (this.isLater && message.type === "start") {
      for (const type of ["ready", "kept"]) queueMicrotask(() => this.pass({ data: { type } }));
    } else kept.postMessage(message);
  }
  terminate() {}
};
function spoiled({ data }) {
  if (data.type !== "answer") return { data };
  const text = window.garble(data.text);
  return { data: typeof text === "string" ? { ...data, text } : text };
}
"""
"""Changes each reply on its way to the page: the worker's own script may not be changed, its sum is checked.

A new try goes on with the worker that runs already, because a start takes seconds.
"""


def changed(change: str) -> str:
    """The code that changes a reply of the engine."""
    return f"(text) => {{ const reply = JSON.parse(text); {change}; return JSON.stringify(reply); }}"


def told(part: str, level: str = "urgent") -> str:
    """The code that makes a result of the reply, with this part after its card."""
    card = f'{{ name: "card", level: "{level}", items: [{{ sort: "words" }}] }}'
    return changed(f'reply.show = {{ kind: "result", question: "" }}; reply.parts = [{card}, {part}]')


def card(parts: str) -> str:
    """The code that makes a result of the reply, with this card alone."""
    return changed(f'reply.show = {{ kind: "result", question: "" }}; reply.parts = [{{ name: "card", {parts} }}]')


SAID = 'items: [{ sort: "rule", id: "%s", said: [{ question: "%s", member: "%s", is_sure: %s }] }]'

REPLIES = {
    "nothing": '() => ""',
    "no JSON": '() => "<!doctype html>"',
    "null": '() => "null"',
    "a list": '() => "[]"',
    "an empty object": '() => "{}"',
    "a step without an assessment": changed("delete reply.assessment"),
    "a step that shows nothing": changed("delete reply.show"),
    "a result without parts": changed('reply.show = { kind: "result", question: "" }; delete reply.parts'),
    "an unknown question": changed('reply.show.question = "nobody"'),
    "an unknown reason": changed('reply.show.why.because_of = ["danger.nobody"]'),
    "an unknown part": told('{ name: "nobody" }'),
    "an unknown level": card('level: "grave"'),
    "an unknown route": card('level: "emergency", route: "by-boat"'),
    "an unknown place": card('level: "urgent", items: [{ sort: "where", id: "nowhere" }]'),
    "an unknown line to call": card('level: "urgent", items: [{ sort: "contact", id: "nobody" }]'),
    "an unknown rule": told(f'{{ name: "rules", {SAID % ("nobody", "signs", "family", "true")} }}'),
    "an unknown sign": told(f'{{ name: "rules", {SAID % ("child-family", "signs", "nobody", "true")} }}'),
    "an unknown doubt": told(f'{{ name: "rules", {SAID % ("child-family", "signs", "unsure:nobody", "false")} }}'),
    "a reason that nobody gave": told(f'{{ name: "rules", {SAID % ("child-family", "danger", "heavy", "true")} }}'),
    "an unknown advice": told('{ name: "do", items: [{ sort: "advice", id: "nobody" }] }'),
    "an unknown kind": told('{ name: "kinds", items: [{ sort: "kind", id: "nobody" }] }'),
}


MARKUP_AS_TEXT = json.dumps(MARKUP)
HOSTILE = {
    "the whole reply": f"() => {MARKUP_AS_TEXT}",
    "a question": changed(f"reply.show.question = {MARKUP_AS_TEXT}"),
    "a number": changed(f"reply.show.number = {MARKUP_AS_TEXT}"),
    "a level": card(f"level: {MARKUP_AS_TEXT}"),
    "a part": told(f"{{ name: {MARKUP_AS_TEXT} }}"),
    "a piece of advice": told(f'{{ name: "do", items: [{{ sort: "advice", id: {MARKUP_AS_TEXT} }}] }}'),
    "an error": f"() => JSON.stringify({{ type: 'error', message: {MARKUP_AS_TEXT} }})",
}
"""What of a reply of the checker may be markup → the code that puts it there."""


@pytest.fixture(scope="module")
def tab(chromium: Browser, site: str) -> Iterator[tuple[Page, list[str]]]:
    """A tab for all replies, without a service worker, which would answer in the test's place; and its complaints."""
    with shared_tab(chromium, service_workers="block") as (page, said):
        page.add_init_script(GARBLE)
        open_quiz(page, site)
        yield page, said


@pytest.mark.parametrize("garble", REPLIES.values(), ids=REPLIES)
def test_a_reply_that_cannot_be_used_is_told(tab: tuple[Page, list[str]], site: str, garble: str) -> None:
    """Whatever comes back garbled, the page says that the checker cannot run and shows the plain list.

    It does so at once, not when it has waited for too long. Once replies can be used again, Try again leads on with the
    answers kept.
    """
    page, said = tab
    begin_again(page, site)
    said.clear()
    page.evaluate(f"() => {{ window.garble = {garble}; }}")
    box(page, "none").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="All questions as a plain list")).to_be_visible()
    expect(page.locator("[data-stage] dl")).to_contain_text("None of these")
    [stopped] = [text for text in said if "The checker stopped" in text]
    assert "silent" not in stopped
    page.evaluate("window.garble = undefined")
    page.get_by_role("button", name="Try again").click()
    wait_until_ready(page)
    expect(box(page, "none")).to_be_checked()
    go_on(page)
    assert question(page) == "who"


def test_a_module_that_is_missed_in_the_middle_costs_no_answer(tab: tuple[Page, list[str]], site: str) -> None:
    """Where Python misses a module at an answer, the checker starts again by itself, and the answer leads on."""
    page, said = tab
    begin_again(page, site)
    said.clear()
    page.evaluate("""() => {
      window.garble = () => {
        window.garble = undefined;
        return { type: "failed", reason: "incomplete", message: "ModuleNotFoundError: No module named 'bisect'" };
      };
    }""")
    box(page, "none").check()
    go_on(page)
    box(page, "me").check()
    go_on(page)
    assert question(page) == "injury"
    assert [text for text in said if "starts again" in text and "'bisect'" in text]


@pytest.mark.parametrize("garble", HOSTILE.values(), ids=HOSTILE)
def test_markup_in_a_reply_stays_text(tab: tuple[Page, list[str]], site: str, garble: str) -> None:
    """Markup in any part of a reply is text, or the page says that the checker cannot run."""
    page, said = tab
    begin_again(page, site)
    said.clear()
    page.evaluate(f"() => {{ window.garble = {garble}; }}")
    box(page, "none").check()
    go_on(page)
    expect_no_trace(page, said)
    page.evaluate("window.garble = undefined")
    if page.get_by_role("button", name="Try again").count():
        page.get_by_role("button", name="Try again").click()
        wait_until_ready(page)
