"""What every proof ends in: a result over the whole answer space, with the smallest counterexamples."""

from collections.abc import Callable, Iterable, Mapping

from oxidd.bdd import BDDFunction

from symptom_checker.assessing import assess_so_far
from symptom_checker.logic import Answers, Logic
from symptom_checker_workshop.proofs.encode import SymbolicRules
from symptom_checker_workshop.proofs.proof import PropertyResult, in_words
from symptom_checker_workshop.proofs.replay import contradiction, contradiction_of_path
from symptom_checker_workshop.proofs.symbolic_flow import Asking

type Steps = tuple[Mapping[str, bool], ...]
"""Answers to one question, by the names of its variables."""


def proved(
    rules: SymbolicRules,
    *,
    number: str,
    name: str,
    checks: int,
    failures: Iterable[str],
    values: Mapping[str, int | str] = {},
    findings: Iterable[str] = (),
) -> PropertyResult:
    """Return what was found over the whole answer space; `findings` are those that it names."""
    questions = rules.logic.questions
    covered = {
        "questions": len(questions),
        "options": sum(len(question.options) for question in questions),
        "patterns": rules.answers.count(rules.answers.always),
    }
    return PropertyResult(
        number=number,
        name=name,
        how="proved",
        checks=checks,
        values=covered | dict(values),
        failures=tuple(failures),
        findings=tuple(findings),
    )


def counterexample(
    judged: SymbolicRules | Asking,
    condition: BDDFunction,
    what: str,
    *,
    confirmed: Callable[[Answers], bool] = lambda _: True,
) -> list[str]:
    """Return nothing when no complete answers meet the condition, else the sentence with the smallest that do.

    The engine replays them: their level, and the questions that it asks where the asking is judged. `confirmed` says
    whether the engine shows the rest of what is wrong. What it does not confirm is a failure of the proof, named too.
    """
    rules = judged.rules if isinstance(judged, Asking) else judged
    values = rules.answers.fewest(condition & rules.answers.complete)
    if values is None:
        return []
    given = rules.answers_of(values)
    differs = contradiction(rules, values)
    if not differs and isinstance(judged, Asking):
        differs = contradiction_of_path(judged, values)
    if not differs and not confirmed(given):
        differs = "there it is not so"
    return _with_doubt(f"{what}: {in_words(given, rules.words)}", differs)


def counterexample_of_step(
    rules: SymbolicRules, condition: BDDFunction, complete: BDDFunction, what: str, steps: Steps
) -> list[str]:
    """Return nothing when no answers to the other questions meet the condition, else the smallest that do.

    `complete` says when the other questions are answered; `steps` are the answers to the one, each replayed with them.
    """
    values = rules.answers.fewest(condition & complete)
    if values is None:
        return []
    number = rules.answers.diagrams.name_to_var
    taken = ({**values, **{number(name): step[name] for name in step}} for step in steps)
    # A choice of one without a choice is open, which no reader can leave it.
    differs = [contradiction(rules, step, assess_so_far) for step in taken]
    return _with_doubt(f"{what}: {in_words(rules.answers_of(values), rules.words)}", "; ".join(filter(None, differs)))


def _with_doubt(failure: str, differs: str) -> list[str]:
    return [failure, f"{failure}. The engine does not confirm this: {differs}"] if differs else [failure]


def red_flags(logic: Logic) -> dict[str, str]:
    """Return the level of each red flag."""
    return {
        f"{question.id}.{option.id}": option.level
        for question in logic.questions
        for option in question.options
        if option.role == "red_flag"
    }


def surely_asked(rules: SymbolicRules, name: str) -> BDDFunction:
    """Return when no doubt brought the question of a finding up: what only a not sure did may be capped by it."""
    return rules.answers.all(~rules.answers.unsure(parent) for parent in sorted(rules.parents(name)))
