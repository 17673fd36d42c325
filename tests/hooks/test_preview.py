import os
import socket
import struct
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gate import Gate
from symptom_site import preview

HEADERS = """\
/*
  X-Everywhere: yes
# a note
/assets/app/*
  Cache-Control: immutable
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site in small, with a secret beside it."""
    files = {
        "_headers": HEADERS,
        "index.html": "home",
        "404.html": "lost",
        "check/index.html": "check",
        "assets/app/1a/a.mjs": "export {}",
        "app.webmanifest": "{}",
        "module.wasm": "",
        "sitemap.xml": "<url><loc>https://site.test/a/check/</loc></url><url><loc>https://site.test/a/</loc></url>",
    }
    for path, content in files.items():
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return tmp_path / "site"


def ask(
    address: str, path: str, method: str = "GET", accept: str = "", headers: Mapping[str, str] | None = None
) -> tuple[HTTPResponse, str]:
    """Ask for `path` just as it is written; a browser would tidy it first. `accept`: the codings that are taken."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        connection.request(method, path, headers={"Accept-Encoding": accept, **(headers or {})})
        response = connection.getresponse()
        return response, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("prefix", ["/", "/project/"])
def test_pages(site: Path, prefix: str) -> None:
    """A folder's page is served at the folder's address, under the prefix."""
    with preview.serve(site, prefix) as address:
        assert urlsplit(address).path == prefix
        assert ask(address, prefix)[1] == "home"
        assert ask(address, f"{prefix}check/?q=1")[1] == "check"


def test_missing_slash(site: Path) -> None:
    """The address of a folder without its last slash leads to the one with it."""
    with preview.serve(site, "/project/") as address:
        response, _ = ask(address, "/project/check")
    assert (response.status, response.headers["Location"]) == (301, "/project/check/")


@pytest.mark.parametrize(
    "path",
    ["/project/nothing", "/project/nothing/", "/other/", "/", "/project/../secret.txt", "/project/%2e%2e/secret.txt",
     "/project/index.html/", "/project/%00"],
)  # fmt: skip
def test_not_found(site: Path, path: str) -> None:
    """What is not in the site, or not under the prefix, gets the site's own page with status 404."""
    with preview.serve(site, "/project/") as address:
        response, body = ask(address, path)
    assert (response.status, body) == (404, "lost")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/assets/app/1a/a.mjs", "text/javascript; charset=utf-8"),
        ("/app.webmanifest", "application/manifest+json"),
        ("/module.wasm", "application/wasm"),
        ("/", "text/html; charset=utf-8"),
    ],
)
def test_media_types(site: Path, path: str, media_type: str) -> None:
    """Modules, wasm, manifest and pages have the media types that browsers insist on."""
    with preview.serve(site) as address:
        assert media_type == ask(address, path)[0].headers["Content-Type"]


def test_headers_file(site: Path) -> None:
    """Every rule of `_headers` that fits is applied, below the prefix too; pages without a rule are not cached."""
    with preview.serve(site, "/project/") as address:
        module, page = (ask(address, f"/project/{path}")[0].headers for path in ("assets/app/1a/a.mjs", ""))
    assert (module["X-Everywhere"], module["Cache-Control"]) == ("yes", "immutable")
    assert (page["X-Everywhere"], page["Cache-Control"]) == ("yes", "no-cache")


def test_head(site: Path) -> None:
    """A HEAD request gets the length and no body."""
    with preview.serve(site) as address:
        response, body = ask(address, "/", "HEAD")
    assert (response.headers["Content-Length"], body) == ("4", "")


def test_sitemap_moves_along(site: Path) -> None:
    """The sitemap names pages by the address they are served from, else no click would be an in-site click."""
    with preview.serve(site, "/project/") as address:
        body = ask(address, "/project/sitemap.xml")[1]
    assert f"<url><loc>{address}check/</loc></url><url><loc>{address}</loc></url>" == body


def test_closed_for_sure(site: Path) -> None:
    """After the block the port is closed, and a connection kept open from before gets no more answers."""
    with preview.serve(site) as address:
        kept = HTTPConnection(urlsplit(address).netloc, timeout=10)
        kept.request("GET", "/")
        assert kept.getresponse().read() == b"home"
        port = urlsplit(address).port
        assert port
        assert preview.is_open(port)
    assert not preview.is_open(port)
    # The client would open a new connection by itself; that must not be mistaken for the kept one.
    kept.auto_open = 0
    with pytest.raises((HTTPException, ConnectionError)):  # noqa: PT012 - either step may notice
        kept.request("GET", "/")
        kept.getresponse()


def begin_download(address: str) -> socket.socket:
    """Ask for a file that no buffer between the two holds as a whole, and take its first bytes."""
    place = urlsplit(address)
    assert place.hostname
    assert place.port
    connection = socket.create_connection((place.hostname, place.port), timeout=10)
    connection.sendall(b"GET /module.wasm HTTP/1.1\r\nHost: site.test\r\n\r\n")
    assert connection.recv(8) == b"HTTP/1.1"
    return connection


def test_a_download_under_way_is_cut(site: Path) -> None:
    """Closing waits for nobody who takes a file slowly."""
    size = 50_000_000
    (site / "module.wasm").write_bytes(bytes(size))
    with preview.serve(site) as address:
        connection = begin_download(address)
    taken = 0
    with closing(connection), suppress(ConnectionError):
        while piece := connection.recv(1_000_000):
            taken += len(piece)
    assert taken < size


