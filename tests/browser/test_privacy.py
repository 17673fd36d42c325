"""What a visit to the checker leaves behind: nothing that was answered, wherever one looks."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from browser.conftest import Serve
from browser.test_offline import expect_offline_ready
from browser.walk import answer_all, follow, leave, open_quiz, question, result
from support import sample, sample_tables
from symptom_site import preview

pytestmark = pytest.mark.browser

ANSWERS = {"who": "child", "about": "aspirin", "signs": "pale"}
"""What the reader answers besides the calm rest; each of them is told by its id and its words alone."""
KEPT = """
async () => {
  const databases = await indexedDB.databases();
  const caches_ = await Promise.all((await caches.keys()).map(async (name) => {
    const requests = await (await caches.open(name)).keys();
    return [name, ...requests.map(({ url }) => url)];
  }));
  return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, caches_, name,
    history.state, location.href, document.referrer]);
}
"""
"""Gives all that the browser keeps for the site, but for the files themselves."""


def told() -> set[str]:
    """Return what would tell an answer: the ids of its question and of its option, and its words."""
    tables = sample_tables()
    words = {option.text for question in ANSWERS for option in tables.questions[question].option}
    return words | {f'"{question}"' for question in ANSWERS} | {f"{name}={said}" for name, said in ANSWERS.items()}


def history_of(page: Page) -> str:
    """Return the addresses and titles that the browser's history keeps."""
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return json.dumps([[entry["url"], entry["title"]] for entry in entries])


def test_a_visit_asks_for_files_of_the_site_alone_and_leaves_no_answer(serve: Serve, context: BrowserContext) -> None:
    """On the way to a result, to an article, a search and back, no request and nothing that is kept tells an answer."""
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    with serve() as address:
        page = context.new_page()
        page.goto(f"{address}types/front-nosebleed/")
        open_quiz(page, address)
        expect_offline_ready(page)
        requests.clear()
        answer_all(page, **ANSWERS)
        expect(result(page)).to_have_attribute("data-level", "urgent")
        follow(page, result(page).locator("a[href*='types/']").first)
        page.get_by_role("textbox", name="Search").fill("blood thinner")
        page.locator(".md-search-result__link").first.wait_for()
        page.go_back()
        expect(result(page)).to_be_visible()
        asked = [request for request in requests if not request.url.startswith("data:")]
        assert [one.url for one in asked if not one.url.startswith(address) or "?" in one.url] == []
        assert [one.url for one in asked if one.post_data or one.all_headers().get("referer")] == []
        kept = page.evaluate(KEPT) + history_of(page) + json.dumps(context.cookies())
        assert [words for words in told() if words in kept] == []
        follow(page, page.locator(".md-header__button.md-logo").first)
        page.evaluate("(address) => location.assign(`${address}get-help/`)", address)
        page.wait_for_url(f"{address}get-help/")
        assert page.evaluate("document.referrer") == ""


def test_no_page_tells_where_a_reader_was(own_site: Path, site_dir: Path, context: BrowserContext) -> None:
    """Also on a host that sends no headers, no page says to the next one, or to another site, which page it was."""
    (own_site / "_headers").unlink()
    sent: list[str | None] = []
    context.on("request", lambda request: sent.append(request.all_headers().get("referer")))
    page = context.new_page()
    with preview.serve(own_site) as address, preview.serve(site_dir) as other:
        for path in ("types/front-nosebleed/", "check/", "get-help/"):
            for target in (f"{address}about/", f"{other}about/"):
                page.goto(f"{address}{path}")
                page.evaluate("(target) => location.assign(target)", target)
                page.wait_for_url(target)
                assert page.evaluate("document.referrer") == "", path
    # Workers name their own script to this site, which tells nothing.
    assert [address for address in sent if address and not address.endswith((".mjs", "/sw.js"))] == []


def answers_in_memory(page: Page) -> Counter[str]:
    """Count what the memory of the page holds of answers: those kept by their question, and texts with them.

    Some are there without a reader: those with which the checker is tried at its start.
    """
    session = page.context.new_cdp_session(page)
    pieces: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: pieces.append(event["chunk"]))
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    return Counter(_answers(json.loads("".join(pieces))))


