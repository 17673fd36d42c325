"""Counts the words of each result that a reader has before the folds."""

from collections.abc import Iterable, Iterator
from statistics import median

from symptom_checker.answers import read
from symptom_checker.logic import LEVELS, TOP, UNSURE, URGENT, Logic
from symptom_checker.telling import SIGNS, Item, Part, parts
from symptom_checker_workshop.cases.runs import CaseRun
from symptom_checker_workshop.named import because
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.proofs.words import Words
from symptom_checker_workshop.tables.rows import Knowledge

CALM_WORDS = 150
"""The most words of a result below urgent before its folds."""

TODAY_WORDS = 220
"""The most words of an urgent result before its folds: it has more to say of where to go and what to watch for."""

ACT_WORDS = 60
"""The most words of an emergency before it says why."""

FOLDED = ("kinds", "causes", "about", "unsure", "answers", "lower", "skipped", "sources")
"""The parts that are folds on the page whatever the level."""


def results_are_short(logic: Logic, knowledge: Knowledge, runs: Iterable[CaseRun]) -> PropertyResult:
    """V17: a result is short before its folds, and an emergency says what to do in few words before why.

    The words are those of the tables that stand there, without the headings of the page.
    """
    limits = (CALM_WORDS, CALM_WORDS, TODAY_WORDS, ACT_WORDS)
    counted: dict[str, list[int]] = {level: [] for level in LEVELS}
    failures = []
    for run in runs:
        level = run.assessment.level
        if not level:
            continue
        told = parts(logic, run.given, read(logic, run.given), run.assessment)
        number = sum(len(text.split()) for text in before_folds(told, run, knowledge))
        counted[level].append(number)
        rank = LEVELS.index(level)
        most = limits[rank]
        if number > most:
            failures.append(f"{run.where}: {number} words before {'why' if rank == TOP else 'the folds'}, over {most}")
        signs = sum(len(part.items) for part in told if part.name == "sooner")
        if signs > SIGNS:
            failures.append(f"{run.where}: {signs} signs that can come stand before the fold, more than {SIGNS}")
    figures = {
        name: figure
        for level, numbers in counted.items()
        for name, figure in ((f"median_{level}", round(median(numbers or [0]))), (f"most_{level}", max(numbers or [0])))
    }
    return PropertyResult(
        number="V17",
        how="cases",
        name="short_results",
        checks=sum(map(len, counted.values())),
        values={"calm": CALM_WORDS, "today": TODAY_WORDS, "act": ACT_WORDS, "signs": SIGNS}
        | {name.replace("-", "_"): figure for name, figure in figures.items()},
        failures=tuple(failures),
    )


def before_folds(told: Iterable[Part], run: CaseRun, knowledge: Knowledge) -> Iterator[str]:
    """Yield the texts of a result that stand before its folds, of an emergency those before why."""
    for part in told:
        if part.name == "rules" and run.assessment.level == LEVELS[TOP]:
            return
        if part.name == "sooner":
            yield knowledge.topic.emergency_line
            yield from (knowledge.levels[level].card_heading for level in dict.fromkeys(i.level for i in part.items))
        if part.name == "card":
            row = (knowledge.routes if part.route else knowledge.levels)[part.route or part.level]
            yield row.heading
            yield from (row.text for item in part.items if item.sort == "words")
        if part.name not in FOLDED:
            yield from (text for item in part.items for text in _texts(item, run, knowledge))


def _texts(item: Item, run: CaseRun, knowledge: Knowledge) -> Iterator[str]:
    """Yield what one line says."""
    tables = {"within": knowledge.timeframes, "where": knowledge.locations, "contact": knowledge.contacts}
    if item.sort in tables:
        yield tables[item.sort][item.id].text
    if item.sort == "advice":
        yield knowledge.advice[item.id].text
    if item.sort == "change":
        yield from map(knowledge.words_of, item.findings)
    if item.sort == "rule":
        rule, fired = knowledge.rules[item.id], next(one for one in run.assessment.rules if one.id == item.id)
        yield because(rule, fired.because_of, run.assessment.not_sure, knowledge, Words.default().table["named"])
        # A calm reason that does not name the answer leaves it to the list of answers, but for a sign in doubt.
        is_calm = LEVELS.index(run.assessment.level) < URGENT
        said = () if "{named}" in rule.because else item.said
        shown = (one for one in said if not (is_calm and (one.is_sure or one.member == UNSURE)))
        yield from (knowledge.words_of(f"{one.question}.{one.member.removeprefix(f'{UNSURE}:')}") for one in shown)
