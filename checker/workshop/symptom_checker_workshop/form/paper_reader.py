"""Follows the printed form of the checker as a person with a pen does, from the words on its page alone.

`Form` knows nothing of the engine or of the knowledge. `compare` holds its results against those of the engine.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from symptom_checker.assessing import assess_so_far
from symptom_checker.logic import UNSURE, Answers, Logic
from symptom_checker_workshop.tables.rows import Case, Knowledge, Level, Story, Wording

type Marks = dict[str, dict[str, str]]
"""Words of a question → words of a line → the words of the box that is ticked: `Yes` or `Not sure`."""

YES, NOT_SURE = "Yes", "Not sure"
I_AM_NOT_SURE = "I’m not sure"
"""The line that a choice of one has for it."""

LIKE_YES = "like yes"

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
"""Elements that have no end tag."""

ONLY_IF = re.compile(r"Only if you marked ([^.]+)\.")
IF_MARKED = re.compile(r"(.+):")
NUMBERED = re.compile(r"([0-9]+)\. (.+)")
CODE = re.compile(r"([0-9]+)([a-z])")
TOKEN = re.compile(r"\s*(at least [0-9]+ of|and\b|or\b|[(),]|[0-9]+[a-z]–[0-9]+[a-z]|[0-9]+[a-z])")


class PaperError(ValueError):
    """The page cannot be followed: it says where, and what was expected there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a line asks for."""

    words: str
    """The words in bold, e.g. `Call 911`."""
    details: tuple[str, ...]
    """What else it says: how soon, where, whom to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line that can be marked."""

    code: str
    text: str
    boxes: dict[str, str]
    """Words of a box → the words that say how much it counts for at most, `like yes` in full."""
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A numbered question."""

    text: str
    only_if: str
    """The printed condition; empty when it is for everyone who reads this part."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a "Look back" box."""

    when: str
    """The printed condition."""
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Questions and look-back lines in the order in which they are read."""

    only_if: str
    """The printed condition; empty when it is for everyone."""
    items: tuple[Question | Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the form tells a reader to do, in its own words."""

    act: str
    """The heading of what to do, e.g. `Call 911 now`."""
    within: str
    """How soon; may be empty."""
    where: tuple[str, ...]
    """Places."""
    contact: tuple[str, ...]
    """Phone lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The printed form."""

    parts: tuple[Part, ...]
    acts: tuple[tuple[str, str], ...]
    """The bold words and their heading, the most urgent first; the last is for "no line asks for anything"."""
    timeframes: tuple[str, ...]
    """Words for how soon, the soonest first."""
    locations: tuple[str, ...]
    """Words for places."""
    contacts: tuple[str, ...]
    """Words for phone lines."""

    def questions(self) -> dict[str, Question]:
        """Return the questions by their words."""
        return {item.text: item for part in self.parts for item in part.items if isinstance(item, Question)}

    def result(self, marks: Marks) -> Result:
        """Return what the form says to someone who ticks these boxes wherever a question is for them.

        Raises PaperError for a line or a box that the form does not have.
        """
        ranks = [words.casefold() for words, _ in reversed(self.acts)]
        full = len(ranks)
        counts: dict[str, int] = {}
        asked_for: list[tuple[int, Act]] = []
        for part in self.parts:
            if part.only_if and not _value(part.only_if, counts):
                continue
            for item in part.items:
                if isinstance(item, Line):
                    asked_for.append((min(_rank(item.act.words, ranks), _value(item.when, counts)), item.act))
                elif not item.only_if or _value(item.only_if, counts):
                    for row, most in _ticked(item, marks.get(item.text, {})):
                        counts[row.code] = full if most == LIKE_YES else _rank(most, ranks)
                        asked_for += [(min(_rank(act.words, ranks), counts[row.code]), act) for act in row.acts]
        return self._concluded([(rank, act) for rank, act in asked_for if rank])

    def _concluded(self, asked_for: list[tuple[int, Act]]) -> Result:
        """Return the most urgent act, what else its lines say, and the phone lines of all."""
        highest = max((rank for rank, _ in asked_for), default=0)
        ranks = [words.casefold() for words, _ in reversed(self.acts)]
        lines = [act for rank, act in asked_for if rank == highest]
        deciding = [detail for act in lines for detail in act.details]
        # A line that a "not sure" made less urgent says nothing of where to go.
        places = [detail for act in lines if _rank(act.words, ranks) == highest for detail in act.details]
        every = [detail for _, act in asked_for for detail in act.details]
        return Result(
            act=self.acts[-1 - highest][1],
            within=next((words for words in self.timeframes if words in deciding), ""),
            where=tuple(words for words in self.locations if words in places),
            contact=tuple(words for words in self.contacts if words in every),
        )


