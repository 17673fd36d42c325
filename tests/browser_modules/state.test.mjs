// What the quiz shows after what happened, one behaviour a test.

import assert from "node:assert/strict";
import { test } from "node:test";

import { next, screen, view } from "../../hooks/symptom_site/components/checker/state.mjs";
import { judge, Reader } from "./reader.mjs";

const ready = () => new Reader().feed({ type: "ready" });

/** @param {Reader} reader */
const shown = ({ state }) => {
  const { kind } = screen(state);
  return kind === "question" || kind === "each" ? `${kind} ${view(state).question}` : kind;
};

test("The first question stands there before anything is known.", () => {
  assert.equal(shown(new Reader()), "question danger");
});

test("An early answer leads on without the engine.", () => {
  assert.equal(shown(new Reader().answer("danger", "none")), "question who");
});

test("An early emergency is told without the engine.", () => {
  assert.equal(shown(new Reader().answer("danger", "yes")), "result");
});

test("An early answer that the build did not foresee waits for the engine, and counts when it comes.", () => {
  const reader = new Reader().answer("danger", "none").answer("who", "you");
  assert.equal(shown(reader), "wait");
  assert.equal(shown(reader.feed({ type: "ready" }).reply()), "question leg");
});

test("Until the reply comes the answered question stays on the stage.", () => {
  const reader = ready().answer("danger", "none");
  assert.equal(shown(reader), "same");
  assert.equal(shown(reader.reply()), "question who");
});

test("Not sure about a list opens the form about each sign, early too.", () => {
  assert.equal(shown(new Reader().answer("danger", "unsure")), "each danger");
  assert.equal(shown(ready().answer("danger", "unsure").reply()), "each danger");
});

test("Not sure about a list keeps what was said about each sign.", () => {
  const reader = ready().answer("danger", "unsure:yes").reply().answer("danger", "unsure").reply();
  assert.deepEqual(reader.state.answers.danger, ["unsure", "unsure:yes"]);
});

test("An answer after going back walks through what was answered after it.", () => {
  const reader = ready();
  for (const question of ["danger", "who"]) reader.answer(question, "none").reply();
  reader.feed({ type: "went", at: 0 }).answer("danger", "none").reply();
  assert.equal(shown(reader), "question who");
});

test("A changed answer leads to the next open question, or back to the result.", () => {
  const reader = ready();
  for (const question of ["danger", "who", "leg", "sleep"]) reader.answer(question, "none").reply();
  assert.equal(shown(reader.look()), "result");
  reader.feed({ type: "open", question: "leg", isChange: true });
  assert.equal(shown(reader), "question leg");
  assert.equal(shown(reader.answer("leg", "yes").reply()), "question swelling");
  assert.equal(shown(reader.answer("swelling", "none").reply()), "check");
  assert.equal(shown(reader.look()), "result");
});

test("A second look comes once before a calm result, Back leads to it again, and from there on to the result.", () => {
  const reader = ready();
  for (const question of ["danger", "who", "leg", "sleep"]) reader.answer(question, "none").reply();
  const { at } = reader.state;
  assert.equal(shown(reader), "check");
  assert.equal(shown(reader.look()), "result");
  assert.equal(shown(reader.feed({ type: "went", at }).reply()), "check");
  assert.equal(shown(reader.feed({ type: "went", at: at + 1 }).reply()), "result");
});

test("A change from the second look leads back to it, and an emergency has none.", () => {
  const reader = ready();
  for (const question of ["danger", "who", "leg", "sleep"]) reader.answer(question, "none").reply();
  reader.feed({ type: "open", question: "sleep", isChange: true });
  assert.equal(shown(reader.answer("sleep", "me").reply()), "check");
  reader.feed({ type: "open", question: "danger", isChange: true });
  assert.equal(shown(reader.answer("danger", "yes").reply()), "result");
});

test("An engine that does not answer is waited for in words, and its reply leads on when it comes.", () => {
  const reader = ready().answer("danger", "none").reply().answer("who", "you");
  assert.equal(shown(reader), "same");
  assert.equal(shown(reader.feed({ type: "loading" })), "wait");
  assert.equal(shown(reader.feed({ type: "ready" }).reply()), "question leg");
});

test("What the build foresaw is told where the engine does not answer: an emergency too.", () => {
  assert.equal(shown(ready().answer("danger", "none").feed({ type: "loading" })), "question who");
  const reader = ready().answer("danger", "none").reply().feed({ type: "went", at: 0 });
  assert.equal(shown(reader.answer("danger", "yes").feed({ type: "loading" })), "result");
});

