import re
from pathlib import Path

import material
import pytest

from symptom_site import preview
from symptom_site.finish import policy
from symptom_site.material import inline_scripts, inline_styles

THEME = Path(material.__file__).parent / "templates" / "partials" / "javascripts"
HOLE = re.compile(r"\{\{.*?\}\}")
"""A place in a script of the theme that is filled in for each page."""


def theme_scripts(name: str) -> list[str]:
    """The inline scripts in a file of the theme."""
    return re.findall(r"<script>(.*?)</script>", (THEME / name).read_text(encoding="utf-8"), re.DOTALL)


def scope(address: str) -> str:
    """The theme's first script, on a page from which the root of the site is at this address."""
    return HOLE.sub(address, theme_scripts("base.html")[0])


def hashes(html: str) -> set[str]:
    """What a page adds to the policy."""
    return policy.hashes(policy.read(html))


META = f'<meta http-equiv="Content-Security-Policy" content="{policy.TOKEN}">'
PAGE = f'<!doctype html><html><head><meta charset="utf-8">{META}%s</head><body>%s</body></html>'


def page(body: str = "", head: str = "") -> str:
    """Write a page with the policy's place in its head."""
    return PAGE % (head, body)


def built(folder: Path, files: dict[str, str], *, apply: bool = True) -> Path:
    """Write a site, and apply the policy to it."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    if apply:
        policy.apply(folder)
    return folder


def test_hash_of_a_theme_script() -> None:
    """A script's hash is the one a browser computes: base64 of the SHA-256 of the text between the tags."""
    # The text through `openssl dgst -sha256 -binary | base64`.
    expected = {"'sha256-apoQPHefCNWjxbCm+HzVDOAW4CSVWhY7VylQjgOFyfk='"}
    assert expected == hashes(f"<script>{scope('.')}</script>")


def test_characters_are_not_decoded_in_scripts() -> None:
    """`&amp;` in a script stays as it is, and `<b>` in a script opens no element."""
    found = policy.read("<script>a&amp;b<b onclick=x></script>")
    assert (("a&amp;b<b onclick=x>",), ()) == (found.scripts, found.problems)


@pytest.mark.parametrize("name", ["base.html", "palette.html", "content.html", "announce.html"])
def test_scripts_of_the_theme_are_known(name: str) -> None:
    """Each script of the theme that is installed is allowed, on every page; after an upgrade a new one is seen here."""
    scripts = [HOLE.sub("../..", script) for script in theme_scripts(name)]
    assert scripts
    assert all(map(inline_scripts.is_known, scripts))


@pytest.mark.parametrize(
    ("old", "new"),
    [("", ";alert(1)"), ("location)", "location.hash)"), ('"."', '"."+go()+"."'), ('"."', '"data:,"')],
)
def test_script_that_only_begins_like_the_themes_is_not_allowed(old: str, new: str) -> None:
    """A script is the theme's letter for letter, or it is named and adds nothing to what is allowed."""
    script = scope(".").replace(old, new, 1) if old else scope(".") + new
    assert set() == hashes(f"<script>{script}</script>")


@pytest.mark.parametrize(
    "html",
    [
        '<script src="a.js"></script>',
        '<script id="__config" type="application/json">{"base":"."}</script>',
        '<script type="application/ld+json">{}</script>',
        "<script>alert(1)</script>",
        f"<!-- <script>{scope('.')}</script> -->",
        "",
        "<<>><script",
    ],
)
def test_no_hash(html: str) -> None:
    """Files, data, scripts of ours, comments and broken pages add nothing to what is allowed."""
    assert set() == hashes(html)


