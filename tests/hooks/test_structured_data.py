"""What a page says about itself to machines."""

from dataclasses import replace

import pytest

from sample_site import GOOD
from support import EDITORIAL
from symptom_site.components.structured_data import structured_data
from symptom_site.components.structured_data.structured_data import PageFacts, Site
from symptom_site.source.blocks import parse

LOCAL = Site(
    name="Guide", description="About cramps.", language="en-US", address="", headings=EDITORIAL.articles.headings
)
PUBLIC = replace(LOCAL, address="https://example.org/guide/")
CRAMP = PageFacts(
    title="Cramps",
    description="What a cramp is.",
    url="types/cramp/",
    is_article=True,
    about="symptom",
    page=parse("a.md", GOOD),
    trail=(("Guide", ""), ("Kinds", "types/")),
)
HOME = replace(CRAMP, title="Home", url="", is_article=False, about="", page=parse("a.md", "# Home\n"), trail=())
QUESTIONS = """# Questions

Read this first.

## Is it *bad*?

Mostly [not](a.md) [@F-01]. It passes

- soon

/// emergency
- you faint
///

## What helps?

Rest.

## When to get help

Now.
"""


def cramp(old: str, new: str) -> PageFacts:
    """The article with some words in place of others."""
    assert old in GOOD
    return replace(CRAMP, page=parse("a.md", GOOD.replace(old, new)))


def things(page: PageFacts, site: Site = LOCAL) -> list[structured_data.Node]:
    """What the page says, thing by thing."""
    return structured_data.graph(page, site)["@graph"]


def article(page: PageFacts) -> structured_data.Node:
    """What the page says about itself as an article."""
    (found,) = [thing for thing in things(page) if "MedicalWebPage" in thing["@type"]]
    return found


def named(kind: str, *names: str) -> list[structured_data.Node]:
    """Things of a type with these names."""
    return [{"@type": kind, "name": name} for name in names]


def test_symptom_says_its_signs_and_causes():
    """Signs and causes are the items of an article's lists, without marks and without those of cards."""
    assert {
        "@type": "MedicalSymptom",
        "name": "Cramps",
        "signOrSymptom": named("MedicalSignOrSymptom", "it hurts"),
        "@reverse": {"causeOf": named("MedicalCause", "hard work")},
    } == article(CRAMP)["about"]


@pytest.mark.parametrize("item", ["Often nothing that you can name.", "Many cramps have no cause that is found."])
def test_unknown_cause_is_none(item):
    """What says only that often no cause is found is not given to machines as a cause."""
    page = cramp("hard work", item)
    assert "@reverse" not in article(page)["about"]


def test_sign_of_something_else_is_none():
    """What tells another thing apart is not given to machines as a sign of this one."""
    page = cramp("it hurts", "a steady shake is not a cramp")
    assert "signOrSymptom" not in article(page)["about"]


@pytest.mark.parametrize(
    ("about", "kind"),
    [("symptom", "MedicalSymptom"), ("condition", "MedicalCondition"), ("remedy", "TherapeuticProcedure")],
)
def test_subject_has_the_type_of_its_front_matter(about, kind):
    """An article is about a symptom, a condition or a remedy, as its front matter says."""
    assert kind == article(replace(CRAMP, about=about))["about"]["@type"]


def test_topic_is_about_no_one_thing():
    """An article on a topic names no medical subject."""
    assert "about" not in article(replace(CRAMP, about="topic"))


def test_remedy_says_only_its_name():
    """The lists of a remedy say when not to use it too, so none of them is given to machines as what to do."""
    assert {"@type": "TherapeuticProcedure", "name": "Cramps"} == article(replace(CRAMP, about="remedy"))["about"]


def test_lists_that_are_missing_are_not_made_up():
    """An article without the usual lists says what it is about, and no more."""
    bare = replace(CRAMP, page=parse("a.md", "# Cramps\n\n## What it is\n\nA muscle tightens.\n"))
    assert {"@type": "MedicalSymptom", "name": "Cramps"} == article(bare)["about"]


def test_steps_are_not_given_as_treatments():
    """Lists of what to do also warn and call for help, so none of them is given to machines as a treatment."""
    assert "Stretch it" not in str(things(CRAMP))


def test_questions_have_the_words_below_them():
    """A page that mostly asks is a list of questions; an answer is all text below it but the care cards."""
    page = article(replace(CRAMP, about="topic", page=parse("a.md", QUESTIONS)))
    assert ["MedicalWebPage", "FAQPage"] == page["@type"]
    assert {"Is it bad?": "Mostly not. It passes. soon.", "What helps?": "Rest."} == {
        question["name"]: question["acceptedAnswer"]["text"] for question in page["mainEntity"]
    }


def test_article_with_one_question_is_no_list_of_questions():
    """One heading that asks something among others makes no list of questions."""
    page = article(cramp("## More about it", "## Is it a clot?"))
    assert ("MedicalWebPage", None) == (page["@type"], page.get("mainEntity"))


def test_home_page_describes_the_site():
    """The home page, above which there is none, says what the site is; no other page does."""
    site = {"@type": "WebSite", "name": "Guide", "description": "About cramps.", "inLanguage": "en-US"}
    assert [site | {"url": "https://example.org/guide/"}] == things(HOME, PUBLIC)
    assert ["BreadcrumbList", "MedicalWebPage"] == [thing["@type"] for thing in things(CRAMP)]


def test_page_without_medical_statements_says_only_where_it_stands():
    """A page that is no article is not called a medical page."""
    assert ["BreadcrumbList"] == [thing["@type"] for thing in things(replace(CRAMP, is_article=False))]


def test_trail_leads_from_home_to_the_page():
    """Each page above is named with its place and address, then the page itself."""
    crumbs = things(CRAMP, PUBLIC)[0]["itemListElement"]
    assert [
        (1, "Guide", "https://example.org/guide/"),
        (2, "Kinds", "https://example.org/guide/types/"),
        (3, "Cramps", "https://example.org/guide/types/cramp/"),
    ] == [(crumb["position"], crumb["name"], crumb["item"]["@id"]) for crumb in crumbs]


@pytest.mark.parametrize("page", [HOME, CRAMP, replace(CRAMP, page=parse("a.md", QUESTIONS))])
def test_no_address_without_one_that_others_can_reach(page):
    """Without an address of the site nothing names one."""
    assert "example.org" not in str(structured_data.graph(page, LOCAL))
    assert not {"url", "item", "@id"} & set(str(structured_data.graph(page, LOCAL)).split("'"))
