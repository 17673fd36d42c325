"""How hard the words are to read: the school grade of a text (Flesch-Kincaid), its longest sentences."""

import re
import sys
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from symptom_checker_workshop.problem import Problem

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says on import that its way of finding its data is old
    import textstat

ARTICLE_GRADE = 8.0
"""The highest grade of an article."""

CHECKER_GRADE = 6.0
"""The highest grade of all words of one table of the checker together; a single line is too short to grade."""

LONGEST_SENTENCE = 25
"""The most words in a sentence."""

TERMS = frozenset(
    """
    acetaminophen antibiotic antibiotics antipsychotic baclofen bladder blepharospasm caffeine calcium clinician
    dehydrated dehydration diabetes diaphragm diarrhea dystonia dystonias eclampsia electrolyte electrolytes
    emergency epilepsy fasciculation fasciculations fluoroquinolone hemifacial hyperventilation ibuprofen isaacs
    lithium magnesium medication medicine medicines metoclopramide mineral minerals myoclonic myoclonus myokymia
    nerve nicotine overactive parkinson's potassium preeclampsia pregnancy pregnant quinine rabies
    rhabdomyolysis sciatica sclerosis seizure seizures serotonin sodium spasticity statin statins stimulant
    stimulants syndrome tardive tetanus thyroid tourette tramadol ultrasound
    """.split()
)
"""Words that a page on this subject cannot do without, and explains: their syllables are left out of the average."""

READ_BY_READERS = (
    "text", "text_they", "hint", "hint_they", "why", "none", "because", "heading", "card_heading", "time", "title",
    "group", "always", "disclaimer", "emergency_heading", "emergency_line", "abroad",
)  # fmt: skip
"""The keys of the checker's tables whose text stands on a page."""

SHOWN_TABLES = ("topic", "levels", "questions", "rules", "kinds", "causes", "advice")
"""The checker's tables that hold such text; the others are for those who look after it."""

HEAD = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^( {0,3})(`{3,}|~{3,}).*?^ {0,3}\2[`~]*$", re.DOTALL | re.MULTILINE)
TAG_OR_COMMENT = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
ATTRIBUTES = re.compile(r"\{:?\s*[.#\w][^}\n]*\}")
SKIPPED = re.compile(r"\s*(?:#{1,6}\s|/{3,}|\|?[\s:|-]+$|\[[^\]]+\]:)")
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+|\s*>\s?")
SENTENCE_END = re.compile(r"(?<=[.!?:;])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|etc|e\.g|i\.e|[ap]\.m|U\.S)\.$")
WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or an item of a list."""

    line: int
    """The line on which its paragraph starts."""
    words: tuple[str, ...]


def sentences(markdown: str) -> list[Sentence]:
    """Return the sentences of a page, without headings, code, addresses and marks."""
    found = []
    for line, block in _blocks(markdown):
        for text in _split(block):
            if words := tuple(WORD.findall(text)):
                found.append(Sentence(line=line, words=words))
    return found


def grade(text: Iterable[Sentence]) -> float:
    """Return the Flesch-Kincaid school grade of some sentences."""
    count, words, plain = 0, 0, []
    for sentence in text:
        count += 1
        words += len(sentence.words)
        plain += [word for word in sentence.words if word.casefold().removesuffix("'s") not in TERMS]
    if not plain:
        return 0.0
    syllables = sum(map(_syllables, plain))
    return 0.39 * words / count + 11.8 * syllables / len(plain) - 15.59


def check_page(file: str, markdown: str) -> Iterator[Problem]:
    """Name what makes a page hard to read."""
    text = sentences(markdown)
    found = grade(text)
    if found > ARTICLE_GRADE:
        what = f"has the grade {found:.1f}, more than {ARTICLE_GRADE:.0f}: {_mend(text)}"
        yield Problem(file=file, line=1, where="page", what=what)
    yield from _too_long(file, text)


def check_table(file: str, toml: str) -> Iterator[Problem]:
    """Name what makes the words of one of the checker's tables hard to read."""
    text = []
    for words in _strings(tomllib.loads(toml)):
        line = next((number for number, row in enumerate(toml.splitlines(), 1) if words.split("\n")[0] in row), 1)
        text += [Sentence(line=line, words=sentence.words) for sentence in sentences(words)]
    found = grade(text)
    if found > CHECKER_GRADE:
        what = f"has the grade {found:.1f}, more than {CHECKER_GRADE:.0f}: {_mend(text)}"
        yield Problem(file=file, line=1, where="table", what=what)
    yield from _too_long(file, text)


def check(folder: Path) -> list[Problem]:
    """Name what makes the pages and the checker's tables under `folder` hard to read."""
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".md":
            problems += check_page(str(path), path.read_text(encoding="utf-8"))
        elif path.suffix == ".toml" and path.stem in SHOWN_TABLES:
            problems += check_table(str(path), path.read_text(encoding="utf-8"))
    return problems


def _too_long(file: str, text: Iterable[Sentence]) -> Iterator[Problem]:
    for sentence in text:
        if len(sentence.words) > LONGEST_SENTENCE:
            where = f"sentence '{' '.join(sentence.words[:5])} …'"
            what = f"has {len(sentence.words)} words, more than {LONGEST_SENTENCE}: make it two"
            yield Problem(file=file, line=sentence.line, where=where, what=what)


def _mend(text: list[Sentence]) -> str:
    """Say which words and sentences to begin with."""
    words = {word.casefold() for sentence in text for word in sentence.words} - TERMS
    hard = sorted(words, key=lambda word: (-_syllables(word), word))[:6]
    longest = max(text, key=lambda sentence: len(sentence.words))
    return f"use everyday words (hardest: {', '.join(hard)}) and short sentences (longest: line {longest.line})"


def _syllables(word: str) -> int:
    return int(textstat.syllable_count(word.replace("-", " ")))


def _blocks(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph, list item and table cell with the line on which it starts."""

    def blank(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    for pattern in (HEAD, FENCED, TAG_OR_COMMENT):
        markdown = pattern.sub(blank, markdown)
    start, parts = 1, list[str]()
    for number, line in enumerate([*markdown.splitlines(), ""], 1):
        item = ITEM.match(line)
        cells = [cell for cell in line.split("|") if cell.strip()] if line.lstrip().startswith("|") else []
        if not line.strip() or item or cells or SKIPPED.match(line):
            if parts:
                yield start, " ".join(parts)
            parts = []
        if SKIPPED.match(line):
            continue
        if cells:
            yield from ((number, _plain(cell)) for cell in cells)
        elif line.strip():
            start = start if parts else number
            parts.append(_plain(line[item.end() :] if item else line))


def _plain(text: str) -> str:
    """Return a line without marks and addresses."""
    for pattern, words in ((IMAGE, ""), (LINK, r"\1"), (ATTRIBUTES, "")):
        text = pattern.sub(words, text)
    return re.sub(r"[*_`]+", "", text).strip()


def _split(block: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; an abbreviation ends none."""
    kept = ""
    for part in SENTENCE_END.split(block):
        kept = f"{kept} {part}".strip()
        if not ABBREVIATION.search(kept):
            yield kept
            kept = ""
    if kept:
        yield kept


def _strings(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key)
    elif isinstance(value, str) and key in READ_BY_READERS and value.strip():
        yield value


if __name__ == "__main__":
    problems = [problem for folder in sys.argv[1:] for problem in check(Path(folder))]
    print("\n".join(map(str, problems)) or "The words are easy to read.")
    sys.exit(bool(problems))
