"""The drawing of the questions: their order, what brings them up, how far each can lead, and the same in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from types import SimpleNamespace

from symptom_checker.expression import findings
from symptom_checker.logic import LEVELS, TOP, UNSURE, Logic, Question
from symptom_checker_workshop.proofs.words import filled
from symptom_checker_workshop.tables import rows as tables
from symptom_site.components.paper_form import paper_form as paper
from symptom_site.components.rules import rule_list
from symptom_site.components.templates import Fragments

MARK = "<!-- question-map -->"
"""The mark in a page in whose place the drawing stands."""

WIDTH = 340
"""Width of the drawing in its own units, about the pixels of a small phone."""

INDENT = 56
"""How far a follow-up is moved to the side; its arrows come down in this space."""

CHARACTER = 6.4
"""Width of an average character, with room to spare."""

LINE, PADDING, GAP = 18, 8, 14
"""Height of a line of words, space in a box, space between boxes."""

LANE = 14
"""Space between two lines that go down side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A question in the drawing."""

    question: Question
    label: str
    """Its number, or what stands in its place."""
    words: tuple[str, ...]
    """Its words, in lines that fit."""
    notes: tuple[str, ...]
    """When it is asked, and how far it can lead, in lines that fit."""
    x: int
    y: int
    width: int

    @property
    def height(self) -> int:
        """Return its height."""
        return LINE * (len(self.words) + len(self.notes)) + 2 * PADDING

    @property
    def bottom(self) -> int:
        """Return where it ends."""
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A question that everyone is asked, with its follow-ups: one piece of the drawing."""

    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    """Paths from a question to one that it brings up; they end where the arrow's head is."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question in the list that says the same as the drawing."""

    question: Question
    text: str
    """Its words."""
    label: str
    asked: str
    """When it is asked."""
    reach: str
    """How far it can lead."""
    unsure: str
    """What "I'm not sure" counts as."""


def render(knowledge: tables.Knowledge, logic: Logic, fragments: Fragments) -> str:
    """Return the drawing and the list as HTML."""
    plan = _Plan(knowledge, logic, fragments.words)
    return fragments.render(
        "rules/question-map.html",
        groups=list(plan.groups()),
        items=list(plan.items()),
        width=WIDTH,
        line=LINE,
        padding=PADDING,
    )


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
        self.parents = {
            question.id: tuple(dict.fromkeys(name.partition(".")[0] for name in findings(question.ask_if)))
            if question.ask_if and question.ask_if != self.gate
            else ()
            for question in logic.questions
        }

    def reach(self, question: Question) -> str:
        """Return how far the answers to a question can lead: to a level, to a page made for others, or to both."""
        names = {f"{question.id}.{option.id}" for option in question.options} | {f"{question.id}.{UNSURE}"}
        rules = [rule for rule in self.logic.rules if names & set(findings(rule.when))]
        highest = max((rule.rank for rule in rules), default=0)
        hands_over = bool(names & set(self.logic.hand_overs))
        if not highest:
            return str(self.words.hands_over if hands_over else self.words.no_level)
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

    def groups(self) -> Iterator[Group]:
        """Yield the pieces of the drawing, in order."""
        group: list[Question] = []
        for question in self.logic.questions:
            if group and not self.parents[question.id]:
                yield self.group(group)
                group = []
            group.append(question)
        yield self.group(group)

    def group(self, questions: list[Question]) -> Group:
        """Return one piece: the boxes below each other, and an arrow for each follow-up from each of its parents."""
        boxes: dict[str, Box] = {}
        top = 2
        for question in questions:
            boxes[question.id] = box = self.box(question, top)
            top = box.bottom + GAP
        order = list(boxes)
        ends = {name: order.index(child) for child in order for name in self.parents[child] if name in boxes}
        lanes = _lanes({name: (order.index(name), end) for name, end in ends.items()})
        arrows = [
            _arrow(boxes[name], boxes[child], LANE * (lanes[name] + 1))
            for child in boxes
            for name in self.parents[child]
            if name in boxes
        ]
        return Group(boxes=tuple(boxes.values()), arrows=tuple(arrows), height=top - GAP + 2)

    def box(self, question: Question, top: int) -> Box:
        """Return a question's box."""
        x = INDENT if self.parents[question.id] else 2
        width = WIDTH - x - 2
        fit = int((width - 2 * PADDING) / CHARACTER)
        parents = [self.labels[name] for name in self.parents[question.id]]
        joined = f" {self.joining.or_word} ".join(parents)
        notes = [filled(self.words.only_after, {"questions": joined})] if parents else []
        reach = self.reach(question)
        is_danger = question.danger
        notes.append(filled(self.words.danger_box, {"reach": reach}) if is_danger else reach[0].upper() + reach[1:])
        return Box(
            question=question,
            label=self.labels[question.id],
            words=tuple(wrap(f"{self.labels[question.id]}. {self.knowledge.questions[question.id].text}", fit)),
            notes=tuple(line for note in notes for line in wrap(note, fit)),
            x=x,
            y=top,
            width=width,
        )

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


def _lanes(spans: dict[str, tuple[int, int]]) -> dict[str, int]:
    """Return a lane for each span, the same for two only where they do not overlap."""
    lanes: dict[str, int] = {}
    for name, (start, end) in spans.items():
        taken = {lane for other, lane in lanes.items() if spans[other][1] > start and spans[other][0] < end}
        lanes[name] = next(lane for lane in range(len(spans)) if lane not in taken)
    return lanes


def _arrow(parent: Box, child: Box, lane: int) -> str:
    """Return the path from a question down its lane to the side of a follow-up."""
    start = f"M{lane} {parent.bottom}" if parent.x < INDENT else f"M{parent.x} {parent.bottom - PADDING}H{lane}"
    return f"{start}V{child.y + PADDING + LINE // 2}H{child.x - 1}"
