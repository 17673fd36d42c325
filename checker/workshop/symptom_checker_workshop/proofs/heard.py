"""Prove that nothing a reader says is lost: each ticked sign is in the result, and doubts about the gravest count."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from oxidd.bdd import BDDFunction

from symptom_checker.assessing import Assessment, assess_so_far
from symptom_checker.expression import Expression, Finding, Not, findings
from symptom_checker.logic import LEVELS, NONE, TOP, UNSURE, URGENT, Answers, Logic, Question, question_of
from symptom_checker_workshop.proofs.decide import counterexample, proved, red_flags, surely_asked
from symptom_checker_workshop.proofs.encode import SymbolicRules
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.proofs.symbolic_flow import Asking, State
from symptom_checker_workshop.proofs.walker import Walker


def no_ticked_sign_is_lost(asking: Asking, silent: Collection[str] = ()) -> PropertyResult:
    """V18: below urgent, where a result has room, it is about each option that was ticked.

    It is about one that carries a rule which holds, or on which advice, a kind or a cause hangs; also through a
    question that the option brought up. `silent` are the findings that may go without a word. An option that only says
    who is meant is no sign.
    """
    logic, failures, end = asking.logic, [], _after_everything(asking)
    told, signs, calm = [*_calm_sentences(end)], [*_signs(logic)], end.answers.complete & ~end.at_least(URGENT)
    calm &= ~asking.rules.handed_over()  # who is handed over is told nothing but the page made for them
    heard = [name for name in signs if name not in silent]
    for name in heard:
        lost = _unheard(end, told, name, calm & end.asked[question_of(name)] & end.answers.yes(name))
        said = f"'{name}' is ticked, and the result says nothing of it"
        failures += counterexample(asking, lost, said, confirmed=partial(is_lost, logic, name))
    return proved(
        asking.rules,
        number="V18",
        name="signs_heard",
        checks=len(heard),
        values={"silent": len(signs) - len(heard)},
        failures=failures,
        findings=[name for name in signs if name in silent],
    )


def _after_everything(asking: Asking) -> State:
    """Return what is known when the questions behind the result are answered too."""
    end = asking.end
    for question in asking.logic.questions:
        if question.after_result:
            end = end.after(question, asking.rules.applies(f"{question.id}.{question.options[0].id}"))
    return end


def _signs(logic: Logic) -> Iterator[str]:
    """Yield every option that says something of what is felt, and not only who is meant."""
    for question in logic.questions:
        for option in question.options:
            if not option.voice:
                yield f"{question.id}.{option.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence that a calm result can say: the reason of a rule, a kind, a cause or a piece of advice."""

    when: Expression
    holds: BDDFunction
    """When it is said."""
    ranked: bool
    """Whether its condition adds up on the chain of levels, as a rule's does."""
    names: frozenset[str]
    """The findings that its condition names."""
    behind: frozenset[str]
    """Those that can bring up the questions of these."""


def _calm_sentences(end: State) -> Iterator[_Sentence]:
    """Yield every sentence that a calm result can say."""
    logic = end.logic

    def told(when: Expression, holds: BDDFunction, *, ranked: bool = False) -> _Sentence:
        names = frozenset(findings(when))
        behind = frozenset().union(*map(end.rules.parents, names))
        return _Sentence(when=when, holds=holds, ranked=ranked, names=names, behind=behind)

    for rule in logic.rules:
        yield told(rule.when, end.low(rule.when, 1), ranked=True)
    for kind in logic.kinds:
        free = ~end.holds(kind.against, True) if kind.against is not None else end.answers.always
        yield told(kind.fits, free & end.holds(kind.fits, True))
    for cause in logic.causes:
        yield told(cause.when, end.holds(cause.when, True))
    for item in logic.advice:
        if item.when is not None:
            yield told(item.when, _at(end, item.levels) & end.holds(item.when, True))


def _at(end: State, levels: Collection[str]) -> BDDFunction:
    """Return for which answers the level, which is below urgent, is one of these; for all answers without any."""
    calm = [rank for rank in range(URGENT) if not levels or LEVELS[rank] in levels]
    if len(calm) == URGENT:
        return end.answers.always
    return end.answers.any(~end.at_least(rank + 1) if rank == 0 else end.at_least(rank) for rank in calm)


