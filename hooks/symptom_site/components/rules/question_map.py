"""The map of the questions: their order, what brings each up, and how far it can lead."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from symptom_checker.expression import findings
from symptom_checker.logic import LEVELS, TOP, UNSURE, Logic, Question
from symptom_checker_workshop.proofs.words import filled
from symptom_checker_workshop.tables import rows as tables
from symptom_site.components.paper_form import paper_form as paper
from symptom_site.components.rules import rule_list
from symptom_site.components.templates import Fragments

MARK = "<!-- question-map -->"
"""The mark in a page in whose place the map stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question on the map."""

    question: Question
    text: str
    """Its words."""
    label: str
    """Its number, or what stands in its place."""
    asked: str
    """When it is asked."""
    reach: str
    """How far it can lead."""
    unsure: str
    """What "I'm not sure" counts as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A question that everyone is asked, and those that its answers can bring up."""

    first: Item
    follow_ups: tuple[Item, ...]


def render(knowledge: tables.Knowledge, logic: Logic, fragments: Fragments) -> str:
    """Return the map as HTML."""
    groups = _Plan(knowledge, logic, fragments.words).groups()
    return fragments.render("rules/question-map.html", groups=list(groups))


class _Plan:
    """Knows of each question when it is asked and how far it leads."""

    def __init__(self, knowledge: tables.Knowledge, logic: Logic, words: SimpleNamespace) -> None:
        self.knowledge, self.logic, self.short = knowledge, logic, paper.short(knowledge)
        self.words, self.joining = words.question_map, words.rules
        numbers = {question.id: number for number, question in enumerate(paper.numbered(logic), 1)}
        self.labels = {
            question.id: str(numbers[question.id]) if question.id in numbers else self.words.after_result
            for question in logic.questions
        }
        self.gate = paper.gate(logic)

    def groups(self) -> Iterator[Group]:
        """Yield the questions in clinical order, each group by itself."""
        group: list[Item] = []
        for item in self.items():
            if group and item.question.ask_if in (None, self.gate):
                yield Group(first=group[0], follow_ups=tuple(group[1:]))
                group = []
            group.append(item)
        yield Group(first=group[0], follow_ups=tuple(group[1:]))

    def items(self) -> Iterator[Item]:
        """Yield the questions in words, in order."""
        first = ""
        for question in self.logic.questions:
            if question.ask_if is None:
                asked = self.words.always
            elif question.ask_if == self.gate and first:
                asked = filled(self.words.like, {"question": first})
            else:
                answers = rule_list.in_words(question.ask_if, self.knowledge, self.joining)
                asked = filled(self.words.after, {"answers": answers})
                first = self.labels[question.id] if question.ask_if == self.gate else first
            yield Item(
                question=question,
                text=self.knowledge.questions[question.id].text,
                label=self.labels[question.id],
                asked=asked,
                reach=self.reach(question),
                unsure=self.unsure(question),
            )

    def reach(self, question: Question) -> str:
        """Return how far the answers to a question can lead: to a level, to a page made for others, or to both."""
        names = {f"{question.id}.{option.id}" for option in question.options} | {f"{question.id}.{UNSURE}"}
        rules = [rule for rule in self.logic.rules if names & set(findings(rule.when))]
        highest = max((rule.rank for rule in rules), default=0)
        hands_over = bool(names & set(self.logic.hand_overs))
        if not highest:
            others = (other for other in self.logic.questions if other.ask_if and names & set(findings(other.ask_if)))
            beside = self.words.brings_up if any(others) else self.words.no_level
            return str(self.words.hands_over if hands_over else beside)
        routes = [route for route in self.logic.routes if route.id in {rule.route for rule in rules}]
        strongest = max(routes, key=lambda route: route.strength, default=None)
        name = strongest.id if highest == TOP and strongest else LEVELS[highest]
        return filled(self.words.leads_to_both if hands_over else self.words.leads_to, {"level": self.short[name]})

    def unsure(self, question: Question) -> str:
        """Return what "I'm not sure" counts as."""
        if question.unsure == "as_yes":
            if question.cap == LEVELS[TOP]:
                return str(self.words.counts_yes)
            return filled(self.words.counts_most, {"level": self.knowledge.levels[question.cap].heading})
        doubt = f"{question.id}.{UNSURE}"
        own = doubt in self.logic.hand_overs or any(doubt in findings(rule.when) for rule in self.logic.rules)
        return str(self.words.counts_own if own else self.words.counts_no)
