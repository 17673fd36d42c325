"""What decides is checked before it runs, whatever copy it comes from."""

import hashlib
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import Serve
from browser.releases import publish, release_of
from browser.test_dead_start import deep, is_told_in_an_emergency, phone
from browser.test_offline import expect_offline_ready
from browser.walk import answer, open_quiz, result, wait_until_ready
from conftest import QUIET
from support import without_module
from symptom_site import preview
from symptom_site.runtime import functions
from symptom_site.runtime.pyodide import WASM, WHOLE
from symptom_site.runtime.release import integrity

pytestmark = pytest.mark.browser

FILES = [
    "pyodide.asm.wasm",
    ".whl",
    *(
        pytest.param(ending, marks=pytest.mark.deep)
        for ending in ("pyodide.mjs", "pyodide.asm.mjs", "python_stdlib.zip")
    ),
]
"""How the addresses end of all that the worker runs."""

STEPS = "quiz.json"
"""How the address ends of what the page reads beside that: the first steps and all words of the quiz."""

FIND_COPY = """
async function find(ending) {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!new URL(request.url).pathname.endsWith(ending)) continue;
      return { name, cache, request, kept: await cache.match(request) };
    }
  }
}
"""
CHANGE_COPY = f"""
async ([ending, old, now]) => {{
  {FIND_COPY}
  const {{ cache, request, kept }} = await find(ending);
  const bytes = new Uint8Array(await kept.arrayBuffer());
  const text = new TextDecoder("latin1").decode(bytes);
  let changed = 0;
  for (let place = text.indexOf(old); place >= 0; place = text.indexOf(old, place + 1)) {{
    bytes.set(new TextEncoder().encode(now), place);
    changed++;
  }}
  await cache.put(request, new Response(bytes, {{ headers: kept.headers }}));
  return changed;
}}
"""
SIGN_COPY = f"""
async (ending) => {{
  {FIND_COPY}
  const {{ cache, request, kept }} = await find(ending);
  const bytes = new Uint8Array(await kept.arrayBuffer());
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toBase64();
  await cache.put(request, new Response(bytes, {{ headers: {{ "X-Sum": `sha256-${{sum}}` }} }}));
}}
"""
"""Gives the copy of an image of the checker's memory the sum of its bytes, as if it had been made so."""
HAS_COPY = f"""
async ([ending, words]) => {{
  {FIND_COPY}
  const found = await find(ending);
  const text = found && new TextDecoder("latin1").decode(await found.kept.arrayBuffer());
  return words.map((word) => Boolean(text?.includes(word)));
}}
"""
"""Tells which words stand in a copy."""
SUM_OF_COPY = f"""
async (ending) => {{
  {FIND_COPY}
  const sum = await crypto.subtle.digest("SHA-256", await (await find(ending)).kept.arrayBuffer());
  return new Uint8Array(sum).toHex();
}}
"""

HALVE_COPY = f"""
async (ending) => {{
  {FIND_COPY}
  const {{ name, cache, request, kept }} = await find(ending);
  await (await caches.open("aside")).put("/aside", kept.clone());
  const bytes = await kept.arrayBuffer();
  await cache.put(request, new Response(bytes.slice(0, bytes.byteLength / 2), {{ headers: kept.headers }}));
  return [name, request.url];
}}
"""
"""Cuts the copy of a file to its first half, and lays the whole one aside."""
MEND_COPY = """
async ([name, url]) => (await caches.open(name)).put(url, await caches.match("/aside"))
"""
"""Puts back the copy that was cut last."""


def change_copy(page: Page, ending: str, old: str, now: str) -> None:
    """Change bytes in the copy that the browser keeps of a file."""
    assert page.evaluate(CHANGE_COPY, [ending, old, now]) > 0


def file_of(site: Path, ending: str) -> Path:
    """Return the one file whose name ends so of those that the checker's Python starts from."""
    found = [path for folder in ("runtime", "checker") for path in (site / folder).rglob(f"*{ending}")]
    [file] = [path for path in found if path.name not in WHOLE.values()]
    return file


