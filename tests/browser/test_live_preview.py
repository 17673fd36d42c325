"""The checker of a live preview, at which an author looks while writing."""

from pathlib import Path

from playwright.sync_api import Page

import second_topic
from browser.walk import CALM, answer, begin_again, question, result
from support import SAMPLE
from symptom_site import preview


def test_checker_of_a_live_preview_answers_to_the_end(page: Page, tmp_path: Path, complaints: list[str]) -> None:
    """Its Python is not compiled, so that an author waits for no compiler, and gives a result like any other."""
    done = second_topic.run(tmp_path, knowledge=str(SAMPLE), topic=SAMPLE.name, LIVE_PREVIEW="1")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.rglob("*.whl")] == ["symptom_checker-1.0.0-py3-none-any.whl"]
    with preview.serve(tmp_path / "site") as address:
        begin_again(page, address)
        while name := question(page):
            answer(page, CALM.get(name, "none"))
        assert result(page).get_attribute("data-level") == "self-care"
    # It has no copy for offline use, so its service worker is not there.
    assert [said for said in complaints if "404" not in said] == []
