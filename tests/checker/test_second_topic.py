"""Small topics, in a folder of their own: the engine, the proofs and the terminal serve them as they stand."""

import json
import shutil
import subprocess
import sys
from datetime import date

import pytest

from second_topic import SITES, TOPIC, TOPICS
from support import ROOT, symbolic, walk
from symptom_checker import assess
from symptom_checker.logic import LEVELS
from symptom_checker_workshop.cases.mutants import ENOUGH, score
from symptom_checker_workshop.cli import main
from symptom_checker_workshop.proofs.properties import prove
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.lint import read_checked

TABLES = {topic: read_checked(TOPICS / topic, date(2026, 11, 28)) for topic in SITES}
KNOWLEDGE = {topic: compile_topic(tables) for topic, tables in TABLES.items()}
CASES = [pytest.param(topic, case, id=f"{topic}-{case.id}") for topic in SITES for case in TABLES[topic].cases.values()]
IN = ["--in", str(TOPICS)]


@pytest.mark.parametrize("topic", SITES)
def test_every_property_is_proved(topic):
    """Over every complete set of answers each property holds, and none was left out."""
    proofs = list(prove(symbolic(KNOWLEDGE[topic]), TABLES[topic].silent))
    assert {"V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V12", "V17", "V18", "V20"} <= {
        proof.number for proof in proofs
    }
    assert min(proof.checks for proof in proofs) > 0
    assert [failure for proof in proofs for failure in proof.failures] == []


@pytest.mark.parametrize(("topic", "case"), CASES)
def test_a_case_gives_its_level_and_exactly_its_rules(topic, case):
    """Through the questions really asked, the story leads to its level, its route and exactly its rules."""
    _, asked = walk(KNOWLEDGE[topic], case.answers)
    assessment = assess(KNOWLEDGE[topic], asked)
    fired = {rule.id for rule in assessment.rules}
    assert (case.level, case.route, set(case.rules)) == (assessment.level, assessment.route, fired)


@pytest.mark.parametrize("topic", SITES)
def test_every_level_has_a_case(topic):
    """Some story of the topic ends at each of the four levels."""
    assert {case.level for case in TABLES[topic].cases.values() if case.level} == set(LEVELS)


@pytest.mark.parametrize("topic", SITES)
def test_the_cases_notice_broken_rules(topic):
    """The share of broken rules that the cases notice is as high as the first topic's must be."""
    caught = score(symbolic(KNOWLEDGE[topic]), TABLES[topic].cases.values())
    assert caught.caught > 50
    assert caught.share >= ENOUGH, caught.survivors


def test_lint_and_compile_take_another_folder(capsys):
    """With `--in` the topics of that folder are linted and compiled, and no other."""
    assert main(["lint", *IN]) == 0
    linted = capsys.readouterr().out.splitlines()
    starts = ("hiccups: no problems (8 questions, ", "nosebleeds: no problems (12 questions, ")
    assert [line.startswith(start) for line, start in zip(linted, starts, strict=True)] == [True, True]
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
    shutil.copytree(TOPICS / TOPIC, tmp_path / "topics" / TOPIC)
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"danger": ["balance"]}))
    assert main(["assess", str(path), "--in", str(tmp_path / "topics")]) == 0
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
    assert "there is no topic 'hiccups' (there are: " in capsys.readouterr().err


def test_a_folder_without_topics_is_named(tmp_path, capsys):
    """A folder that holds no topic is named, not passed over."""
    assert main(["lint", "--in", str(tmp_path)]) == 2
    assert f"{tmp_path}: holds no topic" in capsys.readouterr().err