def expect_list(page: Page) -> None:
    """Wait until the page says that the checker cannot run and shows the plain list."""
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("The nose is crooked or out of shape").first).to_be_visible()


def test_a_sign_of_danger_is_an_emergency_when_the_kept_wheel_was_altered(serve: Serve, page: Page) -> None:
    """A kept copy of the wheel that has lost a sign of danger is never used."""
    with serve() as address:
        open_quiz(page, address)
        expect_offline_ready(page)
        change_copy(page, ".whl", "danger.heavy", "danger.heavu")
        open_quiz(page, address)
        answer(page, "heavy")
        expect(result(page)).to_have_attribute("data-level", "emergency")


@pytest.mark.parametrize("ending", [*FILES, STEPS])
def test_an_altered_copy_is_replaced(serve: Serve, site_dir: Path, page: Page, ending: str) -> None:
    """One altered byte of any kept file is found at the next start; the file is fetched again and kept."""
    file = file_of(site_dir, ending)
    data = file.read_bytes()
    sign = next(word for word in (b"Python", b"python", b"danger.", b"danger") if word in data)
    with serve() as address:
        open_quiz(page, address)
        expect_offline_ready(page)
        change_copy(page, ending, sign.decode(), sign.decode().swapcase())
        open_quiz(page, address)
        assert page.evaluate(SUM_OF_COPY, ending) == hashlib.sha256(data).hexdigest()


PYTHON = (".whl", "/pyodide.asm.wasm", "/python_stdlib.zip", "/pyodide.mjs", "/pyodide.asm.mjs")
CUT = (*PYTHON, "/engine.mjs", "/worker.mjs", STEPS, "/check/index.html", "/get-help/index.html")
"""One file of each kind that is kept for offline use, by how its path ends."""


def address_of(ending: str) -> str:
    """Return how the address ends of a file whose path ends so."""
    return ending.removesuffix("index.html")


def use_kept_alone(page: Page) -> None:
    """Let the browser forget what it holds back by itself, in its memory too, so that it has what the site keeps."""
    session = page.context.new_cdp_session(page)
    for method, given in (("enable", {}), ("clearBrowserCache", {}), ("setCacheDisabled", {"cacheDisabled": True})):
        session.send(f"Network.{method}", given)


@pytest.mark.parametrize("endings", [pytest.param(CUT, id="at once"), *(deep((ending,), id=ending) for ending in CUT)])
def test_half_of_a_copy_is_replaced(serve: Serve, site_dir: Path, page: Page, endings: tuple[str, ...]) -> None:
    """A kept file of which the device has only the first half is found by its sum, fetched again, and kept whole."""
    with serve() as address:
        open_quiz(page, address)
        expect_offline_ready(page)
        for ending in endings:
            page.evaluate(HALVE_COPY, address_of(ending))
        use_kept_alone(page)
        open_quiz(page, address)
        answer(page, "heavy")
        expect(result(page)).to_have_attribute("data-level", "emergency")
        page.goto(f"{address}get-help/", wait_until="load")
        for ending in endings:
            [file] = [path for path in site_dir.rglob("*") if f"/{path.relative_to(site_dir)}".endswith(ending)]
            whole = hashlib.sha256(file.read_bytes()).hexdigest()
            assert page.evaluate(SUM_OF_COPY, address_of(ending)) == whole, ending


NOT_HERE = "A file that it needs did not arrive. If you are offline, connect once"
SAID = {
    "/engine.mjs": "The checker is starting. If it does not start",
    STEPS: "The checker cannot run here. All questions are below as a plain list",
} | dict.fromkeys(("/worker.mjs", *PYTHON), NOT_HERE)
"""How the address ends of a file → what the check page says where only half of it is kept and the network is gone."""


