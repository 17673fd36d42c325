// The page's side of the checker's Worker: one per visit, it outlives clicks inside the site.
//
// To the worker:    { type: "start", hash, wheel }   load the runtime of this hash and the wheel at this address
//                   { type: "ask", id, text }        a request as JSON, see symptom_checker/web.py
// From the worker:  { type: "progress", loaded }     bytes of the runtime read so far
//                   { type: "ready" }                loaded, and all that can be kept is kept
//                   { type: "answer", id, text }     the reply as JSON
//                   { type: "failed", reason, message }  it will not work; reason: a file is "missing", or "broken"

const LOADING_SILENCE = 60_000;
const ANSWER_SILENCE = 15_000;

class Engine extends EventTarget {
  state = "idle"; // "loading", "ready", "failed"
  loaded = 0;
  reason; // of the failure: "missing", "broken"
  #worker;
  #source;
  #asked = new Map();
  #watchdog;

  /** Load, unless that is under way or done. */
  start(source) {
    if (this.state !== "idle") return;
    this.#source = source;
    this.loaded = 0;
    this.#become("loading");
    try {
      this.#worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    } catch (error) {
      this.#fail(error.message);
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => this.#fail(event.message));
    this.#worker.addEventListener("messageerror", () => this.#fail("a message could not be read"));
    this.#worker.postMessage({ type: "start", ...source });
    this.#watch(LOADING_SILENCE);
  }

  /** Try once more after a failure. */
  retry() {
    if (this.state !== "failed") return;
    this.state = "idle";
    this.start(this.#source);
  }

  /** Give up: its answers are of no use. */
  stop(message) {
    this.#fail(message);
  }

  /** Give the reply to a request; rejects when the engine fails. */
  ask(request) {
    const id = crypto.getRandomValues(new Uint32Array(1))[0];
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#worker.postMessage({ type: "ask", id, text: JSON.stringify(request) });
      this.#watch(ANSWER_SILENCE);
    });
  }

  #receive(message) {
    clearTimeout(this.#watchdog);
    if (message.type === "failed") this.#fail(message.message, message.reason);
    if (message.type === "ready") this.#become("ready");
    if (message.type === "progress") {
      this.loaded = message.loaded;
      this.#watch(LOADING_SILENCE);
      this.dispatchEvent(new Event("change"));
    }
    if (message.type === "answer") this.#deliver(message);
  }

  #deliver({ id, text }) {
    const { resolve } = this.#asked.get(id);
    this.#asked.delete(id);
    if (this.#asked.size) this.#watch(ANSWER_SILENCE);
    const reply = JSON.parse(text);
    if (reply.type === "error") this.#fail(reply.message);
    else resolve(reply);
  }

  #watch(milliseconds) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#fail("it has been silent for too long"), milliseconds);
  }

  #fail(message, reason = "broken") {
    if (this.state === "failed") return;
    this.reason = reason;
    clearTimeout(this.#watchdog);
    console.warn(`The checker stopped: ${message}`);
    this.#worker?.terminate();
    for (const { reject } of this.#asked.values()) reject(new Error(message));
    this.#asked.clear();
    this.#become("failed");
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

export const engine = new Engine();
