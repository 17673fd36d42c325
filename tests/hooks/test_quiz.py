"""The quiz as HTML: what stands in the page before any script or Python runs."""

import html
import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from support import FRAGMENTS, sample, sample_tables
from symptom_checker import logic
from symptom_checker.expression import findings
from symptom_checker.web import step
from symptom_checker_workshop.cases.length import FOLDED
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.checker import checker as quiz
from symptom_site.runtime import pyodide
from symptom_site.runtime.release import Release, integrity

KNOWLEDGE = sample_tables()
COMPILED = sample()
RELEASE = Release(
    runtime="runtime/0123abcd/",
    wheel="checker/4567/symptom_checker.whl",
    scripts="assets/app/89ab/",
    size=13_000_000,
    sums={"runtime/0123abcd/pyodide.mjs": "sha256-AAAA"},
    whole={},
)
MADE = quiz.render(
    KNOWLEDGE,
    FRAGMENTS,
    release=RELEASE,
    urls=lambda path: f"../{path.removesuffix('.md')}/",
    titles={"types/on-blood-thinners.md": "Warfarin & others"},
    beforehand=("kind",),
)
PIECES: dict[str, str] = json.loads(MADE.later)["pieces"]
HTML = MADE.page + "".join(f'<template id="t-{name}">{piece}</template>' for name, piece in PIECES.items())
"""The page with the pieces as a script takes them."""
ROOT: Element = html5lib.parse(HTML, namespaceHTMLElements=False)
PARENTS = {child: parent for parent in ROOT.iter() for child in parent}
QUESTIONS = list(KNOWLEDGE.questions.values())


def with_class(name: str) -> list[Element]:
    """Every element of this class, in the order of the page."""
    return [element for element in ROOT.iter() if name in element.get("class", "").split()]


def by_id(name: str) -> Element:
    """The one element with this id."""
    (element,) = (element for element in ROOT.iter() if element.get("id") == name)
    return element


def words(element: Element) -> str:
    """The text of an element, without what is hidden until another person is meant."""
    hidden = "hidden" in element.attrib
    parts = "" if hidden else (element.text or "") + "".join(words(child) for child in element)
    return re.sub(r"\s+", " ", parts + (element.tail or ""))


def is_in_template(element: Element) -> bool:
    """Whether a browser keeps the element aside until a script takes it."""
    while element in PARENTS:
        element = PARENTS[element]
        if element.tag == "template":
            return True
    return False


def precomputed() -> dict[str, Any]:
    """What the scripts know about the first steps."""
    table: dict[str, Any] = json.loads(MADE.later)["precomputed"]
    return table


def precomputed_signs() -> set[str]:
    """The signs that the page calls an emergency by themselves."""
    return {sign for row in precomputed()["emergencies"] for sign in row["signs"]}


def test_emergency_signs_come_before_the_first_question() -> None:
    """Every emergency sign stands in the page before the first question."""
    before = HTML[: HTML.index("<form")]
    assert all(sign.text in words(by_id("emergency-signs")) for sign in KNOWLEDGE.topic.emergency_sign)
    assert 'id="emergency-signs"' in before
    assert all(paragraph in words(with_class("quiz-scope")[0]) for paragraph in KNOWLEDGE.topic.scope)


def test_first_question_is_plain_html() -> None:
    """The first question is there without any script, and it is the only one."""
    forms = [form for form in ROOT.iter("form") if not is_in_template(form)]
    assert [QUESTIONS[0].id] == [form.get("data-question") for form in forms]


@pytest.mark.parametrize("question", QUESTIONS[1:], ids=lambda question: question.id)
def test_every_other_question_is_kept_aside_once(question: quiz.Question) -> None:
    """Each later question is one piece, with a box for every option, for not sure, and on a list for none."""
    boxes = [box.get("value") for box in by_id(f"t-question-{question.id}").iter("input")]
    last = ["none", "unsure"] if question.select == "many" else ["unsure"]
    assert [*(option.id for option in question.option), *last] == boxes


