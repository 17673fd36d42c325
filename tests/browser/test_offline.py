import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from browser.conftest import Serve
from browser.walk import follow
from symptom_site import preview
from symptom_site.finish.compressed import COPIES
from symptom_site.runtime.release import integrity

pytestmark = pytest.mark.browser

READY = "Ready for offline use"
NEWER = "A newer version of this site is ready."
ELSEWHERE = "This site was updated in another tab."


def visit_until_ready(page: Page, address: str) -> None:
    """Open a page and wait until the site says that it is ready for offline use."""
    page.goto(address)
    expect_offline_ready(page)


def expect_offline_ready(page: Page) -> None:
    """Wait until the page says that the site is ready for offline use."""
    expect(page.get_by_text(READY)).to_be_visible(timeout=60_000)


def is_controlled(page: Page) -> bool:
    """Tell whether a service worker answers for the page."""
    return page.evaluate("() => Boolean(navigator.serviceWorker.controller)") is True


def is_same_document(page: Page) -> bool:
    """Tell whether the page is still the one that `mark` marked, only with other content."""
    return page.evaluate("() => window.isMarked === true") is True


def mark(page: Page) -> None:
    """Mark the document, to tell an in-site click from a full load."""
    page.evaluate("() => { window.isMarked = true }")


def kept_runtimes(page: Page) -> set[str]:
    """Return the paths of all files of a runtime that are kept."""
    script = """async () => {
      const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
      return requests.map(({ url }) => new URL(url).pathname).filter((path) => path.includes("/runtime/"));
    }"""
    return set(page.evaluate(script))


def publish_again(site: Path, path: str, old: str, new: str) -> None:
    """Change words of a page and publish it: its revision in `sw.js` changes with it."""
    page, worker = site / path / "index.html", site / "sw.js"
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    row = re.compile(rf'"integrity": "[^"]+", "revision": "\w+", "url": "./{path}/"')
    newer = f'"integrity": "{integrity(page.read_bytes())}", "revision": "newer", "url": "./{path}/"'
    worker.write_text(row.sub(newer, worker.read_text(encoding="utf-8")))


def ask_at_once(site: Path) -> None:
    """Let the browser ask for a newer version on every load, not once a minute."""
    headers = site / "_headers"
    headers.write_text(headers.read_text(encoding="utf-8").replace("max-age=60", "no-cache"))


@pytest.mark.parametrize("prefix", ["/", "/project/"])
def test_articles_and_search_offline(serve: Serve, page: Page, complaints: list[str], prefix: str) -> None:
    """One visit to home, then the server goes away: articles never visited and search work without a complaint."""
    with serve(prefix) as address:
        visit_until_ready(page, address)
    page.goto(f"{address}about/?from=elsewhere#top")
    expect(page.locator("main h1")).to_have_text(re.compile("About"))
    assert is_controlled(page)
    mark(page)
    follow(page, page.locator("article a[href*='glossary/']").first)
    expect(page.locator("main h1")).to_have_text(re.compile("words", re.IGNORECASE))
    assert is_same_document(page)
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("children", delay=20)
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile("types/childrens-nosebleeds/"))
    expect(page.locator("main h1")).to_have_text(re.compile("children"))
    assert complaints == []


def test_slips_in_addresses_offline(serve: Serve, page: Page) -> None:
    """Offline, an address without its slash or with index.html finds the page, an unknown one the page for that."""
    with serve() as address:
        visit_until_ready(page, address)
    page.goto(f"{address}check")
    expect(page).to_have_url(f"{address}check/")
    page.goto(f"{address}types/front-nosebleed/index.html")
    expect(page.locator("main h1")).to_have_text(re.compile("nosebleed"))
    response = page.goto(f"{address}no/such/page/")
    assert isinstance(response, Response)
    assert response.status == 404
    expect(page.locator("h1").first).to_be_visible()


def test_no_look_for_updates_after_the_page(serve: Serve, page: Page) -> None:
    """A second visit needs the network for nothing, and the browser's own look for a newer version stays away too."""
    seen: list[str] = []
    with serve(seen=seen) as address:
        visit_until_ready(page, address)
        seen.clear()
        visit_until_ready(page, f"{address}types/front-nosebleed/")
        page.wait_for_timeout(5_000)
    assert seen == []


def test_a_wrong_answer_is_not_kept_and_bars_nothing(own_site: Path, page: Page) -> None:
    """A file that came with other bytes, and that the browser may hold back for a year, is kept once it is right."""
    style = next(own_site.glob("assets/stylesheets/site.*.css"))
    right = style.read_bytes()
    style.write_text("/* Accept the terms of this network. */", encoding="utf-8")
    with preview.serve(own_site) as address:
        page.goto(f"{address}types/front-nosebleed/", wait_until="load")
        page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration())?.installing")
        expect(page.get_by_text(READY)).to_have_count(0)
        style.write_bytes(right)
        visit_until_ready(page, f"{address}types/front-nosebleed/")
    url = f"{address}{style.relative_to(own_site).as_posix()}"
    assert page.evaluate("async (url) => (await caches.match(url)).text()", url) == right.decode()


