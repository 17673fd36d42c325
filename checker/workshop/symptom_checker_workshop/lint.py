"""Checks the knowledge of a topic: every fault at once, each with its file, line and mend."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from symptom_checker.answers import read as read_answers
from symptom_checker.evaluate import findings, value
from symptom_checker.model import LEVELS, TOP, Expression
from symptom_checker_workshop.compile import compile_topic, known_findings
from symptom_checker_workshop.expression import ExpressionError, parse
from symptom_checker_workshop.parse import FILE_OF, FILES
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import Advice, Case, Cause, Kind, Knowledge, Option, Question, Rule

SIGNS_IN_A_DANGER_LIST = 7
"""The most signs that one list of danger signs may hold."""

URGENT = LEVELS.index("urgent")

SNAKE = re.compile(r"[a-z][a-z0-9_]*")
NUMBER = re.compile(r"\+?[0-9]+")

UNWRITTEN = "TO WRITE:"
"""Stands before what a text of a new topic is to say."""

SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
LIKELIHOODS = ("very low", "low", "medium", "high", "very high")
"""The words of DCB0129 for a hazard, lowest first."""

PROPERTIES = tuple(f"V{number}" for number in range(1, 18))
"""The properties that are proved, measured or tested over the whole answer space."""

CONSIDERED = ("SER", "MED", "COM", "LOC", "WHEN", "SELF", "NEW")
"""Series of facts that say how serious a spasm is, what brings it on or what helps: each is used or set aside."""

PUBLISHED = {"seen", "inferred", "relayed", "secondary"}
"""Ways of having read a source after which a fact may be published."""


def check(knowledge: Knowledge, today: date) -> list[Problem]:
    """Return every problem of meaning in the tables; problems of form are `parse.read`'s."""
    return sorted(set(_Lint(knowledge, today).problems()))


