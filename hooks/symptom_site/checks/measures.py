"""How long, how calm and how fluent a page is: what is counted of it, held against the limits of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from symptom_checker_workshop.problem import Problem
from symptom_site.checks.articles import LONGER, MORE_LINES
from symptom_site.components.care_card import care_card
from symptom_site.editorial import Articles, Form
from symptom_site.prose.limits import Limits
from symptom_site.source import sentences
from symptom_site.source.article import Article
from symptom_site.source.blocks import Block, Page
from symptom_site.source.sentences import WORD

FULL = (".", "!", "?")
"""How a sentence ends; an item of a list that ends otherwise is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is counted of a page; words are those below its title, without marks, sources and front matter."""

    words: int
    before_act: int | None
    """The words before the first thing to do: its heading, or a numbered list; None where there is neither."""
    cards: Mapping[str, int]
    """Name of a care card → how many lines say when it holds."""
    card_share: float
    """The share of the words that stand in care cards."""
    marks: int
    """How many marks of sources a reader sees: one for each paragraph, item or cell that cites."""
    mean: float
    """The mean length of its sentences, in words, but for numbered steps, which are short; 0 where there are none."""

    @property
    def card_lines(self) -> int:
        """The lines of all cards."""
        return sum(self.cards.values())


def of(page: Page, rules: Articles) -> Measures:
    """Count what is to be measured of a page."""
    blocks = [block for block in page.blocks if block.rank != 1]
    words = sum(map(_words, blocks))
    act = next((place for place, block in enumerate(blocks) if _is_act(block, rules)), None)
    lines = [block for block in blocks if block.card in care_card.ORDER and _is_line(block)]
    lengths = [length for block, said in _counted_sentences(page) if not block.is_numbered for _, length in said]
    return Measures(
        words=words,
        before_act=None if act is None else sum(map(_words, blocks[:act])),
        cards={card: sum(line.card == card for line in lines) for card in care_card.ORDER},
        card_share=sum(_words(block) for block in blocks if block.card) / words if words else 0.0,
        marks=sum(bool(block.marks) for block in blocks),
        mean=sum(lengths) / len(lengths) if lengths else 0.0,
    )


def check(page: Page, article: Article, rules: Articles, limits: Limits) -> Iterator[Problem]:
    """Name what of an article goes beyond the limits of its form; an article without a form has none."""
    form = rules.form(article.form)
    if form is None or article.kind != "article":
        return
    found = of(page, rules)
    yield from _length(page, found, form)
    yield from _act(page, found, form, rules)
    yield from _cards(page, found, form)
    yield from _rhythm(page, found, limits)


def _length(page: Page, found: Measures, form: Form) -> Iterator[Problem]:
    if found.words > form.most_words and LONGER not in page.values:
        fix = f"shorten it, or say in the front matter why not, '{LONGER}: …'"
        yield _problem(page, 1, "page", f"has {found.words} words, more than {form.most_words}: {fix}")


def _act(page: Page, found: Measures, form: Form, rules: Articles) -> Iterator[Problem]:
    if form.most_before_act == 0:
        return
    heading = rules.headings["do"][0]
    if found.before_act is None:
        yield _problem(page, 1, "page", f"never says what to do: give it the heading '{heading}', or numbered steps")
    elif found.before_act > form.most_before_act:
        act = next(block for block in page.blocks if _is_act(block, rules))
        what = (
            f"comes after {found.before_act} words, more than {form.most_before_act}: "
            f"shorten what stands before it, or move it below '{heading}'"
        )
        yield _problem(page, act.line, f"'{_start(act.text)}'", what)


def _cards(page: Page, found: Measures, form: Form) -> Iterator[Problem]:
    for sign in page.cards:
        lines = found.cards.get(sign.name, 0)
        if lines > form.most_card_lines and MORE_LINES not in page.values:
            fix = (
                "fold neighbors into one line, leave out what docs/_all-signs.md or the page of help says, or say in "
                f"the front matter why not, '{MORE_LINES}: …'"
            )
            what = f"has {lines} lines, more than {form.most_card_lines}: {fix}"
            yield _problem(page, sign.line, f"card '{sign.name}'", what)
    if found.card_share > form.most_card_share:
        line = next(sign.line for sign in page.cards)
        what = f"hold {found.card_share:.0%} of the words, more than {form.most_card_share:.0%}: shorten the cards"
        yield _problem(page, line, "cards", what)


def _rhythm(page: Page, found: Measures, limits: Limits) -> Iterator[Problem]:
    least, most = limits.shortest_mean, limits.longest_mean
    if found.mean and not least <= round(found.mean, 1) <= most:
        fix = "join short ones as a person would say them" if found.mean < least else "make two of the longest"
        what = f"are {found.mean:.1f} words long in the mean, not {least:g} to {most:g}: {fix}"
        yield _problem(page, page.body_line, "sentences", what)
    for block, said in _counted_sentences(page):
        for is_short, run in groupby(said, lambda sentence: sentence[1] < limits.short_sentence):
            texts = [text for text, _ in run]
            if is_short and len(texts) >= limits.short_run:
                what = (
                    f"begins a run of {len(texts)} sentences with fewer than {limits.short_sentence} words each: "
                    "join them as a person would say them"
                )
                yield _problem(page, block.line, f"'{_start(texts[0])}'", what)


def _counted_sentences(page: Page) -> Iterator[tuple[Block, list[tuple[str, int]]]]:
    """Yield each block with its sentences, each with its number of words; an item may be no sentence.

    Headings and cells of tables have none.
    """
    for block in page.blocks:
        if not block.rank and block.kind != "cell":
            said = [(text, len(WORD.findall(text))) for text in sentences.split(block.text)]
            said = [(text, length) for text, length in said if length and text.rstrip("*_\"'”’)").endswith(FULL)]
            if said:
                yield block, said


def _is_act(block: Block, rules: Articles) -> bool:
    return block.is_numbered or (block.rank == 2 and block.text in rules.headings["do"])


def _is_line(block: Block) -> bool:
    """Return whether a block of a card says when it holds, and does not head other lines."""
    return block.kind == "item" or bool(block.marks)


def _words(block: Block) -> int:
    return len(WORD.findall(block.text))


def _start(text: str) -> str:
    return text if len(text) < 40 else f"{text[:40]} …"


def _problem(page: Page, line: int, where: str, what: str) -> Problem:
    return Problem(file=page.path, line=line, where=where, what=what)
