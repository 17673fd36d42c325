"""Replays the answers of a counterexample on the engine: what a proof says of them, the engine must say too."""

from collections.abc import Callable

from symptom_checker.assessing import Assessment, assess
from symptom_checker.errors import BadInputError
from symptom_checker.logic import LEVELS, TOP, Answers, Logic
from symptom_checker_workshop.proofs.encode import SymbolicRules, Values
from symptom_checker_workshop.proofs.symbolic_flow import Asking
from symptom_checker_workshop.proofs.walker import Walker


def contradiction(
    rules: SymbolicRules, values: Values, concluded: Callable[[Logic, Answers], Assessment] = assess
) -> str:
    """Return how the level that the engine gives answers differs from the one that the proof speaks of, or nothing.

    `concluded` is what the engine is asked: `assess_so_far` where a question may be open.
    """
    reached = [rank for rank in range(TOP + 1) if rules.level(rank).eval([*values.items()])]
    return _differs(_level_of(rules, values, max(reached)), _level(rules.logic, rules.answers_of(values), concluded))


def contradiction_of_path(asking: Asking, values: Values) -> str:
    """Return how the questions that the engine asks, or its level behind them, differ from those of the proof."""
    holds, given = [*values.items()], asking.rules.answers_of(values)
    expected = [name for name, asked in asking.asked.items() if asked.eval(holds)]
    path, unanswered = Walker(asking.logic).walk_as_far(given)
    if unanswered is not None:
        return f"it asks '{unanswered.id}', of which the proof says that it does not apply"
    if [*path] != expected:
        return f"it asks {', '.join(path)}, and the proof says {', '.join(expected)}"
    reached = [rank for rank in range(1, TOP + 1) if asking.end.at_least(rank).eval(holds)]
    return _differs(_level_of(asking.rules, values, max(reached, default=0)), _level(asking.logic, path, assess))


def _level_of(rules: SymbolicRules, values: Values, rank: int) -> str:
    """Return the level that answers of this rank are told; none where the checker hands over."""
    return "" if rules.handed_over().eval([*values.items()]) else LEVELS[rank]


def _level(logic: Logic, given: Answers, concluded: Callable[[Logic, Answers], Assessment]) -> str:
    try:
        return concluded(logic, given).level
    except BadInputError as error:
        return f"no level ({error})"


def _differs(claimed: str, given: str) -> str:
    return "" if claimed == given else f"it gives {given or 'none'}, and the proof says {claimed or 'none'}"
