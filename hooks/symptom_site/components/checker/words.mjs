// Finds the words and pieces that the build made for the quiz, in the form that fits the person it is about.

export class Words {
  voice = "you"; // "child", "person"

  /** @type {Map<string, HTMLTemplateElement>} Those that were needed so far. */
  #templates = new Map();

  /**
   * @param {Record<string, string>} pieces name → HTML
   * @param {HTMLFormElement} first the form of the first question, which stands in the page
   */
  constructor(pieces, first) {
    this.pieces = pieces;
    this.first = revive(/** @type {HTMLFormElement} */ (first.cloneNode(true)));
    this.first.reset();
  }

  /**
   * Give a copy of a piece; throws when the page has none, because then page and engine do not fit together.
   * @param {string} name
   */
  piece(name) {
    return this.fit(/** @type {DocumentFragment} */ (this.#template(name).content.cloneNode(true)));
  }

  /** @param {string} name */
  has(name) {
    return Object.hasOwn(this.pieces, name);
  }

  /**
   * Give a piece, which the browser reads when it is first needed.
   * @param {string} name
   */
  #template(name) {
    if (!this.has(name)) throw new Error(`the page has no piece '${name}'`);
    const template = this.#templates.get(name) ?? document.createElement("template");
    if (!this.#templates.has(name)) template.innerHTML = this.pieces[name];
    this.#templates.set(name, template);
    return template;
  }

  /**
   * Give a copy of a question's form.
   * @param {string} question
   */
  form(question) {
    const isFirst = question === this.first.dataset.question;
    const form = isFirst ? this.fit(this.first.cloneNode(true)) : one(this.piece(`question-${question}`), "form");
    return /** @type {HTMLFormElement} */ (form);
  }

  /**
   * Tell whether a question comes after the result; no copy of its form is needed for that.
   * @param {string} question
   */
  isExtra(question) {
    const isFirst = question === this.first.dataset.question;
    const form = isFirst ? this.first : one(this.#template(`question-${question}`).content, "form");
    return form.hasAttribute("data-after-result");
  }

  /**
   * Show the form of the words that fits the person.
   * @template {Node} T
   * @param {T} node
   * @returns {T}
   */
  fit(node) {
    const root = /** @type {ParentNode} */ (/** @type {unknown} */ (node));
    for (const span of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-voice]"))) {
      span.hidden = span.dataset.voice !== this.voice;
    }
    return node;
  }

  /**
   * Give the text of a node as the reader sees it.
   * @param {Element} node
   */
  text(node) {
    const copy = /** @type {Element} */ (node.cloneNode(true));
    for (const hidden of copy.querySelectorAll("[hidden]")) hidden.remove();
    return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  /**
   * Give a sentence of the page's own, with its blanks filled in.
   * @param {string} name
   * @param {Record<string, string | number>} blanks
   */
  word(name, blanks = {}) {
    const text = one(this.#template("words").content, `[data-word="${name}"]`).textContent ?? "";
    return Object.entries(blanks).reduce((line, [blank, value]) => line.replace(`{${blank}}`, () => String(value)), text);
  }

  /** @param {string} question */
  heading(question) {
    return this.text(one(this.form(question), "[data-heading]"));
  }

  /**
   * Give the words of one member of an answer.
   * @param {string} question
   * @param {string} member
   */
  member(question, member) {
    const [value, sign] = member.split(":");
    const input = one(this.form(question), `input[value="${CSS.escape(sign ?? value)}"]`);
    const words = this.text(one(/** @type {Element} */ (input.parentElement), "[data-words]"));
    return sign ? this.word("not-sure", { sign: words }) : words;
  }

  /**
   * Give the words of a sign that the engine names as `question.option`.
   * @param {string} finding
   */
  sign(finding) {
    const [question, option] = finding.split(".");
    return this.member(question, option);
  }
}

/**
 * Give the one element that must be there; throws when the page has none.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function one(root, selector) {
  const found = /** @type {HTMLElement | null} */ (root.querySelector(selector));
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/**
 * Let an element say some words; where it says them already, nothing is laid out anew.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Take away what the page says while no script answers, and let the button of a form send it. Returns the root.
 * @template {HTMLElement} T
 * @param {T} root
 * @returns {T}
 */
export function revive(root) {
  for (const part of root.querySelectorAll("[data-until-alive]")) part.remove();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("form button[popovertarget]"))) {
    button.removeAttribute("popovertarget");
    button.removeAttribute("popovertargetaction");
    button.type = "submit";
  }
  return root;
}
