"""The built site, read as files: complete, the same each time, and true to the contract of its pages."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

import second_topic
from support import SAMPLE
from symptom_site.finish import compressed, policy
from this_site import build, tables

ROOT = Path(__file__).parents[2]
KNOWLEDGE = tables()


@dataclass
class Page:
    """What a built page holds."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Addresses in `href` and `src`."""
    headings: list[int] = field(default_factory=list)
    """Ranks of the headings that a reader without scripts sees, in order."""
    meta: dict[str, str] = field(default_factory=dict)
    text: str = ""
    """The text of the article."""


def read(html: str) -> Page:
    """Read a built page."""
    root = lxml.html.document_fromstring(html)
    headings = root.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6][not(ancestor::template)]")
    return Page(
        ids=root.xpath("//@id[not(ancestor::template)]"),
        links=root.xpath("//@href|//@src"),
        headings=[int(heading.tag[1]) for heading in headings],
        meta={one.get("name") or one.get("http-equiv", ""): one.get("content", "") for one in root.iter("meta")},
        text="".join(root.xpath("//article//text()[not(ancestor::template)]")),
    )


@pytest.fixture(scope="module")
def site(plain_site: Path) -> Path:
    """The site, built with every warning an error."""
    return plain_site


@pytest.fixture(scope="module")
def pages(site) -> dict[str, Page]:
    """Every built page, by its path in the site."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        found[path.relative_to(site).as_posix()] = read(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A small site with three mistakes in its pages, and what the build says about it."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(second_topic.TOPICS, folder / "topics")
    page = folder / "topics" / f"{SAMPLE.name}-docs" / "types" / "front-nosebleed.md"
    text = page.read_text(encoding="utf-8")
    text = text.replace("statements: []", "facts: [DEF-999]").replace("/// emergency", "/// emergancy")
    page.write_text(text + "\n[Nowhere](../get-help/index.md#nowhere)\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_topic, "TOPICS", folder / "topics")
        done = second_topic.run(
            folder / "project",
            knowledge=str(SAMPLE),
            topic=SAMPLE.name,
            SITE_URL="https://example.org/project/",
            REPORT_URL="https://example.org/mistakes",
        )
    assert done.returncode == 1
    return folder / "project" / "site", done.stderr


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a site but its compressed copies, by its path."""
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix not in compressed.MAKERS]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def inner_links(pages: dict[str, Page]) -> Iterator[tuple[str, str, str]]:
    """Every link to the site itself: the page it stands on, the path it leads to, the anchor."""
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            # The page for what is not found is shown at any address, so its links start at the root of the site, which
            # is that of the host here: no way up leads above it.
            place = "/" if path == "404.html" else dirname(path)
            target = normpath(join(place, unquote(parts.path).lstrip("/"))) if parts.path else path
            yield path, target.removeprefix("/"), parts.fragment


def test_same_sources_give_the_same_site(site, tmp_path):
    """A second build gives the same files, byte for byte."""
    build(tmp_path)
    first, second = files_of(site), files_of(tmp_path)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_every_page_is_built(site):
    """Each page of `docs/` is a page of the site."""
    names = [path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("[!_]*.md")]
    folders = [name.parent if name.name == "index" else name for name in names]
    assert [str(folder) for folder in folders if not (site / folder / "index.html").is_file()] == []


def test_every_link_leads_somewhere(site, pages):
    """Every address inside the site is that of a file, and every anchor that of an element."""
    dead = []
    for path, target, anchor in inner_links(pages):
        file = site / target
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            dead.append((path, target))
        elif anchor and file.suffix == ".html" and anchor not in pages[file.relative_to(site).as_posix()].ids:
            dead.append((path, f"{target}#{anchor}"))
    assert sorted(set(dead)) == []


def test_addresses_are_relative(pages):
    """No page but that for what is not found names an address from the root of the host: the site moves as a folder."""
    assert {path for path, page in pages.items() if any(link.startswith("/") for link in page.links)} == {"404.html"}


def test_page_for_what_is_not_found_leads_home(pages):
    """The page that stands at any wrong address leads to help, to the checker and home."""
    assert {"/get-help/", "/check/", "/."} <= set(pages["404.html"].links)


def test_ids_are_unique(pages):
    """No id stands twice on a page."""
    doubles = {path: sorted({name for name in page.ids if page.ids.count(name) > 1}) for path, page in pages.items()}
    assert {path: names for path, names in doubles.items() if names} == {}


def test_headings_have_no_gap(pages):
    """Each page has one heading of the first rank, at its start, and no rank is skipped on the way down."""
    bad = {
        path: page.headings
        for path, page in pages.items()
        if page.headings[:1] != [1]
        or page.headings.count(1) != 1
        or any(below > above + 1 for above, below in zip(page.headings, page.headings[1:], strict=False))
    }
    assert bad == {}


