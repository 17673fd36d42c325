// A small topic with an engine that a test can hold back, break or let answer late, and chance that can be repeated.

/** @import { Answers, Precomputed, Event, Pending, Show, State, Told } from "../../hooks/symptom_site/components/checker/protocol.d.ts" */

import { fresh, next } from "../../hooks/symptom_site/components/checker/state.mjs";

/** Questions in order; `after`: asked only of those who answered another one with `yes`. */
const QUESTIONS = [
  { name: "danger", after: "" },
  { name: "who", after: "" },
  { name: "leg", after: "" },
  { name: "swelling", after: "leg" },
  { name: "sleep", after: "" },
];

const ORDER = QUESTIONS.map(({ name }) => name);

/** The lists; the others are a choice of one. */
const LISTS = ["danger", "leg"];

/** @typedef {Told & { about: string }} Marked a reply that says which answers it is about */

/**
 * Reply as the engine does.
 * @param {Answers} answers
 * @param {Partial<Pending>} place
 * @returns {Marked}
 */
export function judge(answers, { from = "", at = "", isChange = false, isChecked = false } = {}) {
  const about = JSON.stringify(answers);
  const isEmergency = Boolean(answers.danger?.includes("yes"));
  const asked = QUESTIONS.filter(({ after }) => !after || answers[after]?.includes("yes")).map(({ name }) => name);
  const open = isEmergency ? "" : (asked.find((name) => !answers[name]) ?? "");
  const later = asked.filter((name) => (answers[name] || name === open) && ORDER.indexOf(name) > ORDER.indexOf(from));
  const known = isEmergency ? "emergency" : "";
  /** @type {(kind: Show["kind"], question?: string) => Marked} */
  const say = (kind, question = "") => {
    const number = ORDER.indexOf(question) + 1;
    const total = question && question === open ? ORDER.length : 0;
    const told = kind === "check" ? [{ name: "check", items: [{ sort: "calm", id: "danger.0" }] }] : [];
    const parts = kind === "result" ? [{ name: "card", level: known || "self-care" }] : told;
    return { about, known, parts, show: { kind, question, number, total, why: null } };
  };
  if (LISTS.includes(from) && answers[from]?.includes("unsure") && !isEmergency) return say("each", from);
  if (at && (asked.includes(at) || at in answers)) return say("question", at);
  if (!open) return say(known || isChecked ? "result" : "check");
  return say("question", from && !isChange && later.length ? later[0] : open);
}

/**
 * Reply as it is written down at build time.
 * @param {Answers} answers
 * @returns {Told}
 */
function told(answers) {
  const { show, known, parts } = judge(answers);
  return { show, known, parts };
}

/** @type {Precomputed} What the build would write down of that engine. */
const PRECOMPUTED = {
  next: { "": told({}), "danger=none": told({ danger: ["none"] }), "danger=none&who=me": told({ danger: ["none"], who: ["me"] }) },
  each: ["danger", "leg"],
  emergencies: [{ signs: ["danger.yes"], parts: [{ name: "card", level: "emergency", items: [{ sort: "words", signs: ["danger.yes"] }] }] }],
  alone: { "danger.yes": "emergency", "swelling.yes": "urgent" },
  levels: ["emergency", "urgent", "routine", "self-care"],
};

/** Feeds a state with events, and refuses any change of what was there before. */
export class Reader {
  /** @type {State} */
  state = frozen(fresh({ precomputed: PRECOMPUTED, first: "danger" }));

  /** @param {Event} event */
  feed(event) {
    this.state = frozen(next(this.state, event));
    return this;
  }

  /**
   * @param {string} question
   * @param {string[]} members
   */
  answer(question, ...members) {
    return this.feed({ type: "answer", question, members });
  }

  /** Go on from the second look. */
  look() {
    return this.feed({ type: "checked" }).reply();
  }

  /** Let the engine answer what it was asked. */
  reply() {
    const { answers, pending } = this.state;
    return pending ? this.feed({ type: "reply", turn: pending.turn, reply: judge(answers, pending) }) : this;
  }
}

/**
 * Give chance that begins anew at each start.
 * @param {number} seed
 */
export function chance(seed) {
  let state = seed;
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** @param {number} count */
    below: (count) => Math.floor(draw() * count),
    /** @type {<T>(things: T[]) => T} */
    pick: (things) => things[Math.floor(draw() * things.length)],
  };
}

/**
 * Freeze a value and all that it holds.
 * @template T
 * @param {T} value
 * @returns {T}
 */
function frozen(value) {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
