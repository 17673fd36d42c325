"""The searches for which a page comes first, such as words of danger: from its front matter to the search index."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from symptom_checker_workshop.problem import Problem

KEY = "search_first"
"""The name of the list, in a page's front matter and in the settings of the search index."""

LETTERS = r"[^\W_]+"
WORD = re.compile(rf"{LETTERS}(?:['’&]{LETTERS}|\.\d+)*(?P<any_end>\*)?")
"""A word as search.mjs reads it; one that ends in * stands for all that begin so."""

SHORTEST_START = 3
"""A shorter start, in letters, would stand for words that have nothing to do with each other."""


def problems(searches: Iterable[str]) -> Iterator[str]:
    """Say what is wrong with the list of one page, and the fix."""
    seen = set[str]()
    for search in searches:
        words = [WORD.fullmatch(word) for word in search.split(" ")]
        if not all(words):
            yield f"'{search}': write words with one space between, each of letters and digits, * only at its end"
        elif any(word["any_end"] and len(word[0]) <= SHORTEST_START for word in words if word):
            yield f"'{search}': stands for too many words: write {SHORTEST_START} letters or more before *"
        elif search.casefold() in seen:
            yield f"'{search}': stands twice: keep one"
        seen.add(search.casefold())


def check(first: Mapping[str, Iterable[str]]) -> list[Problem]:
    """Name a site on which no page comes first for any search (address of a page → searches)."""
    if any(first.values()):
        return []
    what = "stands on no page: give it to the page about danger signs, with the words of danger that people search for"
    return [Problem(file="docs", line=1, where=f"'{KEY}'", what=what)]


def add(index: str, first: Mapping[str, Iterable[str]], entries: Iterable[Mapping[str, str]] = ()) -> str:
    """Return the search index, in JSON, with the searches of each page (address → searches) and more entries.

    Only its settings, with which it begins, are read: all the words of a large site take much memory and time.
    """
    config, end = json.JSONDecoder().raw_decode(index, index.index("{", 1))
    config[KEY] = {address: list(searches) for address, searches in first.items() if searches}
    docs = index[end : index.rindex("]")]
    more = [json.dumps(entry, separators=(",", ":")) for entry in entries]
    comma = "," if more and not docs.endswith("[") else ""
    return f'{{"config":{json.dumps(config, separators=(",", ":"))}{docs}{comma}{",".join(more)}]}}'
