"""The reader study: what people who have seen only the questions make of them."""

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from support import SAMPLE, question, rule, small
from symptom_checker.expression import Finding
from symptom_checker_workshop import report
from symptom_checker_workshop.cases.readers import Agreement, agreements, cohens_kappa, figures
from symptom_checker_workshop.cli import main
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.lint import read_checked
from symptom_checker_workshop.tables.read import read
from symptom_checker_workshop.tables.rows import ReaderAnswer, ReaderSet, ReaderStory, ReaderStudy

TOPIC = tomllib.loads((SAMPLE / "topic.toml").read_text(encoding="utf-8"))
DAY, VERSION = TOPIC["sources_checked"], TOPIC["version"]

READERS = """\
[[reader]]
id = "one"
who = "A neighbor who had seen only the questions."

[[reader]]
id = "two"
who = "A teacher who had seen only the questions."
"""

STORIES = """\
[[story]]
id = "pours"
story = "It pours."
age = 30
level = "emergency"
source = "A clinic: Nosebleeds, https://example.org/nose"
says = "Call."
"""

ANSWERS = """\
[[answer]]
story = "pours"
reader = "one"
answers = { danger = ["heavy"] }
first = "routine"

[[answer]]
story = "pours"
reader = "two"
answers = { danger = ["unsure:heavy"], who = ["me"] }
first = "urgent"
unfit = "It stops now and then."
"""