def _unheard(end: State, told: Iterable[_Sentence], name: str, ticked: BDDFunction) -> BDDFunction:
    """Return for which of the answers in which a finding is ticked nothing that is told is about it."""
    answers, left = end.answers, ticked
    for thing in told:
        if name in thing.names and left.satisfiable():
            left &= ~(thing.holds & _carries(end, name, thing.when, thing.ranked))
    for thing in told:
        if name in thing.behind and left.satisfiable():
            left &= ~(thing.holds & ~answers.put(thing.holds, {name: False}))
    return left


def _carries(end: State, name: str, expression: Expression, ranked: bool) -> BDDFunction:
    """Return when a finding that was ticked is among those for which an expression holds, as `witnesses` finds them."""
    if isinstance(expression, Finding):
        return end.answers.always if expression.name == name else end.answers.never
    if isinstance(expression, Not):
        return end.answers.never
    return end.answers.any(
        _decides(end, part, expression, ranked) & _carries(end, name, part, ranked)
        for part in expression.parts
        if name in findings(part)
    )


def _decides(end: State, part: Expression, whole: Expression, ranked: bool) -> BDDFunction:
    """Return when a part has at least the rank of the whole; of a three-valued condition, when the part holds."""
    if not ranked:
        return end.holds(part, True)
    return end.answers.all(~end.low(whole, rank) | end.low(part, rank) for rank in range(1, TOP + 1))


def is_lost(logic: Logic, name: str, given: Answers) -> bool:
    """Return whether the engine says nothing of a finding: it is no reason, and without it nothing less is said."""
    question, _, option = name.partition(".")
    said = _asked(logic, given)
    if any(item.id == question and item.select == "many" for item in logic.questions):
        rest = [member for member in given[question] if member != option] or [NONE]
        without = _asked(logic, given | {question: rest})
    else:
        without = {key: members for key, members in said.items() if key != question}
    here, there = assess_so_far(logic, said), assess_so_far(logic, without)
    named = any(name in rule.because_of for rule in here.rules)
    return not named and here.level == there.level and _sentences(here) <= _sentences(there)


def _asked(logic: Logic, answers: Answers) -> Answers:
    """Return the answers to the questions that the engine asks, and to those behind the result."""
    given, _ = Walker(logic).walk_as_far(answers)
    return given | {item.id: answers[item.id] for item in logic.questions if item.after_result and item.id in answers}


def _sentences(found: Assessment) -> set[str]:
    return {*(rule.id for rule in found.rules), *found.advice, *found.kinds, *found.causes}


def doubt_is_heard(asking: Asking) -> PropertyResult:
    """V20: not sure about a sign that alone means emergency never ends below urgent.

    It ends at emergency, or at urgent behind a question that hangs on this doubt and helps to decide. Where only a
    doubt brought the sign's own question up, urgent is enough: that question was the help.
    """
    rules, answers, failures = asking.rules, asking.rules.answers, []
    flags, signs = red_flags(asking.logic), {*_signs(asking.logic)}
    gravest = [name for name in flags if flags[name] == LEVELS[TOP] and name in signs]
    for name in gravest:
        doubt = answers.complete & asking.asked.get(question_of(name), answers.never) & answers.unsure(name)
        low = doubt & ~asking.end.at_least(URGENT)
        failures += counterexample(asking, low, f"not sure about '{name}' ends below {LEVELS[URGENT]}")
        helped = answers.any(asking.asked.get(item.id, answers.never) for item in _helping(asking.logic, name))
        alone = doubt & ~_only_doubted(rules, name) & asking.end.at_least(URGENT) & ~asking.end.at_least(TOP) & ~helped
        said = f"not sure about '{name}' ends at {LEVELS[URGENT]}, and no question helps to decide"
        failures += counterexample(asking, alone, said)
    return proved(rules, number="V20", name="doubt_heard", checks=2 * len(gravest), failures=failures)


def _only_doubted(rules: SymbolicRules, name: str) -> BDDFunction:
    """Return when a doubt, about a sign or a whole question, brought the question of a finding up."""
    parents = sorted(rules.parents(name))
    whole = rules.answers.any(rules.answers.yes(parent) for parent in parents if parent.endswith(f".{UNSURE}"))
    return whole | ~surely_asked(rules, name)


def _helping(logic: Logic, name: str) -> Iterator[Question]:
    """Yield the questions that a doubt about a finding can bring up."""
    near = {name, f"{question_of(name)}.{UNSURE}"}
    return (item for item in logic.questions if item.ask_if is not None and near & set(findings(item.ask_if)))
