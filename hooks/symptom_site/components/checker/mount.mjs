// Brings the quiz of a page to life when the page comes, by a full load or by a click inside the site.

import { engine } from "./engine.mjs";
import { exclude } from "./form.mjs";
import { later } from "./later.mjs";
import { Memory, canKeep } from "./memory.mjs";
import { Quiz } from "./quiz.mjs";
import { isStep } from "./steps.mjs";
import { one, revive } from "./words.mjs";

/** @import { Later } from "./protocol.d.ts" */
/** @import { Words } from "./words.mjs" */

/** The checker runs without it: it may be late or lost. */
const offline = import("../offline/offline.mjs").catch(() => undefined);

/** @type {Map<string, Memory>} By topic. */
const memories = new Map();
let lastState = engine.state;
/** @type {() => void} */
let leave = () => {};

window.document$.subscribe(() => {
  leave();
  const section = /** @type {HTMLElement | null} */ (document.querySelector(".quiz[data-topic]"));
  leave = section ? mount(section) : () => {};
});

/**
 * Connect the quiz as soon as all that it needs is there; returns what takes the connections down again.
 * @param {HTMLElement} section
 */
function mount(section) {
  const left = new AbortController();
  const release = JSON.parse(section.dataset.release ?? "");
  engine.start(release);
  later(release).then(
    (made) => left.signal.aborted || connect(section, made, left.signal),
    (error) => {
      engine.stop(`what the page does not hold cannot be had: ${error}`);
      section.dataset.state = "failed";
      one(section, "[data-status]").textContent = section.dataset.lost ?? "";
    },
  );
  return () => left.abort();
}

/**
 * @param {HTMLElement} section
 * @param {Later} made
 * @param {AbortSignal} signal
 */
function connect(section, made, signal) {
  const { topic = "", suggest = "" } = section.dataset;
  const memory = memories.get(topic) ?? new Memory(topic, JSON.parse(section.dataset.release ?? "").identity);
  memories.set(topic, memory);
  const quiz = new Quiz(section, memory, engine, made);

  function takeSuggestion() {
    const [, question, option] = /^#([a-z]+)-(\w+)$/.exec(location.hash) ?? [];
    if (!suggest.split(" ").includes(question)) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    quiz.feed({ type: "suggest", question, option });
    // The browser may have gone to that line of the plain list, which goes away.
    window.scrollTo({ top: 0, behavior: "instant" });
  }

  offerToKeep(section, memory, signal);
  section.addEventListener("submit", submit, { signal });
  section.addEventListener("keydown", ignoreRepeats, { signal });
  section.addEventListener("change", (event) => exclude(/** @type {HTMLInputElement} */ (event.target)), { signal });
  section.addEventListener("click", act, { signal });
  window.addEventListener("popstate", goBack, { signal });
  window.addEventListener("beforeprint", () => quiz.toPaper(), { signal });
  window.addEventListener("afterprint", () => quiz.fromPaper(), { signal });
  engine.addEventListener("change", () => tellState(section, quiz), { signal });

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    one(section, "[data-gone]").hidden = true;
    quiz.submit(/** @type {HTMLFormElement} */ (event.target));
  }

  /** @param {MouseEvent} event */
  function act(event) {
    const element = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"));
    if (!element) return;
    // Material takes a click on a link for a way to another page.
    event.preventDefault();
    event.stopPropagation();
    quiz.act(element.dataset.act ?? "", element);
  }

  function goBack() {
    takeSuggestion();
    quiz.followHistory();
  }

  takeSuggestion();
  const isLater = isStep();
  quiz.start();
  // The address names a step of which this page knows nothing any more.
  one(section, "[data-gone]").hidden = !isLater || isStep();
  lastState = engine.state;
  showStatus(section, quiz);
  quiz.engineChanged();
  live(section, quiz);
}

/**
 * Let the reader choose that the answers outlive a new load of the page.
 * @param {HTMLElement} section
 * @param {Memory} memory
 * @param {AbortSignal} signal
 */
function offerToKeep(section, memory, signal) {
  const offer = one(section, "[data-keep]");
  const box = /** @type {HTMLInputElement} */ (one(offer, "input"));
  box.checked = memory.isKept;
  offer.hidden = !canKeep();
  box.addEventListener("change", () => (memory.isKept = box.checked), { signal });
}

/**
 * A key that is held down says the same again and again.
 * @param {KeyboardEvent} event
 */
function ignoreRepeats(event) {
  const isOnControl = /** @type {Element} */ (event.target).closest("a, button, input, summary");
  if (event.repeat && ["Enter", " "].includes(event.key) && isOnControl) event.preventDefault();
}

/**
 * Say that the quiz answers from now on; Continue that was pressed before counts.
 * @param {HTMLElement} section
 * @param {Quiz} quiz
 */
function live(section, quiz) {
  const note = section.querySelector("[popover]");
  const isPressed = "popover" in HTMLElement.prototype && Boolean(note?.matches(":popover-open"));
  revive(section);
  const page = /** @type {HTMLElement} */ (section.parentElement);
  // Who went to the plain list keeps it, and so does who has nothing else. The address tells it and not `:target`,
  // because the theme replaces the page after a click on a link inside it, and sets its target only afterwards.
  quiz.feed({ type: "plain", isPlain: engine.state === "failed" || location.hash === "#all-questions" });
  page.dataset.alive = "";
  if (isPressed) /** @type {HTMLFormElement} */ (one(section, "[data-stage] form")).requestSubmit();
}

/**
 * @param {HTMLElement} section
 * @param {Quiz} quiz
 */
function tellState(section, quiz) {
  showStatus(section, quiz);
  if (engine.isKept) offline.then((loaded) => loaded?.refresh());
  if (engine.state === lastState) return;
  lastState = engine.state;
  quiz.engineChanged();
}

/**
 * Say how far loading is. "Ready" is said when nothing is fetched any more, also not for offline use.
 * @param {HTMLElement} section
 * @param {Quiz} quiz
 */
async function showStatus(section, quiz) {
  const line = one(section, "[data-status]");
  /**
   * @param {string} state
   * @param {string} text
   */
  const say = (state, text) => {
    section.dataset.state = state;
    // Only when the words change, because a screen reader reads them out.
    if (line.textContent !== text) line.textContent = text;
  };
  if (engine.state === "loading") say("loading", loadingWords(section.dataset.release ?? "", quiz.words));
  else if (engine.state === "failed") say("failed", quiz.words.word("failed"));
  else if (engine.state === "ready") {
    say("saving", quiz.words.word("saving"));
    await (await offline)?.settled;
    if (engine.state === "ready" && engine.isKept) say("ready", quiz.words.word("ready"));
  }
}

/**
 * In steps of a fifth, so that a screen reader is not kept talking.
 * @param {string} release
 * @param {Words} words
 */
function loadingWords(release, words) {
  const total = JSON.parse(release).size;
  /** @param {number} bytes */
  const megabytes = (bytes) => Math.round(bytes / 1e6);
  if (!engine.loaded) return words.word("starting");
  if (!total) return words.word("loading-unknown", { loaded: megabytes(engine.loaded) - (megabytes(engine.loaded) % 2) });
  const step = total / 5;
  if (engine.loaded >= total) return words.word("almost");
  return words.word("loading", { loaded: megabytes(Math.floor(engine.loaded / step) * step), total: megabytes(total) });
}
