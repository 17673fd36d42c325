"""What the built pages say about themselves to machines: schema.org data, Open Graph, the lists for crawlers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from rdflib import Graph

import this_site
import vocabulary
from symptom_site.source import front_matter
from support import ROOT

ADDRESS = "https://example.org/guide/"
PLAIN = {
    "@context": "https://schema.org",
    "@type": "MedicalWebPage",
    "about": {"@type": "MedicalSymptom", "name": "Cramp"},
}

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib warns of its own code


@dataclass
class Page:
    """What the head of a built page says, and what its readers see."""

    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    data: str = ""
    """Its JSON-LD."""
    headings: list[str] = field(default_factory=list)
    """The words of its headings of the second rank."""

    @property
    def things(self) -> list[dict]:
        """The things that its data describes."""
        return json.loads(self.data)["@graph"] if self.data else []

    def thing(self, kind: str) -> dict:
        """The one thing of this type, or nothing."""
        found = [thing for thing in self.things if kind in thing["@type"]]
        assert len(found) < 2
        return found[0] if found else {}


@cache
def read(site: Path) -> dict[str, Page]:
    """Every page of a site but the one for wrong addresses, by its address under the root."""
    pages = {}
    for path in sorted(site.rglob("index.html")):
        root = lxml.html.document_fromstring(path.read_text(encoding="utf-8"))
        pages[path.relative_to(site).as_posix().removesuffix("index.html")] = Page(
            meta={one.get("property") or one.get("name", ""): one.get("content", "") for one in root.iter("meta")},
            canonical="".join(root.xpath("//link[@rel='canonical']/@href")),
            data="".join(root.xpath("//script[@type='application/ld+json']/text()")),
            headings=[heading.text_content() for heading in root.iter("h2")],
        )
    return pages


@pytest.fixture(scope="module")
def pages(plain_site: Path) -> dict[str, Page]:
    """The pages of the usual site, which no one else can reach."""
    return read(plain_site)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The folder of a site that was built for an address that all can reach."""
    folder = tmp_path_factory.mktemp("published")
    this_site.build(folder, SITE_URL=ADDRESS)
    return folder


def source(url: str) -> front_matter.FrontMatter:
    """The front matter of the page at this address."""
    folder = ROOT / "docs" / url
    path = folder / "index.md" if folder.is_dir() else folder.with_suffix(".md")
    return front_matter.read(str(path), this_site.text(path))


def triples(pages: dict[str, Page]) -> Graph:
    """What all pages say together."""
    whole = Graph()
    for page in pages.values():
        whole += vocabulary.read(json.loads(page.data))
    return whole


def locations(site: Path) -> Iterator[str]:
    """The addresses in the list of pages."""
    yield from re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))


def test_pages_use_the_vocabulary_as_it_is_meant(pages, published):
    """Every type and property is schema.org's, stands where it may stand and has a value of a type that it may have."""
    for site in (pages, read(published)):
        data = triples(site)
        assert len(data) > 1000
        assert vocabulary.problems(data) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"@type": "MedicalWebsite"}, "http://schema.org/MedicalWebsite is no type"),
        ({"subject": "cramps"}, "http://schema.org/subject is no property of"),
        ({"signOrSymptom": {"@type": "MedicalSymptom"}}, "http://schema.org/signOrSymptom is no property of"),
        (
            {"name": {"@type": "MedicalSymptom"}},
            "http://schema.org/name of http://schema.org/MedicalWebPage: Value is not Literal",
        ),
        (
            {"about": {"@type": "MedicalSymptom", "signOrSymptom": "Rest"}},
            "http://schema.org/signOrSymptom of http://schema.org/MedicalSymptom: Value does not have class",
        ),
    ],
    ids=["type", "property", "property of another type", "thing for a text", "text for a thing"],
)
def test_wrong_data_would_be_noticed(change, named):
    """An unknown or misplaced name and a value of the wrong type are named."""
    assert [problem for problem in vocabulary.problems(vocabulary.read(PLAIN | change)) if named in problem]


def test_nothing_is_said_of_sound_data():
    """Where every name and value is as it is meant, nothing is named."""
    assert vocabulary.problems(vocabulary.read(PLAIN)) == []