def read(html: str) -> Form:
    """Return the form that a page shows; raises PaperError where it cannot be followed."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    page = tree.root.one("paper")
    legends = {
        name: [item.bold() for item in page.one(name).items()]
        for name in ("paper-timeframes", "paper-locations", "paper-contacts")
    }
    form = Form(
        parts=tuple(_part(part) for part in page.all("paper-part")),
        acts=tuple(_meaning(item) for item in page.one("paper-acts").items()),
        timeframes=tuple(legends["paper-timeframes"]),
        locations=tuple(legends["paper-locations"]),
        contacts=tuple(legends["paper-contacts"]),
    )
    known = {*form.timeframes, *form.locations, *form.contacts}
    for act in _acts(form):
        _rank(act.words, [words.casefold() for words, _ in form.acts])
        if strange := set(act.details) - known:
            raise PaperError(f"'{strange.pop()}' stands on a line, but “Your result” does not say what it means")
    return form


def marks_of(knowledge: Knowledge, answers: Mapping[str, Iterable[str]]) -> Marks:
    """Return the boxes that a reader with these answers ticks, in words."""
    marks: Marks = {}
    for question in knowledge.questions.values():
        given = list(answers.get(question.id, ()))
        if question.after_result or not given:
            continue
        ticked = {option.text: YES for option in question.option if option.id in given}
        if question.select == "one":
            ticked = ticked or {I_AM_NOT_SURE: YES}
        else:
            for option in question.option:
                if UNSURE in given or f"{UNSURE}:{option.id}" in given:
                    ticked.setdefault(option.text, NOT_SURE)
        marks[question.text] = ticked
    return marks


def expected(knowledge: Knowledge, logic: Logic, answers: Answers) -> Result:
    """Return what the engine says to these answers, in the words of the knowledge."""
    found = assess_so_far(logic, answers)

    def headings(rows: Mapping[str, Level | Wording], names: Iterable[str]) -> tuple[str, ...]:
        return tuple(row.heading for row in rows.values() if row.id in names)

    if found.handed_over:
        return Result(act=knowledge.hand_overs[found.handed_over].heading, within="", where=(), contact=())
    (act,) = headings(knowledge.routes, [found.route]) or headings(knowledge.levels, [found.level])
    return Result(
        act=act,
        within="".join(headings(knowledge.timeframes, [found.within])),
        where=headings(knowledge.locations, found.where),
        contact=headings(knowledge.contacts, found.contact),
    )


def compare(html: str, knowledge: Knowledge, logic: Logic, cases: Iterable[Case | Story]) -> list[str]:
    """Return how the form of a page differs from the engine on these cases, in plain words; empty when it does not."""
    try:
        form = read(html)
    except PaperError as error:
        return [f"the paper version cannot be followed: {error}"]
    differences = []
    for case in cases:
        if said := difference(form, knowledge, logic, case.answers):
            differences.append(f"case '{case.id}': {said}")
    return differences


def difference(form: Form, knowledge: Knowledge, logic: Logic, answers: Answers) -> str:
    """Return how the form differs from the engine on these answers, in plain words; empty when it does not."""
    try:
        paper, engine = form.result(marks_of(knowledge, answers)), expected(knowledge, logic, answers)
    except PaperError as error:
        return str(error)
    return "" if paper == engine else f"the paper says {_result_text(paper)}; the engine says {_result_text(engine)}"


def _result_text(result: Result) -> str:
    return "; ".join(filter(None, (result.act, result.within, *result.where, *result.contact)))


def _ticked(question: Question, marks: dict[str, str]) -> Iterator[tuple[Row, str]]:
    """Yield the ticked lines of a question, with the words that say how much each counts for at most."""
    rows = {row.text: row for row in question.rows}
    for text, box in marks.items():
        if text not in rows:
            raise PaperError(f"question '{question.text}' has no line '{text}'")
        row = rows[text]
        if box in row.boxes:
            yield row, row.boxes[box]
        elif box == YES:
            raise PaperError(f"line {row.code} has no box '{box}'")
        # No box for "not sure": the reader leaves the line empty.


def _rank(words: str, ranks: list[str]) -> int:
    """Return the place of an act in the list of acts."""
    if words.casefold() not in ranks:
        raise PaperError(f"'{words}' stands on a line, but not in the list of “Your result”")
    return ranks.index(words.casefold())


def _value(condition: str, counts: Mapping[str, int]) -> int:
    """Return how much a printed condition counts for: its weakest part under `and`, its strongest under `or`."""
    reader = _Condition(list(_tokens(condition)), counts)
    value = reader.any_of()
    if reader.tokens:
        raise PaperError(f"the condition '{condition}' has '{reader.tokens[0]}' where it should end")
    return value


@cache
def _tokens(condition: str) -> tuple[str, ...]:
    """Return the words, brackets and codes of a printed condition."""
    tokens, end = [], 0
    while found := TOKEN.match(condition, end):
        tokens.append(found[1])
        end = found.end()
    if condition[end:].strip():
        raise PaperError(f"the condition '{condition}' cannot be read from '{condition[end:]}' on")
    return tuple(tokens)


class _Condition:
    """Reads a condition from left to right, `and` before `or`."""

    def __init__(self, tokens: list[str], counts: Mapping[str, int]) -> None:
        self.tokens, self.counts = tokens, counts

    def take(self, *wanted: str) -> str:
        if self.tokens and (not wanted or self.tokens[0] in wanted):
            return self.tokens.pop(0)
        return ""

    def any_of(self) -> int:
        values = [self.all_of()]
        while self.take("or"):
            values.append(self.all_of())
        return max(values)

    def all_of(self) -> int:
        values = [self.single()]
        while self.take("and"):
            values.append(self.single())
        return min(values)

    def single(self) -> int:
        word = self.take()
        if word == "(":
            value = self.any_of()
            if not self.take(")"):
                raise PaperError("a bracket is not closed")
            return value
        if word.startswith("at least"):
            values = [self.single()]
            while self.take(","):
                values.append(self.single())
            needed = int(word.split()[2])
            return sorted(values, reverse=True)[needed - 1]
        codes = _codes(word)
        if not codes:
            raise PaperError(f"'{word}' is not the code of a line")
        return max(self.counts.get(code, 0) for code in codes)


@cache
def _codes(token: str) -> tuple[str, ...]:
    """Return the codes of `3b` or `3a–3d`; none for anything else."""
    first, last = (CODE.fullmatch(end) for end in (token.split("–")[0], token.split("–")[-1]))
    if not first or not last or first[1] != last[1]:
        return ()
    return tuple(f"{first[1]}{chr(letter)}" for letter in range(ord(first[2]), ord(last[2]) + 1))


@dataclass(slots=True, kw_only=True)
class _Node:
    """An element of the page as a reader sees it: its column or block, its words, what stands in it."""

    tag: str
    classes: tuple[str, ...] = ()
    children: "list[_Node | str]" = field(default_factory=list)

    def words(self) -> str:
        """Return the visible words."""
        whole = "".join(child if isinstance(child, str) else child.words() for child in self.children)
        return " ".join(whole.split())

    def nodes(self) -> "Iterator[_Node]":
        for child in self.children:
            if isinstance(child, _Node):
                yield child
                yield from child.nodes()

    def all(self, *names: str) -> "list[_Node]":
        """Return the elements in it that are of one of these blocks or columns, in order."""
        return [node for node in self.nodes() if set(names) & set(node.classes)]

    def one(self, name: str) -> "_Node":
        found = self.all(name)
        if len(found) != 1:
            raise PaperError(f"expected one '{name}', found {len(found)}: {self.words()[:60]!r}")
        return found[0]

    def own(self, name: str) -> str:
        """Return the words of a block that may be missing."""
        return "".join(child.words() for child in self.children if isinstance(child, _Node) and name in child.classes)

    def items(self) -> "list[_Node]":
        return [node for node in self.nodes() if node.tag == "li"]

    def bold(self) -> str:
        found = [node.words() for node in self.nodes() if node.tag == "strong"]
        if len(found) != 1:
            raise PaperError(f"expected one act in bold, found {len(found)}: {self.words()[:60]!r}")
        return found[0]


class _Tree(HTMLParser):
    """Reads a page into nodes."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Node(tag="page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag=tag, classes=tuple((dict(attrs).get("class") or "").split()))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _acts(form: Form) -> Iterator[Act]:
    for part in form.parts:
        for item in part.items:
            yield from (item.act,) if isinstance(item, Line) else (act for row in item.rows for act in row.acts)


