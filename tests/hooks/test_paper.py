"""The paper version of the checker says what the engine says."""

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given, settings

from form_answers import near_rules, of_any_sort, pairs
from support import FRAGMENTS, question, rule, sample, sample_tables, small, worded
from symptom_checker.expression import All, AtLeast, Expression, Finding, Some
from symptom_checker.logic import NONE, UNSURE, Answers, Logic
from symptom_checker_workshop.form import paper_reader as form
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.paper_form import paper_form as paper


def rendered(knowledge: Knowledge, logic: Logic) -> str:
    """The form of a topic."""
    return paper.render(knowledge, logic, FRAGMENTS, check_url="../", decides_url="../../about/how/")


HTML = rendered(sample_tables(), sample())
FORM = form.read(HTML)


def a(finding: str) -> Finding:
    """A condition that names one finding."""
    return Finding(finding)


def test_every_case_comes_to_the_same_on_paper():
    """Each golden case leads on the form to the engine's level, route, time, places and phone lines."""
    assert form.compare(HTML, sample_tables(), sample(), sample_tables().cases.values()) == []


def test_a_page_made_for_others_can_be_found_from_paper():
    """Where the form hands over, it names the page by its title, and by its whole address if the site has one."""
    (handed,) = sample_tables().hand_overs.values()

    def form_of(address: str) -> str:
        link = paper.PageLink(url="../babies/", title="Babies & noses", address=address)
        only = {handed.article: link}
        return paper.render(sample_tables(), sample(), FRAGMENTS, check_url="../", decides_url="", page=only.get)

    html = form_of("https://example.org/babies/")
    assert '<a href="../babies/">Read the page “Babies &amp; noses”</a>: https://example.org/babies/</li>' in html
    assert form.compare(html, sample_tables(), sample(), sample_tables().cases.values()) == []
    assert '<a href="../babies/">Read the page “Babies &amp; noses”</a></li>' in form_of("")


@settings(max_examples=300)
@given(near_rules(sample()))
def test_answers_near_the_rules_come_to_the_same_on_paper(answers):
    """Signs that rules name, with doubts and at any age, lead to the engine's result."""
    assert form.difference(FORM, sample_tables(), sample(), answers) == ""


@settings(max_examples=100)
@given(of_any_sort(sample()))
def test_any_answers_come_to_the_same_on_paper(answers):
    """Complete answers of any sort lead to the engine's result; those to questions not asked count on neither side."""
    assert form.difference(FORM, sample_tables(), sample(), answers) == ""


def test_any_two_signs_come_to_the_same_on_paper():
    """Every pair of signs that a rule joins leads to the engine's result, each of them sure or not."""
    assert {form.difference(FORM, sample_tables(), sample(), answers) for answers in pairs(sample())} == {""}


def test_not_sure_of_a_choice_asks_for_one_thing():
    """The line for who cannot choose has one act, the most urgent, and still names every line to call."""
    lines = [row for question in FORM.questions().values() for row in question.rows if row.text == form.I_AM_NOT_SURE]
    assert {0, 1} == {len(row.acts) for row in lines}


def test_not_sure_counts_in_full_where_no_line_asks_for_more():
    """A box names a level only where the lines of its sign can ask for more than a doubt may."""
    logic = small(
        (question("signs", ("a", "b"), cap="urgent"),),
        (rule("mild", "urgent", a("signs.a")), call("grave", a("signs.b"))),
    )
    rows = form.read(rendered(worded(logic), logic)).questions()["signs"].rows
    assert [form.LIKE_YES, "today"] == [row.boxes[form.NOT_SURE] for row in rows]


def drop_first(pattern: str) -> Callable[[str], str]:
    """A change that takes the first match away."""
    return lambda html: re.sub(pattern, "", html, count=1, flags=re.DOTALL)


def swap(old: str, new: str, at: int = 0) -> Callable[[str], str]:
    """A change that writes other words in one place: the first, or a later one."""

    def change(html: str) -> str:
        pieces = html.split(old)
        return old.join(pieces[: at + 1]) + new + old.join(pieces[at + 1 :])

    return change


@pytest.mark.parametrize(
    "change",
    [
        swap("<strong>Call 911</strong>", "<strong>Today</strong>"),
        swap("<strong>Go to an ER</strong>", "<strong>Call 911</strong>"),
        swap("Not sure: today", "Not sure: like yes", at=1),
        swap("Only if you marked 5a.", "Only if you marked 5b."),
        swap("(5a or 5b)", "5a"),
        swap('<span class="paper-detail">The child&#39;s doctor</span>', ""),
        swap('<span class="paper-detail">In the next few days</span>', ""),
        drop_first(r'  <li class="paper-line">.*?</li>\n'),
        drop_first(r'<div class="paper-question">.*?</ul>\n</div>'),
    ],
    ids=["act", "route", "not sure", "condition", "part", "place", "time", "line", "question"],
)
def test_one_wrong_word_on_paper_is_found(change):
    """A form with one line changed or missing differs from the engine on some case."""
    broken = change(HTML)
    assert broken != HTML
    assert form.compare(broken, sample_tables(), sample(), sample_tables().cases.values()) != []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (swap("<strong>Today</strong>", "<strong>Soon</strong>"), "'Soon' stands on a line"),
        (swap('<span class="paper-when">', '<span class="paper-when">and '), "'and' is not the code of a line"),
        (swap(":</span>", " (:</span>"), "has '(' where it should end"),
        (swap(":</span>", " maybe:</span>"), "cannot be read from ' maybe' on"),
        (swap("<h3>1. ", "<h3>"), "has no number"),
        (swap('<b class="paper-code">1b</b>', '<b class="paper-code">2b</b>'), "'2b' stands under question 1"),
        (swap("Only if you marked 5a.", "Only for some."), "'Only for some.' is not a condition"),
    ],
    ids=["act", "operator", "bracket", "word", "number", "code", "condition"],
)
def test_a_form_that_cannot_be_followed_is_named(change, says):
    """Words that a reader could not make sense of are said, with what is wrong."""
    said = form.compare(change(HTML), sample_tables(), sample(), sample_tables().cases.values())
    assert says in said[0], said[0]


