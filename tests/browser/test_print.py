"""Pages on paper: what a reader takes to a doctor."""

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.paper import addresses, sides
from browser.walk import CALM, answer, box, open_quiz, pass_look, question

pytestmark = pytest.mark.browser

ARTICLE = "types/front-nosebleed/"
CONTROLS = (
    ".article-foot__check",
    ".article-foot__marks",
    ".article-foot__print",
    ".article-foot__report",
    ".md-header",
    ".md-footer",
)

COLORS = """
(nodes) => nodes.flatMap((node) => { const { fill, stroke } = getComputedStyle(node); return [fill, stroke]; })
"""
"""What shapes are filled and drawn with."""


def inside(outer: Locator, inner: Locator) -> bool:
    """Tell whether one part is as far down and up as another, or less."""
    whole, part = outer.bounding_box(), inner.bounding_box()
    assert whole
    assert part
    return whole["y"] <= part["y"] and part["y"] + part["height"] <= whole["y"] + whole["height"]


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_an_article_is_two_sides(page: Page, site: str, paper: str) -> None:
    """An article with its sources is at most two sides, on the paper of either side of the ocean."""
    page.goto(f"{site}{ARTICLE}")
    assert sides(page, format=paper) <= 2


def test_only_publications_have_their_address_on_paper(page: Page, site: str) -> None:
    """Each source has its address once; what leads to a place on this site has none."""
    page.goto(f"{site}{ARTICLE}")
    page.emulate_media(media="print")
    told = addresses(page)
    assert told
    assert sorted(set(told)) == sorted(told)
    assert [address for address in told if address.startswith(site)] == []
    expect(page.locator(".article-foot__sources li a[href*='#note-']")).not_to_have_count(0)


def test_paper_has_no_controls(page: Page, site: str) -> None:
    """What only a screen can do is not on paper: buttons, the arrows of folds, the way to the checker."""
    for path in (ARTICLE, "get-help/", "about/sources/"):
        page.goto(f"{site}{path}")
        page.emulate_media(media="print")
        for control in CONTROLS:
            for place in page.locator(control).all():
                expect(place).to_be_hidden()
        arrows = page.locator("summary").evaluate_all(
            """(nodes) => nodes.filter((node) => ["::before", "::after"].some((part) => {
              const { content, display } = getComputedStyle(node, part);
              return content !== "none" && display !== "none";
            }) || getComputedStyle(node).listStyleType.startsWith("disclosure"))"""
        )
        assert arrows == []


def test_sources_are_small_and_in_two_columns(page: Page, site: str) -> None:
    """On paper the sources stand in two columns of small letters, open without a press."""
    page.goto(f"{site}{ARTICLE}")
    page.emulate_media(media="print")
    notes = page.locator(".article-foot__sources > ol")
    expect(notes).to_have_css("column-count", "2")
    size = float(notes.evaluate("(list) => parseFloat(getComputedStyle(list).fontSize)")) * 72 / 96
    assert 7 <= round(size, 2) < 9
    assert all(inside(page.locator(".article-foot__sources"), note) for note in notes.locator("li").all())


@pytest.mark.unsaved
def test_the_middle_of_the_quiz_is_what_was_answered(page: Page, site: str) -> None:
    """Printed in the middle, the page has the signs of an emergency, the answers so far and the question at hand."""
    open_quiz(page, site)
    answer(page, "none")
    answer(page, "me")
    asked = question(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    answered = page.locator("[data-part='answered']")
    expect(answered.locator("dt")).to_have_count(2)
    expect(answered).to_contain_text("None of these")
    expect(answered.locator("a")).to_have_count(0)
    expect(page.locator("#emergency-signs")).to_be_visible()
    expect(page.locator(f"[data-stage] form[data-question='{asked}'] h2")).to_be_visible()
    for hidden in (".quiz-plain", "[data-stage] button", "[data-stage] .quiz-why", ".quiz__status", ".quiz__keep"):
        expect(page.locator(hidden)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(answered).to_have_count(0)
    assert sides(page) <= 2
    expect(answered).to_have_count(0)


@pytest.mark.unsaved
def test_the_quiz_before_an_answer_is_the_plain_list(page: Page, site: str) -> None:
    """Printed before anything was answered, the page has the list of all questions, and none of them twice."""
    open_quiz(page, site)
    box(page, "none").check()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".quiz-plain")).to_be_visible()
    expect(page.locator("#quiz")).to_be_hidden()


@pytest.mark.unsaved
def test_a_second_look_is_printed_with_the_answers(page: Page, site: str) -> None:
    """Where the checker asks to look again before its result, paper has these lines and all answers."""
    open_quiz(page, site)
    while not page.locator("[data-stage] [data-check]").count():
        answer(page, CALM.get(question(page) or "", "none"), looks=False)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("[data-stage] [data-check] li").first).to_be_visible()
    expect(page.locator("[data-part='answered'] dt").first).to_be_visible()
    expect(page.locator(".quiz-plain")).to_be_hidden()
    page.emulate_media(media="screen")
    pass_look(page)


def test_drawings_are_ink_on_white(page: Page, site: str) -> None:
    """On paper a drawing has ink, white and grays alone, the same from a dark page, and at a size that is of use."""
    page.goto(site)
    shapes = page.locator(".picture svg :is(path, circle, rect)")
    seen = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, media="print")  # type: ignore[arg-type]
        seen.append(shapes.evaluate_all(COLORS))
    assert seen[0] == seen[1]
    colors = {tuple(color[4:-1].split(", ")) for color in seen[0] if color.startswith("rgb(")}
    assert all(len(set(color)) == 1 for color in colors)
    assert {("0", "0", "0"), ("255", "255", "255")} <= colors
    box_ = page.locator(".picture svg").first.bounding_box()
    assert box_
    assert 140 < box_["width"] < 320  # 37 to 85 mm
