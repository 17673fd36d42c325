"""Readers who do anything in any order, in one real browser: what stands there is what their answers come to.

The test notes each answer that it gives, and asks the engine on this machine what comes of all of them.
"""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import shared_tab
from browser.walk import follow, open_quiz
from fuzz.bounds import many
from support import sample, sample_tables
from symptom_checker.logic import NONE, UNSURE, Answers
from symptom_checker.show import Place
from symptom_checker.web import step

pytestmark = pytest.mark.browser

SEED = 20_261_130
EVENTS = (8, 30)
"""How many things a reader does before they go on to a result, at least and at most."""
FIRST = "danger"

DO = """
async ({ act, value, given }) => {
  const stage = document.querySelector("[data-stage]");
  const drawn = new Promise((done, fail) => {
    new MutationObserver((_, observer) => done(observer.disconnect())).observe(stage, { childList: true });
    setTimeout(fail, 60_000, new Error(`nothing came of ${act} ${value ?? given}`));
  });
  if (act === "go") history.go(value);
  else if (act === "press") stage.querySelector(value).click();
  else {
    const inputs = [...stage.querySelectorAll("form input")];
    const isWanted = ({ name, value }) => given.includes(name.startsWith("each-") ? `${name}=${value}` : value);
    for (const input of inputs) if (input.type === "checkbox" && input.checked && !isWanted(input)) input.click();
    for (const input of inputs) if (!input.checked && isWanted(input)) input.click();
    stage.querySelector("form button").click();
  }
  await drawn;
}
"""
"""Answers the form on the stage, presses something there or goes through the history, and waits for what is drawn."""

SEEN = """
() => {
  const stage = document.querySelector("[data-stage]");
  const form = stage.querySelector("form");
  const other = ["check", "result"].find((name) => stage.querySelector(`[data-${name}]`));
  const { question = "" } = form?.dataset ?? {};
  const chosen = [...stage.querySelectorAll("form input:checked")];
  return {
    kind: form ? ("each" in form.dataset ? "each" : "question") : other,
    question,
    chosen: chosen.map(({ name, value }) => (name.startsWith("each-") ? `${name}=${value}` : value)).sort(),
    changes: [...stage.querySelectorAll("[data-act=change]")].map(({ dataset }) => dataset.question),
    asides: [...stage.querySelectorAll("[data-act=mistake], [data-act=offer]")].map(({ dataset }) => ({ ...dataset })),
  };
}
"""
"""Tells what stands on the stage."""

TOLD_AFRESH = """
async ({ answers, parts, voice }) => {
  const section = document.querySelector("[data-release]");
  const release = JSON.parse(section.dataset.release);
  const scripts = `../${release.scripts}components/checker/`;
  const load = (name) => import(new URL(scripts + name, document.baseURI));
  const [{ resultNode }, { Words }, { later }] = await Promise.all(["result.mjs", "words.mjs", "later.mjs"].map(load));
  const { pieces } = await later(release);
  const first = document.createElement("template");
  first.innerHTML = window.firstForm;
  const words = new Words(pieces, first.content.querySelector("form"));
  words.voice = voice;
  const stage = document.querySelector("[data-stage]");
  const isOverdue = Date.now() > Date.parse(`${section.dataset.reviewBy}T23:59:59-12:00`);
  if (stage.querySelector("[data-result]")) {
    const fresh = resultNode(words, { answers, parts, isOverdue, version: section.dataset.version });
    const shown = stage.querySelector("[data-result]").cloneNode(true);
    for (const element of shown.querySelectorAll("[data-focus-visible-added]")) {  // the theme's mark of the focus
      element.classList.remove("focus-visible");
      element.removeAttribute("data-focus-visible-added");
    }
    return [fresh.outerHTML, shown.outerHTML];
  }
  const lines = parts.flatMap(({ items = [] }) => items.map(({ sort, id }) => words.piece(`${sort}-${id}`)));
  const text = (node) => words.text(node.querySelector("[data-words]"));
  return [lines.map(text), [...stage.querySelectorAll("[data-words]")].map((line) => words.text(line))];
}
"""
"""Makes a result or a second look anew of what the engine said elsewhere; gives it, and what stands on the stage."""


