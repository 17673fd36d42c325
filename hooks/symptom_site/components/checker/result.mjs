// Puts a result together from the pieces in the page, in the order in which the engine tells it.

/** @import { Answers, Item, Part, Said } from "./protocol.d.ts" */
/** @import { Words } from "./words.mjs" */

import { lowerItems, skippedItems, soonerPieces, unsureItems } from "./changes.mjs";
import { one } from "./words.mjs";

/**
 * @typedef {object} Result
 * @property {Part[]} parts
 * @property {Answers} answers
 * @property {boolean} isOverdue whether its review is past
 * @property {string} version
 */

/** Levels whose results are short before their folds. */
const CALM = ["self-care", "routine"];

/**
 * Make the result: each part that the engine names, filled with what it names there.
 * @param {Words} words
 * @param {Result} result
 * @returns {HTMLElement}
 */
export function resultNode(words, result) {
  const node = one(words.piece("result"), "[data-result]");
  const empty = new Map([...node.querySelectorAll(":scope > [data-part]")].map((part) => [part.getAttribute("data-part"), part]));
  for (const part of empty.values()) part.remove();
  const end = one(node, "[data-slot=end]");
  for (const told of result.parts) {
    const part = /** @type {HTMLElement | undefined} */ (empty.get(told.name));
    if (!part) throw new Error(`the page has no part '${told.name}'`);
    end.before(part);
    if (!fillPart(words, part, told, result, node)) part.remove();
    if (told.level) node.dataset.level = told.level;
  }
  keepFirstLinks(node);
  const date = new Date().toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long", day: "numeric" });
  one(node, '[data-slot="dated"]').textContent = words.word("dated", { version: result.version, date });
  for (const list of node.querySelectorAll("ul:empty")) list.remove();
  return node;
}

/**
 * Fill a part; returns whether there is anything to tell in it.
 * @param {Words} words
 * @param {HTMLElement} part
 * @param {Part} told
 * @param {Result} result
 * @param {HTMLElement} node all parts so far
 * @returns {boolean}
 */
function fillPart(words, part, told, { answers, isOverdue }, node) {
  const { name, items = [], more = [] } = told;
  const named = items.map(({ id = "" }) => id);
  /** @param {Node[]} pieces */
  const put = (pieces, slot = name) => {
    const own = part.dataset.slot === slot ? part : one(part, `[data-slot="${slot}"]`);
    own.append(...pieces);
    return pieces.length > 0;
  };
  switch (name) {
    case "card":
      part.append(card(words, told));
      return true;
    case "mistake":
    case "offer":
      one(part, "[data-act]").dataset.question = named[0];
      return true;
    case "overdue":
      return isOverdue;
    case "sooner":
      put(soonerPieces(words, items));
      return put(soonerPieces(words, more), "more") || true;
    case "about":
      return put(aboutPieces(words, answers, node));
    case "unsure":
      return put(unsureItems(words, items));
    case "answers":
      return put(answerRows(words, answers, named));
    case "lower":
      return put(lowerItems(words, items));
    case "skipped":
      for (const reason of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-part]"))) {
        const sort = reason.dataset.part;
        if (!put(skippedItems(words, items.filter((item) => item.sort === sort)), sort)) reason.remove();
      }
      return true;
    case "sources":
      return put(sourcePieces(words, node));
    default: {
      // Who was just asked about triggers wants to see them.
      if (part instanceof HTMLDetailsElement) part.open = name === "causes" && Object.keys(answers).some((asked) => words.isExtra(asked));
      const isCalm = CALM.includes(node.dataset.level ?? "");
      /** @param {Item} item */
      const make = (item) => (name === "rules" ? reason(words, item, answers, isCalm) : words.piece(`${item.sort}-${item.id}`));
      if (!items.length && more.length) return put(more.map(make)) && fold(part);
      const rest = part.querySelector("[data-more]");
      if (!more.length) rest?.remove();
      else put(more.map(make), "more");
      return put(items.map(make));
    }
  }
}

/**
 * Make a part a fold, with its heading on it.
 * @param {HTMLElement} part
 */
function fold(part) {
  const whole = Object.assign(document.createElement("details"), { className: "quiz-result__fold" });
  const summary = document.createElement("summary");
  whole.dataset.part = part.dataset.part;
  summary.append(one(part, "h3"));
  whole.append(summary, ...part.childNodes);
  part.replaceWith(whole);
  return true;
}

/**
 * Make the card: what to do, how soon, where, and whom to call, in the order given. The card's own words stand where
 * the item `words` is, or nowhere.
 * @param {Words} words
 * @param {Part} told
 */
export function card(words, { level, route, items = [] }) {
  const node = words.piece(`card-${level}${route ? `-${route}` : ""}`);
  const own = one(node, '[data-slot="text"]');
  const details = one(node, '[data-slot="details"]');
  const place = items.findIndex(({ sort }) => sort === "words");
  items.forEach(({ sort, id }, index) => {
    if (index !== place) (place >= 0 && index > place ? details : own).before(words.piece(`${sort}-${id}`));
  });
  if (place < 0) own.remove();
  details.remove();
  return node;
}