def test_every_page_describes_itself(pages):
    """Each page has a description for search engines, of its own."""
    described = [page.meta["description"] for path, page in pages.items() if path != "404.html"]
    assert all(described)
    assert len(described) == len(set(described))


def test_policy_governs_every_page(site, pages):
    """Each page carries the policy in place of its token, and holds nothing that the policy forbids."""
    assert {page.meta["Content-Security-Policy"].partition(";")[0] for page in pages.values()} == {"default-src 'none'"}
    assert policy.problems(site) == []


def test_every_page_says_what_it_is_worth(pages):
    """Each page says that no clinician checked it, and takes reports of mistakes."""
    silent = [
        path
        for path, page in pages.items()
        if path != "404.html" and not (KNOWLEDGE.topic.disclaimer in page.text and "Report a mistake" in page.text)
    ]
    assert silent == []


def test_sources_page_names_every_source_in_use(pages):
    """Every publication behind a page or a rule is on one of the pages of sources."""
    text = " ".join(word for path, page in pages.items() if "about/sources" in path for word in page.text.split())
    used = {key for rule in KNOWLEDGE.rules.values() for fact in rule.facts for key in KNOWLEDGE.facts[fact].sources}
    sources = [KNOWLEDGE.sources[key] for key in sorted(used)]
    assert [source.key for source in sources if f"{source.publisher}: {source.title}" not in text] == []


def test_search_knows_the_pages_and_nothing_else(site):
    """The search has every page with its lay words, and neither the questions of the quiz nor the feet of pages."""
    entries = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    text = " ".join(f"{entry['title']} {entry['text']}" for entry in entries)
    assert [question.id for question in KNOWLEDGE.questions.values() if question.why in text] == []
    assert "Next review due" not in text
    assert "publisher’s own page" not in text
    assert [entry["location"] for entry in entries if not entry["title"].strip()] == []


@pytest.mark.parametrize(
    ("words", "folder"),
    [("charley horse", "types/cramp/"), ("eye twitch", "types/eyelid-twitch/"), ("hiccups", "types/hiccups/")],
)
def test_lay_words_are_tags_of_the_right_page(site, words, folder):
    """What people call it is a tag of the page about it; the search ranks tags first."""
    entries = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    tagged = [entry["location"] for entry in entries if words in entry.get("tags", ())]
    assert folder in tagged


def test_search_leads_on_without_a_search(site, pages):
    """On every page with a search its panel leads to help, to each part of the site and home by itself, and says why."""
    panel = re.compile(r'<ul class="search-else">(.*?)</ul>', re.DOTALL)
    parts = ["get-help", "check", "types", "causes", "body", "self-care", "serious", "about", "."]
    assert len(pages) > 60
    for path in pages.keys() - {"now/index.html"}:
        html = (site / path).read_text(encoding="utf-8")
        found = panel.search(html)
        assert found, path
        links = re.findall(r'href="([^"]*)"', found[1])
        assert [normpath(join(dirname(path), link.lstrip("/"))) for link in links] == parts, path
        assert "Search is not available yet. Try these pages:" in html, path


def test_our_files_stand_under_their_hash_alone(site):
    """Modules and styles stand below their hash, not a second time where the theme would copy them."""
    assert [path.name for path in (site / "assets").iterdir() if path.suffix in (".mjs", ".css")] == []
    (folder,) = (site / "assets" / "app").iterdir()
    assert (folder / "components" / "checker" / "mount.mjs").is_file()


def test_one_style_sheet_is_loaded(site, pages):
    """Every page loads one style sheet, which holds the theme's; the theme's own files are not in the site.

    The page for the worst moment loads none: its style is in it.
    """
    (sheet,) = (path for path in (site / "assets" / "stylesheets").iterdir() if path.suffix not in compressed.MAKERS)
    for path in pages.keys() - {"now/index.html"}:
        html = (site / path).read_text(encoding="utf-8")
        (link,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
        assert link.endswith(f"assets/stylesheets/{sheet.name}"), path


def test_every_mistake_stops_the_build_at_once(broken):
    """A strict build fails on an unknown fact, a misspelt card and a dead anchor, and names all three."""
    said = broken[1]
    assert re.search(r"docs/types/front-nosebleed\.md:\d+: 'facts': 'DEF-999' is not in facts\.toml, did you mean '", said)
    assert re.search(r"docs/types/front-nosebleed\.md:\d+: card 'emergancy': is not a level, did you mean 'emergency'\?", said)
    assert "does not contain an anchor '#nowhere'" in said


def test_mistakes_are_reported_where_the_publisher_says(broken):
    """With REPORT_URL set, each page sends reports there, and with SITE_URL the wrong-address page knows its place."""
    html = (broken[0] / "types" / "front-nosebleed" / "index.html").read_text(encoding="utf-8")
    assert '<a href="https://example.org/mistakes">Report a mistake</a>' in html
    assert 'href="/project/check/"' in (broken[0] / "404.html").read_text(encoding="utf-8")