@pytest.mark.parametrize(
    ("ending", "part"),
    [
        ("search/search_index.json", "the search"),
        (".whl", "the checker"),
        ("assets/icons/icon-512.png", "some pictures or fonts"),
        ("sitemap.xml", "some other files"),
    ],
)
def test_one_lost_file_bars_no_page(own_site: Path, page: Page, ending: str, part: str) -> None:
    """Without one file that no page needs, the pages work offline; what is lacking is named, and comes later."""
    [file] = [path for path in own_site.rglob("*") if path.as_posix().endswith(ending)]
    for coding in COPIES:
        file.with_name(file.name + coding).unlink(missing_ok=True)
    hidden = file.rename(file.with_name("hidden"))
    said = page.get_by_text(f"Ready for offline use, but without: {part}.")
    with preview.serve(own_site) as address:
        page.goto(address)
        expect(said).to_be_visible(timeout=60_000)
        page.context.set_offline(True)
        page.goto(f"{address}types/front-nosebleed/")
        expect(page.locator("main h1")).to_have_text(re.compile("nosebleed"))
        expect(said).to_be_visible(timeout=60_000)
        page.context.set_offline(False)
        hidden.rename(file)
        visit_until_ready(page, address)
        expect(said).to_have_count(0)


def test_copies_that_the_browser_deleted_come_again(serve: Serve, page: Page) -> None:
    """When the browser has deleted what was kept, the next visit keeps it again and says that it is ready only then."""
    with serve() as address:
        visit_until_ready(page, address)
        page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
        visit_until_ready(page, address)
    page.goto(f"{address}types/front-nosebleed/")
    expect(page.locator("main h1")).to_have_text(re.compile("nosebleed"))


def test_deleted_copies_that_cannot_come_are_not_called_ready(serve: Serve, page: Page) -> None:
    """Nothing is promised where the copies are gone and cannot be had again."""
    with serve() as address:
        visit_until_ready(page, address)
        page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
        page.context.route("**/about/privacy/", lambda route: route.abort())
        page.goto(address, wait_until="load")
        page.evaluate("""async () => {
          const { port1, port2 } = new MessageChannel();
          (await navigator.serviceWorker.ready).active.postMessage({ type: "look" }, [port2]);
          await new Promise((resolve) => { port1.onmessage = resolve; });
        }""")
        page.wait_for_timeout(500)
        expect(page.get_by_text(READY)).to_have_count(0)


SPOIL = """async (ending) => {
  const wrong = () => new Response("<h1>Accept the terms</h1>", { headers: { "content-type": "text/html" } });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname.endsWith(ending)) await cache.put(request, wrong());
    }
  }
}"""
"""Puts other bytes in the place of each kept file whose path ends so."""


def test_an_altered_copy_of_a_page_is_never_shown(own_site: Path, page: Page) -> None:
    """A kept page with other bytes than the build's goes when it is asked for: the network gives it, and it is kept."""
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}types/front-nosebleed/")
        page.evaluate(SPOIL, "/get-help/")
        page.goto(f"{address}get-help/")
        expect(page.locator("main h1")).to_have_text(re.compile("help"))
        expect(page.get_by_text("Accept the terms")).to_have_count(0)
    page.goto(f"{address}get-help/")
    expect(page.locator("main h1")).to_have_text(re.compile("help"))


def test_an_altered_copy_is_not_shown_offline_either(own_site: Path, page: Page) -> None:
    """Offline, the first page of the list stands in the place of one whose copy is not as it was built."""
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}types/front-nosebleed/")
        page.evaluate(SPOIL, "/get-help/")
    page.goto(f"{address}get-help/")
    expect(page).to_have_url(address)
    expect(page.locator("h1").first).to_be_visible()


def test_an_altered_copy_gives_way_to_a_newer_release(own_site: Path, page: Page) -> None:
    """Where the server has only a newer page in the place of an altered copy, that one is shown."""
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}types/front-nosebleed/")
        page.evaluate(SPOIL, "/get-help/")
        newer = own_site / "get-help" / "index.html"
        newer.write_text(newer.read_text(encoding="utf-8").replace("</h1>", " anew</h1>"), encoding="utf-8")
        page.goto(f"{address}get-help/")
        expect(page.locator("main h1")).to_contain_text("anew")


