"""A reader who answers, goes back, changes and starts again, in any order."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from support import rank, sample
from symptom_checker.logic import NONE, UNSURE, Answers, Question
from symptom_checker.web import step


def _answers(question: Question) -> st.SearchStrategy[list[str]]:
    ids = [option.id for option in question.options]
    if question.select == "one":
        return st.sampled_from([*ids, UNSURE]).map(lambda member: [member])
    signs = st.lists(
        st.sampled_from([*ids, *(f"{UNSURE}:{name}" for name in ids)]), min_size=1, max_size=3, unique=True
    )
    return st.sampled_from([[NONE], [NONE], [NONE], [UNSURE]]) | signs


class Reader(RuleBasedStateMachine):
    """The quiz as the browser drives it: the only state is the set of answers."""

    @initialize()
    def start(self):
        """Nothing is answered yet."""
        self.answers: Answers = {}
        self.last: dict[str, list[str]] = {}
        self.seen: list[str] = []

    @precondition(lambda self: step(sample(), self.answers)["show"]["question"])
    @rule(data=st.data())
    def answer(self, data):
        """Answer the question that is asked now."""
        asked = step(sample(), self.answers)["show"]["question"]
        assert asked not in step(sample(), self.answers)["assessment"]["asked"]
        self._give(asked, data)
        self.seen.append(asked)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def change(self, data):
        """Answer any earlier question again; the others stay as they are."""
        self._give(data.draw(st.sampled_from(sorted(self.answers))), data)

    @precondition(lambda self: self.seen)
    @rule()
    def back(self):
        """Take the last answer back."""
        self.answers.pop(self.seen.pop(), None)

    @rule()
    def restart(self):
        """Start again."""
        self.start()

    def _give(self, name: str, data: st.DataObject) -> None:
        self.answers.pop(name, None)
        self.answers[name] = self.last[name] = data.draw(_answers(sample().question(name)))

    @invariant()
    def equals_a_fresh_replay(self):
        """What is asked and concluded is that of the same answers given in one go, in clinical order."""
        if not hasattr(self, "answers"):
            return
        replay = {item.id: self.last[item.id] for item in sample().questions if item.id in self.answers}
        assert step(sample(), replay) == step(sample(), self.answers)

    @invariant()
    def is_consistent(self):
        """The bounds hold the level, and when asking is over they are one."""
        if not hasattr(self, "answers"):
            return
        reply = step(sample(), self.answers)
        low, high = (rank(reply["assessment"][name]) for name in ("level", "at_most"))
        assert low <= high
        assert reply["show"]["question"] or low == high
        assert bool(reply["show"]["question"]) != bool(reply["parts"])


Reader.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestReader = Reader.TestCase
