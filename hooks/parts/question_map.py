"""The drawing of the questions: their order, what brings them up, how far each can lead, and the same in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from parts import paper, rule_list, templates
from symptom_checker.evaluate import findings
from symptom_checker.model import LEVELS, TOP, UNSURE, Knowledge, Question

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
    label: str
    asked: str
    """When it is asked."""
    reach: str
    """How far it can lead."""
    unsure: str
    """What "I'm not sure" counts as."""


def render(knowledge: Knowledge) -> str:
    """Return the drawing and the list as HTML."""
    plan = _Plan(knowledge)
    return templates.render(
        "question-map.html",
        groups=list(plan.groups()),
        items=list(plan.items()),
        width=WIDTH,
        line=LINE,
        padding=PADDING,
    )


class _Plan:
    """Knows of each question when it is asked and how far it leads."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        numbers = {question.id: number for number, question in enumerate(paper.numbered(knowledge), 1)}
        self.labels = {
            question.id: str(numbers[question.id]) if question.id in numbers else "After the result"
            for question in knowledge.questions
        }
        self.gate = paper.gate(knowledge)
        self.parents = {
            question.id: tuple(dict.fromkeys(name.partition(".")[0] for name in findings(question.ask_if)))
            if question.ask_if and question.ask_if != self.gate
            else ()
            for question in knowledge.questions
        }

    def reach(self, question: Question) -> str:
        """Return how far the answers to a question can lead."""
        names = {f"{question.id}.{option.id}" for option in question.options} | {f"{question.id}.{UNSURE}"}
        rules = [rule for rule in self.knowledge.rules if names & set(findings(rule.when))]
        highest = max((LEVELS.index(rule.level) for rule in rules), default=0)
        if not highest:
            return "does not change the level"
        routes = [route for route in self.knowledge.routes if route.id in {rule.route for rule in rules}]
        strongest = max(routes, key=lambda route: route.strength, default=None)
        words = strongest if highest == TOP and strongest else self.knowledge.levels[highest]
        return f"can lead to: {paper.short(words)}"

    def unsure(self, question: Question) -> str:
        """Return what "I'm not sure" counts as."""
        if question.unsure == "as_yes":
            if question.cap == LEVELS[TOP]:
                return "counts like yes"
            level = self.knowledge.levels[LEVELS.index(question.cap)]
            return f"counts for “{level.heading}” at most"
        own = any(f"{question.id}.{UNSURE}" in findings(rule.when) for rule in self.knowledge.rules)
        return "is an answer of its own" if own else "counts as no"

    def groups(self) -> Iterator[Group]:
        """Yield the pieces of the drawing, in order."""
        group: list[Question] = []
        for question in self.knowledge.questions:
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
        notes = [f"Only after an answer to {' or '.join(parents)}"] if parents else []
        kind = "DANGER SIGNS: " if question.danger else ""
        reach = self.reach(question)
        notes.append(f"{kind}{reach}" if kind else reach[0].upper() + reach[1:])
        return Box(
            question=question,
            label=self.labels[question.id],
            words=tuple(wrap(f"{self.labels[question.id]}. {question.text}", fit)),
            notes=tuple(line for note in notes for line in wrap(note, fit)),
            x=x,
            y=top,
            width=width,
        )

    def items(self) -> Iterator[Item]:
        """Yield the questions in words, in order."""
        first = ""
        for question in self.knowledge.questions:
            if question.ask_if is None:
                asked = "always"
            elif question.ask_if == self.gate and first:
                asked = f"like question {first}"
            else:
                asked = f"only after {rule_list.in_words(question.ask_if, self.knowledge)}"
                first = self.labels[question.id] if question.ask_if == self.gate else first
            yield Item(
                question=question,
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
