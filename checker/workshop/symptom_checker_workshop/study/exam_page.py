"""The exam of a clinician: one page that works without a network and on paper, and saves the verdicts as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from symptom_checker.assessing import FiredRule
from symptom_checker.logic import LEVELS, NONE, UNSURE
from symptom_checker_workshop.cases.exam import Choice
from symptom_checker_workshop.cases.runs import CaseRun
from symptom_checker_workshop.named import because, in_general
from symptom_checker_workshop.proofs.words import Words, filled
from symptom_checker_workshop.study.sheet import WORDS
from symptom_checker_workshop.tables.rows import Hazard, Knowledge, Rule

WORDS_A_MINUTE = 238
"""How fast people read (M. Brysbaert, Journal of Memory and Language 109:104047, 2019)."""

SECONDS_A_STORY, SECONDS_A_DECISION = 15, 60
"""What it takes to judge, beside reading: our own guess, to be corrected when a clinician has taken the exam."""

EXAMPLE = """\
[[verdict]]
id = "{id}"
agree = false
level = "urgent"
why = "…"
signed = "…, 2026-11-29"
"""
"""A verdict as it is typed from paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A rule that holds, on the page."""

    because: str
    """Its sentence."""
    level: str
    """Id of the level that it reaches."""
    sources: tuple[int, ...]
    """The numbers of its sources in the list at the end."""


def page(knowledge: Knowledge, choice: Choice) -> str:
    """Return the exam as a page of HTML that holds all it needs."""
    words = WORDS["exam"]
    topic = knowledge.topic
    numbers = _Numbers()
    decisions = [_decision(knowledge, hazard, numbers) for hazard in waiting(knowledge)]
    stories = [_story(knowledge, run, numbers) for run in choice.runs]
    told = {
        "minutes": minutes(knowledge, choice),
        "reading": _reading(knowledge, choice),
        "decisions": len(decisions),
        "stories": len(stories),
        "told_apart": f"{choice.told_apart:,}",
        "at_least": choice.at_least,
    }
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("exam.html").render(
        language=topic.language,
        topic=topic.id,
        version=topic.version,
        title=filled(words["title"], {"title": topic.title, "version": topic.version}),
        lead=[filled(paragraph, told) for paragraph in words["lead"]],
        words=words,
        levels={level: _short(knowledge, level) for level in knowledge.levels},
        decisions=decisions,
        stories=stories,
        sources=[knowledge.sources[key] for key in numbers.keys],
        example=filled(EXAMPLE, {"id": choice.runs[0].case.id if choice.runs else ""}),
    )


def waiting(knowledge: Knowledge) -> list[Hazard]:
    """Return the hazards with a decision that waits for a clinician."""
    return [hazard for hazard in knowledge.hazards.values() if hazard.open]


def minutes(knowledge: Knowledge, choice: Choice) -> int:
    """Return about how long the exam takes: to read each sentence once, and to judge each item."""
    judging = SECONDS_A_STORY * len(choice.runs) + SECONDS_A_DECISION * len(waiting(knowledge))
    return _reading(knowledge, choice) + round(judging / 60)


def _reading(knowledge: Knowledge, choice: Choice) -> int:
    """Return how many minutes it takes to read each sentence of the exam once; it comes again, and is known then."""
    hazards = waiting(knowledge)
    texts = {text for row in hazards for text in (row.hazard, row.cause, row.effect, row.open, row.residual)}
    texts |= {rule.because for row in hazards for rule in _rules_of(knowledge, row)}
    for run in choice.runs:
        texts |= {run.case.story, *_ticked(knowledge, run)}
        texts |= {knowledge.rules[fired.id].because for fired in run.assessment.rules}
    return round(sum(len(text.split()) for text in texts) / WORDS_A_MINUTE)


_NAMED = Words.default().table["named"]
"""What joins the clauses of a reason."""


class _Numbers:
    """Numbers the sources in the order in which they are first named."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def of(self, keys: Iterable[str]) -> tuple[int, ...]:
        keys = tuple(keys)
        self.keys += [key for key in keys if key not in self.keys]
        return tuple(sorted(self.keys.index(key) + 1 for key in keys))


def _decision(knowledge: Knowledge, hazard: Hazard, numbers: _Numbers) -> dict[str, Any]:
    return {
        "id": hazard.id,
        "hazard": hazard.hazard,
        "cause": hazard.cause.rstrip("."),
        "effect": hazard.effect.rstrip("."),
        "open": hazard.open.rstrip("."),
        "residual": hazard.residual,
        "reasons": [
            _reason(knowledge, rule, in_general(rule, _NAMED), rule.level, numbers)
            for rule in _rules_of(knowledge, hazard)
        ],
    }


def _rules_of(knowledge: Knowledge, hazard: Hazard) -> list[Rule]:
    """Return the rules that control a hazard; handing over controls some too, and is no rule."""
    return [knowledge.rules[name] for name in hazard.controls if name in knowledge.rules]


def _story(knowledge: Knowledge, run: CaseRun, numbers: _Numbers) -> dict[str, Any]:
    found = run.assessment
    return {
        "id": run.case.id,
        "story": run.case.story,
        "level": found.level,
        "heading": (knowledge.routes[found.route] if found.route else knowledge.levels[found.level]).heading,
        "ticked": [*_ticked(knowledge, run)],
        "reasons": [_fired(knowledge, fired, found.not_sure, numbers) for fired in found.rules],
        "others": [(level, _short(knowledge, level)) for level in reversed(LEVELS) if level != found.level],
    }


def _fired(knowledge: Knowledge, fired: FiredRule, not_sure: Iterable[str], numbers: _Numbers) -> Reason:
    rule = knowledge.rules[fired.id]
    return _reason(knowledge, rule, because(rule, fired.because_of, not_sure, knowledge, _NAMED), fired.level, numbers)


def _short(knowledge: Knowledge, level: str) -> str:
    return knowledge.levels[level].short or knowledge.levels[level].heading


def _reason(knowledge: Knowledge, rule: Rule, said: str, level: str, numbers: _Numbers) -> Reason:
    return Reason(because=said, level=level, sources=numbers.of(knowledge.sources_of(rule.facts)))


def _ticked(knowledge: Knowledge, run: CaseRun) -> Iterator[str]:
    """Yield the answers of a story in words, without lists in which nothing is ticked."""
    unsure = WORDS["exam"]["not_sure"]
    for name, members in run.given.items():
        for member in members:
            first, _, sign = member.partition(":")
            if first == UNSURE:
                yield filled(unsure, {"what": knowledge.words_of(f"{name}.{sign}" if sign else name)})
            elif member != NONE:
                yield knowledge.words_of(f"{name}.{member}")
