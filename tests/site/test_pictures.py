"""The drawings of this site."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from symptom_site.components.picture import drawing, picture
from this_site import tables

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PICTURES, PROBLEMS = picture.read_checked(DOCS)

LARGEST_BLANK = 0.3
"""How much of its frame a picture may leave blank on one side."""

BLANK = """
([view, drawn]) => {
  document.body.innerHTML = `<svg viewBox="${view}">${drawn}</svg>`;
  const svg = document.body.firstChild, frame = svg.viewBox.baseVal, box = svg.getBBox();
  return {
    left: (box.x - frame.x) / frame.width,
    right: 1 - (box.x + box.width - frame.x) / frame.width,
    top: (box.y - frame.y) / frame.height,
    bottom: 1 - (box.y + box.height - frame.y) / frame.height,
  };
}
"""
"""How much of the frame of a drawing is blank on each side."""


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


@pytest.mark.parametrize("name", PICTURES.rows)
def test_a_picture_fills_its_frame(page: Page, name: str):
    """No side of the frame of a picture is left blank by all its drawings, which steps share."""
    panels = [drawing.drawn(PICTURES.drawings[panel.drawing], lambda *_: None) for panel in PICTURES.rows[name].panel]
    found = [page.evaluate(BLANK, [view, str(drawn)]) for view, drawn in panels]
    blank = {side: min(one[side] for one in found) for side in found[0]}
    assert {} == {side: share for side, share in blank.items() if share > LARGEST_BLANK}


def test_a_single_drawing_leaves_room_on_a_phone(page: Page, site: str):
    """What one drawing shows is seen at a glance: it fills neither the width of a phone nor a third of its height."""
    page.set_viewport_size({"width": 360, "height": 640})
    for path in ("types/twitch/", "types/cramp/"):
        page.goto(f"{site}{path}")
        box = page.locator(".picture__drawing").bounding_box()
        assert box
        assert box["width"] < 0.7 * 360
        assert box["height"] < 640 / 3
