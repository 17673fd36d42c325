"""Serves a built site as its host would: `_headers`, media types, compressed copies, a sub-path, its own 404 page."""

import argparse
import re
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

type Headers = list[tuple[str, str]]
type Rule = tuple[re.Pattern[str], Headers]

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


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


def _copy(file: Path, ending: str) -> Path | None:
    """Return the compressed copy beside a file, unless the file was written after it."""
    copy = file.with_name(file.name + ending)
    return copy if copy.is_file() and copy.stat().st_mtime >= file.stat().st_mtime else None


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from one folder."""

    protocol_version = "HTTP/1.1"
    # Else a body waits some 40 ms until the browser has said that its headers came.
    disable_nagle_algorithm = True

    def __init__(
        self, *args: Any, site: Path, prefix: str, rules: Sequence[Rule], seen: list[str] | None, **kwargs: Any
    ) -> None:
        self.site, self.prefix, self.rules, self.seen = site, prefix, rules, seen
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Send the file, or send the reader on to the address with its last slash."""
        path = urlsplit(self.path).path
        if self.seen is not None:
            self.seen.append(path)
        file = self._file(path)
        if file is None:
            missing = self.site / "404.html"
            body = missing.read_bytes() if missing.is_file() else b"Not found"
            self._send(HTTPStatus.NOT_FOUND, body, "text/html; charset=utf-8", path)
        elif file.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            body, is_as_built = file.read_bytes(), True
            if path == f"{self.prefix}sitemap.xml":
                body = moved_sitemap(body, f"http://{self.headers['Host']}{self.prefix}".encode())
                is_as_built = False
            media_type = MEDIA_TYPES.get(file.suffix, "application/octet-stream")
            self._send(HTTPStatus.OK, body, media_type, path, file if is_as_built else None)

    do_HEAD = do_GET

    def _file(self, path: str) -> Path | None:
        """Find the file or folder meant by `path`; none outside the site or the prefix."""
        inside = unquote(path.removeprefix(self.prefix))
        if not path.startswith(self.prefix) or "\0" in inside:
            return None
        wanted = (self.site / inside).resolve()
        if not wanted.is_relative_to(self.site):
            return None
        if wanted.is_dir() and path.endswith("/"):
            wanted /= "index.html"
        elif path.endswith("/"):
            return None
        return wanted if wanted.exists() else None

    def _send(self, status: HTTPStatus, body: bytes, media_type: str, path: str, file: Path | None = None) -> None:
        """Send one answer with the headers that `_headers` gives to `path`; without a word from there, no caching.

        Where the browser takes a compressed copy of `file`, the smallest one goes.
        """
        inside = "/" + path.removeprefix(self.prefix)
        headers = {"Content-Type": media_type, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        taken = {part.partition(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")}
        for coding, ending in CODINGS.items():
            if coding in taken and file and (copy := _copy(file, ending)):
                body, headers["Content-Encoding"] = copy.read_bytes(), coding
                break
        headers["Content-Length"] = str(len(body))
        headers |= dict(headers_for(inside, self.rules))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the terminal is for the address."""


class _Server(ThreadingHTTPServer):
    """A server that can cut the connections a browser keeps open; else a closed server would go on answering."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.connections: set[socket.socket] = set()
        super().__init__(*args, **kwargs)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no news."""

    def close(self) -> None:
        """Stop listening and cut every open connection."""
        self.shutdown()
        self.server_close()
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _server(site: Path, prefix: str, port: int, seen: list[str] | None) -> _Server:
    """Make a server for the folder `site`; `prefix` begins and ends with a slash."""
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site}: no index.html in it; build the site first with `make site`")
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"prefix {prefix!r}: must begin and end with a slash, like /project/")
    listed = site / "_headers"
    rules = read_rules(listed.read_text(encoding="utf-8")) if listed.is_file() else []
    handler = partial(_Handler, site=site.resolve(), prefix=prefix, rules=rules, seen=seen)
    return _Server(("127.0.0.1", port), handler)


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
    server = _server(site, prefix, port, seen)
    taken = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{taken}{prefix}"
    finally:
        server.close()
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
