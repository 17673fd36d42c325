"""The quiz of a page: every question and every piece of a result, written once as HTML before any Python runs there."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import combinations, product

from parts import articles, citations, templates
from parts.citations import Citation
from symptom_checker import model
from symptom_checker.engine import assess
from symptom_checker.evaluate import findings
from symptom_checker.web import step
from symptom_checker_workshop.compile import compile_topic
from symptom_checker_workshop.tables import Knowledge, Question

DEPTH = 3
"""How many questions a reader can answer before the engine is ready."""

PERSONS = {"child": "your child", "person": "the person"}
"""Voice (who the reader answers for) to the words that stand for `{person}`."""

MOST_CONDITIONS = 4
"""A follow-up of the plain list names the answers that lead to it, up to this many."""


def render(
    knowledge: Knowledge,
    *,
    runtime_url: str,
    wheel_url: str,
    urls: Callable[[str], str | None],
    titles: Mapping[str, str],
    runtime_bytes: int = 0,
) -> str:
    """Return the quiz as HTML.

    `runtime_url` is the folder of the browser's Python, named by its hash, with the last slash; `runtime_bytes` its
    size, 0 when not known; `urls` turns the path of an article under `docs/` into its address from this page, and
    `titles` into its title.
    """
    compiled = compile_topic(knowledge)
    questions = list(knowledge.questions.values())
    environment = templates.environment()
    environment.globals["person"] = PERSONS
    html = environment.get_template("quiz/quiz.html").render(
        knowledge=knowledge,
        topic=knowledge.topic,
        first=questions[0],
        later=questions[1:],
        conditions={question.id: list(_conditions(question, knowledge, compiled)) for question in questions},
        reach=reaches(compiled),
        levels=knowledge.levels,
        pieces=_Pieces(knowledge, urls, titles),
        beforehand=" ".join(articles.BEFOREHAND.values()),
        early=json.dumps(early_steps(compiled), separators=(",", ":")),
        runtime_url=runtime_url,
        runtime_hash=runtime_url.rstrip("/").rpartition("/")[2],
        runtime_bytes=runtime_bytes,
        wheel_url=wheel_url,
    )
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def anchors(html: str) -> set[str]:
    """Return the ids to which a link from an article can lead."""
    collector = _Ids()
    collector.feed(html)
    return collector.ids


def early_steps(knowledge: model.Knowledge) -> dict[str, object]:
    """Return what the engine says to the first answers, for use in the page before it has loaded.

    Only what is sure stands here. `next`: the question that follows, by the answers as text, for a list answered with
    "None of these" or a single sign, and for a choice of one. `signs`: the assessment of a finding that is an emergency
    whatever else was answered, by finding. `routes`: the ways to help, the strongest first.
    """
    following: dict[str, dict[str, object]] = {}
    signs: dict[str, dict[str, object]] = {}
    paths: list[dict[str, list[str]]] = [{}]
    for _ in range(DEPTH):
        paths = [longer for answers in paths for longer in _ways_on(knowledge, answers, following, signs)]
    routes = sorted(knowledge.routes, key=lambda route: -route.strength)
    return {"next": following, "signs": signs, "routes": [route.id for route in routes]}


def _ways_on(
    knowledge: model.Knowledge,
    answers: dict[str, list[str]],
    following: dict[str, dict[str, object]],
    signs: dict[str, dict[str, object]],
) -> Iterator[dict[str, list[str]]]:
    """Write the question after these answers and what its answers bring; give the answers after which to go on."""
    reply = step(knowledge, answers)
    following[_key(answers)] = {"next": reply["next"], "likely": reply["likely"]}
    question = knowledge.question(reply["next"])
    if question is None:
        return
    none = model.NONE if question.select == "many" else model.UNSURE
    for member in (*(option.id for option in question.options), none):
        longer = answers | {question.id: [member]}
        reply = step(knowledge, longer)
        if reply["next"]:
            following[_key(longer)] = {"next": reply["next"], "likely": reply["likely"]}
            # A sign that was chosen leads away from the usual way: only its next question is known beforehand.
            if question.select == "one" or member == none:
                yield longer
        elif reply["assessment"]["level"] == model.LEVELS[model.TOP] and member != none:
            signs[f"{question.id}.{member}"] = reply["assessment"]


def _key(answers: dict[str, list[str]]) -> str:
    return "&".join(f"{question}={','.join(members)}" for question, members in answers.items())


def _conditions(question: Question, knowledge: Knowledge, compiled: model.Knowledge) -> Iterable[str]:
    """Yield the words of the answers that lead to a follow-up, where they are few enough to read."""
    whole = compiled.question(question.id)
    names = list(findings(whole.ask_if)) if whole and whole.ask_if else []
    if len(names) > MOST_CONDITIONS:
        return
    for name in names:
        asked, _, chosen = name.partition(".")
        yield next((option.text for option in knowledge.questions[asked].option if option.id == chosen), "I’m not sure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one line of the plain list leads."""

    level: str
    """The highest level that it reaches alone, together with what brings its question up; empty for self-care."""
    route: str
    """Id of the route to help of that level; may be empty."""
    contact: tuple[str, ...]
    """Ids of the lines to call that go with it."""
    together: str
    """A higher level that it can reach with other signs; empty when there is none."""