@dataclass
class Step:
    """One entry of the browser's history."""

    kind: str
    question: str = ""
    is_change: bool = False


@dataclass
class Reader:
    """What a reader has said, and the steps behind and before them."""

    page: Page
    luck: Random
    answers: Answers = field(default_factory=dict)
    voice: str = "you"
    steps: list[Step] = field(default_factory=lambda: [Step("question", FIRST)])
    at: int = 0
    done: list[str] = field(default_factory=list)

    @property
    def step(self) -> Step:
        """The step that stands on the stage."""
        return self.steps[self.at]

    def live(self) -> None:
        """Do anything in any order, then go on to a result and start again."""
        for _ in range(self.luck.randint(*EVENTS)):
            self._do_anything()
        while self.step.kind != "result":
            self._go_on()
        self._do("press", "[data-act=restart]")
        self.answers, self.voice, self.steps, self.at = {}, "you", [Step("question", FIRST)], 0
        self._look()

    def _do_anything(self) -> None:
        """Do one of what can be done now: most of the time, go on."""
        seen, chance = self._seen(), self.luck.random()
        if chance < 0.12 and self.at:
            self._go(-self.luck.randint(1, min(self.at, 4)))
        elif chance < 0.2 and self.at < len(self.steps) - 1:
            self._go(self.luck.randint(1, len(self.steps) - 1 - self.at))
        elif chance < 0.25 and self.step.kind in ("question", "each") and not seen["chosen"]:
            self._do("answer", given=[])
            assert self.page.locator("[data-stage] [data-errors] li").count()
            self._look()
        elif chance < 0.6 and seen["asides"]:
            aside = self.luck.choice(seen["asides"])
            self._open(f"[data-act={aside['act']}]", aside["question"], is_change=False)
        elif chance < 0.8 and seen["changes"]:
            question = self.luck.choice(seen["changes"])
            self._open(f"[data-act=change][data-question={question}]", question, is_change=True)
        elif chance > 0.97 and self.step.kind == "result":
            self._look_elsewhere()
        elif self.step.kind != "result":
            self._go_on()

    def _go_on(self) -> None:
        """Answer, or go on from the second look."""
        if self.step.kind == "check":
            self._do("press", "[data-act=checked]")
            self._arrive(Place(is_checked=True))
            return
        question = sample().question(self.step.question)
        assert question
        signs = [option.id for option in question.options]
        given = self._chosen(signs, question.select) if self.step.kind == "question" else self._each(signs)
        members = given
        if self.step.kind == "each":
            said = [one.removeprefix("each-").split("=") for one in given]
            members = [{"yes": sign, "unsure": f"{UNSURE}:{sign}"}[how] for sign, how in said if how != "no"] or [NONE]
        self._do("answer", given=given)
        doubts = [member for member in self.answers.get(question.id, []) if member.startswith(f"{UNSURE}:")]
        self.answers[question.id] = list(dict.fromkeys([*members, *(doubts if UNSURE in members else ())]))
        voices = {option.id: option.voice for option in sample_tables().questions[question.id].option}
        if any(voices.values()):
            self.voice = voices.get(members[0]) or "you"
        self._arrive(Place(answered=question.id, is_change=self.step.is_change))

    def _chosen(self, signs: list[str], select: str) -> list[str]:
        """Draw what to tick in a form, in the order in which the page reads it."""
        if select == "one":
            return [self.luck.choice([*signs, UNSURE])]
        drawn = self.luck.choices(([NONE], [UNSURE], self.luck.sample(signs, k=min(len(signs), 2))), (6, 1, 2))[0]
        return [name for name in (*signs, NONE, UNSURE) if name in drawn]

    def _each(self, signs: list[str]) -> list[str]:
        """Draw what to say about each sign of a list."""
        return [f"each-{sign}={self.luck.choices(('no', 'unsure', 'yes'), (8, 2, 1))[0]}" for sign in signs]

    def _open(self, selector: str, question: str, *, is_change: bool) -> None:
        """Open a question that stands on the page with a link."""
        self._do("press", selector)
        self._put(Step("question", question, is_change))
        self._look()

    def _go(self, steps: int) -> None:
        """Go back or on with the browser's buttons; what the answers no longer lead to is not shown again."""
        self._do("go", steps)
        self.at += steps
        if self.step.kind in ("check", "result"):
            show = self._replay(Place(is_checked=self.step.kind == "result"))["show"]
            self.steps[self.at] = Step(show["kind"], show["question"])
        self._look()

    def _look_elsewhere(self) -> None:
        """Look at another page and come back."""
        self.done.append("elsewhere")
        follow(self.page, self.page.locator(".md-header__button.md-logo").first)
        self.page.go_back()
        self.page.locator("[data-stage] [data-result]").wait_for()
        del self.steps[self.at + 1 :]  # as browsers do
        self._look()

    def _arrive(self, place: Place) -> None:
        """Hold that the step that came is the one that the engine names."""
        show = self._replay(place)["show"]
        self._put(Step(show["kind"], show["question"]))
        self._look()

    def _put(self, new: Step) -> None:
        """Note a new step; those that came after the present one are gone."""
        self.at += 1
        self.steps[self.at :] = [new]

    def _replay(self, place: Place) -> dict[str, Any]:
        """Return what the engine here says to the answers."""
        reply: dict[str, Any] = json.loads(json.dumps(step(sample(), self.answers, None, place)))
        return reply

    def _do(self, act: str, value: object = None, given: list[str] | None = None) -> None:
        """Do something on the page."""
        self.done.append(f"{act} {value if given is None else given}")
        self.page.evaluate(DO, {"act": act, "value": value, "given": given})

    def _seen(self) -> dict[str, Any]:
        """Return what stands on the stage."""
        seen: dict[str, Any] = self.page.evaluate(SEEN)
        return seen

    def _look(self) -> None:
        """Fail unless what stands on the stage is what the answers come to."""
        seen = self._seen()
        assert [self.step.kind, self.step.question] == [seen["kind"], seen["question"]]
        if self.step.kind in ("check", "result"):
            parts = self._replay(Place(is_checked=self.step.kind == "result"))["parts"]
            told = {"answers": self.answers, "parts": parts, "voice": self.voice}
            fresh, shown = self.page.evaluate(TOLD_AFRESH, told)
            assert fresh == shown
            return
        assert sorted(self._expected()) == seen["chosen"]

    def _expected(self) -> list[str]:
        """Return what must be ticked in the form on the stage: what was answered before."""
        members = self.answers.get(self.step.question, [])
        doubts = [member for member in members if member.startswith(UNSURE)]
        if self.step.kind == "question":
            known = [member for member in members if ":" not in member]
            return list(dict.fromkeys([*known, *([UNSURE] if doubts else [])]))
        question = sample().question(self.step.question)
        assert question
        was_each = any(":" in member for member in members)
        said = {option.id: "no" if was_each else "" for option in question.options}
        said |= {name: "unsure" for name in said if f"{UNSURE}:{name}" in members}
        said |= {name: "yes" for name in said if name in members}
        return [f"each-{name}={how}" for name, how in said.items() if how]


@many(5, 500)
def test_what_is_shown_is_what_the_answers_come_to(times: int, chromium: Browser, site: str) -> None:
    """After anything that a reader does, the page shows what the engine says to the same answers anew, and no more."""
    with shared_tab(chromium) as (page, complaints):
        open_quiz(page, site)
        page.evaluate("() => { window.firstForm = document.querySelector('[data-stage] form').outerHTML }")
        for number in range(times):
            reader = Reader(page, Random(f"{SEED}-{number}"))  # noqa: S311  no secret
            try:
                reader.live()
                assert complaints == []
            except Exception as error:
                error.add_note(f"reader {number} of seed {SEED}: {reader.done}\n{reader.answers}\n{reader.steps}")
                raise
