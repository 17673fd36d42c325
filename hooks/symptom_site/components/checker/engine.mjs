// The page's side of the checker's Worker: one per visit, it outlives clicks inside the site.
// What they say to each other stands in protocol.d.ts.

import * as starts from "./starts.mjs";

/** @import { FromWorker, Reason, Release, Reply, Request, ToWorker } from "./protocol.d.ts" */

/** So long nothing may arrive while it loads; a worker that took the place of a silent one may be silent so long, too. */
const LOADING_SILENCE = 60_000;
/** So long the reader waits for an answer without a word, and a worker that loads may be without one. */
const WORDLESS = 2_500;
/** So long it is waited for after that, before another worker takes the place of one that may be dead. */
const SILENCE = 5_000;
/** The same before its first word, because its script may be slow to come, and while Python starts, when it hears nothing. */
const DEAF_SILENCE = 30_000;
const SCRIPTS_SILENCE = 3_000;
const SILENT = "it has been silent for too long";
/** The root of the site. */
export const SITE = new URL("../../../../../", import.meta.url);

export class Engine extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  state = "idle";
  loaded = 0;
  /** Whether its files are kept for offline use, as far as the browser lets them be. */
  isKept = false;
  /** @type {Reason} Of the failure. */
  reason = "broken";
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Release | undefined} */
  #release;
  /** @type {Set<string>} */
  #altered = new Set();
  #isWhole = false;
  #isStarted = false;
  /** How long this worker may keep still when it was asked for a sign of life. */
  #patience = DEAF_SILENCE;
  /** When a piece of its files last came. */
  #cameAt = 0;
  /** Whether this worker took the place of one that did not answer, and has not answered yet either. */
  #isReplaced = false;
  /** @type {Map<number, { text: string, resolve: (reply: Reply) => void, reject: (error: Error) => void }>} */
  #asked = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watchdog;

  /**
   * Load the page's release, unless that is under way or done; after a failure try once more.
   * @param {Release} release
   */
  start(release) {
    if (this.state === "failed") this.#become("idle");
    // One tab, one release: the first one that a page of it names, which is also that of this module.
    this.#release ??= release;
    if (release.identity !== this.#release.identity || !isOurs(release)) {
      this.#fail(`the page is of release ${release.identity}, this tab of ${this.#release.identity}`, "version");
    } else if (this.state === "idle" && starts.isHopeless()) this.#fail("its last starts never ended", "crashed");
    else if (this.state === "idle") this.#load([...this.#altered]);
  }

  /** Try once more after a failure, with no copy that the browser holds back for a while. */
  retry() {
    if (this.state !== "failed" || this.reason === "version" || !this.#release) return;
    this.#altered.clear();
    this.#load(this.reason === "crashed" ? [] : Object.keys(this.#release.sums));
  }

  /**
   * Fetch the scripts anew, past every copy that the browser holds back: what loads next is what the server has now.
   * @returns {Promise<void>} Resolves when they are there, or when that takes too long.
   */
  async fetchScriptsAnew() {
    const { scripts = "", sums = {} } = this.#release ?? {};
    const signal = AbortSignal.timeout(SCRIPTS_SILENCE);
    const addresses = Object.keys(sums).filter((address) => address.startsWith(scripts));
    await Promise.allSettled(addresses.map((address) => fetch(new URL(address, SITE), { cache: "reload", signal })));
  }

  /** @param {string[]} bypass */
  #load(bypass) {
    if (!this.#release) return;
    this.loaded = 0;
    this.isKept = false;
    this.#isStarted = false;
    this.#cameAt = performance.now();
    this.#patience = this.#deafSilence;
    starts.begin();
    this.#become("loading");
    try {
      this.#worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    const worker = this.#worker;
    worker.addEventListener("message", ({ data }) => worker === this.#worker && this.#receive(data));
    // A script that did not come has no message: nothing ran that could have failed.
    worker.addEventListener("error", ({ message }) => this.#fail(message ?? "its script did not come", message === undefined ? "missing" : "broken"));
    worker.addEventListener("messageerror", () => this.#fail("a message could not be read"));
    this.#tell({ type: "start", release: this.#release, bypass, isWhole: this.#isWhole });
    this.#watchStart();
  }

  /**
   * Wait while it loads: the reader waits for it, so nothing else is fetched meanwhile that can come later.
   * @returns {Promise<void>}
   */
  async rest() {
    while (this.state === "loading") await new Promise((resolve) => this.addEventListener("change", resolve, { once: true }));
  }

  /**
   * Give up: its answers are of no use.
   * @param {string} message
   */
  stop(message) {
    this.#fail(message);
  }

  /**
   * Give the reply to a request; rejects when the engine fails.
   * @param {Request} request
   * @returns {Promise<Reply>}
   */
  ask(request) {
    const id = crypto.getRandomValues(new Uint32Array(1))[0];
    return new Promise((resolve, reject) => {
      const text = JSON.stringify(request);
      this.#asked.set(id, { text, resolve, reject });
      this.#tell({ type: "ask", id, text });
      // Who presses again and again must not keep a dead worker from being found out.
      if (this.#asked.size === 1) this.#watchAnswer();
    });
  }

  /** @param {ToWorker} message */
  #tell(message) {
    this.#worker?.postMessage(message);
  }

  /** @param {FromWorker} message */
  #receive(message) {
    clearTimeout(this.#watchdog);
    this.#patience = message.type === "fetched" ? this.#deafSilence : SILENCE;
    if (message.type === "failed") this.#failOrReplace(message);
    if (message.type === "ready") {
      this.#isStarted = true;
      // What a worker before this one could not answer; who asks on hearing that it is ready is not among them.
      for (const [id, { text }] of this.#asked) this.#tell({ type: "ask", id, text });
      this.#become("ready");
    }
    if (message.type === "kept") {
      this.isKept = true;
      this.dispatchEvent(new Event("change"));
    }
    if (message.type === "progress") {
      this.loaded = message.loaded;
      this.#cameAt = performance.now();
      this.dispatchEvent(new Event("change"));
    }
    if (message.type === "answer") this.#deliver(message);
    if (this.state === "failed") return;
    if (this.#isStarted) this.#watchAnswer();
    else this.#watchStart();
  }

  /** @param {{ id: number, text: string }} answer */
  #deliver({ id, text }) {
    let reply;
    try {
      reply = JSON.parse(text);
    } catch (error) {
      this.#fail(`a reply cannot be read: ${error}`);
      return;
    }
    const asked = this.#asked.get(id);
    if (!asked || reply?.type !== "step") {
      this.#fail(reply?.message ?? "a reply is no step, or nobody asked for it");
      return;
    }
    this.#asked.delete(id);
    this.#isReplaced = false;
    if (this.state === "loading") this.#become("ready"); // it was slow, and is not dead
    asked.resolve(reply);
  }

  get #deafSilence() {
    return this.#isReplaced ? LOADING_SILENCE : DEAF_SILENCE;
  }

  /**
   * A worker that was ended tells nobody, and one for which nothing comes has nothing to tell: it is asked for a sign of
   * life. With one, it may wait for its files; without, another takes its place, once.
   */
  #watchStart() {
    if (performance.now() - this.#cameAt > LOADING_SILENCE) {
      this.#fail(SILENT);
      return;
    }
    this.#watch(WORDLESS, () => {
      this.#tell({ type: "ping" });
      this.#watch(this.#patience, () => this.#failOrRestart());
    });
  }

  /**
   * What was asked of a worker that does not answer counts as asked while it loads, so that the reader is told; then it
   * is asked of another worker, once.
   */
  #watchAnswer() {
    clearTimeout(this.#watchdog);
    if (!this.#asked.size) return;
    this.#watch(WORDLESS, () => {
      this.#watch(SILENCE, () => this.#failOrRestart());
      this.#become("loading");
    });
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} act
   */
  #watch(milliseconds, act) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(act, milliseconds);
  }

  #failOrRestart() {
    if (this.#isReplaced) {
      this.#fail(SILENT);
      return;
    }
    console.warn(`The checker starts again: ${SILENT}`);
    this.#worker?.terminate();
    this.#isReplaced = true;
    this.#load([...this.#altered]);
  }

  /**
   * A copy of a file can be wrong without any fault of the server: each file gets one more chance. So does a checker
   * that misses a module of Python's library or a function of its WebAssembly: it gets all of them.
   * @param {Extract<FromWorker, { type: "failed" }>} failure
   */
  #failOrReplace({ message, reason, address = "" }) {
    if (reason === "altered" ? this.#altered.has(address) : reason === "incomplete" && this.#isWhole) this.#fail(message);
    else if (reason === "altered" || reason === "incomplete") {
      console.warn(`The checker starts again: ${message}`);
      this.#worker?.terminate();
      if (reason === "altered") this.#altered.add(address);
      else this.#isWhole = true;
      this.#load([...this.#altered]);
    } else this.#fail(message, reason);
  }

  /**
   * @param {string} message
   * @param {Reason} reason
   */
  #fail(message, reason = "broken") {
    if (this.state === "failed") return;
    this.reason = reason;
    this.#isReplaced = false;
    clearTimeout(this.#watchdog);
    console.warn(`The checker stopped: ${message}`);
    this.#worker?.terminate();
    for (const { reject } of this.#asked.values()) reject(new Error(message));
    this.#asked.clear();
    this.#become("failed");
  }

  /** @param {Engine["state"]} state */
  #become(state) {
    this.state = state;
    if (state === "ready" || state === "failed") starts.end();
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * Tell whether this module is one of the scripts that a release names.
 * @param {Release} release
 */
function isOurs({ scripts }) {
  return new URL("../../", import.meta.url).href.endsWith(`/${scripts}`);
}

export const engine = new Engine();
