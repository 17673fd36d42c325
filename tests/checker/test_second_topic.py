"""A second topic, in a folder of its own: the engine, the proofs and the terminal serve it as they stand."""

import json
import subprocess
import sys
from datetime import date

import pytest

from second_topic import TOPIC, TOPICS
from support import ROOT, walk
from symptom_checker import assess
from symptom_checker.__main__ import main
from symptom_checker_workshop.commands import read_checked
from symptom_checker_workshop.compile import compile_topic
from symptom_checker_workshop.mutate import ENOUGH, score
from symptom_checker_workshop.prove import prove

TABLES = read_checked(TOPICS / TOPIC, date(2026, 11, 23))
KNOWLEDGE = compile_topic(TABLES)
IN = ["--in", str(TOPICS)]


def test_every_property_is_proved():
    """Over every complete set of answers each property holds, and none was left out."""
    proofs = list(prove(KNOWLEDGE))
    assert {"V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V12", "V17"} <= {proof.number for proof in proofs}
    assert min(proof.checks for proof in proofs) > 0
    assert [failure for proof in proofs for failure in proof.failures] == []


@pytest.mark.parametrize("case", TABLES.cases.values(), ids=lambda case: case.id)
def test_a_case_gives_its_level_and_exactly_its_rules(case):
    """Through the questions really asked, the story leads to its level, its route and exactly its rules."""
    _, asked = walk(KNOWLEDGE, case.answers)
    assessment = assess(KNOWLEDGE, asked)
    fired = {rule.id for rule in assessment.rules}
    assert (case.level, case.route, set(case.rules)) == (assessment.level, assessment.route, fired)


def test_the_cases_notice_broken_rules():
    """The share of broken rules that the cases notice is as high as the first topic's must be."""
    caught = score(KNOWLEDGE, TABLES.cases.values())
    assert caught.caught > 50
    assert caught.share >= ENOUGH, caught.survivors


def test_lint_and_compile_take_another_folder(capsys):
    """With `--in` the topics of that folder are linted and compiled, and no other."""
    assert main(["lint", *IN]) == 0
    assert capsys.readouterr().out.startswith("hiccups: no problems (7 questions, ")
    assert main(["compile", TOPIC, *IN]) == 0
    assert "The compiled topic hiccups, version 2026.11.0." in capsys.readouterr().out


def test_ask_takes_another_folder():
    """With `--in` the questions of that folder's topic are asked in the terminal."""
    command = [sys.executable, "-m", "symptom_checker", "ask", TOPIC, *IN]
    done = subprocess.run(command, input="0\n1\n1\n1\n0\n", capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert (0, "") == (done.returncode, done.stderr)
    assert "Hiccups nearly always stop by themselves." in done.stdout


def test_assess_takes_the_only_topic_of_another_folder(tmp_path, capsys):
    """Answers that name no topic are read against the only topic that the folder holds."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"danger": ["balance"]}))
    assert main(["assess", str(path), *IN]) == 0
    assessment = json.loads(capsys.readouterr().out)
    assert ("hiccups", "emergency") == (assessment["topic"], assessment["level"])


def test_assess_asks_for_the_topic_where_there_are_several(tmp_path, capsys):
    """Where the folder holds more than one topic and the answers name none, the topics are named."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "topic.toml").touch()
    path = tmp_path / "answers.json"
    path.write_text("{}")
    assert main(["assess", str(path), "--in", str(tmp_path)]) == 2
    assert "names no topic: choose one with --topic (one, two)" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["lint"], ["compile"], ["verify"], ["ask"]], ids=lambda command: command[0])
def test_a_topic_of_another_folder_is_not_the_checkouts(command, capsys):
    """Without `--in` the second topic is unknown, and those of the checkout are named."""
    assert main([*command, TOPIC]) == 2
    assert "there is no topic 'hiccups' (there are: muscle-spasms)" in capsys.readouterr().err


def test_a_folder_without_topics_is_named(tmp_path, capsys):
    """A folder that holds no topic is named, not passed over."""
    assert main(["lint", "--in", str(tmp_path)]) == 2
    assert f"{tmp_path}: holds no topic" in capsys.readouterr().err
