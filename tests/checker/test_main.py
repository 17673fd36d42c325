"""The terminal."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest

from support import ROOT, SAMPLE, sample, sample_tables
from symptom_checker_workshop.cli import main
from symptom_checker_workshop.terminal import ask

IN = ("--in", str(SAMPLE.parent))


def _start(*arguments: str, typed: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "symptom_checker", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, text=True, cwd=ROOT, timeout=60)


@pytest.fixture
def run(capsys) -> Callable[..., tuple[int, str, str]]:
    """Runs a command: its status, what it prints, and what it says of faults."""

    def run_it(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments])
        return status, *capsys.readouterr()

    return run_it


def _talk(lines: list[str]) -> str:
    """Walk the sample quiz with these lines typed and return what was written."""
    typed, written = iter(lines), []
    ask(sample_tables(), sample(), lambda _prompt: next(typed), written.append)
    return "\n".join(written)


def test_the_quiz_can_be_walked_in_a_terminal():
    """Seven calm answers, and Enter at the second look, end in self-care."""
    said = _talk(["0", "1", "0", "0", "1", "1", "0", ""])
    assert "You can likely care for this at home" in said
    assert "Written from published sources; not checked by a clinician." in said


def test_the_second_look_leads_back_to_a_question():
    """What was answered no is said in other words; the number of a line asks its question again."""
    said = _talk(["0", "1", "0", "0", "1", "1", "0", "9", "2", "2"])
    assert sample_tables().questions["danger"].calm_line[1].text in said
    assert "Press Enter, or type one number." in said
    assert "Call 911 now" in said


def test_a_danger_sign_ends_the_walk_at_once():
    """The second sign of the first list, heavy bleeding, ends the questions."""
    said = _talk(["2"])
    assert "Call 911 now" in said
    assert said.count("Question ") == 1


def test_a_line_that_does_not_fit_is_asked_again():
    """Words and numbers out of range do not end the walk or count as an answer."""
    said = _talk(["help", "99", "1 x", "2"])
    assert said.count("Type one or more numbers, such as 1 3.") == 3


def test_going_back_asks_the_question_before_again():
    """B goes back one question; the new answer counts."""
    said = _talk(["0", "b", "2"])
    assert "Call 911 now" in said


def test_ask_runs_as_a_command():
    """`symptom-checker ask` reads its answers from standard input."""
    done = _start("ask", SAMPLE.name, *IN, typed="2\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Call 911 now" in done.stdout


def test_an_input_that_ends_early_is_no_traceback():
    """When the input ends before the result, one line says so."""
    done = _start("ask", SAMPLE.name, *IN, typed="0\n")
    assert (done.returncode, done.stderr.strip()) == (2, "Stopped. Nothing was kept.")


@pytest.mark.parametrize(
    "given",
    [{"danger": ["heavy"]}, {"topic": "nosebleeds", "version": "2026.11.0", "answers": {"danger": ["heavy"]}}],
)
def test_assess_prints_the_assessment_as_json(tmp_path, capsys, given):
    """Answers from a file, bare or with their topic, give the assessment."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(given))
    assert main(["assess", str(path), "--topic", SAMPLE.name, *IN]) == 0
    assert json.loads(capsys.readouterr().out)["level"] == "emergency"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "must hold an object"),
        ('{"danger": "heavy"}', "danger: The answer is not a list of choices."),
        ('{"danger": ["hevay"]}', "danger: No such choice: 'hevay'."),
        ('{"dnager": ["heavy"]}', "dnager: This question is not part of this topic."),
        ('{"danger": ["none"]}', "who: This question is still open, and its answer can matter."),
        ('{"topic": 3, "answers": {}}', "'topic' must be a word"),
        ('{"topic": "backache", "answers": {}}', "there is no topic 'backache'"),
    ],
)
def test_bad_answers_are_one_line_and_exit_2(tmp_path, capsys, text, said):
    """Answers that cannot be used end with status 2 and one line that names the fault, never a traceback."""
    path = tmp_path / "answers.json"
    path.write_text(text)
    assert main(["assess", str(path), *([] if '"topic"' in text else ["--topic", SAMPLE.name]), *IN]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert (out, len(err.splitlines())) == ("", 1)


def test_a_missing_file_is_one_line_and_exit_2(tmp_path, capsys):
    """A file that is not there is named."""
    assert main(["assess", str(tmp_path / "none.json")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_lint_names_an_unknown_topic(capsys):
    """A topic that is not there is named with those that are."""
    assert main(["lint", "backache", *IN]) == 2
    assert "there is no topic 'backache' (there are: hiccups, nosebleeds)" in capsys.readouterr().err


def test_verify_tells_every_property_and_its_figures(run, tmp_path):
    """Each property from V1 to V17 stands there with what it covers, and a site that is not there is told."""
    shutil.copytree(ROOT / "tests" / "topics" / "hiccups", tmp_path / "hiccups")
    status, said, _ = run("verify", "hiccups", "--in", str(tmp_path), "--site", str(tmp_path))
    assert status == 0, said
    for number in range(1, 18):
        assert f"  V{number} " in said
    assert "V16  not looked at" in said
    assert "BROKEN" not in said
    heads = [line for line in said.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert [head.split()[0].strip(":,") for head in heads] == ["Proved", "Counted", "Checked", "Sampled", "Tried"]


def test_verify_keeps_what_it_found_when_all_holds(run, tmp_path):
    """What was found is written beside the tables once; a case that does not hold is told and nothing is written."""
    folder = shutil.copytree(ROOT / "tests" / "topics" / "hiccups", tmp_path / "hiccups")
    verify = ("verify", "hiccups", "--in", str(tmp_path), "--site", str(tmp_path))
    assert "proofs.json: written" in run(*verify)[1]
    assert "proofs.json" not in run(*verify)[1]
    kept = (folder / "proofs.json").read_text(encoding="utf-8")
    cases = folder / "cases.toml"
    cases.write_text(cases.read_text(encoding="utf-8").replace('level = "urgent"', 'level = "emergency"', 1))
    status, said, _ = run(*verify)
    assert (status, "proofs.json: not written" in said) == (1, True)
    assert "counterexample: cases.toml:" in said
    assert (folder / "proofs.json").read_text(encoding="utf-8") == kept


def test_one_problem_is_one_problem(run, tmp_path):
    """A single fault is counted in the singular, by `lint` and where the knowledge is read."""
    folder = shutil.copytree(ROOT / "tests" / "topics" / "hiccups", tmp_path / "hiccups")
    rules = folder / "rules.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('route = "call-911"', 'route = "call-912"', 1))
    assert "hiccups: 1 problem\n" in run("lint", "hiccups", "--in", str(tmp_path))[2]
    assert "1 problem in the knowledge:" in run("verify", "hiccups", "--in", str(tmp_path))[2]


def test_release_keeps_what_a_version_does(run, tmp_path):
    """The version that is kept is the one that later ones are compared with."""
    shutil.copytree(ROOT / "tests" / "topics" / "hiccups", tmp_path / "hiccups")
    assert run("release", "hiccups", "--in", str(tmp_path))[0] == 0
    _, said, _ = run("verify", "hiccups", "--in", str(tmp_path), "--site", str(tmp_path))
    assert "Since version 2026.11.0 no pattern falls without a signed line: none rises or falls." in said
