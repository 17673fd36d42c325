// Puts a result together from the pieces in the page.

import { lowerItems, skippedItems, soonerPieces, unsureItems } from "./changes.mjs";

/** Make the result from the answers and the engine's reply. `isOverdue`: whether its review is past. */
export function resultNode(words, { answers, reply, isOverdue, version }) {
  // A result given before the engine is there holds the assessment alone.
  const { assessment, sooner = [], if_true: ifTrue = [], lower = [], skipped = [] } = reply;
  const { level } = assessment;
  const node = words.piece("result").querySelector("[data-result]");
  const isEmergency = level === "emergency";
  const used = new Set();

  function put(slot, pieces) {
    for (const piece of pieces) {
      for (const part of piece.querySelectorAll("[data-sources]")) part.dataset.sources.split(" ").filter(Boolean).forEach((key) => used.add(key));
      find(node, slot).append(piece);
    }
    return pieces.length > 0;
  }

  node.dataset.level = level;
  put("card", [card(words, assessment)]);
  keepPart(node, "mistake", isEmergency);
  keepPart(node, "overdue", isOverdue);
  // What is less urgent than the result is no reason for it.
  const telling = assessment.rules.filter((rule) => rule.level === level);
  keepPart(node, "rules", put("rules", telling.map((rule) => reason(words, rule, answers))));
  const advice = assessment.advice.map((id) => words.piece(`advice-${id}`));
  const ofType = (type) => advice.filter((piece) => piece.querySelector(`[data-type="${type}"]`));
  keepPart(node, "do", put("do", ofType("do")));
  keepFirstLinks(node);
  keepPart(node, "dont", put("dont", ofType("dont")));
  keepPart(node, "watch", put("watch", ofType("watch")));
  put("sooner", soonerPieces(words, sooner));
  keepPart(node, "sooner", !isEmergency);
  keepPart(node, "kinds", put("kinds", assessment.kinds.map((id) => words.piece(`kind-${id}`))));
  keepPart(node, "causes", put("causes", assessment.causes.map((id) => words.piece(`cause-${id}`))));
  keepPart(node, "about", !isEmergency && put("about", aboutPieces(words, answers, node)));
  // Who needs care today has better to do.
  keepPart(node, "offer", reply.offers.length > 0 && ["self-care", "routine"].includes(level));
  keepPart(node, "unsure", put("unsure", unsureItems(words, assessment.not_sure, ifTrue)));
  keepPart(node, "lower", put("lower", lowerItems(words, lower)));
  const unasked = ["not_led_to", "settled"].map((reason) => {
    const has = put(reason, skippedItems(words, skipped, reason));
    keepPart(node, reason, has);
    return has;
  });
  keepPart(node, "skipped", !isEmergency && unasked.includes(true));
  find(node, "answers").append(...answerRows(words, answers, assessment.ignored));
  keepPart(node, "sources", put("sources", [...used].map((key) => words.piece(`source-${key}`))));
  const date = new Date().toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long", day: "numeric" });
  find(node, "dated").textContent = words.word("dated", { version, date });
  for (const list of node.querySelectorAll("ul:empty")) list.remove();
  return node;
}

/** Make the card of an assessment: what to do, how soon, where, and whom to call.
 *
 * The words of a place are complete by themselves, so they stand instead of the level's own, and a line to call comes
 * first. An emergency keeps its own words and number on top, and needs no place: they say where to go.
 */
export function card(words, { level, route, within, where = [], contact = [] }) {
  const named = `card-${level}${route ? `-${route}` : ""}`;
  const node = words.piece(words.has(named) ? named : `card-${level}`);
  const isEmergency = level === "emergency";
  const pieces = (sort, ids) => ids.map((id) => words.piece(`${sort}-${id}`));
  const lines = pieces("contact", contact);
  if (!isEmergency) find(node, "text").before(...lines);
  if (!isEmergency && where.length) find(node, "text").replaceWith(...pieces("where", where));
  find(node, "details").replaceWith(...pieces("within", within ? [within] : []), ...(isEmergency ? lines : []));
  return node;
}

/** Make the rows of the list of answers, each with its link to change it. */
export function answerRows(words, answers, ignored = []) {
  return Object.entries(answers).map(([question, members]) => {
    const row = words.piece("answer").querySelector("div");
    const heading = words.heading(question);
    find(row, "question").textContent = heading;
    find(row, "named").textContent = heading;
    const said = members.map((member) => words.member(question, member)).join("; ");
    find(row, "chosen").textContent = ignored.includes(question) ? `${said} ${words.word("unused")}` : said;
    row.querySelector('[data-act="change"]').dataset.question = question;
    return row;
  });
}

/** Write a result as plain text, to paste into a message. */
export function asText(words, node) {
  const copy = node.cloneNode(true);
  for (const control of copy.querySelectorAll("[data-control], [data-part=sources], [data-slot=said]")) control.remove();
  const lines = [...copy.querySelectorAll("h2, h3, p, li:not(:has(p)), dt, dd")].map((line) => {
    const text = words.text(line);
    if (line.matches("h2, h3")) return `\n${text.toUpperCase()}`;
    if (line.matches("li, li > p:first-child, dt")) return `- ${text}`;
    return line.matches("dd, li p") ? `  ${text}` : text;
  });
  return lines.join("\n").trim();
}

/** A rule's sentence, with the reader's own answers that made it hold. */
function reason(words, rule, answers) {
  const piece = words.piece(`rule-${rule.id}`);
  for (const finding of rule.because_of) {
    const [question, option] = finding.split(".");
    const given = answers[question] ?? [];
    const isChosen = given.includes(option);
    const member = isChosen ? option : given.includes(`unsure:${option}`) ? option : "unsure";
    const said = member === "unsure" ? words.heading(question) : words.member(question, member);
    const line = document.createElement("p");
    line.className = "quiz-result__said";
    line.textContent = `${words.word(isChosen ? "your-answer" : "not-sure-about")} ${said}`;
    const lines = [...piece.querySelectorAll("p")].map((other) => other.textContent);
    const item = piece.querySelector("li");
    if (!lines.includes(line.textContent)) item.insertBefore(line, item.querySelector("[data-article]"));
  }
  return piece;
}

/** Where several reasons and steps lead to one article, keep the first link to it. */
function keepFirstLinks(node) {
  const seen = new Set();
  for (const line of node.querySelectorAll("[data-article]")) {
    const { href } = line.querySelector("a");
    if (seen.has(href)) line.remove();
    seen.add(href);
  }
}

/** Links to the articles about the reader's own answers, but for those that the result has already. */
function aboutPieces(words, answers, node) {
  const address = (part) => part.querySelector("a").getAttribute("href");
  const seen = new Set([...node.querySelectorAll("li:has(a)")].map(address));
  const named = Object.entries(answers).flatMap(([question, members]) => members.map((member) => `about-${question}.${member}`));
  const pieces = named.filter((name) => words.has(name)).map((name) => words.piece(name));
  return pieces.filter((piece) => !seen.has(address(piece)) && seen.add(address(piece)));
}

function find(node, slot) {
  return node.querySelector(`[data-slot="${slot}"]`);
}

function keepPart(node, name, isKept) {
  if (!isKept) node.querySelector(`[data-part="${name}"]`)?.remove();
}
