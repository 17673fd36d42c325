"""The order in which the diagrams of a topic look at its questions."""

from support import question, rule, sample, small
from symptom_checker.expression import All, Finding
from symptom_checker_workshop.proofs.encode import SymbolicAnswers, SymbolicRules
from symptom_checker_workshop.proofs.order import in_order


def pairs(many: int):
    """A topic of many pairs of questions that decide together and stand as far apart as they can."""
    names = [f"{half}{place:02}" for half in "ab" for place in range(many)]
    rules = [
        rule(f"r{place:02}", "urgent", All((Finding(f"a{place:02}.yes"), Finding(f"b{place:02}.yes"))))
        for place in range(many)
    ]
    return small(tuple(map(question, names)), tuple(rules))


def test_every_question_stands_in_the_order_once():
    """The order holds the questions of the topic, and no other."""
    assert sorted(item.id for item in in_order(sample())) == sorted(item.id for item in sample().questions)


def test_questions_that_decide_together_stand_together():
    """Two questions of one rule are neighbors, however far apart the topic has them."""
    names = [item.id for item in in_order(pairs(6))]
    assert {names[place][1:] == names[place + 1][1:] for place in range(0, 12, 2)} == {True}


def test_diagrams_grow_with_the_pairs_and_not_with_what_they_can_come_to():
    """Twice the pairs give a diagram of twice the nodes; in the order of the topic it would be the square."""
    nodes = [SymbolicRules(SymbolicAnswers(pairs(many))).level(1).node_count() for many in (5, 10)]
    assert nodes[1] < 2.2 * nodes[0]


def test_a_topic_without_rules_keeps_its_order():
    """Where nothing decides together, the questions stay as they are."""
    topic = small(tuple(map(question, "cab")), ())
    assert [item.id for item in in_order(topic)] == ["c", "a", "b"]
