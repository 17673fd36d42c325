"""The rows of the TOML tables, as their authors write them; what the engine decides by is compiled from these."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LevelId = Literal["self-care", "routine", "urgent", "emergency"]
"""The levels, as in `logic.LEVELS`."""

NONE_OF_THESE = "None of these"

HANDED_OVER: Literal["handed-over"] = "handed-over"
"""What a reader's answer has first in place of a level, where the checker handed over."""

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
    scope: tuple[str, ...]
    always: str
    disclaimer: str
    emergency_heading: str
    emergency_line: str
    """What a page without the quiz says first: the number to call."""
    abroad: str
    """What someone in another region does instead."""
    considered: tuple[str, ...]
    """Series of facts (what stands before the hyphen of an id) of which each is used by a row, or set aside."""
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
    short: str = ""
    """Two or three words for a line of the paper form; empty = the heading."""


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
    short: str = ""
    """Two or three words for a line of the paper form; empty = the heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Whom the checker does not judge: it stops, gives no level, and shows the page made for them."""

    id: str
    """The answer, `question.option`, or `question.unsure` of a choice of one."""
    heading: str
    text: str
    """When to get help at once all the same, and what the page tells."""
    short: str
    """Two or three words for a line of the paper form."""
    article: str
    """Path under `docs/` of the page made for them."""
    facts: tuple[str, ...]
    also: tuple[str, ...] = ()
    """Paths of pages that fit some of them better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a question."""

    id: str
    text: str
    text_they: str = ""
    hint: str = ""
    role: Literal["", "red_flag", "context"] = ""
    level: Literal["", "routine", "urgent", "emergency"] = ""
    voice: Literal["", "you", "child", "person"] = ""
    group: str = ""
    article: str = ""
    """Path under `docs/` of the page about it; may be empty."""
    said: tuple[str, ...] = ()
    """How people say it when they type or talk; the site's search knows these words."""
    shown: tuple[str, ...] = ()
    """Those of `said` that stand below the option; empty where its own words are as plain."""
    silent: str = ""
    """Why a result may say nothing of it (V18); empty where it must be heard."""
    harmless: bool = False
    """An everyday background that takes no plain picture of a kind out of self-care (V22)."""
    named: str = ""
    """A clause that says it of the reader, such as "you have diabetes"; it fills `{named}` in a reason."""
    named_they: str = ""
    """The same of someone else, with `{person}`; empty = as it is said of the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalmLine:
    """What was answered no, in other words, for a second look before a calm result."""

    text: str
    text_they: str = ""
    covers: tuple[str, ...]
    """Ids of the options that it says no to; it is shown only if each of them was answered so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One screen."""

    id: str
    select: Literal["many", "one"]
    text: str
    text_they: str = ""
    hint: str = ""
    hint_they: str = ""
    why: str
    danger: bool = False
    unsure: Literal["as_yes", "as_no"]
    cap: Literal["", "routine", "urgent", "emergency"] = ""
    ask_if: str = ""
    none: str = NONE_OF_THESE
    """The words that say no to every sign of a list."""
    after_result: bool = False
    watch: bool = False
    """Its signs can still come later: a result lists them under "Get help sooner if"."""
    calm_line: tuple[CalmLine, ...] = ()
    option: tuple[Option, ...]

    @property
    def calm(self) -> tuple[tuple[str, ...], ...]:
        """What the calm lines cover, under the name that the engine uses."""
        return tuple(line.covers for line in self.calm_line)

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
    level: LevelId
    when: str
    because: str
    """Why, in a sentence or two; `{named}` stands for what the reader ticked, so that it names nothing else."""
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
    everyday: dict[str, list[str]] = field(default_factory=dict)
    """The answers of its plain everyday picture, which ends in self-care (V22); empty where there is none."""


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
    type: Literal["do", "dont", "watch"]
    text: str
    when: str = ""
    levels: tuple[LevelId, ...] = ()
    article: str = ""
    """Path under `docs/` of the page that shows how; may be empty."""
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A medical statement that articles and rules may rest on."""

    id: str
    text: str
    sources: tuple[str, ...]
    read: Literal["seen", "inferred", "relayed", "secondary"]
    """How its sources were read; what nobody read is no fact."""
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
    read: Literal["direct", "copy", "relayed", "secondary"]

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
    level: Literal["", "self-care", "routine", "urgent", "emergency"] = ""
    """Empty where the checker hands over."""
    rules: tuple[str, ...]
    source: str
    route: str = ""
    hand_over: str = ""
    """The id of the row by which the checker hands over, in place of a level."""
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
    level: LevelId
    """The level that the sources ask for."""
    source: str
    first: LevelId
    """The level that the engine gave when it first saw the story; it is never changed."""
    why: str = ""
    """What was fixed after the first run, or why the level that was expected changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Someone who answered the questions for stories, having seen nothing else."""

    id: str
    who: str
    """Who that was, in plain words: it is told wherever the figures are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderStory:
    """A story in lay words that readers answer for; its level is fixed from a source before anyone answers."""

    id: str
    story: str
    age: int
    account: str = ""
    """The address of the public account that it paraphrases; empty when it has none."""
    level: LevelId
    """The level that the source asks for."""
    source: str
    """Publisher, title and address of that source."""
    says: str
    """What the source asks for, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderAnswer:
    """What one reader answered for one story."""

    story: str
    reader: str
    answers: dict[str, list[str]]
    first: Literal["self-care", "routine", "urgent", "emergency", "handed-over"]
    """The level that the engine gave when it first saw these answers, or that it handed over; it is never changed."""
    unfit: str = ""
    """What the reader said where no option fitted well."""

    @property
    def id(self) -> str:
        """The story and the reader: a reader answers a story once a round."""
        return f"{self.story} {self.reader}"


