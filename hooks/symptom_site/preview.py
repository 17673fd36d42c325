"""Serves a built site as its host would: `_headers`, media types, compressed copies, a sub-path, its own 404 page."""

import argparse
import asyncio
import re
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http import HTTPStatus
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

type Headers = list[tuple[str, str]]
type Rule = tuple[re.Pattern[str], Headers]

MEDIA_TYPES = MimeTypes()
"""What Python itself knows, whatever the machine's own tables say, and what it does not know yet."""
for _ending, _media_type in {".webp": "image/webp", ".whl": "application/zip", ".woff2": "font/woff2"}.items():
    MEDIA_TYPES.add_type(_media_type, _ending)

KEPT_BACK = 64
"""How many requests a list of those seen may keep back at once."""

CODINGS = {"br": ".br", "gzip": ".gz"}
"""Name of a coding, the smallest first → the ending of a copy in it."""


def read_rules(text: str) -> list[Rule]:
    """Parse a `_headers` file: a path pattern at the margin, then its headers, indented. `*` stands for any run."""
    rules: list[Rule] = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((re.compile(".*".join(re.escape(piece) for piece in bare.split("*"))), []))
            continue
        name, colon, value = bare.partition(":")
        if not colon or not rules:
            raise ValueError(f"_headers:{number}: expected a path, or an indented `Name: value` below one: {bare!r}")
        rules[-1][1].append((name.strip(), value.strip()))
    return rules


def headers_for(path: str, rules: Sequence[Rule]) -> Headers:
    """Give the headers of every rule that fits `path`, in the order of the file."""
    return [header for pattern, headers in rules if pattern.fullmatch(path) for header in headers]


def moved_sitemap(sitemap: bytes, address: bytes) -> bytes:
    """Name the pages by the address that they are served from, as if the site had been built for it.

    Material changes pages in place, without loading a whole new one, only where the sitemap names the next page.
    """
    pages = re.findall(rb"<loc>\s*(.*?)\s*</loc>", sitemap)
    home = min(pages, key=len, default=b"")
    return re.sub(rb"<loc>\s*" + re.escape(home), lambda _: b"<loc>" + address, sitemap) if home else sitemap


def media_type(name: str) -> str:
    """Name the type of a file, or of the file that a compressed copy was made of."""
    found = MEDIA_TYPES.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _is_fresh(copy: Path, file: Path) -> bool:
    """Tell whether `copy`, a compressed copy, is there, and `file` was not written after it."""
    return copy.is_file() and file.is_file() and copy.stat().st_mtime >= file.stat().st_mtime


class _Answer(RequestHandler):
    """What every answer has in common: its headers, its place in the list of requests, the page for what is missing."""

    def set_default_headers(self) -> None:
        """Give the headers that `_headers` gives to the path; without a word from there, no caching."""
        inside = "/" + self.request.path.removeprefix(self.settings["prefix"])
        given = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        for name, value in (given | dict(headers_for(inside, self.settings["rules"]))).items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        """Note that the request came; a list that keeps one back holds up no other."""
        if self.settings["seen"] is not None:
            await asyncio.to_thread(self.settings["seen"].append, self.request.path)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Show the site's own page for what is not there, or not to be had."""
        missing = self.settings["site"] / "404.html"
        if status_code < HTTPStatus.METHOD_NOT_ALLOWED and missing.is_file():
            self.set_status(HTTPStatus.NOT_FOUND)
            self.set_header("Content-Type", media_type(missing.name))
            self.finish(missing.read_bytes())
        else:
            super().write_error(status_code, **kwargs)


class _Sitemap(_Answer):
    """The sitemap, which is not sent as it was built."""

    def get(self) -> None:
        """Send it with the addresses that the browser sees."""
        file = self.settings["site"] / "sitemap.xml"
        if not file.is_file():
            raise HTTPError(HTTPStatus.NOT_FOUND)
        address = f"http://{self.request.host}{self.settings['prefix']}"
        self.set_header("Content-Type", media_type(file.name))
        self.finish(moved_sitemap(file.read_bytes(), address.encode()))

    head = get


