"""Answers to a whole form, made for any topic: near what its rules name, and of any sort."""

from collections import Counter
from itertools import combinations, product

from hypothesis import strategies as st

from symptom_checker.expression import Expression, findings
from symptom_checker.logic import NONE, UNSURE, Answers, Logic, Question

YES, UNSURE_OF = "yes", "unsure"
WHO = "who"
"""The question that every topic asks about the person."""


def answers_of(topic: Logic, marks: dict[str, str]) -> Answers:
    """The answers of someone who says yes or not sure to these findings, and no to all others, for themselves."""
    many = {question.id for question in topic.questions if question.select == "many"}
    given: Answers = {name: [] for name in many} | {WHO: [_people(topic)[0]]}
    for finding, mark in marks.items():
        name, _, option = finding.partition(".")
        if name not in many:
            given[name] = [option if mark == YES else UNSURE]
        elif option not in given[name]:
            given[name].append(option if mark == YES else f"{UNSURE}:{option}")
    return {name: members or [NONE] for name, members in given.items()}


def pairs(topic: Logic) -> list[Answers]:
    """Every pair of signs that a rule joins, each of them sure or not."""
    joined = {pair for one in topic.rules for pair in combinations(dict.fromkeys(findings(one.when)), 2)}
    return [
        answers_of(topic, dict(zip(pair, marks, strict=True)))
        for pair in sorted(joined)
        for marks in product((YES, UNSURE_OF), repeat=2)
    ]


@st.composite
def near_rules(draw: st.DrawFn, topic: Logic) -> Answers:
    """Answers near a rule: yes or not sure to most of what a rule or two name and what brings that up."""
    people = _people(topic)
    marks: dict[str, str] = {}
    todo = [
        name
        for one in draw(st.lists(st.sampled_from(topic.rules), min_size=1, max_size=2))
        for name in findings(one.when)
    ]
    while todo:
        name = todo.pop()
        if name in marks:
            continue
        marks[name] = draw(st.sampled_from((YES, YES, UNSURE_OF, "no")))
        asked = topic.question(name.partition(".")[0])
        if asked and asked.ask_if and asked.ask_if != _scope(topic):
            todo.append(draw(st.sampled_from(list(findings(asked.ask_if)))))
    who = draw(st.sampled_from((*people[:1] * len(people), *people, UNSURE)))
    return answers_of(topic, {f"{WHO}.{who}": YES} | {name: mark for name, mark in marks.items() if mark != "no"})


@st.composite
def of_any_sort(draw: st.DrawFn, topic: Logic) -> Answers:
    """Complete answers of any sort, to questions that are not asked too."""
    given: Answers = {}
    for one in topic.questions:
        if one.select == "one":
            given[one.id] = [draw(st.sampled_from([*(option.id for option in one.options), UNSURE]))]
        else:
            given[one.id] = draw(_list_answer(one))
    return given


def _people(topic: Logic) -> tuple[str, ...]:
    """Return whom the checker may be used for; the first of them is asked everything."""
    (who,) = (question for question in topic.questions if question.id == WHO)
    asked = set(findings(_scope(topic)))
    return tuple(sorted((option.id for option in who.options), key=lambda name: f"{WHO}.{name}" not in asked))


def _scope(topic: Logic) -> Expression:
    """Return the condition that most questions share: that the checker is made for the person."""
    ((condition, _),) = Counter(one.ask_if for one in topic.questions if one.ask_if).most_common(1)
    return condition


def _list_answer(one: Question) -> st.SearchStrategy[list[str]]:
    """An answer to a list, most often none of it, sometimes not sure as a whole."""
    ids = [option.id for option in one.options]
    members = st.lists(
        st.sampled_from([*ids, *(f"{UNSURE}:{name}" for name in ids)]), min_size=1, max_size=2, unique=True
    )
    plain = members.filter(lambda chosen: len({member.removeprefix(f"{UNSURE}:") for member in chosen}) == len(chosen))
    return st.one_of(st.just([NONE]), st.just([NONE]), st.just([NONE]), plain, st.just([UNSURE]))
