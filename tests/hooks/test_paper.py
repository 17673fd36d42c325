"""The paper version of the checker says what the engine says."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parts import paper, readability
from support import question, real, real_tables, rule, small
from symptom_checker.evaluate import findings
from symptom_checker.model import NONE, UNSURE, Answers, Knowledge, Question
from symptom_checker_workshop import paper as form

YES, UNSURE_OF = "yes", "unsure"


def rendered(knowledge: Knowledge) -> str:
    """The form of a topic."""
    return paper.render(real_tables(), knowledge, check_url="../", decides_url="../../about/how/")


HTML = rendered(real())
FORM = form.read(HTML)


def a(finding: str) -> tuple[object, ...]:
    """A condition that names one finding."""
    return ("finding", finding)


def answers_of(marks: dict[str, str]) -> Answers:
    """The answers of someone who says yes or not sure to these findings, and no to all others, who is 30 years old."""
    given: Answers = {question.id: [] for question in real().questions if question.select == "many"}
    given["who"] = ["me_18_49"]
    for finding, mark in marks.items():
        name, _, option = finding.partition(".")
        if name not in real_many():
            given[name] = [option if mark == YES else UNSURE]
        elif option not in given[name]:
            given[name].append(option if mark == YES else f"{UNSURE}:{option}")
    return {name: members or [NONE] for name, members in given.items()}


def real_many() -> set[str]:
    """The ids of the lists of signs."""
    return {question.id for question in real().questions if question.select == "many"}


@st.composite
def readers(draw: st.DrawFn) -> Answers:
    """Answers near a rule: yes or not sure to most of what a rule or two name and what brings that up."""
    marks: dict[str, str] = {}
    todo = [
        name
        for one in draw(st.lists(st.sampled_from(real().rules), min_size=1, max_size=2))
        for name in findings(one.when)
    ]
    while todo:
        name = todo.pop()
        if name in marks:
            continue
        marks[name] = draw(st.sampled_from((YES, YES, UNSURE_OF, "no")))
        asked = real().question(name.partition(".")[0])
        if asked and asked.ask_if and asked.ask_if != real().questions[3].ask_if:
            todo.append(draw(st.sampled_from(list(findings(asked.ask_if)))))
    age = draw(st.sampled_from(("me_18_49", "me_18_49", "me_65", "other_50_64", "teen", "baby", "cannot", UNSURE)))
    return answers_of({"who." + age: YES} | {name: mark for name, mark in marks.items() if mark != "no"})


@st.composite
def anything(draw: st.DrawFn) -> Answers:
    """Complete answers of any sort, to questions that are not asked too."""
    given: Answers = {}
    for one in real().questions:
        if one.select == "one":
            given[one.id] = [draw(st.sampled_from([*(option.id for option in one.options), UNSURE]))]
        else:
            given[one.id] = draw(list_answer(one))
    return given


def list_answer(one: Question) -> st.SearchStrategy[list[str]]:
    """An answer to a list, most often none of it, sometimes not sure as a whole."""
    ids = [option.id for option in one.options]
    members = st.lists(
        st.sampled_from([*ids, *(f"{UNSURE}:{name}" for name in ids)]), min_size=1, max_size=2, unique=True
    )
    plain = members.filter(lambda chosen: len({member.removeprefix(f"{UNSURE}:") for member in chosen}) == len(chosen))
    return st.one_of(st.just([NONE]), st.just([NONE]), st.just([NONE]), plain, st.just([UNSURE]))


def test_every_case_comes_to_the_same_on_paper():
    """Each golden case leads on the form to the engine's level, route, time, places and phone lines."""
    assert form.compare(HTML, real(), real_tables().cases.values()) == []


@settings(max_examples=600)
@given(readers())
def test_answers_near_the_rules_come_to_the_same_on_paper(answers):
    """Signs that rules name, with doubts and at any age, lead to the engine's result."""
    assert form.difference(FORM, real(), answers) == ""


@settings(max_examples=300)
@given(anything())
def test_any_answers_come_to_the_same_on_paper(answers):
    """Complete answers of any sort lead to the engine's result; those to questions not asked count on neither side."""
    assert form.difference(FORM, real(), answers) == ""


def test_any_two_signs_come_to_the_same_on_paper():
    """Every pair of signs that a rule joins leads to the engine's result, each of them sure or not."""
    joined = {pair for one in real().rules for pair in combinations(dict.fromkeys(findings(one.when)), 2)}
    said = [
        form.difference(FORM, real(), answers_of(dict(zip(pair, marks, strict=True))))
        for pair in joined
        for marks in product((YES, UNSURE_OF), repeat=2)
    ]
    assert set(said) == {""}


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
        swap("Not sure: today", "Not sure: like yes", at=2),
        swap("Only if you marked 1e.", "Only if you marked 1f."),
        swap("3a–3d or 3g–3j", "3a–3c or 3g–3j"),
        swap("at least 2 of", "at least 3 of"),
        swap(' <span class="paper-detail">A place with ultrasound</span>', ""),
        swap(
            '<span class="paper-detail">In the next few days</span>', '<span class="paper-detail">Within 2 weeks</span>'
        ),
        drop_first(r'  <li class="paper-line">.*?</li>\n'),
        drop_first(r'<div class="paper-question">.*?</ul>\n</div>'),
    ],
    ids=["act", "route", "not sure", "condition", "part", "count", "place", "time", "line", "question"],
)
def test_one_wrong_word_on_paper_is_found(change):
    """A form with one line changed or missing differs from the engine on some case."""
    broken = change(HTML)
    assert broken != HTML
    assert form.compare(broken, real(), real_tables().cases.values()) != []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (swap("<strong>Today</strong>", "<strong>Soon</strong>"), "'Soon' stands on a line"),
        (swap('<span class="paper-when">', '<span class="paper-when">and '), "'and' is not the code of a line"),
        (swap(":</span>", " (:</span>"), "has '(' where it should end"),
        (swap(":</span>", " maybe:</span>"), "cannot be read from ' maybe' on"),
        (swap("<h3>1. ", "<h3>"), "has no number"),
        (swap('<b class="paper-code">1b</b>', '<b class="paper-code">2b</b>'), "'2b' stands under question 1"),
        (swap("Only if you marked 1e.", "Only for some."), "'Only for some.' is not a condition"),
    ],
    ids=["act", "operator", "bracket", "word", "number", "code", "condition"],
)
def test_a_form_that_cannot_be_followed_is_named(change, says):
    """Words that a reader could not make sense of are said, with what is wrong."""
    said = form.compare(change(HTML), real(), real_tables().cases.values())
    assert says in said[0], said[0]


