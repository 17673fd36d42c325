// Draws the state of the quiz and feeds it with events; the engine decides, the page has the words.

/** @import { Engine } from "./engine.mjs" */
/** @import { Memory } from "./memory.mjs" */
/** @import { Answers, Chosen, Event, Later, Screen, State, View } from "./protocol.d.ts" */

import { connectDrawing } from "../picture/answers.mjs";
import { explainWhy } from "./changes.mjs";
import { loadAgain } from "./come.mjs";
import { eachForm, fill, read, showErrors } from "./form.mjs";
import { answerRows, asText, card, resultNode } from "./result.mjs";
import { fresh, next, screen, view } from "./state.mjs";
import { enter, isStep, placeOf, present, resume } from "./steps.mjs";
import { Words, one, say } from "./words.mjs";

export class Quiz {
  /** @type {Screen | undefined} What stands on the stage. */
  #shown;
  /** The last turn that the engine was asked for. */
  #sent = 0;
  #path = location.pathname;
  #title = document.title;

  /**
   * @param {HTMLElement} section
   * @param {Memory} memory outlives the page view
   * @param {Engine} engine
   * @param {Later} later
   */
  constructor(section, memory, engine, { precomputed, pieces }) {
    const first = /** @type {HTMLFormElement} */ (one(section, "form[data-question]"));
    this.section = section;
    this.memory = memory;
    this.engine = engine;
    this.stage = one(section, "[data-stage]");
    this.words = new Words(pieces, first);
    memory.state ??= { ...fresh({ precomputed, first: first.dataset.question ?? "" }), ...memory.earlier() };
    const { answers, views } = memory.state;
    // On a first visit the question is there already, with what was chosen before the scripts came.
    if (views.length === 1 && !Object.keys(answers).length) this.#shown = { kind: "question", at: 0, view: views[0] };
  }

  /** @returns {State} */
  get state() {
    return /** @type {State} */ (this.memory.state);
  }

  /** Show where the reader was. */
  start() {
    const at = resume(this.state, this.#path);
    this.feed({ type: "mounted", at });
    this.#showProgress();
  }

  /**
   * Take an event, and show what comes of it. What the page cannot show is not believed: it stops the engine, and the
   * reader is told.
   * @param {Event} event
   */
  feed(event) {
    const before = this.state;
    try {
      const after = next(before, event);
      if (after === before) return;
      this.memory.state = after;
      this.#draw(before, after, event);
    } catch (error) {
      if (event.type === "failed") throw error;
      this.memory.state = before;
      this.words.voice = before.voice;
      this.engine.stop(`the page cannot show its reply: ${error instanceof Error ? error.message : error}`);
      return;
    }
    this.#ask();
  }

  // What the reader does

  /** @param {HTMLFormElement} form */
  submit(form) {
    const { missing, members } = read(form);
    if (missing) {
      this.#complain(form, missing);
      return;
    }
    const speaking = /** @type {HTMLElement | null} */ (form.querySelector("[data-speak]:checked"));
    const voice = form.querySelector("[data-speak]") ? (speaking?.dataset.speak ?? "you") : undefined;
    this.feed({ type: "answer", question: form.dataset.question ?? "", members, voice });
  }

  /**
   * @param {string} name
   * @param {HTMLElement} element
   */
  act(name, element) {
    const { question = "" } = element.dataset;
    if (name === "change") this.feed({ type: "open", question, isChange: true });
    if (name === "checked") this.feed({ type: "checked" });
    if (name === "mistake" || name === "offer") this.feed({ type: "open", question, isChange: false });
    if (name === "field") one(this.stage, `#${CSS.escape(/** @type {HTMLAnchorElement} */ (element).hash.slice(1))}`).focus();
    if (name === "print") window.print();
    if (name === "copy") this.#copy();
    if (name === "plain") this.#showPlain();
    if (name === "restart") this.feed({ type: "restart" });
    if (name === "retry") this.engine.retry();
    if (name === "reload") this.#loadPageAgain();
  }

  /** @param {string} reason why the checker of this version cannot run */
  async #takeUpNewer(reason) {
    const isTaken = await import("../offline/offline.mjs").then(({ takeUpNewer }) => takeUpNewer()).catch(() => false);
    // A copy of the browser's own is passed by one new load; a second one would not help, and might be followed by more.
    if (!isTaken && reason === "version" && !isReload()) this.engine.fetchScriptsAnew().then(loadAgain);
  }

