"""Drawings of a site's own: what they may hold, the words that go with them, and how they stand in a page.

A drawing stands in the page itself and not in an `<img>`: only so can it follow the scheme that a reader chose with the
button of the theme, lead to other pages, and be there offline and on paper without a request of its own.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import lines, toml_text
from symptom_checker_workshop.tables.structure import converter, structure
from symptom_site.components.picture import drawing
from symptom_site.components.picture.drawing import Group
from symptom_site.components.templates import Fragments
from symptom_site.source import text_file

TABLE = "_pictures.toml"
"""The words of the pictures, in the folder of pages; a site need not have one."""

FOLDER = "_pictures"
"""The folder beside it that holds the drawings."""

MARK = re.compile(r"<!-- picture: ([\w-]+) -->")
"""The mark in a page in whose place a picture stands."""

LARGEST = 12_000
"""The most bytes that the drawings of one picture may have together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One drawing of a picture."""

    drawing: str
    """Name of its file, without `.svg`."""
    text: str
    """What it shows, for readers who see it and for those who do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A part of a drawing that can be chosen: the `<g>` with this id."""

    id: str
    text: str
    """Its name, which stands beside it."""
    page: str = ""
    """Path of the page to which it leads; empty where there is none."""
    answer: str = ""
    """The answer to the checker that it stands for, such as `place.calf`; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One or more drawings below a caption."""

    id: str
    title: str
    """The caption."""
    panel: tuple[Panel, ...]
    is_steps: bool = True
    """Whether several drawings show one step after the other."""
    facts: tuple[str, ...] = ()
    """Ids of the facts behind what it shows."""
    place: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """All pictures of a site."""

    rows: Mapping[str, Picture] = field(default_factory=dict)
    drawings: Mapping[str, str] = field(default_factory=dict)
    """Name → the text of the drawing, as far as it is sound."""
    text: str = ""
    """The text of the table."""

    @property
    def marks(self) -> list[str]:
        """Return the mark of each picture."""
        return [f"<!-- picture: {name} -->" for name in self.rows]

    def is_whole(self, name: str) -> bool:
        """Tell whether there is such a picture, with all its drawings."""
        row = self.rows.get(name)
        return row is not None and bool(row.panel) and all(panel.drawing in self.drawings for panel in row.panel)

    def facts(self, comments: Iterable[str]) -> Iterator[str]:
        """Yield the facts behind the pictures whose marks are among the comments of a page."""
        for comment in comments:
            if (found := MARK.fullmatch(comment)) and found[1] in self.rows:
                yield from self.rows[found[1]].facts

    def spoken(self, say: Callable[[str], str]) -> "Pictures":
        """Return the same with each of the words as `say` changes it."""

        def row(picture: Picture) -> Picture:
            return replace(
                picture,
                title=say(picture.title),
                panel=tuple(replace(panel, text=say(panel.text)) for panel in picture.panel),
                place=tuple(replace(place, text=say(place.text)) for place in picture.place),
            )

        return replace(self, rows={name: row(picture) for name, picture in self.rows.items()})


def read_checked(docs: Path) -> tuple[Pictures, list[Problem]]:
    """Return the pictures of the site whose pages are in `docs`, with every problem of their table and drawings."""
    file, problems = docs / TABLE, list[Problem]()
    drawings = {path.stem: path for path in sorted((docs / FOLDER).glob("*.svg"))}
    texts = dict[str, str]()
    for name, path in drawings.items():
        texts[name], wrong = text_file.load(f"docs/{FOLDER}/{name}.svg", path)
        problems += wrong
    text, rows = "", dict[str, Picture]()
    if file.exists():
        text, wrong = text_file.load(f"docs/{TABLE}", file)
        problems += wrong
        rows, wrong = _checked_rows(text)
        problems += wrong
    problems += _wrong_rows(rows, texts, text)
    sound = dict[str, str]()
    for name, shown in texts.items():
        wrong = list(drawing.check(f"docs/{FOLDER}/{name}.svg", shown))
        problems += wrong
        if not wrong:
            sound[name] = shown
        if not any(panel.drawing == name for picture in rows.values() for panel in picture.panel) and rows:
            what = f"no picture of {TABLE} shows it: add it to one, or take the file out"
            problems.append(Problem(file=f"docs/{FOLDER}/{name}.svg", line=1, where="drawing", what=what))
    return Pictures(rows=rows, drawings=sound, text=text), problems


def check(
    pictures: Pictures,
    pages: Collection[str],
    facts: Collection[str] | None,
    options: Mapping[str, Collection[str]] | None,
) -> Iterator[Problem]:
    """Name the pages (paths under their folder), facts and answers of pictures that are not there.

    `options` gives the answers to each question; facts and options are None where the topic could not be read.
    """
    for picture in pictures.rows.values():
        for place in picture.place:
            where = f"place '{place.id}'"
            if place.page and place.page not in pages:
                what = f"there is no page '{place.page}', {did_you_mean(place.page, pages)}"
                yield _problem(pictures.text, picture.id, what, where)
            question, _, option = place.answer.partition(".")
            if place.answer and options is not None and option not in options.get(question, ()):
                known = [f"{name}.{item}" for name, items in options.items() for item in items]
                what = f"'{place.answer}' is no answer, {did_you_mean(place.answer, known)}"
                yield _problem(pictures.text, picture.id, what, where)
        for fact in picture.facts:
            if facts is not None and fact not in facts:
                yield _problem(pictures.text, picture.id, f"'{fact}' is not in facts.toml, {did_you_mean(fact, facts)}")


def render(pictures: Pictures, name: str, fragments: Fragments, url: Callable[[str], str | None]) -> str:
    """Return a picture as HTML; `url` turns the path of a page into its address, or None when there is no such page."""
    picture = pictures.rows[name]
    places = {place.id: place for place in picture.place}

    def change(name: str, group: Group) -> None:
        place = places.get(name)
        if place and place.page and (address := url(place.page)):
            drawing.link(group, place.text, address)

    panels = [(panel, *drawing.drawn(pictures.drawings[panel.drawing], change)) for panel in picture.panel]
    return fragments.render("picture/picture.html", picture=picture, panels=panels)


def fill(html: str, pictures: Pictures, fragments: Fragments, url: Callable[[str], str | None]) -> str:
    """Return the HTML of a page with a picture in the place of each mark; one that is not whole has been named."""
    return MARK.sub(lambda mark: render(pictures, mark[1], fragments, url) if pictures.is_whole(mark[1]) else "", html)


def of_question(pictures: Pictures, question: str, fragments: Fragments) -> str:
    """Return the drawing on which the answers to a question can be chosen, as HTML; empty where there is none."""
    for picture in pictures.rows.values():
        options = {place.id: place.answer.removeprefix(f"{question}.") for place in picture.place}
        names = {place.id: place.text for place in picture.place if place.answer.startswith(f"{question}.")}
        if names and pictures.is_whole(picture.id):
            shown = pictures.drawings[picture.panel[0].drawing]
            return _with_answers(shown, names, options, fragments)
    return ""


def _with_answers(shown: str, names: Mapping[str, str], options: Mapping[str, str], fragments: Fragments) -> str:
    def change(name: str, group: Group) -> None:
        if name in names:
            drawing.tick(group, names[name], options[name])

    view, drawn = drawing.drawn(shown, change)
    return fragments.render("picture/answers.html", view=view, drawn=drawn)


def _checked_rows(text: str) -> tuple[dict[str, Picture], list[Problem]]:
    """Return the rows of the table by their ids, and what is wrong with its form."""
    file = f"docs/{TABLE}"
    given, problems = toml_text.parse(file, text)
    if not given:
        return {}, problems
    found, made = dict[str, Picture](), converter()
    at = lines.find(text)
    for key in given:
        if key != "picture":
            what = f"is no table of pictures, {did_you_mean(key, ['picture'])}"
            problems.append(Problem(file=file, line=at.first.get(key, 1), where=f"'{key}'", what=what))
    listed = given.get("picture", [])
    for line, table in zip(at.rows.get("picture", []), listed if isinstance(listed, list) else [], strict=False):
        row, faults = structure(Picture, table, made)
        where = f"picture '{table.get('id', '')}'"
        problems += [Problem(file=file, line=line, where=where, what=what) for what in faults]
        if row and row.id in found:
            problems.append(Problem(file=file, line=line, where=where, what="stands twice: give it an id of its own"))
        if row:
            found[row.id] = row
    return found, problems


def _wrong_rows(rows: Mapping[str, Picture], drawings: Mapping[str, str], table: str) -> Iterator[Problem]:
    """Name the drawings that are missing, what makes a picture too large, and places that are in no drawing."""
    for picture in rows.values():
        if not picture.panel:
            yield _problem(table, picture.id, "shows nothing: add a [[picture.panel]]")
        for panel in picture.panel:
            if panel.drawing not in drawings:
                near = did_you_mean(panel.drawing, drawings)
                yield _problem(table, picture.id, f"there is no drawing {FOLDER}/{panel.drawing}.svg, {near}")
        shown = [drawings.get(panel.drawing, "") for panel in picture.panel]
        if (size := sum(len(text.encode()) for text in shown)) > LARGEST:
            what = f"its drawings have {size:,} bytes, more than {LARGEST:,}: use fewer points, or make it two pictures"
            yield _problem(table, picture.id, what)
        for place in picture.place:
            if f'<g id="{place.id}"' not in "".join(shown):
                what = f'no drawing of it has a <g id="{place.id}">: draw it'
                yield _problem(table, picture.id, what, f"place '{place.id}'")


def _problem(text: str, name: str, what: str, where: str = "") -> Problem:
    line = next((number for number, row in enumerate(text.splitlines(), 1) if f'id = "{name}"' in row), 1)
    within = f"picture '{name}'" + (f", {where}" if where else "")
    return Problem(file=f"docs/{TABLE}", line=line, where=within, what=what)