def test_half_of_a_copy_is_told_of_offline_and_an_emergency_all_the_same(chromium: Browser, serve: Serve) -> None:
    """With the network gone, no half of a file is used: the page says what it lacks, and what to do in an emergency."""
    with phone(chromium, is_kept=True) as page:
        with serve() as address:
            open_quiz(page, address)
            expect_offline_ready(page)
        use_kept_alone(page)
        for ending, said in SAID.items():
            cut = page.evaluate(HALVE_COPY, ending)
            page.goto(f"{address}check/")
            try:
                expect(page.locator("#quiz").get_by_text(said).first).to_be_visible(timeout=30_000)
                is_told_in_an_emergency(page)
                expect(page.locator("#all-questions")).to_be_visible()
            except AssertionError as error:
                raise AssertionError(ending) from error
            page.clock.resume()
            page.evaluate(MEND_COPY, cut)
        page.evaluate(HALVE_COPY, "/check/")
        page.goto(f"{address}check/")
        expect(page).to_have_url(address)
        expect(page.get_by_text("if someone faints, call 911")).to_be_visible()


def image_of(site: Path) -> str:
    """Return how the address ends of the image of the checker's memory that the browser keeps."""
    return f"/image-{release_of(site)['identity']}"


def lose_a_sign(page: Page, address: str, site: Path) -> str:
    """Let the browser keep an image of the memory, alter a sign of danger in it, and return how its address ends."""
    image = image_of(site)
    open_quiz(page, address)
    expect_offline_ready(page)
    change_copy(page, image, "danger.heavy", "danger.heavu")
    return image


def test_the_next_start_takes_the_image_of_the_memory_and_asks_the_trials(
    serve: Serve, site_dir: Path, page: Page, complaints: list[str]
) -> None:
    """An image of which a sign of danger was lost is found by the trials; the checker starts anew and keeps another."""
    with serve() as address:
        image = lose_a_sign(page, address, site_dir)
        page.evaluate(SIGN_COPY, image)
        assert complaints == []
        open_quiz(page, address)
        assert "The checker starts again" in complaints[-1]
        answer(page, "heavy")
        expect(result(page)).to_have_attribute("data-level", "emergency")
        complaints.clear()
        open_quiz(page, address)
        assert page.evaluate(HAS_COPY, [image, ["danger.heavy", "danger.heavu"]]) == [True, False]
    assert complaints == []


def test_an_altered_image_of_the_memory_is_not_used(
    serve: Serve, site_dir: Path, page: Page, complaints: list[str]
) -> None:
    """An image with an altered byte is left aside, and another is kept in its place."""
    with serve() as address:
        image = lose_a_sign(page, address, site_dir)
        open_quiz(page, address)
        answer(page, "heavy")
        expect(result(page)).to_have_attribute("data-level", "emergency")
        assert page.evaluate(HAS_COPY, [image, ["danger.heavy", "danger.heavu"]]) == [True, False]
    assert complaints == []


def test_the_image_of_the_memory_holds_nothing_that_was_asked(serve: Serve, site_dir: Path, page: Page) -> None:
    """What was answered before the image is made, and after, is not in it; only the checker is."""
    held: list[Route] = []
    page.context.route("**/*.wasm", lambda route: held.append(route), times=1)
    with serve() as address:
        page.goto(f"{address}check/")
        answer(page, "none")
        answer(page, "me")
        held.pop().continue_()
        wait_until_ready(page)
        words = ["danger.heavy", '"is_change"']
        assert page.evaluate(HAS_COPY, [image_of(site_dir), words]) == [True, False]


@pytest.mark.parametrize("ending", FILES)
def test_a_login_page_in_the_place_of_a_file_is_not_kept(own_site: Path, page: Page, ending: str) -> None:
    """A wrong answer with status 200 that the browser may keep for a year is left behind by Try again."""
    file = file_of(own_site, ending)
    right = file.read_bytes()
    file.write_text("<!doctype html><title>Wi-Fi</title><p>Accept the terms.", encoding="utf-8")
    with preview.serve(own_site) as address:
        page.goto(f"{address}check/")
        expect_list(page)
        file.write_bytes(right)
        page.get_by_role("button", name="Try again").click()
        wait_until_ready(page)
        expect_offline_ready(page)
    page.reload()
    wait_until_ready(page)