@pytest.mark.parametrize(
    "form",
    [form for form in ROOT.iter("form") if form.get("data-question")],
    ids=lambda form: form.get("data-question"),
)
def test_boxes_are_named_by_labels(form: Element) -> None:
    """Each box has a label, the set has a legend with a heading, and what describes it exists."""
    ids = {element.get("id") for element in form.iter()}
    labelled = {label.get("for") for label in form.iter("label")}
    assert {box.get("id") for box in form.iter("input")} == labelled
    assert form.find(".//fieldset/legend/h2") is not None
    described = " ".join(element.get("aria-describedby", "") for element in form.iter()).split()
    assert ids.issuperset(described)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("card", KNOWLEDGE.levels),
        ("card-emergency", KNOWLEDGE.routes),
        ("within", KNOWLEDGE.timeframes),
        ("where", KNOWLEDGE.locations),
        ("contact", KNOWLEDGE.contacts),
        ("rule", KNOWLEDGE.rules),
        ("advice", KNOWLEDGE.advice),
        ("kind", KNOWLEDGE.kinds),
        ("cause", KNOWLEDGE.causes),
    ],
)
def test_every_piece_of_a_result_is_kept_aside_once(name: str, rows: dict[str, object]) -> None:
    """Whatever the engine names, the page has the words for it."""
    assert ["template"] * len(rows) == [by_id(f"t-{name}-{row}").tag for row in rows]


def test_every_source_that_a_piece_names_is_there() -> None:
    """The sources of rules, kinds, causes and advice are pieces of their own."""
    named = {key for element in ROOT.iter() for key in element.get("data-sources", "").split()}
    there = {(element.get("id") or "")[len("t-source-") :] for element in ROOT.iter("template")}
    assert named
    assert named <= there


def test_ids_are_unique() -> None:
    """No id stands twice, so that labels, anchors and pieces are found."""
    counted = Counter(element.get("id") for element in ROOT.iter() if element.get("id"))
    assert [name for name, times in counted.items() if times > 1] == []


def test_nothing_is_inline() -> None:
    """The page needs no inline script, style or event, which the policy forbids."""
    names = {name for element in ROOT.iter() for name in element.attrib}
    assert [name for name in names if name == "style" or name.startswith("on")] == []
    assert {"script", "style"}.isdisjoint(element.tag for element in ROOT.iter())


def test_words_follow_the_person() -> None:
    """A question with words about someone else has them for a child and for another person."""
    form = by_id("t-question-about")
    said = {span.get("data-voice"): span.text for span in form.iter("span") if span.get("data-voice")}
    assert said == {
        "you": "Is any of this true of you?",
        "child": "Is any of this true of your child?",
        "person": "Is any of this true of the person?",
    }
    assert "{person}" not in HTML


def test_anchors_of_articles_lead_to_the_plain_list() -> None:
    """A link from an article to a kind has a target without scripts, and is known to the script."""
    options = {f"kind-{option.id}" for option in KNOWLEDGE.questions["kind"].option}
    assert options <= quiz.anchors(MADE.page)
    assert "kind" in with_class("quiz")[0].attrib["data-suggest"].split()


def test_reason_of_a_rule_leads_to_its_article() -> None:
    """A rule that declares a page has a link to it below its sentence; one whose page is not there has none."""
    piece = by_id("t-rule-thinner")
    (link,) = piece.iter("a")
    assert ("../types/on-blood-thinners/", "Warfarin & others") == (link.get("href"), link.text)
    assert "Read more: Warfarin & others" in words(piece)
    assert list(by_id("t-rule-clotting").iter("a")) == []


def action(level: str, route: str = "") -> str:
    """The words of the plain list for a level."""
    row = KNOWLEDGE.levels[level]
    return f"{row.urgency}: {(KNOWLEDGE.routes[route] if route else row).heading}"


