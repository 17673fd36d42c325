"""Every complete set of answers to a topic, as conditions for a solver."""

import z3

from symptom_checker.model import LEVELS, Answers, Expression, Knowledge, Question, Rule


class Space:
    """Every complete set of answers to a topic, as conditions on one solver variable for each possible answer.

    An answer to a list gives each sign yes, no or not sure; a choice of one has exactly one option, or not sure.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Make the variables of every question of `knowledge`."""
        self.knowledge = knowledge
        self.yes: dict[str, z3.BoolRef] = {}
        self.unsure: dict[str, z3.BoolRef] = {}
        self.caps: dict[str, int] = {}
        self.asked_if: dict[str, Expression | None] = {}
        self.rules_of_form: dict[str, list[z3.BoolRef]] = {}
        for question in knowledge.questions:
            self._add(question)
        self._memo: dict[tuple[Expression, int], z3.BoolRef] = {}

    def _add(self, question: Question) -> None:
        names = [f"{question.id}.{option.id}" for option in question.options]
        cap = LEVELS.index(question.cap) if question.unsure == "as_yes" else 0
        one = question.select == "one"
        whole = z3.Bool(f"{question.id}?")
        for name in names:
            self.yes[name] = z3.Bool(name)
            self.unsure[name] = whole if one else z3.Bool(f"{name}?")
        if one:
            self.yes[f"{question.id}.unsure"] = whole
            self.unsure[f"{question.id}.unsure"] = z3.BoolVal(False)
            forms = [z3.PbEq([(z3.Bool(name), 1) for name in names] + [(whole, 1)], 1)]
        else:
            forms = [z3.Not(z3.And(self.yes[name], self.unsure[name])) for name in names]
        self.rules_of_form[question.id] = forms
        for name in [*names, f"{question.id}.unsure"]:
            self.caps[name] = cap
            self.asked_if[name] = question.ask_if

    def form(self, but: str = "") -> list[z3.BoolRef]:
        """Return what makes the variables a complete set of answers, leaving out the question `but`."""
        return [rule for name, rules in self.rules_of_form.items() if name != but for rule in rules]

    def applies(self, finding: str) -> z3.BoolRef:
        """Return when the question of a finding is asked of these answers at all."""
        condition = self.asked_if[finding]
        return z3.BoolVal(True) if condition is None else self.reaches(condition, 1)

    def counts(self, finding: str, place: int) -> z3.BoolRef:
        """Return when the answer to a question that is asked gives its finding at least this place."""
        unsure = self.unsure[finding] if self.caps[finding] >= place else z3.BoolVal(False)
        return z3.Or(self.yes[finding], unsure)

    def reaches(self, expression: Expression, place: int) -> z3.BoolRef:
        """Return when a positive expression has at least this place on the chain of levels."""
        key = (expression, place)
        if key not in self._memo:
            self._memo[key] = self._reaches(expression, place)
        return self._memo[key]

    def _reaches(self, expression: Expression, place: int) -> z3.BoolRef:
        operator, *rest = expression
        if operator == "finding":
            return z3.And(self.applies(rest[0]), self.counts(rest[0], place))
        if operator == "atleast":
            return z3.PbGe([(self.reaches(part, place), 1) for part in rest[1:]], rest[0])
        parts = [self.reaches(part, place) for part in rest]
        return z3.And(*parts) if operator == "and" else z3.Or(*parts)

    def fires(self, rule: Rule) -> z3.BoolRef:
        """Return when a rule holds, at its own level or a lower one."""
        return self.reaches(rule.when, 1)

    def level(self, place: int, but: str = "") -> z3.BoolRef:
        """Return when the level is at least `place`, without the rule `but`."""
        return z3.Or(
            *(
                self.reaches(rule.when, place)
                for rule in self.knowledge.rules
                if LEVELS.index(rule.level) >= place and rule.id != but
            )
        )

    def smallest(self, *conditions: z3.BoolRef) -> Answers | None:
        """Return the answers with the fewest signs for which all conditions hold; None when they never hold."""
        solver = z3.Solver()
        solver.add(*self.form(), *conditions)
        if solver.check() == z3.unsat:
            return None
        fewest = z3.Optimize()
        fewest.add(*solver.assertions())
        for question in self.knowledge.questions:
            for option in question.options if question.select == "many" else ():
                name = f"{question.id}.{option.id}"
                fewest.add_soft(z3.Not(z3.Or(self.yes[name], self.unsure[name])))
        fewest.check()
        return self.answers(fewest.model())

    def plain(self, answers: Answers) -> str:
        """Return answers in plain words, leaving out the lists of which nothing is true."""
        told = [
            f"{name} = {', '.join(self._member(name, member) for member in members)}"
            for name, members in answers.items()
            if members != ["none"]
        ]
        return "; ".join(told) or "every list answered with none"

    def _member(self, name: str, member: str) -> str:
        question = self.knowledge.question(name)
        first, _, sign = member.partition(":")
        words = (
            next((option.text for option in question.options if option.id == (sign or first)), "") if question else ""
        )
        return f"{member} (“{words}”)" if words else member

    def answers(self, model: z3.ModelRef) -> Answers:
        """Return a counterexample as answers, leaving out the questions that are not asked."""
        given: Answers = {}
        for question in self.knowledge.questions:
            first = f"{question.id}.{question.options[0].id}"
            if not z3.is_true(model.eval(self.applies(first), model_completion=True)):
                continue
            members = []
            for option in question.options:
                name = f"{question.id}.{option.id}"
                if z3.is_true(model.eval(self.yes[name], model_completion=True)):
                    members.append(option.id)
                elif z3.is_true(model.eval(self.unsure[name], model_completion=True)):
                    members.append(f"unsure:{option.id}" if question.select == "many" else "unsure")
            given[question.id] = list(dict.fromkeys(members)) or ["none"]
        return given

    def patterns(self) -> int:
        """Return how many patterns of answers the space holds, asked or not: 3 for each sign, 1 for each choice."""
        count = 1
        for question in self.knowledge.questions:
            size = len(question.options)
            count *= 3**size if question.select == "many" else size + 1
        return count
