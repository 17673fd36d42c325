"""The exam of a clinician: which stories it takes, and what becomes of the verdicts."""

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import SAMPLE, question, rule, sample, sample_tables, small
from symptom_checker.answers import read as read_answers
from symptom_checker.expression import Finding
from symptom_checker_workshop.cases.exam import choose, contradictions, cover, disjoint
from symptom_checker_workshop.cases.mutants import mutants, notices
from symptom_checker_workshop.cases.runs import run_all
from symptom_checker_workshop.cli import main
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.study import exam_page
from symptom_checker_workshop.tables.compile import compile_topic, terms_of
from symptom_checker_workshop.tables.lint import read_checked
from symptom_checker_workshop.tables.read import read
from symptom_checker_workshop.tables.rows import Case, Verdict

DAY = tomllib.loads((SAMPLE / "topic.toml").read_text(encoding="utf-8"))["sources_checked"]


def test_agreeing_with_all_stories_has_fixed_what_the_rules_do():
    """Each broken rule that any case or story tells apart differs on at least one of the chosen ones."""
    tables, logic = sample_tables(), sample()
    choice = choose(tables, logic)
    every = [
        read_answers(logic, run.given) for run in run_all(logic, [*tables.cases.values(), *tables.stories.values()])
    ]
    chosen = [read_answers(logic, run.given) for run in choice.runs]
    sound = {row.id: row for row in logic.rules}
    told, untold = 0, []
    for mutant in mutants(logic, terms_of(tables)):
        pairs = [(sound[name], changed) for name, changed in mutant.changed.items()]
        if any(notices(reading, *pair) for pair in pairs for reading in every):
            told += 1
            assert any(notices(reading, *pair) for pair in pairs for reading in chosen), mutant
        else:
            untold.append(mutant.what)
    assert (choice.told_apart, list(choice.untold)) == (told, untold)
    assert choice.at_least <= len(choice.runs) < len(every)


SETS = st.lists(st.frozensets(st.integers(0, 7), min_size=1), max_size=12)


@given(SETS)
def test_a_choice_covers_all_and_holds_nothing_that_is_not_needed(sets):
    """Every set is met, leaving out any one number misses one, and no choice is smaller than the bound."""
    chosen = set(cover(sets))
    assert all(chosen & item for item in sets)
    assert all(any(not (chosen - {at}) & item for item in sets) for at in chosen)
    assert disjoint(sets) <= len(chosen)


def test_what_only_one_story_tells_apart_brings_it_in():
    """A number that stands alone in a set is taken first, so that it also serves the others."""
    sets = [frozenset({1, 2}), frozenset({2, 3}), frozenset({2, 4}), frozenset({3})]
    assert cover(sets) == [2, 3]
    assert disjoint(sets) == 2


def _judged(verdict: Verdict, sign: str = "a"):
    topic = small(
        (question("signs", ("a", "b")),),
        (rule("high", "emergency", Finding("signs.a")), rule("low", "routine", Finding("signs.b"))),
    )
    case = Case(id="c", story="s", answers={"signs": [sign]}, level="emergency", rules=(), source="x")
    tables = replace(sample_tables(), cases={"c": case}, stories={}, verdicts={verdict.id: verdict})
    return contradictions(tables, topic)


def _verdict(**given: object) -> Verdict:
    return Verdict(**({"id": "c", "agree": True, "level": "emergency", "signed": "A nurse"} | given))


@pytest.mark.parametrize(
    ("verdict", "sign", "rules"),
    [
        (_verdict(), "a", None),
        (_verdict(), "b", ("low",)),
        (_verdict(agree=False, level="urgent", why="Less."), "a", ("high",)),
        (_verdict(agree=False, level="routine", why="Less."), "b", None),
        (_verdict(agree=False, level="urgent", why="More."), "b", ("low",)),
        (_verdict(agree=False, level="urgent", why="More."), "none", ()),
        (_verdict(agree=False, level="", why="A reason is missing."), "a", ("high",)),
    ],
)
def test_a_verdict_that_the_rules_do_not_follow_names_them(verdict, sign, rules):
    """Too high names the rules that reach more, too low all that hold; a level that is followed is settled."""
    found = _judged(verdict, sign)
    assert [row.rules for row in found] == ([] if rules is None else [rules])


def test_a_verdict_names_only_the_rules_above_the_level_that_is_wanted():
    """What holds at or below the level is not against the verdict."""
    topic = small(
        (question("signs", ("a", "b")),),
        (rule("high", "emergency", Finding("signs.a")), rule("low", "routine", Finding("signs.b"))),
    )
    case = Case(id="c", story="s", answers={"signs": ["a", "b"]}, level="emergency", rules=(), source="x")
    verdict = _verdict(agree=False, level="urgent", why="Less.")
    tables = replace(sample_tables(), cases={"c": case}, stories={}, verdicts={"c": verdict})
    assert [row.rules for row in contradictions(tables, topic)] == [("high",)]