def unsure_lines() -> dict[str, str]:
    """Question → what its line for "not sure" says, empty when it has none."""
    said = {}
    for section, question in zip(with_class("quiz-plain__question"), QUESTIONS, strict=True):
        lines = [words(line) for line in section.iter("li") if words(line).startswith("Not sure")]
        said[question.id] = lines[0] if lines else ""
    return said


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_plain_list_says_what_to_do(question: quiz.Question) -> None:
    """In the plain list each option has its words, and a red flag never a lower level than its own."""
    for option in question.option:
        text = words(by_id(f"{question.id}-{option.id}"))
        assert option.text in text
        if option.role == "red_flag":
            place = logic.LEVELS.index(option.level)
            assert any(f"{KNOWLEDGE.levels[level].urgency}: " in text for level in logic.LEVELS[place:])


@pytest.mark.parametrize(
    ("finding", "level", "route", "together"),
    [
        ("danger.heavy", "emergency", "call-911", ""),
        ("kind.back", "emergency", "er", ""),
        ("signs.family", "routine", "", "urgent"),
        ("often.weekly", "routine", "", ""),
        ("about.thinner", "urgent", "", "emergency"),
        ("dose.right", "urgent", "", ""),
        ("who.child", "", "", "emergency"),
        ("kind.front", "", "", ""),
    ],
)
def test_plain_list_says_how_far_a_line_leads(finding: str, level: str, route: str, together: str) -> None:
    """A line has the level it reaches with what brings its question up, and the higher one with other signs."""
    text = words(by_id(finding.replace(".", "-")))
    assert ("With other signs: " + KNOWLEDGE.levels[together].urgency in text) if together else "With other" not in text
    urgencies = [row.urgency for row in KNOWLEDGE.levels.values() if f" {row.urgency}: " in text]
    assert urgencies == ([KNOWLEDGE.levels[level].urgency] if level else [])
    assert not level or action(level, route) in text


def test_plain_list_is_as_high_as_every_rule() -> None:
    """No rule above self-care names a sign whose line says nothing, or less than the rule with nothing further."""
    reach = quiz.reaches(COMPILED)
    for rule in COMPILED.rules:
        for finding in findings(rule.when):
            highest = max(
                (reach[finding].level or logic.LEVELS[0], reach[finding].together or logic.LEVELS[0]),
                key=logic.LEVELS.index,
            )
            assert logic.LEVELS.index(highest) >= logic.LEVELS.index(rule.level), finding


def test_plain_list_says_whom_to_call() -> None:
    """A line whose rule has a line to call shows its words, with the number."""
    assert KNOWLEDGE.contacts["poison-control"].text in words(by_id("dose-too_much"))
    assert KNOWLEDGE.contacts["poison-control"].text not in words(by_id("danger-heavy"))


def test_plain_list_explains_its_words_once() -> None:
    """Before the first question the list says what each of its words asks the reader to do."""
    (meanings,) = with_class("quiz-plain__meanings")
    text = words(meanings)
    assert all(row.urgency in text and row.text in text for row in list(KNOWLEDGE.levels.values())[1:])
    assert "With other signs" in text


def test_plain_list_says_what_not_sure_means() -> None:
    """In the plain list "not sure" has the level that the engine gives to it, and none where it counts for nothing."""
    said = unsure_lines()
    assert [name for name in ("danger", "injury", "dose", "kind") if action("urgent") not in said[name]] == []
    assert [name for name in ("often", "signs") if action("routine") not in said[name]] == []
    assert [name for name in ("length", "triggers") if said[name]] == []


def test_plain_list_names_what_leads_to_a_follow_up() -> None:
    """A follow-up of the plain list says after which answers it is asked."""
    said = [words(line) for line in with_class("quiz-plain__only")]
    assert len([line for line in said if KNOWLEDGE.questions["about"].option[0].text in line]) == 1


