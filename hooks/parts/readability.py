"""How hard the words are to read: the school grade (Flesch-Kincaid), long and passive sentences, words to avoid."""

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path

from parts import front_matter, glossary, passive, word_list
from parts.plain_text import Sentence, bare, blocks, plain, sentences, syllables
from symptom_checker_workshop.problem import Problem

ARTICLE_GRADE = 8.0
"""The highest grade of an article."""

CHECKER_GRADE = 6.0
"""The highest grade of a text of the checker, and of all words of one of its tables together."""

LONGEST_SENTENCE = 25
"""The most words in a sentence."""

GRADED = 8
"""The fewest words of a text of the checker that has a grade of its own; of fewer, one long word decides."""

READ_BY_READERS = (
    "text", "text_they", "refined", "hint", "hint_they", "why", "none", "because", "heading", "card_heading", "time",
    "title", "group", "always", "disclaimer", "emergency_heading", "emergency_line", "abroad", "checker_name", "scope",
    "urgency", "call_text",
)  # fmt: skip
"""The keys of the checker's tables whose text stands on a page."""

SHOWN_TABLES = ("topic", "levels", "questions", "rules", "kinds", "causes", "advice", "statements")
"""The checker's tables that hold such text; the others are for those who look after it."""

SHOWN_KEYS = ("title", "description")
"""The keys of a page's front matter that readers see."""


def grade(text: Iterable[Sentence], explained: Set[str] = frozenset()) -> float:
    """Return the Flesch-Kincaid school grade of some sentences.

    The syllables of hard words that the glossary explains are left out of the average.
    """
    hard = glossary.hard_words(explained)
    count, words, plain = 0, 0, list[str]()
    for sentence in text:
        count += 1
        words += len(sentence.words)
        plain += [word for word in sentence.words if bare(word) not in hard]
    if not plain:
        return 0.0
    return 0.39 * words / count + 11.8 * sum(map(syllables, plain)) / len(plain) - 15.59


def check_page(file: str, markdown: str, explained: Set[str] = frozenset()) -> Iterator[Problem]:
    """Name what makes a page hard to read; `explained` are the terms of the glossary."""
    text = sentences(markdown)
    yield from _problems(file, text, explained, ARTICLE_GRADE, "page")
    head = front_matter.read(file, markdown, [])
    for key in (key for key in SHOWN_KEYS if key in head.values):
        shown, line = str(head.values[key]), head.lines[key]
        yield from _hard_words(file, line, shown, explained)
        yield from _too_long([Sentence(line=line, words=sentence.words) for sentence in sentences(shown)], file)
    for block in blocks(markdown):
        yield from _hard_words(file, block.line, plain(block.text), explained)


def check_table(
    file: str, toml: str, explained: Set[str] = frozenset(), say: Callable[[str], str] = str
) -> Iterator[Problem]:
    """Name what makes the words of one of the checker's tables, and its single texts, hard to read.

    `say` returns a text in the words of the site's region.
    """
    whole = []
    for line, words, said in _texts(toml, say):
        whole += said
        found = grade(said, explained)
        if _has_grade(said) and found > CHECKER_GRADE:
            says = f"has the grade {found:.1f}, more than {CHECKER_GRADE:.0f}: {_mend(said, explained)}"
            yield Problem(file=file, line=line, where=f"text {_start(said[0])}", what=says)
        yield from _hard_words(file, line, words, explained)
    yield from _problems(file, whole, explained, CHECKER_GRADE, "table")


def check(files: Iterable[Path]) -> Iterator[Problem]:
    """Name what makes pages and the checker's tables hard to read."""
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    explained = _explained(texts)
    for path, text in texts.items():
        if path.suffix == ".md":
            yield from check_page(str(path), text, explained)
        elif path.stem in SHOWN_TABLES:
            yield from check_table(str(path), text, explained)