def test_policy_text() -> None:
    """The policy allows our own files, wasm and the given hashes; hashes are sorted, so that a build is repeatable."""
    assert policy.text(["'sha256-b'", "'sha256-a'", "'sha256-b'"]) == (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-a' 'sha256-b'; style-src 'self'; "
        "font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_style_of_our_own_template_is_allowed_by_its_hash(tmp_path: Path) -> None:
    """The style in a template of ours is allowed on every page; with one letter more it is named, and not allowed."""
    (style,) = re.findall("<style>(.*?)</style>", (inline_styles.TEMPLATES / "now.html").read_text(), re.DOTALL)
    (digest,) = policy.style_hashes(policy.read(f"<style>{style}</style>"))
    site = built(tmp_path, {"now/index.html": page("", f"<style>{style}</style>"), "index.html": page()})
    assert policy.problems(site) == []
    assert f"style-src 'self' {digest};" in (site / "index.html").read_text(encoding="utf-8")
    other = policy.read(page("", f"<style>{style} </style>"))
    assert ((), 1) == (other.styles, len(other.problems))


def test_same_policy_on_every_page(tmp_path: Path) -> None:
    """Every page, 404 too, gets the union of all hashes, in place of the token."""
    pages = {"index.html": ".", "a/b/index.html": "../..", "404.html": "/"}
    scripts = {path: f"<script>{scope(str(depth))}</script>" for path, depth in pages.items()}
    site = built(tmp_path, {path: page(script) for path, script in scripts.items()}, apply=False)
    result, _ = policy.apply(site)
    assert all(digest in result for script in scripts.values() for digest in hashes(script))
    assert [result] * 3 == [
        (site / path).read_text(encoding="utf-8").partition('Policy" content="')[2].partition('"')[0] for path in pages
    ]
    assert policy.problems(site) == []


def test_headers_file(tmp_path: Path) -> None:
    """A host that reads `_headers` sends the same policy, forbids framing, and lets hashed files be kept for good."""
    site = built(tmp_path, {"index.html": page()}, apply=False)
    result, _ = policy.apply(site)
    rules = preview.read_rules((site / "_headers").read_text(encoding="utf-8"))
    everywhere = dict(preview.headers_for("/check/", rules))
    assert f"{result}; frame-ancestors 'none'" == everywhere["Content-Security-Policy"]
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert everywhere["Referrer-Policy"] == "no-referrer"
    assert "Cache-Control" not in everywhere
    for path in ("/runtime/1a2b3c4d/pyodide.mjs", "/assets/app/1a2b3c4d/mount.mjs", "/checker/1a2b3c4d/a.whl"):
        assert "immutable" in dict(preview.headers_for(path, rules))["Cache-Control"]
    assert dict(preview.headers_for("/sw.js", rules))["Cache-Control"] == "max-age=60"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (page('<p style="color:red">'), 'style="color:red"'),
        (page('<button onclick="go()">'), "inline onclick"),
        (page("", "<style>p{}</style>"), "<style> is inline"),
        (page("<template><i style='x'></i></template>"), 'style="x"'),
        (page("<script>alert(1)</script>"), "inline script"),
        (page("<script type=module>import './a.mjs'</script>"), "inline script"),
        (page('<a href="javascript:go()">'), "javascript: address"),
        (page('<a href=" java&#9;script:go()">'), "javascript: address"),
        (page('<a href="data:text/html,hello">'), "data: address"),
        (page('<iframe src="data:text/html,hello"></iframe>'), "data: address"),
        (page(f"<script>{scope('.')};alert(1)</script>"), "inline script"),
        (page("<div>" * 3000), "cannot be read: its elements nest more than 2,000 deep"),
        (page('<img src="https://other.test/a.png">'), "https://other.test/a.png"),
        (page('<img src="//other.test/a.png">'), "//other.test/a.png"),
        (page('<img srcset="a.png 1x, HTTPS://other.test/a.png 2x">'), "HTTPS://other.test/a.png"),
        (page('<svg><use href="https://other.test/a.svg#b"/></svg>'), "https://other.test/a.svg"),
        (page('<iframe src="https://other.test/"></iframe>'), "https://other.test/"),
        (page('<form action="https://other.test/"></form>'), "https://other.test/"),
        (page("", '<link rel="stylesheet" href="https://other.test/a.css">'), "https://other.test/a.css"),
        (page("", '<link rel="preconnect" href="https://other.test">'), "https://other.test"),
        (page("", '<script src="https://other.test/a.js"></script>'), "https://other.test/a.js"),
        (page("", '<meta http-equiv="refresh" content="0; URL=https://other.test/">'), "https://other.test/"),
        (page("", '<base href="/a/">'), "<base>"),
        (page("", META), "has 2 policies"),
        (f'<head><link rel="icon" href="a.svg">{META}</head>', "<link> stands before the policy"),
        ("<p>no head", "has 0 policies"),
        ("", "has 0 policies"),
    ],
)
def test_problem_in_a_page(tmp_path: Path, html: str, said: str) -> None:
    """What the policy would block, or what would be loaded from elsewhere, is said with the page's path."""
    found = policy.problems(built(tmp_path, {"a/index.html": html}))
    assert len(found) == 1
    assert found[0].startswith("a/index.html: ")
    assert said in found[0]


