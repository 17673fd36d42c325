// Leads the reader from question to question to the result; the engine decides, the page has the words.

import { explainWhy } from "./changes.mjs";
import { earlyReply } from "./early.mjs";
import { eachForm, exclude, fill, hasEmergency, read, showErrors } from "./form.mjs";
import { answerRows, asText, card, resultNode } from "./result.mjs";
import { Steps, present } from "./steps.mjs";
import { Words } from "./words.mjs";

const LEVELS = ["self-care", "routine", "urgent", "emergency"];

/** What is known before the first answer; it lives as long as the visit and is kept nowhere else. */
export function freshMemory(first) {
  return { answers: {}, voice: "you", views: [{ question: first }], at: 0, reply: undefined, suggestion: undefined };
}

export class Quiz {
  #turn = 0;
  #pending;

  constructor(section, memory, engine) {
    const first = section.querySelector("form[data-question]");
    this.section = section;
    this.memory = memory;
    this.engine = engine;
    this.stage = section.querySelector("[data-stage]");
    this.words = new Words(section, first);
    this.early = JSON.parse(section.dataset.early);
    const later = [...section.querySelectorAll('template[id^="t-question-"]')].map(({ id }) => id.replace("t-question-", ""));
    this.order = [first.dataset.question, ...later];
    this.steps = new Steps(memory, () => this.#open());
    this.words.voice = memory.voice;
  }

  /** Show where the reader was; on a first visit the question that is there already. */
  start() {
    if (this.steps.resume()) this.#open({ isFocused: false });
    else this.#showProgress();
  }

  /** Remember the answer that an article named, until its question comes. A finished quiz begins anew. */
  suggest(question, option) {
    if (this.steps.view.result) this.#wipe();
    this.memory.suggestion = { question, option };
  }

  // What the reader does

  submit(form) {
    const { missing, members } = read(form);
    if (missing) {
      this.#complain(form, missing);
      return;
    }
    const { question } = form.dataset;
    const isList = form.dataset.select === "many";
    if (isList && members.includes("unsure") && !hasEmergency(form)) {
      // The browser's Back from there leads to the list as it was left.
      this.steps.view.chosen = members;
      this.steps.go({ ...this.steps.view, each: true });
      return;
    }
    this.#forgetReply();
    this.memory.answers[question] = members;
    for (const view of this.memory.views) if (view.question === question && !view.each) delete view.chosen;
    if (form.querySelector("[data-speak]")) {
      this.memory.voice = form.querySelector("[data-speak]:checked")?.dataset.speak ?? "you";
      this.words.voice = this.memory.voice;
    }
    this.#advance({ from: question, isChange: Boolean(this.steps.view.isChange) });
  }

  choose(input) {
    exclude(input);
  }

  act(name, element) {
    if (name === "change") this.steps.go({ question: element.dataset.question, isChange: true });
    if (name === "mistake") this.steps.go({ question: this.memory.reply.assessment.rules[0].because_of[0].split(".")[0] });
    if (name === "offer") this.steps.go({ question: this.memory.reply.offers[0] });
    if (name === "field") this.stage.querySelector(`#${CSS.escape(element.hash.slice(1))}`).focus();
    if (name === "print") window.print();
    if (name === "copy") this.#copy();
    if (name === "restart") this.#wipe();
    if (name === "retry") this.#retry();
  }

  followHistory() {
    this.steps.follow();
  }

  // What the engine does

  engineReady() {
    this.#showPlain(false);
    if (this.#pending) this.#advance(this.#pending);
    else if (Object.keys(this.memory.answers).length) this.#catchUp();
  }

  engineFailed() {
    this.#forgetReply();
    const form = this.stage.querySelector("form[data-question]");
    const { members } = form ? read(form) : {};
    if (members && !members.includes("unsure")) this.memory.answers[form.dataset.question] = members;
    this.#showFailure();
  }

  // Steps

  async #advance(pending) {
    const turn = ++this.#turn;
    const { answers } = this.memory;
    this.#pending = pending;
    const reply = this.engine.state === "ready" ? await this.#ask() : earlyReply(this.early, answers);
    if (turn !== this.#turn) return;
    if (!reply) {
      if (this.engine.state === "failed") this.#showFailure();
      else this.#present(this.words.piece("wait"));
      return;
    }
    this.#pending = undefined;
    this.memory.reply = reply;
    this.steps.go(this.#following(reply, pending));
  }

  /** Ask the engine; undefined when it fails, which it tells by itself. */
  async #ask() {
    const { topic, version } = this.section.dataset;
    const reply = await this.engine.ask({ type: "step", topic, version, answers: this.memory.answers }).catch(() => undefined);
    if (!reply || reply.assessment.version === version) return reply;
    this.engine.stop(`the page is of version ${version}, the checker of ${reply.assessment.version}`);
    return undefined;
  }

  /** The step after an answer: the next question in order, answered or not; after a change the next open one. */
  #following({ next, assessment }, { from, isChange }) {
    if (!next) return { result: true };
    const place = (question) => this.order.indexOf(question);
    const later = [...assessment.asked, next].filter((question) => place(question) > place(from));
    const [first] = later.sort((one, other) => place(one) - place(other));
    return { question: isChange || !first ? next : first };
  }

  /** Let the engine see the answers that were given before it was ready. */
  async #catchUp() {
    const turn = ++this.#turn;
    const reply = await this.#ask();
    if (turn !== this.#turn || !reply) return;
    this.memory.reply = reply;
    const { question, result } = this.steps.view;
    const known = [...reply.assessment.asked, ...reply.assessment.ignored, reply.next, ...reply.offers];
    if (result && !reply.next) this.#showResult({ isFocused: this.stage.contains(document.activeElement) });
    else if (result || !known.includes(question)) this.steps.go(this.#following(reply, { isChange: true }));
    else this.#showProgress();
  }

  #forgetReply() {
    this.#turn++;
    this.#pending = undefined;
    this.memory.reply = undefined;
  }

  #open(options) {
    this.#turn++;
    this.#pending = undefined;
    const { view } = this.steps;
    if (this.engine.state === "failed") this.#showFailure();
    else if (view.result && !this.memory.reply) this.#advance({ isChange: true });
    else if (view.result && this.memory.reply.next) this.#present(this.#form({ question: this.memory.reply.next }), options);
    else if (view.result) this.#showResult(options);
    else this.#present(this.#form(view), options);
  }

