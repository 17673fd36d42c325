"""The paper version of the checker: every question and every rule on a form for a pen, true to the engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from parts import templates
from symptom_checker.evaluate import findings
from symptom_checker.model import LEVELS, TOP, UNSURE, Expression, Knowledge, Option, Question, Rule, Words
from symptom_checker_workshop import tables

MARK = "<!-- paper -->"
"""The mark in a page in whose place the form stands."""

SHORT = {
    "call-911": "Call 911",
    "er": "Go to an ER",
    "urgent": "Today",
    "routine": "Appointment",
    "self-care": "Care at home",
}
"""Id of a level or a route → the words at the end of a line; any other one keeps its heading."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a line asks for."""

    level: int
    """Its place on the chain of levels."""
    words: str
    """The short words of the level or the route."""
    details: tuple[str, ...]
    """How soon, where, and whom to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that can be marked."""

    code: str
    """Number of the question and letter, e.g. `3b`."""
    text: str
    hint: str
    group: str
    """The heading that stands above it; empty when it is that of the row before."""
    boxes: tuple[str, ...]
    """The words beside each of its boxes."""
    acts: tuple[Act, ...]
    """What it asks for alone, the most urgent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Boxes that ask for something together."""

    rule: str
    """Id of the rule that it comes from."""
    when: str
    """The condition, in codes."""
    act: Act
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question, and the lines that can be decided after it."""

    number: int
    question: Question
    only_if: str
    """The condition, in codes, under which it is for the reader; empty = always in its part."""
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Questions that follow each other and are for the same readers."""

    only_if: str
    """The condition, in codes, under which the part is for the reader; empty = always."""
    entries: tuple[Entry, ...]


def render(
    knowledge: tables.Knowledge, compiled: Knowledge, *, check_url: str, decides_url: str, address: str = ""
) -> str:
    """Return the form as HTML.

    `check_url` and `decides_url` lead from this page to the checker and to its rules (empty: there is no such page);
    `address` is the checker's whole address, to be read on paper; empty when it is not known.
    """
    routes = sorted(compiled.routes, key=lambda route: -route.strength)
    return templates.render(
        "paper.html",
        topic=knowledge.topic,
        parts=_Form(compiled).parts(),
        acts=[(short(words), words) for words in (*routes, *reversed(compiled.levels[:TOP]))],
        stops=[short(route) for route in routes],
        withins=sorted(compiled.withins, key=lambda words: -words.strength),
        wheres=compiled.wheres,
        contacts=compiled.contacts,
        check_url=check_url,
        decides_url=decides_url,
        address=address,
    )


def short(words: Words) -> str:
    """Return the short words of a level or a route."""
    return templates.words(SHORT[words.id]) if words.id in SHORT else words.heading


