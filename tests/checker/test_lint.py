"""Faults in the knowledge: each gets its file, its line and its fix, and all come at once."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support import SAMPLE, sample, sample_tables
from symptom_checker.logic import Logic
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.tables.checks import CHECKS
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.compile import module_text
from symptom_checker_workshop.tables.lint import read_checked

TODAY = date(2026, 11, 28)
ADDRESS = "https://www.mayoclinic.org/symptoms/nosebleeds/basics/when-to-see-doctor/sym-20050914"
"""Of the first source of the sample topic, which was read itself."""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the sample topic that a test may break."""
    return Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))


def _spoil(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` in a file and return the line it stood in."""
    text = (folder / file).read_text()
    assert old in text, f"{old!r} is not in {file}"
    (folder / file).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def _problems(folder: Path, today: date = TODAY) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read_checked(folder, today)
    return [str(replace(problem, check="")) for problem in caught.value.problems]


def test_a_message_ends_with_the_id_of_its_check(folder):
    """A search for the id in a message finds the function that explains it."""
    _spoil(folder, "rules.toml", 'when = "danger.heavy"', 'when = "danger.hevay"')
    _spoil(folder, "questions.toml", "true of {person}", "true of {persn}")
    with pytest.raises(KnowledgeError) as caught:
        read_checked(folder, TODAY)
    ids = [str(problem).rpartition(" [")[2].removesuffix("]") for problem in caught.value.problems]
    assert {"condition", "blank"} <= set(ids) <= set(CHECKS)
    assert all(function.__doc__ for function in CHECKS.values())


def test_every_check_has_an_id_of_its_own():
    """A second check with an id that is taken is refused."""
    with pytest.raises(ValueError, match="two checks have the id 'blank'"):
        check("blank")(CHECKS["blank"])


def test_the_sample_topic_has_no_problems():
    """A sound topic is read."""
    assert read_checked(SAMPLE, TODAY).topic.id == SAMPLE.name


def test_compiling_is_exact_and_repeatable():
    """The module that ships holds the same knowledge, and the same tables give the same text."""
    text = module_text(sample())
    space: dict = {}
    exec(text, space)  # noqa: S102  our own module, just written
    assert Logic.from_tuple(space["TOPIC"]) == sample()
    assert module_text(sample()) == text


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "questions.toml",
            'text = "Trouble breathing, or choking on the blood"',
            'text = "Trouble breathing, or choking on the blood"\n    said = ["cant breathe"]',
            "option 'breathing': is said in 1 of 3 ways: add how people say it",
        ),
        (
            "questions.toml",
            'text = "Trouble breathing, or choking on the blood"',
            'text = "Trouble breathing, or choking on the blood"\n    shown = ["cant breathe"]',
            "option 'breathing': shows 'cant breathe', which is not in 'said': add it there, or take it out",
        ),
        (
            "questions.toml",
            'text = "Trouble breathing, or choking on the blood"',
            'text = "Trouble breathing, or choking on the blood"\n    shown = ["trouble breathing"]',
            "option 'breathing': shows 'trouble breathing', which its own words say: take it out",
        ),
        (
            "questions.toml",
            'text = "Trouble breathing, or choking on the blood"',
            'text = "Trouble breathing, or choking on the blood"\n    shown = ["a", "b", "c", "d"]',
            "option 'breathing': shows 4 of what people say: keep at most 3",
        ),
        (
            "questions.toml",
            'role = "red_flag"',
            'role = "red_flag"\nsilent = "it is rare"',
            "option 'breathing' is a red flag: take out its 'silent'",
        ),
        (
            "questions.toml",
            'role = "red_flag"',
            'role = "red_flag"\nharmless = true',
            "option 'breathing' is a red flag: take out its 'harmless'",
        ),
        (
            "kinds.toml",
            'everyday = { kind = ["front"] }',
            'everyday = { kind = ["frnt"] }',
            "answer to 'kind': No such choice: 'frnt'.",
        ),
        (
            "rules.toml",
            'when = "danger.heavy"',
            'when = "danger.hevay"',
            "unknown finding 'danger.hevay', did you mean 'danger.heavy'?",
        ),
        (
            "rules.toml",
            'when = "danger.heavy"',
            'when = "not danger.heavy"',
            "'not' is not allowed here, so that danger only ever adds up",
        ),
        ("rules.toml", 'when = "danger.heavy"', 'when = "danger.heavy > 1"', "'danger.heavy > 1' is not allowed"),
        (
            "rules.toml",
            'when = "danger.heavy"',
            "when = \"__import__('os')\"",
            "is not allowed: use findings, and, or, atleast",
        ),
        ("rules.toml", 'when = "danger.heavy"', 'when = "danger.heavy and"', "cannot be read: use findings"),
        ("rules.toml", 'when = "danger.heavy"', 'when = "older"', "unknown term 'older'"),
        (
            "rules.toml",
            'when = "danger.heavy"',
            'when = "atleast(4, danger.heavy, danger.faint, danger.long)"',
            "atleast(4, …) needs a number from 1 to 3",
        ),
        (
            "rules.toml",
            'level = "emergency"\nwhen = "danger.heavy"',
            'level = "emergncy"\nwhen = "danger.heavy"',
            "level 'emergncy' does not exist, did you mean 'emergency'?",
        ),
        (
            "rules.toml",
            'facts = ["SER-02"]',
            'facts = ["SER-02x"]',
            "fact 'SER-02x' does not exist, did you mean 'SER-02'?",
        ),
        ("rules.toml", 'facts = ["SER-02"]', "facts = []", "rests on no fact: add one, or take it out"),
        (
            "rules.toml",
            'facts = ["SER-02"]',
            'facts = ["SER-02"]\nlevle = "x"',
            "unknown key 'levle', did you mean 'level'?",
        ),
        ("rules.toml", 'id = "danger-heavy"', 'id = "danger-breathing"', "the id stands twice"),
        (
            "rules.toml",
            'where = "prescriber"',
            'where = "prescribr"',
            "where 'prescribr' does not exist, did you mean 'prescriber'?",
        ),
        ("rules.toml", '\nwithin = "few-days"', "", "a routine rule, and only a routine rule, names 'within'"),
        ("rules.toml", '\nroute = "call-911"', "", "an emergency rule, and only an emergency rule, names a route"),
        ("rules.toml", 'when = "who.me or who.child or who.other"', 'when = "in_scope"', "cycle of terms"),
        ("questions.toml", 'select = "many"', 'select = "some"', "select 'some' does not exist, known: many, one"),
        (
            "questions.toml",
            'ask_if = "about.thinner"',
            'ask_if = "signs.pale"',
            "ask_if names 'signs', which is not asked before",
        ),
        ("questions.toml", 'ask_if = "about.thinner"', 'ask_if = "not about.thinner"', "'not' is not allowed here"),
        ("questions.toml", 'cap = "urgent"', 'cap = "routine"', "not sure on a danger list counts as urgent at least"),
        (
            "questions.toml",
            'role = "red_flag"\n    level = "emergency"',
            'role = "context"',
            "a danger list is select = 'many' and holds red flags only",
        ),
        ("questions.toml", 'id = "heavy"', 'id = "Heavy"', "option 'Heavy': the id must be small letters"),
        ("questions.toml", 'why = "', 'way = "', "unknown key 'way', did you mean 'why'?"),
        ("advice.toml", 'type = "do"', 'type = "maybe"', "type 'maybe' does not exist, known: do, dont, watch"),
        ("levels.toml", 'call = "911"', 'call = "nine"', "call 'nine' must be digits"),
        ("levels.toml", 'call_text = "Call 911"', "", "'call' and 'call_text' go together"),
        ("facts.toml", 'read = "seen"', 'read = "heard"', "read 'heard' does not exist, known: "),
        (
            "kinds.toml",
            "kind.front or kind.both",
            "kind.frnt or kind.both",
            "unknown finding 'kind.frnt', did you mean 'kind.front'?",
        ),
        ("sources.toml", 'read = "direct"', 'read = "relayd"', "read 'relayd' does not exist, did you mean 'relayed'?"),
        ("questions.toml", 'voice = "child"', 'voice = "chlid"', "voice 'chlid' does not exist, did you mean 'child'?"),
        (
            "questions.toml",
            "true of {person}",
            "true of {persn}",
            "text_they has '{persn}': only {person} is filled in, and only in keys that end in _they",
        ),
        (
            "rules.toml",
            "because {named}.",
            "because {nmaed}.",
            "because has '{nmaed}': only {named} is filled in there",
        ),
        ("rules.toml", "Losing a lot of blood", "Because {named}", "because has '{named}', but the rule can hold for"),
        ("questions.toml", 'covers = ["head", "fluid"]', 'covers = ["head"]', "no calm line covers fluid"),
        ("questions.toml", 'covers = ["head", "fluid"]', 'covers = ["haed"]', "option 'haed' does not exist"),
        ("levels.toml", 'id = "who.unsure"', 'id = "who.nobody"', "answer 'who.nobody' does not exist"),
        (
            "levels.toml",
            'id = "who.unsure"',
            'id = "who.baby"',
            "'who.baby' has the role 'red_flag': who is handed over",
        ),
        ("cases.toml", 'hand_over = "who.unsure"', "", "expects either a 'level' or a 'hand_over'"),
        ("questions.toml", '\nwhy = "', '\nwhy = "For {person}: ', "why has '{person}': only {person} is filled in"),
        (
            "questions.toml",
            'select = "one"',
            'select = "one"\nnone = "No"',
            "a choice of one shows no 'none': take it out",
        ),
        (
            "levels.toml",
            "strength = 2",
            "strength = 1",
            "strength 1 is that of 'call-911' too: say which wins where both apply",
        ),
        (
            "topic.toml",
            "sources_checked = 2026",
            "sources_checked = 2096",
            "2096-11-28 is still to come",
        ),
        (
            "topic.toml",
            'considered = ["SER"',
            'considered = ["SRE"',
            "'SRE' is not a series of facts, did you",
        ),
        (
            "cases.toml",
            'source = "SER-02"',
            'source = "SER-99"',
            "source: fact 'SER-99' does not exist, did you mean 'SER-",
        ),
        ("cases.toml", 'source = "SER-02"', 'source = ""', "has no source: say which facts its level comes from"),
        (
            "cases.toml",
            'level = "emergency"',
            'level = "emergnecy"',
            "level 'emergnecy' does not exist, did you mean 'emergency'?",
        ),
        (
            "hazards.toml",
            '"danger-heavy"',
            '"danger-hevay"',
            "control 'danger-hevay' does not exist, did you mean 'danger-heavy'?",
        ),
    ],
)
def test_each_fault_is_named_with_its_fix(folder, file, old, new, said):
    """A fault in any table is told with the file and what to do about it."""
    _spoil(folder, file, old, new)
    assert any(line.startswith(f"{file}:") and said in line for line in _problems(folder)), _problems(folder)


def test_the_line_is_that_of_the_row(folder):
    """The line points at the header of the row that holds the fault."""
    line = _spoil(folder, "rules.toml", '[[rule]]\nid = "danger-heavy"', '[[rule]]\nid = "danger-heavy"\nlevle = "x"')
    assert any(said.startswith(f"rules.toml:{line}: rule 'danger-heavy':") for said in _problems(folder))


def test_all_problems_come_at_once(folder):
    """Faults in several files are all told in one run, in order of file and line."""
    _spoil(folder, "rules.toml", 'when = "danger.heavy"', 'when = "danger.hevay"')
    _spoil(folder, "questions.toml", 'cap = "urgent"', 'cap = "routine"')
    _spoil(folder, "hazards.toml", '"danger-heavy"', '"danger-hevay"')
    files = [line.partition(":")[0] for line in _problems(folder)]
    assert {"rules.toml", "questions.toml", "hazards.toml"} <= set(files)
    assert files == sorted(files)


def test_bad_toml_is_told_with_its_line(folder):
    """A file that is not TOML is told with the line of the fault, and the other files are still read."""
    line = _spoil(folder, "rules.toml", '[[rule]]\nid = "danger-heavy"', '[[rule]]\nid = danger-heavy"')
    _spoil(folder, "advice.toml", 'type = "do"', "type = 3")
    said = _problems(folder)
    assert any(text.startswith(f"rules.toml:{line + 1}: file: cannot be read") for text in said)
    assert any("type '3' does not exist, known: do, dont, watch" in text for text in said)


def test_a_missing_file_is_told(folder):
    """A table that is not there is named."""
    (folder / "advice.toml").unlink()
    assert "advice.toml:1: file: is missing: add it, empty if need be" in _problems(folder)


def test_a_review_that_is_past_is_told(folder):
    """After the review date the knowledge does not pass."""
    past = sample_tables().topic.review_by.replace(year=2099)
    assert any("is past: check the sources again" in line for line in _problems(folder, past))


def test_a_red_flag_that_reaches_too_little_is_told(folder):
    """A red flag whose rules do not reach its declared level is named."""
    _spoil(
        folder, "rules.toml", 'level = "emergency"\nwhen = "danger.heavy"', 'level = "urgent"\nwhen = "danger.heavy"'
    )
    assert any("option 'heavy' alone reaches urgent, below its emergency" in line for line in _problems(folder))


def test_a_rule_that_no_case_shows_is_told(folder):
    """Every rule has a case."""
    text = (folder / "cases.toml").read_text().replace('"danger-heavy"', '"danger-faint"')
    (folder / "cases.toml").write_text(text)
    assert any("rule 'danger-heavy': no case shows it" in line for line in _problems(folder))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('sources = ["AAO-ENT", "TEES-NB"]', "sources = []", "has no source: find one, or take the fact out"),
        ('read = "seen"', 'read = "unsourced"', "read 'unsourced' does not exist, known: "),
    ],
)
def test_a_fact_without_a_source_cannot_stand(folder, old, new, said):
    """What nobody has read anywhere is no fact, also when nothing rests on it."""
    _spoil(folder, "facts.toml", old, new)
    assert any(f"fact 'DEF-01': {said}" in line for line in _problems(folder))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (ADDRESS, "", "was read on the publisher's own page, but has no address: write its url, or read = 'copy'"),
        (
            ADDRESS,
            "nosebleeds",
            "url 'nosebleeds' is no address: begin it with https:// and the host, or leave it empty",
        ),
        (ADDRESS, "https://nosebleeds", "url 'https://nosebleeds' is no address: begin it with"),
        (
            "Nosebleeds: when to see a doctor",
            "Nosebleeds, as stored by spa.example.com",
            "names spa.example.com, to which it does not lead: name the publisher alone",
        ),
    ],
    ids=["direct without", "no scheme", "no host", "names a mirror"],
)
def test_a_source_leads_to_its_publisher(folder, old, new, said):
    """A page that was read itself has an address, an address can be opened, and no mirror is named."""
    _spoil(folder, "sources.toml", old, new)
    assert any(f"source 'MAYO-SEE': {said}" in line for line in _problems(folder))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ADDRESS, "http://www.mayoclinic.com/health/nosebleeds"),
        ("Nosebleeds: when to see a doctor", "Nosebleeds, on Mayoclinic.org"),
    ],
    ids=["address", "own website"],
)
def test_a_source_may_name_its_own_website(folder, old, new):
    """An older address without https, and a title with the website that the source leads to, are no faults."""
    _spoil(folder, "sources.toml", old, new)
    assert read_checked(folder, TODAY).sources["MAYO-SEE"].url.startswith("http")


@pytest.mark.parametrize(
    ("url", "read", "is_told"),
    [
        ("https://www.mayoclinic.org/Symptoms/nosebleeds/basics/when-to-see-doctor/sym-20050914/", "direct", True),
        ("http://www.mayoclinic.org/symptoms/nosebleeds/basics/when-to-see-doctor/sym-20050914#now", "direct", True),
        ("https://www.mayoclinic.org/symptoms/nosebleeds/basics/when-to-see-doctor/sym-20050914", "copy", False),
        ("https://www.mayoclinic.org/symptoms/nosebleeds/basics/when-to-see-doctor/sym-20050914?p=2", "direct", False),
    ],
)
def test_a_page_is_one_source(folder, url, read, is_told):
    """A publisher's page that stands twice among the sources is told, with the one that stays; a copy of it is not."""
    row = f'key = "MORE"\npublisher = "Mayo"\ntitle = "See"\nurl = "{url}"\ndate = "not shown"\nread = "{read}"\n'
    with (folder / "sources.toml").open("a") as file:
        file.write(f"\n[[source]]\n{row}")
    said = "source 'MORE': is the same page as the source 'MAYO-SEE': name that one in its facts, and take this row out"
    assert is_told == any(said in line for line in _problems(folder))


def test_a_source_without_a_fact_is_told(folder):
    """What no fact rests on is not listed as a source."""
    source = '\n[[source]]\nkey = "MORE"\npublisher = "NHS"\ntitle = "More"\nurl = ""\ndate = ""\nread = "copy"\n'
    with (folder / "sources.toml").open("a") as file:
        file.write(source)
    assert any(
        "source 'MORE': no fact rests on it: name it in one, or take it out" in line for line in _problems(folder)
    )


@pytest.mark.parametrize(
    ("file", "row", "named"),
    [("rules.toml", 'id = "calm"', "rule"), ("advice.toml", 'id = "pinch"', "advice")],
)
def test_reports_alone_never_calm(folder, file, row, named):
    """What says that care at home is enough, or what to do, rests on one fact at least that was read itself."""
    text = (folder / file).read_text()
    start = text.index("facts = ", text.index(row))
    end = text.index("\n", start)
    weak = next(name for name in sample_tables().facts if sample_tables().is_weak(name))
    (folder / file).write_text(f'{text[:start]}facts = ["{weak}"]{text[end:]}')
    said = "rests on reports alone, which may raise a level but not calm: cite a fact that was read itself"
    assert any(f"{named} '{row[6:-1]}': {said}" in line for line in _problems(folder))


def test_a_fact_that_is_neither_used_nor_set_aside_is_told(folder):
    """Every fact on danger, medicines, causes, places and care is used, or listed with the reason why not."""
    _spoil(folder, "not_encoded.toml", 'id = "COM-07"', 'id = "DEF-04"')
    line = (folder / "facts.toml").read_text().split('[[fact]]\nid = "COM-07"')[0].count("\n") + 1
    said = "is used by no rule, kind, cause or advice: use it, or list it in not_encoded.toml with the reason"
    assert f"facts.toml:{line}: fact 'COM-07': {said}" in _problems(folder)


def test_a_fact_that_is_used_and_set_aside_is_told(folder):
    """A row that says a fact is not used goes when something uses it."""
    line = _spoil(folder, "not_encoded.toml", '[[not_encoded]]\nid = "COM-07"', '[[not_encoded]]\nid = "SER-02"')
    said = f"not_encoded.toml:{line}: not_encoded 'SER-02': the rule 'danger-heavy' uses it: take this row out"
    assert said in _problems(folder)


def test_a_fact_that_is_set_aside_but_does_not_exist_is_told(folder):
    """A row about an unknown fact is named with the nearest one that exists."""
    line = _spoil(folder, "not_encoded.toml", '[[not_encoded]]\nid = "COM-07"', '[[not_encoded]]\nid = "COM-077"')
    start = f"not_encoded.toml:{line}: not_encoded 'COM-077': fact 'COM-077' does not exist, did you mean "
    assert any(problem.startswith(start) for problem in _problems(folder))


def test_a_fact_that_is_set_aside_without_a_reason_is_told(folder):
    """A fact is set aside only with the reason."""
    text = (folder / "not_encoded.toml").read_text()
    start = text.index('reason = "', text.index('id = "COM-07"'))
    end = text.index("\n", start)
    (folder / "not_encoded.toml").write_text(text[:start] + 'reason = ""' + text[end:])
    said = "not_encoded 'COM-07': has no reason: say in one sentence why it is not used"
    assert any(problem.endswith(said) for problem in _problems(folder))


def test_a_contrast_that_does_not_exist_is_told(folder):
    """A contrast names another case, and the nearest one is offered."""
    _spoil(folder, "cases.toml", 'contrast = "after-blowing"', 'contrast = "after-blowin"')
    said = "case 'ball-on-the-nose': contrast 'after-blowin' does not exist, did you mean 'after-blowing'?"
    assert any(problem.endswith(said) for problem in _problems(folder))


def test_a_contrast_that_ends_the_same_way_is_told(folder):
    """Two stories that lead to the same show no difference."""
    _spoil(folder, "cases.toml", '"MED-03"\ncontrast = "after-blowing"', '"MED-03"\ncontrast = "husband-on-warfarin"')
    said = "contrast 'husband-on-warfarin' has the same level and the same rules: choose a case that ends elsewhere"
    assert any(problem.endswith(said) for problem in _problems(folder))


@pytest.mark.parametrize(
    ("other", "differ"),
    [("girl-both-nostrils", "who, injury, kind"), ("neighbor-of-70", "who, injury")],
)
def test_a_contrast_with_more_than_one_other_answer_is_told(folder, other, differ):
    """A contrast changes the answer to one question, and only what that one brings up follows."""
    line = _spoil(folder, "cases.toml", 'contrast = "after-blowing"', f'contrast = "{other}"')
    said = f"contrast '{other}' must differ in the answer to one question and in what follows it, not: {differ}"
    (told,) = [problem for problem in _problems(folder) if said in problem]
    assert 0 < line - int(told.split(":")[1]) < 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('severity = "catastrophic"', 'severity = "terrible"', "severity 'terrible' does not exist, known: "),
        ('likelihood = "low"', 'likelihood = "lov"', "likelihood 'lov' does not exist, did you mean 'low'?"),
        (
            '"fights-for-air", ',
            '"fights-for-aire", ',
            "test 'fights-for-aire' does not exist, did you mean 'fights-for-air'?",
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
    line = _spoil(folder, "hazards.toml", '[[hazard]]\nid = "HZ-04"', '[[hazard]]\nid = "HZ-04"')
    _spoil(folder, "hazards.toml", 'tests = ["apixaban-short", "apixaban-12-minutes"]', 'tests = ["apixaban-short"]')
    said = "no test shows the control 'thinner-ten': name a case that expects it, or V8 for a red flag"
    assert f"hazards.toml:{line}: hazard 'HZ-04': {said}" in _problems(folder)


def test_v8_shows_only_controls_that_a_red_flag_brings(folder):
    """The proof about red flags shows the control that rests on one, and not the one that rests on context."""
    row = 'controls = ["thinner", "weekly"]\ntests = ["V8"]\n'
    text = (folder / "hazards.toml").read_text()
    start = text.index("controls = ", text.index('id = "HZ-04"'))
    end = text.index("residual = ", start)
    (folder / "hazards.toml").write_text(text[:start] + row + text[end:])
    named = [line.partition("the control ")[2].partition(":")[0] for line in _problems(folder)]
    assert named == ["'weekly'"]


def test_a_signed_fall_is_checked_like_a_rule(folder):
    """A line that lets a level fall names known answers and facts, and who signed it."""
    text = (folder / "allowed_downgrades.toml").read_text()
    row = 'id = "F"\nsince = "1"\nwhen = "danger.hevay"\nreason = "r"\nfacts = ["COM-1O"]\nsigned = ""\n'
    (folder / "allowed_downgrades.toml").write_text(f"{text}[[downgrade]]\n{row}")
    where = f"allowed_downgrades.toml:{len(text.splitlines()) + 1}: downgrade 'F'"
    unknown, *others = _problems(folder)
    assert unknown.startswith(f"{where}: fact 'COM-1O' does not exist, did you mean 'COM-")
    assert others == [
        f"{where}: needs a reason and who signed it, with the day",
        f"{where}: when: unknown finding 'danger.hevay', did you mean 'danger.heavy'?",
    ]


def test_a_story_is_checked_like_a_case(folder):
    """A story names known levels and answers that fit."""
    text = (folder / "stories.toml").read_text()
    row = 'id = "S"\nstory = "s"\nanswers = { danger = ["hevay"] }\nlevel = "urgnt"\nsource = "x"\nfirst = "urgent"\n'
    line = len(text.splitlines()) + 1
    (folder / "stories.toml").write_text(f"{text}[[story]]\n{row}")
    assert _problems(folder) == [
        f"stories.toml:{line}: story 'S': level 'urgnt' does not exist, did you mean 'urgent'?"
    ]
    (folder / "stories.toml").write_text(f"{text}[[story]]\n{row.replace('urgnt', 'urgent')}")
    assert _problems(folder) == [f"stories.toml:{line}: story 'S': answer to 'danger': No such choice: 'hevay'."]
