// What the reader said and sees, as one value: `next` gives the value after an event, `screen` what it looks like.
//
// Nothing here touches the page, the address or the engine: quiz.mjs draws the state and feeds it with events.

/** @import { Answers, Chosen, Event, PageFacts, Pending, Screen, Show, State, Told, View } from "./protocol.d.ts" */

import { precomputedReply } from "./precomputed.mjs";

/**
 * What is known before the first answer. It lives as long as the visit and is kept nowhere else.
 * @param {PageFacts} page
 * @returns {State}
 */
export function fresh(page) {
  const first = { kind: /** @type {const} */ ("question"), question: page.first, number: 1, total: 0, why: null };
  return {
    page,
    answers: {},
    voice: "you",
    views: [page.precomputed.next[""]?.show ?? first],
    at: 0,
    reply: null,
    pending: null,
    turn: 0,
    engine: "loading",
    reason: "broken",
    known: "",
    isPlain: false,
    suggestion: null,
  };
}

/**
 * Give the state after an event; the one before stays as it is, and comes back itself when nothing changed.
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function next(state, event) {
  switch (event.type) {
    case "answer":
      return answered(state, event, event.voice ?? state.voice);
    case "open":
      return go({ ...state, pending: null }, opened(state, event));
    case "checked":
      return ask({ ...state, pending: null }, { isChecked: true });
    case "went":
    case "mounted":
      return arrived({ ...state, at: event.at, pending: null });
    case "plain":
      return { ...state, isPlain: event.isPlain };
    case "suggest": {
      const { question, option } = event;
      return { ...(view(state).kind === "result" ? wiped(state) : state), suggestion: { question, option } };
    }
    case "restart":
      return wiped(state);
    case "loading":
      return loading(state);
    case "ready":
      return ready({ ...(state.engine === "failed" ? loading(state) : state), engine: "ready" });
    case "failed":
      return failed(state, event.chosen, event.reason);
    case "reply":
      return state.pending?.turn === event.turn ? told(state, state.pending, event.reply) : state;
  }
}

/**
 * Give what stands on the stage.
 * @param {State} state
 * @returns {Screen}
 */
export function screen(state) {
  const { at, engine, pending, reply } = state;
  const now = view(state);
  if (engine === "failed") return { kind: "failed" };
  if (pending) return { kind: engine === "ready" ? "same" : "wait" };
  if (now.kind === "question" || now.kind === "each") return { kind: now.kind, at, view: now };
  return reply?.show.kind === now.kind ? { kind: now.kind, at, told: reply } : { kind: "same" };
}

/**
 * Give the step where the reader is.
 * @param {State} state
 * @returns {View}
 */
export function view({ views, at }) {
  return views[at];
}

/**
 * Tell whether a step asks something.
 * @param {Show["kind"]} kind
 */
function isForm(kind) {
  return kind === "question" || kind === "each";
}

/**
 * @param {State} state
 * @param {Chosen} chosen
 * @param {string} voice
 */
function answered(state, chosen, voice) {
  const { question } = chosen;
  const { isChange = false } = view(state);
  return ask({ ...state, answers: withAnswer(state.answers, chosen), voice, reply: null, isPlain: false }, { from: question, isChange });
}

/**
 * "Not sure" about a list keeps what was said about each sign, until the form about them is answered again.
 * @param {Answers} answers
 * @param {Chosen} chosen
 * @returns {Answers}
 */
function withAnswer(answers, { question, members }) {
  const doubts = members.includes("unsure") ? (answers[question] ?? []).filter((member) => member.startsWith("unsure:")) : [];
  return { ...answers, [question]: [...new Set([...members, ...doubts])] };
}

/**
 * @param {State} state
 * @param {{ question: string, isChange: boolean }} opened
 * @returns {View}
 */
function opened({ answers }, { question, isChange }) {
  const names = Object.keys(answers);
  const place = names.includes(question) ? names.indexOf(question) : names.length;
  return { kind: "question", question, number: place + 1, total: 0, why: null, isChange };
}

