"""Every check of every page; what was found in a page is kept until the page, or what it was held against, changes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.numbers import fill, words
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.checks import (
    articles,
    cards,
    citations,
    comments,
    differences,
    kept,
    links,
    measures,
    numbers,
    table_texts,
    wording,
)
from symptom_site.checks.kept import Kept
from symptom_site.checks.known import Known, known
from symptom_site.checks.table_texts import Text
from symptom_site.components.all_signs import all_signs
from symptom_site.components.care_card import care_card
from symptom_site.components.checker import checker_block
from symptom_site.components.picture import picture
from symptom_site.components.picture.picture import Pictures
from symptom_site.editorial import Editorial
from symptom_site.prose.linter import Settings
from symptom_site.prose.passage import Passage
from symptom_site.prose.syllables import Syllables
from symptom_site.source import cited, glossary
from symptom_site.source.article import Article
from symptom_site.source.blocks import Page, parse
from symptom_site.source.cited import Cited
from symptom_site.source.region import HOME, Region

SYLLABLES = "syllables"


class Pages(Mapping[str, Page]):
    """Path under the folder of pages → the page, read from what is kept each time that it is asked for.

    All parsed pages of a large site would fill the memory, and most builds ask for few.
    """

    def __init__(self, texts: Mapping[str, str], store: Kept) -> None:
        """Begin with the text of each page; `store` keeps what they are parsed to."""
        self._texts, self._store = texts, store
        self.fingerprints = {path: kept.fingerprint(text) for path, text in sorted(texts.items())}
        """Path → what stands for the text of the page."""

    def __getitem__(self, path: str) -> Page:
        """Return the page at a path."""
        depends_on = self.fingerprints[path]
        return self._store.get(f"page {path}", depends_on, parse, f"docs/{path}", self._texts[path])

    def __iter__(self) -> Iterator[str]:
        """Go through the paths, in the order of the alphabet."""
        return iter(self.fingerprints)

    def __len__(self) -> int:
        """Count the pages."""
        return len(self.fingerprints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the checks of all pages together must know of one page."""

    article: Article
    problems: tuple[Problem, ...]
    """Its problems but for those that change from day to day."""
    leads_to: frozenset[str]
    """The paths of the pages to which its text leads."""
    cards: frozenset[str]
    """The ids of the rows for the lines of its cards."""
    is_head_read: bool
    """Whether its front matter could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """All pages, read and checked."""

    pages: Mapping[str, Page]
    """Path under the folder of pages → the page as it is written."""
    articles: Mapping[str, Article]
    """Path → what the page says about itself."""
    problems: tuple[Problem, ...]
    """What is wrong with any of them."""
    fingerprints: Mapping[str, str]
    """Path → what stands for the text of the page."""
    prose: Settings = field(compare=False)
    """How their words are measured."""
    all_signs: str = ""
    """The line with the gravest signs of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the pages of a site are held against, besides the topic's tables."""

    marks: Collection[str]
    """The comments in whose place something is put, such as `<!-- rules -->`."""
    editorial: Editorial
    """The site's settings, in the words of its region."""
    plain_words: Path
    """The file of the words to avoid; there need not be one."""
    all_signs: str = ""
    """The line with the gravest signs of all; empty where the site has none."""
    written: Mapping[str, str] = field(default_factory=dict)
    """Path → text of the page as it is written, before numbers and the words of the region are put in."""
    pictures: Pictures = field(default_factory=Pictures)
    """The site's own drawings, in the words of its region."""

    @property
    def all_marks(self) -> tuple[str, ...]:
        """Return the marks in whose place something is put, those of pictures too."""
        return (*self.marks, *self.pictures.marks)


def check(
    texts: Mapping[str, str],
    knowledge: Knowledge | None,
    house: House,
    today: date,
    *,
    keep: Path | None = None,
    region: Region = HOME,
) -> Checked:
    """Read all pages (path → text) and name every problem of all of them, and of the words of the topic's tables.

    Without `knowledge`, which could not be read, everything is checked that needs none. The tables are read in the
    words of the region; the pages are in them already. `keep` is the file that keeps what was found.
    """
    store = Kept(keep)
    pages = Pages(texts, store)
    syllables = Syllables(store.last(SYLLABLES))
    own = house.editorial
    terms = glossary.terms(pages[own.pages.glossary]) if own.pages.glossary in pages else frozenset[str]()
    prose, unsound = wording.settings(house.plain_words, own.prose, terms, syllables)
    names = known(knowledge) if knowledge else None
    if names and region.table:
        names = replace(names, cards=())  # The words of another region bring facts of their own.
    listed = house.plain_words.read_bytes() if house.plain_words.is_file() else b""
    held = kept.fingerprint(
        names,
        sorted(house.marks),
        sorted(terms),
        listed,
        own.articles,
        own.prose,
        house.all_signs,
        house.pictures.rows,
    )

    seen: dict[str, Seen] = {}
    problems: list[Problem] = list(unsound)
    for path in pages:
        depends_on = kept.fingerprint(held, texts[path])
        seen[path] = page = store.get(f"checks {path}", depends_on, _check, path, pages, names, house, prose)
        store.keep(f"page {path}")
        problems += page.problems
        if articles.may_be_late(page.article, today):
            problems += articles.check_days(pages[path], today)
    shared = all_signs.line(house.all_signs)
    problems += _check_line(shared, names, prose) if house.all_signs else ()
    found = {path: page.article for path, page in seen.items()}
    problems += links.check({path: page.leads_to for path, page in seen.items()}, found, knowledge)
    if knowledge:
        if all(page.is_head_read for page in seen.values()):
            problems += articles.uncovered(found.values(), knowledge)
            if not region.table:
                problems += numbers.check(
                    _numbers(pages, house.written, knowledge, store), knowledge, _table_texts(knowledge, store)
                )
            problems += differences.check(house.written, knowledge, partial(_cited, store))
            if names and names.cards:
                problems += cards.unused(cards.ids(shared).union(*(page.cards for page in seen.values())), knowledge)
        problems += _tables(knowledge, prose, held, store, region)
    problems += _words(own, prose, held, store, region)
    problems += wording.check_pictures(house.pictures, prose)
    problems += picture.check(house.pictures, texts, names.facts if names else None, names.options if names else None)
    store.get(SYLLABLES, str(len(syllables.known)), dict, syllables.known)
    if knowledge:
        store.save()
    return Checked(
        pages=pages,
        articles=found,
        problems=tuple(problems),
        fingerprints=pages.fingerprints,
        all_signs=house.all_signs,
        prose=prose,
    )


