"""The words of the pages: our own, and easy to read."""

import re
from pathlib import Path

import pytest

from parts import glossary, readability

ROOT = Path(__file__).parents[2]
DOCUMENT = Path(__file__).parent / "source-document.txt"
PAGES = sorted((ROOT / "docs").rglob("*.md"))
TABLES = sorted((ROOT / "checker" / "knowledge").rglob("*.toml"))
EXPLAINED = glossary.terms((ROOT / "docs" / glossary.PAGE).read_text(encoding="utf-8"))
RUN = 8
"""So many words in a row, the same as in the source document, are a copy."""


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Every run of words in a text, case and punctuation aside."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("’", "'").replace("'", ""))
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def name_of(path: Path) -> str:
    """The name of a file as it stands in the repository."""
    return path.relative_to(ROOT).as_posix()


def test_source_document_is_whole():
    """The copy that the pages are compared with is the document itself, from its title to its last line."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.startswith("Causes, Dangers, and Treatments of Irregular Muscle Spasms")
    assert text.rstrip().endswith("United States")
    assert len(runs_of(text)) > 250


@pytest.mark.parametrize("path", [*PAGES, *TABLES], ids=name_of)
def test_words_are_our_own(path):
    """No run of 8 words is shared with the source document."""
    shared = runs_of(path.read_text(encoding="utf-8")) & runs_of(DOCUMENT.read_text(encoding="utf-8"))
    assert sorted(" ".join(run) for run in shared) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_page_is_easy_to_read(path):
    """A page needs at most 8 years of school, has short and mostly active sentences, and no word to avoid."""
    assert list(map(str, readability.check_page(name_of(path), path.read_text(encoding="utf-8"), EXPLAINED))) == []


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem in readability.SHOWN_TABLES], ids=name_of)
def test_checker_is_easy_to_read(path):
    """What the checker says needs at most 6 years of school, in short and mostly active sentences of plain words."""
    assert list(map(str, readability.check_table(name_of(path), path.read_text(encoding="utf-8"), EXPLAINED))) == []