def test_plain_list_sends_on_where_the_next_question_decides() -> None:
    """Where a doubt in the choice after a sign leads further than the sign, its line says so and sends on."""
    dose, rule = KNOWLEDGE.questions["dose"], KNOWLEDGE.rules["too-much"]
    graver = replace(
        KNOWLEDGE,
        questions=KNOWLEDGE.questions | {"dose": replace(dose, cap="emergency")},
        rules=KNOWLEDGE.rules | {"too-much": replace(rule, level="emergency", route="call-911")},
    )
    page = quiz.render(graver, FRAGMENTS, release=RELEASE, urls=str, titles={}).page
    (line,) = (
        words(element)
        for element in html5lib.parse(page, namespaceHTMLElements=False).iter()
        if element.get("id") == "about-thinner"
    )
    sent_on = (
        f"Read the next question about it: “{dose.text}” If you cannot answer it:{action('emergency', 'call-911')}"
    )
    assert sent_on in line.replace(": Emergency", ":Emergency")
    assert KNOWLEDGE.levels["urgent"].urgency not in line
    assert "Read the next question" not in words(by_id("about-thinner"))


def test_precomputed_replies_are_those_of_the_engine() -> None:
    """The page's own table names, for each of its answers, the question that the engine names."""
    table = precomputed()["next"]
    answers = {key: dict(part.split("=") for part in key.split("&") if part) for key in table}
    replies = {
        key: step(COMPILED, {name: [member] for name, member in given.items()}) for key, given in answers.items()
    }
    assert {key: (reply["show"] | {"why": None}, reply["known"]) for key, reply in replies.items()} == {
        key: (row["show"], row["known"]) for key, row in table.items()
    }


def test_precomputed_replies_reach_past_the_second_question() -> None:
    """Who has no sign of danger can answer two questions before the engine is ready, for any person."""
    reached = {key for key in precomputed()["next"] if key.startswith("danger=none&who=") and key.count("&") == 1}
    adults = [option.id for option in KNOWLEDGE.questions["who"].option if option.role != "red_flag"]
    assert {f"danger=none&who={who}" for who in adults} <= reached


def test_early_emergencies_hold_whatever_else_is_answered() -> None:
    """A sign that the page calls an emergency by itself is one for the engine too, with other signs and any person."""
    signs = [name.split(".") for name in precomputed_signs()]
    assert {"emergency"} == {
        step(COMPILED, answers)["assessment"]["level"]
        for (question, option), who in product(signs, KNOWLEDGE.questions["who"].option)
        for more in ([], ["unsure"] * (KNOWLEDGE.questions[question].select == "many"))
        if (answers := {"danger": ["none"], "who": [who.id]} | {question: [option, *more]})
        and (question == "danger" or who.role != "red_flag")
    }


def test_every_emergency_sign_of_the_first_list_is_known_early() -> None:
    """A sign of the first list that alone is an emergency needs no engine to stop the questions."""
    alone = {f"danger.{option.id}" for option in QUESTIONS[0].option if option.level == logic.LEVELS[logic.TOP]}
    assert alone <= precomputed_signs()


def test_early_emergencies_are_told_as_the_engine_tells_them(tmp_path: Path) -> None:
    """Any signs of danger of one list give, by the page's own table, the parts that the engine gives."""
    given = []
    for question in {sign.split(".")[0]: None for sign in sorted(precomputed_signs())}:
        options = [
            option.id
            for option in KNOWLEDGE.questions[question].option
            if f"{question}.{option.id}" in precomputed_signs()
        ]
        before = {} if question == QUESTIONS[0].id else {QUESTIONS[0].id: ["none"], "who": ["me"]}
        chosen = (list(some) for count in range(1, len(options) + 1) for some in combinations(options, count))
        given += [before | {question: members} for members in chosen]
    script = tmp_path / "ask.mjs"
    module = Path(quiz.__file__).with_name("precomputed.mjs").as_uri()
    script.write_text(
        f'import {{ precomputedReply }} from "{module}";\n'
        "const [precomputed, given] = JSON.parse(process.argv[2]);\n"
        "console.log(JSON.stringify(given.map((answers) => precomputedReply(precomputed, answers, {}).parts)));\n"
    )
    asked = json.dumps([precomputed(), given])
    done = subprocess.run([pyodide.node(), script, asked], capture_output=True, encoding="utf-8", check=True)
    told = [[_without_signs(part) for part in parts] for parts in json.loads(done.stdout)]
    assert len(given) > 100
    assert [json.loads(json.dumps(step(COMPILED, answers)["parts"])) for answers in given] == told