SetName = Literal["tune", "measure"]
"""Stories that may guide a rule, and stories that only measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSet:
    """The stories of one set, with every round of answers."""

    stories: dict[str, ReaderStory] = field(default_factory=dict)
    """By id."""
    rounds: dict[str, dict[str, ReaderAnswer]] = field(default_factory=dict)
    """Version of the knowledge whose questions were answered, oldest first → answers by story and reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderStudy:
    """The folder `readers`: what people who have seen only the questions make of them. Empty where there is none."""

    readers: dict[str, Reader] = field(default_factory=dict)
    sets: dict[str, ReaderSet] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many rows its tables have."""
        answers = sum(len(answers) for group in self.sets.values() for answers in group.rounds.values())
        return len(self.readers) + sum(len(group.stories) for group in self.sets.values()) + answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a clinician says of one item of the exam."""

    id: str
    """The id of a case, of a story or of a hazard."""
    agree: bool
    """Whether the result, or the decision that we made, is right as it stands."""
    level: Literal["", "self-care", "routine", "urgent", "emergency"] = ""
    """The level that a case or story should have: the one that was shown to a clinician who agrees. Empty for a hazard,
    and where only a reason is wrong."""
    why: str = ""
    signed: str
    """Who says so, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The lines of care cards that have one level and rest on the same facts: what the checker says of them (V21)."""

    level: LevelId
    """That of the cards."""
    facts: tuple[str, ...]
    """The facts of the marks in a line, in any order."""
    answers: tuple[dict[str, list[str]], ...] = ()
    """The findings of the lines; each alone leads to the level, with every other question answered calmly."""
    reason: str = ""
    """Why the checker has no finding for them, in place of answers."""

    @property
    def id(self) -> str:
        """What stands for the lines: their level and facts."""
        return card_id(self.level, self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that is said in several places, such as how long a pain may last; `[=id]` stands for its words."""

    id: str
    text: str
    """Its words, such as `10 minutes`."""
    facts: tuple[str, ...]
    """The facts that say it."""
    means: str
    """What it is of, for those who write."""


def card_id(level: str, facts: Iterable[str]) -> str:
    """Return what lines of care cards are called that have a level and rest on these facts, in any order."""
    return " ".join([level, *sorted(set(facts))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A way in which the checker could harm, and what controls it (the form of DCB0129)."""

    id: str
    hazard: str
    cause: str
    effect: str
    severity: Literal["minor", "significant", "considerable", "major", "catastrophic"]
    """The worst that can reasonably come of it, in the words of DCB0129."""
    likelihood: Literal["very low", "low", "medium", "high", "very high"]
    """How likely that is with the controls in place."""
    controls: tuple[str, ...]
    """The rules that keep it from happening."""
    tests: tuple[str, ...]
    """What shows that the controls work: ids of cases, and numbers of properties such as `V8`."""
    residual: str
    open: str = ""
    """A decision that waits for a clinician's signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedDowngrade:
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

    home: str
    """The words as they stand; a small first letter stands for a capital one too."""
    here: str
    """What stands in their place."""
    facts: tuple[str, ...] = ()
    """What the new words rest on, where they say whom to call or where to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Other words of one place for another region, where care differs; the place is known by ids, not by its words."""

    region: str
    at: str
    """A page, such as `self-care/fluids.md`, or table, id and key of a row, such as `advice no-quinine text`.

    The id of an option follows that of its question."""
    card: Literal["", "self-care", "routine", "urgent", "emergency"] = ""
    """The level of the care card on the page in which the words stand, if any."""
    of: tuple[str, ...] = ()
    """The facts of the mark on the page, or those of the row; who changes them changes what is said, and is told."""
    here: str
    """The words for the region: in place of those that the mark stands for, or of those of the row."""
    facts: tuple[str, ...]
    """What they rest on, in place of `of`."""

    @property
    def id(self) -> str:
        """What it is called: region and place."""
        return difference_id(self.region, self.at, self.card, self.of)

    @property
    def is_of_page(self) -> bool:
        """Whether it changes a page, and no row of a table."""
        return self.at.endswith(".md")


def difference_id(region: str, at: str, card: str, of: Iterable[str]) -> str:
    """Return what a difference is called: only on pages do the facts tell one place from another."""
    return " ".join(filter(None, [region, at, card, *(sorted(set(of)) if at.endswith(".md") else ())]))


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
    domains: tuple[str, ...] = ()
    """Ends of addresses, such as `uk`: of the sources behind a difference, one at least is there."""
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
    timeframes: dict[str, Wording] = field(default_factory=dict)
    locations: dict[str, Wording] = field(default_factory=dict)
    contacts: dict[str, Wording] = field(default_factory=dict)
    hand_overs: dict[str, HandOver] = field(default_factory=dict)
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
    allowed_downgrades: dict[str, AllowedDowngrade] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    differences: dict[str, Difference] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    study: ReaderStudy = field(default_factory=ReaderStudy)
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict, repr=False, compare=False)
    """(table, id) → line of the row's header."""

    def words_of(self, name: str) -> str:
        """Return the words of a finding (`question.option`) or of a question; the name itself when it is unknown."""
        question = self.questions.get(name.partition(".")[0])
        return self.option_texts.get(name, question.text if question else name)

    @property
    def option_texts(self) -> dict[str, str]:
        """The words of each finding, `question.option`."""
        return {name: option.text for name, option in self.options.items()}

    @property
    def options(self) -> dict[str, Option]:
        """The option that each finding, `question.option`, stands for."""
        return {f"{row.id}.{option.id}": option for row in self.questions.values() for option in row.option}

    @property
    def silent(self) -> set[str]:
        """The findings of which a result may say nothing."""
        return {name for name, option in self.options.items() if option.silent}

    def sources_of(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of the sources behind facts, each once."""
        return tuple(dict.fromkeys(key for fact in facts for key in self.facts[fact].sources))

    def is_weak(self, fact: str) -> bool:
        """Return whether a fact rests on reports alone: it may raise urgency, and never calm."""
        row = self.facts[fact]
        return row.single or all(self.sources[key].read in REPORTED for key in row.sources if key in self.sources)
