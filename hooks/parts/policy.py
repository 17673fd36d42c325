"""The content security policy: one strict policy for all pages, and what in a built site would break it."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

TOKEN = "__CONTENT_SECURITY_POLICY__"  # noqa: S105 - no secret
"""Stands in each page's `<meta>` until the site is built and the hashes of all pages are known."""

THEME_SCRIPTS = (
    "__md_scope=new URL(",
    "var palette=__md_get(",
    "var tabs=__md_get(",
    "var target=document.getElementById(location.hash",
    'var el=document.querySelector("[data-md-component=announce]")',
)
"""How the inline scripts of Material begin: the only ones we allow. Ours are files."""

DEAD_ADDRESSES = (
    "https://unpkg.com/resize-observer-polyfill",
    "https://unpkg.com/mermaid@11/",
    "https://api.github.com/repos/",
    "https://api.github.com/users/",
    "https://cdn.jsdelivr.net/pyodide/",
)
"""In code of Material and Pyodide that never runs here: no diagrams, no `repo_url`, our own `packageBaseUrl`."""

IMMUTABLE = (
    "/assets/app/*",
    "/assets/fonts/*",
    "/assets/javascripts/bundle.*",
    "/assets/javascripts/workers/*",
    "/assets/stylesheets/*",
    "/assets/workbox-*",
    "/checker/*",
    "/runtime/*",
)
"""Addresses that carry a hash or a version: a browser need never ask for them again."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says besides the policy, on a host that reads `_headers`."""

LONGEST_HEADER = 2000
"""Characters in one line of `_headers`: Cloudflare takes no more."""

# A link of any other kind makes the browser load something or open a connection.
_IDLE_LINKS = {"alternate", "author", "canonical", "help", "license", "next", "prev"}
_ADDRESS_ATTRIBUTES = {"action", "background", "data", "formaction", "poster", "src", "xlink:href"}
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
_SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?|wss?):)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^"'`\s]*""", re.IGNORECASE)
# Namespaces are names, not addresses: nothing is ever loaded from there.
_NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/", "http://www.sitemaps.org/")


class _Page(HTMLParser):
    """Notes what a page runs, styles and loads. Scripts are read by the parser, as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.problems: list[str] = []
        self.policies = 0
        self.early: str | None = None
        """What stands before the policy and so escapes it."""
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        where = f"line {self.getpos()[0]}: <{tag}>"
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.policies += 1
        if tag in {"link", "script", "style"} and not self.policies:
            self.early = self.early or where
        if tag == "script" and "src" not in values and _runs(values.get("type", "")):
            self._script = []
        if tag == "style":
            self.problems.append(f"{where} is inline, the policy forbids it: move the rules to a .css file")
        if tag == "base":
            self.problems.append(f"{where} is forbidden by the policy: use relative addresses")
        for name, value in values.items():
            if name == "style":
                self.problems.append(f'{where} has style="{value}", the policy forbids it: use a class')
            elif name.startswith("on"):
                self.problems.append(f"{where} has an inline {name}: listen from a module in hooks/theme/assets")
            elif value.lstrip().lower().startswith("javascript:"):
                self.problems.append(f"{where} has a javascript: address: use a button and a module")
        for address in _loaded(tag, values):
            if _ELSEWHERE.match(address):
                self.problems.append(f"{where} would load {address} from elsewhere: copy the file into the site")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None


def _runs(kind: str) -> bool:
    """Tell whether a browser runs, or heeds, a script of this `type`; others are data."""
    kind = kind.strip().lower()
    return kind in {"", "module", "importmap", "speculationrules"} or kind.endswith(("javascript", "ecmascript"))


def _loaded(tag: str, values: dict[str, str]) -> Iterator[str]:
    """Give the addresses that a browser loads for an element, unasked or by a form."""
    yield from (values[name] for name in _ADDRESS_ATTRIBUTES & values.keys())
    for name in ("srcset", "imagesrcset"):
        yield from (part.strip() for part in values.get(name, "").split(","))
    rel = set(values.get("rel", "").lower().split())
    if tag in {"image", "use", "feimage"} or (tag == "link" and not rel <= _IDLE_LINKS):
        yield values.get("href", "")
    if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
        yield values.get("content", "").lower().partition("url=")[2].strip("\"' ")


def _read(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    page.close()
    return page


def _is_themes(script: str) -> bool:
    return script.lstrip().startswith(THEME_SCRIPTS)


def hashes(html: str) -> set[str]:
    """Give the policy's source expression for each inline script of the theme in one page."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _read(html).scripts if _is_themes(script))
    return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}


