"""Checks of what other regions say."""

import re
from collections.abc import Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables

SENTENCE = re.compile(r"[.!](?:\s|$)")
"""What a text holds that ends a sentence."""


@check("region-is-home")
def a_region_is_another_one(tables: Tables) -> Iterator[Problem]:
    """The region that the texts are written for has no phrases."""
    for region in tables.knowledge.regions.values():
        if region.id == tables.knowledge.topic.region:
            yield tables.problem("region", region.id, "is the region that the texts are written for: take it out")


@check("phrase-twice")
def phrases_stand_once(tables: Tables) -> Iterator[Problem]:
    """Each phrase has words, and one other wording."""
    for region in tables.knowledge.regions.values():
        phrases = [phrase.home for phrase in region.phrase]
        for words in sorted({words for words in phrases if not words or phrases.count(words) > 1}):
            yield tables.problem("region", region.id, f"phrase '{words}' is empty or stands twice: keep one")


@check("phrase-sentence")
def phrases_are_no_sentences(tables: Tables) -> Iterator[Problem]:
    """A phrase is no whole sentence, which an edit of the text would break, but where it names the other region."""
    for region in tables.knowledge.regions.values():
        for phrase in region.phrase:
            if SENTENCE.search(phrase.home) and region.origin not in phrase.home:
                what = (
                    f"phrase '{phrase.home}' is a whole sentence, which an edit of the text breaks: write it in "
                    "differences.toml, by its place"
                )
                yield tables.problem("region", region.id, what)


@check("phrase-foreign")
def phrases_leave_no_foreign_word(tables: Tables) -> Iterator[Problem]:
    """What a region says has no word that is foreign there, but in a sentence with the other region's name."""
    for region in tables.knowledge.regions.values():
        said = [("region", region.id, f"phrase '{phrase.home}'", phrase.here) for phrase in region.phrase]
        for row in tables.knowledge.differences.values():
            said += [("difference", row.id, "'here'", row.here)] if row.region == region.id else []
        for table, name, where, words in said:
            for word in region.foreign if region.origin not in words else ():
                if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words):
                    what = f"{where} still says '{word}', which is foreign there: reword it"
                    yield tables.problem(table, name, what)
