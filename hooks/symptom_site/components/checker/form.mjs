// Fills a question's form from an answer, reads an answer from it, and shows what is missing.

import { one } from "./words.mjs";

/**
 * What a form lacks: the field to go to, the element that holds the message, and the words of the sign it is about.
 * @typedef {{ field: HTMLInputElement, holder: Element, sign?: Element }} Missing
 */

/**
 * Put an earlier answer into the form.
 * @param {HTMLFormElement} form
 * @param {string[]} members
 */
export function fill(form, members = []) {
  const isUnsure = members.some((member) => member.startsWith("unsure"));
  for (const input of inputs(form)) {
    input.checked = members.includes(input.value) || (input.value === "unsure" && isUnsure);
  }
}

/**
 * Give the values that are chosen in the form.
 * @param {ParentNode} form
 */
function chosen(form) {
  return inputs(form, "input:checked").map((input) => input.value);
}

/**
 * Keep "None of these" and everything else apart: choosing one takes the other back.
 * @param {HTMLInputElement} input
 */
export function exclude(input) {
  if (input.type !== "checkbox" || !input.checked || !input.form) return;
  for (const other of inputs(input.form, "input:checked")) {
    if (other !== input && (input.value === "none" || other.value === "none")) other.checked = false;
  }
}

/**
 * Make the form that asks for yes, no or not sure about each sign of a list.
 * @param {HTMLFormElement} list
 * @param {DocumentFragment} frame
 * @param {DocumentFragment} row
 * @param {string[]} members the answer so far
 */
export function eachForm(list, frame, row, members = []) {
  const form = one(frame, "form");
  const { question } = list.dataset;
  form.dataset.question = question;
  form.dataset.each = "";
  one(form, "[data-heading]").append(...one(list, "[data-heading]").cloneNode(true).childNodes);
  const wasEach = members.some((member) => member.startsWith("unsure:"));
  for (const sign of signs(list)) {
    const set = one(/** @type {DocumentFragment} */ (row.cloneNode(true)), "fieldset");
    const legend = one(set, "legend");
    const hint = list.querySelector(`#${CSS.escape(sign.id)}-hint`);
    set.dataset.sign = sign.value;
    legend.append(...labelOf(sign).cloneNode(true).childNodes);
    if (hint) legend.append(" ", Object.assign(hint.cloneNode(true), { id: "" }));
    one(set, "[data-error]").id = `each-${question}-${sign.value}-error`;
    set.setAttribute("aria-describedby", `each-${question}-${sign.value}-error`);
    const before = members.includes(sign.value) ? "yes" : members.includes(`unsure:${sign.value}`) ? "unsure" : wasEach ? "no" : "";
    for (const input of inputs(set)) {
      input.name = `each-${sign.value}`;
      input.id = `each-${question}-${sign.value}-${input.value}`;
      input.checked = input.value === before;
      one(/** @type {Element} */ (input.parentElement), "label").setAttribute("for", input.id);
    }
    one(form, '[data-slot="rows"]').append(set);
  }
  return form;
}

/**
 * Give the answer that a form holds, or what is missing.
 * @param {HTMLFormElement} form
 * @returns {{ members: string[], missing?: undefined } | { members?: undefined, missing: Missing[] }}
 */
export function read(form) {
  if (!("each" in form.dataset)) {
    const members = chosen(form);
    return members.length ? { members } : { missing: [{ field: inputs(form)[0], holder: form }] };
  }
  const sets = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-sign]"))];
  const missing = sets
    .filter((set) => !chosen(set).length)
    .map((set) => ({ field: inputs(set)[0], holder: set, sign: withoutHint(one(set, "legend")) }));
  if (missing.length) return { missing };
  const members = sets.flatMap((set) => {
    const [said] = chosen(set);
    const { sign = "" } = set.dataset;
    return said === "yes" ? [sign] : said === "unsure" ? [`unsure:${sign}`] : [];
  });
  return { members: members.length ? members : ["none"] };
}

/**
 * Show the missing answers at the top and beside the fields. Returns the summary.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} summary
 * @param {Missing[]} missing
 * @param {(miss: Missing) => string} word gives the sentence
 */
export function showErrors(form, summary, missing, word) {
  clearErrors(form);
  for (const miss of missing) {
    const text = word(miss);
    one(miss.holder, "[data-error]").textContent = text;
    const link = document.createElement("a");
    link.href = `#${miss.field.id}`;
    link.dataset.act = "field";
    link.textContent = text;
    const item = document.createElement("li");
    item.append(link);
    one(summary, "ul").append(item);
  }
  form.before(summary);
  return summary;
}

/** @param {HTMLFormElement} form */
function clearErrors(form) {
  form.parentElement?.querySelector("[data-errors]")?.remove();
  for (const line of form.querySelectorAll("[data-error]")) line.textContent = "";
}

/**
 * @param {ParentNode} form
 * @returns {HTMLInputElement[]}
 */
function inputs(form, selector = "input") {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(selector))];
}

/** @param {HTMLFormElement} list */
function signs(list) {
  return inputs(list).filter((input) => input.value !== "none" && input.value !== "unsure");
}

/** @param {HTMLElement} legend */
function withoutHint(legend) {
  const copy = /** @type {HTMLElement} */ (legend.cloneNode(true));
  copy.querySelector(".quiz-choice__hint")?.remove();
  return copy;
}

/** @param {HTMLInputElement} input */
function labelOf(input) {
  return one(/** @type {Element} */ (input.parentElement), "[data-words]");
}