def text(scripts: Iterable[str]) -> str:
    """Write the policy that allows these inline scripts, given as source expressions."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self' 'wasm-unsafe-eval'", *sorted(set(scripts)))),
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def headers(policy: str) -> str:
    """Write the `_headers` file that Netlify and Cloudflare Pages read; `frame-ancestors` works only there."""
    lines = ["/*", f"  Content-Security-Policy: {policy}; frame-ancestors 'none'"]
    lines += (f"  {name}: {value}" for name, value in HEADERS.items())
    # The page asks for a newer version before its checker is ready; the browser's own look, a little later, must not
    # reach the network again. See `updateViaCache` in offline.mjs.
    lines += ["/sw.js", "  Cache-Control: max-age=60"]
    for pattern in IMMUTABLE:
        lines += [pattern, "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join(lines) + "\n"


def apply(site_dir: Path) -> str:
    """Put one policy into every page and write `_headers`; give the policy back.

    All pages carry the same text, the union of what each needs: on a click inside the site the reader keeps the
    first page's policy while scripts of the next one run.
    """
    pages = {file: _text(file) for file in sorted(site_dir.rglob("*.html"))}
    policy = text(set().union(*map(hashes, pages.values())))
    for file, html in pages.items():
        if TOKEN in html:
            file.write_text(html.replace(TOKEN, policy), encoding="utf-8", newline="\n")
    (site_dir / "_headers").write_text(headers(policy), encoding="utf-8", newline="\n")
    return policy


def problems(site_dir: Path) -> list[str]:
    """List what in a built site the policy would block, or a browser would load from elsewhere."""
    found = []
    for file in sorted(site_dir.rglob("*")):
        if file.suffix == ".html":
            said = _page_problems(_text(file))
        elif file.suffix in {".css", ".svg"}:
            said = [f"would load {address} from elsewhere" for address in _CSS_ADDRESS.findall(_text(file))]
        elif file.suffix in {".js", ".mjs"}:
            said = [f"names {address}: code here loads from this site only" for address in _script_addresses(file)]
        elif file.name == "_headers":
            said = [
                f"has a line of {len(line)} characters, hosts take {LONGEST_HEADER}"
                for line in _text(file).splitlines()
                if len(line) > LONGEST_HEADER
            ]
        else:
            continue
        found += [f"{file.relative_to(site_dir).as_posix()}: {what}" for what in said]
    return found


def _page_problems(html: str) -> list[str]:
    page = _read(html)
    said = list(page.problems)
    if page.policies != 1:
        said.append(f"has {page.policies} policies, expected one <meta http-equiv> in <head>")
    elif page.early:
        said.append(f"{page.early} stands before the policy: put the policy's <meta> first in <head>")
    if TOKEN in html:
        said.append("still holds the policy's token: policy.apply runs before this check")
    for script in page.scripts:
        if not _is_themes(script):
            said.append(f"has an inline script, the policy forbids it: make it a module. It begins {script[:60]!r}")
    return said


def _script_addresses(file: Path) -> Iterator[str]:
    """Give the addresses of other sites in string literals, but for names and what never runs."""
    for match in _SCRIPT_ADDRESS.finditer(_text(file)):
        address = match.group().lstrip("\"'`")
        if not address.startswith((*_NAMESPACES, *DEAD_ADDRESSES)):
            yield address


def _text(file: Path) -> str:
    """Read with line ends as a browser sees them: a hash is taken after they are made one."""
    return file.read_text(encoding="utf-8")