def _without_signs(part: dict[str, Any]) -> dict[str, Any]:
    items = [{name: value for name, value in item.items() if name != "signs"} for item in part.get("items", [])]
    return part | ({"items": items} if items else {})


def test_a_missing_article_is_no_link() -> None:
    """A kind whose article is not there is named without a link."""
    made = quiz.render(KNOWLEDGE, FRAGMENTS, release=RELEASE, urls=lambda _: None, titles={})
    kind = KNOWLEDGE.kinds["front"]
    assert f"<strong>{kind.title}</strong>" in json.loads(made.later)["pieces"]["kind-front"]


def release() -> dict[str, object]:
    """What the page says about its release."""
    found: dict[str, object] = json.loads(with_class("quiz")[0].attrib["data-release"])
    return found


def test_what_people_say_stands_below_an_option() -> None:
    """The words chosen to be shown are a hint of the answer, in quotation marks, after its own hint if it has one."""
    first = QUESTIONS[0]
    plain, hinted, *rest = first.option
    plain = replace(
        plain, hint="", said=("a tap left on", "it gushes", "buckets"), shown=("a tap left on", "it gushes")
    )
    hinted = replace(hinted, hint="In the last hour.", said=("I gulp it",), shown=("I gulp it",))
    told = {first.id: replace(first, option=(plain, hinted, *rest))}
    page = quiz.render(
        replace(KNOWLEDGE, questions=KNOWLEDGE.questions | told),
        FRAGMENTS,
        release=RELEASE,
        urls=lambda _: None,
        titles={},
    ).page
    below = {row.id: f'<p class="quiz-choice__hint" id="q-{first.id}-{row.id}-hint">' for row in (plain, hinted)}
    assert f"{below[plain.id]}<q>a tap left on</q>, <q>it gushes</q></p>" in page
    assert f"{below[hinted.id]}In the last hour.<br><q>I gulp it</q></p>" in page
    assert page.count(f'aria-describedby="q-{first.id}-{plain.id}-hint"') == 1
    assert "buckets" not in page


def test_page_carries_its_release() -> None:
    """The page names what to load, and whose topic and version it is."""
    assert (release()["wheel"], release()["sums"]) == (RELEASE.wheel, RELEASE.sums)
    assert (release()["topic"], release()["version"]) == (COMPILED.topic, COMPILED.version)
    assert quiz.RELEASE not in HTML


@pytest.mark.parametrize(
    "other",
    [
        replace(KNOWLEDGE, topic=replace(KNOWLEDGE.topic, emergency_heading="Other words")),
        replace(KNOWLEDGE, kinds={name: replace(row, text="Other words") for name, row in KNOWLEDGE.kinds.items()}),
    ],
    ids=["of the page", "of a result"],
)
def test_identity_changes_with_the_words(other: Knowledge) -> None:
    """Another word in the page or beside it is another release, with the same rules, scripts and version."""
    made = quiz.render(
        other,
        FRAGMENTS,
        release=RELEASE,
        urls=lambda path: f"../{path.removesuffix('.md')}/",
        titles={"types/on-blood-thinners.md": "Warfarin & others"},
        beforehand=("kind",),
    )
    assert f'"identity":"{release()["identity"]}"' in html.unescape(HTML)
    assert f'"identity":"{release()["identity"]}"' not in html.unescape(made.page)


