"""A new topic: a folder with every table and the right keys, in which each text to write is marked."""

import keyword
import re
import typing
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from pathlib import Path

from symptom_checker.errors import BadInputError
from symptom_checker_workshop.tables.read import FILES

TOPIC_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

TOPIC = """\
# What this knowledge is, for whom, and how long it holds.
id = "{topic}"
version = "{today:%Y.%m}.0"
language = "en-US"
region = "US"
title = "TO WRITE: the name of the topic"
checker_name = "TO WRITE: what a result calls the checker"
sources_checked = {today}
review_by = {review_by}
# The series of facts (what stands before the hyphen of an id) of which each is used, or set aside in not_encoded.toml.
considered = ["FACT"]
scope = ["TO WRITE: for whom it is and for whom not, a text for each paragraph"]
always = "TO WRITE: when to call the emergency number, whatever the result"
disclaimer = "TO WRITE: what every result says about itself, and who checked it"
emergency_heading = "TO WRITE: the heading over the emergency signs"
emergency_line = "TO WRITE: the number to call, on a page without the questions"
abroad = "TO WRITE: what to do in another region"

[[emergency_sign]]
text = "TO WRITE: a sign that stands on the page before the first question"
findings = ["danger.first"]
"""

LEVELS = "# The words of the levels, lowest first, and of what goes with them.\n" + "".join(
    f"""
[[level]]
id = "{level}"
heading = "TO WRITE: what to do, as a heading: {act}"
text = "TO WRITE: how and where, in a sentence or two"
urgency = "TO WRITE: the word that a screen reader hears first"
card_heading = "TO WRITE: the heading of a care card, completed by its list of signs"
"""
    for level, act in (
        ("self-care", "care at home"),
        ("routine", "make an appointment"),
        ("urgent", "get care today"),
        ("emergency", "get help now"),
    )
)

ROWS = {
    "levels.toml": LEVELS
    + """
[[route]]
id = "call"
heading = "TO WRITE: call the emergency number now"
text = "TO WRITE: what to do until help comes"
strength = 1

[[within]]
id = "few-days"
heading = "TO WRITE: how soon an appointment should be"
text = "TO WRITE: the same as a sentence"
strength = 1
""",
    "questions.toml": """\
# The questions in clinical order: danger first, then what people do not volunteer, then kind and pattern.

[[question]]
id = "danger"
select = "many"
danger = true
text = "TO WRITE: a question for danger signs that need help at once, at most 7"
hint = "TO WRITE: how to answer"
why = "TO WRITE: why we ask"
unsure = "as_yes"
cap = "emergency"

    [[question.option]]
    id = "first"
    text = "TO WRITE: the sign in the reader's words"
    role = "red_flag"
    level = "emergency"

[[question]]
id = "kind"
select = "one"
text = "TO WRITE: a question for what it is most like"
why = "TO WRITE: why we ask"
unsure = "as_yes"
cap = "routine"

    [[question.option]]
    id = "usual"
    text = "TO WRITE: the harmless kind"

    [[question.option]]
    id = "other"
    text = "TO WRITE: none of these fits"

[[question]]
id = "triggers"
select = "many"
after_result = true
text = "TO WRITE: a question for everyday triggers, asked after the result"
hint = "TO WRITE: how to answer"
why = "TO WRITE: why we ask"
unsure = "as_no"

    [[question.option]]
    id = "first"
    text = "TO WRITE: a trigger"
""",
    "rules.toml": """\
# When a condition holds, the level is at least this one. It holds only findings, terms, and, or, atleast().

[[rule]]
id = "danger-first"
level = "emergency"
when = "danger.first"
because = "TO WRITE: one sentence that names the sign and the reason"
route = "call"
facts = ["FACT-1"]

[[rule]]
id = "other"
level = "routine"
when = "kind.other"
because = "TO WRITE: why a doctor should hear it"
within = "few-days"
facts = ["FACT-1"]

[[rule]]
id = "calm"
level = "self-care"
when = "kind.usual"
because = "TO WRITE: why it is nearly always harmless"
facts = ["FACT-1"]
""",
    "kinds.toml": """\
# What a description fits; `not` is allowed here, because no level depends on it.

[[kind]]
id = "usual"
title = "TO WRITE: its everyday name"
text = "TO WRITE: one or two sentences on what it is"
article = "articles/index.md"
fits = "kind.usual"
facts = ["FACT-1"]
""",
    "causes.toml": """\
# Everyday contributors that are worth trying to change. They never change the level.

[[cause]]
id = "first"
title = "TO WRITE: its everyday name"
text = "TO WRITE: one or two sentences on what to try"
article = "articles/index.md"
when = "triggers.first"
facts = ["FACT-1"]
""",
    "advice.toml": """\
# What to do, not to do (dont) and watch for. A rule names some; the others come by their own condition.

[[advice]]
id = "first"
type = "do"
text = "TO WRITE: one thing to do"
when = "kind.usual"
levels = ["self-care", "routine"]
facts = ["FACT-1"]
""",
    "facts.toml": """\
# Every medical statement that the articles and the checker may make, in our own words.

[[fact]]
id = "FACT-1"
text = "TO WRITE: a statement that you read in its sources"
sources = ["SOURCE-1"]
read = "seen"
""",
    "not_encoded.toml": """\
# Facts on which no rule, kind, cause or advice rests, and why.
""",
    "sources.toml": """\
# Where each fact was read; read: direct, copy, relayed or secondary.

[[source]]
key = "SOURCE-1"
publisher = "TO WRITE: who published it"
title = "TO WRITE: the title of the page or paper"
url = "https://example.org/TO WRITE: its address"
date = "TO WRITE: the date that it shows"
read = "direct"
""",
    "statements.toml": """\
# The statements of a source document, where there is one, and how trusted sources refine them.
""",
    "cases.toml": """\
# Golden cases. The level is written from the sources before the engine runs.

[[case]]
id = "danger-first"
story = "TO WRITE: an emergency as a person tells it"
answers = { danger = ["first"] }
level = "emergency"
route = "call"
rules = ["danger-first"]
source = "FACT-1"

[[case]]
id = "other"
story = "TO WRITE: something that does not fit"
answers = { danger = ["none"], kind = ["other"] }
level = "routine"
rules = ["other"]
source = "FACT-1"

[[case]]
id = "calm"
story = "TO WRITE: the harmless kind, with nothing else"
answers = { danger = ["none"], kind = ["usual"] }
level = "self-care"
rules = ["calm"]
source = "FACT-1"
""",
    "allowed_downgrades.toml": """\
# Patterns of answers whose level may fall, compared with the released version. Each line is signed.
""",
    "hazards.toml": """\
# What could harm a reader, and what controls it, in the form of DCB0129.

[[hazard]]
id = "HZ-01"
hazard = "TO WRITE: how a reader could come to harm"
cause = "TO WRITE: how that could happen"
effect = "TO WRITE: what harm it does"
severity = "catastrophic"
likelihood = "low"
controls = ["danger-first"]
tests = ["danger-first", "V8"]
residual = "TO WRITE: what is left of the risk, and why it is accepted"
""",
    "regions.toml": """\
# What other regions say in place of words of the texts. Without rows the site is for one region.
""",
}
"""File → its first rows; a table that is not here begins empty."""


