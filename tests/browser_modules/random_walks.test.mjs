// 10,000 readers who do anything in any order, with an engine that comes, answers late, fails and comes back.

/** @import { Event, State } from "../../hooks/symptom_site/components/checker/protocol.d.ts" */
/** @import { Marked } from "./reader.mjs" */

import assert from "node:assert/strict";
import { test } from "node:test";

import { screen, view } from "../../hooks/symptom_site/components/checker/state.mjs";
import { chance, judge, Reader } from "./reader.mjs";

const READERS = 10_000;
const EVENTS = 30;
const SEED = 20_261_129;
const MEMBERS = ["yes", "none", "me", "unsure", "unsure:yes"];

/** @typedef {ReturnType<typeof chance>} Chance */

/**
 * Give an event that can happen now.
 * @param {Reader} reader
 * @param {{ turn: number, reply: Marked }[]} replies all that the engine ever said
 * @param {Chance} luck
 * @returns {Event}
 */
function anyEvent({ state }, replies, luck) {
  const { question } = view(state);
  const members = [luck.pick(MEMBERS)];
  const stands = ["question", "each"].includes(screen(state).kind);
  /** @type {Event[]} */
  const possible = [
    { type: "went", at: luck.below(state.views.length) },
    { type: "mounted", at: luck.below(state.views.length) },
    { type: "plain", isPlain: state.engine === "failed" || luck.below(2) === 0 },
    { type: "suggest", question: "leg", option: "yes" },
    { type: "failed", reason: "broken", chosen: stands && luck.below(2) ? { question, members } : undefined },
    state.engine === "loading" ? { type: "ready" } : { type: "loading" },
  ];
  if (replies.length) possible.push({ type: "reply", ...luck.pick(replies) });
  if (luck.below(20) === 0) possible.push({ type: "restart" });
  // Most of the time a reader answers and the engine replies.
  if (luck.below(3) === 0) return luck.pick(possible);
  if (state.pending && state.engine === "ready") return { type: "reply", ...replies[replies.length - 1] };
  if (stands) return { type: "answer", question, members };
  if (screen(state).kind === "check" && luck.below(2)) return { type: "checked" };
  const answered = luck.pick([...Object.keys(state.answers), "danger"]);
  if (["check", "result"].includes(screen(state).kind)) return { type: "open", question: answered, isChange: luck.below(2) === 0 };
  return luck.pick(possible);
}

/**
 * Fail where a state breaks what must hold in any.
 * @param {State} state
 */
function checkAlways(state) {
  const stage = screen(state);
  assert.ok(state.at in state.views, "the reader is at a step that is there");
  assert.equal(stage.kind === "failed", state.engine === "failed", "a failure, and nothing else, is shown as one");
  if (state.reply && "about" in state.reply) assert.equal(state.reply.about, JSON.stringify(state.answers), "a reply is about the answers");
  if (stage.kind === "result") {
    assert.equal(judge(state.answers, { isChecked: true }).show.kind, "result", "a result is shown while a question is open");
    assert.ok(stage.told.parts.length, "a result tells something");
  }
  if (stage.kind === "check") {
    assert.equal(judge(state.answers).show.kind, "check", "a second look comes while a question is open, or in an emergency");
    assert.equal(stage.told.parts[0]?.name, "check", "a second look says what was answered no");
  }
  if (!state.pending) assert.ok(!["wait", "same"].includes(stage.kind), "the reader waits for nothing");
}

/**
 * Fail where an event did what it must not do.
 * @param {State} before
 * @param {Event} event
 * @param {State} after
 */
function checkChange(before, event, after) {
  const isWiped = event.type === "restart" || (event.type === "suggest" && view(before).kind === "result");
  if (event.type === "failed") assert.ok(after.isPlain, "the plain list is shown after a failure");
  if (event.type === "reply" && event.turn !== before.pending?.turn) assert.equal(after, before, "an old reply does nothing");
  if (isWiped) assert.deepEqual(after.answers, {});
  if (isWiped) return;
  const given = event.type === "answer" ? event : event.type === "failed" ? event.chosen : undefined;
  for (const [question, members] of Object.entries(before.answers)) {
    if (question !== given?.question) assert.equal(after.answers[question], members, `the answer to '${question}' is kept`);
  }
  if (given) assert.ok(given.members.every((member) => after.answers[given.question].includes(member)), "what was chosen is kept");
}

test("Whatever happens in any order, no answer is lost, no old reply is shown, and no result stands beside an open question.", () => {
  const luck = chance(SEED);
  for (let number = 0; number < READERS; number++) {
    const reader = new Reader();
    /** @type {{ turn: number, reply: Marked }[]} */
    const replies = [];
    /** @type {Event[]} */
    const events = [];
    try {
      for (let count = 0; count < EVENTS; count++) {
        const before = reader.state;
        const event = anyEvent(reader, replies, luck);
        events.push(event);
        reader.feed(event);
        const { answers, pending } = reader.state;
        if (pending && pending.turn !== before.pending?.turn) replies.push({ turn: pending.turn, reply: judge(answers, pending) });
        checkChange(before, event, reader.state);
        checkAlways(reader.state);
      }
      if (reader.state.engine === "failed") reader.feed({ type: "loading" });
      reader.feed({ type: "ready" }).reply();
      assert.ok(!["wait", "same", "failed"].includes(screen(reader.state).kind), "a ready engine that answers leads on");
    } catch (error) {
      throw new Error(`reader ${number} after ${JSON.stringify(events, null, 1)}`, { cause: error });
    }
  }
});