def _check(path: str, pages: Mapping[str, Page], names: Known | None, house: House, prose: Settings) -> Seen:
    """Return what is found in a page."""
    page, rules = pages[path], house.editorial.articles
    shown = house.pictures.facts(comment.written for comment in page.comments)
    article = articles.of(path, page, names, rules, all_signs.line(house.all_signs).facts, shown)
    facts = names.facts if names else None
    is_article = article.kind == "article"
    problems = (
        *page.problems,
        *articles.check(page, article, names, rules),
        *citations.check(page, facts),
        *citations.check_statements(page, facts, rules.headings["checker"], cards_alone=not is_article),
        *care_card.check(page),
        *(cards.check(page, names) if names else ()),
        *(checker_block.check(page, [names.topic]) if names else ()),
        *comments.check(page, house.all_marks),
        *all_signs.check(page, is_there=bool(house.all_signs)),
        *wording.check_page(page, prose),
        *numbers.check_filled(page, names.numbers if names else None),
        *measures.check(page, article, rules, prose.limits),
    )
    return Seen(
        article=article,
        problems=problems,
        leads_to=frozenset(links.targets(path, page)),
        cards=cards.ids(page),
        is_head_read=page.is_head_read,
    )


def _cited(store: Kept, text: str) -> list[Cited]:
    """Return the words of a text that have marks."""
    name = f"cited {kept.fingerprint(text)}"
    return store.get(name, "", lambda: [*cited.find(text)])


def _numbers(pages: Pages, texts: Mapping[str, str], knowledge: Knowledge, store: Kept) -> Iterator[numbers.Said]:
    """Yield what each page says of numbers, as it is written."""
    entries = kept.fingerprint(knowledge.numbers)
    for path in pages if knowledge.numbers else ():
        depends_on = kept.fingerprint(entries, texts.get(path, pages.fingerprints[path]))
        yield store.get(f"numbers {path}", depends_on, _numbers_of, path, pages, texts, knowledge)


def _numbers_of(path: str, pages: Pages, texts: Mapping[str, str], knowledge: Knowledge) -> numbers.Said:
    page = parse(f"docs/{path}", texts[path]) if path in texts else pages[path]
    return numbers.of(page, knowledge.numbers)


def _table_texts(knowledge: Knowledge, store: Kept) -> Iterator[Text]:
    """Yield each text of the topic's tables as it is written, where numbers have been filled in."""
    asked = table_texts.asked(knowledge) if knowledge.numbers else {}
    for file in sorted(Path(knowledge.folder).glob("*.toml")) if knowledge.numbers else ():
        if file.name in table_texts.FILES:
            toml = file.read_text(encoding="utf-8")
            depends_on = kept.fingerprint(toml, sorted((name, sorted(facts)) for name, facts in asked.items()))
            yield from store.get(f"texts {file.name}", depends_on, table_texts.read, file.name, toml, asked)


def _check_line(line: Page, names: Known | None, prose: Settings) -> Iterator[Problem]:
    """Name what is wrong with the line of the gravest signs, which is held to all that a line of a care card is."""
    facts = names.facts if names else None
    yield from line.problems
    yield from numbers.check_filled(line, names.numbers if names else None)
    yield from citations.check(line, facts)
    yield from citations.check_statements(line, facts, ())
    yield from cards.check(line, names) if names else ()
    yield from wording.check_page(line, prose)


def _tables(knowledge: Knowledge, prose: Settings, held: str, store: Kept, region: Region) -> Iterator[Problem]:
    """Name what makes the words of the topic's tables hard to read."""
    said = words(knowledge.numbers)
    for file in sorted(Path(knowledge.folder).glob("*.toml")):
        if file.stem in wording.SHOWN_TABLES:
            text = fill(file.read_text(encoding="utf-8"), said)
            depends_on = kept.fingerprint(held, region.table, text)
            yield from store.get(f"table {file.name}", depends_on, _table, file.name, text, region, prose)


def _words(own: Editorial, prose: Settings, held: str, store: Kept, region: Region) -> Iterator[Problem]:
    """Name what makes the words of the generator, or those that the site says in their place, hard to read."""
    for (file, component), text in wording.words(own, region.text).items():
        depends_on = kept.fingerprint(held, text)
        yield from store.get(f"words {file} {component}", depends_on, _component, file, component, text, prose)


def _component(file: str, component: str, text: list[Passage], prose: Settings) -> tuple[Problem, ...]:
    return tuple(wording.check_words(file, component, text, prose))


def _table(file: str, text: str, region: Region, prose: Settings) -> tuple[Problem, ...]:
    return tuple(wording.check_table(file, wording.table(text, region.text), prose))
