// Fills a question's form from an answer, reads an answer from it, and shows what is missing.

/** Put an earlier answer, or the chosen members of a list, into the form. */
export function fill(form, members = []) {
  const isUnsure = members.some((member) => member.startsWith("unsure"));
  for (const input of form.elements) {
    if (input.type === "radio" || input.type === "checkbox") {
      input.checked = members.includes(input.value) || (input.value === "unsure" && isUnsure);
    }
  }
}

/** Give the values that are chosen in the form. */
export function chosen(form) {
  return [...form.querySelectorAll("input:checked")].map((input) => input.value);
}

/** Keep "None of these" and everything else apart: choosing one takes the other back. */
export function exclude(input) {
  if (input.type !== "checkbox" || !input.checked) return;
  for (const other of input.form.querySelectorAll("input:checked")) {
    if (other !== input && (input.value === "none" || other.value === "none")) other.checked = false;
  }
}

/** Tell whether a sign that alone is an emergency is chosen. */
export function hasEmergency(form) {
  return Boolean(form.querySelector('input[data-level="emergency"]:checked'));
}

/** Make the form that asks for yes, no or not sure about each sign of a list. */
export function eachForm(list, frame, row, members = []) {
  const form = frame.querySelector("form");
  const question = list.dataset.question;
  form.dataset.question = question;
  form.dataset.each = "";
  form.querySelector("[data-heading]").append(...list.querySelector("[data-heading]").cloneNode(true).childNodes);
  const wasEach = members.some((member) => member.startsWith("unsure:"));
  for (const sign of signs(list)) {
    const set = row.cloneNode(true).querySelector("fieldset");
    const hint = list.querySelector(`#${CSS.escape(sign.id)}-hint`);
    set.dataset.sign = sign.value;
    set.querySelector("legend").append(...words(sign).cloneNode(true).childNodes);
    if (hint) set.querySelector("legend").append(" ", Object.assign(hint.cloneNode(true), { id: "" }));
    set.querySelector("[data-error]").id = `each-${question}-${sign.value}-error`;
    set.setAttribute("aria-describedby", `each-${question}-${sign.value}-error`);
    const before = members.includes(sign.value) ? "yes" : members.includes(`unsure:${sign.value}`) ? "unsure" : wasEach ? "no" : "";
    for (const input of set.querySelectorAll("input")) {
      input.name = `each-${sign.value}`;
      input.id = `each-${question}-${sign.value}-${input.value}`;
      input.checked = input.value === before;
      input.nextElementSibling.htmlFor = input.id;
    }
    form.querySelector('[data-slot="rows"]').append(set);
  }
  return form;
}

/** Give the answer that a form holds, or what is missing: `{ members }` or `{ missing: [{ field, holder, sign }] }`. */
export function read(form) {
  if (!("each" in form.dataset)) {
    const members = chosen(form);
    return members.length ? { members } : { missing: [{ field: form.querySelector("input"), holder: form }] };
  }
  const sets = [...form.querySelectorAll("[data-sign]")];
  const value = (set) => set.querySelector("input:checked")?.value;
  const missing = sets
    .filter((set) => !value(set))
    .map((set) => ({ field: set.querySelector("input"), holder: set, sign: withoutHint(set.querySelector("legend")) }));
  if (missing.length) return { missing };
  const members = sets.flatMap((set) => {
    const said = value(set);
    return said === "yes" ? [set.dataset.sign] : said === "unsure" ? [`unsure:${set.dataset.sign}`] : [];
  });
  return { members: members.length ? members : ["none"] };
}

/** Show the missing answers at the top and beside the fields; `word(miss)` gives the sentence. Returns the summary. */
export function showErrors(form, summary, missing, word) {
  clearErrors(form);
  for (const miss of missing) {
    const text = word(miss);
    miss.holder.querySelector("[data-error]").textContent = text;
    const link = document.createElement("a");
    link.href = `#${miss.field.id}`;
    link.dataset.act = "field";
    link.textContent = text;
    const item = document.createElement("li");
    item.append(link);
    summary.querySelector("ul").append(item);
  }
  form.before(summary);
  return summary;
}

export function clearErrors(form) {
  form.parentElement?.querySelector("[data-errors]")?.remove();
  for (const line of form.querySelectorAll("[data-error]")) line.textContent = "";
}

function signs(list) {
  return [...list.querySelectorAll("input")].filter((input) => input.value !== "none" && input.value !== "unsure");
}

function withoutHint(legend) {
  const copy = legend.cloneNode(true);
  copy.querySelector(".quiz-choice__hint")?.remove();
  return copy;
}

function words(input) {
  return input.labels?.[0]?.querySelector("[data-words]") ?? input.parentElement.querySelector("[data-words]");
}
