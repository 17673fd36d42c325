"""Names what makes a text hard to read: its school grade, long and passive sentences, words to avoid."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from symptom_checker_workshop.problem import Problem
from symptom_site.prose import passive
from symptom_site.prose.limits import Limits
from symptom_site.prose.passage import Passage, Sentence, bare
from symptom_site.prose.plain_words import PlainWords
from symptom_site.prose.readability import grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a text is measured."""

    syllables: Callable[[str], int]
    """Counts the syllables of a word."""
    avoid: PlainWords
    """Words to avoid; they may stand in the terms that the site explains."""
    limits: Limits
    """How hard it may be."""
    hard: frozenset[str] = frozenset()
    """Words of terms that the site explains, in the form of `bare`: they raise no grade."""


def check(
    file: str, text: Iterable[Passage], settings: Settings, *, highest: float, what: str, each: bool = False
) -> Iterator[Problem]:
    """Name what makes the passages of a file hard to read.

    `highest`: the highest grade of all of them together, and of `each` that is long enough by itself.
    `what`: what they are together, such as `page`.
    """
    whole: list[Sentence] = []
    for passage in text:
        said = [] if passage.role == "heading" else list(passage.sentences())
        if passage.role == "text":
            whole += said
            if each and sum(len(sentence.words) for sentence in said) >= settings.limits.graded:
                yield from _too_hard(file, said, settings, highest, passage.line, f"text {_start(said[0])}")
        else:
            yield from _too_long(file, said, settings)
        yield from _to_avoid(file, passage, settings)
    yield from _too_hard(file, whole, settings, highest, 1, what)
    yield from _too_long(file, whole, settings)
    yield from _passive(file, whole, settings)


def _too_hard(
    file: str, text: list[Sentence], settings: Settings, highest: float, line: int, where: str
) -> Iterator[Problem]:
    found = round(grade(text, settings.syllables, settings.hard), 1)  # as it is told
    if found > highest:
        words = {bare(word) for sentence in text for word in sentence.words} - settings.hard
        hardest = sorted(words, key=lambda word: (-settings.syllables(word), word))[:6]
        longest = max(text, key=lambda sentence: len(sentence.words))
        fix = f"use everyday words (hardest: {', '.join(hardest)}) and short sentences (longest: line {longest.line})"
        says = f"has the grade {found:.1f}, more than {highest:g}: {fix}"
        yield Problem(file=file, line=line, where=where, what=says)


def _too_long(file: str, text: Iterable[Sentence], settings: Settings) -> Iterator[Problem]:
    for sentence in text:
        if len(sentence.words) > settings.limits.longest_sentence:
            says = f"has {len(sentence.words)} words, more than {settings.limits.longest_sentence}: make it two"
            yield Problem(file=file, line=sentence.line, where=f"sentence {_start(sentence)}", what=says)


def _passive(file: str, text: list[Sentence], settings: Settings) -> Iterator[Problem]:
    share = settings.limits.passive_share
    passives, whole = passive.too_many(text, share=share, allowed=settings.limits.passive_allowed)
    for sentence in passives:
        says = (
            f"is one of {len(passives)} passive sentences of {whole}, more than {share:.0%}: "
            "say who does it, or tell the reader to do it"
        )
        yield Problem(file=file, line=sentence.line, where=f"sentence {_start(sentence)}", what=says)


def _to_avoid(file: str, passage: Passage, settings: Settings) -> Iterator[Problem]:
    for word, fix in settings.avoid.found(passage.text):
        what = f"stops readers: say '{fix}'; it may stand in brackets after that, or in the glossary"
        yield Problem(file=file, line=passage.line, where=f"'{word}'", what=what)


def _start(sentence: Sentence) -> str:
    return f"'{' '.join(sentence.words[:5])} …'"