def expect_update(page: Page) -> None:
    """Wait until the page says that the site was updated, and shows the plain list."""
    expect_list(page)
    expect(page.get_by_text("The site was updated")).to_be_visible()


def without_service_worker(page: Page) -> None:
    """Let every page come from the server."""
    page.add_init_script("delete Navigator.prototype.serviceWorker")


GO_BY_CLICK = """
(address) => new Promise((done) => {
  const look = () => (location.pathname.endsWith(address) ? done() : setTimeout(look, 5));
  document.querySelector(`a[href$="${address}"]`).click();
  look();
})
"""
"""Ends in the document that it began in; the page may be loaded again by itself right after."""


def go_by_click(page: Page, address: str) -> None:
    """Follow a link inside the site to an address, in the same document."""
    page.evaluate(GO_BY_CLICK, address)


def test_a_checker_that_answers_otherwise_than_here_never_starts(own_site: Path, page: Page) -> None:
    """A wheel without a sign of danger does not start, also when its sum is the one that the page names."""
    wheel = file_of(own_site, ".whl")
    wheel.write_bytes(wheel.read_bytes().replace(b"danger.heavy", b"danger.heavu"))
    release = release_of(own_site)
    publish(own_site, sums=release["sums"] | {release["wheel"]: integrity(wheel.read_bytes())})
    with preview.serve(own_site) as address:
        page.goto(f"{address}check/")
        expect_list(page)
        page.get_by_role("button", name="Try again").click()
        expect_list(page)


def test_a_newer_page_in_an_older_tab_does_not_go_on(own_site: Path, page: Page) -> None:
    """When the site is updated under an open tab with an answer, the newer page does not ask the older checker."""
    without_service_worker(page)
    with preview.serve(own_site) as address:
        open_quiz(page, address)
        answer(page, "none")
        go_by_click(page, "/get-help/")
        publish(own_site, identity="newer")
        go_by_click(page, "/check/")
        expect_update(page)
        page.get_by_role("button", name="Load the page again").click()
        wait_until_ready(page)