def hardest(files: Iterable[Path], most: int) -> list[tuple[float, str]]:
    """Return the grades of the pages, and of the checker's single texts, that are the hardest to read.

    At most so many, the hardest first, each with its file; a text of the checker of under `GRADED` words has no grade.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    explained = _explained(texts)
    grades = [(grade(sentences(text), explained), str(path)) for path, text in texts.items() if path.suffix == ".md"]
    for path in (path for path in texts if path.suffix == ".toml" and path.stem in SHOWN_TABLES):
        graded = ((words, said) for _, words, said in _texts(texts[path]) if _has_grade(said))
        grades += [(grade(said, explained), f"{path}: {words}") for words, said in graded]
    return sorted(grades, reverse=True)[:most]


def _explained(texts: dict[Path, str]) -> frozenset[str]:
    pages = [text for path, text in texts.items() if path.as_posix().endswith(glossary.PAGE)]
    return frozenset[str]().union(*map(glossary.terms, pages))


def _problems(file: str, text: list[Sentence], explained: Set[str], highest: float, what: str) -> Iterator[Problem]:
    """Name what is wrong with the sentences of a page or table as a whole, and with single ones."""
    found = grade(text, explained)
    if found > highest:
        says = f"has the grade {found:.1f}, more than {highest:.0f}: {_mend(text, explained)}"
        yield Problem(file=file, line=1, where=what, what=says)
    yield from _too_long(text, file)
    passives, whole = passive.too_many(text)
    for sentence in passives:
        says = (
            f"is one of {len(passives)} passive sentences of {whole}, more than {passive.SHARE:.0%}: "
            "say who does it, or tell the reader to do it"
        )
        yield Problem(file=file, line=sentence.line, where=f"sentence {_start(sentence)}", what=says)


def _too_long(text: Iterable[Sentence], file: str) -> Iterator[Problem]:
    for sentence in text:
        if len(sentence.words) > LONGEST_SENTENCE:
            says = f"has {len(sentence.words)} words, more than {LONGEST_SENTENCE}: make it two"
            yield Problem(file=file, line=sentence.line, where=f"sentence {_start(sentence)}", what=says)


def _hard_words(file: str, line: int, text: str, explained: Set[str]) -> Iterator[Problem]:
    for word, mend in word_list.found(text, explained):
        what = f"stops readers: say '{mend}'; it may stand in brackets after that, or in the glossary"
        yield Problem(file=file, line=line, where=f"'{word}'", what=what)


def _start(sentence: Sentence) -> str:
    return f"'{' '.join(sentence.words[:5])} …'"


def _mend(text: list[Sentence], explained: Set[str]) -> str:
    """Say which words and sentences to begin with."""
    words = {bare(word) for sentence in text for word in sentence.words} - glossary.hard_words(explained)
    hard = sorted(words, key=lambda word: (-syllables(word), word))[:6]
    longest = max(text, key=lambda sentence: len(sentence.words))
    return f"use everyday words (hardest: {', '.join(hard)}) and short sentences (longest: line {longest.line})"


def _texts(toml: str, say: Callable[[str], str] = str) -> Iterator[tuple[int, str, list[Sentence]]]:
    """Yield each text of a table that readers see: the line on which it starts, its words, its sentences."""
    rows = toml.splitlines()
    for words in _strings(tomllib.loads(toml)):
        line = next((number for number, row in enumerate(rows, 1) if words.split("\n")[0] in row), 1)
        words = say(words)
        yield line, words, [Sentence(line=line, words=sentence.words) for sentence in sentences(words)]


def _has_grade(said: list[Sentence]) -> bool:
    return sum(len(sentence.words) for sentence in said) >= GRADED


def _strings(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key)
    elif isinstance(value, str) and key in READ_BY_READERS and value.strip():
        yield value


def main() -> int:
    """Print what is wrong with the files of some folders, or their hardest pages; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders with pages or tables, or single files")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="only print the N highest grades")
    options = parser.parse_args()
    roots: list[Path] = options.folders
    files = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    files = [file for file in files if file.suffix in (".md", ".toml")]
    if options.worst:
        print("\n".join(f"{found:4.1f} {where}" for found, where in hardest(files, options.worst)))
        return 0
    problems = list(check(files))
    print("\n".join(map(str, problems)) or "The words are easy to read.")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
