"""The content security policy: one strict policy for all pages, and what in a built site would break it."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from cattrs import structure

from symptom_site.cache import FEW, NOTHING_KEPT, Cache
from symptom_site.material import inline_scripts, inline_styles
from symptom_site.source import html_text

TOKEN = "__CONTENT_SECURITY_POLICY__"  # noqa: S105 - no secret
"""Stands in each page's `<meta>` until the site is built and the hashes of all pages are known."""

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
_FOLLOWED = {("href", "a"), ("href", "area"), ("src", "iframe"), ("src", "embed"), ("data", "object")}
_RUN_SCHEMES = {"javascript", "vbscript"}
# Most elements have none of these names and need no look.
_JUDGED = {"script", "style", "base", "link", "meta"}
_HEEDED = {*_ADDRESS_ATTRIBUTES, "href", "imagesrcset", "srcset", "style"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\x00-\x20]+")
_LONGEST_SCHEME = 200
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
_SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?|wss?):)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^"'`\s]*""", re.IGNORECASE)
# Namespaces are names, not addresses: nothing is ever loaded from there.
_NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/", "http://www.sitemaps.org/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page runs, styles and loads."""

    scripts: tuple[str, ...] = ()
    """The inline scripts that a browser runs."""
    styles: tuple[str, ...] = ()
    """The inline styles of our own templates."""
    policies: int = 0
    """How many policies it has."""
    early: str = ""
    """The first element that stands before the policy and so escapes it; may be empty."""
    problems: tuple[str, ...] = ()
    """What the policy would block, or a browser would load from elsewhere."""


def read(page: str) -> Facts:
    """Return what a page runs, styles and loads. Scripts are told by the parser, as a browser would tell them."""
    try:
        root = html_text.document(page)
    except ValueError as error:
        return Facts(policies=1, problems=(f"cannot be read: {error}",))  # how many is not known
    scripts: list[str] = []
    styles: list[str] = []
    problems: list[str] = []
    policies, early = 0, ""
    for element in root.iter() if root is not None else ():
        tag = element.tag
        if tag not in _JUDGED and not any(name in _HEEDED or name.startswith("on") for name in element.keys()):  # noqa: SIM118  an element holds its children
            continue
        values = dict(element.items())
        where = f"line {element.sourceline}: <{tag}>"
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            policies += 1
        if tag in {"link", "script", "style"} and not policies:
            early = early or where
        if tag == "script" and "src" not in values and _runs(values.get("type", "")):
            scripts.append(element.text or "")
        if tag == "style" and inline_styles.is_known(element.text or ""):
            styles.append(element.text or "")
            continue
        problems += (f"{where} {what}" for what in _wrong(str(tag), values))
    return Facts(scripts=tuple(scripts), styles=tuple(styles), policies=policies, early=early, problems=tuple(problems))


def _wrong(tag: str, values: dict[str, str]) -> Iterator[str]:
    """Say what is wrong with an element."""
    if tag == "style":
        yield "is inline, the policy forbids it: move the rules to a .css file"
    if tag == "base":
        yield "is forbidden by the policy: use relative addresses"
    for name, value in values.items():
        scheme = _scheme(value) if ":" in value else ""
        if name == "style":
            yield f'has style="{value}", the policy forbids it: use a class'
        elif name.startswith("on"):
            yield f"has an inline {name}: listen from a module of a component"
        elif scheme in _RUN_SCHEMES:
            yield f"has a {scheme}: address: use a button and a module"
        elif scheme == "data" and (name, tag) in _FOLLOWED:
            yield "has a data: address, which would show what is not on this site: copy the file into the site"
    for address in _loaded(tag, values):
        if _ELSEWHERE.match(address):
            yield f"would load {address} from elsewhere: copy the file into the site"


def _scheme(value: str) -> str:
    """Return the scheme of an address as a browser reads it, which passes over white space and control characters."""
    found = _SCHEME.match(_PASSED_OVER.sub("", value[:_LONGEST_SCHEME]))
    return found[1].lower() if found else ""


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


def hashes(facts: Facts) -> set[str]:
    """Give the policy's source expression for each inline script of the theme in one page."""
    return set(map(_expression, filter(inline_scripts.is_known, facts.scripts)))


def style_hashes(facts: Facts) -> set[str]:
    """Give the policy's source expression for each inline style of our own templates in one page."""
    return set(map(_expression, facts.styles))