/**
 * Make the rows of the list of answers, each with its link to change it.
 * @param {Words} words
 * @param {Answers} answers
 * @param {string[]} unused
 */
export function answerRows(words, answers, unused = []) {
  return Object.entries(answers).map(([question, members]) => {
    const row = one(words.piece("answer"), "div");
    const heading = words.heading(question);
    one(row, '[data-slot="question"]').textContent = heading;
    one(row, '[data-slot="named"]').textContent = heading;
    const said = members.map((member) => words.member(question, member)).join("; ");
    one(row, '[data-slot="chosen"]').textContent = unused.includes(question) ? `${said} ${words.word("unused")}` : said;
    one(row, '[data-act="change"]').dataset.question = question;
    return row;
  });
}

/**
 * Write a result as plain text, to paste into a message.
 * @param {Words} words
 * @param {HTMLElement} node
 */
export function asText(words, node) {
  const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
  for (const control of copy.querySelectorAll("[data-control], .quiz-result__always, [data-part=sources], [data-slot=said]")) control.remove();
  const lines = [...copy.querySelectorAll("h2, h3, p, li:not(:has(p)), dt, dd")].map((line) => {
    const text = words.text(line);
    if (line.matches("h2, h3")) return `\n${text.toUpperCase()}`;
    if (line.matches("li, li > p:first-child, dt")) return `- ${text}`;
    return line.matches("dd, li p") ? `  ${text}` : text;
  });
  return lines.join("\n").trim();
}

/**
 * A rule's sentence, with the reader's own answers that made it hold.
 * @param {Words} words
 * @param {Item} item
 * @param {Answers} answers
 * @param {boolean} isCalm leaves sure answers, and doubts about a whole question, to the list of answers
 */
function reason(words, { sort, id, said = [] }, answers, isCalm) {
  const piece = words.piece(`${sort}-${id}`);
  const sentence = one(piece, "li");
  const named = piece.querySelector('[data-slot="named"]');
  if (named) named.textContent = nameOf(words, said);
  for (const { question, member, is_sure: isSure } of said) {
    if (!answers[question]?.includes(member)) throw new Error(`'${question}.${member}' is no answer of the reader`);
    if (named || (isCalm && (isSure || member === "unsure"))) continue;
    // The line says already that it was not sure.
    const sign = member.replace("unsure:", "");
    const text = sign === "unsure" && !isSure ? words.heading(question) : words.member(question, sign);
    const line = document.createElement("p");
    line.className = "quiz-result__said";
    line.textContent = `${words.word(isSure ? "your-answer" : "not-sure-about")} ${text}`;
    sentence.insertBefore(line, sentence.querySelector("[data-article]"));
  }
  return piece;
}

/**
 * Give what the reader ticked as a clause, for a reason that names it: `you have diabetes and you take lithium`.
 * @param {Words} words
 * @param {Said[]} said
 */
function nameOf(words, said) {
  const clauses = said.flatMap(({ question, member, is_sure: isSure }) => {
    if (member === "unsure" && !isSure) return words.word("named-any");
    const name = `named-${question}.${member.replace("unsure:", "")}`;
    if (!words.has(name)) return [];
    const clause = words.text(one(words.piece(name), "[data-words]"));
    return isSure ? clause : words.word("named-unsure", { finding: clause });
  });
  const [last = words.word("named-any"), ...some] = [...new Set(clauses)].reverse();
  return some.length ? words.word("named-join", { some: some.reverse().join(", "), last }) : last;
}

/**
 * Where several reasons and steps lead to one article, keep the first link to it.
 * @param {HTMLElement} node
 */
function keepFirstLinks(node) {
  const seen = new Set();
  for (const line of node.querySelectorAll("[data-article]")) {
    const address = one(line, "a").getAttribute("href");
    if (seen.has(address)) line.remove();
    seen.add(address);
  }
}

/**
 * Links to the articles about the reader's own answers, but for those that the result has already.
 * @param {Words} words
 * @param {Answers} answers
 * @param {HTMLElement} node
 */
function aboutPieces(words, answers, node) {
  /** @param {ParentNode} part */
  const address = (part) => one(part, "a").getAttribute("href");
  const seen = new Set([...node.querySelectorAll("li:has(a)")].map(address));
  const named = Object.entries(answers).flatMap(([question, members]) => members.map((member) => `about-${question}.${member}`));
  const pieces = named.filter((name) => words.has(name)).map((name) => words.piece(name));
  return pieces.filter((piece) => !seen.has(address(piece)) && seen.add(address(piece)));
}

/**
 * The publications behind what the result tells.
 * @param {Words} words
 * @param {HTMLElement} node
 */
function sourcePieces(words, node) {
  const parts = /** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll("[data-sources]"));
  const keys = [...parts].flatMap(({ dataset }) => (dataset.sources ?? "").split(" ").filter(Boolean));
  return [...new Set(keys)].map((key) => words.piece(`source-${key}`));
}
