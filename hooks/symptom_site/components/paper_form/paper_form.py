"""The paper version of the checker: every question and every rule on a form for a pen, true to the engine."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace

from symptom_checker.expression import All, Expression, Finding, Some, findings
from symptom_checker.logic import LEVELS, TOP, UNSURE, Logic, Question, Ranked, Rule, question_of
from symptom_checker.telling import card
from symptom_checker_workshop.named import in_general
from symptom_checker_workshop.proofs.words import filled
from symptom_checker_workshop.tables import rows as tables
from symptom_site.components.templates import Fragments

MARK = "<!-- paper -->"
"""The mark in a page in whose place the form stands."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page to read in place of the form."""

    url: str
    """Its address from the page of the form."""
    title: str
    """By which it can be found where its address is not known, such as on paper without a network."""
    address: str = ""
    """Its whole address, to be read on paper; empty when the site has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a line asks for."""

    level: int
    """Its rank on the chain of levels."""
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
    question: tables.Question
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
    knowledge: tables.Knowledge,
    logic: Logic,
    fragments: Fragments,
    *,
    check_url: str,
    decides_url: str,
    page: Callable[[str], PageLink | None] = lambda _: None,
    address: str = "",
) -> str:
    """Return the form as HTML.

    `check_url` and `decides_url` lead from this page to the checker and to its rules (empty: there is no such page),
    `page` to any page by its path; `address` is the checker's whole address, to be read on paper, empty when it is not
    known.
    """
    routes = _strongest_first(knowledge.routes)
    levels = [row for row in reversed(knowledge.levels.values()) if row.id != LEVELS[TOP]]
    # Who is handed over has no level, but is told of an emergency.
    acts: list[tables.Level | tables.Wording | tables.HandOver] = [*routes, *knowledge.hand_overs.values(), *levels]
    shorts = short(knowledge)
    return fragments.render(
        "paper_form/paper.html",
        topic=knowledge.topic,
        parts=_Form(knowledge, logic, shorts, fragments.words).parts(),
        acts=[(shorts[words.id], words) for words in acts],
        stops=[shorts[route.id] for route in routes],
        timeframes=_strongest_first(knowledge.timeframes),
        locations=knowledge.locations.values(),
        contacts=knowledge.contacts.values(),
        check_url=check_url,
        decides_url=decides_url,
        page=page,
        address=address,
    )


def short(knowledge: tables.Knowledge) -> dict[str, str]:
    """Return the short words of each level, route and handing over, by id."""
    rows: list[tables.Level | tables.Wording | tables.HandOver] = [
        *knowledge.levels.values(),
        *knowledge.routes.values(),
        *knowledge.hand_overs.values(),
    ]
    return {row.id: row.short or row.heading for row in rows}


def _strongest_first(rows: Mapping[str, tables.Wording]) -> list[tables.Wording]:
    return sorted(rows.values(), key=lambda row: -row.strength)


