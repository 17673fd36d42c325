"""What a topic decides by: ids, conditions and levels, without a word for a reader."""

from dataclasses import dataclass, fields
from typing import Any, Self, get_args

from symptom_checker.expression import Expression, from_plain, to_plain

type Answers = dict[str, list[str]]
"""Question id → chosen members: option ids, `none`, `unsure`, or `unsure:<option>` for one sign of a list."""

LEVELS = ("self-care", "routine", "urgent", "emergency")
"""The chain of levels, lowest first; a level is handled as its rank in this chain (0 to 3)."""

TOP = len(LEVELS) - 1
"""The rank of a finding that was chosen: the top of the chain."""

URGENT = LEVELS.index("urgent")
"""From this rank on, nothing is asked or told for the sake of advice: help comes first."""

NONE = "none"
"""The answer that says an explicit no to every sign of a list."""

UNSURE = "unsure"
"""The answer that says "I'm not sure", about a whole question or (`unsure:<option>`) about one sign."""


class Record:
    """Base of the data classes: turns them into plain tuples and back, so that a topic ships as literals."""

    __slots__ = ()

    def to_tuple(self) -> tuple[Any, ...]:
        """Return the values of the fields in order, records and conditions as plain data."""
        return tuple(_plain(getattr(self, field.name)) for field in fields(self))  # type: ignore[arg-type]

    @classmethod
    def from_tuple(cls, values: tuple[Any, ...]) -> Self:
        """Return the record that `to_tuple` wrote; raises ValueError when the number of fields differs."""
        given = zip(fields(cls), values, strict=True)  # type: ignore[arg-type]
        return cls(**{field.name: _of_plain(field.type, value) for field, value in given})


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_tuple()
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return to_plain(value) if isinstance(value, Expression.__value__) else value


def _of_plain(kind: Any, value: Any) -> Any:
    """Return what `_plain` made plain, by the type of its field."""
    if kind in (Expression, Expression | None):
        return None if value is None else from_plain(value)
    item = next(iter(get_args(kind)), None)
    if isinstance(item, type) and issubclass(item, Record):
        return tuple(map(item.from_tuple, value))
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Record):
    """One thing a reader can choose for a question."""

    id: str
    """Unique in its question."""
    role: str = ""
    """`red_flag`, `context` or empty."""
    level: str = ""
    """The level that a red flag declares; empty otherwise."""
    voice: str = ""
    """Whom the reader answers for, when this option says so: `you`, `child` or `person`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """A list of signs (`many`) or a choice of one (`one`)."""

    id: str
    """Unique in the topic."""
    select: str
    """`many` or `one`."""
    danger: bool = False
    """Whether this is a list of danger signs."""
    unsure: str
    """`as_yes`: not sure counts as the cap; `as_no`: not sure counts as nothing."""
    cap: str = ""
    """The level that not sure counts as when `unsure` is `as_yes`; empty otherwise."""
    ask_if: Expression | None = None
    """Positive condition over earlier questions; None = always asked."""
    after_result: bool = False
    """Whether it is offered only after the result and can change no level."""
    watch: bool = False
    """Whether its signs can still come later: a result lists them under "Get help sooner if"."""
    calm: tuple[tuple[str, ...], ...] = ()
    """Lines that say in other words what was answered no: of each, the ids of the options that it covers."""
    options: tuple[Option, ...]
    """In a fixed order, never shuffled."""

    @property
    def unsure_rank(self) -> int:
        """The rank that not sure counts as; 0 where it counts as nothing."""
        return LEVELS.index(self.cap) if self.unsure == "as_yes" else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Record):
    """When its condition holds, the level is at least this one."""

    id: str
    """Unique in the topic."""
    level: str
    """One of `LEVELS`."""
    when: Expression
    """Positive condition; terms already replaced by what they stand for."""
    advice: tuple[str, ...] = ()
    """Ids of advice that go with it."""
    within: str = ""
    """Id of a time frame of its own; may be empty."""
    route: str = ""
    """Emergency only: id of the route to help; may be empty."""
    where: str = ""
    """Id of the kind of place that can do the test; may be empty."""
    contact: str = ""
    """Id of a line to call; may be empty."""
    refines: str = ""
    """Id of the rule to which this one only adds a reason; may be empty."""

    @property
    def rank(self) -> int:
        """The rank of its level."""
        return LEVELS.index(self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Record):
    """A sort of complaint that a description can fit; unranked."""

    id: str
    """Unique among the kinds."""
    fits: Expression
    """Three-valued condition that must be true."""
    against: Expression | None = None
    """Three-valued condition that must not be true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause(Record):
    """An everyday contributor that is worth trying to change."""

    id: str
    """Unique among the causes."""
    when: Expression
    """Three-valued condition that must be true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Record):
    """One thing to do, not to do, or to watch for."""

    id: str
    """Unique among the advice."""
    type: str
    """`do`, `dont` or `watch`."""
    when: Expression | None = None
    """Three-valued condition under which it is given; None = only where a rule names it."""
    levels: tuple[str, ...] = ()
    """Levels at which it is given; empty = all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked(Record):
    """A route or a time frame: where several apply, one wins."""

    id: str
    """Unique among its sort."""
    strength: int
    """The highest wins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(Record):
    """All that one topic decides by."""

    topic: str
    """Id of the topic, e.g. `back-pain`."""
    version: str
    """Version of the knowledge."""
    routes: tuple[Ranked, ...] = ()
    """Ways to emergency help, the strongest wins."""
    timeframes: tuple[Ranked, ...] = ()
    """Time frames, the soonest (strongest) wins."""
    locations: tuple[str, ...] = ()
    """Ids of the kinds of place, in the order in which they are told."""
    contacts: tuple[str, ...] = ()
    """Ids of the lines to call, in the order in which they are told."""
    hand_overs: tuple[str, ...] = ()
    """Findings of people whom this topic does not judge, but leads to a page made for them."""
    questions: tuple[Question, ...]
    """In clinical order."""
    rules: tuple[Rule, ...]
    """In the order of the file; the order never changes a result."""
    kinds: tuple[Kind, ...] = ()
    """All kinds."""
    causes: tuple[Cause, ...] = ()
    """All causes."""
    advice: tuple[Advice, ...] = ()
    """All advice."""

    def question(self, question_id: str) -> Question | None:
        """Return the question with this id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)


def question_of(finding: str) -> str:
    """Return the id of the question of a finding, `question.option`."""
    return finding.partition(".")[0]
