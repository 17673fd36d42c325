"""The paper version on the built site."""

from pathlib import Path

from support import real, real_tables
from symptom_checker_workshop import paper

PAGE = Path(__file__).parents[2] / "site" / "check" / "paper" / "index.html"


def test_the_printed_page_says_what_the_engine_says():
    """The page that readers print leads every case to the engine's level, route, time, places and phone lines."""
    assert paper.compare(PAGE.read_text(encoding="utf-8"), real(), real_tables().cases.values()) == []