def test_what_is_beside_the_page_is_named_by_its_bytes_and_checked_by_its_sum() -> None:
    """The page names the address of what it does not hold, with its sum, and holds no piece of a result itself."""
    assert {"address": MADE.address, "sum": integrity(MADE.later.encode())} == release()["later"]
    assert re.fullmatch(r"checker/[0-9a-f]{16}/quiz\.json", MADE.address)
    assert "<template" not in MADE.page


def test_trials_reach_every_level_and_every_sign_of_danger() -> None:
    """The engine is tried with each sign of the first list alone, with a case of each level, and with handing over."""
    trials = quiz.trials(KNOWLEDGE, COMPILED)
    assert {trial["level"] for trial in trials} == {"", *logic.LEVELS}
    alone = [trial for trial in trials if trial["answers"] == {"danger": ["heavy"]}]
    assert alone == [
        {"answers": {"danger": ["heavy"]}, "level": "emergency", "route": "call-911", "rules": ["danger-heavy"]}
    ]
    assert [{"danger": [option.id]} for option in QUESTIONS[0].option] == [
        trial["answers"] for trial in trials[: len(QUESTIONS[0].option)]
    ]


def test_handing_over_is_known_before_the_engine() -> None:
    """The page holds the whole reply to an answer that hands over, and its words."""
    reply = quiz.first_replies(COMPILED)["next"]["danger=none&who=unsure"]
    assert [part["name"] for part in reply["parts"]] == ["hand_over", "overdue", "answers", "sources"]
    row = KNOWLEDGE.hand_overs["who.unsure"]
    piece = HTML.split(f't-hand_over-{row.id}"')[1].split("</template>")[0]
    assert row.heading in piece
    assert row.text in piece
    assert f"<strong>{row.heading}.</strong>" in HTML.split('id="all-questions"')[1]


def test_handing_over_leads_to_each_page_that_can_fit() -> None:
    """The page made for most of them is the button, and those that fit some of them better stand below it."""
    (row,) = KNOWLEDGE.hand_overs.values()
    titles = {path: path for path in (row.article, *row.also)}
    made = quiz.render(KNOWLEDGE, FRAGMENTS, release=RELEASE, urls=str, titles=titles, beforehand=("kind",))
    links = re.findall(r'class="([^"]*)" href="([^"]*)"', json.loads(made.later)["pieces"][f"hand_over-{row.id}"])
    assert [("quiz-button quiz-button--main", row.article), *(("quiz-button", path) for path in row.also)] == links


def test_until_help_comes_is_no_word_to_greet_a_calm_reader_with() -> None:
    """The way to the page for the worst moment is in the cards of an emergency; else it stands with the later signs."""
    made = quiz.render(
        KNOWLEDGE, FRAGMENTS, release=RELEASE, urls=str, titles={}, beforehand=("kind",), now_url="../now/"
    )
    split = [piece.partition('"') for piece in made.page.split('<template id="t-')[1:]]
    pieces = {name: rest.partition("</template>")[0] for name, _, rest in split} | json.loads(made.later)["pieces"]
    holding = {name for name, piece in pieces.items() if "../now/" in piece}
    handed = {f"hand_over-{name}" for name in KNOWLEDGE.hand_overs}
    assert {name for name in pieces if name.startswith("card-emergency")} | handed | {"result"} == holding
    before, _, sooner = pieces["result"].partition('data-part="sooner"')
    assert "../now/" not in before
    assert "../now/" in sooner.partition("</section>")[0]


def test_the_folds_of_the_page_are_those_that_the_workshop_counts() -> None:
    """A part that the measure of short results takes for a fold is one on the page, and no other is."""
    whole = HTML.split('id="t-result"')[1].split("</template>")[0]
    folds = re.findall(r'<details class="quiz-result__(?:fold|sources)" data-part="(\w+)"', whole)
    assert set(folds) == set(FOLDED)