test("A form that the engine was only to renew stays where it does not answer, and is renewed later.", () => {
  const reader = new Reader().answer("danger", "none").feed({ type: "ready" }).feed({ type: "loading" });
  assert.equal(shown(reader), "question who");
  assert.ok(reader.feed({ type: "ready" }).state.pending?.isStaying);
});

test("A reply that nobody waits for any more changes nothing.", () => {
  const reader = ready().answer("danger", "yes");
  const turn = reader.state.pending?.turn ?? 0;
  reader.feed({ type: "went", at: 0 });
  assert.equal(next(reader.state, { type: "reply", turn, reply: judge({}) }), reader.state);
});

test("A failure keeps the answers, that in the open form too, and says what one of them means.", () => {
  const reader = ready().answer("danger", "none").reply();
  reader.feed({ type: "failed", reason: "broken", chosen: { question: "swelling", members: ["yes"] } });
  assert.equal(shown(reader), "failed");
  assert.deepEqual(reader.state.answers, { danger: ["none"], swelling: ["yes"] });
  assert.deepEqual([reader.state.known, reader.state.isPlain], ["urgent", true]);
});

test("A failure of the whole engine keeps the level that it had told.", () => {
  const reader = ready().answer("danger", "none").reply();
  const { answers, turn } = reader.answer("who", "me").state;
  reader.feed({ type: "reply", turn, reply: { ...judge(answers, { from: "who" }), known: "routine" } });
  assert.equal(reader.feed({ type: "failed", reason: "broken" }).state.known, "routine");
});

test("A new try shows the question where the reader was, without the plain list.", () => {
  const reader = ready().answer("danger", "none").reply().feed({ type: "failed", reason: "missing" }).feed({ type: "loading" });
  assert.equal(shown(reader), "question who");
  assert.equal(reader.state.isPlain, false);
});

test("The engine that comes late renews the step where the reader is, and moves nobody from a question that is asked.", () => {
  const reader = new Reader().answer("danger", "none").feed({ type: "ready" });
  const { views } = reader.state;
  assert.equal(shown(reader.reply()), "question who");
  assert.equal(reader.state.views.length, views.length);
});

test("A new try after a failure that came before the reply shows the question with its answer.", () => {
  const reader = ready().answer("danger", "none").feed({ type: "failed", reason: "broken" }).feed({ type: "loading" });
  assert.deepEqual([shown(reader), reader.state.answers], ["question danger", { danger: ["none"] }]);
});

test("The engine that comes late leaves the form about each sign where it is.", () => {
  const reader = new Reader().answer("danger", "unsure").feed({ type: "ready" }).reply();
  assert.equal(shown(reader), "each danger");
});

test("The engine that comes late leads on from a question that is not asked.", () => {
  const reader = new Reader().answer("danger", "none").feed({ type: "open", question: "swelling", isChange: false });
  assert.equal(shown(reader.feed({ type: "ready" }).reply()), "question who");
  assert.equal(reader.state.at, 3);
});

test("An early change leads to the next open question, an early answer after going back to the next one.", () => {
  const walked = () => new Reader().answer("danger", "none").answer("who", "me");
  assert.equal(shown(walked().feed({ type: "went", at: 0 }).answer("danger", "none")), "question who");
  const changed = walked().feed({ type: "open", question: "danger", isChange: true }).answer("danger", "none");
  assert.equal(shown(changed), "question leg");
});

test("A result whose answers were changed since is not shown again, and Back still leads past it.", () => {
  const reader = ready();
  for (const question of ["danger", "who", "leg", "sleep"]) reader.answer(question, "none").reply();
  const { at } = reader.look().state;
  reader.feed({ type: "open", question: "leg", isChange: true }).answer("leg", "yes").reply();
  assert.equal(shown(reader.feed({ type: "went", at }).reply()), "question swelling");
  assert.equal(reader.state.at, at);
});

test("Start again forgets every answer and every step, and an old reply does not bring them back.", () => {
  const reader = ready().answer("danger", "yes").reply().feed({ type: "restart" });
  assert.deepEqual([reader.state.answers, reader.state.views.length, shown(reader)], [{}, 1, "question danger"]);
});

test("A suggestion after a result begins anew; before one it is only kept.", () => {
  const suggest = { type: /** @type {const} */ ("suggest"), question: "leg", option: "yes" };
  assert.deepEqual(ready().answer("danger", "none").reply().feed(suggest).state.answers, { danger: ["none"] });
  const reader = ready().answer("danger", "yes").reply().feed(suggest);
  assert.deepEqual([reader.state.answers, reader.state.suggestion], [{}, { question: "leg", option: "yes" }]);
});