def publish_other_scripts(site: Path) -> None:
    """Publish the check page with scripts at another address; those of before are gone."""
    old, new = release_of(site)["scripts"], "assets/app/0123456789ab/"
    (site / old).rename(site / new)
    check = site / "check/index.html"
    check.write_text(check.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_newer_page_whose_older_scripts_are_gone_loads_again(own_site: Path, page: Page) -> None:
    """From a tab whose scripts the server has no more, a click to the checker ends at the newer page, which works."""
    without_service_worker(page)
    with preview.serve(own_site) as address:
        page.goto(f"{address}get-help/", wait_until="load")
        publish_other_scripts(own_site)
        go_by_click(page, "/check/")
        wait_until_ready(page)


def test_a_page_whose_scripts_do_not_come_stays_when_the_connection_is_gone(serve: Serve, page: Page) -> None:
    """A click to the checker just before the connection goes leaves the signs and the plain list to read."""
    without_service_worker(page)
    with serve() as address:
        page.goto(f"{address}get-help/", wait_until="load")
        page.context.route("**/mount.mjs", lambda route: page.context.set_offline(True) or route.abort())
        with page.expect_event("console", lambda said: "The checker cannot come" in said.text):
            go_by_click(page, "/check/")
        page.wait_for_timeout(1_000)
        expect(page.get_by_text("Passed out, faint, very weak or dizzy").first).to_be_visible()
        expect(page.get_by_text("The nose is crooked or out of shape").first).to_be_visible()


@pytest.mark.parametrize("is_reload", [False, True])
def test_a_newer_page_with_older_scripts_does_not_start(own_site: Path, page: Page, *, is_reload: bool) -> None:
    """A tab that runs the scripts of the release before does not start the checker of a newer page.

    It loads the page again by itself, because nothing was answered; only once, so that it never does so for ever.
    """
    without_service_worker(page)
    with preview.serve(own_site) as address:
        open_quiz(page, address)
        if is_reload:
            page.reload()
            wait_until_ready(page)
        go_by_click(page, "/get-help/")
        publish_other_scripts(own_site)
        go_by_click(page, "/check/")
        if is_reload:
            expect_update(page)
            page.get_by_role("button", name="Load the page again").click()
        wait_until_ready(page)


def test_an_older_page_without_its_wheel_says_that_the_site_was_updated(own_site: Path, page: Page) -> None:
    """A page that a browser kept names a wheel that the server has no more: no other wheel is taken."""
    file_of(own_site, ".whl").rename(own_site / "checker/newer.whl")
    with preview.serve(own_site) as address:
        page.goto(f"{address}check/")
        expect_update(page)


@pytest.mark.parametrize("name", ["worker.mjs", "result.mjs"])
def test_a_script_of_another_release_stops_the_checker(own_site: Path, page: Page, name: str) -> None:
    """A script of another release is found before the checker says ready, and loading again takes no copy of it."""
    script = own_site / release_of(own_site)["scripts"] / "components/checker" / name
    right = script.read_bytes()
    script.write_bytes(right + b"\n// of another release\n")
    without_service_worker(page)
    with preview.serve(own_site) as address:
        page.goto(f"{address}check/")
        # It loads again by itself, once: a click before that would meet a page on its way out.
        page.wait_for_function("() => performance.getEntriesByType('navigation')[0]?.type === 'reload'")
        expect_update(page)
        script.write_bytes(right)
        page.get_by_role("button", name="Load the page again").click()
        wait_until_ready(page)


@pytest.mark.parametrize("ending", ["", ".wasm", ".whl"])
def test_without_a_secure_address_the_browser_checks(own_site: Path, chromium: Browser, ending: str) -> None:
    """On plain http, where scripts cannot take sums, right files run and an altered one does not."""
    if ending:
        file = file_of(own_site, ending)
        file.write_bytes(file.read_bytes().replace(b"a", b"b", 1))
    arguments = ["--no-sandbox", "--disable-gpu", *QUIET, "--host-resolver-rules=MAP plain.test 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=shutil.which("chromium"), args=arguments)
    try:
        page = browser.new_context().new_page()
        with preview.serve(own_site) as address:
            page.goto(f"{address.replace('127.0.0.1', 'plain.test')}check/")
            assert page.evaluate("() => window.isSecureContext") is False
            if ending:
                expect_list(page)
            else:
                wait_until_ready(page)
    finally:
        browser.close()


def said_on_a_start_with(file: Path, data: bytes, site: Path, page: Page) -> list[str]:
    """Publish a site in which a file of the checker's Python has these bytes, see it work, and return what it says."""
    file.write_bytes(data)
    publish(site, sums=release_of(site)["sums"] | {file.relative_to(site).as_posix(): integrity(data)})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with preview.serve(site) as address:
        open_quiz(page, address)
        answer(page, "heavy")
        expect(result(page)).to_have_attribute("data-level", "emergency")
    return said


@pytest.mark.parametrize("module", ["textwrap", "dataclasses"])
def test_a_checker_that_misses_a_module_reads_the_whole_library(own_site: Path, page: Page, module: str) -> None:
    """Where a module is not in the browser's part of the library, the console names it and the quiz runs anyway."""
    archive = file_of(own_site, "python_stdlib.zip")
    said = said_on_a_start_with(archive, without_module(archive, module), own_site, page)
    assert [text for text in said if text.startswith("The checker starts again") and f"'{module}'" in text]


def test_a_checker_that_misses_a_function_reads_the_whole_webassembly(own_site: Path, page: Page) -> None:
    """Where a function that runs is left out of the browser's part of the WebAssembly, the quiz runs anyway."""
    file = file_of(own_site, WASM)
    listed = functions.read(functions.USED.read_text(encoding="utf-8"))
    less = functions.trimmed(file.read_bytes(), listed - {min(listed)})
    said = said_on_a_start_with(file, less, own_site, page)
    assert [text for text in said if text.startswith("The checker starts again: unreachable")]
