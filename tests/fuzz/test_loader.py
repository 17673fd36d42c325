"""Whatever stands in the files of an editor, the loader says what is wrong with them: no traceback, no hang."""

from datetime import date
from functools import partial
from pathlib import Path

import markdown
import pytest

from fuzz import inputs
from fuzz.bounds import many, survive
from support import EDITORIAL, FRAGMENTS, SAMPLE_DOCS, sample_tables
from symptom_checker_workshop.problem import KnowledgeError, Problem
from symptom_checker_workshop.tables import lint, read
from symptom_site import editorial
from symptom_site.checks import pages, rendering
from symptom_site.checks.pages import House
from symptom_site.components.care_card import care_card
from symptom_site.components.citation import citation_marks
from symptom_site.components.fold import fold
from symptom_site.components.picture import picture
from symptom_site.finish import policy
from symptom_site.source import blocks, front_matter, region, text_file

TODAY = date(2026, 11, 23)


def _are_told(problems: object) -> None:
    """Hold that each problem is a line that a person can read: where it is, and no end of a traceback."""
    for problem in problems:  # type: ignore[attr-defined]
        assert isinstance(problem, Problem)
        assert problem.line >= 1
        assert problem.file
        str(problem).encode()


@many(200, 30_000)
def test_bytes(times: int) -> None:
    """Any bytes of a page's file give a text and its problems."""

    def run(data: bytes) -> None:
        text, problems = text_file.read("a.md", data)
        assert isinstance(text, str)
        _are_told(problems)

    survive(inputs.data, run, times)


@many(200, 30_000)
def test_front_matter(times: int) -> None:
    """Any text above or below its lines gives front matter with its problems."""
    survive(inputs.text, lambda text: _are_told(front_matter.read("a.md", text).problems), times)


@many(100, 12_000)
def test_blocks(times: int) -> None:
    """Any page gives blocks, cards and marks, each on a line of its file."""

    def run(text: str) -> None:
        page, last = blocks.parse("a.md", text), text.count("\n") + 1
        _are_told(page.problems)
        assert all(1 <= one.line <= last for one in (*page.blocks, *page.cards, *page.codes, *page.comments))
        assert all(1 <= mark.line <= last and mark.column >= 1 for mark in page.marks)

    survive(inputs.page, run, times)


@many(100, 20_000)
def test_region(times: int) -> None:
    """Any page can be said in the words of another region."""
    spoken = region.choose(sample_tables(), "GB")
    survive(inputs.page, lambda text: spoken.page(text, "types/front-nosebleed.md").encode(errors="replace"), times)


MANY = ("[a](tel:911) ", "[911](b.md) ", "{: x=")
"""What makes many places of a page at which a region has something to change."""


@pytest.mark.parametrize("piece", MANY)
def test_region_of_the_largest_page(piece: str) -> None:
    """However much of one thing is on the largest page that is read, it is soon said in the words of another region."""
    spoken = region.choose(sample_tables(), "GB")
    survive(partial(inputs.largest_page, pieces=[piece]), lambda text: spoken.page(text, "types/front-nosebleed.md"), 2)


@many(3, 500)
def test_largest_page(times: int) -> None:
    """The largest page of anything over and over is read, and said in the words of another region, without a hang."""
    spoken = region.choose(sample_tables(), "GB")

    def run(text: str) -> None:
        _are_told(blocks.parse("a.md", text).problems)
        spoken.page(text, "types/front-nosebleed.md").encode(errors="replace")

    survive(inputs.largest_page, run, times)


@many(30, 2_000)
def test_tables(times: int, tmp_path: Path) -> None:
    """Any files of a topic give its tables, or every problem with them; what can be read can be checked."""

    def run(changed: dict[str, bytes | None]) -> None:
        inputs.write(tmp_path, changed)
        try:
            _are_told(lint.check(read.read(tmp_path), TODAY))
        except KnowledgeError as error:
            _are_told(error.problems)

    survive(inputs.folder, run, times)


@many(30, 2_000)
def test_checks_of_pages(times: int, tmp_path: Path) -> None:
    """Every check of a page takes any page."""
    house = House(marks=("<!-- rules -->",), editorial=EDITORIAL, plain_words=tmp_path / "none.toml")
    keep = tmp_path / "kept"

    def run(text: str) -> None:
        found = pages.check({"types/front-nosebleed.md": text}, sample_tables(), house, TODAY, keep=keep)
        _are_told(found.problems)

    survive(inputs.page, run, times)


@many(30, 4_000)
def test_page_as_it_is_shown(times: int) -> None:
    """Any page that can be read can be rendered, held against what is written, and held against the policy."""
    own = [
        care_card.CareCards(sample_tables().levels, sample_tables().topic.abroad, FRAGMENTS),
        citation_marks.Citations(),
        fold.Folds(),
    ]
    others = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]

    def run(drawn: str) -> None:
        text, problems = text_file.read("a.md", drawn.encode(errors="replace"))
        _are_told(problems)
        page = blocks.parse("a.md", text)
        html = markdown.markdown(front_matter.read("a.md", text).body, extensions=[*own, *others])
        _are_told(rendering.check(page, html))
        policy.read(html)

    survive(inputs.page, run, times)


@many(30, 2_000)
def test_settings_and_drawings(times: int, tmp_path: Path) -> None:
    """Any settings, lists of words and drawings of a site give what they say, and what is wrong with them."""
    known = {path.name: path.read_text(encoding="utf-8") for path in SAMPLE_DOCS.glob("_*.toml")}
    known |= {
        f"_pictures/{path.name}": path.read_text(encoding="utf-8") for path in (SAMPLE_DOCS / "_pictures").glob("*.svg")
    }
    (tmp_path / "_pictures").mkdir()

    def run(changed: dict[str, bytes | None]) -> None:
        inputs.write(tmp_path, changed, known)
        _are_told(editorial.read(tmp_path)[1])
        _are_told(picture.read_checked(tmp_path)[1])

    survive(lambda luck: inputs.folder(luck, known), run, times)