@pytest.fixture
def topic(tmp_path) -> Path:
    """A copy of the sample topic with a small reader study, of which nothing was kept."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))
    study = folder / "readers"
    study.mkdir()
    (study / "readers.toml").write_text(READERS)
    (study / "tune.toml").write_text(STORIES)
    (study / "measure.toml").write_text("")
    (study / f"tune-{VERSION}.toml").write_text(ANSWERS)
    return folder


def _problems(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read_checked(folder, DAY)
    return [str(problem) for problem in caught.value.problems]


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_topic_may_have_no_study():
    """Without the folder the study is empty, and nothing is missing."""
    assert not read_checked(SAMPLE, DAY).study


def test_a_study_is_read_with_its_rounds(topic):
    """Readers, stories and answers stand in their sets, each with its line, and each row is counted."""
    tables = read_checked(topic, DAY)
    assert (list(tables.study.readers), list(tables.study.sets["tune"].stories)) == (["one", "two"], ["pours"])
    assert list(tables.study.sets["tune"].rounds[VERSION]) == ["pours one", "pours two"]
    assert tables.lines[f"readers/tune-{VERSION}.toml", "pours two"] == 7
    assert len(tables.study) == 5


def test_rounds_stand_in_the_order_of_their_versions(topic):
    """A tenth version comes after the ninth, however the files are sorted."""
    for version in ("2026.9.0", "2026.10.0"):
        (topic / "readers" / f"tune-{version}.toml").write_text(ANSWERS)
    assert list(read(topic).study.sets["tune"].rounds) == ["2026.9.0", "2026.10.0", VERSION]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("readers.toml", 'who = "A n', 'whom = "A n', "readers.toml:1: reader 'one': unknown key 'whom'"),
        ("tune.toml", 'level = "emergency"', 'level = "emergncy"', "tune.toml:1: story 'pours': level 'emergncy' does"),
        ("tune.toml", "age = 30", 'age = "30"', "tune.toml:1: story 'pours': 'age' must be a whole number"),
        ("tune.toml", ", https://example.org/nose", "", "tune.toml:1: story 'pours': source: names no address"),
        ("tune.toml", 'id = "pours"', 'id = "pour"', "tune.toml:1: story 'pour': is answered by nobody"),
        (
            "answers",
            'story = "pours"',
            'story = "puors"',
            "1: answer 'puors one': story 'puors' does not exist, did you",
        ),
        ("answers", 'reader = "two"', 'reader = "tow"', "7: answer 'pours tow': reader 'tow' does not exist, did you"),
        ("answers", '["heavy"]', '["hevay"]', "1: answer 'pours one': answer to 'danger': No such choice: 'hevay'."),
        ("answers", "{ danger = [", "{ dnager = [", "1: answer 'pours one': answer to 'dnager': This question is not"),
        ("answers", 'reader = "two"', 'reader = "one"', "7: answer 'pours one': the id stands twice"),
        ("answers", "first =", "frist =", "1: answer 'pours one': unknown key 'frist', did you mean 'first'?"),
    ],
)
def test_whatever_does_not_fit_is_told_with_its_line_and_fix(topic, file, old, new, said):
    """An unknown key, level, story, reader or choice, a story without a source or an answer: each is an error."""
    name = f"tune-{VERSION}.toml" if file == "answers" else file
    _change(topic / "readers" / name, old, new)
    assert any(said in problem and problem.startswith("readers/") for problem in _problems(topic)), _problems(topic)


def test_a_choice_that_is_not_there_says_when_to_raise_the_version(topic):
    """Who has changed a question is told that answers to the old one belong to an older version."""
    _change(topic / "readers" / f"tune-{VERSION}.toml", '["heavy"]', '["hevay"]')
    assert "raise the version in topic.toml" in _problems(topic)[0]


@pytest.mark.parametrize("name", ["tunes.toml", "tune-v2.toml", "test-2026.1.0.toml"])
def test_a_file_that_belongs_to_no_study_is_told(topic, name):
    """A misspelt set or version is no file that is passed over."""
    (topic / "readers" / name).write_text("")
    assert f"readers/{name}:1: file: is no file of a reader study" in "\n".join(_problems(topic))


def test_a_missing_set_is_told(topic):
    """A study has both sets, empty if need be."""
    (topic / "readers" / "measure.toml").unlink()
    assert any(problem.startswith("readers/measure.toml:1: file: is missing") for problem in _problems(topic))


def test_a_story_that_moved_takes_its_answers_along(topic):
    """Answers that stayed behind are told where their story stands now, and that nobody answers it there."""
    (topic / "readers" / "tune.toml").rename(topic / "readers" / "measure.toml")
    (topic / "readers" / "tune.toml").write_text("")
    said = "\n".join(_problems(topic))
    assert "story 'pours' does not exist, it stands in measure.toml: move its answers too" in said
    assert "readers/measure.toml:1: story 'pours': is answered by nobody" in said


def test_no_story_guides_and_measures(topic):
    """The same words in both sets are told in both."""
    (topic / "readers" / "measure.toml").write_text(STORIES.replace('id = "pours"', 'id = "other"'))
    said = "\n".join(_problems(topic))
    assert "story 'other': stands in tune.toml too" in said
    assert "story 'pours': stands in measure.toml too" in said


def test_a_round_of_a_version_to_come_is_told(topic):
    """Nobody can have answered questions that are not there yet."""
    (topic / "readers" / "tune-9999.1.0.toml").write_text(ANSWERS)
    assert "readers/tune-9999.1.0.toml:1: file: is of version 9999.1.0, later than" in "\n".join(_problems(topic))


def test_answers_are_replayed_on_the_engine_as_it_is(topic):
    """What came out at first stays, what comes out now is the engine's, and a reader's complaint is counted."""
    tables = read_checked(topic, DAY)
    (found,) = figures(compile_topic(tables), tables.study)
    one, two = found.readers
    assert (found.set, found.version, found.stories) == ("tune", VERSION, 1)
    assert (one.first.shares["safe"], one.now.shares["right"]) == ((0, 1), (1, 1))
    assert (one.first.shares["emergency_today"], one.now.shares["emergency_today"]) == ((0, 1), (1, 1))
    assert (one.unfit, two.unfit) == (0, 1)
    assert (two.now.stories, two.gone, two.open) == (0, 0, 1)


def test_an_answer_from_before_a_question_changed_is_counted_apart(topic):
    """In an older round a choice may be gone: no error, and no part of the figures, unless it is never asked."""
    gone = ANSWERS.replace('["heavy"]', '["torrent"]').replace(
        '["unsure:heavy"], who = ["me"]', '["heavy"], who = ["it"]'
    )
    (topic / "readers" / "tune-2020.1.0.toml").write_text(gone)
    tables = read_checked(topic, DAY)
    one, two = figures(compile_topic(tables), tables.study)[0].readers
    assert (one.gone, one.now.stories, one.first.stories) == (1, 0, 1)
    assert (two.gone, two.now.shares["right"]) == (0, (1, 1))


@pytest.mark.parametrize(
    ("decisions", "kappa", "same"),
    [
        ([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15, 0.4, 0.7),
        ([("yes", "yes"), ("no", "no")], 1.0, 1.0),
        ([("yes", "no"), ("no", "yes")], -1.0, 0.0),
        ([("no", "no")] * 4, None, 1.0),
    ],
)
def test_kappa_is_cohens(decisions, kappa, same):
    """Kappa of a known table, of readers who always agree, who never do, and of those who chose but one thing."""
    found = cohens_kappa(decisions)
    assert found[1] == pytest.approx(same)
    assert found[0] is None if kappa is None else found[0] == pytest.approx(kappa)


def test_a_list_of_signs_is_a_decision_for_each_sign():
    """Not sure of one sign differs from no to it; a question that one reader was not asked is left out."""
    topic = small(
        (question("signs", ("a", "b")), question("one", ("x", "y"), select="one"), question("far", ("z",))),
        (rule("a", "urgent", Finding("signs.a")),),
    )

    def answer(story: str, reader: str, **answers: list[str]) -> ReaderAnswer:
        return ReaderAnswer(story=story, reader=reader, answers=answers, first="urgent")

    given = [
        answer("s", "1", signs=["a"], one=["x"], far=["z"]),
        answer("s", "2", signs=["unsure:a"], one=["y"]),
        answer("t", "1", signs=["none"], one=["x"]),
        answer("t", "2", signs=["none"], one=["x"]),
    ]
    signs, one = sorted(agreements(topic, given), key=lambda item: item.question != "signs")
    assert (signs.question, signs.same, signs.stories) == ("signs", 0.75, 2)
    assert one == Agreement(question="one", kappa=pytest.approx(0.0), same=0.5, stories=2)


def test_questions_are_told_lowest_kappa_first():
    """What readers differ on most stands first, what all chose alike stands last."""
    topic = small(tuple(question(name, ("a",)) for name in "pqr"), (rule("a", "urgent", Finding("p.a")),))
    members = {"p": [["a"], ["a"]], "q": [["a"], ["none"]], "r": [["none"], ["none"]]}
    given = [
        ReaderAnswer(
            story=story,
            reader=str(number),
            answers={name: lists[number] if story == "s" else ["none"] for name, lists in members.items()},
            first="urgent",
        )
        for story in ("s", "t")
        for number in (0, 1)
    ]
    assert [item.question for item in agreements(topic, given)] == ["q", "p", "r"]


def test_each_reader_of_each_round_stands_alone():
    """Two answers to one story are not two stories, so nothing is pooled."""
    topic = small((question("signs", ("a",)),), (rule("a", "emergency", Finding("signs.a")),))
    story = ReaderStory(id="s", story="s", age=20, level="emergency", source="x", says="x")
    answers = {
        f"s {reader}": ReaderAnswer(story="s", reader=reader, answers={"signs": [sign]}, first="emergency")
        for reader, sign in (("1", "a"), ("2", "none"))
    }
    group = ReaderSet(stories={"s": story}, rounds={"1": answers, "2": answers})
    found = figures(topic, ReaderStudy(sets={"tune": group}))
    assert [(row.version, reader.now.stories, reader.now.critical) for row in found for reader in row.readers] == [
        ("1", 1, 0),
        ("1", 1, 1),
        ("2", 1, 0),
        ("2", 1, 1),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "is_same"),
    [
        ("answers", 'answers = { danger = ["heavy"] }', 'answers = { danger = ["faint"] }', False),
        ("answers", 'first = "routine"', 'first = "urgent"', False),
        ("answers", 'unfit = "It stops now and then."\n', "", False),
        ("answers", "now and then", "at times", True),
        ("tune.toml", 'level = "emergency"', 'level = "urgent"', False),
        ("tune.toml", "It pours.", "It flows.", True),
        ("readers.toml", "A neighbor", "A friend", True),
    ],
)
def test_what_decides_the_figures_is_part_of_the_key(topic, file, old, new, is_same):
    """An answer, a level or a complaint that changes makes what was kept useless; a word does not."""
    before = report.fingerprint(read(topic))
    _change(topic / "readers" / (f"tune-{VERSION}.toml" if file == "answers" else file), old, new)
    assert (report.fingerprint(read(topic)) == before) == is_same


def test_the_figures_are_kept_as_they_were_found(topic, tmp_path):
    """What is read back from the file is what was found."""
    tables = read(topic)
    found = report.preview(tables, tmp_path)
    assert found.readers == ()
    made = replace(found, results=(), readers=figures(compile_topic(tables), tables.study))
    assert report.keep(tables, made, topic)
    assert report.preview(tables, tmp_path).readers == made.readers


def test_the_sheet_holds_every_question_and_no_level(topic, capsys):
    """A reader gets each question that is asked with all its options, when it is shown, and nothing that decides."""
    assert main(["readers", SAMPLE.name, "--sheet", "--in", str(topic.parent)]) == 0
    sheet = capsys.readouterr().out
    tables = read(topic)
    for row in tables.questions.values():
        assert (f"## {row.id}: {row.text}" in sheet) != row.after_result
        for option in row.option if not row.after_result else ():
            assert f"- `{option.id}`: {option.text}" in sheet
    for words in (
        *(level.heading for level in tables.levels.values()),
        *(row.because for row in tables.rules.values()),
    ):
        assert words not in sheet
    for word in ("emergency", "urgent", "routine", "self-care", "red_flag"):
        assert word not in sheet
    assert all(row.why not in sheet for row in tables.questions.values())


def test_the_sheet_explains_each_name_in_its_conditions(topic, capsys):
    """A reader can follow every condition: a name that is no finding stands above, with what it stands for."""
    main(["readers", SAMPLE.name, "--sheet", "--in", str(topic.parent)])
    sheet = capsys.readouterr().out
    assert "(Shown only if this holds of the answers so far: in_scope)" in sheet
    assert f"- in_scope: {read(topic).terms['in_scope'].when}" in sheet


def _take(topic: Path, text: str, *, reader: str = "one", group: str = "measure") -> int:
    file = topic.parent / "raw.toml"
    file.write_text(text)
    options = ["--take", str(file), "--set", group, "--reader", reader]
    return main(["readers", SAMPLE.name, *options, "--in", str(topic.parent)])


def test_answers_are_taken_with_the_level_of_the_day(topic):
    """A reader's file becomes rows of this version's round; what no option fitted stands with its answer."""
    (topic / "readers" / "measure.toml").write_text(STORIES.replace("pours", "faints").replace("It", "She"))
    raw = '[answers.faints]\ndanger = ["faint"]\n\n[unfit]\nfaints = "She said \\"dizzy\\"."\n'
    assert _take(topic, raw) == 0
    assert _take(topic, '[answers.faints]\ndanger = ["none"]\nwho = ["me"]\n', reader="two") == 0
    rows = read_checked(topic, DAY).study.sets["measure"].rounds[VERSION]
    assert rows["faints one"].first == "emergency"
    assert rows["faints one"].unfit == 'She said "dizzy".'
    assert rows["faints two"].answers == {"danger": ["none"], "who": ["me"]}


def test_an_answer_that_is_handed_over_is_taken_without_a_level(topic):
    """For a story by which the checker hands over, a row says so in place of a level, and no figure counts it."""
    (topic / "readers" / f"tune-{VERSION}.toml").unlink()
    assert _take(topic, '[answers.pours]\ndanger = ["none"]\nwho = ["unsure"]\n', group="tune") == 0
    tables = read_checked(topic, DAY)
    assert tables.study.sets["tune"].rounds[VERSION]["pours one"].first == "handed-over"
    (one,) = figures(compile_topic(tables), tables.study)[0].readers
    assert (one.first.stories, one.now.stories) == (0, 0)


@pytest.mark.parametrize(
    ("raw", "reader", "said"),
    [
        ('[answers.puors]\ndanger = ["heavy"]\n', "one", "story 'puors' is not in tune.toml, did you mean 'pours'?"),
        ('[answers.pours]\ndanger = ["heavy"]\n', "onne", "reader 'onne' does not exist, did you mean 'one'?"),
        ('[answers.pours]\ndanger = ["heavy"]\n', "one", "has answered 'pours' in this round already"),
        ("[answers", "one", "is not TOML"),
    ],
)
def test_a_file_of_answers_that_does_not_fit_is_one_line(topic, capsys, raw, reader, said):
    """An unknown story or reader, or an answer given twice, adds nothing and is told with the fix."""
    before = (topic / "readers" / f"tune-{VERSION}.toml").read_text()
    assert _take(topic, raw, reader=reader, group="tune") == 2
    assert said in capsys.readouterr().err
    assert (topic / "readers" / f"tune-{VERSION}.toml").read_text() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[answer]]\nstory = "faints"\n', "'answer' is not known, did you mean 'answers'?"),
        ("", "holds no answer"),
    ],
)
def test_a_file_without_answers_is_not_taken(topic, capsys, text, said):
    """A file of another form, or with no answer at all, is named, and no round is written."""
    assert _take(topic, text) == 2
    assert said in capsys.readouterr().err
    assert not list((topic / "readers").glob("measure-2*.toml"))


def test_a_choice_that_is_not_there_is_not_taken(topic, capsys):
    """A misspelt choice is told with its story and question."""
    (topic / "readers" / f"tune-{VERSION}.toml").unlink()
    assert _take(topic, '[answers.pours]\ndanger = ["hevay"]\n', group="tune") == 2
    assert "story 'pours': danger: No such choice: 'hevay'." in capsys.readouterr().err