  #form({ question, each, chosen: members }) {
    const form = this.words.form(question);
    const answer = this.memory.answers[question];
    if (each) {
      return eachForm(form, this.words.piece("each"), this.words.piece("each-row"), [...new Set([...members, ...(answer ?? [])])]);
    }
    fill(form, members ?? answer);
    const { reply } = this.memory;
    if (reply?.why && reply.next === question) explainWhy(this.words, form, reply.why);
    if (question === this.memory.suggestion?.question && !answer) this.#suggestIn(form);
    return form;
  }

  #suggestIn(form) {
    const input = form.querySelector(`input[value="${CSS.escape(this.memory.suggestion.option)}"]`);
    if (!input) return;
    const note = document.createElement("p");
    note.className = "quiz-question__note";
    note.textContent = this.words.word("suggested", { answer: this.words.member(form.dataset.question, input.value) });
    form.querySelector("[data-error]").before(note);
    input.checked = true;
  }

  #present(node, options) {
    const heading = this.words.text(node.querySelector("[data-heading]"));
    present(this.stage, node, `${heading} - ${this.steps.title}`, options);
    this.#showProgress();
  }

  #complain(form, missing) {
    const list = form.dataset.select;
    const word = ({ sign }) => this.words.word(sign ? "choose-each" : `choose-${list}`, { sign: sign && this.words.text(sign) });
    const summary = showErrors(form, this.words.piece("error-summary").firstElementChild, missing, word);
    const title = this.words.text(this.stage.querySelector("[data-heading]"));
    document.title = this.words.word("error", { title: `${title} - ${this.steps.title}` });
    summary.focus({ preventScroll: true });
    this.section.scrollIntoView({ block: "start", behavior: "instant" });
  }

  #showProgress() {
    const line = this.section.querySelector("[data-progress]");
    line.textContent = this.stage.querySelector("form[data-question]") ? this.#progress() : "";
  }

  #progress() {
    const { question } = this.stage.querySelector("form[data-question]").dataset;
    const reply = this.memory.reply ?? this.early.next[""];
    const asked = (reply.assessment?.asked ?? []).filter((name) => this.order.indexOf(name) < this.order.indexOf(question));
    if (this.words.form(question).hasAttribute("data-after-result")) return this.words.word("extra");
    const number = asked.length + 1;
    if (question !== reply.next) return this.words.word("number", { number });
    return this.words.word(reply.likely > 1 ? "number-of" : "number-last", { number, total: asked.length + reply.likely });
  }

  #showResult(options) {
    const { version, reviewBy } = this.section.dataset;
    const { answers, reply } = this.memory;
    // A day still counts until it has ended everywhere on Earth.
    const isOverdue = Date.now() > Date.parse(`${reviewBy}T23:59:59-12:00`);
    this.#present(resultNode(this.words, { answers, reply, isOverdue, version }), options);
  }

  #showFailure() {
    // Who is reading elsewhere on the page stays there; the status line tells it too.
    const isFocused = this.stage.contains(document.activeElement);
    this.#showPlain(true);
    const node = this.words.piece("failed").firstElementChild;
    node.querySelector(`[data-reason="${this.engine.reason === "missing" ? "broken" : "missing"}"]`).remove();
    const rows = answerRows(this.words, this.memory.answers);
    for (const row of rows) row.querySelector("[data-control]").remove();
    node.querySelector('[data-slot="answers"]').append(...rows);
    if (!rows.length) node.querySelector('[data-part="answers"]').remove();
    const level = this.#knownLevel();
    if (level) node.querySelector('[data-slot="card"]').append(card(this.words, { level }));
    else node.querySelector('[data-part="known"]').remove();
    this.#present(node, { isFocused });
  }

  /** The highest level that one of the answers has by itself. */
  #knownLevel() {
    const levels = Object.entries(this.memory.answers).flatMap(([question, members]) => {
      const form = this.words.form(question);
      return members.map((member) => form.querySelector(`input[value="${CSS.escape(member)}"]`)?.dataset.level);
    });
    return LEVELS.findLast((level) => levels.includes(level));
  }

  #showPlain(isShown) {
    this.section.parentElement.classList.toggle("quiz-page--plain", isShown);
  }

  #retry() {
    this.#showPlain(false);
    this.engine.retry();
    this.#open();
  }

  #wipe() {
    const first = this.order[0];
    Object.assign(this.memory, freshMemory(first));
    this.words.voice = "you";
    this.#forgetReply();
    this.steps.restart({ question: first });
  }

  async #copy() {
    const text = asText(this.words, this.stage.querySelector("[data-result]"));
    const said = this.stage.querySelector('[data-slot="said"]');
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    said.textContent = this.words.word(isCopied ? "copied" : "not-copied");
  }
}
