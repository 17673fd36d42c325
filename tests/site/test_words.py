"""The words of the pages: our own, and easy to read."""

import re
import tomllib
from pathlib import Path

import pytest

from symptom_site import editorial
from symptom_site.checks import wording
from symptom_site.prose import plain_words
from symptom_site.source import glossary
from symptom_site.source.blocks import Page, parse
from this_site import text as said

ROOT = Path(__file__).parents[2]
DOCUMENT = Path(__file__).parent / "source-document.txt"
PAGES = sorted((ROOT / "docs").rglob("*.md"))
TABLES = sorted((ROOT / "checker" / "knowledge").rglob("*.toml"))
RUN = 8
"""So many words in a row, the same as in the source document, are a copy."""


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Every run of words in a text, case and punctuation aside."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("’", "'").replace("'", ""))
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def name_of(path: Path) -> str:
    """The name of a file as it stands in the repository."""
    return path.relative_to(ROOT).as_posix()


def page_of(path: Path) -> Page:
    """The page in a file."""
    return parse(name_of(path), said(path))


OWN, _ = editorial.read(ROOT / "docs")
SETTINGS, _ = wording.settings(
    ROOT / "docs" / wording.PLAIN_WORDS, OWN.prose, glossary.terms(page_of(ROOT / "docs" / OWN.pages.glossary))
)


def test_source_document_is_whole():
    """The copy that the pages are compared with is the document itself, from its title to its last line."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.startswith("Causes, Dangers, and Treatments of Irregular Muscle Spasms")
    assert text.rstrip().endswith("United States")
    assert len(runs_of(text)) > 250


@pytest.mark.parametrize("path", [*PAGES, *TABLES], ids=name_of)
def test_words_are_our_own(path):
    """No run of 8 words is shared with the source document."""
    shared = runs_of(said(path)) & runs_of(DOCUMENT.read_text(encoding="utf-8"))
    assert sorted(" ".join(run) for run in shared) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_page_is_easy_to_read(path):
    """A page needs at most 8 years of school, has short and mostly active sentences, and no word to avoid."""
    assert list(map(str, wording.check_page(page_of(path), SETTINGS))) == []


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem in wording.SHOWN_TABLES], ids=name_of)
def test_checker_is_easy_to_read(path):
    """What the checker says needs at most 6 years of school, in short and mostly active sentences of plain words."""
    text = wording.table(said(path))
    assert list(map(str, wording.check_table(name_of(path), text, SETTINGS))) == []


def test_words_of_the_generator_are_easy_to_read():
    """What the generator says on this site, in its own words or in the site's, keeps the same limits."""
    found = [wording.check_words(*key, text, SETTINGS) for key, text in wording.words(OWN).items()]
    assert [] == [str(problem) for problems in found for problem in problems]


def test_no_word_to_avoid_has_two_fixes():
    """Each word of the list stands once, so that a reader of the report gets one answer."""
    say = tomllib.loads((ROOT / "docs" / wording.PLAIN_WORDS).read_text(encoding="utf-8"))["say"]
    words = [word for words in say.values() for word in words]
    assert len(words) == len(set(words))


def test_list_of_words_follows_its_own_advice():
    """What the list says to write holds none of the words that it says to avoid."""
    file = ROOT / "docs" / wording.PLAIN_WORDS
    words, _ = plain_words.read(file)
    say = tomllib.loads(file.read_text(encoding="utf-8"))["say"]
    assert [fix for fix in say if list(words.found(fix))] == []