def test_every_article_is_described(pages):
    """Each article is a medical page with its own name and description, about what its front matter says."""
    kinds = {"symptom": "MedicalSymptom", "condition": "MedicalCondition", "remedy": "TherapeuticProcedure"}
    for url, page in pages.items():
        matter, thing = source(url).values, page.thing("MedicalWebPage")
        expected = matter if matter.get("kind", "article") == "article" else {}
        assert [expected.get(key) for key in ("title", "description")] == [thing.get("name"), thing.get("description")]
        assert kinds.get(expected.get("about")) == thing.get("about", {}).get("@type")


def test_symptoms_say_more_than_their_name(pages):
    """An article with the usual lists tells machines how it feels and what causes it, without marks."""
    about = pages["body/calf/"].thing("MedicalWebPage")["about"]
    lists = [about["signOrSymptom"], about["@reverse"]["causeOf"]]
    assert [len(things) > 1 for things in lists] == [True, True]
    assert re.findall(r"[\[\]*_`<>]", " ".join(thing["name"] for things in lists for thing in things)) == []


def test_questions_are_those_that_readers_see(pages):
    """One page is a list of questions, and its data asks what its headings ask, in their order, each with an answer."""
    assert ["about/questions/"] == [url for url, page in pages.items() if page.thing("FAQPage")]
    page = pages["about/questions/"]
    asked = page.thing("FAQPage")["mainEntity"]
    assert [heading for heading in page.headings if heading.endswith("?")] == [question["name"] for question in asked]
    assert [question["name"] for question in asked if not question["acceptedAnswer"]["text"]] == []


def test_every_page_says_where_it_stands(pages, published):
    """Each page but the home page names the pages above it, from home down to itself, and their addresses exist."""
    assert [""] == [url for url, page in pages.items() if not page.thing("BreadcrumbList")]
    for url, page in read(published).items():
        if url:
            trail = page.thing("BreadcrumbList")["itemListElement"]
            steps = [crumb["item"]["@id"].removeprefix(ADDRESS) for crumb in trail]
            assert list(range(1, len(trail) + 1)) == [crumb["position"] for crumb in trail]
            assert ["", url] == [steps[0], steps[-1]]
            assert all(below.startswith(above) for above, below in pairwise(steps))
            assert [step for step in steps if not (published / step / "index.html").is_file()] == []


def test_nobody_is_named_as_a_reviewer(pages):
    """No page claims a review by a person: `reviewed` is the day on which sources were checked."""
    said = " ".join(page.data for page in pages.values())
    assert "MedicalWebPage" in said
    assert re.findall(r"lastReviewed|reviewedBy|datePublished|author", said) == []


def test_shared_link_says_what_it_leads_to(published):
    """Title, description, address and a picture of this site stand ready for the preview of a shared page."""
    for url, page in read(published).items():
        matter = source(url).values
        assert {
            "og:title": matter["title"],
            "og:description": matter["description"],
            "og:url": ADDRESS + url,
            "og:type": "article" if url else "website",
            "og:site_name": "Muscle Spasm Guide",
        }.items() <= page.meta.items()
        assert ADDRESS + url == page.canonical
        assert (published / page.meta["og:image"].removeprefix(ADDRESS)).read_bytes().startswith(b"\x89PNG")


def test_no_address_is_named_that_leads_nowhere(pages):
    """Built for this machine alone, no head names an address, and each still has its title and description."""
    for page in pages.values():
        assert not page.canonical
        assert not {"og:url", "og:image"} & page.meta.keys()
        assert {"og:title", "og:description"} <= page.meta.keys()
        assert "://" not in page.data.replace("https://schema.org", "")


def test_crawlers_find_every_page_and_no_other(published):
    """The list of pages has each page once, but not the one for wrong addresses, which wants to be in no index.

    The page for the worst moment is left out too, so that a click loads it whole; every page links to it.
    """
    assert sorted(ADDRESS + url for url in read(published) if url != "now/") == sorted(locations(published))
    assert '<meta name="robots" content="noindex">' in (published / "404.html").read_text(encoding="utf-8")
    assert "noindex" not in (published / "index.html").read_text(encoding="utf-8")


def test_robots_are_told_where_the_list_is(published, plain_site):
    """Robots may read all; where the list of pages stands is only said with an address that all can reach."""
    rules = "User-agent: *\nAllow: /\n"
    assert f"{rules}\nSitemap: {ADDRESS}sitemap.xml\n" == (published / "robots.txt").read_text(encoding="utf-8")
    assert rules == (plain_site / "robots.txt").read_text(encoding="utf-8")