class _Lint:
    def __init__(self, knowledge: Knowledge, today: date) -> None:
        self.knowledge, self.today = knowledge, today
        self.known = known_findings(knowledge)
        self.terms = {term.id: term.when for term in knowledge.terms.values()}
        self.when: dict[str, Expression] = {}
        self.ask_if: dict[str, Expression] = {}
        self.ordered = True

    def problems(self) -> Iterator[Problem]:
        yield from self.topic()
        yield from self.wordings()
        for row in self.knowledge.terms.values():
            _, faults = self.expression("term", row.id, "when", row.when)
            yield from faults
        for question in self.knowledge.questions.values():
            yield from self.question(question)
        yield from self.rules()
        yield from self.pieces()
        yield from self.roles()
        yield from self.evidence()
        yield from self.considered()
        yield from self.hazards()
        yield from self.cases()
        yield from self.falls()
        yield from self.regions()
        yield from _unwritten(self.knowledge)

    def problem(self, table: str, row: str, what: str) -> Problem:
        line = self.knowledge.lines.get((table, row), 1)
        return Problem(file=FILE_OF[table], line=line, where=f"{table} '{row}'", what=what)

    def reference(
        self, table: str, row: str, key: str, names: Iterable[str], known: Iterable[str]
    ) -> Iterator[Problem]:
        known = set(known)
        for name in names:
            if name and name not in known:
                yield self.problem(table, row, f"{key} '{name}' does not exist, {did_you_mean(name, known)}")

    def expression(
        self, table: str, row: str, key: str, text: str, *, negation: bool = False
    ) -> tuple[Expression | None, list[Problem]]:
        try:
            return parse(text, self.known, self.terms, negation=negation), []
        except ExpressionError as error:
            return None, [self.problem(table, row, f"{key}: {error}")]

    def topic(self) -> Iterator[Problem]:
        topic = self.knowledge.topic

        def fault(what: str) -> Problem:
            return Problem(file="topic.toml", line=1, where="topic", what=what)

        if topic.review_by < self.today:
            yield fault(f"review_by {topic.review_by} is past: check the sources again and move the date")
        for sign in topic.emergency_sign:
            for name in sign.findings:
                option = self.option(name)
                if option is None or option.role != "red_flag":
                    yield fault(f"emergency sign '{sign.text}': '{name}' is not a red flag of a question")
        if tuple(self.knowledge.levels) != LEVELS:
            yield Problem(
                file="levels.toml", line=1, where="levels", what=f"must be {', '.join(LEVELS)}, in this order"
            )

    def wordings(self) -> Iterator[Problem]:
        knowledge = self.knowledge
        tables = {"route": knowledge.routes, "within": knowledge.withins, "where": knowledge.wheres}
        for table, rows in (tables | {"contact": knowledge.contacts}).items():
            for row in rows.values():
                if bool(row.call) != bool(row.call_text):
                    yield self.problem(table, row.id, "'call' and 'call_text' go together: add the other one")
                if row.call and not NUMBER.fullmatch(row.call):
                    yield self.problem(table, row.id, f"call '{row.call}' must be digits, with + for abroad")

    def question(self, row: Question) -> Iterator[Problem]:
        def fault(what: str) -> Problem:
            return self.problem("question", row.id, what)

        if not SNAKE.fullmatch(row.id):
            yield fault("the id must be small letters, digits and underscores")
        if row.select not in ("one", "many"):
            yield fault(f"select '{row.select}' must be 'one' or 'many'")
        if row.unsure not in ("as_yes", "as_no"):
            yield fault(f"unsure '{row.unsure}' must be 'as_yes' or 'as_no'")
        if row.unsure == "as_yes" and row.cap not in LEVELS[1:]:
            yield fault(f"unsure as_yes needs a cap: one of {', '.join(LEVELS[1:])}")
        if row.unsure == "as_no" and row.cap:
            yield fault("a cap goes with unsure = 'as_yes' only: take it out")
        seen: set[str] = set()
        for option in row.option:
            if not SNAKE.fullmatch(option.id) or option.id in ("none", "unsure"):
                yield fault(
                    f"option '{option.id}': the id must be small letters, digits, underscores; not none, unsure"
                )
            if option.id in seen:
                yield fault(f"option '{option.id}' stands twice: give one another id")
            seen.add(option.id)
            if option.role not in ("", "red_flag", "context"):
                yield fault(f"option '{option.id}': role '{option.role}' must be 'red_flag' or 'context'")
            if (option.role == "red_flag") != (option.level in LEVELS[1:]):
                yield fault(f"option '{option.id}': a red flag, and only a red flag, declares its level")
        if row.danger:
            levels = {option.level for option in row.option if option.level}
            if len(row.option) > SIGNS_IN_A_DANGER_LIST:
                yield fault(
                    f"a danger list holds at most {SIGNS_IN_A_DANGER_LIST} signs, not {len(row.option)}: split it"
                )
            if row.select != "many" or any(option.role != "red_flag" for option in row.option):
                yield fault("a danger list is select = 'many' and holds red flags only")
            if row.unsure != "as_yes" or row.cap not in ("urgent", "emergency"):
                yield fault("not sure on a danger list counts as urgent at least: unsure = 'as_yes', cap = 'urgent'")
            if not levels <= {"emergency", "urgent"}:
                yield fault("the signs of a danger list are urgent or emergency")
        if row.ask_if:
            parsed, faults = self.expression("question", row.id, "ask_if", row.ask_if)
            yield from faults
            if parsed:
                self.ask_if[row.id] = parsed
                earlier = set(list(self.knowledge.questions)[: list(self.knowledge.questions).index(row.id)])
                for name in sorted({finding.partition(".")[0] for finding in findings(parsed)} - earlier):
                    self.ordered = False
                    yield fault(f"ask_if names '{name}', which is not asked before: that is a cycle; move the question")

    def rules(self) -> Iterator[Problem]:
        knowledge = self.knowledge
        late = {question.id for question in knowledge.questions.values() if question.after_result}
        for rule in knowledge.rules.values():
            if rule.level not in LEVELS:
                yield self.problem("rule", rule.id, f"level '{rule.level}', {did_you_mean(rule.level, LEVELS)}")
                continue
            parsed, faults = self.expression("rule", rule.id, "when", rule.when)
            yield from faults
            if parsed:
                self.when[rule.id] = parsed
                for finding in findings(parsed):
                    if finding.partition(".")[0] in late:
                        yield self.problem(
                            "rule", rule.id, f"'{finding}' is asked after the result: no rule may use it"
                        )
            yield from self.reference("rule", rule.id, "advice", rule.advice, knowledge.advice)
            yield from self.reference("rule", rule.id, "route", [rule.route], knowledge.routes)
            yield from self.reference("rule", rule.id, "within", [rule.within], knowledge.withins)
            yield from self.reference("rule", rule.id, "where", [rule.where], knowledge.wheres)
            yield from self.reference("rule", rule.id, "contact", [rule.contact], knowledge.contacts)
            yield from self.reference("rule", rule.id, "refines", [rule.refines], knowledge.rules)
            if rule.level == "emergency" and rule.where:
                yield self.problem("rule", rule.id, "an emergency names a route, not a place: take 'where' out")
            if (rule.level == "emergency") != bool(rule.route):
                yield self.problem("rule", rule.id, "an emergency rule, and only an emergency rule, names a route")
            if (rule.level == "routine") != bool(rule.within):
                yield self.problem("rule", rule.id, "a routine rule, and only a routine rule, names 'within'")

    def pieces(self) -> Iterator[Problem]:
        for kind in self.knowledge.kinds.values():
            yield from self.expression("kind", kind.id, "fits", kind.fits, negation=True)[1]
            if kind.against:
                yield from self.expression("kind", kind.id, "against", kind.against, negation=True)[1]
        for cause in self.knowledge.causes.values():
            yield from self.expression("cause", cause.id, "when", cause.when, negation=True)[1]
        named = {name for rule in self.knowledge.rules.values() for name in rule.advice}
        for advice in self.knowledge.advice.values():
            if advice.type not in ("do", "dont", "watch"):
                yield self.problem("advice", advice.id, f"type '{advice.type}' must be 'do', 'dont' or 'watch'")
            yield from self.reference("advice", advice.id, "level", advice.levels, LEVELS)
            if advice.when:
                yield from self.expression("advice", advice.id, "when", advice.when, negation=True)[1]
            elif advice.id not in named:
                yield self.problem(
                    "advice", advice.id, "no rule names it and it has no 'when': add one, or take it out"
                )

    def roles(self) -> Iterator[Problem]:
        """Every finding of an urgent or emergency rule is a red flag or context, and is what it says it is."""
        if not self.sound():
            return
        used: dict[str, str] = {}
        for rule in self.knowledge.rules.values():
            if LEVELS.index(rule.level) >= URGENT:
                used |= dict.fromkeys(findings(self.when[rule.id]), rule.id)
        for question in self.knowledge.questions.values():
            for option in question.option:
                finding = f"{question.id}.{option.id}"
                if finding in used and not option.role:
                    what = f"option '{option.id}' is used by the rule '{used[finding]}': give it a role"
                    yield self.problem("question", question.id, f"{what}, 'red_flag' or 'context'")
                reached = self.alone(finding)
                if option.role == "red_flag" and option.level in LEVELS and reached < LEVELS.index(option.level):
                    what = f"option '{option.id}' alone reaches {LEVELS[reached]}, below its {option.level}: add a rule"
                    yield self.problem("question", question.id, what)
                if option.role == "context" and finding not in used:
                    what = f"option '{option.id}' is context, but no urgent or emergency rule uses it: drop the role"
                    yield self.problem("question", question.id, what)
                if option.role == "context" and reached >= URGENT:
                    what = f"option '{option.id}' alone reaches {LEVELS[reached]}: it is a red flag, not context"
                    yield self.problem("question", question.id, what)

    def sound(self) -> bool:
        """Return whether every condition could be read and no question waits for a later one."""
        return self.ordered and len(self.when) == len(self.knowledge.rules)

    def alone(self, finding: str) -> int:
        """Return the level that the finding reaches with nothing else but what brings its question up.

        Where several findings bring it up, the one that reaches least counts.
        """
        red = (option := self.option(finding)) is not None and option.role == "red_flag"
        levels = []
        for above in self.chains(finding):
            reached, background = self.level_of(above | {finding}), self.level_of(above)
            # What the parent reaches by itself is not this finding's doing, unless it declares that level itself.
            levels.append(reached if red or reached > background else 0)
        return min(levels)

    def chains(self, finding: str) -> list[set[str]]:
        """Return the sets of findings that each bring up the question of this finding."""
        question_id = finding.partition(".")[0]
        condition = self.ask_if.get(question_id)
        if condition is None or self.asks_everyone(question_id):
            return [set()]
        return [{parent} | above for parent in findings(condition) for above in self.chains(parent)]

    def asks_everyone(self, question_id: str) -> bool:
        """Return whether the question is asked of everyone within the scope that a term names."""
        term = self.knowledge.terms.get(self.knowledge.questions[question_id].ask_if)
        return term is not None and term.scope

    def level_of(self, true: set[str]) -> int:
        def value_of(name: str) -> int:
            return TOP if name in true else 0

        return max(
            (
                min(LEVELS.index(self.knowledge.rules[name].level), value(when, value_of))
                for name, when in self.when.items()
            ),
            default=0,
        )

    def option(self, finding: str) -> Option | None:
        question_id, _, option_id = finding.partition(".")
        question = self.knowledge.questions.get(question_id)
        return next((option for option in question.option if option.id == option_id), None) if question else None

    def evidence(self) -> Iterator[Problem]:
        knowledge = self.knowledge
        for fact in knowledge.facts.values():
            yield from self.reference("fact", fact.id, "source", fact.sources, knowledge.sources)
            if fact.read not in PUBLISHED:
                yield self.problem("fact", fact.id, f"read '{fact.read}', {did_you_mean(fact.read, PUBLISHED)}")
            if not fact.sources:
                yield self.problem("fact", fact.id, "has no source: find one, or take the fact out")
        for statement in knowledge.statements.values():
            yield from self.reference("statement", statement.id, "fact", statement.facts, knowledge.facts)
        for table, row in self.citing():
            yield from self.reference(table, row.id, "fact", row.facts, knowledge.facts)
            cited = [name for name in row.facts if name in knowledge.facts]
            if not cited:
                yield self.problem(table, row.id, "rests on no fact: add one, or take it out")
            elif _calms(row) and all(map(knowledge.is_weak, cited)):
                what = "rests on reports alone, which may raise a level but not calm: cite a fact that was read itself"
                yield self.problem(table, row.id, what)

    def citing(self) -> Iterator[tuple[str, Rule | Kind | Cause | Advice]]:
        """Yield every row that rests on facts, with its table."""
        knowledge = self.knowledge
        yield from (("rule", rule) for rule in knowledge.rules.values())
        yield from (("kind", kind) for kind in knowledge.kinds.values())
        yield from (("cause", cause) for cause in knowledge.causes.values())
        yield from (("advice", advice) for advice in knowledge.advice.values())

    def considered(self) -> Iterator[Problem]:
        """Every fact of the considered series is cited, or set aside with a reason; none is both."""
        knowledge = self.knowledge
        citer = {name: f"the {table} '{row.id}'" for table, row in self.citing() for name in row.facts}
        for fact in knowledge.facts.values():
            series = fact.id.partition("-")[0]
            if series in CONSIDERED and fact.id not in citer and fact.id not in knowledge.not_encoded:
                what = (
                    "is used by no rule, kind, cause or advice: use it, or list it in not_encoded.toml with the reason"
                )
                yield self.problem("fact", fact.id, what)
        for row in knowledge.not_encoded.values():
            yield from self.reference("not_encoded", row.id, "fact", [row.id], knowledge.facts)
            if row.id in citer:
                yield self.problem("not_encoded", row.id, f"{citer[row.id]} uses it: take this row out")
            if not row.reason:
                yield self.problem("not_encoded", row.id, "has no reason: say in one sentence why it is not used")

    def hazards(self) -> Iterator[Problem]:
        knowledge = self.knowledge
        for hazard in knowledge.hazards.values():
            yield from self.reference("hazard", hazard.id, "severity", [hazard.severity], SEVERITIES)
            yield from self.reference("hazard", hazard.id, "likelihood", [hazard.likelihood], LIKELIHOODS)
            yield from self.reference("hazard", hazard.id, "control", hazard.controls, knowledge.rules)
            yield from self.reference("hazard", hazard.id, "test", hazard.tests, [*knowledge.cases, *PROPERTIES])
            shown = {rule for name in hazard.tests if name in knowledge.cases for rule in knowledge.cases[name].rules}
            for name in hazard.controls:
                if name in knowledge.rules and name not in shown and not ("V8" in hazard.tests and self.flagged(name)):
                    what = f"no test shows the control '{name}': name a case that expects it, or V8 for a red flag"
                    yield self.problem("hazard", hazard.id, what)

    def flagged(self, rule: str) -> bool:
        """Return whether a red flag can bring the rule, so that V8 speaks of it."""
        options = [self.option(finding) for finding in findings(self.when[rule])] if rule in self.when else []
        return any(option is not None and option.role == "red_flag" for option in options)

    def cases(self) -> Iterator[Problem]:
        try:
            compiled = compile_topic(self.knowledge) if self.sound() else None
        except (ExpressionError, KeyError):
            compiled = None
        if compiled is None:
            return
        shown: set[str] = set()
        for case in self.knowledge.cases.values():
            yield from self.reference("case", case.id, "level", [case.level], LEVELS)
            yield from self.reference("case", case.id, "rule", case.rules, self.knowledge.rules)
            yield from self.reference("case", case.id, "route", [case.route], self.knowledge.routes)
            for notice in read_answers(compiled, case.answers).notices:
                yield self.problem("case", case.id, f"answer to '{notice.question}': {notice.why}")
            yield from self.contrast(case)
            shown |= set(case.rules)
        for story in self.knowledge.stories.values():
            yield from self.reference("story", story.id, "level", [story.level, story.first], LEVELS)
            for notice in read_answers(compiled, story.answers).notices:
                yield self.problem("story", story.id, f"answer to '{notice.question}': {notice.why}")
        for rule in self.knowledge.rules.values():
            if rule.id not in shown:
                yield self.problem("rule", rule.id, "no case shows it: add one to cases.toml")

    def falls(self) -> Iterator[Problem]:
        for fall in self.knowledge.falls.values():
            yield from self.expression("fall", fall.id, "when", fall.when)[1]
            yield from self.reference("fall", fall.id, "fact", fall.facts, self.knowledge.facts)
            if not fall.reason or not fall.signed:
                yield self.problem("fall", fall.id, "needs a reason and who signed it, with the day")

    def regions(self) -> Iterator[Problem]:
        for region in self.knowledge.regions.values():
            if region.id == self.knowledge.topic.region:
                yield self.problem("region", region.id, "is the region that the texts are written for: take it out")
            yield from self.reference("region", region.id, "fact", region.home_facts, self.knowledge.facts)
            seen: set[str] = set()
            for phrase in region.phrase:
                if not phrase.us or phrase.us in seen:
                    yield self.problem("region", region.id, f"phrase '{phrase.us}' is empty or stands twice: keep one")
                seen.add(phrase.us)
                for word in region.foreign if region.origin not in phrase.here else ():
                    if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", phrase.here):
                        what = f"phrase '{phrase.us}' still says '{word}', which is foreign there: reword it"
                        yield self.problem("region", region.id, what)
                yield from self.reference("region", region.id, "fact", phrase.facts, self.knowledge.facts)

    def contrast(self, case: Case) -> Iterator[Problem]:
        """A case and its contrast differ in the answer to one question, and in what comes of it."""
        if not case.contrast:
            return
        yield from self.reference("case", case.id, "contrast", [case.contrast], self.knowledge.cases)
        other = self.knowledge.cases.get(case.contrast)
        if other is None:
            return
        if (case.level, set(case.rules)) == (other.level, set(other.rules)):
            what = f"contrast '{other.id}' has the same level and the same rules: choose a case that ends elsewhere"
            yield self.problem("case", case.id, what)
        differ = [name for name in self.knowledge.questions if _answer(case, name) != _answer(other, name)]
        # An answer that differs brings up other questions; only those may stand in one of the two cases alone.
        changed = [name for name in differ if name in case.answers and name in other.answers]
        if len(changed) != 1 or changed != differ[:1]:
            named = ", ".join(differ) or "none"
            what = (
                f"contrast '{other.id}' must differ in the answer to one question and in what follows it, not: {named}"
            )
            yield self.problem("case", case.id, what)


def _calms(row: Rule | Kind | Cause | Advice) -> bool:
    """Return whether a reader could do less because of the row, or something that may harm."""
    return (isinstance(row, Rule) and row.level == LEVELS[0]) or (isinstance(row, Advice) and row.type == "do")


def _unwritten(knowledge: Knowledge) -> Iterator[Problem]:
    """Name each text that a new topic was given as a place to write in."""
    for file in ("topic.toml", *FILES):
        path = Path(knowledge.folder, file)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if UNWRITTEN in line and not line.lstrip().startswith("#"):
                key, _, text = line.partition(UNWRITTEN)
                what = f"is still to write, in place of '{UNWRITTEN}{text.partition('"')[0]}'"
                yield Problem(file=file, line=number, where=f"'{key.partition('=')[0].strip()}'", what=what)


def _answer(case: Case, question: str) -> set[str] | None:
    return set(case.answers[question]) if question in case.answers else None
