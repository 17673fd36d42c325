"""Whether pages have the words that differ in another region, each once."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.rows import Difference, Knowledge
from symptom_site.source import cited
from symptom_site.source.cited import Cited


def check(
    texts: Mapping[str, str], knowledge: Knowledge, find: Callable[[str], Iterable[Cited]] = cited.find
) -> Iterator[Problem]:
    """Name each difference whose words are on no page, or not once, so that its region would say something else.

    `texts`: path → text of the page as it is written; `find` gives the words of a text that have marks.
    """
    named = {row.at for row in knowledge.differences.values()}
    found = {path: [*find(texts[path])] for path in named if path in texts}
    for row in knowledge.differences.values():
        if row.is_of_page and (what := _misplaced(row, found)):
            line = knowledge.lines.get(("difference", row.id), 1)
            yield Problem(file="differences.toml", line=line, where=f"difference '{row.id}'", what=what)


def _misplaced(row: Difference, found: Mapping[str, list[Cited]]) -> str:
    if row.at not in found:
        return f"docs/{row.at} does not exist: correct 'at', or take it out"
    mark, where = f"[@{' '.join(row.of)}]", f"in a card '{row.card}' of" if row.card else "outside of cards on"
    fitting = [words for words in found[row.at] if words.facts == frozenset(row.of) and words.card == row.card]
    if len(fitting) > 1:
        return (
            f"the mark {mark} stands {len(fitting)} times {where} docs/{row.at}: "
            "tell its words from the others by another fact, or make them one"
        )
    if not fitting:
        near = sorted({f"[@{' '.join(sorted(words.facts))}]" for words in found[row.at] if words.facts & set(row.of)})
        return (
            f"no mark {mark} stands {where} docs/{row.at}: read what the page says now, then correct 'of' and 'card', "
            f"and 'here' where the meaning changed ({', '.join(near) or 'no mark there names one of its facts'})"
        )
    return ""