class _Form:
    """Gives every answer its code and every rule its place."""

    def __init__(
        self, knowledge: tables.Knowledge, logic: Logic, shorts: Mapping[str, str], words: SimpleNamespace
    ) -> None:
        self.knowledge, self.logic, self.short = knowledge, logic, shorts
        self.words, self.not_sure = words.paper, words.checker.not_sure
        self.named = vars(words.proofs.named)
        self.questions = numbered(logic)
        self.code: dict[str, tuple[int, int]] = {}
        for number, question in enumerate(self.questions, 1):
            for letter, name in enumerate([*(option.id for option in question.options), UNSURE]):
                self.code[f"{question.id}.{name}"] = number, letter
        self.asked = {question.id: question for question in self.questions}
        self.alone: dict[str, list[Rule]] = {}
        self.highest: dict[str, int] = {}
        together: list[tuple[Rule, Expression]] = []
        for rule in [rule for rule in logic.rules if rule.level != LEVELS[0]]:
            self._check(rule)
            for finding in findings(rule.when):
                self.highest[finding] = max(self.highest.get(finding, 0), rule.rank)
            for way in _alternatives(rule.when):
                if isinstance(way, Finding):
                    self.alone.setdefault(way.name, []).append(rule)
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
            if option == UNSURE and self.asked[name].unsure_rank not in (0, TOP):
                raise ValueError(
                    f"rule '{rule.id}' names '{finding}', but not sure also counts as '{self.asked[name].cap}' there: "
                    'give the question unsure = "as_no", or name its options in the rule'
                )

    def told_already(self, rule: Rule, way: Expression) -> bool:
        """Tell whether a part that must hold asks for the same by itself, so that the rule only adds a reason."""
        same = _outcome(rule)
        return isinstance(way, All) and any(
            all(
                isinstance(one, Finding) and any(_outcome(other) == same for other in self.alone.get(one.name, ()))
                for one in _alternatives(part)
            )
            for part in way.parts
        )

    def split(self, way: Expression) -> Iterator[Expression]:
        """Yield a condition in pieces, each as soon as it can be decided: `1a and (2a or 5b)` after 2 and after 5."""
        if not isinstance(way, All):
            yield way
            return
        late = max(way.parts, key=lambda part: (self.place(part), isinstance(part, Some)))
        if not isinstance(late, Some):
            yield way
            return
        others = [part for part in way.parts if part is not late]
        early = max(map(self.place, others))
        for _, members in groupby(
            sorted(_alternatives(late), key=self.place), key=lambda part: max(early, self.place(part))
        ):
            pieces = list(members)
            yield All((*others, pieces[0] if len(pieces) == 1 else Some(tuple(pieces))))

    def place(self, expression: Expression) -> int:
        """Return the number of the last question that a condition names; 0 for a count, which names none by itself."""
        return max((self.code[finding][0] for finding in findings(expression)), default=0)

    def parts(self) -> tuple[Part, ...]:
        """Return the whole form; the questions that only some people are asked at all are a part of their own."""
        numbers = list(enumerate(self.questions, 1))
        entries = [self.entry(number, question) for number, question in numbers]
        condition = gate(self.logic)
        if condition is None:
            return (Part(only_if="", entries=tuple(entries)),)
        start = next(at for at, question in enumerate(self.questions) if question.ask_if == condition)
        later = [self.entry(number, question, condition) for number, question in numbers[start:]]
        return (
            Part(only_if="", entries=tuple(entries[:start])),
            Part(only_if=self.condition(condition), entries=tuple(later)),
        )

    def entry(self, number: int, question: Question, gate: Expression | None = None) -> Entry:
        """Return a question of a part whose condition is `gate`."""
        return Entry(
            number=number,
            question=self.knowledge.questions[question.id],
            only_if="" if question.ask_if in (None, gate) else self.condition(question.ask_if),
            rows=tuple(self.rows(question)),
            lines=tuple(
                Line(
                    rule=rule.id,
                    when=self.condition(way),
                    act=self.act(rule.rank, [rule]),
                    because=in_general(self.knowledge.rules[rule.id], self.named),
                )
                for place, rule, way in sorted(self.lines, key=lambda line: -line[1].rank)
                if place == number
            ),
        )

    def rows(self, question: Question) -> Iterator[Row]:
        """Yield what can be marked for a question."""
        group = ""
        for option in self.knowledge.questions[question.id].option:
            yield self.row(question, option, "" if option.group == group else option.group)
            group = option.group
        cap = question.unsure_rank
        if question.select == "many":
            return
        finding = f"{question.id}.{UNSURE}"
        rules = [(rule.rank, rule) for rule in self.alone.get(finding, ())]
        for name in (option.id for option in question.options if cap):
            found = self.alone.get(f"{question.id}.{name}", ())
            rules += [(min(cap, rule.rank), rule) for rule in found]
        # Its own act is as urgent as it can be; the word is for lines that join it with others and would ask for more.
        joins = (rule.rank for _, rule, way in self.lines if question.id in map(question_of, findings(way)))
        joined = max(joins, default=0)
        mark = filled(self.words.counts_as, {"level": self.mark(cap, joined)}) if 0 < cap < joined else ""
        yield Row(
            code=self.code_of(finding),
            text=self.not_sure,
            hint="",
            group="",
            boxes=(mark,),
            acts=self.most_urgent(rules) + self.hand_over(finding),
        )

    def row(self, question: Question, option: tables.Option, group: str) -> Row:
        """Return one option of a question."""
        finding, cap = f"{question.id}.{option.id}", question.unsure_rank
        boxes: tuple[str, ...] = ("",)
        if question.select == "many":
            most = self.mark(cap, self.highest.get(finding, 0))
            unsure = filled(self.words.not_sure, {"level": most})
            boxes = (self.words.yes, unsure) if cap else (self.words.yes,)
        return Row(
            code=self.code_of(finding),
            text=option.text,
            hint=option.hint,
            group=group,
            boxes=boxes,
            acts=self.acts([(rule.rank, rule) for rule in self.alone.get(finding, ())]) + self.hand_over(finding),
        )

    def hand_over(self, finding: str) -> tuple[Act, ...]:
        """Return the act of a line for people whom the form does not judge; it stands above all but an emergency."""
        return (Act(level=TOP, words=self.short[finding], details=()),) if finding in self.short else ()

    def mark(self, cap: int, highest: int) -> str:
        """Return the words for a "not sure" box: how much it counts for at most, where its lines can ask for more."""
        return self.short[LEVELS[cap]].lower() if cap < highest else str(self.words.like_yes)

    def acts(self, rules: Iterable[tuple[int, Rule]]) -> tuple[Act, ...]:
        """Return what rules ask for at these levels, one act for each level, the most urgent first."""
        rules = sorted(rules, key=lambda pair: -pair[0])
        return tuple(
            self.act(level, [rule for _, rule in group]) for level, group in groupby(rules, key=lambda pair: pair[0])
        )

    def most_urgent(self, rules: list[tuple[int, Rule]]) -> tuple[Act, ...]:
        """Return the one act of a line that stands for several: what is less urgent only adds whom to call."""
        level = max((rank for rank, _ in rules), default=0)
        highest = [rule for rank, rule in rules if rank == level]
        return (self.act(level, highest, [rule for _, rule in rules]),) if rules else ()

    def act(self, level: int, rules: list[Rule], calling: Iterable[Rule] = ()) -> Act:
        """Return what rules of one level ask for together, as `assessing.conclude` does; `calling` add whom to call."""
        names = {rule.route for rule in rules}
        strongest = max((row for row in self.logic.routes if row.id in names), key=_strength, default=None)
        timeframes = {rule.within for rule in rules}
        soonest = max((row for row in self.logic.timeframes if row.id in timeframes), key=_strength, default=None)
        locations = {rule.where for rule in rules if rule.rank == level}
        contacts = {rule.contact for rule in (*rules, *calling)}
        told = card(
            level=LEVELS[level],
            route="",
            within=soonest.id if soonest else "",
            where=[name for name in self.logic.locations if name in locations],
            contact=[name for name in self.logic.contacts if name in contacts],
        )
        words = {
            "within": self.knowledge.timeframes,
            "where": self.knowledge.locations,
            "contact": self.knowledge.contacts,
        }
        return Act(
            level=level,
            words=self.short[strongest.id if strongest and level == TOP else LEVELS[level]],
            details=tuple(words[item.sort][item.id].heading for item in told.items if item.sort != "words"),
        )

    def condition(self, expression: Expression) -> str:
        """Return a positive condition in codes, in brackets wherever `and` and `or` meet."""
        if isinstance(expression, Finding | Some):
            ways = list(_alternatives(expression))
            marks = {code for way in ways if isinstance(way, Finding) for code in self.codes(way.name)}
            others = [f"({self.condition(way)})" for way in ways if not isinstance(way, Finding)]
            return f" {self.words.or_word} ".join([*_ranges(sorted(marks)), *others])
        parts = sorted(expression.parts, key=self.place)
        codes = [_in_brackets(self.condition(part)) for part in parts]
        if isinstance(expression, All):
            return f" {self.words.and_word} ".join(codes)
        return filled(self.words.at_least, {"number": expression.needed, "parts": ", ".join(codes)})

    def codes(self, finding: str) -> Iterator[tuple[int, int]]:
        """Yield the code of a finding, and that of "not sure" where this counts for every option of its question."""
        yield self.code[finding]
        question = self.asked[question_of(finding)]
        if question.select == "one" and question.unsure_rank:
            yield self.code[f"{question.id}.{UNSURE}"]

    def code_of(self, finding: str) -> str:
        """Return the code of a finding in print."""
        return _print(self.code[finding])


def numbered(logic: Logic) -> list[Question]:
    """Return the questions that stand on the form, in the order of their numbers: all that can change the level."""
    return [question for question in logic.questions if not question.after_result]


def gate(logic: Logic) -> Expression | None:
    """Return the condition on which all later questions rest, several of them by nothing else; None without one."""
    questions = numbered(logic)
    for at, question in enumerate(questions):
        names = {later.id for later in questions[at:]}
        others = [later.ask_if for later in questions[at:] if later.ask_if != question.ask_if]
        rest_on_later = (
            condition is not None and all(question_of(finding) in names for finding in findings(condition))
            for condition in others
        )
        if question.ask_if is not None and len(names) - len(others) > 1 and all(rest_on_later):
            return question.ask_if
    return None


def _strength(row: Ranked) -> int:
    return row.strength


def _outcome(rule: Rule) -> tuple[str, ...]:
    return rule.level, rule.route, rule.within, rule.where, rule.contact


def _alternatives(expression: Expression) -> Iterator[Expression]:
    """Yield the parts of which one is enough."""
    if isinstance(expression, Some):
        for part in expression.parts:
            yield from _alternatives(part)
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