def test_the_day_of_a_copy_is_told(serve: Serve, page: Page) -> None:
    """Beside "Ready for offline use" stands the day on which the server sent the copy of this page."""
    day = """async () => {
      const sent = new Date((await fetch("", { method: "HEAD", cache: "reload" })).headers.get("date"));
      return sent.toLocaleDateString("en-US", { dateStyle: "long" });
    }"""
    with serve() as address:
        visit_until_ready(page, f"{address}types/front-nosebleed/")
        expect(page.get_by_text(f"Your copy of this page is from {page.evaluate(day)}.")).to_be_visible()


def test_update_is_offered_and_accepted(own_site: Path, page: Page) -> None:
    """A newer version waits for the reader to accept it; then the page loads again once, with the newer words."""
    ask_at_once(own_site)
    loads = []
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}types/front-nosebleed/")
        old = page.locator("main h1").inner_text()
        publish_again(own_site, "types/front-nosebleed", old, "Newer words")
        page.reload()
        expect(page.get_by_text(NEWER)).to_be_visible(timeout=20_000)
        expect(page.locator("main h1")).to_have_text(old)
        page.on("load", lambda _: loads.append(1))
        page.get_by_role("button", name="Update now").click()
        expect(page.locator("main h1")).to_have_text("Newer words", timeout=10_000)
        expect(page.get_by_text(NEWER)).to_have_count(0)
        page.wait_for_timeout(500)
    page.goto(f"{address}types/front-nosebleed/")
    expect(page.locator("main h1")).to_have_text("Newer words")
    assert len(loads) == 2  # the update's, and the visit offline


HIDDEN = """
() => {
  const { top, bottom, width } = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".update-bar");
  const isOver = getComputedStyle(bar).position === "fixed" && !bar.contains(document.activeElement);
  return isOver && width && bottom > bar.getBoundingClientRect().top + 1 ? document.activeElement.outerHTML : null;
}
"""
"""Gives what has the focus, where the bar of an update stands over it."""
IN_BAR = "() => Boolean(document.activeElement.closest('.update-bar'))"
MOVED = """
async () => {
  await new Promise(requestAnimationFrame);
  const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.all(transitions.map(({ finished }) => finished));
}
"""
"""Waits until what a new size of the window sets moving has come to rest: the menu goes out of sight."""


def test_the_bar_of_an_update_hides_no_focus(own_site: Path, page: Page) -> None:
    """Whoever goes through a page by keyboard sees what has the focus above the bar, on a phone and at 400 %."""
    ask_at_once(own_site)
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}check/")
        publish_again(own_site, "types/front-nosebleed", "</h1>", " anew</h1>")
        page.reload()
        expect(page.get_by_role("button", name="Update now")).to_be_visible(timeout=20_000)
        for width, height in ((360, 640), (320, 256)):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(MOVED)
            page.evaluate("document.querySelector('.md-skip').focus()")  # the first stop
            stops = 0
            while not page.evaluate(IN_BAR):  # the last stop of the Tab key
                page.keyboard.press("Tab")
                stops += 1
                assert page.evaluate(HIDDEN) is None
            assert stops > 15


def test_update_in_another_tab(own_site: Path, context: BrowserContext) -> None:
    """A tab whose site was updated in another one is not loaded again by itself: its reader may be in the middle."""
    ask_at_once(own_site)
    with preview.serve(own_site) as address:
        one, other = context.new_page(), context.new_page()
        for page in (one, other):
            visit_until_ready(page, f"{address}types/front-nosebleed/")
        mark(other)
        publish_again(own_site, "types/front-nosebleed", "</h1>", " anew</h1>")
        one.reload()
        one.get_by_role("button", name="Update now").click(timeout=20_000)
        expect(other.get_by_text(ELSEWHERE)).to_be_visible(timeout=10_000)
        assert is_same_document(other)
        other.get_by_role("button", name="Later").click()
        expect(other.get_by_text(ELSEWHERE)).to_have_count(0)


def test_runtimes_of_older_versions_go(serve: Serve, page: Page) -> None:
    """A new service worker removes older runtimes of this site, and nothing of a site beside it on the same address."""
    with serve("/project/") as address:
        page.goto(f"{address}assets/icons/icon.svg")
        keep = "async (path) => (await caches.open('checker')).put(path, new Response())"
        for path in ("/project/runtime/older/a.wasm", "/runtime/older/a.wasm", "/project/beside/runtime/older/a.wasm"):
            page.evaluate(keep, path)
        visit_until_ready(page, address)
        assert kept_runtimes(page) == {"/runtime/older/a.wasm", "/project/beside/runtime/older/a.wasm"}


