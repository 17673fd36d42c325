// What the quiz of a topic knows, for as long as the visit lasts. It stands in the page's memory alone, unless the reader
// wants this tab to keep it: then it is in the tab's own storage too, which goes with the tab and with "Start again".

/** @import { State } from "./protocol.d.ts" */

export class Memory {
  /** @type {State | undefined} */
  #state;
  #isKept = false;
  /** @type {string} */
  #key;
  /** @type {string} */
  #identity;

  /**
   * @param {string} topic
   * @param {string} identity of the release: answers to other questions are of no use
   */
  constructor(topic, identity) {
    this.#key = `answers-${topic}`;
    this.#identity = identity;
  }

  /**
   * Give what an earlier view of this page in this tab kept, to go on with; what is of another release goes.
   * @returns {Partial<State>}
   */
  earlier() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
      this.#isKept = kept?.identity === this.#identity;
      if (!this.#isKept) sessionStorage.removeItem(this.#key);
      return this.#isKept ? kept.state : {};
    } catch {
      return {};
    }
  }

  get state() {
    return this.#state;
  }

  set state(state) {
    this.#state = state;
    this.#changed();
  }

  get isKept() {
    return this.#isKept;
  }

  set isKept(isKept) {
    this.#isKept = isKept;
    this.#changed();
  }

  #changed() {
    const { answers = {}, voice, views, at, turn } = this.#state ?? {};
    const isAnswered = Object.keys(answers).length > 0;
    // Nothing is ever stored before the reader wants it.
    if (this.#isKept && isAnswered) this.#store(JSON.stringify({ identity: this.#identity, state: { answers, voice, views, at, turn } }));
    else if (canKeep()) sessionStorage.removeItem(this.#key);
    const said = !isAnswered ? "none" : this.#isKept ? "kept" : "given";
    if (document.documentElement.dataset.answers === said) return;
    document.documentElement.dataset.answers = said;
    document.dispatchEvent(new Event("answers"));
  }

  /** @param {string} text */
  #store(text) {
    try {
      sessionStorage.setItem(this.#key, text);
    } catch {
      this.#isKept = false;
    }
  }
}

/** Tell whether the browser lets a page keep something in its tab. */
export function canKeep() {
  try {
    return Boolean(window.sessionStorage);
  } catch {
    return false;
  }
}
