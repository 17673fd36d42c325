"""Check that there is room for calm: the plain picture of a kind ends in self-care at every age."""

from collections.abc import Iterable, Iterator

from symptom_checker.assessing import Assessment, assess
from symptom_checker.logic import LEVELS, NONE, Answers, Logic
from symptom_checker_workshop.cases.runs import CaseRun
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.proofs.walker import Walker
from symptom_checker_workshop.tables.rows import Knowledge

CALM = LEVELS[0]
"""The level of a plain everyday picture."""


def calm_has_room(source: Knowledge, logic: Logic, stories: Iterable[CaseRun] = ()) -> PropertyResult:
    """V22: the everyday picture of a kind ends in self-care at each age in scope, with any one harmless background.

    An age in scope is an option that says who is meant, is no red flag and is not handed over. Of the `stories` that
    expect self-care it is told how many leave it.
    """
    pictured = [kind for kind in source.kinds.values() if kind.everyday]
    ages, backgrounds = [*_ages(source)], [name for name, option in source.options.items() if option.harmless]
    walker = Walker(logic)

    def result(answers: Answers) -> Assessment:
        return assess(logic, walker.walk(answers))

    failures = []
    for kind in pictured:
        where = f"kinds.toml:{source.lines.get(('kind', kind.id), 1)}: kind '{kind.id}': its everyday picture"
        people = {age: _with(source, kind.everyday, age) for age in ages or [""]}
        if not any(kind.id in result(answers).kinds for answers in people.values()):
            failures.append(f"{where} does not fit it")
        for background in ("", *backgrounds):
            beside = f" with {background}" if background else ""
            ends: dict[str, list[str]] = {}
            for age, answers in people.items():
                ends.setdefault(_ends(result(_with(source, answers, background))), []).append(age)
            failures += [f"{where}{beside} {what} ({', '.join(who)})" for what, who in ends.items() if what]
    calm = [run for run in stories if run.case.level == CALM]
    return PropertyResult(
        number="V22",
        how="checked",
        name="room_for_calm",
        checks=len(pictured) * max(len(ages), 1) * (1 + len(backgrounds)),
        values={
            "pictured": f"{len(pictured)} of {len(source.kinds)}",
            "ages": len(ages),
            "backgrounds": len(backgrounds),
            "left": f"{sum(run.assessment.level != CALM for run in calm)} of {len(calm)}",
        },
        failures=tuple(failures),
    )


def _ages(source: Knowledge) -> Iterator[str]:
    for name, option in source.options.items():
        if option.voice and option.role != "red_flag" and name not in source.hand_overs:
            yield name


def _with(source: Knowledge, answers: Answers, finding: str) -> Answers:
    """Return the answers with one more finding, which takes the place of another in a choice of one."""
    if not finding:
        return answers
    question, _, option = finding.partition(".")
    others = answers.get(question, []) if source.questions[question].select == "many" else []
    return {**answers, question: [*(member for member in others if member not in (NONE, option)), option]}


def _ends(found: Assessment) -> str:
    """Return where a result above self-care ends and by which rules; nothing for self-care."""
    deciding = ", ".join(rule.id for rule in found.rules if rule.level == found.level)
    return "" if found.level == CALM else f"ends at {found.level}, by {deciding}"
