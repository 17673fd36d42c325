"""Holds the words of pages and of the checker's tables against the prose linter."""

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.proofs.words import BLANK
from symptom_checker_workshop.tables import numbers, toml_text
from symptom_site import editorial
from symptom_site.components.picture import picture
from symptom_site.components.picture.picture import Pictures
from symptom_site.editorial import Editorial
from symptom_site.prose import linter, plain_words
from symptom_site.prose.limits import Limits
from symptom_site.prose.linter import Settings
from symptom_site.prose.passage import Passage
from symptom_site.prose.readability import grade, hard_words
from symptom_site.prose.syllables import Syllables
from symptom_site.source import glossary, text_file
from symptom_site.source.blocks import Page, parse

READ_BY_READERS = (
    "named", "named_they",
    "text", "text_they", "short", "refined", "hint", "hint_they", "why", "none", "because", "heading", "card_heading",
    "title", "group", "always", "disclaimer", "emergency_heading", "emergency_line", "abroad", "checker_name",
    "scope", "urgency", "call_text", "here",
)  # fmt: skip
"""The keys of the checker's tables whose text stands on a page."""

SHOWN_TABLES = ("topic", "levels", "questions", "rules", "kinds", "causes", "advice", "statements", "differences")
"""The checker's tables that hold such text; the others are for those who look after it."""

PLAIN_WORDS = "_plain_words.toml"
"""The site's list of words to avoid, in its folder of pages; a site need not have one."""

OF_PAGES = ("proofs", "safety")
"""The components whose words are the text of a page, and are measured as one."""

SHOWN_KEYS = ("title", "description")
"""The keys of a page's front matter that readers see."""


def settings(
    words: Path, limits: Limits, terms: Iterable[str] = (), syllables: Callable[[str], int] | None = None
) -> tuple[Settings, list[Problem]]:
    """Return how to measure a site whose list of words to avoid is the file `words`, and which explains `terms`.

    What is wrong with the list comes with it.
    """
    count = syllables or Syllables()
    terms = frozenset(terms)
    avoid, problems = plain_words.read(words, terms)
    return Settings(syllables=count, avoid=avoid, limits=limits, hard=hard_words(terms, count)), problems


def check_page(page: Page, settings: Settings) -> Iterator[Problem]:
    """Name what makes a page hard to read."""
    return linter.check(page.path, passages(page), settings, highest=settings.limits.article_grade, what="page")


def passages(page: Page) -> Iterator[Passage]:
    """Yield what a reader reads of a page."""
    for key in (key for key in SHOWN_KEYS if key in page.values):
        yield Passage(line=page.lines[key], text=str(page.values[key]), role="summary")
    for block in page.blocks:
        yield Passage(line=block.line, text=block.text, role="heading" if block.rank else "text")


def table(toml: str, say: Callable[[str], str] = str) -> Iterator[Passage]:
    """Yield each text of one of the checker's tables that readers see, with the line on which it starts.

    `say` returns a text in the words of the site's region. Raises TOMLDecodeError.
    """
    rows, last = toml.splitlines(), 0
    for words in _strings(tomllib.loads(toml)):
        start = words.strip().split("\n")[0]
        # Texts come in the order of the file, so the search goes on where it ended.
        last = next((row for row in (*range(last, len(rows)), *range(last)) if start in rows[row]), last)
        yield Passage(line=last + 1, text=say(words))


def check_table(file: str, text: Iterable[Passage], settings: Settings) -> Iterator[Problem]:
    """Name what makes the words of a table of the checker, and its single texts, hard to read."""
    return linter.check(file, text, settings, highest=settings.limits.checker_grade, what="table", each=True)


def check_pictures(pictures: Pictures, settings: Settings) -> Iterator[Problem]:
    """Name what makes the words of the pictures hard to read."""
    rows = pictures.text.splitlines()

    def passage(words: str) -> Passage:
        line = next((number for number, row in enumerate(rows, 1) if words in row), 1)
        return Passage(line=line, text=words)

    said = [
        passage(words)
        for row in pictures.rows.values()
        for words in (row.title, *(panel.text for panel in row.panel), *(place.text for place in row.place))
    ]
    highest = settings.limits.article_grade
    if said:
        yield from linter.check(f"docs/{picture.TABLE}", said, settings, highest=highest, what="pictures", each=True)


