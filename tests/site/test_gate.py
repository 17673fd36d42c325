"""Nothing is built on knowledge that could harm."""

import shutil

import second_topic


def test_a_change_that_breaks_a_safety_property_cannot_be_built(tmp_path):
    """When a doubt about a red flag could end in self-care, the build stops and shows the answers that do so."""
    topic = tmp_path / "hiccups"
    shutil.copytree(second_topic.TOPICS / second_topic.TOPIC, topic)
    questions = (topic / "questions.toml").read_text()
    start = questions.index('id = "effect"')
    doubtful = questions[start:].replace('unsure = "as_yes"\ncap = "routine"', 'unsure = "as_no"', 1)
    assert doubtful != questions[start:]
    (topic / "questions.toml").write_text(questions[:start] + doubtful)
    folder = tmp_path / "project"
    folder.mkdir()
    done = second_topic.run(folder, knowledge=str(topic))
    assert done.returncode != 0
    assert "hiccups: the checker cannot be built" in done.stderr
    assert "V2 does not hold: 'effect." in done.stderr
    assert "effect = unsure" in done.stderr
    assert not (folder / "site" / "index.html").exists()