  /** Show the plain list below, while the quiz goes on. */
  #showPlain() {
    this.feed({ type: "plain", isPlain: true });
    const heading = /** @type {HTMLElement | null} */ (this.section.parentElement?.querySelector("#all-questions h2"));
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }

  async #loadPageAgain() {
    await this.engine.fetchScriptsAnew();
    import("../offline/offline.mjs").then(({ update }) => update(), () => location.reload());
  }

  /** Open the folds of a result, and write what was answered before a question, so that both are on the sheet. */
  toPaper() {
    this.fromPaper();
    const { answers } = this.state;
    if (!["result", "failed"].includes(this.#shown?.kind ?? "") && Object.keys(answers).length) {
      const part = one(this.words.piece("answered"), "[data-part]");
      one(part, "[data-slot]").append(...this.#bareRows(answers));
      this.section.prepend(part);
    }
    for (const fold of /** @type {NodeListOf<HTMLDetailsElement>} */ (this.stage.querySelectorAll("details:is(.quiz-result__fold, .quiz-result__more)"))) fold.open = true;
  }

  /** Take away what is for paper alone. */
  fromPaper() {
    this.section.querySelector(':scope > [data-part="answered"]')?.remove();
  }

  followHistory() {
    const at = placeOf(this.state, this.#path);
    // A step of answers that are gone: Back must not seem dead.
    if (at === undefined && location.pathname === this.#path && isStep()) history.back();
    if (at !== undefined && at !== this.state.at) this.feed({ type: "went", at });
  }

  /** Take up what became of the engine. */
  engineChanged() {
    const { state, reason } = this.engine;
    if (state === "loading" || state === "ready") this.feed({ type: state });
    if (state === "failed") this.feed({ type: "failed", reason, chosen: this.#chosen() });
    // Nothing was said yet, so nothing goes with a new load, which brings a page of the newer version. Whatever the reason:
    // a host may answer for a file that is gone with another page, or that nobody may have it.
    if (state === "failed" && !this.#isAnswered()) this.#takeUpNewer(reason);
  }

  /** Tell whether the reader has answered or chosen anything. */
  #isAnswered() {
    return Object.keys(this.state.answers).length > 0 || Boolean(this.stage.querySelector(":checked"));
  }

  /**
   * Give the answer that stands in the form on the stage, sent or not.
   * @returns {Chosen | undefined}
   */
  #chosen() {
    const form = /** @type {HTMLFormElement | null} */ (this.stage.querySelector("form[data-question]"));
    const { members } = form ? read(form) : {};
    return members && { question: form?.dataset.question ?? "", members };
  }

  /** Ask the engine what the state waits for. */
  async #ask() {
    const { answers, engine, pending } = this.state;
    if (!pending || engine !== "ready" || pending.turn === this.#sent) return;
    const { topic = "", version = "" } = this.section.dataset;
    const { turn, from, at, isChange, isChecked } = pending;
    this.#sent = turn;
    const request = { type: /** @type {const} */ ("step"), topic, version, answers, from, at, is_change: isChange, is_checked: isChecked };
    const reply = await this.engine.ask(request).catch(() => undefined);
    if (!reply) return;
    const given = reply.assessment?.version;
    if (given === version) this.feed({ type: "reply", turn, reply });
    else this.engine.stop(`the page is of version ${version}, the checker of ${given}`);
  }

  // What the reader sees

  /**
   * @param {State} before
   * @param {State} after
   * @param {Event} event
   */
  #draw(before, after, event) {
    this.words.voice = after.voice;
    const now = screen(after);
    const isNew = now.kind !== "same" && !isAlike(this.#shown, now);
    const node = isNew ? this.#node(now, after) : undefined;
    if (event.type !== "went" && event.type !== "mounted") enter(before, after);
    this.section.parentElement?.classList.toggle("quiz-page--plain", after.isPlain);
    // Before the focus goes there, which needs a layout: else a second one would follow.
    this.#showProgress(node);
    if (node) {
      present(this.stage, node, `${this.#name(now, after, node)} - ${this.#title}`, { isFocused: this.#isFollowed(before, after, event) });
      this.#shown = now;
    }
  }

  /**
   * Name a step for the title of the page. The browser's history keeps titles, so it says neither what was asked nor what
   * came out; the heading, which takes the focus, says that.
   * @param {Screen} now
   * @param {State} state
   * @param {ParentNode} node
   */
  #name(now, state, node) {
    if (now.kind === "result") return this.words.word("your-result");
    return (now.kind !== "failed" && this.#progress(view(state))) || this.words.text(one(node, "[data-heading]"));
  }

  /**
   * Tell whether the focus goes along. Who is reading elsewhere on the page stays there when the step is only renewed.
   * @param {State} before
   * @param {State} after
   * @param {Event} event
   */
  #isFollowed(before, after, event) {
    if (event.type === "mounted") return false;
    const isRenewed = event.type === "failed" || (event.type === "reply" && after.at === before.at);
    return !isRenewed || this.stage.contains(document.activeElement);
  }

  /**
   * @param {Screen} now
   * @param {State} state
   * @returns {ParentNode & Node}
   */
  #node(now, state) {
    if (now.kind === "failed") return this.#failure(state);
    if (now.kind === "result") return this.#result(now.told, state);
    if (now.kind === "check") return this.#look(now.told);
    if (now.kind === "question" || now.kind === "each") return this.#form(now.view, state);
    return this.words.piece("wait");
  }

  /**
   * @param {View} view
   * @param {State} state
   */
  #form({ kind, question, why }, { answers, suggestion }) {
    const form = this.words.form(question);
    const answer = answers[question];
    if (kind === "each") return eachForm(form, this.words.piece("each"), this.words.piece("each-row"), answer);
    fill(form, answer);
    if (why) explainWhy(this.words, form, why);
    if (question === suggestion?.question && !answer) this.#suggestIn(form, suggestion.option);
    connectDrawing(form);
    return form;
  }

  /**
   * @param {HTMLFormElement} form
   * @param {string} option
   */
  #suggestIn(form, option) {
    const input = /** @type {HTMLInputElement | null} */ (form.querySelector(`input[value="${CSS.escape(option)}"]`));
    if (!input) return;
    const note = document.createElement("p");
    note.className = "quiz-question__note";
    note.textContent = this.words.word("suggested", { answer: this.words.member(form.dataset.question ?? "", input.value) });
    one(form, "[data-error]").before(note);
    input.checked = true;
  }

  /**
   * @param {import("./protocol.d.ts").Told} told
   * @param {State} state
   */
  #result({ parts }, { answers }) {
    const { version = "", reviewBy } = this.section.dataset;
    // A day still counts until it has ended everywhere on Earth.
    const isOverdue = Date.now() > Date.parse(`${reviewBy}T23:59:59-12:00`);
    return resultNode(this.words, { answers, parts, isOverdue, version });
  }

  /** @param {import("./protocol.d.ts").Told} told */
  #look({ parts }) {
    const node = one(this.words.piece("check"), "[data-check]");
    /** @type {Map<string | undefined, HTMLElement>} */
    const groups = new Map();
    for (const { sort, id } of parts.flatMap(({ items = [] }) => items)) {
      const line = one(this.words.piece(`${sort}-${id}`), "li");
      const { question } = one(line, "[data-act]").dataset;
      const group = groups.get(question);
      // The lines of one question stand together, with one link to change its answer.
      if (group) one(group, "p").append(" ", one(line, "[data-words]"));
      else groups.set(question, line);
    }
    one(node, '[data-slot="check"]').append(...groups.values());
    return node;
  }

  /**
   * Give the rows of the list of answers, with no way to change them.
   * @param {Answers} answers
   */
  #bareRows(answers) {
    const rows = answerRows(this.words, answers);
    for (const row of rows) one(row, "[data-control]").remove();
    return rows;
  }

  /** @param {State} state */
  #failure({ answers, known, reason }) {
    const node = /** @type {HTMLElement} */ (this.words.piece("failed").firstElementChild);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll("[data-reason]"))) {
      if (!part.dataset.reason?.split(" ").includes(reason)) part.remove();
    }
    const rows = this.#bareRows(answers);
    one(node, '[data-slot="answers"]').append(...rows);
    if (!rows.length) one(node, '[data-part="answers"]').remove();
    if (known) one(node, '[data-slot="card"]').append(card(this.words, { name: "card", level: known, items: [{ sort: "words" }] }));
    else one(node, '[data-part="known"]').remove();
    return node;
  }

  /**
   * @param {HTMLFormElement} form
   * @param {import("./form.mjs").Missing[]} missing
   */
  #complain(form, missing) {
    const list = form.dataset.select;
    const summary = showErrors(form, /** @type {HTMLElement} */ (this.words.piece("error-summary").firstElementChild), missing, ({ sign }) =>
      sign ? this.words.word("choose-each", { sign: this.words.text(sign) }) : this.words.word(`choose-${list}`),
    );
    document.title = this.words.word("error", { title: `${this.#progress(view(this.state))} - ${this.#title}` });
    summary.focus({ preventScroll: true });
    this.section.scrollIntoView({ block: "start", behavior: "instant" });
  }

  /** @param {ParentNode} shown what is on the stage, or comes there next */
  #showProgress(shown = this.stage) {
    const isForm = shown instanceof HTMLFormElement || shown.querySelector("form[data-question]");
    say(one(this.section, "[data-progress]"), isForm ? this.#progress(view(this.state)) : "");
  }

  /** @param {View} view */
  #progress({ kind, question, number, total }) {
    if (kind === "result" || kind === "check") return "";
    if (this.words.isExtra(question)) return this.words.word("extra");
    if (!total) return this.words.word("number", { number });
    return this.words.word(total > number ? "number-of" : "number-last", { number, total });
  }

  async #copy() {
    const text = asText(this.words, one(this.stage, "[data-result]"));
    const said = one(this.stage, '[data-slot="said"]');
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    said.textContent = this.words.word(isCopied ? "copied" : "not-copied");
  }
}

/** Tell whether this page was loaded again already; where a browser does not tell, it was. */
function isReload() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return !entry || entry.type === "reload";
}

/**
 * Tell whether a screen looks like the one before, so that it need not be drawn, and nothing chosen there is lost.
 * @param {Screen | undefined} before
 * @param {Screen} now
 */
function isAlike(before, now) {
  if (before?.kind !== now.kind) return false;
  if ("told" in now && "told" in before) return before.told === now.told && before.at === now.at;
  if ("view" in now && "view" in before) return before.at === now.at && before.view.question === now.view.question;
  return true;
}
