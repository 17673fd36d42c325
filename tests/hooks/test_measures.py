"""What is counted of a page, its limits by form, and the table of all pages."""

import re
from dataclasses import replace

import pytest

from support import EDITORIAL, SAMPLE, SAMPLE_DOCS
from symptom_site import cli
from symptom_site.checks import articles, measures
from symptom_site.checks.measures import Measures
from symptom_site.source.blocks import parse

RULES = EDITORIAL.articles
LIMITS = EDITORIAL.prose

HEAD = "---\ntitle: Cramps\nform: symptom\n---\n"

PAGE = f"""{HEAD}
# Cramps in the leg

A muscle tightens hard and hurts for a few minutes at most [@F-1].

## What you can do now

- Stretch the muscle with care and hold it until it lets go [@F-2 F-3]. Then rub it [@F-4].

| a | b |
|---|---|
| one two | three [@F-1] |

## When to get help

/// emergency
**Go to a hospital if:**

- it hurts a lot [@F-1]
- you fall [@F-2]
///

/// self-care
It was short [@F-3].
///
"""


def counted(markdown: str) -> Measures:
    """What is counted of a page."""
    return measures.of(parse("docs/a.md", markdown), RULES)


def problems(markdown: str, **limits: float) -> list[str]:
    """What of a page goes beyond its limits; `limits` are others than those of its form."""
    page = parse("docs/a.md", markdown)
    forms = {name: replace(form, **limits) for name, form in RULES.forms.items()}  # type: ignore[arg-type]
    rules = replace(RULES, forms=forms)
    return [str(problem) for problem in measures.check(page, articles.of("a.md", page, None, rules), rules, LIMITS)]


def test_words_are_counted_below_the_title_without_marks():
    """Words are those that a reader reads below the title: neither the front matter nor the marks count."""
    found = counted(PAGE)
    assert found.words == 12 + 5 + 15 + 5 + 4 + 14
    assert found.card_share == 14 / found.words


def test_words_before_the_act_end_at_its_heading_or_at_steps():
    """What comes before the first thing to do is counted up to its heading, or up to a numbered list above it."""
    assert counted(PAGE).before_act == 12
    assert counted(PAGE.replace("# Cramps in the leg", "# Cramps\n\nDo it:\n\n1. Sit.")).before_act == 2
    assert counted(PAGE.replace("## What you can do now", "## More")).before_act is None


def test_lines_of_cards_are_those_that_say_when_a_card_holds():
    """Items count, and so does a paragraph with a source; bold words that head a list do not."""
    found = counted(PAGE)
    assert found.cards == {"emergency": 2, "urgent": 0, "routine": 0, "self-care": 1}
    assert found.card_lines == 3


def test_mean_is_that_of_sentences():
    """The mean leaves out headings, cells, items that are no sentences, and numbered steps."""
    assert counted(f"{HEAD}# A\n\nOne two three. Four five?\n\n- six\n\n1. Seven.\n\n|a|\n|-|\n|b.|\n").mean == 2.5
    assert counted(f"{HEAD}# A\n\n- one\n").mean == 0


@pytest.mark.parametrize(
    ("old", "new", "limits", "expected"),
    [
        (
            "",
            "",
            {"most_words": 65},
            "1: page: has 66 words, more than 65: shorten it, or say in the front matter why not",
        ),
        ("", "", {"most_before_act": 11}, "10: 'What you can do now': comes after 12 words, more than 11: shorten"),
        (
            "What you can do now",
            "More",
            {},
            "1: page: never says what to do: give it the heading 'What you can do now'",
        ),
        (
            "",
            "",
            {"most_card_lines": 1},
            "20: card 'emergency': has 2 lines, more than 1: fold neighbors into one line",
        ),
        ("", "", {"most_card_share": 0.2}, "20: cards: hold 21% of the words, more than 20%: shorten the cards"),
        (
            "Then rub",
            "Stop. Sit down. Rest. Now rub",
            {},
            "12: 'Stop.': begins a run of 3 sentences with fewer than 6 words",
        ),
        (
            " for as long as you like and as it feels good",
            "",
            {},
            "5: sentences: are 7.5 words long in the mean, not 9 to 16: join short",
        ),
        (
            "tightens hard",
            f"tightens{' and tightens' * 15}",
            {},
            "5: sentences: are 17.5 words long in the mean, not 9 to",
        ),
    ],
)
def test_what_goes_beyond_a_limit_is_named(old, new, limits, expected):
    """Each limit of a form names the file, the line and the fix."""
    calm = PAGE.replace("Then rub it", "Then rub it for as long as you like and as it feels good")
    assert problems(calm, most_card_share=1.0) == []
    text = calm.replace(old, new, 1)
    assert [
        said
        for said in problems(text, **({"most_card_share": 1.0} | limits))
        if said.startswith(f"docs/a.md:{expected}")
    ]


def test_page_without_a_form_has_no_limits():
    """Pages can move to a form one by one: one without a form is not measured against any."""
    assert problems(PAGE.replace("form: symptom\n", ""), most_words=1, most_card_lines=0) == []


def test_long_page_gives_its_reason():
    """A page may be longer than its form allows when its front matter says why."""
    assert "has 55 words" in problems(PAGE, most_words=50)[0]
    reasoned = PAGE.replace("form:", "longer_because: Each step needs a picture.\nform:")
    assert not [said for said in problems(reasoned, most_words=50) if "words, more" in said]


def test_card_with_many_lines_gives_its_reason():
    """A card may have more lines than its form allows when the front matter says why; the page's length is another."""
    assert "has 2 lines" in problems(PAGE, most_card_lines=1)[0]
    reasoned = PAGE.replace("form:", "more_lines_because: They are two dangers.\nform:")
    assert not [said for said in problems(reasoned, most_card_lines=1) if "lines, more" in said]
    assert [said for said in problems(reasoned, most_words=50) if "words, more" in said]


def test_short_sentences_are_a_run_only_side_by_side():
    """Short sentences with a longer one between them are no run, and neither are those of several items."""
    assert not [said for said in problems(PAGE) if "run of" in said]
    apart = "Stop. Then wait until the pain has gone away again. Sit down. Rest."
    items = "- Stop.\n- Sit down.\n- Rest."
    for text in (apart, items):
        assert not [said for said in problems(f"{HEAD}# A\n\n{text}\n") if "run of" in said]


def test_command_prints_a_table_of_all_pages(capsys):
    """`check --pages` prints a line for each page, and the middle of all articles, in columns."""
    assert cli.main(["check", "--pages", "--docs", str(SAMPLE_DOCS), "--knowledge", str(SAMPLE)]) == 0
    rows = capsys.readouterr().out.split("\n")
    assert rows[0].split()[:4] == ["page", "form", "words", "act"]
    (row,) = (row for row in rows if row.startswith("types/front-nosebleed.md"))
    assert re.fullmatch(r"\S+ +symptom +\d+ +\d+ +\d+ +\d/\d/\d/\d +\d+% +\d+ +\d+\.\d +\d+\.\d", row)
    assert any(re.match(r"middle of \d+ articles +\d", row) for row in rows)
