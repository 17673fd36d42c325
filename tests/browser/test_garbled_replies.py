"""A reply of the checker's Python that is of no use, or none: the reader is told, and no step is awaited for ever."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import shared_tab
from browser.test_injection import MARKUP, expect_no_trace
from browser.walk import (
    CALM,
    answer,
    answer_all,
    begin_again,
    box,
    go_on,
    open_quiz,
    question,
    result,
    wait_until_ready,
)

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


KEEP_HOLD = """
window.workers = [];
window.Worker = class extends Worker {
  constructor(address, options) {
    super(address, options);
    if (!String(address).endsWith("/checker/worker.mjs")) return;
    window.workers.push(this);
    window.said = [];
    this.addEventListener("message", ({ data }) => {
      window.said.push(data.type);
      if (window.killAt === data.type) this.terminate();
    });
    if (window.isDoomed || window.killAt === "its birth") this.terminate();
  }
  terminate() {
    window.killAt = undefined;
    super.terminate();
  }
};
"""
"""Keeps hold of the checker's workers, and of what the last one said, so that a test can kill one.

Where `isDoomed` is set, each is dead at once; `killAt` says at which of its messages the next one ends.
"""
IN_TIME = 3_000
"""Milliseconds of the page's own time after a press within which the reader is told."""
FOUND_OUT = 12_000
"""Milliseconds after which a dead worker is found out."""
WHILE_DEAF = 34_000
"""The same while it can say nothing: before its script is there, and while Python starts."""


def stand_still(page: Page) -> None:
    """Let the page's clock stand still."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)  # in seconds


def kill(page: Page) -> None:
    """Let the page's clock stand still, and end the checker's worker."""
    stand_still(page)
    page.evaluate("() => window.workers.at(-1).terminate()")


def press(page: Page, member: str, *, until: int = IN_TIME) -> None:
    """Choose an answer and press Continue, and let that much of the page's time pass."""
    box(page, member).check()
    page.get_by_role("button", name="Continue").click()
    page.clock.run_for(until)


def find_out(page: Page) -> None:
    """Let the time pass after which a dead worker is found out, and the clock go on."""
    page.clock.run_for(FOUND_OUT)
    page.clock.resume()


def test_a_worker_that_is_killed_costs_no_answer(chromium: Browser, site: str) -> None:
    """After the worker is killed, the next press leads to words, the plain list or an emergency, and another goes on.

    Where it fails by itself, or no other worker comes either, the page says that the checker cannot run, with the
    answers and the plain list.
    The page's clock is moved by hand, so a slow machine sees what a fast one does.
    """
    with shared_tab(chromium, service_workers="block") as (page, said):
        form, waits = page.locator("[data-stage] form"), page.get_by_role("heading", name="One moment")
        page.add_init_script(KEEP_HOLD)
        page.clock.install()
        open_quiz(page, site)
        for member in ("none", "me", "none"):
            answer(page, member)
        assert question(page) == "about"

        kill(page)
        press(page, "none")
        expect(waits).to_be_visible()
        page.locator("#quiz").get_by_role("link", name="use the plain list").click()
        expect(page.locator("#all-questions")).to_be_visible()
        find_out(page)
        expect(form).to_be_visible(timeout=60_000)
        assert question(page) != "about"
        assert [text for text in said if text.startswith("The checker starts again")]

        for earlier in ("about", "injury"):
            page.go_back()
            expect(form).to_have_attribute("data-question", earlier)
        kill(page)
        press(page, "shape")
        expect(result(page)).to_have_attribute("data-level", "emergency")
        find_out(page)
        expect(page.locator("section.quiz")).to_have_attribute("data-state", "ready", timeout=60_000)
        expect(result(page)).to_have_attribute("data-level", "emergency")
        page.get_by_role("button", name="I chose this by mistake").click()
        answer(page, "none")
        assert question(page) == "about"

        kill(page)
        page.evaluate("() => { window.isDoomed = true }")
        press(page, "none", until=IN_TIME - 1_000)
        press(page, "none", until=1_000)  # who presses again is told no later
        expect(waits).to_be_visible()
        page.clock.run_for(FOUND_OUT + 60_000)
        expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible()
        expect(page.locator("#all-questions")).to_be_visible()
        assert page.locator("[data-stage] dl > div").count() == len(("danger", "who", "injury", "about"))
        page.evaluate("() => { window.isDoomed = false }")
        page.clock.resume()
        page.get_by_role("button", name="Try again").click()
        wait_until_ready(page)
        answer_all(page, until="signs")

        page.workers[-1].evaluate("() => { setTimeout(() => { throw new Error('crash'); }); }")
        expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible()
        expect(page.locator("#all-questions")).to_be_visible()
        expect(page.locator("[data-stage] dl")).to_contain_text("None of these")


