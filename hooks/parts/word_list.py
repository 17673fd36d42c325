"""Words that this site's readers would stumble over, and what to say in their place."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "words.toml"

ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"")
"""What stands in brackets explains a word, and what stands in quotation marks is what someone says."""

VOWELS = "aeiou"


def found(text: str, names: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield each word to avoid as it stands in the text, with what to say; not inside one of the `names`."""
    pattern, mends, known = _read(FILE)
    text = " ".join(text.split())
    text = _any_of(known.union(names)).sub(" ", ASIDE.sub(" ", text))
    yield from ((match[0], mends[match[0].casefold()]) for match in pattern.finditer(text))


def forms(word: str) -> Iterator[str]:
    """Yield a word with its usual ends, those of a verb and of a noun; some are no words, and harm nothing."""
    yield word
    if word.endswith("e"):
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing")
    elif word.endswith("y") and word[-2] not in VOWELS:
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    else:
        yield from (f"{word}s", f"{word}es", f"{word}ed", f"{word}ing")


@cache
def _read(file: Path) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Return what finds the words, each of them with what to say, and the names in which they may stand."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    mends = {form: mend for mend, words in table["say"].items() for word in words for form in forms(word)}
    return _any_of(frozenset(mends)), mends, frozenset(table["names"])


@cache
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
