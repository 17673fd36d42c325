// Brings the quiz of a page to life when the page comes, by a full load or by a click inside the site.

import { engine } from "./engine.mjs";
import { refresh, settled } from "./offline.mjs";
import { Quiz, freshMemory } from "./quiz.mjs";

const memories = new Map();
let leave = () => {};

window.document$.subscribe(() => {
  leave();
  const section = document.querySelector(".quiz[data-topic]");
  leave = section ? mount(section) : () => {};
});

/** Connect the quiz; returns what takes the connections down again. */
function mount(section) {
  const { topic } = section.dataset;
  const first = section.querySelector("form[data-question]").dataset.question;
  if (!memories.has(topic)) memories.set(topic, freshMemory(first));
  const quiz = new Quiz(section, memories.get(topic), engine);
  const left = new AbortController();
  const on = (target, name, listen) => target.addEventListener(name, listen, { signal: left.signal });

  function takeSuggestion() {
    const [, question, option] = /^#([a-z]+)-(\w+)$/.exec(location.hash) ?? [];
    if (!section.dataset.suggest.split(" ").includes(question)) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    quiz.suggest(question, option);
  }

  on(section, "submit", (event) => {
    event.preventDefault();
    quiz.submit(event.target);
  });
  on(section, "change", ({ target }) => quiz.choose(target));
  on(section, "click", (event) => {
    const element = event.target.closest("[data-act]");
    if (!element) return;
    // Material takes a click on a link for a way to another page.
    event.preventDefault();
    event.stopPropagation();
    quiz.act(element.dataset.act, element);
  });
  on(window, "popstate", () => {
    takeSuggestion();
    quiz.followHistory();
  });
  on(engine, "change", () => tellState(section, quiz));

  takeSuggestion();
  quiz.start();
  if (engine.state === "failed") engine.retry();
  else engine.start(source(section));
  lastState = engine.state;
  showStatus(section, quiz);
  if (engine.state === "ready") quiz.engineReady();
  return () => left.abort();
}

function source({ dataset }) {
  return { hash: dataset.runtimeHash, wheel: new URL(dataset.wheel, document.baseURI).href };
}

let lastState = engine.state;

function tellState(section, quiz) {
  showStatus(section, quiz);
  if (engine.state === lastState) return;
  lastState = engine.state;
  if (engine.state === "failed") quiz.engineFailed();
  if (engine.state !== "ready") return;
  quiz.engineReady();
  refresh();
}

/** Say how far loading is. "Ready" is said when nothing is fetched any more, also not for offline use. */
async function showStatus(section, quiz) {
  const line = section.querySelector("[data-status]");
  const say = (state, text) => {
    section.dataset.state = state;
    // Only when the words change, because a screen reader reads them out.
    if (line.textContent !== text) line.textContent = text;
  };
  if (engine.state === "loading") say("loading", loadingWords(section.dataset, quiz.words));
  else if (engine.state === "failed") say("failed", quiz.words.word("failed"));
  else if (engine.state === "ready") {
    say("saving", quiz.words.word("saving"));
    await settled;
    if (engine.state === "ready") say("ready", quiz.words.word("ready"));
  }
}

/** In steps of a fifth, so that a screen reader is not kept talking. */
function loadingWords({ runtimeBytes }, words) {
  const total = Number(runtimeBytes);
  const megabytes = (bytes) => Math.round(bytes / 1e6);
  if (!engine.loaded) return words.word("starting");
  if (!total) return words.word("loading-unknown", { loaded: megabytes(engine.loaded) - (megabytes(engine.loaded) % 2) });
  const step = total / 5;
  if (engine.loaded >= total) return words.word("almost");
  return words.word("loading", { loaded: megabytes(Math.floor(engine.loaded / step) * step), total: megabytes(total) });
}
