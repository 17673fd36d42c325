"""The quiz of a page: every question and every piece of a result, written once as HTML before any Python runs there."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import combinations, product
from typing import Any

from symptom_checker import logic
from symptom_checker.assessing import assess_so_far
from symptom_checker.expression import Expression, Finding, Joined, findings, fold
from symptom_checker.web import step
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.rows import Knowledge, Question, Wording
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.citation.bibliography import Citation
from symptom_site.components.picture import picture
from symptom_site.components.picture.picture import Pictures
from symptom_site.components.templates import Fragments
from symptom_site.runtime.release import Release, integrity
from symptom_site.source import html_text

DEPTH = 3
"""How many questions a reader can answer before the engine is ready."""

RELEASE = "__RELEASE__"
"""Stands in the page until the page's own part in its identity is known."""

PERSONS = ("child", "person")
"""Whom a reader can answer for, besides themselves; the words of each stand for `{person}`."""

MOST_CONDITIONS = 4
"""A follow-up of the plain list names the answers that lead to it, up to this many."""


_PIECE = re.compile(r'<template id="t-([^"]+)">(.*?)</template>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """The quiz of a page."""

    page: str
    """What stands in the page: the first question, and the plain list of all."""
    later: str
    """What the scripts take when they need it, as JSON: the other questions, the pieces of a result, the first steps.

    A browser reads a page from its beginning to its end before anything runs, so it is kept apart.
    """

    @property
    def address(self) -> str:
        """Return the address of `later`, as seen from the root of the site; it changes with its bytes."""
        return f"checker/{hashlib.sha256(self.later.encode()).hexdigest()[:16]}/quiz.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Precomputed:
    """What the engine says in the build, before any reader answers; nothing but the logic changes it."""

    reach: Mapping[str, "Reach"]
    """How far each option leads, by finding."""
    replies: Mapping[str, object]
    """What the engine says to the first answers."""


def precompute(compiled: logic.Logic) -> Precomputed:
    """Ask the engine what the page must know beforehand."""
    return Precomputed(reach=reaches(compiled), replies=first_replies(compiled))


def render(
    knowledge: Knowledge,
    fragments: Fragments,
    *,
    release: Release,
    urls: Callable[[str], str | None],
    titles: Mapping[str, str],
    beforehand: Iterable[str] = (),
    pictures: Pictures | None = None,
    now_url: str = "",
    paper_url: str = "",
    precomputed: Precomputed | None = None,
) -> Quiz:
    """Return the quiz as HTML.

    `urls` turns the path of an article under `docs/` into its address from this page, and `titles` into its title.
    `beforehand` are the questions that a link to the checker may answer, and `pictures` those of the site: on one of
    them the answers to a question may be chosen. `now_url` leads to the page for the worst moment, `paper_url` to the
    form on paper; empty where the site has none.
    `precomputed` is of the same knowledge; without it the engine is asked now.
    """
    compiled = compile_topic(knowledge)
    precomputed = precomputed or precompute(compiled)
    questions = list(knowledge.questions.values())
    reach = precomputed.reach
    around = {
        "person": {voice: getattr(fragments.words.checker, voice) for voice in PERSONS},
        "knowledge": knowledge,
        "topic": knowledge.topic,
        "first": questions[0],
        "later": questions[1:],
        "conditions": {
            question.id: list(_conditions(question, knowledge, compiled, fragments.words.checker.not_sure))
            for question in questions
        },
        "reach": reach,
        "decided": _decided(compiled, reach),
        "strongest": _strongest(knowledge, questions[0], reach),
        "levels": knowledge.levels,
        "pieces": _Pieces(knowledge, urls, titles),
        "beforehand": " ".join(beforehand),
        "drawings": {
            name: picture.of_question(pictures or Pictures(), name, fragments) for name in knowledge.questions
        },
        "now_url": now_url,
        "paper_url": paper_url,
        "release": RELEASE,
    }
    html, kept = (_bare(fragments.render(f"checker/{name}.html", **around)) for name in ("quiz", "later"))
    later = {"precomputed": precomputed.replies, "pieces": dict(_PIECE.findall(kept))}
    made = Quiz(page=html, later=json.dumps(later, ensure_ascii=False, separators=(",", ":")))
    said = {
        "topic": compiled.topic,
        "version": compiled.version,
        "trials": trials(knowledge, compiled),
        "later": {"address": made.address, "sum": integrity(made.later.encode())},
    }
    return replace(made, page=html.replace(RELEASE, escape(release.manifest(html, **said))))


def _bare(html: str) -> str:
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def anchors(html: str) -> set[str]:
    """Return the ids to which a link from an article can lead."""
    root = html_text.document(html)
    return set(map(str, root.xpath("//@id[not(ancestor::template)]"))) if root is not None else set()


def first_replies(knowledge: logic.Logic) -> dict[str, object]:
    """Return what the engine says to the first answers, for use in the page before it has loaded.

    Only what is sure stands here. `next`: the reply by the answers as text, for a list answered with "None of these" or
    a single sign, and for a choice of one. `each`: the lists of which "not sure" opens the form about each sign.
    `emergencies`: signs that are an emergency whatever else was answered, the strongest way to help first, with the
    result that all of them have together; each item names the signs that bring it. Handing over is among the replies,
    with the whole result, because nothing more is asked. `alone` and `levels`: the level of
    each sign that has one by itself, and the levels, the most urgent first, for a page whose engine has failed.
    """
    found = _FirstReplies(knowledge)
    paths: list[dict[str, list[str]]] = [{}]
    for _ in range(DEPTH):
        paths = [longer for answers in paths for longer in found.ways_on(answers)]
    return {
        "next": found.following,
        "each": list(dict.fromkeys(found.lists)),
        "emergencies": found.emergencies(),
        "alone": {
            f"{question.id}.{option.id}": option.level
            for question in knowledge.questions
            for option in question.options
            if option.level
        },
        "levels": list(reversed(logic.LEVELS)),
    }


def trials(knowledge: Knowledge, compiled: logic.Logic) -> list[dict[str, object]]:
    """Return what the reader's browser asks the engine before it trusts it, with the answer of the engine here.

    Each sign of the first list alone, and one case of each level that these do not reach.
    """
    first = knowledge.questions[next(iter(knowledge.questions))]
    alone: list[logic.Answers] = [{first.id: [option.id]} for option in first.option]
    found = [(answers, assess_so_far(compiled, answers)) for answers in alone]
    for case in knowledge.cases.values():
        if case.level not in {got.level for _, got in found}:
            found.append((case.answers, assess_so_far(compiled, case.answers)))
    return [
        {"answers": answers, "level": got.level, "route": got.route, "rules": [rule.id for rule in got.rules]}
        for answers, got in found
    ]


class _FirstReplies:
    """Asks the engine what follows the first answers."""

    def __init__(self, knowledge: logic.Logic) -> None:
        self._knowledge = knowledge
        self.following: dict[str, dict[str, object]] = {}
        self.lists: list[str] = []
        self._signs: dict[str, dict[str, logic.Answers]] = {}
        """List → option that alone is an emergency → the answers that were given before it."""

    def ways_on(self, answers: logic.Answers) -> Iterator[logic.Answers]:
        """Write the reply to these answers and to each single next one; give the answers after which to go on."""
        question = self._knowledge.question(self._write(answers))
        if question is None:
            return
        none = logic.NONE if question.select == "many" else logic.UNSURE
        if question.select == "many":
            self.lists.append(question.id)
        for member in (*(option.id for option in question.options), none):
            longer = answers | {question.id: [member]}
            reply = step(self._knowledge, longer)
            if reply["show"]["kind"] == "question" or reply["assessment"]["handed_over"]:
                self._write(longer)
            if reply["show"]["kind"] == "question":
                # A sign that was chosen leads away from the usual way: only its next question is known beforehand.
                if question.select == "one" or member == none:
                    yield longer
            elif reply["known"] == logic.LEVELS[logic.TOP] and member != none:
                self._signs.setdefault(question.id, {}).setdefault(member, answers)

    def _write(self, answers: logic.Answers) -> str:
        """Write what is shown after these answers, without why; return the question, empty where it hands over."""
        reply = step(self._knowledge, answers)
        show = reply["show"] | {"why": None}
        self.following[_key(answers)] = {"show": show, "known": reply["known"], "parts": reply["parts"]}
        return str(show["question"])

    def emergencies(self) -> list[dict[str, object]]:
        """Return the emergencies of each list, by the way to help."""
        strength = {route.id: route.strength for route in self._knowledge.routes}
        return sorted(
            (row for question, signs in self._signs.items() for row in self._by_route(question, signs)),
            key=lambda row: -strength.get(row["parts"][0].get("route", ""), -1),
        )

    def _by_route(self, question: str, signs: dict[str, logic.Answers]) -> Iterator[dict[str, Any]]:
        """Yield, for each way to help, the signs of one list that lead to it, with the result of them and of weaker."""
        alone = {sign: self._result(before | {question: [sign]}) for sign, before in signs.items()}
        strength = {"": -1} | {route.id: route.strength for route in self._knowledge.routes}
        rank = {sign: strength[parts[0].get("route", "")] for sign, parts in alone.items()}
        for highest in dict.fromkeys(rank.values()):
            members = [sign for sign in signs if rank[sign] <= highest]
            together = self._result(signs[members[0]] | {question: members})
            for part in together:
                for item in part.get("items", ()):
                    item["signs"] = [f"{question}.{sign}" for sign in members if _holds(alone[sign], part, item)]
            yield {"signs": [f"{question}.{sign}" for sign in signs if rank[sign] == highest], "parts": together}

    def _result(self, answers: logic.Answers) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = step(self._knowledge, answers)["parts"]
        return parts


def _holds(parts: list[dict[str, Any]], part: dict[str, Any], item: dict[str, Any]) -> bool:
    """Tell whether the part of the same name holds the same item."""
    return any(other["name"] == part["name"] and item in other.get("items", ()) for other in parts)


def _key(answers: dict[str, list[str]]) -> str:
    return "&".join(f"{question}={','.join(members)}" for question, members in answers.items())


def _conditions(question: Question, knowledge: Knowledge, compiled: logic.Logic, not_sure: str) -> Iterable[str]:
    """Yield the words of the answers that lead to a follow-up, where they are few enough to read."""
    whole = compiled.question(question.id)
    names = list(findings(whole.ask_if)) if whole and whole.ask_if else []
    if len(names) > MOST_CONDITIONS:
        return
    for name in names:
        asked, _, chosen = name.partition(".")
        yield next((option.text for option in knowledge.questions[asked].option if option.id == chosen), not_sure)


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
    hand_over: str
    """The finding for which the checker hands over in place of a level; empty where it does not."""


def reaches(knowledge: logic.Logic) -> dict[str, Reach]:
    """Return how far each option leads, by finding, and `question.unsure` of every question."""
    highest: dict[str, int] = {}
    for rule in knowledge.rules:
        for finding in findings(rule.when):
            highest[finding] = max(highest.get(finding, 0), logic.LEVELS.index(rule.level))
    found = {}
    for question in knowledge.questions:
        chains = list(_chains(knowledge, question))
        for member in (*(option.id for option in question.options), logic.UNSURE):
            finding = f"{question.id}.{member}"
            found[finding] = _reach(
                knowledge, [chain | {question.id: member} for chain in chains], highest.get(finding, 0)
            )
    return found


def _reach(knowledge: logic.Logic, chains: list[dict[str, str]], highest: int) -> Reach:
    """Return how far the strongest of these sets of answers leads; `highest`: the level of the rules that name it."""
    strength = {route.id: route.strength for route in knowledge.routes}
    results = [assess_so_far(knowledge, {question: [member] for question, member in chain.items()}) for chain in chains]
    rank = {level: place for place, level in enumerate(logic.LEVELS)}
    best = max(results, key=lambda result: (rank.get(result.level, 0), strength.get(result.route, 0)))
    reached = rank.get(best.level, 0)
    return Reach(
        level=best.level if reached else "",
        route=best.route,
        contact=best.contact,
        together=logic.LEVELS[highest] if highest > reached else "",
        hand_over=best.handed_over,
    )


def _chains(knowledge: logic.Logic, question: logic.Question) -> Iterator[dict[str, str]]:
    """Yield each smallest set of answers that brings a question up, with what brings up theirs.

    Of the answers to who it is for only the first counts, because an age is a sign of its own.
    """
    person: dict[str, str] = {}
    for enough in _sufficient_sets(question.ask_if) if question.ask_if else [frozenset[str]()]:
        parents = dict(finding.split(".") for finding in sorted(enough))
        asked = [parent for parent in knowledge.questions if parent.id in parents]
        voiced = [parent.id for parent in asked if any(option.voice for option in parent.options)]
        if len(parents) < len(enough) or any(
            person.setdefault(name, parents[name]) != parents[name] for name in voiced
        ):
            continue
        for longer in product(*(_chains(knowledge, parent) for parent in asked)):
            chain = parents.copy()
            for part in longer:
                chain |= {name: member for name, member in part.items() if name not in parents}
            yield chain


def _sufficient_sets(condition: Expression) -> list[frozenset[str]]:
    """Return the sets of findings that each make a positive condition hold."""

    def join(joined: Joined, parts: list[list[frozenset[str]]]) -> list[frozenset[str]]:
        chosen = combinations(parts, joined.needed)
        return [frozenset().union(*sets) for some in chosen for sets in product(*some)]

    return fold(condition, lambda name: [frozenset({name})], join)


def _decided(knowledge: logic.Logic, reach: Mapping[str, Reach]) -> dict[str, str]:
    """Return the question that decides about a sign, by finding.

    It is a choice that the sign alone brings up, and in which a doubt leads further than the sign: the level of the
    sign by itself would say too little.
    """

    def rank(finding: str) -> int:
        level = reach[finding].level
        return logic.LEVELS.index(level) if level else 0

    return {
        question.ask_if.name: question.id
        for question in knowledge.questions
        if question.select == "one" and isinstance(question.ask_if, Finding)
        if 0 < rank(question.ask_if.name) < rank(f"{question.id}.{logic.UNSURE}")
    }


def _strongest(knowledge: Knowledge, question: Question, reach: Mapping[str, Reach]) -> Wording | None:
    """Return the strongest route to help that a single sign of a question leads to; None when there is none."""
    lines = (reach[f"{question.id}.{option.id}"] for option in question.option)
    routes = [knowledge.routes[line.route] for line in lines if line.route]
    return max(routes, key=lambda route: route.strength, default=None)


class _Pieces:
    """What the pieces of a result need besides their words: addresses of articles, and sources."""

    def __init__(self, knowledge: Knowledge, urls: Callable[[str], str | None], titles: Mapping[str, str]) -> None:
        self.url, self.titles = urls, titles
        self._knowledge = knowledge
        tables = (knowledge.rules, knowledge.kinds, knowledge.causes, knowledge.advice, knowledge.hand_overs)
        facts = {fact for table in tables for row in table.values() for fact in row.facts}
        self.citations: list[Citation] = citations.of(facts, knowledge)
        self._key = {key: citation.keys[0] for citation in self.citations for key in citation.keys}

    def sources(self, facts: Iterable[str]) -> str:
        """Return the keys of the publications behind the facts, as their pieces are named."""
        keys = (self._key[key] for fact in facts for key in self._knowledge.facts[fact].sources)
        return " ".join(dict.fromkeys(keys))