def check_id(topic: str) -> None:
    """Raise BadInputError when `topic` cannot be the id of a topic."""
    if not TOPIC_ID.fullmatch(topic) or keyword.iskeyword(topic):
        what = "use small letters, digits and hyphens, such as 'back-pain', and no keyword of Python"
        raise BadInputError(f"'{topic}' is not a topic id: {what}")


def write(topic: str, folder: Path, today: date) -> Path:
    """Write the tables of a new topic into a folder of its own in `folder`, and return that folder.

    Raises BadInputError when `topic` is no id or is taken, or when `folder` is not there.
    """
    check_id(topic)
    if not folder.is_dir():
        raise BadInputError(f"there is no folder '{folder}': make it first, or name another with --in")
    home = folder / topic
    if home.exists():
        raise BadInputError(f"'{home}' is there already: choose another id, or edit what is there")
    home.mkdir()
    review_by = date(today.year + 1, today.month, min(today.day, 28))
    texts = {"topic.toml": TOPIC.format(topic=topic, today=today, review_by=review_by)}
    texts |= {file: _table(file) for file in FILES}
    for file, text in texts.items():
        (home / file).write_text(text, encoding="utf-8", newline="\n")
    return home


def _table(file: str) -> str:
    """Return the text of a file: what it is for, the keys of its rows, the first rows."""
    head, _, rows = ROWS.get(file, "").partition("\n")
    keys = [line for header, (_, row) in FILES[file].items() for line in _keys(header, row)]
    return "\n".join([*([head] if head else []), *keys, rows])


def _keys(header: str, row: type) -> Iterator[str]:
    """Yield a line for the table, and for each table in its rows: which keys a row must have, and which it may have."""
    must = ", ".join(item.name for item in fields(row) if not _may_lack(item))
    may = ", ".join(item.name for item in fields(row) if _may_lack(item))
    yield f"# [[{header}]] has {must}" + (f"; it may have {may}." if may else ".")
    for name, hint in typing.get_type_hints(row).items():
        for inner in typing.get_args(hint):
            if is_dataclass(inner):
                yield from _keys(f"{header}.{name}", inner)  # type: ignore[arg-type]


def _may_lack(item: Field[object]) -> bool:
    return item.default is not MISSING or item.default_factory is not MISSING
