"""A site's settings for the generator, and the words that the generator itself says to readers."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cattrs import structure

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.proofs import words as proofs
from symptom_checker_workshop.proofs.words import BLANK
from symptom_checker_workshop.tables import toml_text
from symptom_site.prose.limits import Limits
from symptom_site.source import text_file

NAME = "_editorial.toml"
"""The file in the folder of pages; a site need not have one."""

DEFAULTS = Path(__file__).with_name("editorial.toml")
"""Holds every key with its default."""

FREE = ("articles.beforehand", "articles.headings")
"""Tables to which a site may add keys of its own."""

COLOR = re.compile(r"#[0-9a-fA-F]{6}")

BESIDE = {
    "header": "#ffffff",
    "header_light": "#ffffff",
    "header_dark": "#ffffff",
    "link": "#ffffff",
    "link_on_dark": "#1e2129",
}
"""Color of a site → what it must stand out from."""

CONTRAST = 4.5
"""The least contrast of words: WCAG 2.2, 1.4.3."""

OWN = "own"
"""Stands, in the order of an article's headings, for a heading that has no place of its own."""

_TABLE = re.compile(r"\s*\[([\w.-]+)\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages that the generator knows by their path under the folder of pages; a site need not have each."""

    check: str
    paper: str
    help: str
    now: str
    """The page for the worst moment, in a file of its own."""
    about: str
    decides: str
    """The page that shows every rule."""
    glossary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What articles of a form must be like."""

    names: tuple[str, ...]
    """The ways in which front matter names it."""
    order: tuple[str, ...]
    """The names of its headings in the order in which they stand; `OWN` is any other heading, and alone allows all."""
    early: tuple[str, ...]
    """The headings that may also stand before their place."""
    needed: tuple[str, ...]
    """The headings that it may not leave out."""
    most_words: int = 0
    """The most words below its title; more need a reason."""
    most_before_act: int = 0
    """The most words before the first thing to do; 0 where there may be any number."""
    most_card_lines: int = 0
    """The most lines of one care card."""
    most_card_share: float = 1.0
    """The largest share of the words that may stand in care cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """What the middle one of all articles should come to."""

    words: int
    card_lines: int
    """Of all cards of a page."""
    card_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """What every article must be like."""

    fewest_facts: int
    """The fewest facts that an article rests on."""
    beforehand: Mapping[str, str]
    """Key of the front matter → the question that the article's link to the checker answers beforehand."""
    headings: Mapping[str, tuple[str, ...]]
    """Name of a heading → the ways to say it, of which an article has one."""
    order: tuple[str, ...]
    """The names of headings in the order in which they stand; `OWN` is any other heading."""
    needed: tuple[str, ...]
    """The names of the headings that no article may leave out."""
    needs_form: bool
    """Whether every article must name its form."""
    forms: Mapping[str, Form]
    """What articles of each form must be like; the order and the needed headings above are for those of none."""
    goals: Goals

    def form(self, name: str) -> Form | None:
        """Return the form that front matter calls `name`."""
        return next((form for form in self.forms.values() if name in form.names), None)

    @property
    def form_names(self) -> tuple[str, ...]:
        """Return what front matter may call a form."""
        return tuple(name for form in self.forms.values() for name in form.names)

    def spoken(self, say: Callable[[str], str]) -> "Articles":
        """Return the same with each heading as `say` changes it."""
        headings = {name: tuple(map(say, ways)) for name, ways in self.headings.items()}
        return replace(self, headings=headings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """The colors that a site may choose; those that tell how urgent something is are the same everywhere."""

    header: str
    header_light: str
    header_dark: str
    link: str
    link_on_dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An installed site."""

    background_color: str
    icon_alt: str
    """What the site's sign shows, for readers who do not see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """All settings of a site for the generator."""

    pages: Pages
    articles: Articles
    prose: Limits
    colors: Colors
    app: App
    words: Mapping[str, Any]
    """Component → name → the words; a list holds the words for one and for several."""
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """File and line of a setting, by its name, such as `words.app.shortcut_check`."""

    def spoken(self, say: Callable[[str], str]) -> SimpleNamespace:
        """Return the words as attributes, each as `say` changes it: `words.app.shortcut_check`."""
        return _namespace(self.words, say)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each of the words, those of a list one by one."""
        yield from _texts(self.words, "words")


def read(folder: Path) -> tuple[Editorial, list[Problem]]:
    """Return the settings of the site whose pages are in `folder`, with every problem of its own file.

    What is wrong there keeps its default, so that the build can go on to name other problems.
    """
    written, of_proofs = DEFAULTS.read_text(encoding="utf-8"), proofs.FILE.read_text(encoding="utf-8")
    values = tomllib.loads(written)
    values["words"]["proofs"] = tomllib.loads(of_proofs)
    places = {name: (DEFAULTS.name, line) for name, line in lines(written).items()}
    file_of_proofs = f"proofs/{proofs.FILE.name}"
    places |= {f"words.proofs.{name}": (file_of_proofs, line) for name, line in lines(of_proofs).items()}
    file, problems = folder / NAME, list[Problem]()
    if file.exists():
        text, problems = text_file.load(f"docs/{NAME}", file)
        own, wrong = toml_text.parse(f"docs/{NAME}", text)
        problems += wrong
        own_places = {name: (f"docs/{NAME}", line) for name, line in lines(text).items()} if own else {}
        problems += _merge(values, own, (), own_places)
        if wrong := list(_colors(values["colors"], own_places)):
            problems += wrong
            values["colors"] |= tomllib.loads(written)["colors"]
        if wrong := list(_headings(values["articles"], own_places)):
            problems += wrong
            values["articles"] |= tomllib.loads(written)["articles"]
        places |= {name: place for name, place in own_places.items() if name in places or _is_free(name)}
    return structure(values | {"places": places}, Editorial), problems


def defaults() -> str:
    """Return every setting with its default, as a site would write it."""
    of_proofs = re.sub(r"^\[(\w+)\]", r"[words.proofs.\1]", proofs.FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return f"{DEFAULTS.read_text(encoding='utf-8')}\n{of_proofs}"


def lines(toml: str) -> dict[str, int]:
    """Return the line of each table and key of a TOML file, by its full name; keys of inline tables are left out."""
    found, table = dict[str, int](), ""
    for line, row in enumerate(toml.splitlines(), 1):
        if head := _TABLE.fullmatch(row):
            table = f"{head[1]}."
            names = head[1].split(".")
            for depth in range(1, len(names) + 1):
                found.setdefault(".".join(names[:depth]), line)
        elif key := _KEY.match(row):
            found.setdefault(f"{table}{key[1]}", line)
    return found


def _merge(
    known: dict[str, Any], own: dict[str, Any], path: tuple[str, ...], places: Mapping[str, tuple[str, int]]
) -> Iterator[Problem]:
    """Write the site's own values over the defaults; yield what does not fit them."""
    for key, value in own.items():
        where = ".".join((*path, key))
        default = known.get(key, _pattern(known) if _is_free(where) else None)
        if default is None:
            yield _problem(where, f"is not a setting, {did_you_mean(key, known)}", places)
        elif isinstance(default, dict):
            if isinstance(value, dict):
                yield from _merge(default, value, (*path, key), places)
            else:
                yield _problem(where, f"is a table of settings: write [{where}] and its keys below", places)
        elif not _is_like(value, default):
            yield _problem(where, f"must be of the kind of its default: {default!r}", places)
        elif wrong := _wrong_blanks(value, default) if path[:1] == ("words",) else "":
            yield _problem(where, wrong, places)
        else:
            known[key] = value


def _colors(colors: Mapping[str, str], places: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    """Name each color that is not one, or that words could not be read in or on."""
    for name, color in colors.items():
        if not COLOR.fullmatch(color):
            yield _problem(f"colors.{name}", f"is '{color}': write six digits, such as #00437f", places)
        elif (found := contrast(color, BESIDE[name])) < CONTRAST:
            way = "lighter" if name == "link_on_dark" else "darker"
            what = f"has a contrast of {found:.1f} to {BESIDE[name]}, less than {CONTRAST}: choose a {way} one"
            yield _problem(f"colors.{name}", what, places)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors as WCAG measures it, 1 to 21."""

    def light(color: str) -> float:
        parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def _headings(articles: Mapping[str, Any], places: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    """Name what does not fit together in the settings for headings."""
    names = [*articles["headings"], OWN]
    forms = ((f"articles.forms.{name}", form) for name, form in articles["forms"].items())
    for path, table in (("articles", articles), *forms):
        order = table["order"]
        for key, known in (
            ("order", names),
            ("early", order),
            ("needed", [name for name in order if name != OWN]),
        ):
            for name in table.get(key, ()):
                if name not in known:
                    there = "articles.headings" if key == "order" else f"{path}.order"
                    what = f"names '{name}', which is not in {there}: add it there, or {did_you_mean(name, known)}"
                    yield _problem(f"{path}.{key}", what, places)
        if OWN not in order:
            what = f"lacks '{OWN}': write it where headings of an article's own may stand"
            yield _problem(f"{path}.order", what, places)


def _problem(where: str, what: str, places: Mapping[str, tuple[str, int]]) -> Problem:
    # A key of an inline table has no line of its own.
    names = where.split(".")
    near = (places.get(".".join(names[:depth])) for depth in range(len(names), 0, -1))
    file, line = next((place for place in near if place), (f"docs/{NAME}", 1))
    return Problem(file=file, line=line, where=f"'{where}'", what=what)


def _is_free(name: str) -> bool:
    """Tell whether a setting is one of those that a site may add."""
    return name.rpartition(".")[0] in FREE


def _pattern(known: Mapping[str, Any]) -> Any:
    """Return a value of the kind that a table holds to which keys can be added."""
    return next(iter(known.values()))


def _is_like(value: object, default: object) -> bool:
    """Tell whether a value is of the kind of a default; a list has one or more values of the kind of its first.

    A list that is empty by default holds any number of texts.
    """
    if isinstance(default, list):
        if not isinstance(value, list) or (default and not value):
            return False
        return all(_is_like(item, default[0] if default else "") for item in value)
    is_number = type(value) in (int, float) and type(default) in (int, float)
    return is_number if isinstance(default, float) else type(value) is type(default)


def _wrong_blanks(value: Any, default: Any) -> str:
    """Return what is wrong with the blanks of words; empty when nothing is."""
    if isinstance(default, list) and len(value) != len(default):
        return f"must have {len(default)} forms, for one thing and for any other number: {default!r}"
    for own, known in zip(*((text if isinstance(text, list) else [text]) for text in (value, default)), strict=True):
        wanted, given = set(BLANK.findall(known)), set(BLANK.findall(own))
        if given - wanted:
            blanks = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
            return f"has the blank {{{min(given - wanted)}}}, which nothing fills in; known: {blanks}"
        if wanted - given and not isinstance(default, list):
            return f"lacks the blank {{{min(wanted - given)}}}: write it where that is to stand"
    return ""


def _namespace(words: Mapping[str, Any], say: Callable[[str], str]) -> SimpleNamespace:
    made: dict[str, Any] = {}
    for key, value in words.items():
        if isinstance(value, Mapping):
            made[key] = _namespace(value, say)
        else:
            made[key] = [say(text) for text in value] if isinstance(value, list) else say(value)
    return SimpleNamespace(**made)


def _texts(words: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        name = f"{path}.{key}"
        if isinstance(value, Mapping):
            yield from _texts(value, name)
        else:
            yield from ((name, text) for text in (value if isinstance(value, list) else [value]))