def test_a_browser_that_goes_away_is_no_news(
    site: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Who leaves in the middle of an answer makes no noise in the terminal, and the next one is answered."""
    (site / "module.wasm").write_bytes(bytes(50_000_000))
    with preview.serve(site) as address:
        for _ in range(3):
            connection = begin_download(address)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        assert ask(address, "/")[1] == "home"
    assert (tuple(capfd.readouterr()), caplog.messages) == (("", ""), [])


def test_a_request_that_is_kept_back_holds_up_no_other(site: Path) -> None:
    """A test can keep a request back for as long as it wants; others are answered meanwhile, it afterwards."""
    seen = Gate("/check/")
    with preview.serve(site, seen=seen) as address, ThreadPoolExecutor() as pool:
        try:
            kept_back = pool.submit(ask, address, "/check/")
            while "/check/" not in seen:
                time.sleep(0.01)
            assert ask(address, "/")[1] == "home"
        finally:
            seen.opened.set()
        assert kept_back.result()[1] == "check"


def test_requests_seen(site: Path) -> None:
    """A test can ask which requests reached the server."""
    seen: list[str] = []
    with preview.serve(site, seen=seen) as address:
        ask(address, "/check/?a=b")
        ask(address, "/nothing")
    assert seen == ["/check/", "/nothing"]


def test_two_at_once(site: Path) -> None:
    """Each server has a port of its own."""
    with preview.serve(site) as one, preview.serve(site) as two:
        assert one != two


def test_no_site(tmp_path: Path) -> None:
    """A folder without a site says how to build one."""
    with pytest.raises(FileNotFoundError, match="make site"), preview.serve(tmp_path):
        pass


def test_bad_prefix(site: Path) -> None:
    """A prefix without its slashes is refused with an example."""
    with pytest.raises(ValueError, match="/project/"), preview.serve(site, "project"):
        pass


@pytest.mark.parametrize("text", ["  Name: value\n", "/*\n  no colon\n"])
def test_bad_headers_file(text: str) -> None:
    """A line of `_headers` that is neither path nor header is named by its number."""
    with pytest.raises(ValueError, match=rf"_headers:{len(text.splitlines())}: "):
        preview.read_rules(text)


def test_a_compressed_copy_goes_to_who_takes_it(site: Path) -> None:
    """Whoever takes Brotli or gzip gets that copy, under the type of the file; others get the file."""
    (site / "check/index.html.br").write_text("small", encoding="utf-8")
    (site / "check/index.html.gz").write_text("less small", encoding="utf-8")
    with preview.serve(site) as address:
        for accept, body, coding in (
            ("gzip, deflate, br", "small", "br"),
            ("gzip;q=0.8", "less small", "gzip"),
            ("identity", "check", None),
        ):
            response, text = ask(address, "/check/", accept=accept)
            assert (body, coding) == (text, response.getheader("Content-Encoding"))
            assert response.getheader("Content-Type") == "text/html; charset=utf-8"
            assert response.getheader("Vary") == "Accept-Encoding"


def test_a_copy_that_is_older_than_its_file_stays(site: Path) -> None:
    """A file that was written after its copy goes out itself."""
    copy = site / "check/index.html.br"
    copy.write_text("old", encoding="utf-8")
    os.utime(copy, (0, 0))
    with preview.serve(site) as address:
        assert ask(address, "/check/", accept="br")[1] == "check"


def test_what_the_browser_has_is_not_sent_again(site: Path) -> None:
    """A file that was not written since is not sent again; one that was is, in the same second and as long too."""
    page, moment = site / "check/index.html", 1_700_000_000_000_000_000
    os.utime(page, ns=(moment, moment))
    with preview.serve(site) as address:
        first, _ = ask(address, "/check/")
        known = {"If-None-Match": first.headers["ETag"]}
        same, nothing = ask(address, "/check/", headers=known)
        assert (same.status, nothing, same.getheader("Cache-Control")) == (304, "", "no-cache")
        page.write_text("CHECK", encoding="utf-8")
        os.utime(page, ns=(moment, moment + 1))
        other, body = ask(address, "/check/", headers=known)
    assert (other.status, body) == (200, "CHECK")


def test_the_sitemap_is_not_sent_again_either(site: Path) -> None:
    """The sitemap that was moved along is known by what it says."""
    with preview.serve(site) as address:
        first, _ = ask(address, "/sitemap.xml")
        assert ask(address, "/sitemap.xml", headers={"If-None-Match": first.headers["ETag"]})[0].status == 304
        (site / "sitemap.xml").unlink()
        assert ask(address, "/sitemap.xml")[0].status == 404


@pytest.mark.parametrize(
    ("part", "body", "told"), [("1-3", "hec", "1-3/5"), ("0-0", "c", "0-0/5"), ("-2", "ck", "3-4/5")]
)
def test_a_part_of_a_file(site: Path, part: str, body: str, told: str) -> None:
    """A download that broke off can go on where it was."""
    with preview.serve(site) as address:
        response, text = ask(address, "/check/", headers={"Range": f"bytes={part}"})
    assert (response.status, text, response.getheader("Content-Range")) == (206, body, f"bytes {told}")