SIGNS = question("signs", ("a", "b", "c"), cap="urgent")
MORE = question("more", ("d", "e"), cap="emergency", ask_if=a("signs.a"))
CHOICE = question("choice", ("f", "g", "h"), select="one", cap="urgent", ask_if=Some((a("signs.b"), a("more.d"))))
AS_NO = question("calm", ("i",), unsure="as_no", cap="")


def call(name: str, when: Expression) -> object:
    """An emergency rule."""
    return rule(name, "emergency", when, route="call-911")


@pytest.mark.parametrize(
    "rules",
    [
        (
            call(
                "count",
                AtLeast(
                    2,
                    (
                        a("signs.a"),
                        a("signs.b"),
                        a("more.d"),
                    ),
                ),
            ),
        ),
        (
            call(
                "nested",
                All((Some((a("signs.a"), All((a("signs.b"), a("signs.c"))))), Some((a("more.d"), a("choice.f"))))),
            ),
        ),
        (
            call("capped", All((a("signs.b"), a("choice.f")))),
            rule("choice", "routine", a("choice.f"), within="few-days"),
        ),
        (
            call("strong", a("signs.a")),
            rule("place", "urgent", Some((a("signs.a"), a("choice.g"))), where="prescriber"),
            rule("line", "routine", Some((a("signs.a"), a("signs.c"))), within="few-days", contact="poison-control"),
        ),
        (
            rule("er", "emergency", a("more.d"), route="er", contact="poison-control"),
            call("called", a("more.e")),
            rule("refining", "emergency", All((a("more.d"), a("signs.b"))), route="er", contact="poison-control"),
            rule("soon", "routine", All((a("calm.i"), Some((a("signs.a"), a("choice.h"))))), within="few-days"),
        ),
    ],
    ids=lambda rules: rules[0].id,
)
def test_small_topics_come_to_the_same_for_all_answers(rules):
    """With counts, brackets, doubts and several rules for a sign, every set of answers leads to the engine's result."""
    topic = small((SIGNS, MORE, CHOICE, AS_NO), rules)
    paper_form = form.read(rendered(worded(topic), topic))
    assert {form.difference(paper_form, worded(topic), topic, answers) for answers in all_answers(topic)} == {""}


def all_answers(topic: Logic) -> Iterator[Answers]:
    """Every complete set of answers."""
    choices = []
    for one in topic.questions:
        ids = [option.id for option in one.options]
        if one.select == "one":
            choices.append([[name] for name in [*ids, UNSURE]])
        else:
            states = product(*((None, name, f"{UNSURE}:{name}") for name in ids))
            choices.append([[member for member in state if member] or [NONE] for state in states])
    for members in product(*choices):
        yield dict(zip((one.id for one in topic.questions), members, strict=True))


def test_a_mark_with_two_meanings_is_refused():
    """A rule that names "not sure" of a choice where it also counts for the options cannot be printed, and says why."""
    topic = small((SIGNS, CHOICE), (call("both", a("choice.unsure")),))
    with pytest.raises(ValueError, match=r"rule 'both' names 'choice\.unsure'"):
        rendered(worded(topic), topic)


def test_a_line_stands_as_soon_as_it_can_be_decided():
    """A condition with alternatives in several questions is printed in pieces, each after the last one it needs."""
    when = All((a("signs.b"), Some((a("signs.c"), a("more.d"), a("choice.f")))))
    topic = small((SIGNS, MORE, CHOICE), (call("r", when),))
    lines = [
        item.when
        for part in form.read(rendered(worded(topic), topic)).parts
        for item in part.items
        if isinstance(item, form.Line)
    ]
    assert lines == ["1b and 1c", "1b and 2a", "1b and (3a or 3d)"]


def test_every_answer_stands_on_the_form_once():
    """Each question and option that can change the result is printed with its own words, and no other is."""
    printed = {text: [row.text for row in one.rows] for text, one in FORM.questions().items()}
    known = {
        one.text: [option.text for option in one.option] + ["I’m not sure"] * (one.select == "one")
        for one in sample_tables().questions.values()
        if not one.after_result
    }
    assert printed == known


def test_the_form_says_what_every_result_says():
    """The sentence of every result, the disclaimer, the version and the day of the next review stand on it."""
    text = HTML.replace("&#39;", "'")
    topic = sample_tables().topic
    said = (topic.always, topic.disclaimer, topic.version, topic.review_by.isoformat())
    missing = [words for words in said if words not in text]
    assert missing == []
