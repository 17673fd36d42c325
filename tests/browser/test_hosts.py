"""The recipes for hosts: nginx and Caddy serve the built site under a sub-path, as it needs it."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import symptom_site
from browser.walk import wait_until_ready
from support import ROOT
from symptom_site.finish import compressed, policy

pytestmark = pytest.mark.browser

RECIPES = Path(symptom_site.__file__).parent / "hosts"
FOREVER = "public, max-age=31536000, immutable"
PATIENCE = 20
"""Seconds within which a server must answer for the first time."""

NGINX = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
"""What stands around the recipe on a real machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A running server."""

    name: str
    port: int
    site: Path

    def ask(self, path: str, accept: str = "") -> HTTPResponse:
        """Ask for an address below the site's."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", f"/spasms/{path}", headers={"Accept-Encoding": accept})
            response = connection.getresponse()
            response.read()
            return response


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def host(request: pytest.FixtureRequest, site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A server that runs from its recipe, with nothing changed in it but folder, name and port."""
    folder = tmp_path_factory.mktemp(request.param)
    folder.chmod(0o755)
    site = Path(shutil.copytree(site_dir, folder / "site"))
    compressed.write(site, ROOT / ".build" / "compressed")
    for parent in (folder, *folder.parents[:-1]):
        with suppress(PermissionError):
            parent.chmod(parent.stat().st_mode | 0o011)  # nginx's workers are another user
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if request.param == "nginx":
        recipe = (RECIPES / "nginx.conf").read_text(encoding="utf-8")
        recipe = recipe.replace("listen 80;", f"listen 127.0.0.1:{port};")
        (folder / "site.conf").write_text(recipe.replace("/srv/site", str(site)), encoding="utf-8")
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder), encoding="utf-8")
        command = ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    else:
        recipe = (RECIPES / "Caddyfile").read_text(encoding="utf-8")
        recipe = recipe.replace("example.org {", f"http://127.0.0.1:{port} {{").replace("/srv/site", str(site))
        (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + recipe, encoding="utf-8")
        command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    log = folder / "log.txt"
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        wait_for(port, server, log)
        yield Host(name=request.param, port=port, site=site)
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


def one(host: Host, pattern: str) -> str:
    """Return the address of the first file of a kind."""
    return min(path.relative_to(host.site).as_posix() for path in host.site.glob(pattern))


@pytest.mark.parametrize(
    ("pattern", "media_type"),
    [
        ("check/index.html", "text/html"),
        ("assets/app/*/components/checker/mount.mjs", "text/javascript"),
        ("runtime/*/pyodide.asm.wasm", "application/wasm"),
        ("checker/*/*.whl", "application/zip"),
        ("checker/*/quiz.json", "application/json"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("assets/fonts/*.woff2", "font/woff2"),
    ],
)
def test_types_are_those_that_a_browser_takes(host: Host, pattern: str, media_type: str) -> None:
    """Each kind of file has its type: a module without one does not run."""
    response = host.ask(one(host, pattern))
    assert 200 == response.status
    assert media_type == (response.getheader("Content-Type") or "").partition(";")[0]


def test_what_has_a_hash_is_kept_for_a_year_and_nothing_else(host: Host) -> None:
    """Addresses with a hash or a version never change; pages and the service worker are asked for at each visit."""
    for pattern in policy.IMMUTABLE:
        found = [path for path in sorted(host.site.glob(pattern.strip("/"))) if path.name]
        file = next(path for start in found for path in (start, *sorted(start.rglob("*"))) if path.is_file())
        if file.suffix not in compressed.MAKERS:
            assert FOREVER == host.ask(file.relative_to(host.site).as_posix()).getheader("Cache-Control"), file
    for path in ("", "check/", "sw.js", "search/search_index.json"):
        assert "no-cache" == host.ask(path).getheader("Cache-Control"), path


def test_compressed_copies_are_served(host: Host) -> None:
    """A browser that takes compressed copies gets them, by the server's means."""
    smallest = {"nginx": "gzip", "caddy": "br"}[host.name]
    for path in ("check/", one(host, "runtime/*/pyodide.asm.wasm"), one(host, "checker/*/*.whl")):
        response = host.ask(path, accept="gzip, deflate, br")
        assert smallest == response.getheader("Content-Encoding"), path
        assert "Accept-Encoding" in (response.getheader("Vary") or ""), path


def test_headers_and_the_page_for_what_is_not_found(host: Host) -> None:
    """Every answer has the headers of `_headers`; what is not there has the site's own page and its status."""
    response = host.ask("check/")
    assert policy.HEADERS == {name: response.getheader(name) for name in policy.HEADERS}
    assert "frame-ancestors 'none'" == response.getheader("Content-Security-Policy")
    missing = host.ask("nothing/here/")
    assert (404, "text/html") == (missing.status, (missing.getheader("Content-Type") or "").partition(";")[0])
    moved = host.ask("check")
    assert moved.status in (301, 308)
    assert (moved.getheader("Location") or "").endswith("/spasms/check/") or moved.getheader("Location") == "check/"


def test_the_checker_runs(host: Host, page: Page, complaints: list[str]) -> None:
    """The checker starts, and the page is ready for offline use: nothing that it needs is lost on such a host."""
    page.goto(f"http://127.0.0.1:{host.port}/spasms/check/")
    wait_until_ready(page)
    release = json.loads(page.locator("[data-release]").get_attribute("data-release") or "")
    assert release["identity"]
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    expect(page.get_by_text("The checker is ready.")).to_be_visible()
    assert [] == complaints
