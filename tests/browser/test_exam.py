"""The exam of a clinician in a real browser, from a file and without a network."""

import shutil
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from support import SAMPLE
from symptom_checker_workshop.cases.exam import choose
from symptom_checker_workshop.cli import main
from symptom_checker_workshop.study import exam_page
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import read

pytestmark = pytest.mark.browser


@pytest.fixture
def topic(tmp_path) -> Path:
    """A copy of the sample topic, to which verdicts may be added."""
    return Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))


@pytest.fixture
def exam(topic, context: BrowserContext) -> Page:
    """Its exam, opened from a file while the network is off."""
    tables = read(topic)
    file = topic.parent / "exam.html"
    file.write_text(exam_page.page(tables, choose(tables, compile_topic(tables))), encoding="utf-8")
    context.set_offline(True)
    page = context.new_page()
    page.goto(file.as_uri())
    return page


def _item(page: Page, name: str) -> Locator:
    return page.locator(f'article[data-id="{name}"]')


def _mark(page: Page, name: str, choice: str, why: str = "") -> None:
    _item(page, name).locator(f'input[value="{choice}"]').check()
    if why:
        _item(page, name).locator("textarea").fill(why)


def _sign(page: Page) -> None:
    page.locator("#name").fill('Ann "A" Oak, nurse')
    page.locator("#day").fill("2026-11-29")


def _saved(page: Page, to: Path) -> None:
    with page.expect_download() as download:
        page.locator("#save").click()
    download.value.save_as(to)


def test_a_clinician_who_disagrees_three_times_is_heard(topic, exam, capsys):
    """One level too high, one too low and one open decision: `verify` names the rules of each, and fails."""
    tables = read(topic)
    runs = choose(tables, compile_topic(tables)).runs
    high = next(run for run in runs if run.assessment.level == "emergency")
    low = next(run for run in runs if run.assessment.level == "routine")
    hazard = next(row for row in tables.hazards.values() if row.open)
    for item in exam.locator("article").all():
        item.locator('input[value="agree"]').check()
    _mark(exam, high.case.id, "urgent", "A call is enough.")
    _mark(exam, low.case.id, "urgent", 'Not "soon",\ntoday \\ now.')
    _mark(exam, hazard.id, "reason", "Sooner.")
    _sign(exam)
    _saved(exam, topic / "verdicts.toml")

    rows = tomllib.loads((topic / "verdicts.toml").read_text(encoding="utf-8"))["verdict"]
    assert len(rows) == exam.locator("article").count()
    assert [row["id"] for row in rows if not row["agree"]] == [hazard.id, high.case.id, low.case.id]
    assert main(["verify", SAMPLE.name, "--in", str(topic.parent), "--site", str(topic)]) == 1
    said = capsys.readouterr().out
    assert f"verdicts of clinicians: {len(rows) - 3} of {len(rows)} are followed" in said
    above = [rule.id for rule in high.assessment.rules if rule.level == "emergency"]
    assert f"verdict '{high.case.id}': wants urgent, the checker gives emergency; rules: {', '.join(above)};" in said
    fired = ", ".join(rule.id for rule in low.assessment.rules)
    assert f"verdict '{low.case.id}': wants urgent, the checker gives routine; rules: {fired}; why: Not" in said
    assert f"verdict '{hazard.id}': does not agree; rules: {', '.join(hazard.controls)}; why: Sooner." in said


def test_a_clinician_who_agrees_with_all_leaves_nothing_to_do(topic, exam, capsys):
    """All verdicts are followed, and `verify` is content."""
    for item in exam.locator("article").all():
        item.locator('input[value="agree"]').check()
    _sign(exam)
    _saved(exam, topic / "verdicts.toml")
    count = exam.locator("article").count()
    assert main(["verify", SAMPLE.name, "--in", str(topic.parent), "--site", str(topic)]) == 0
    assert f"verdicts of clinicians: {count} of {count} are followed" in capsys.readouterr().out


def test_nothing_is_saved_without_a_reason_and_a_name(exam):
    """What lacks is marked; what is not judged yet may stay so."""
    name = exam.locator("article").last.get_attribute("data-id")
    _mark(exam, name, "reason")
    exam.locator("#save").click()
    expect(exam.locator(".lacks")).to_have_count(3)
    expect(exam.locator("#said")).to_contain_text("Please say why")


def test_marks_stay_when_the_page_is_closed(exam):
    """A clinician can go on later: what was marked and written is there again."""
    name = exam.locator("article").last.get_attribute("data-id")
    _mark(exam, name, "reason", "Two reasons.")
    exam.reload()
    _expect_marks(exam, name)


def test_marks_come_to_a_page_that_was_open_before(exam):
    """What is marked elsewhere, or arrives late, shows in a page that is open already."""
    other = exam.context.new_page()
    other.goto(exam.url)
    name = exam.locator("article").last.get_attribute("data-id")
    _mark(exam, name, "reason", "Two reasons.")
    _expect_marks(other, name)


def _expect_marks(page: Page, name: str) -> None:
    expect(_item(page, name).locator('input[value="reason"]')).to_be_checked()
    expect(_item(page, name).locator("textarea")).to_have_value("Two reasons.")
    expect(page.locator("#said")).to_contain_text("Judged: 1 of ")
