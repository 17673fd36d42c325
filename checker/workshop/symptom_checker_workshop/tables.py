"""The rows of the TOML tables, as their authors write them; the engine's own model is compiled from these."""

from dataclasses import dataclass, field
from datetime import date

REPORTED = ("relayed", "secondary")
"""Ways of having read a source in which someone else stands between it and us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencySign:
    """A sign that stands on the page before the first question."""

    text: str
    """The words."""
    findings: tuple[str, ...]
    """The red flags of the checker that ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """topic.toml: what this knowledge is, for whom, and how long it holds."""

    id: str
    version: str
    language: str
    region: str
    title: str
    checker_name: str
    """What a result calls the checker."""
    sources_checked: date
    review_by: date
    purpose: str
    scope: tuple[str, ...]
    always: str
    disclaimer: str
    emergency_heading: str
    emergency_line: str
    """What a page without the quiz says first: the number to call."""
    abroad: str
    """What someone in another region does instead."""
    emergency_sign: tuple[EmergencySign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level: its words on the result, on care cards and for screen readers."""

    id: str
    heading: str
    text: str
    urgency: str
    """The word that a screen reader hears before a care card's heading."""
    card_heading: str
    """The heading of a care card, completed by its list."""
    time: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A route, a time frame, a place or a line to call."""

    id: str
    heading: str = ""
    text: str
    strength: int = 0
    """Where several apply the strongest (routes), the soonest (time frames) wins."""
    call: str = ""
    """The number that a phone calls, digits and + only; may be empty."""
    call_text: str = ""
    """The words of the link that calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a question."""

    id: str
    text: str
    text_they: str = ""
    hint: str = ""
    role: str = ""
    level: str = ""
    voice: str = ""
    group: str = ""
    article: str = ""
    """Path under `docs/` of the page about it; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One screen."""

    id: str
    select: str
    text: str
    text_they: str = ""
    hint: str = ""
    hint_they: str = ""
    why: str
    danger: bool = False
    unsure: str
    cap: str = ""
    ask_if: str = ""
    none: str = "None of these"
    after_result: bool = False
    watch: bool = False
    """Its signs can still come later: a result lists them under "Get help sooner if"."""
    option: tuple[Option, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        """The options, under the name that the engine uses."""
        return self.option


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name for a condition that several rules share."""

    id: str
    when: str
    scope: bool = False
    """Says who is asked, which is no sign by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When its findings hold, the level is at least this one."""

    id: str
    level: str
    when: str
    because: str
    facts: tuple[str, ...]
    advice: tuple[str, ...] = ()
    within: str = ""
    route: str = ""
    where: str = ""
    contact: str = ""
    refines: str = ""
    article: str = ""
    """Path under `docs/` of the page that explains it; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A sort of movement that a description can fit."""

    id: str
    title: str
    text: str
    article: str
    fits: str
    against: str = ""
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """An everyday contributor."""

    id: str
    title: str
    text: str
    article: str
    when: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do, not to do, or to watch for."""

    id: str
    type: str
    text: str
    when: str = ""
    levels: tuple[str, ...] = ()
    article: str = ""
    """Path under `docs/` of the page that shows how; may be empty."""
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A medical statement that articles and rules may rest on."""

    id: str
    text: str
    sources: tuple[str, ...]
    read: str
    single: bool = False
    """Rests on one relayed or secondary source: may raise urgency, never lower it."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEncoded:
    """A fact that no rule, kind, cause or advice rests on, and why."""

    id: str
    """The id of the fact."""
    reason: str
    """Why the checker does without it, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication."""

    key: str
    publisher: str
    title: str
    url: str
    date: str
    read: str

    @property
    def id(self) -> str:
        """The key, under the name that every other row uses."""
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of the source document, and how trusted sources refine it."""

    id: str
    text: str
    refined: str
    section: tuple[str, ...]
    checker: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A story with its answers and what must come of them."""

    id: str
    story: str
    answers: dict[str, list[str]]
    level: str
    rules: tuple[str, ...]
    source: str
    route: str = ""
    why: str = ""
    """Why the expectation was changed after it was first written."""
    contrast: str = ""
    """The id of a case that tells the same story with one answer changed, and ends elsewhere."""
    screens: int = 0
    """The most screens that the case may take; 0 = as many as any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story by someone who had not seen the rules: it measures the checker, and guards no rule."""

    id: str
    story: str
    answers: dict[str, list[str]]
    level: str
    """The level that the sources ask for."""
    source: str
    first: str
    """The level that the engine gave when it first saw the story; it is never changed."""
    why: str = ""
    """What was mended after the first run, or why the level that was expected changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A way in which the checker could harm, and what controls it (the form of DCB0129)."""

    id: str
    hazard: str
    cause: str
    effect: str
    severity: str
    """One of `lint.SEVERITIES`: the worst that can reasonably come of it."""
    likelihood: str
    """One of `lint.LIKELIHOODS`: how likely that is with the controls in place."""
    controls: tuple[str, ...]
    """The rules that keep it from happening."""
    tests: tuple[str, ...]
    """What shows that the controls work: ids of cases, and numbers of properties such as `V8`."""
    residual: str
    open: str = ""
    """A decision that waits for a clinician's signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """Patterns of answers whose level may fall, compared with a released version."""

    id: str
    since: str
    """The released version that gave them a higher level."""
    when: str
    """Which patterns: a condition as in the rules."""
    reason: str
    facts: tuple[str, ...]
    signed: str
    """Who signed it, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of the texts that another region says in another way."""

    us: str
    """The words as they stand; a small first letter stands for a capital one too."""
    here: str
    """What stands in their place."""
    facts: tuple[str, ...] = ()
    """What the new words rest on, where they say whom to call or where to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Another region than the one that the texts are written for."""

    id: str
    """Two capital letters (ISO 3166), as in the setting `region` of the site."""
    language: str
    """Its form of the language, as in `lang="en-GB"`."""
    origin: str
    """The name of the region that the texts are written for, as they write it."""
    foreign: tuple[str, ...]
    """Words that no page for this region may show, but in a sentence with the name of the other one."""
    home_facts: tuple[str, ...] = ()
    """Facts on services that only the other region has: behind a phrase with facts, those take their place."""
    phrase: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All tables of one topic, each by id in the order of its file."""

    folder: str
    topic: Topic
    levels: dict[str, Level] = field(default_factory=dict)
    routes: dict[str, Wording] = field(default_factory=dict)
    withins: dict[str, Wording] = field(default_factory=dict)
    wheres: dict[str, Wording] = field(default_factory=dict)
    contacts: dict[str, Wording] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)
    advice: dict[str, Advice] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    not_encoded: dict[str, NotEncoded] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    hazards: dict[str, Hazard] = field(default_factory=dict)
    falls: dict[str, Fall] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    """(table, id) → line of the row's header."""

    def is_weak(self, fact: str) -> bool:
        """Return whether a fact rests on reports alone: it may raise urgency, and never calm."""
        row = self.facts[fact]
        return row.single or all(self.sources[key].read in REPORTED for key in row.sources if key in self.sources)
