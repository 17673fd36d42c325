"""Name the signs on which an emergency hangs alone: overlooked by themselves, they leave less than care today."""

from collections.abc import Iterator

from symptom_checker.expression import findings
from symptom_checker.logic import TOP, URGENT
from symptom_checker_workshop.proofs.encode import SymbolicRules
from symptom_checker_workshop.proofs.proof import PropertyResult


def single_points(rules: SymbolicRules) -> PropertyResult:
    """V19: the signs of the lists whose loss alone takes some emergency below urgent; told, and no failure.

    For many the second look before a calm result is a second way in; those that it does not name are told.
    """
    names = [*_single_points(rules)]
    again = {f"{row.id}.{name}" for row in rules.logic.questions for shown in row.calm for name in shown}
    once = tuple(name for name in names if name not in again)
    lists = [question for question in rules.logic.questions if question.select == "many"]
    return PropertyResult(
        number="V19",
        how="counted",
        name="single_points",
        checks=sum(len(question.options) for question in lists),
        values={
            "patterns": rules.answers.count(rules.answers.always),
            "alone": len(names),
            "twice": len(names) - len(once),
        },
        failures=(),
        findings=once,
    )


def _single_points(rules: SymbolicRules) -> Iterator[str]:
    answers, emergency, low = rules.answers, rules.level(TOP), ~rules.level(URGENT)
    used = {name for rule in rules.logic.rules if rule.rank == TOP for name in findings(rule.when)}
    used = used.union(*map(rules.parents, used))
    for question in rules.logic.questions:
        for option in question.options if question.select == "many" else ():
            name = f"{question.id}.{option.id}"
            if name not in used:
                continue
            overlooked = answers.put(low, {name: False, f"{name}?": False})
            if (answers.complete & emergency & answers.yes(name) & overlooked).satisfiable():
                yield name
