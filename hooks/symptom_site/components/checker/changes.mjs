// Says what would change a result, and why a question is asked.

/** @import { Item, Why } from "./protocol.d.ts" */
/** @import { Words } from "./words.mjs" */

import { one } from "./words.mjs";

/**
 * Signs that can still come, by the level that they lead to: one piece for each level, in the order given.
 * @param {Words} words
 * @param {Item[]} items
 */
export function soonerPieces(words, items) {
  const pieces = new Map();
  for (const { findings = [], level = "" } of items) {
    if (!pieces.has(level)) pieces.set(level, words.piece(`sooner-${level}`));
    one(pieces.get(level), '[data-slot="signs"]').append(line(together(words, findings)));
  }
  return [...pieces.values()];
}

/**
 * Answers that the result rests on, with what it would be without them.
 * @param {Words} words
 * @param {Item[]} items
 */
export function lowerItems(words, items) {
  return items.map(({ findings = [], level = "" }) => {
    const [sign, other] = findings.map((finding) => words.sign(finding));
    return line(words.word(other ? "without-both" : "without", { sign, one: sign, other, act: act(words, level) }));
  });
}

/**
 * What the reader was not sure about, each with what it would mean if it were true.
 * @param {Words} words
 * @param {Item[]} items
 */
export function unsureItems(words, items) {
  return items.map(({ id = "", level }) => {
    const text = id.includes(".") ? words.sign(id) : words.heading(id);
    return line(level ? words.word("if-true", { sign: `${text}.`, act: act(words, level) }) : text);
  });
}

/**
 * Questions that were not asked.
 * @param {Words} words
 * @param {Item[]} items
 */
export function skippedItems(words, items) {
  return items.map(({ id = "" }) => line(words.heading(id)));
}

/**
 * Write under "Why we ask" what brought the question up, and what its answer can change.
 * @param {Words} words
 * @param {HTMLFormElement} form
 * @param {Why} why
 */
export function explainWhy(words, form, why) {
  const signs = why.because_of.map((finding) => `“${words.sign(finding)}”`).join(", ");
  const lines = [words.word(`why-${why.matters_for}`)];
  if (signs) lines.unshift(words.word("why-led", { signs }));
  one(form, '[data-slot="why"]').textContent = lines.join(" ");
}

/** @param {string} text */
function line(text) {
  const fragment = document.createDocumentFragment();
  const item = document.createElement("li");
  item.textContent = text;
  fragment.append(item);
  return fragment;
}

/**
 * @param {Words} words
 * @param {string[]} findings
 */
function together(words, [first, second]) {
  return second ? words.word("together", { one: words.sign(first), other: words.sign(second) }) : words.sign(first);
}

/**
 * @param {Words} words
 * @param {string} level
 */
function act(words, level) {
  return words.text(one(words.piece(`card-${level}`), "[data-heading] [data-words]"));
}
