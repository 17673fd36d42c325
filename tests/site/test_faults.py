"""What a strict build says of pages that an editor got wrong."""

import shutil
from pathlib import Path

import pytest

import second_topic
from second_topic import TOPIC, TOPICS

FAULTS = {
    "index.md": ("\ntitle:", "\ntitel:", "2: 'titel': is not a key that we know, did you mean 'title'?"),
    "check/index.md": ("\ntitle: ", "\ntitle: a: ", "2: front matter: cannot be read (mapping values are not allowed"),
    "check/paper.md": ("\ndescription:", "\n\tdescription:", "write spaces in place of the tab"),
    "types/hiccups.md": ("review_by: 2027-11-23", "review_by: 2027-02-30", "'review_by': '2027-02-30' is not a day"),
    "about/index.md": ("\n# ", "\nIt’s late\n- or early\n\n# ", "file: is not saved as UTF-8 (byte 0x92"),
    "about/sources.md": ("<!-- sources -->", "<!-- source -->", "comment '<!-- source -->': is neither a mark nor"),
}
"""Page → what stands there, what stands in its place, and what is said of it."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a small site in which each page has a fault of its own."""
    folder = tmp_path_factory.mktemp("faults")
    shutil.copytree(TOPICS, folder / "topics")
    for name, (old, new, _) in FAULTS.items():
        page = folder / "topics" / f"{TOPIC}-docs" / name
        text = page.read_text(encoding="utf-8")
        assert old in text, name
        page.write_bytes(text.replace(old, new, 1).encode("cp1252" if "’" in new else "utf-8"))
    return refused(folder, TOPICS / TOPIC)


def refused(folder: Path, knowledge: Path) -> str:
    """Return what a strict build of the pages under `folder` says before it fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_topic, "TOPICS", folder / "topics")
        done = second_topic.run(folder / "project", knowledge=str(knowledge))
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_its_file(said: str, name: str) -> None:
    """In one build every page's fault is told, with file and line."""
    assert [line for line in said.splitlines() if f"docs/{name}:" in line and FAULTS[name][-1] in line]


def test_page_that_is_shown_otherwise_is_told(said: str) -> None:
    """An item that is rendered as part of the paragraph before it is told, although the page's front matter is sound."""
    assert "'It’s late': is shown as a paragraph 'It’s late - or early' where it is written as a paragraph" in said


def test_no_fault_ends_in_a_traceback(said: str) -> None:
    """An editor never sees a traceback, and no fault hides those of other files."""
    assert "Traceback" not in said


def test_broken_tables_hide_no_fault_of_a_page(tmp_path: Path) -> None:
    """When a table cannot be read, the build stops with its fault and with those of the pages that need no table."""
    shutil.copytree(TOPICS, tmp_path / "topics")
    table, page = tmp_path / "topics" / TOPIC / "rules.toml", tmp_path / "topics" / f"{TOPIC}-docs" / "index.md"
    table.write_text(table.read_text(encoding="utf-8") + "\n[[rule]\n", encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace("\ntitle:", "\ntitel:", 1), encoding="utf-8")
    told = refused(tmp_path, table.parent)
    assert "rules.toml:" in told
    assert "docs/index.md:2: 'titel': is not a key that we know, did you mean 'title'?" in told
    assert "Traceback" not in told


def test_what_leads_nowhere_is_told(tmp_path: Path) -> None:
    """A link to a page, a place or a picture that is not there ends a strict build, which names each with its page."""
    shutil.copytree(TOPICS, tmp_path / "topics")
    page = tmp_path / "topics" / f"{TOPIC}-docs" / "index.md"
    nowhere = "[a page](gone.md), [a place](about/index.md#gone) and ![a picture](gone.png)"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{nowhere}\n", encoding="utf-8")
    told = refused(tmp_path, TOPICS / TOPIC)
    lines = [line for line in told.splitlines() if "index.md" in line]
    assert [name for name in ("gone.md", "about/index.md#gone", "gone.png") if not any(name in line for line in lines)] == []
    assert "Traceback" not in told