class _File(_Answer, StaticFileHandler):
    """A file as it was built, or the smallest compressed copy of it that the browser takes."""

    def parse_url_path(self, url_path: str) -> str:
        """Find what is meant inside the site: the page of a folder, and a copy unless the file was written after it."""
        if not url_path.startswith(self.settings["prefix"]) or "\0" in url_path:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        inside = url_path.removeprefix(self.settings["prefix"])
        if not inside or inside.endswith("/"):
            inside += "index.html"
        taken = {part.partition(";")[0].strip() for part in self.request.headers.get("Accept-Encoding", "").split(",")}
        for coding, ending in CODINGS.items():
            if coding in taken and _is_fresh(Path(self.root, inside + ending), Path(self.root, inside)):
                self.set_header("Content-Encoding", coding)
                return inside + ending
        return inside

    def get_content_type(self) -> str:
        """Name the type by our own table; Tornado would ask the machine's."""
        return media_type(self.path)

    def compute_etag(self) -> str:
        """Tell one writing of a file from the next; Tornado would take a sum once and keep it for ever."""
        found = Path(str(self.absolute_path)).stat()
        return f'"{found.st_mtime_ns:x}-{found.st_size:x}"'


def _application(site: Path, prefix: str, seen: list[str] | None) -> Application:
    """Say what is answered for the folder `site`; `prefix` begins and ends with a slash."""
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site}: no index.html in it; build the site first with `make site`")
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"prefix {prefix!r}: must begin and end with a slash, like /project/")
    listed = site / "_headers"
    rules = read_rules(listed.read_text(encoding="utf-8")) if listed.is_file() else []
    site = site.resolve()
    return Application(
        [
            (re.escape(f"{prefix}sitemap.xml"), _Sitemap),
            ("(.*)", _File, {"path": str(site), "default_filename": "index.html"}),
        ],
        site=site,
        prefix=prefix,
        rules=rules,
        seen=seen,
        log_function=lambda _: None,  # the terminal is for the address
    )


async def _answer(application: Application, sockets: list[socket.socket], closed: threading.Event) -> None:
    """Answer until `closed`; then stop listening and cut the connections that browsers keep open."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(KEPT_BACK))
    server = HTTPServer(application)
    server.add_sockets(sockets)
    await asyncio.to_thread(closed.wait)
    server.stop()
    await server.close_all_connections()


def is_open(port: int) -> bool:
    """Tell whether anything on this machine still listens on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serve(site: Path, prefix: str = "/", *, port: int = 0, seen: list[str] | None = None) -> Iterator[str]:
    """Serve `site` while the block runs and give its address, with the last slash.

    Port 0 takes a fresh one. `seen` collects the path of each request that reaches the server. On leaving, the
    server is closed for sure: a server that lives on would make a test of offline use pass by mistake.
    """
    application = _application(site, prefix, seen)
    sockets = bind_sockets(port, "127.0.0.1")
    taken = sockets[0].getsockname()[1]
    closed = threading.Event()
    thread = threading.Thread(target=asyncio.run, args=[_answer(application, sockets, closed)], daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{taken}{prefix}"
    finally:
        closed.set()
        thread.join()
        if is_open(taken):
            raise RuntimeError(f"port {taken} is still open after the preview server was closed")


def main(arguments: list[str] | None = None) -> int:
    """Serve until the reader presses Ctrl-C, and return the exit status 0; 2 when there is nothing to serve."""
    parser = argparse.ArgumentParser(description="Show a built site.")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prefix", default="/", help="serve under a sub-path, like /project/")
    options = parser.parse_args(arguments)
    try:
        with serve(options.site, options.prefix, port=options.port) as address:
            print(f"The site is at {address} (Ctrl-C stops it)", flush=True)
            with suppress(KeyboardInterrupt):
                threading.Event().wait()
    except (OSError, ValueError) as error:
        print(f"preview: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