class Worker:
    """The checker's worker, as the browser's tools for developers look into it."""

    def __init__(self, page: Page) -> None:
        self._page, self._replies, self._pieces = page, list[int](), list[str]()
        self._session = page.context.new_cdp_session(page)
        self._id = ""
        self._session.on("Target.attachedToTarget", self._attached)
        self._session.on("Target.receivedMessageFromTarget", self._received)
        self._session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False})
        assert self._id

    def _attached(self, event: dict[str, Any]) -> None:
        """Note the worker among all that belongs to the page."""
        if event["targetInfo"]["url"].endswith("/checker/worker.mjs"):
            self._id = event["sessionId"]

    def _received(self, event: dict[str, Any]) -> None:
        """Take what the worker says."""
        said = json.loads(event["message"])
        if said.get("method") == "HeapProfiler.addHeapSnapshotChunk":
            self._pieces.append(said["params"]["chunk"])
        if "id" in said:
            self._replies.append(said["id"])

    def _tell(self, number: int, method: str, **params: object) -> None:
        """Send a command and wait until it is done."""
        message = json.dumps({"id": number, "method": method, "params": params})
        self._session.send("Target.sendMessageToTarget", {"sessionId": self._id, "message": message})
        while number not in self._replies:
            self._page.wait_for_timeout(50)

    def answers(self) -> Counter[str]:
        """Count what the memory of its script holds of answers."""
        self._replies.clear()
        self._pieces.clear()
        self._tell(1, "HeapProfiler.collectGarbage")
        self._tell(2, "HeapProfiler.takeHeapSnapshot", reportProgress=False)
        return Counter(_answers(json.loads("".join(self._pieces))))


def _answers(snapshot: dict[str, Any]) -> Iterator[str]:
    """Yield each property with the name of a question whose value is a list of options, and each text of a request."""
    meta, texts, nodes, edges = (snapshot[key] for key in ("snapshot", "strings", "nodes", "edges"))
    node_fields, edge_fields = meta["meta"]["node_fields"], meta["meta"]["edge_fields"]
    kinds = meta["meta"]["edge_types"][0]
    name_at, count_at = node_fields.index("name"), node_fields.index("edge_count")
    width, step = len(node_fields), len(edge_fields)
    first_edge = {}
    place = 0
    for node in range(0, len(nodes), width):
        first_edge[node] = place
        place += nodes[node + count_at] * step

    def out(node: int) -> Iterator[tuple[str, str, int]]:
        for edge in range(first_edge[node], first_edge[node] + nodes[node + count_at] * step, step):
            kind, name, to = edges[edge : edge + 3]
            yield kinds[kind], texts[name] if kinds[kind] in ("property", "context") else str(name), to

    questions = {item.id: {option.id for option in item.options} | {"none", "unsure"} for item in sample().questions}
    for node in range(0, len(nodes), width):
        for kind, name, to in out(node):
            if kind != "property" or name not in questions or texts[nodes[to + name_at]] != "Array":
                continue
            held = {texts[nodes[inner + name_at]] for _, _, inner in _elements(out, to)}
            if held & questions[name]:
                yield f"{name}: {sorted(held & questions[name])}"
    yield from (text[:200] for text in texts if '"answers":{"danger"' in text)


def _elements(out: Any, array: int) -> Iterator[tuple[str, str, int]]:
    """Yield what an array leads to, in itself and in the store behind it."""
    for edge in out(array):
        yield edge
        if edge[:2] == ("internal", "elements") or edge[1] == "elements":
            yield from out(edge[2])


@pytest.mark.deep
def test_start_again_leaves_no_answer_in_the_page(page: Page, site: str) -> None:
    """What was answered is in the page's memory while it is needed; after Start again it is not, nor in its history.

    Nor does the worker's script hold it. What the worker's Python has let go of is not wiped, so its traces may stay
    until the tab is closed or loaded again: `docs/about/privacy.md` says so. Another worker would have none, but who
    starts again may be offline by then, with no copy kept.
    """
    open_quiz(page, site)
    worker = Worker(page)
    before, before_worker = answers_in_memory(page), worker.answers()
    answer_all(page, **ANSWERS)
    expect(result(page)).to_have_attribute("data-level", "urgent")
    assert "signs: ['pale']" in answers_in_memory(page) - before
    leave(page, page.get_by_role("button", name="Start again").click)
    assert question(page) == "danger"
    assert answers_in_memory(page) - before == Counter()
    assert worker.answers() - before_worker == Counter()
    page.workers[-1].evaluate("(text) => { self.held = text }", '{"answers":{"danger":["none"]}}')
    assert worker.answers() - before_worker != Counter()
    kept = page.evaluate(KEPT) + history_of(page) + page.content()
    assert [words for words in told() if f'"{words}"' in kept] == []
    assert page.locator("[data-stage] input:checked").count() == 0
