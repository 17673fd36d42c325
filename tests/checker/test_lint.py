"""Faults in the knowledge: each gets its file, its line and its mend, and all come at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from support import KNOWLEDGE, TOPIC, real, real_tables
from symptom_checker.model import Knowledge
from symptom_checker_workshop.commands import read_checked
from symptom_checker_workshop.compile import module_text
from symptom_checker_workshop.problem import KnowledgeError

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the real topic that a test may break."""
    return Path(shutil.copytree(KNOWLEDGE / TOPIC, tmp_path / TOPIC))


def _spoil(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` in a file and return the line it stood in."""
    text = (folder / file).read_text()
    assert old in text, f"{old!r} is not in {file}"
    (folder / file).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def _problems(folder: Path, today: date = TODAY) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read_checked(folder, today)
    return [str(problem) for problem in caught.value.problems]


def test_the_real_topic_has_no_problems():
    """What ships is clean."""
    assert read_checked(KNOWLEDGE / TOPIC, TODAY).topic.id == TOPIC


def test_compiling_is_exact_and_repeatable():
    """The module that ships holds the same knowledge, and the same tables give the same text."""
    text = module_text(real())
    space: dict = {}
    exec(text, space)  # noqa: S102  our own module, just written
    assert Knowledge.from_tuple(space["TOPIC"]) == real()
    assert module_text(real()) == text


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "rules.toml",
            'when = "danger.chest"',
            'when = "danger.chset"',
            "unknown finding 'danger.chset', did you mean 'danger.chest'?",
        ),
        (
            "rules.toml",
            'when = "danger.chest"',
            'when = "not danger.chest"',
            "'not' is not allowed here, so that danger only ever adds up",
        ),
        ("rules.toml", 'when = "danger.chest"', 'when = "danger.chest > 1"', "'danger.chest > 1' is not allowed"),
        (
            "rules.toml",
            'when = "danger.chest"',
            "when = \"__import__('os')\"",
            "is not allowed: use findings, and, or, atleast",
        ),
        ("rules.toml", 'when = "danger.chest"', 'when = "danger.chest and"', "cannot be read: use findings"),
        ("rules.toml", 'when = "danger.chest"', 'when = "older"', "unknown term 'older'"),
        ("rules.toml", "atleast(2, effort.pain", "atleast(4, effort.pain", "atleast(4, …) needs a number from 1 to 3"),
        (
            "rules.toml",
            'level = "emergency"\nwhen = "danger.chest"',
            'level = "emergncy"\nwhen = "danger.chest"',
            "level 'emergncy', did you mean 'emergency'?",
        ),
        (
            "rules.toml",
            'facts = ["NEW-67"]',
            'facts = ["NEW-67x"]',
            "fact 'NEW-67x' does not exist, did you mean 'NEW-67'?",
        ),
        ("rules.toml", 'facts = ["NEW-67"]', "facts = []", "rests on no fact: add one, or take it out"),
        (
            "rules.toml",
            'facts = ["NEW-67"]',
            'facts = ["NEW-67"]\nlevle = "x"',
            "unknown key 'levle', did you mean 'level'?",
        ),
        ("rules.toml", 'id = "danger-chest"', 'id = "danger-breathing"', "the id stands twice"),
        (
            "rules.toml",
            'where = "ultrasound"',
            'where = "ultrasond"',
            "where 'ultrasond' does not exist, did you mean 'ultrasound'?",
        ),
        ("rules.toml", '\nwithin = "few-days"', "", "a routine rule, and only a routine rule, names 'within'"),
        ("rules.toml", '\nroute = "call-911"', "", "an emergency rule, and only an emergency rule, names a route"),
        ("rules.toml", 'when = "who.me_65 or who.other_65"', 'when = "age_50_plus"', "cycle of terms"),
        ("questions.toml", 'select = "many"', 'select = "some"', "select 'some' must be 'one' or 'many'"),
        (
            "questions.toml",
            'ask_if = "danger.seizure"',
            'ask_if = "pattern.more"',
            "ask_if names 'pattern', which is not asked before",
        ),
        ("questions.toml", 'ask_if = "danger.seizure"', 'ask_if = "not danger.seizure"', "'not' is not allowed here"),
        ("questions.toml", 'cap = "urgent"', 'cap = "routine"', "not sure on a danger list counts as urgent at least"),
        (
            "questions.toml",
            'role = "red_flag"\n    level = "emergency"',
            'role = "context"',
            "a danger list is select = 'many' and holds red flags only",
        ),
        ("questions.toml", 'id = "chest"', 'id = "Chest"', "option 'Chest': the id must be small letters"),
        ("questions.toml", 'why = "', 'way = "', "unknown key 'way', did you mean 'why'?"),
        ("advice.toml", 'type = "do"', 'type = "maybe"', "type 'maybe' must be 'do', 'dont' or 'watch'"),
        ("levels.toml", 'call = "988"', 'call = "nine"', "call 'nine' must be digits"),
        ("levels.toml", 'call_text = "Call 988"', "", "'call' and 'call_text' go together"),
        ("facts.toml", 'read = "seen"', 'read = "heard"', "read 'heard'"),
        (
            "kinds.toml",
            'fits = "kind.hiccups"',
            'fits = "kind.hiccup"',
            "unknown finding 'kind.hiccup', did you mean 'kind.hiccups'?",
        ),
        (
            "cases.toml",
            'level = "emergency"',
            'level = "emergnecy"',
            "level 'emergnecy' does not exist, did you mean 'emergency'?",
        ),
        (
            "hazards.toml",
            '"danger-chest"',
            '"danger-chset"',
            "control 'danger-chset' does not exist, did you mean 'danger-chest'?",
        ),
    ],
)
def test_each_fault_is_named_with_its_mend(folder, file, old, new, said):
    """A fault in any table is told with the file and what to do about it."""
    _spoil(folder, file, old, new)
    assert any(line.startswith(f"{file}:") and said in line for line in _problems(folder)), _problems(folder)


def test_the_line_is_that_of_the_row(folder):
    """The line points at the header of the row that holds the fault."""
    line = _spoil(folder, "rules.toml", '[[rule]]\nid = "danger-chest"', '[[rule]]\nid = "danger-chest"\nlevle = "x"')
    assert any(said.startswith(f"rules.toml:{line}: rule 'danger-chest':") for said in _problems(folder))


def test_all_problems_come_at_once(folder):
    """Faults in several files are all told in one run, in order of file and line."""
    _spoil(folder, "rules.toml", 'when = "danger.chest"', 'when = "danger.chset"')
    _spoil(folder, "questions.toml", 'cap = "urgent"', 'cap = "routine"')
    _spoil(folder, "hazards.toml", '"danger-chest"', '"danger-chset"')
    files = [line.partition(":")[0] for line in _problems(folder)]
    assert {"rules.toml", "questions.toml", "hazards.toml"} <= set(files)
    assert files == sorted(files)


def test_bad_toml_is_told_with_its_line(folder):
    """A file that is not TOML is told with the line of the fault, and the other files are still read."""
    line = _spoil(folder, "rules.toml", '[[rule]]\nid = "danger-chest"', '[[rule]]\nid = danger-chest"')
    _spoil(folder, "advice.toml", 'type = "do"', "type = 3")
    said = _problems(folder)
    assert any(text.startswith(f"rules.toml:{line + 1}: file: is not TOML") for text in said)
    assert any("'type' must be text" in text for text in said)


def test_a_missing_file_is_told(folder):
    """A table that is not there is named."""
    (folder / "advice.toml").unlink()
    assert "advice.toml:1: file: is missing: add it, empty if need be" in _problems(folder)


def test_a_review_that_is_past_is_told(folder):
    """After the review date the knowledge does not pass."""
    past = real_tables().topic.review_by.replace(year=2099)
    assert any("is past: check the sources again" in line for line in _problems(folder, past))


def test_a_red_flag_that_reaches_too_little_is_told(folder):
    """A red flag whose rules do not reach its declared level is named."""
    _spoil(
        folder, "rules.toml", 'level = "emergency"\nwhen = "danger.chest"', 'level = "urgent"\nwhen = "danger.chest"'
    )
    assert any("option 'chest' alone reaches urgent, below its emergency" in line for line in _problems(folder))


def test_a_rule_that_no_case_shows_is_told(folder):
    """Every rule has a case."""
    text = (folder / "cases.toml").read_text().replace('"danger-chest"', '"danger-blue"')
    (folder / "cases.toml").write_text(text)
    assert any("rule 'danger-chest': no case shows it" in line for line in _problems(folder))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('sources = ["ML-CRAMP"]', "sources = []", "has no source: find one, or take the fact out"),
        ('read = "seen"', 'read = "unsourced"', "read 'unsourced', known: "),
    ],
)
def test_a_fact_without_a_source_cannot_stand(folder, old, new, said):
    """What nobody has read anywhere is no fact, also when nothing rests on it."""
    _spoil(folder, "facts.toml", old, new)
    assert any(f"fact 'DEF-01': {said}" in line for line in _problems(folder))


@pytest.mark.parametrize(
    ("file", "row", "named"),
    [("rules.toml", 'id = "calm-hiccups"', "rule"), ("advice.toml", 'id = "hiccup-tries"', "advice")],
)
def test_reports_alone_never_calm(folder, file, row, named):
    """What says that care at home is enough, or what to do, rests on one fact at least that was read itself."""
    text = (folder / file).read_text()
    start = text.index("facts = ", text.index(row))
    end = text.index("\n", start)
    weak = next(name for name in real_tables().facts if real_tables().is_weak(name))
    (folder / file).write_text(f'{text[:start]}facts = ["{weak}"]{text[end:]}')
    said = "rests on reports alone, which may raise a level but not calm: cite a fact that was read itself"
    assert any(f"{named} '{row[6:-1]}': {said}" in line for line in _problems(folder))


def test_a_fact_that_is_neither_used_nor_set_aside_is_told(folder):
    """Every fact on danger, medicines, causes, places and care is used, or listed with the reason why not."""
    _spoil(folder, "not_encoded.toml", 'id = "COM-13"', 'id = "DEF-03"')
    line = (folder / "facts.toml").read_text().split('[[fact]]\nid = "COM-13"')[0].count("\n") + 1
    said = "is used by no rule, kind, cause or advice: use it, or list it in not_encoded.toml with the reason"
    assert f"facts.toml:{line}: fact 'COM-13': {said}" in _problems(folder)


def test_a_fact_that_is_used_and_set_aside_is_told(folder):
    """A row that says a fact is not used goes when something uses it."""
    line = _spoil(folder, "not_encoded.toml", '[[not_encoded]]\nid = "COM-13"', '[[not_encoded]]\nid = "SER-41b"')
    said = f"not_encoded.toml:{line}: not_encoded 'SER-41b': the rule 'danger-chest' uses it: take this row out"
    assert said in _problems(folder)


def test_a_fact_that_is_set_aside_but_does_not_exist_is_told(folder):
    """A row about an unknown fact is named with the nearest one that exists."""
    line = _spoil(folder, "not_encoded.toml", '[[not_encoded]]\nid = "COM-13"', '[[not_encoded]]\nid = "COM-133"')
    start = f"not_encoded.toml:{line}: not_encoded 'COM-133': fact 'COM-133' does not exist, did you mean "
    assert any(problem.startswith(start) for problem in _problems(folder))


def test_a_fact_that_is_set_aside_without_a_reason_is_told(folder):
    """A fact is set aside only with the reason."""
    text = (folder / "not_encoded.toml").read_text()
    start = text.index('reason = "', text.index('id = "COM-13"'))
    end = text.index("\n", start)
    (folder / "not_encoded.toml").write_text(text[:start] + 'reason = ""' + text[end:])
    said = "not_encoded 'COM-13': has no reason: say in one sentence why it is not used"
    assert any(problem.endswith(said) for problem in _problems(folder))


def test_a_contrast_that_does_not_exist_is_told(folder):
    """A contrast names another case, and the nearest one is offered."""
    _spoil(folder, "cases.toml", 'contrast = "one-leg-swollen"', 'contrast = "one-leg-swolen"')
    said = "case 'leg-cramp-not-swollen': contrast 'one-leg-swolen' does not exist, did you mean 'one-leg-swollen'?"
    assert any(problem.endswith(said) for problem in _problems(folder))


def test_a_contrast_that_ends_the_same_way_is_told(folder):
    """Two stories that lead to the same show no difference."""
    _spoil(folder, "cases.toml", 'contrast = "one-leg-swollen"', 'contrast = "calf-hurt-for-a-minute"')
    said = "contrast 'calf-hurt-for-a-minute' has the same level and the same rules: choose a case that ends elsewhere"
    assert any(problem.endswith(said) for problem in _problems(folder))


@pytest.mark.parametrize(
    ("other", "differ"),
    [("stomach-flu-age-72", "who, contact, fluids"), ("vomiting-with-diabetes", "contact, fluids, about")],
)
def test_a_contrast_with_more_than_one_other_answer_is_told(folder, other, differ):
    """A contrast changes the answer to one question, and only what that one brings up follows."""
    line = _spoil(folder, "cases.toml", 'contrast = "one-leg-swollen"', f'contrast = "{other}"')
    said = f"contrast '{other}' must differ in the answer to one question and in what follows it, not: {differ}"
    (told,) = [problem for problem in _problems(folder) if said in problem]
    assert 0 < line - int(told.split(":")[1]) < 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('severity = "catastrophic"', 'severity = "terrible"', "severity 'terrible' does not exist, known: "),
        ('likelihood = "low"', 'likelihood = "lov"', "likelihood 'lov' does not exist, did you mean 'low'?"),
        (
            '"throat-closing", ',
            '"throat-closed", ',
            "test 'throat-closed' does not exist, did you mean 'throat-closing'?",
        ),
        ('"V8"', '"V88"', "test 'V88' does not exist, did you mean 'V8'?"),
    ],
)
def test_a_word_of_a_hazard_that_is_unknown_is_told(folder, old, new, said):
    """A hazard is weighed in the words of DCB0129, and its tests are cases or properties that exist."""
    _spoil(folder, "hazards.toml", old, new)
    start = "hazard 'HZ-01': " + said
    assert any(line.startswith("hazards.toml:") and start in line for line in _problems(folder)), _problems(folder)


def test_a_control_that_no_test_shows_is_told(folder):
    """A control is expected by a case that the hazard names; without one, the control is named."""
    line = _spoil(folder, "hazards.toml", '[[hazard]]\nid = "HZ-05"', '[[hazard]]\nid = "HZ-05"')
    _spoil(folder, "hazards.toml", '"nerve-pill-stopped-cold", "statin-and-stopped-sleep-pill"]', "]")
    said = "no test shows the control 'stopped-suddenly': name a case that expects it, or V8 for a red flag"
    assert f"hazards.toml:{line}: hazard 'HZ-05': {said}" in _problems(folder)


def test_v8_shows_only_controls_that_a_red_flag_brings(folder):
    """The proof about red flags shows the control that rests on one, and not the one that rests on context."""
    row = 'controls = ["medicine", "statin-severe", "stopped-suddenly"]\ntests = ["V8"]\n'
    text = (folder / "hazards.toml").read_text()
    start = text.index("controls = ", text.index('id = "HZ-05"'))
    end = text.index("residual = ", start)
    (folder / "hazards.toml").write_text(text[:start] + row + text[end:])
    named = [line.partition("the control ")[2].partition(":")[0] for line in _problems(folder)]
    assert named == ["'medicine'", "'statin-severe'"]


def test_a_signed_fall_is_checked_like_a_rule(folder):
    """A line that lets a level fall names known answers and facts, and who signed it."""
    text = (folder / "falls.toml").read_text()
    row = 'id = "F"\nsince = "1"\nwhen = "danger.chset"\nreason = "r"\nfacts = ["COM-1O"]\nsigned = ""\n'
    (folder / "falls.toml").write_text(f"{text}[[fall]]\n{row}")
    line = len(text.splitlines()) + 1
    unknown, *others = _problems(folder)
    assert unknown.startswith(f"falls.toml:{line}: fall 'F': fact 'COM-1O' does not exist, did you mean 'COM-")
    assert others == [
        f"falls.toml:{line}: fall 'F': needs a reason and who signed it, with the day",
        f"falls.toml:{line}: fall 'F': when: unknown finding 'danger.chset', did you mean 'danger.chest'?",
    ]


def test_a_story_is_checked_like_a_case(folder):
    """A story names known levels and answers that fit."""
    text = (folder / "stories.toml").read_text()
    row = 'id = "S"\nstory = "s"\nanswers = { danger = ["chset"] }\nlevel = "urgnt"\nsource = "x"\nfirst = "urgent"\n'
    (folder / "stories.toml").write_text(f"{text}[[story]]\n{row}")
    line = len(text.splitlines()) + 1
    assert _problems(folder) == [
        f"stories.toml:{line}: story 'S': answer to 'danger': No such choice: 'chset'.",
        f"stories.toml:{line}: story 'S': level 'urgnt' does not exist, did you mean 'urgent'?",
    ]