def _expression(inline: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


def text(scripts: Iterable[str], styles: Iterable[str] = ()) -> str:
    """Write the policy that allows these inline scripts and styles, given as source expressions."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self' 'wasm-unsafe-eval'", *sorted(set(scripts)))),
            " ".join(("style-src 'self'", *sorted(set(styles)))),
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


def apply(site_dir: Path, cache: Cache = NOTHING_KEPT) -> tuple[str, list[str]]:
    """Put one policy into every page and write `_headers`; return the policy and what is wrong with the pages.

    `cache` keeps what was read of each page.
    All pages carry the same text, the union of what each needs: on a click inside the site the reader keeps the
    first page's policy while scripts of the next one run.
    """
    # A large site does not fit into memory: each page is read twice and never kept.
    facts = {file: _kept(cache, _name(file, site_dir), _text(file)) for file in sorted(site_dir.rglob("*.html"))}
    policy = text(set().union(*map(hashes, facts.values())), set().union(*map(style_hashes, facts.values())))
    for file in facts:
        if TOKEN in (page := _text(file)):
            file.write_text(page.replace(TOKEN, policy), encoding="utf-8", newline="\n")
    (site_dir / "_headers").write_text(headers(policy), encoding="utf-8", newline="\n")
    found = [f"{_name(file, site_dir)}: {what}" for file, page in facts.items() for what in _page_problems(page)]
    return policy, found


def _kept(cache: Cache, name: str, page: str) -> Facts:
    """Return what a page runs, styles and loads, read now or in an earlier build."""
    text = cache.kept(f"policy/{name}", page, lambda: json.dumps(asdict(read(page))), most=FEW)
    return structure(json.loads(text), Facts)


def problems(site_dir: Path) -> list[str]:
    """List what in a finished site the policy would block, or a browser would load from elsewhere."""
    found = []
    for file in sorted(site_dir.rglob("*.html")):
        page = _text(file)
        said = _page_problems(read(page))
        if TOKEN in page:
            said.append("still holds the policy's token: policy.apply runs before this check")
        found += [f"{_name(file, site_dir)}: {what}" for what in said]
    return found + file_problems(site_dir)


def _name(file: Path, site_dir: Path) -> str:
    return file.relative_to(site_dir).as_posix()


def _page_problems(facts: Facts) -> list[str]:
    said = list(facts.problems)
    if facts.policies != 1:
        said.append(f"has {facts.policies} policies, expected one <meta http-equiv> in <head>")
    elif facts.early:
        said.append(f"{facts.early} stands before the policy: put the policy's <meta> first in <head>")
    for script in facts.scripts:
        if not inline_scripts.is_known(script):
            what = (
                f"has an inline script, the policy forbids it: make it a module. It begins {script[:60]!r} "
                f"(a new one of the theme is added to material/inline_scripts.py: {inline_scripts.digest(script)})"
            )
            said.append(what)
    return said


def file_problems(site_dir: Path) -> list[str]:
    """List what is wrong with files that are no pages."""
    found = []
    for file in sorted(site_dir.rglob("*")):
        if file.suffix in {".css", ".svg"}:
            said = [f"would load {address} from elsewhere" for address in _CSS_ADDRESS.findall(_text(file))]
            said += _drawing_problems(_text(file)) if file.suffix == ".svg" else ()
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
        found += [f"{_name(file, site_dir)}: {what}" for what in said]
    return found


def _drawing_problems(drawing: str) -> Iterator[str]:
    """Say what would run when a reader opens a drawing by itself, where no policy holds."""
    root = html_text.document(drawing)
    for element in root.iter() if root is not None else ():
        names = [name for name, _ in element.items() if name.startswith("on")]
        if element.tag == "script" or names:
            yield f"line {element.sourceline}: <{element.tag}> runs code: take {', '.join(names) or 'it'} out"


def _script_addresses(file: Path) -> Iterator[str]:
    """Return the addresses of other sites in string literals, without names and code that never runs."""
    for match in _SCRIPT_ADDRESS.finditer(_text(file)):
        address = match.group().lstrip("\"'`")
        if not address.startswith((*_NAMESPACES, *DEAD_ADDRESSES)):
            yield address


def _text(file: Path) -> str:
    """Read with line ends as a browser sees them: a hash is taken after they are made one."""
    return file.read_text(encoding="utf-8")