def add_save_button(site: Path) -> str:
    """Put a "Save for offline" button into the page about privacy, and give the runtime's hash."""
    [runtime] = (site / "runtime").iterdir()
    files = sorted(file for file in runtime.iterdir() if file.suffix not in COPIES)
    sums = {file.name: integrity(file.read_bytes()) for file in files}
    size = sum(file.stat().st_size for file in files)
    about = f"data-folder='runtime/{runtime.name}/' data-sums='{json.dumps(sums)}' data-size='{size}'"
    button = f"<button type='button' data-save-offline {about}>Save for offline</button>"
    publish_again(site, "about/privacy", "</article>", f"{button}</article>")
    return runtime.name


def test_save_for_offline(own_site: Path, page: Page, complaints: list[str]) -> None:
    """The button keeps all files of the checker's Python, says so, and is not shown any more on the next visit.

    Only then is the browser asked to keep them also when it needs room.
    """
    runtime = add_save_button(own_site)
    page.add_init_script("window.asked = 0; StorageManager.prototype.persist = async () => { window.asked++; };")
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}about/privacy/")
        assert page.evaluate("window.asked") == 0
        page.get_by_role("button", name="Save for offline").click()
        saved = page.get_by_text("The checker is saved on this device.")
        expect(saved).to_be_visible(timeout=30_000)
        assert page.evaluate("window.asked") == 1
    for file in (own_site / "runtime" / runtime).iterdir():
        size = page.evaluate(
            "async (url) => (await (await fetch(url)).blob()).size", f"{address}runtime/{runtime}/{file.name}"
        )
        assert size == file.stat().st_size
    page.reload()
    expect(saved).to_be_visible()
    expect(page.get_by_role("button", name="Save for offline")).to_be_hidden()
    assert complaints == []


def test_saving_can_be_stopped_and_goes_on_from_there(own_site: Path, page: Page) -> None:
    """While it saves, the megabytes are told; Stop ends it, and saving again fetches what is lacking."""
    add_save_button(own_site)
    seen: list[str] = []
    with preview.serve(own_site, seen=seen) as address:
        visit_until_ready(page, f"{address}about/privacy/")
        page.context.route("**/*.wasm", lambda _: None)
        page.get_by_role("button", name="Save for offline").click()
        expect(page.get_by_text(re.compile(r"Saving the checker: \d+\.\d of \d+\.\d MB\."))).to_be_visible()
        page.get_by_role("button", name="Stop saving").click()
        expect(page.get_by_text("Saving has stopped.")).to_be_visible()
        kept = kept_runtimes(page)
        page.context.unroute_all(behavior="ignoreErrors")
        seen.clear()
        page.get_by_role("button", name="Save for offline").click()
        expect(page.get_by_text("The checker is saved on this device.")).to_be_visible(timeout=30_000)
        assert kept.isdisjoint(seen)
        assert kept_runtimes(page) > kept


def test_no_room_to_save(own_site: Path, context: BrowserContext, page: Page) -> None:
    """When the device is full the reader is told so, in words."""
    add_save_button(own_site)
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}about/privacy/")
        limit = {"origin": address.rstrip("/"), "quotaSize": 6_000_000}
        context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
        page.get_by_role("button", name="Save for offline").click()
        full = page.get_by_text("There is not enough free space on this device.")
        expect(full).to_be_visible(timeout=30_000)
        expect(full).to_contain_text("The articles still work offline.")


def test_no_room_for_anything(own_site: Path, context: BrowserContext, page: Page) -> None:
    """A device that is full from the first has no article either, and the reader is not told otherwise."""
    add_save_button(own_site)
    with preview.serve(own_site) as address:
        page.goto(f"{address}robots.txt")
        limit = {"origin": address.rstrip("/"), "quotaSize": 100_000}
        context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
        page.goto(f"{address}about/privacy/")
        page.get_by_role("button", name="Save for offline").click()
        full = page.get_by_text("There is not enough free space on this device.")
        expect(full).to_contain_text("The articles need a connection too.", timeout=30_000)
        expect(page.get_by_text(READY)).to_have_count(0)


def test_saving_fails(own_site: Path, page: Page) -> None:
    """When the connection is gone the reader is told what to do."""
    add_save_button(own_site)
    with preview.serve(own_site) as address:
        visit_until_ready(page, f"{address}about/privacy/")
    page.get_by_role("button", name="Save for offline").click()
    expect(page.get_by_text("Saving did not work.")).to_be_visible()
    expect(page.get_by_role("button", name="Save for offline")).to_be_visible()


def test_without_service_worker(own_site: Path, page: Page, complaints: list[str]) -> None:
    """Where the browser has no service worker, nothing is promised and nothing breaks."""
    add_save_button(own_site)
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    with preview.serve(own_site) as address:
        page.goto(f"{address}about/privacy/", wait_until="load")
        page.wait_for_timeout(1_000)
        expect(page.get_by_role("button", name="Save for offline")).to_be_hidden()
        expect(page.get_by_text(READY)).to_have_count(0)
        assert complaints == []