def reaches(knowledge: model.Knowledge) -> dict[str, Reach]:
    """Return how far each option leads, by finding, and `question.unsure` of every question."""
    highest: dict[str, int] = {}
    for rule in knowledge.rules:
        for finding in findings(rule.when):
            highest[finding] = max(highest.get(finding, 0), model.LEVELS.index(rule.level))
    found = {}
    for question in knowledge.questions:
        chains = list(_chains(knowledge, question))
        for member in (*(option.id for option in question.options), model.UNSURE):
            finding = f"{question.id}.{member}"
            found[finding] = _reach(
                knowledge, [chain | {question.id: member} for chain in chains], highest.get(finding, 0)
            )
    return found


def _reach(knowledge: model.Knowledge, chains: list[dict[str, str]], highest: int) -> Reach:
    """Return how far the strongest of these sets of answers leads; `highest`: the level of the rules that name it."""
    strength = {route.id: route.strength for route in knowledge.routes}
    results = [assess(knowledge, {question: [member] for question, member in chain.items()}) for chain in chains]
    best = max(results, key=lambda result: (model.LEVELS.index(result.level), strength.get(result.route, 0)))
    reached = model.LEVELS.index(best.level)
    return Reach(
        level=best.level if reached else "",
        route=best.route,
        contact=best.contact,
        together=model.LEVELS[highest] if highest > reached else "",
    )


def _chains(knowledge: model.Knowledge, question: model.Question) -> Iterator[dict[str, str]]:
    """Yield each smallest set of answers that brings a question up, with what brings up theirs.

    Of the answers to who it is for only the first counts, because an age is a sign of its own.
    """
    person: dict[str, str] = {}
    for ways in _ways(question.ask_if) if question.ask_if else [frozenset[str]()]:
        parents = dict(finding.split(".") for finding in sorted(ways))
        asked = [parent for parent in knowledge.questions if parent.id in parents]
        voiced = [parent.id for parent in asked if any(option.voice for option in parent.options)]
        if len(parents) < len(ways) or any(person.setdefault(name, parents[name]) != parents[name] for name in voiced):
            continue
        for longer in product(*(_chains(knowledge, parent) for parent in asked)):
            chain = parents.copy()
            for part in longer:
                chain |= {name: member for name, member in part.items() if name not in parents}
            yield chain


def _ways(condition: model.Expression) -> Iterator[frozenset[str]]:
    """Yield the sets of findings that each make a positive condition hold."""
    operator, *parts = condition
    if operator == "finding":
        yield frozenset(parts)
        return
    needed = parts.pop(0) if operator == "atleast" else 1 if operator == "or" else len(parts)
    for chosen in combinations(parts, needed):
        for ways in product(*(_ways(part) for part in chosen)):
            yield frozenset().union(*ways)


class _Pieces:
    """What the pieces of a result need besides their words: addresses of articles, and sources."""

    def __init__(self, knowledge: Knowledge, urls: Callable[[str], str | None], titles: Mapping[str, str]) -> None:
        self.url, self.titles = urls, titles
        self._knowledge = knowledge
        tables = (knowledge.rules, knowledge.kinds, knowledge.causes, knowledge.advice)
        facts = {fact for table in tables for row in table.values() for fact in row.facts}
        self.citations: list[Citation] = citations.of(facts, knowledge)
        self._key = {key: citation.keys[0] for citation in self.citations for key in citation.keys}

    def sources(self, facts: Iterable[str]) -> str:
        """Return the keys of the publications behind the facts, as their pieces are named."""
        keys = (self._key[key] for fact in facts for key in self._knowledge.facts[fact].sources)
        return " ".join(dict.fromkeys(keys))


class _Ids(HTMLParser):
    """Collects the ids of what a reader without scripts sees."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self._templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._templates += tag == "template"
        if not self._templates:
            self.ids |= {value for name, value in attrs if name == "id" and value}

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
