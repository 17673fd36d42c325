"""Numbers on pages and in tables: what is named because it is written by hand, and what is filled in."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from sample_site import KNOWLEDGE
from support import SAMPLE, SAMPLE_DOCS
from symptom_checker_workshop.tables.rows import Number, Phrase, Region
from symptom_site import site
from symptom_site.checks import numbers, table_texts
from symptom_site.checks.table_texts import Text
from symptom_site.source import region
from symptom_site.source.blocks import parse

LONGEST = Number(id="longest", text="10 minutes", facts=("F-1", "F-2"), means="how long it may last")
COLD = Number(id="cold", text="10 minutes", facts=("F-3",), means="how long to cool it")
SORE = Number(id="sore", text="a day", facts=("F-4",), means="how long it may be sore")

ADVICE = """
[[advice]]
id = "cool"
type = "do"
text = "Cool it for 10 minutes."
facts = ["F-3"]
"""

QUESTIONS = """
[[question]]
id = "length"
text = "How long was it?"

    [[question.option]]
    id = "long"
    text = "Over 10 minutes"

    [[question.option]]
    id = "pain"
    text = "In the last 10 minutes"
"""


def problems(*pages: str, rows: tuple[Number, ...] = (LONGEST,), texts: tuple[Text, ...] = ()) -> list[str]:
    """What is wrong with the numbers of some pages and texts; each entry is used on a page of its own."""
    knowledge = replace(KNOWLEDGE, numbers={row.id: row for row in rows}, lines={})
    used = "---\n---\n" + "".join(f"It is [={row.id}] [@{row.facts[0]}].\n\n" for row in rows)
    parsed = [parse(f"docs/{name}.md", f"---\n---\n{text}\n") for name, text in zip("abcd", pages, strict=False)]
    said = [numbers.of(page, knowledge.numbers) for page in (*parsed, parse("docs/used.md", used))]
    return [str(problem) for problem in numbers.check(said, knowledge, texts)]


def test_number_with_an_entry_is_not_written_by_hand():
    """The words of an entry are named where they stand by hand with one of its facts, and what to write is told."""
    assert problems("It lasts [@F-9].\n\nAfter 10\nminutes call [@F-2 F-9].") == [
        "docs/a.md:5: '10 minutes': is written by hand: write [=longest] (how long it may last)"
    ]


def test_same_words_with_another_fact_are_another_number():
    """Words of an entry with other facts behind them are a number of their own; without a mark they may be either."""
    assert problems("Cool it for 10 minutes [@F-3].", "It lasts 5 to 10 minutes [@F-1].") == []
    (said,) = problems("Is it 10 minutes?", rows=(LONGEST, COLD))
    assert said.endswith("write [=longest] (how long it may last) or [=cold] (how long to cool it)")


def test_number_on_several_pages_wants_an_entry():
    """A number that two pages say with the same fact is named once, with its pages; one page may say it twice."""
    once = problems("Rest for 2 weeks [@F-3], yes, 2 weeks [@F-3].", "Rest for 3 weeks [@F-3].")
    assert once == []
    (said,) = problems(
        "Rest for 2 weeks [@F-3].", "For 2 weeks [@F-3 F-4].", "In 2 weeks [@F-4].", "In 2 weeks [@F-5]."
    )
    assert said == (
        "docs/a.md:3: '2 weeks': stands by hand in 2 files (docs/a.md, docs/b.md) with the fact F-3: "
        'give it an entry in numbers.toml, [[number]] with text = "2 weeks", and write [=its id]'
    )


@pytest.mark.parametrize(
    "text",
    [
        *("5 minutes", "1 to 2 days", "12-hour", "400 milligrams", "103 °F", "6 weeks", "4 cups", "2.5 liters"),
        *("50 or older", "under 12", "over 65", "age 50", "age 20 to 40", "12 and over", "week 20"),
    ],
)
def test_numbers_with_a_unit_and_ages_are_found(text):
    """Times, doses, degrees and ages are numbers; so are they with a range."""
    (found,) = numbers.by_hand(parse("a.md", f"---\n---\nIt is {text} [@F-1].\n"))
    assert (found.text, found.facts) == (text.casefold(), {"F-1"})


def test_week_of_pregnancy_begins_no_range():
    """From week 20 to 6 weeks after a birth, there are two numbers."""
    page = parse("a.md", "---\n---\nFrom week 20 to 6 weeks after birth [@F-1].\n")
    assert [found.text for found in numbers.by_hand(page)] == ["week 20", "6 weeks"]


def test_words_are_a_number_beside_their_fact_alone():
    """Words such as "a day" are named beside a fact of their entry alone, and not as part of "a day or two"."""
    assert problems("Once a day.", "Cups a day [@F-9].", "A day or two [@F-4].", rows=(SORE,)) == []
    assert problems("It is sore for a day [@F-4].", rows=(SORE,)) == [
        "docs/a.md:3: 'a day': is written by hand: write [=sore] (how long it may be sore)"
    ]


def test_longest_words_win():
    """An entry may hold another number, and is not named inside a longer one."""
    whole = Number(id="whole", text="5 minutes to half an hour", facts=("F-5",), means="how long it lasts")
    (said,) = problems("It lasts 5 minutes to half an hour [@F-5].", rows=(whole,))
    assert "'5 minutes to half an hour': is written by hand: write [=whole]" in said
    ten = replace(LONGEST, text="10")
    assert problems("It lasts 10 hours [@F-1].", rows=(ten,)) == []


def test_number_in_a_table_is_held_against_the_facts_of_its_row():
    """Advice rests on its own facts, an answer on those of the rules that name it."""
    texts = (
        *table_texts.read("advice.toml", ADVICE, {}),
        *table_texts.read("questions.toml", QUESTIONS, {"length.long": ("F-1",)}),
    )
    assert problems(rows=(LONGEST, COLD), texts=texts) == [
        "advice.toml:5: '10 minutes': is written by hand: write [=cold] (how long to cool it)",
        "questions.toml:8: '10 minutes': is written by hand: write [=longest] (how long it may last)",
    ]


def test_number_in_a_table_and_on_a_page_wants_an_entry():
    """A number that a page and a table say with the same fact is named."""
    (said,) = problems("Cool it for 10 minutes [@F-3].", texts=table_texts.read("advice.toml", ADVICE, {}))
    assert "stands by hand in 2 files (advice.toml, docs/a.md) with the fact F-3" in said


def test_place_in_a_table_rests_on_the_facts_of_its_row():
    """A place for a number is named where its row names none of the number's facts; an answer names none itself."""
    advice = ADVICE.replace("10 minutes", "[=longest]")
    (said,) = problems(texts=table_texts.read("advice.toml", advice, {}))
    assert said.startswith("advice.toml:5: '[=longest]': rests there on facts without F-1 or F-2")
    question = QUESTIONS.replace("10 minutes", "[=longest]")
    assert problems(texts=table_texts.read("questions.toml", question, {"length.long": ("F-9",)})) == []


