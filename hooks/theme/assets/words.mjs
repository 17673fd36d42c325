// Finds the words and pieces that the page holds in its <template>s, in the form that fits the person it is about.

export class Words {
  voice = "you"; // "child", "person"

  /** `root`: the quiz; `first`: the form of the first question, which stands in no template. */
  constructor(root, first) {
    this.root = root;
    this.first = first.cloneNode(true);
    this.first.reset();
  }

  /** Give a copy of a piece; throws when the page has none, because then page and engine do not fit together. */
  piece(name) {
    const template = this.root.querySelector(`template#${CSS.escape(`t-${name}`)}`);
    if (!template) throw new Error(`the page has no piece '${name}'`);
    return this.fit(template.content.cloneNode(true));
  }

  has(name) {
    return Boolean(this.root.querySelector(`template#${CSS.escape(`t-${name}`)}`));
  }

  /** Give a copy of a question's form. */
  form(question) {
    if (question === this.first.dataset.question) return this.fit(this.first.cloneNode(true));
    return this.piece(`question-${question}`).querySelector("form");
  }

  /** Show the form of the words that fits the person. */
  fit(node) {
    for (const span of node.querySelectorAll("[data-voice]")) span.hidden = span.dataset.voice !== this.voice;
    return node;
  }

  /** Give the text of a node as the reader sees it. */
  text(node) {
    const copy = node.cloneNode(true);
    for (const hidden of copy.querySelectorAll("[hidden]")) hidden.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /** Give a sentence of the page's own, with its blanks filled in. */
  word(name, blanks = {}) {
    const node = this.root.querySelector("#t-words").content.querySelector(`[data-word="${name}"]`);
    return Object.entries(blanks).reduce((text, [blank, value]) => text.replace(`{${blank}}`, () => value), node.textContent);
  }

  heading(question) {
    return this.text(this.form(question).querySelector("[data-heading]"));
  }

  /** Give the words of one member of an answer. */
  member(question, member) {
    const [value, sign] = member.split(":");
    const input = this.form(question).querySelector(`input[value="${CSS.escape(sign ?? value)}"]`);
    const words = this.text(input.parentElement.querySelector("[data-words]"));
    return sign ? this.word("not-sure", { sign: words }) : words;
  }
}