@pytest.mark.parametrize(
    "html",
    [
        page('<a href="https://other.test/">a link</a>'),
        page('<a href="//other.test/">a link</a>'),
        page("", '<link rel="canonical" href="https://site.test/a/">'),
        page('<img src="data:image/png;base64,AA=="><img src="a.png"><img src="/a.png">'),
        page("<p>&lt;img src='https://other.test/a.png'&gt; style=\"x\" onclick</p>"),
    ],
)
def test_no_problem_in_a_page(tmp_path: Path, html: str) -> None:
    """Links that a reader follows, our own files and words about code are fine."""
    assert policy.problems(built(tmp_path, {"index.html": html})) == []


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("a.css", "p{background:url( 'https://other.test/a.png')}", "https://other.test/a.png"),
        ("a.css", '@import "//other.test/a.css";', "//other.test/a.css"),
        ("a.svg", "<svg><script>alert(1)</script></svg>", "<script> runs code: take it out"),
        ("a.svg", "<svg><path onload='go()'/></svg>", "<path> runs code: take onload out"),
        ("a.svg", "<svg><style>p{src:url(http://other.test/a)}</style></svg>", "http://other.test/a"),
        ("a.mjs", 'import a from "https://other.test/a.mjs"', "https://other.test/a.mjs"),
        ("a.js", "fetch(`https://other.test/${x}`)", "https://other.test/"),
        ("a.js", "new WebSocket('wss://other.test/')", "wss://other.test/"),
    ],
)
def test_problem_in_a_file(tmp_path: Path, path: str, content: str, said: str) -> None:
    """Styles, drawings and code that name another site are said with their path."""
    found = policy.problems(built(tmp_path, {path: content}))
    assert len(found) == 1
    assert found[0].startswith(f"{path}: ")
    assert said in found[0]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.css", "p{background:url(../a.png)} /* https://other.test */"),
        ("a.mjs", 'import a from "./a.mjs" // see https://other.test'),
        ("a.js", 'createElementNS("http://www.w3.org/2000/svg", "path")'),
    ],
)
def test_no_problem_in_a_file(tmp_path: Path, path: str, content: str) -> None:
    """Relative addresses, comments and names of namespaces are fine."""
    assert policy.problems(built(tmp_path, {path: content})) == []


def test_forgotten_token(tmp_path: Path) -> None:
    """A page to which the policy was not applied is a problem."""
    found = policy.problems(built(tmp_path, {"index.html": page()}, apply=False))
    assert len(found) == 1
    assert "token" in found[0]


def test_header_too_long(tmp_path: Path) -> None:
    """A policy that has grown longer than hosts take is a problem."""
    scripts = "".join(f"<script>{scope(str(depth))}</script>" for depth in range(40))
    found = policy.problems(built(tmp_path, {"index.html": page(scripts)}))
    assert len(found) == 1
    assert found[0].startswith("_headers: has a line of ")