def test_a_decision_that_a_clinician_changes_names_the_rules_that_rest_on_it():
    """A hazard has no level: agreeing settles it, disagreeing names its controls."""
    hazard = next(row for row in sample_tables().hazards.values() if row.open)
    against = _verdict(id=hazard.id, agree=False, level="", why="Sooner.")
    (found,) = contradictions(replace(sample_tables(), verdicts={hazard.id: against}), sample())
    assert (found.rules, found.given, found.why) == (hazard.controls, "", "Sooner.")
    agreed = replace(against, agree=True)
    assert contradictions(replace(sample_tables(), verdicts={hazard.id: agreed}), sample()) == []


@pytest.fixture
def topic(tmp_path) -> Path:
    """A copy of the sample topic that a test may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))


def test_a_topic_needs_no_verdicts(topic):
    """Without the file there is no verdict, and no problem."""
    assert not (topic / "verdicts.toml").exists()
    assert read_checked(topic, DAY).verdicts == {}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('id = "nobody"\nagree = true\nlevel = "urgent"\nsigned = "A"', "verdict 'nobody': case, story or hazard"),
        ('id = "CASE"\nagree = true\nsigned = "A"', "agrees to no level"),
        ('id = "CASE"\nagree = false\nlevel = "urgent"\nsigned = "A"', "disagrees without a reason"),
        ('id = "CASE"\nagree = true\nlevel = "urgent"\nsigned = ""', "is signed by nobody"),
        ('id = "HZ-01"\nagree = true\nlevel = "urgent"\nsigned = "A"', "level 'urgent': a hazard has none"),
        ('id = "CASE"\nagree = true\nlevel = "soon"\nsigned = "A"', "level 'soon' does not exist"),
        ('id = "CASE"\nagree = "yes"\nlevel = "urgent"\nsigned = "A"', "'agree' must be true or false"),
    ],
)
def test_a_verdict_that_cannot_be_followed_is_told(topic, row, said):
    """A verdict names what it judges, the level it wants, why it disagrees, and who gave it."""
    case = next(iter(sample_tables().cases))
    (topic / "verdicts.toml").write_text(f"\n[[verdict]]\n{row.replace('CASE', case)}\n")
    with pytest.raises(KnowledgeError) as caught:
        read_checked(topic, DAY)
    assert any(str(problem).startswith("verdicts.toml:2: verdict '") for problem in caught.value.problems)
    assert said in str(caught.value)


@pytest.fixture(scope="module")
def html() -> str:
    """The exam of the sample topic."""
    return exam_page.page(sample_tables(), choose(sample_tables(), sample()))


def test_what_waits_for_a_clinician_comes_first(html):
    """Each open decision stands before the first story, and nothing that is settled is asked."""
    ids = [part.split('"', 1)[0] for part in html.split('<article data-id="')[1:]]
    waiting = [row.id for row in sample_tables().hazards.values() if row.open]
    assert waiting
    assert ids[: len(waiting)] == waiting
    assert ids[len(waiting) :] == [run.case.id for run in choose(sample_tables(), sample()).runs]


def test_each_story_stands_with_its_level_its_reasons_and_their_sources(html):
    """Every rule that holds is told, and its numbers lead to its sources at the end."""
    tables, logic = sample_tables(), sample()
    articles = {part.split('"', 1)[0]: part.split("</article>")[0] for part in html.split('<article data-id="')[1:]}
    listed = html.split('<ol class="sources">')[1].split("</ol>")[0].split('<li id="')[1:]
    for run in choose(tables, logic).runs:
        article = articles[run.case.id]
        assert f'data-level="{run.assessment.level}"' in article
        assert article.count("<li>") == max(1, len(run.assessment.rules))
        for fired in run.assessment.rules:
            urls = [tables.sources[key].url for key in tables.sources_of(tables.rules[fired.id].facts)]
            numbers = [int(item.split('"')[0]) for item in article.split('href="#s')[1:]]
            assert all(any(url.replace("&", "&amp;") in listed[number - 1] for number in numbers) for url in urls)


def test_the_page_needs_no_network(html):
    """Nothing is fetched: no script, style, font or picture of another file, and no address but those of sources."""
    assert " src=" not in html
    assert "<link" not in html
    assert "@import" not in html
    assert "url(" not in html.split("</style>")[0]


def test_the_estimate_grows_with_what_is_to_judge():
    """A story more takes at least the time to judge it, and the page tells the minutes."""
    tables, choice = sample_tables(), choose(sample_tables(), sample())
    fewer = replace(choice, runs=choice.runs[: len(choice.runs) // 2])
    assert exam_page.minutes(tables, fewer) < exam_page.minutes(tables, choice)
    assert f"about {exam_page.minutes(tables, choice)} minutes" in exam_page.page(tables, choice)


def test_the_command_says_what_it_wrote_and_what_no_story_tells_apart(topic, tmp_path, capsys):
    """The number of stories, the bound and the minutes are told, with the changes that stay unseen."""
    out = tmp_path / "exam.html"
    assert main(["exam", SAMPLE.name, "--in", str(topic.parent), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    choice = choose(read(topic), compile_topic(read(topic)))
    assert f"then {len(choice.runs)} stories, no choice has fewer than {choice.at_least}" in said
    assert said.count("no case or story tells apart") == len(choice.untold)
    assert out.read_text(encoding="utf-8") == exam_page.page(read(topic), choice)