SIGNS = question("signs", ("a", "b", "c"), cap="urgent")
MORE = question("more", ("d", "e"), cap="emergency", ask_if=a("signs.a"))
CHOICE = question(
    "choice", ("f", "g", "h"), select="one", cap="urgent", none="", ask_if=("or", a("signs.b"), a("more.d"))
)
AS_NO = question("calm", ("i",), unsure="as_no", cap="")


def call(name: str, when: tuple[object, ...]) -> object:
    """An emergency rule."""
    return rule(name, "emergency", when, route="call-911")


@pytest.mark.parametrize(
    "rules",
    [
        (call("count", ("atleast", 2, a("signs.a"), a("signs.b"), a("more.d"))),),
        (
            call(
                "nested",
                ("and", ("or", a("signs.a"), ("and", a("signs.b"), a("signs.c"))), ("or", a("more.d"), a("choice.f"))),
            ),
        ),
        (
            call("capped", ("and", a("signs.b"), a("choice.f"))),
            rule("choice", "routine", a("choice.f"), within="two-weeks"),
        ),
        (
            call("strong", a("signs.a")),
            rule("place", "urgent", ("or", a("signs.a"), a("choice.g")), where="ultrasound"),
            rule("line", "routine", ("or", a("signs.a"), a("signs.c")), within="few-days", contact="poison-control"),
        ),
        (
            rule("er", "emergency", a("more.d"), route="er", contact="lifeline"),
            call("called", a("more.e")),
            rule("refining", "emergency", ("and", a("more.d"), a("signs.b")), route="er", contact="lifeline"),
            rule("soon", "routine", ("and", a("calm.i"), ("or", a("signs.a"), a("choice.h"))), within="few-days"),
        ),
    ],
    ids=lambda rules: rules[0].id,
)
def test_small_topics_come_to_the_same_for_all_answers(rules):
    """With counts, brackets, doubts and several rules for a sign, every set of answers leads to the engine's result."""
    topic = small((SIGNS, MORE, CHOICE, AS_NO), rules)
    paper_form = form.read(rendered(topic))
    assert {form.difference(paper_form, topic, answers) for answers in all_answers(topic)} == {""}


def all_answers(topic: Knowledge) -> Iterator[Answers]:
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
        rendered(topic)


def test_a_line_stands_as_soon_as_it_can_be_decided():
    """A condition with alternatives in several questions is printed in pieces, each after the last one it needs."""
    when = ("and", a("signs.b"), ("or", a("signs.c"), a("more.d"), a("choice.f")))
    lines = [
        item.when
        for part in form.read(rendered(small((SIGNS, MORE, CHOICE), (call("r", when),)))).parts
        for item in part.items
        if isinstance(item, form.Line)
    ]
    assert lines == ["1b and 1c", "1b and 2a", "1b and (3a or 3d)"]


def test_every_answer_stands_on_the_form_once():
    """Each question and option that can change the result is printed with its own words, and no other is."""
    printed = {text: [row.text for row in one.rows] for text, one in FORM.questions().items()}
    known = {
        one.text: [option.text for option in one.options] + ["I’m not sure"] * (one.select == "one")
        for one in real().questions
        if not one.after_result
    }
    assert printed == known


def test_the_form_says_what_every_result_says():
    """The sentence of every result, the disclaimer, the version and the day of the next review stand on it."""
    text = HTML.replace("&#39;", "'")
    missing = [
        words for words in (real().always, real().disclaimer, real().version, real().review_by) if words not in text
    ]
    assert missing == []


def test_the_instructions_are_easy_to_read():
    """The form's own sentences need at most 6 years of school and have at most 25 words."""
    source = (paper.templates.FOLDER / "paper.html").read_text(encoding="utf-8")
    own = re.sub(r"{#.*?#}|{%.*?%}", "", re.sub(r"{{.*?}}", "words", source), flags=re.DOTALL)
    steps = re.findall(r"<(?:li|p)>(.*?)</(?:li|p)>", own)
    text = readability.sentences("\n\n".join(steps))
    assert len(text) > 20
    assert readability.grade(text) <= readability.CHECKER_GRADE
    assert max(len(sentence.words) for sentence in text) <= readability.LONGEST_SENTENCE