def test_answer_rests_on_the_rules_that_name_it():
    """The facts of an answer are those of all rules whose condition names it."""
    rule = next(iter(KNOWLEDGE.rules.values()))
    rules = {
        "one": replace(rule, when="length.long and pain.bad", facts=("F-1",)),
        "two": replace(rule, when="length.long", facts=("F-2",)),
    }
    asked = table_texts.asked(replace(KNOWLEDGE, rules=rules))
    assert asked == {"length.long": {"F-1", "F-2"}, "pain.bad": {"F-1"}}


def test_other_numbers_are_not_found():
    """Phone numbers, counts of things and what stands for a number are no numbers that are written by hand."""
    text = "---\n---\nCall 911 or 1-800-222-1222. Do 3 rounds of 2 steps, for [=cold-10-minutes] [@F-1].\n"
    assert list(numbers.by_hand(parse("a.md", text))) == []


def test_topic_without_entries_lets_numbers_be():
    """Where a topic has no entry, numbers are written by hand."""
    assert problems("In 2 weeks [@F-3].", "In 2 weeks [@F-3].", rows=()) == []


def test_number_stands_before_a_mark_that_carries_it():
    """A place for a number is named when the mark behind it names none of the number's facts."""
    (said,) = problems("It lasts [=longest] [@F-9].")
    assert said == (
        "docs/a.md:3: '[=longest]': rests there on facts without F-1 or F-2: add it to them, or take another number"
    )


def test_entry_that_stands_nowhere_is_named():
    """An entry without a place on any page or in any table is named."""
    knowledge = replace(KNOWLEDGE, numbers={"cold": COLD}, lines={("number", "cold"): 7})
    assert [str(problem) for problem in numbers.check([], knowledge)] == [
        "numbers.toml:7: number 'cold': stands nowhere: take it out"
    ]


def test_place_that_is_not_filled_in_is_named():
    """A place with an unknown id, which a reader would see, is named with its line, also in the front matter."""
    page = parse("docs/a.md", "---\ntitle: In [=lng]\n---\nIt is [=longst] [@F-1].\n")
    assert [str(problem) for problem in numbers.check_filled(page, ["longest"])] == [
        "docs/a.md:4: '[=longst]': is not in numbers.toml, did you mean 'longest'?",
        "docs/a.md:2: '[=lng]': is not in numbers.toml, did you mean 'longest'?",
    ]
    assert list(numbers.check_filled(page, None)) == []


def test_pages_are_read_with_their_numbers(tmp_path):
    """The command reads the pages with each number in its place, and names an unknown one and one written by hand."""
    docs = tmp_path / "docs"
    (docs / "types").mkdir(parents=True)
    name = "types/front-nosebleed.md"
    text = (SAMPLE_DOCS / name).read_text(encoding="utf-8")
    text = text.replace("[=pinch]", "15 minutes", 1).replace("[=no-blowing]", "[=no-blowin]", 1)
    (docs / name).write_text(text, encoding="utf-8")
    said = [
        str(problem)
        for problem in site.check_folders(docs, SAMPLE)
        if "numbers.toml" in str(problem) or "hand" in str(problem)
    ]
    assert [problem.partition(": ")[2] for problem in said if problem.startswith("docs/")] == [
        "'[=no-blowin]': is not in numbers.toml, did you mean 'no-blowing'?",
        (
            "'15 minutes': is written by hand: write [=pinch] (how long to pinch the nose, and after how long without "
            "success to go to an emergency room)"
        ),
    ]


def test_phrases_of_a_region_find_numbers_that_are_filled_in():
    """A phrase of a region may hold a number: a page gets its numbers first, and then the words of the region."""
    phrase = Phrase(home="10 minutes by the clock", here="ten minutes on the clock")
    table = Region(id="GB", language="en-GB", origin="United States", foreign=(), phrase=(phrase,))
    made = SimpleNamespace(region=region.Region(table), knowledge=replace(KNOWLEDGE, numbers={"longest": LONGEST}))
    text, _ = site.Site.read(made, "a.md", b"---\n---\nIt lasts [=longest] by the clock [@F-1].\n")  # type: ignore[arg-type]
    assert "It lasts ten minutes on the clock [@F-1]." in text