def answer_until_it_waits(page: Page) -> list[str]:
    """Answer what the page knows without the checker, and return what was asked before it had to wait."""
    waits, asked = page.get_by_role("heading", name="One moment"), []
    while not waits.count():
        asked.append(str(question(page)))
        answer(page, CALM.get(asked[-1], "none"))
    return asked


@pytest.mark.parametrize(
    ("moment", "silence"),
    [("its birth", WHILE_DEAF), ("progress", FOUND_OUT), ("alive", FOUND_OUT), ("fetched", WHILE_DEAF)],
)
def test_a_worker_that_is_killed_while_it_loads_costs_no_answer(
    chromium: Browser, site: str, moment: str, silence: int
) -> None:
    """Whenever the worker is killed while it loads, the page leads to the plain list, and by itself to a new worker.

    The answers of the meantime lead on.
    """
    with shared_tab(chromium, service_workers="block") as (page, said):
        held: list[Route] = []
        if moment == "alive":
            page.route("**/*.wasm", lambda route: held.append(route), times=1)
        page.add_init_script(f"{KEEP_HOLD} window.killAt = '{moment}';")
        page.clock.install()
        page.goto(f"{site}check/")
        page.wait_for_function("() => window.workers?.length && !window.killAt")
        stand_still(page)
        page.evaluate("() => { window.said = [] }")
        answer_until_it_waits(page)
        page.locator("#quiz").get_by_role("link", name="use the plain list").click()
        expect(page.locator("#all-questions")).to_be_visible()
        page.clock.run_for(silence)
        page.clock.resume()
        wait_until_ready(page)
        assert len([text for text in said if text.startswith("The checker starts again")]) == 1
        assert page.evaluate("window.workers.length") == 2
        expect(page.locator("[data-stage] form")).to_be_visible()
        answer_all(page)
        expect(result(page)).to_have_attribute("data-level", "self-care")


def test_workers_that_are_killed_while_they_load_are_told(chromium: Browser, site: str) -> None:
    """Where the next worker is killed too, the page says that the checker cannot run, with answers and plain list."""
    with shared_tab(chromium, service_workers="block") as (page, _):
        page.add_init_script(f"{KEEP_HOLD} window.isDoomed = true;")
        page.clock.install()
        page.goto(f"{site}check/")
        page.wait_for_function("() => window.workers?.length")
        stand_still(page)
        asked = answer_until_it_waits(page)
        page.clock.run_for(WHILE_DEAF + 65_000)
        expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible()
        expect(page.locator("#all-questions")).to_be_visible()
        assert page.locator("[data-stage] dl > div").count() == len(asked)
        assert page.evaluate("window.workers.length") == 2


def test_a_worker_that_loads_slowly_is_not_dead(chromium: Browser, site: str) -> None:
    """A worker whose files are slow to come is left to load; after a minute in which nothing came, the page says so."""
    with shared_tab(chromium, service_workers="block") as (page, said):
        held: list[Route] = []
        page.route("**/*.wasm", lambda route: held.append(route))
        page.add_init_script(KEEP_HOLD)
        page.clock.install()
        page.goto(f"{site}check/")
        page.wait_for_function("() => window.said?.includes('progress')")
        stand_still(page)
        answer_until_it_waits(page)
        for _ in range(20):
            page.evaluate("() => { window.said = [] }")
            page.clock.run_for(2_600)
            page.wait_for_function("() => window.said.includes('alive')")
        assert page.evaluate("window.workers.length") == 1
        expect(page.get_by_role("heading", name="One moment")).to_be_visible()
        while not page.get_by_role("heading", name="The checker cannot run here").count():
            page.clock.run_for(2_600)
        assert [text for text in said if text.startswith("The checker st")] == [
            "The checker stopped: it has been silent for too long"
        ]


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