class _Form:
    """Gives every answer its code and every rule its place."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.questions = numbered(knowledge)
        self.code: dict[str, tuple[int, int]] = {}
        for number, question in enumerate(self.questions, 1):
            for letter, name in enumerate([*(option.id for option in question.options), UNSURE]):
                self.code[f"{question.id}.{name}"] = number, letter
        self.asked = {question.id: question for question in self.questions}
        self.alone: dict[str, list[Rule]] = {}
        self.highest: dict[str, int] = {}
        together: list[tuple[Rule, Expression]] = []
        for rule in [rule for rule in knowledge.rules if rule.level != LEVELS[0]]:
            self._check(rule)
            for finding in findings(rule.when):
                self.highest[finding] = max(self.highest.get(finding, 0), LEVELS.index(rule.level))
            for way in _ways(rule.when):
                if way[0] == "finding":
                    self.alone.setdefault(way[1], []).append(rule)
                else:
                    together.append((rule, way))
        self.lines = [
            (self.place(part), rule, part)
            for rule, way in together
            if not self.told_already(rule, way)
            for part in self.split(way)
        ]

    def _check(self, rule: Rule) -> None:
        """Refuse what no mark on paper can say: one that counts in full in one rule, and less in another."""
        for finding in findings(rule.when):
            name, _, option = finding.partition(".")
            if option == UNSURE and _cap(self.asked[name]) not in (0, TOP):
                raise ValueError(
                    f"rule '{rule.id}' names '{finding}', but not sure also counts as '{self.asked[name].cap}' there: "
                    'give the question unsure = "as_no", or name its options in the rule'
                )

    def told_already(self, rule: Rule, way: Expression) -> bool:
        """Tell whether a part that must hold asks for the same by itself, so that the rule only adds a reason."""
        same = _outcome(rule)
        return way[0] == "and" and any(
            all(
                name[0] == "finding" and any(_outcome(other) == same for other in self.alone.get(name[1], ()))
                for name in _ways(part)
            )
            for part in way[1:]
        )

    def split(self, way: Expression) -> Iterator[Expression]:
        """Yield a condition in pieces, each as soon as it can be decided: `1a and (2a or 5b)` after 2 and after 5."""
        late = max(way[1:], key=lambda part: (self.place(part), part[0] == "or")) if way[0] == "and" else way
        if late[0] != "or":
            yield way
            return
        others = [part for part in way[1:] if part is not late]
        early = max(map(self.place, others))
        for _, members in groupby(sorted(_ways(late), key=self.place), key=lambda part: max(early, self.place(part))):
            pieces = list(members)
            yield ("and", *others, pieces[0] if len(pieces) == 1 else ("or", *pieces))

    def place(self, expression: Expression) -> int:
        """Return the number of the last question that a condition names; 0 for a count, which names none by itself."""
        return max((self.code[finding][0] for finding in findings(expression)), default=0)

    def parts(self) -> tuple[Part, ...]:
        """Return the whole form; the questions that only some people are asked at all are a part of their own."""
        entries = [self.entry(number, question) for number, question in enumerate(self.questions, 1)]
        condition = gate(self.knowledge)
        if condition is None:
            return (Part(only_if="", entries=tuple(entries)),)
        start = next(at for at, question in enumerate(self.questions) if question.ask_if == condition)
        later = [self.entry(entry.number, entry.question, condition) for entry in entries[start:]]
        return (
            Part(only_if="", entries=tuple(entries[:start])),
            Part(only_if=self.condition(condition), entries=tuple(later)),
        )

    def entry(self, number: int, question: Question, gate: Expression | None = None) -> Entry:
        """Return a question of a part whose condition is `gate`."""
        return Entry(
            number=number,
            question=question,
            only_if="" if question.ask_if in (None, gate) else self.condition(question.ask_if),
            rows=tuple(self.rows(question)),
            lines=tuple(
                Line(
                    rule=rule.id,
                    when=self.condition(way),
                    act=self.act(LEVELS.index(rule.level), [rule]),
                    because=rule.because,
                )
                for place, rule, way in sorted(self.lines, key=lambda line: -LEVELS.index(line[1].level))
                if place == number
            ),
        )

    def rows(self, question: Question) -> Iterator[Row]:
        """Yield what can be marked for a question."""
        group = ""
        for option in question.options:
            yield self.row(question, option, "" if option.group == group else option.group)
            group = option.group
        cap = _cap(question)
        if question.select == "many":
            return
        finding = f"{question.id}.{UNSURE}"
        rules = [(LEVELS.index(rule.level), rule) for rule in self.alone.get(finding, ())]
        for option in question.options if cap else ():
            found = self.alone.get(f"{question.id}.{option.id}", ())
            rules += [(min(cap, LEVELS.index(rule.level)), rule) for rule in found]
        # Its own acts are as urgent as it can be; the word is for lines that join it with others.
        joined = any(name.startswith(f"{question.id}.") for _, _, way in self.lines for name in findings(way))
        mark = f"Counts as: {self.mark(cap)}" if 0 < cap < TOP and joined else ""
        yield Row(
            code=self.code_of(finding), text="I’m not sure", hint="", group="", boxes=(mark,), acts=self.acts(rules)
        )

    def row(self, question: Question, option: Option, group: str) -> Row:
        """Return one option of a question."""
        finding, cap = f"{question.id}.{option.id}", _cap(question)
        boxes: tuple[str, ...] = ("",)
        if question.select == "many":
            unsure = f"Not sure: {self.mark(min(cap, self.highest.get(finding) or TOP))}"
            boxes = ("Yes", unsure) if cap else ("Yes",)
        return Row(
            code=self.code_of(finding),
            text=option.text,
            hint=option.hint,
            group=group,
            boxes=boxes,
            acts=self.acts([(LEVELS.index(rule.level), rule) for rule in self.alone.get(finding, ())]),
        )

    def mark(self, level: int) -> str:
        """Return the words that say how much a "not sure" box counts for at most."""
        return "like yes" if level == TOP else short(self.knowledge.levels[level]).lower()

    def acts(self, rules: Iterable[tuple[int, Rule]]) -> tuple[Act, ...]:
        """Return what rules ask for at these levels, one act for each level, the most urgent first."""
        rules = sorted(rules, key=lambda pair: -pair[0])
        return tuple(
            self.act(level, [rule for _, rule in group]) for level, group in groupby(rules, key=lambda pair: pair[0])
        )

    def act(self, level: int, rules: list[Rule]) -> Act:
        """Return what rules of one level ask for together, as `engine.conclude` does."""
        routes = [route for route in self.knowledge.routes if route.id in {rule.route for rule in rules}]
        strongest = max(routes, key=lambda route: route.strength, default=self.knowledge.levels[level])
        withins = [within for within in self.knowledge.withins if within.id in {rule.within for rule in rules}]
        soonest = sorted(withins, key=lambda within: -within.strength)[:1]
        named = {rule.where for rule in rules if LEVELS.index(rule.level) == level}
        wheres = [where for where in self.knowledge.wheres if where.id in named]
        contacts = [contact for contact in self.knowledge.contacts if contact.id in {rule.contact for rule in rules}]
        return Act(
            level=level,
            words=short(strongest if level == TOP else self.knowledge.levels[level]),
            details=tuple(words.heading for words in (*soonest, *wheres, *contacts)),
        )

    def condition(self, expression: Expression) -> str:
        """Return a positive condition in codes, in brackets wherever `and` and `or` meet."""
        operator, *rest = expression
        if operator in ("finding", "or"):
            ways = list(_ways(expression))
            marks = {code for way in ways if way[0] == "finding" for code in self.codes(way[1])}
            others = [f"({self.condition(way)})" for way in ways if way[0] != "finding"]
            return " or ".join([*_ranges(sorted(marks)), *others])
        parts = sorted(rest if operator == "and" else rest[1:], key=self.place)
        codes = [_in_brackets(self.condition(part)) for part in parts]
        return " and ".join(codes) if operator == "and" else f"at least {rest[0]} of {', '.join(codes)}"

    def codes(self, finding: str) -> Iterator[tuple[int, int]]:
        """Yield the code of a finding, and that of "not sure" where this counts for every option of its question."""
        yield self.code[finding]
        question = self.asked[finding.partition(".")[0]]
        if question.select == "one" and _cap(question):
            yield self.code[f"{question.id}.{UNSURE}"]

    def code_of(self, finding: str) -> str:
        """Return the code of a finding in print."""
        return _print(self.code[finding])


def _cap(question: Question) -> int:
    return LEVELS.index(question.cap) if question.unsure == "as_yes" else 0


def numbered(knowledge: Knowledge) -> list[Question]:
    """Return the questions that stand on the form, in the order of their numbers: all that can change the level."""
    return [question for question in knowledge.questions if not question.after_result]


def gate(knowledge: Knowledge) -> Expression | None:
    """Return the condition on which all later questions rest, several of them by nothing else; None without one."""
    questions = numbered(knowledge)
    for at, question in enumerate(questions):
        names = {later.id for later in questions[at:]}
        others = [later.ask_if for later in questions[at:] if later.ask_if != question.ask_if]
        rest_on_later = (
            condition is not None and all(finding.partition(".")[0] in names for finding in findings(condition))
            for condition in others
        )
        if question.ask_if is not None and len(names) - len(others) > 1 and all(rest_on_later):
            return question.ask_if
    return None


def _outcome(rule: Rule) -> tuple[str, ...]:
    return rule.level, rule.route, rule.within, rule.where, rule.contact


def _ways(expression: Expression) -> Iterator[Expression]:
    """Yield the parts of which one is enough."""
    if expression[0] == "or":
        for part in expression[1:]:
            yield from _ways(part)
    else:
        yield expression


def _in_brackets(condition: str) -> str:
    return f"({condition})" if " " in condition else condition


def _print(code: tuple[int, int]) -> str:
    number, letter = code
    return f"{number}{LETTERS[letter]}"


def _ranges(codes: list[tuple[int, int]]) -> Iterator[str]:
    """Yield codes in print, three or more neighbours as a range."""
    for _, neighbours in groupby(enumerate(codes), key=lambda item: (item[1][0], item[1][1] - item[0])):
        run = [_print(code) for _, code in neighbours]
        yield from [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run