def _part(node: _Node) -> Part:
    items: list[Question | Line] = []
    for block in node.all("paper-question", "paper-line"):
        items.append(_line(block) if "paper-line" in block.classes else _question(block))
    return Part(only_if=_only_if(node), items=tuple(items))


def _question(node: _Node) -> Question:
    heading = next((child for child in node.nodes() if child.tag == "h3"), node)
    found = NUMBERED.fullmatch(heading.words())
    if not found:
        raise PaperError(f"a question has no number: '{heading.words()[:60]}'")
    rows = tuple(map(_row, node.all("paper-row")))
    for row in rows:
        if not row.code.startswith(found[1]) or not CODE.fullmatch(row.code):
            raise PaperError(f"line '{row.code}' stands under question {found[1]}")
    return Question(text=found[2], only_if=_only_if(node.one("paper-head")), rows=rows)


def _only_if(node: _Node) -> str:
    words = node.own("paper-only")
    found = ONLY_IF.match(words)
    if words and not found:
        raise PaperError(f"'{words}' is not a condition")
    return found[1] if found else ""


def _row(node: _Node) -> Row:
    boxes = {}
    for box in node.all("paper-box"):
        name, _, most = box.words().partition(": ")
        boxes[NOT_SURE if name == NOT_SURE else YES] = most or LIKE_YES
    return Row(
        code=node.one("paper-code").words(),
        text=node.one("paper-text").words(),
        boxes=boxes,
        acts=tuple(map(_act, node.all("paper-do"))),
    )


def _line(node: _Node) -> Line:
    found = IF_MARKED.fullmatch(node.one("paper-when").words())
    if not found:
        raise PaperError(f"'{node.words()[:60]}' is not a line to look back")
    return Line(when=found[1], act=_act(node.one("paper-do")))


def _act(node: _Node) -> Act:
    return Act(words=node.bold(), details=tuple(detail.words() for detail in node.all("paper-detail")))


def _meaning(node: _Node) -> tuple[str, str]:
    headings = [child.words().removesuffix(".") for child in node.nodes() if child.tag == "b"]
    if len(headings) != 1:
        raise PaperError(f"'{node.words()[:60]}' does not say what it means")
    return node.bold(), headings[0]
