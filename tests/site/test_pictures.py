"""The drawings of this site."""

from pathlib import Path

from symptom_site.components.picture import picture
from this_site import tables

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PICTURES, PROBLEMS = picture.read_checked(DOCS)


def test_pictures_are_sound():
    """Each drawing holds shapes alone, no picture has more than 12 kB, and every name in the table is known."""
    knowledge = tables()
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    options = {name: [option.id for option in row.option] for name, row in knowledge.questions.items()}
    found = [*PROBLEMS, *picture.check(PICTURES, pages, knowledge.facts, options)]
    assert [] == list(map(str, found))
    assert len(PICTURES.rows) >= 20


def test_body_map_leads_to_the_page_of_every_place():
    """Each page of a place in the body to which an answer leads is on the map."""
    places = {option.article for option in tables().questions["place"].option if option.article.startswith("body/")}
    assert len(places) >= 10
    assert places <= {place.page for place in PICTURES.rows["body-map"].place}


def test_a_place_on_the_map_is_the_answer_that_leads_to_its_page():
    """A place chosen in the checker is the answer whose article is the page that the place leads to."""
    articles = {f"place.{option.id}": option.article for option in tables().questions["place"].option}
    shown = {place.answer: place.page for place in PICTURES.rows["body-map"].place if place.page}
    assert {answer: articles[answer] for answer in shown} == shown