/**
 * Ask what comes next: of the engine, and before it is there of what the build asked it.
 * @param {State} state
 * @param {{ from?: string, at?: string, isChange?: boolean, isChecked?: boolean, isStaying?: boolean }} place
 * @returns {State}
 */
function ask(state, { from, at, isChange = false, isChecked = false, isStaying = false }) {
  const turn = state.turn + 1;
  const pending = { turn, from, at, isChange, isChecked, isStaying };
  const reply = state.engine === "loading" && precomputedReply(state.page.precomputed, state.answers, pending);
  if (reply) return told({ ...state, turn }, pending, reply);
  return { ...state, turn, pending: state.engine === "failed" ? null : pending };
}

/**
 * Show a result or a second look where its reply is not there, or was about other answers.
 * @param {State} state
 */
function arrived(state) {
  const { kind } = view(state);
  const isLost = !isForm(kind) && state.reply?.show.kind !== kind;
  return isLost ? ask(state, { isStaying: true, isChecked: kind === "result" }) : state;
}

/**
 * Take up that the engine is not there yet, after a failure or where it does not answer. What the reader waits for is
 * told now if the build asked it; a form that was only to be renewed stays, and is renewed when the engine comes.
 * @param {State} state
 * @returns {State}
 */
function loading(state) {
  if (state.engine === "loading") return state;
  const { answers, engine, page, pending } = state;
  const waiting = { ...state, engine: /** @type {const} */ ("loading") };
  if (engine === "failed") return arrived({ ...waiting, isPlain: false });
  if (pending?.isStaying && isForm(view(state).kind)) return { ...waiting, pending: null };
  const reply = pending && precomputedReply(page.precomputed, answers, pending);
  return reply ? told(waiting, pending, reply) : waiting;
}

/**
 * Let the engine see the answers that were given before it was ready.
 * @param {State} state
 */
function ready(state) {
  if (state.pending || !Object.keys(state.answers).length) return state;
  const { kind, question } = view(state);
  return ask(state, { at: question, isStaying: true, isChecked: kind === "result" });
}

/**
 * Keep the answers, that which stands in an open form too.
 * @param {State} state
 * @param {Chosen | undefined} chosen
 * @param {State["reason"]} reason
 * @returns {State}
 */
function failed(state, chosen, reason) {
  const answers = chosen ? withAnswer(state.answers, chosen) : state.answers;
  const { alone, levels } = state.page.precomputed;
  const said = Object.entries(answers).flatMap(([question, members]) => members.map((member) => alone[`${question}.${member}`]));
  const known = levels.find((level) => level === state.reply?.known || said.includes(level)) ?? "";
  return { ...state, answers, reason, known, engine: "failed", reply: null, pending: null, isPlain: true };
}

/**
 * Take a reply: a reader who went on gets a new step, and one who stays gets the present step renewed.
 * @param {State} state
 * @param {Pending} pending
 * @param {Told} reply
 */
function told(state, pending, reply) {
  const after = { ...state, reply, pending: null };
  const now = view(state);
  if (!pending.isStaying) return go(after, reply.show);
  if (!isForm(now.kind)) return { ...after, views: state.views.with(state.at, reply.show) };
  if (now.question !== reply.show.question) return go(after, reply.show);
  return { ...after, views: state.views.with(state.at, { ...now, ...reply.show, kind: now.kind }) };
}

/**
 * Go on to a new step. Those after the present one are forgotten, as the browser does, and what was the next open
 * question is so no longer.
 * @param {State} state
 * @param {View | Show} onward
 * @returns {State}
 */
function go(state, onward) {
  const left = { ...view(state), total: 0, why: null };
  return { ...state, views: [...state.views.slice(0, state.at), left, onward], at: state.at + 1 };
}

/**
 * @param {State} state
 * @returns {State}
 */
function wiped({ page, engine, turn }) {
  return { ...fresh(page), engine, turn: turn + 1 };
}
