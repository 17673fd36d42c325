"""The repository that `symptom-site new` writes."""

import json
from datetime import date
from pathlib import Path

import pytest

from support import ROOT
from symptom_checker.errors import BadInputError
from symptom_site import cli
from symptom_site.new_site import new_site

TODAY = date(2026, 11, 28)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new site on back pain."""
    monkeypatch.setattr("importlib.metadata.version", lambda _: "1.2.3")
    new_site.write(tmp_path / "site", "back-pain", TODAY)
    return tmp_path / "site"


def test_new_site_has_all_that_a_site_needs(folder: Path) -> None:
    """Settings, pages, tables, tests and the two commands are there, in the words of the topic."""
    for name in ("mkdocs.yml", "Makefile", "docs/check/index.md", "docs/_editorial.toml", "tests/test_site.py"):
        assert (folder / name).is_file(), name
    assert "knowledge: checker/knowledge/back-pain" in (folder / "mkdocs.yml").read_text()
    assert "topic: back-pain" in (folder / "docs" / "check" / "index.md").read_text()
    assert "symptom-site==1.2.3\n" in (folder / "requirements.txt").read_text()
    assert [] == list(folder.rglob("*.jinja"))


def test_new_site_names_each_text_to_write(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` lists what is still to write with file and line, and fails until it is written."""
    status = cli.main(
        ["check", "--docs", str(folder / "docs"), "--knowledge", str(folder / "checker/knowledge/back-pain")]
    )
    said = capsys.readouterr().err
    assert 1 == status
    assert "topic.toml:15: 'emergency_heading': is still to write" in said
    assert "mkdocs.yml:4: 'site_description': is still to write, in place of 'TO WRITE: one sentence" in said
    assert "docs/get-help/index.md:3: 'description': is still to write" in said
    assert "docs/get-help/index.md:11: text: is still to write, in place of 'TO WRITE: the most urgent act" in said


def test_new_site_speaks_of_its_own_topic_alone(folder: Path) -> None:
    """No file of a new site has a word of another topic."""
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in (".md", ".toml", ".yml")]
    assert texts
    assert [] == [text for text in texts if any(word in text.casefold() for word in ("muscle", "spasm", "cramp"))]


def test_what_is_there_is_not_overwritten(folder: Path) -> None:
    """A folder with files in it, and a topic that is no id, are refused with the fix."""
    with pytest.raises(BadInputError, match="is not an empty folder; name one that is empty or not there yet"):
        new_site.write(folder, "back-pain", TODAY)
    with pytest.raises(BadInputError, match="'Back pain' is not a topic id: use small letters"):
        new_site.write(folder.parent / "other", "Back pain", TODAY)
    assert not (folder.parent / "other").exists()


def test_a_site_ships_the_packages_that_this_one_is_tested_with() -> None:
    """What `install` takes from npm has the versions of this repository's own package.json."""
    shipped = json.loads((cli.NPM / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"] == shipped
