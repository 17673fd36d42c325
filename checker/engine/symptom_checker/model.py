"""The nouns of the checker: what a topic knows, what a reader answered, what the checker concludes."""

from dataclasses import dataclass, fields
from typing import Any, Self

type Expression = tuple[Any, ...]
"""A parsed condition: `("finding", "danger.chest")`, `("and", a, b)`, `("or", a, b)`, `("atleast", 2, a, b)`,
`("not", a)`."""

type Answers = dict[str, list[str]]
"""Question id → chosen members: option ids, `none`, `unsure`, or `unsure:<option>` for one sign of a list."""

LEVELS = ("self-care", "routine", "urgent", "emergency")
"""The chain of levels, lowest first; a level is handled as its place in this chain (0 to 3)."""

TOP = len(LEVELS) - 1
"""The value of a finding that was chosen: the top of the chain."""

NONE = "none"
"""The answer that says an explicit no to every sign of a list."""

UNSURE = "unsure"
"""The answer that says "I'm not sure", about a whole question or (`unsure:<option>`) about one sign."""


class Record:
    """Base of the data classes: turns them into plain tuples and back, so that a topic ships as literals."""

    __slots__ = ()

    def to_tuple(self) -> tuple[Any, ...]:
        """Return the field values in order, nested records as tuples."""
        return tuple(_plain(getattr(self, field.name)) for field in fields(self))  # type: ignore[arg-type]

    @classmethod
    def from_tuple(cls, values: tuple[Any, ...]) -> Self:
        """Return the record that `to_tuple` wrote; raises ValueError when the number of fields differs."""
        names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
        return cls(**dict(zip(names, values, strict=True)))


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_tuple()
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Record):
    """One thing a reader can choose for a question."""

    id: str
    """Unique in its question."""
    text: str
    """The words beside the box, spoken to the reader."""
    text_they: str
    """The words when the reader answers for someone else; empty = the same. `{person}` stands for the person."""
    hint: str
    """A line under the words; may be empty."""
    role: str
    """`red_flag`, `context`, or empty when no urgent or emergency rule uses it."""
    level: str
    """The level that a red flag alone must reach; empty for the others."""
    voice: str
    """On the question that asks who it is for: `you`, `child` or `person`; else empty."""
    group: str
    """Heading under which the option stands inside its question; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """One screen: a list of signs (`many`) or a choice of one (`one`)."""

    id: str
    """Unique in the topic."""
    select: str
    """`many` or `one`."""
    text: str
    """The question in the reader's own voice."""
    text_they: str
    """The question about someone else; empty = the same."""
    hint: str
    """A line under the question; may be empty."""
    hint_they: str
    """The hint about someone else; empty = the same."""
    why: str
    """One sentence: why we ask."""
    danger: bool
    """Whether this is a list of danger signs."""
    unsure: str
    """`as_yes`: not sure counts as the cap; `as_no`: not sure counts as nothing."""
    cap: str
    """The level that not sure counts as when `unsure` is `as_yes`; empty otherwise."""
    ask_if: Expression | None
    """Positive condition over earlier questions; None = always asked."""
    none: str
    """The words of "None of these" on a list; empty on a choice of one that offers no such answer."""
    after_result: bool
    """Whether it is offered only after the result and can change no level."""
    watch: bool
    """Whether its signs can still come later: a result lists them under "Get help sooner if"."""
    options: tuple[Option, ...]
    """In a fixed order, never shuffled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Record):
    """When its findings hold, the level is at least this one."""

    id: str
    """Unique in the topic."""
    level: str
    """One of `LEVELS`."""
    when: Expression
    """Positive condition; terms already replaced by what they stand for."""
    because: str
    """One sentence for the reader that names the sign and the reason."""
    advice: tuple[str, ...]
    """Ids of advice that go with it."""
    facts: tuple[str, ...]
    """Ids of the facts it rests on."""
    sources: tuple[str, ...]
    """Keys of the sources of those facts."""
    within: str
    """Id of a time frame of its own; may be empty."""
    route: str
    """Emergency only: id of the route to help; may be empty."""
    where: str
    """Id of the kind of place that can do the test; may be empty."""
    contact: str
    """Id of a line to call; may be empty."""
    refines: str
    """Id of the rule to which this one only adds a reason; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Record):
    """A sort of movement that a description can fit; unranked."""

    id: str
    """Unique among the kinds."""
    title: str
    """Its everyday name."""
    text: str
    """One or two sentences on what it is."""
    article: str
    """Path of the article under `docs/`."""
    fits: Expression
    """Three-valued condition that must be true."""
    against: Expression | None
    """Three-valued condition that must not be true."""
    facts: tuple[str, ...]
    """Ids of the facts it rests on."""
    sources: tuple[str, ...]
    """Keys of the sources of those facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause(Record):
    """An everyday contributor that is worth trying to change."""

    id: str
    """Unique among the causes."""
    title: str
    """Its everyday name."""
    text: str
    """One or two sentences on what to try."""
    article: str
    """Path of the article under `docs/`."""
    when: Expression
    """Three-valued condition that must be true."""
    facts: tuple[str, ...]
    """Ids of the facts it rests on."""
    sources: tuple[str, ...]
    """Keys of the sources of those facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Record):
    """One thing to do, not to do, or to watch for."""

    id: str
    """Unique among the advice."""
    type: str
    """`do`, `dont` or `watch`."""
    text: str
    """One or two sentences."""
    when: Expression | None
    """Three-valued condition under which it is given; None = only where a rule names it."""
    levels: tuple[str, ...]
    """Levels at which it is given; empty = all."""
    facts: tuple[str, ...]
    """Ids of the facts it rests on."""
    sources: tuple[str, ...]
    """Keys of the sources of those facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Record):
    """A named piece of wording: a level, a route, a time frame, a place or a line to call."""

    id: str
    """Unique among its sort."""
    heading: str
    """The heading, or the short form; may be empty."""
    text: str
    """The sentence or sentences."""
    strength: int
    """Order among its sort where several apply: the highest wins (routes, time frames)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge(Record):
    """Everything one topic knows, as the engine needs it."""

    topic: str
    """Id of the topic, e.g. `muscle-spasms`."""
    version: str
    """Version of the knowledge."""
    title: str
    """Name of the topic for people."""
    review_by: str
    """ISO date by which the knowledge must be reviewed."""
    scope: tuple[str, ...]
    """Who it is for and not for, a paragraph each."""
    always: str
    """What every result that is not an emergency repeats: when to call the emergency number."""
    disclaimer: str
    """What every result says about itself."""
    levels: tuple[Words, ...]
    """The words of the four levels, lowest first."""
    routes: tuple[Words, ...]
    """Ways to emergency help, strongest wins."""
    withins: tuple[Words, ...]
    """Time frames, soonest (strongest) wins."""
    wheres: tuple[Words, ...]
    """Kinds of place."""
    contacts: tuple[Words, ...]
    """Lines to call."""
    questions: tuple[Question, ...]
    """In clinical order."""
    rules: tuple[Rule, ...]
    """In the order of the file; the order never changes a result."""
    kinds: tuple[Kind, ...]
    """All kinds."""
    causes: tuple[Cause, ...]
    """All causes."""
    advice: tuple[Advice, ...]
    """All advice."""

    @classmethod
    def from_tuple(cls, values: tuple[Any, ...]) -> Self:
        """Return the knowledge that `to_tuple` wrote, records and all."""
        names = [field.name for field in fields(cls)]
        raw = dict(zip(names, values, strict=True))
        for name, record in _RECORDS.items():
            raw[name] = tuple(record.from_tuple(item) for item in raw[name])
        raw["questions"] = tuple(
            Question.from_tuple((*item[:-1], tuple(Option.from_tuple(option) for option in item[-1])))
            for item in raw["questions"]
        )
        return cls(**raw)

    def question(self, question_id: str) -> Question | None:
        """Return the question with this id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)


_RECORDS: dict[str, type[Record]] = {
    "levels": Words,
    "routes": Words,
    "withins": Words,
    "wheres": Words,
    "contacts": Words,
    "rules": Rule,
    "kinds": Kind,
    "causes": Cause,
    "advice": Advice,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FiredRule:
    """A rule that holds for the answers, with the answers that made it hold."""

    id: str
    """Id of the rule."""
    level: str
    """The level it reached: its own, or lower where it rests on something not sure."""
    because_of: tuple[str, ...]
    """Findings (`question.option`) that made it hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the checker concludes from a set of answers."""

    topic: str
    """Id of the topic."""
    version: str
    """Version of the knowledge."""
    level: str
    """The highest level of all rules, else `self-care`."""
    route: str
    """Id of the strongest route of the rules at an emergency level, else empty."""
    within: str
    """Id of the soonest time frame of the rules that decide the level, else empty."""
    where: tuple[str, ...]
    """Ids of what to do and where, of the rules that decide; they replace the level's words; none in an emergency."""
    contact: tuple[str, ...]
    """Ids of lines to call named by any rule that holds."""
    rules: tuple[FiredRule, ...]
    """All rules that hold, highest level first, then in the order of the knowledge."""
    kinds: tuple[str, ...]
    """Ids of the kinds that the description fits; none from urgent on, where they would only distract."""
    causes: tuple[str, ...]
    """Ids of the everyday contributors."""
    advice: tuple[str, ...]
    """Ids of the advice to give."""
    not_sure: tuple[str, ...]
    """What the reader was not sure about: `question` or `question.option`."""
    ignored: tuple[str, ...]
    """Ids of answered questions whose answers were kept but not used."""
    asked: tuple[str, ...]
    """Ids of the questions that were answered and used, in clinical order."""
    at_least: str
    """The lowest level that any answers to the open questions can lead to."""
    at_most: str
    """The highest level that answers to the open questions could lead to."""