def words(own: Editorial, say: Callable[[str], str] = str) -> dict[tuple[str, str], list[Passage]]:
    """Return the words of the generator by their file and component, each with its line and without its blanks.

    `say` returns a text in the words of the site's region.
    """
    found: dict[tuple[str, str], list[Passage]] = {}
    for name, text in own.texts():
        file, line = own.places.get(name, (editorial.NAME, 1))
        component = name.split(".")[1]
        found.setdefault((file, component), []).append(Passage(line=line, text=BLANK.sub(" ", say(text))))
    return found


def check_words(file: str, component: str, text: Iterable[Passage], settings: Settings) -> Iterator[Problem]:
    """Name what makes the words of a component of the generator, and its single texts, hard to read."""
    what, is_page = f"'words.{component}'", component in OF_PAGES
    highest = settings.limits.article_grade if is_page else settings.limits.words_grade
    return linter.check(file, text, settings, highest=highest, what=what, each=not is_page)


def _strings(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        is_of_page = str(value.get("at", "")).endswith(".md")  # A difference of a page is measured with the page.
        for name, item in value.items() if not is_of_page else ():
            yield from _strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key)
    elif isinstance(value, str) and key in READ_BY_READERS and value.strip():
        yield value


def _read(files: Iterable[Path]) -> tuple[dict[Path, Page], dict[Path, str], Settings, list[Problem]]:
    """Return the pages and tables among some files, how to measure them, and what cannot be read."""
    pages: dict[Path, Page] = {}
    tables: dict[Path, str] = {}
    files, words, problems = list(files), Path("no list"), list[Problem]()
    # A site's limits stand beside its pages, and so does its list of words to avoid.
    own, unsound = editorial.read(next((file.parent for file in files if file.name == editorial.NAME), Path("no site")))
    problems += unsound
    said = _numbers(files)
    for file in files:
        text, unreadable = text_file.load(str(file), file)
        text = numbers.fill(text, said)
        problems += unreadable
        if file.suffix == ".md":
            pages[file] = parse(str(file), text)
        elif file.name == PLAIN_WORDS:
            words = file
        elif file.stem in SHOWN_TABLES:
            tables[file] = text
    explained = (glossary.terms(page) for file, page in pages.items() if file.as_posix().endswith(own.pages.glossary))
    measure, unsound = settings(words, own.prose, frozenset[str]().union(*explained))
    return pages, tables, measure, [*problems, *unsound]


def _numbers(files: Iterable[Path]) -> dict[str, str]:
    """Return the words of the numbers that are written once, by their id; none where their file cannot be read."""
    said: dict[str, str] = {}
    for file in (file for file in files if file.name == numbers.FILE):
        rows = toml_text.parse(file.name, text_file.load(file.name, file)[0])[0].get("number")
        for row in rows if isinstance(rows, list) else ():
            match row:
                case {"id": str(name), "text": str(text)}:
                    said[name] = text
    return said


def check(files: Iterable[Path]) -> list[Problem]:
    """Name what makes pages and the checker's tables hard to read, and what of them cannot be read."""
    pages, tables, measure, problems = _read(files)
    for page in pages.values():
        problems += page.problems
        problems += check_page(page, measure)
    for file, toml in tables.items():
        data, wrong = toml_text.parse(str(file), toml)
        problems += wrong
        problems += check_table(str(file), table(toml), measure) if data else ()
    return problems


def hardest(files: Iterable[Path], most: int) -> list[tuple[float, str]]:
    """Return the grades of the pages, and of the checker's single texts, that are the hardest to read.

    At most so many, the hardest first, each with its file; a text of the checker of a few words has no grade.
    """
    pages, tables, measure, _ = _read(files)

    def measured(text: Iterable[Passage]) -> float:
        said = (sentence for passage in text if passage.role == "text" for sentence in passage.sentences())
        return grade(said, measure.syllables, measure.hard)

    grades = [(measured(passages(page)), page.path) for page in pages.values()]
    for file, toml in tables.items():
        grades += [
            (measured([text]), f"{file}: {text.text}")
            for text in table(toml)
            if sum(len(sentence.words) for sentence in text.sentences()) >= measure.limits.graded
        ]
    return sorted(grades, reverse=True)[:most]


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong with the files of some folders, or their hardest pages; 1 when anything is wrong.

    `arguments` are those of the command line where none are given.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders with pages or tables, or single files")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="only print the N highest grades")
    options = parser.parse_args(arguments)
    roots: list[Path] = options.folders
    files = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    files = [file for file in files if file.suffix in (".md", ".toml")]
    if options.worst:
        print("\n".join(f"{found:4.1f} {where}" for found, where in hardest(files, options.worst)))
        return 0
    problems = check(files)
    print("\n".join(map(str, problems)) or "The words are easy to read.")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
