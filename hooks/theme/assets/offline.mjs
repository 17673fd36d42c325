// Tells the reader what works without a connection, when a newer version waits, and saves the checker on request.

import { isRuntimeKept, keepRuntime, runtimeCacheName, siteRoot } from "./runtime-cache.mjs";

export { runtimeCacheName };

const words = {
  ready: "Ready for offline use",
  waiting: "A newer version of this site is ready. Updating loads this page again.",
  elsewhere: "This site was updated in another tab. To use the newer version here, load this page again.",
  update: "Update now",
  updating: "Updating…",
  reload: "Load again",
  later: "Later",
  saving: (done, all) => `Saving the checker: part ${done + 1} of ${all}.`,
  saved: "The checker is saved on this device. It works without a connection.",
  full: "There is not enough free space on this device. The checker needs about 15 MB. The articles still work offline.",
  failed: "Saving did not work. Check your connection, then try again.",
};

const workers = navigator.serviceWorker;
let isPossible = Boolean(workers) && "caches" in window;
let registration;
let isReady = false;
let isUpdateWanted = false;
let isUpdatedElsewhere = false;
let isPutOff = false;

/** Resolves when nothing is being fetched for offline use any more, whether that worked or not. */
export const settled = start().catch(() => {
  isPossible = Boolean(registration);
  refresh();
});

/** Look again at what is kept; the checker calls this when it has stored its runtime. */
export function refresh() {
  showStatus();
  showUpdate();
  for (const button of document.querySelectorAll("[data-save-offline]")) showSaving(button);
}

window.document$.subscribe(refresh);

async function start() {
  if (!isPossible) return;
  const isKnown = (await workers.getRegistration(siteRoot))?.scope === siteRoot;
  // The page comes first, what is kept for later comes after it.
  if (!isKnown) await isLoaded();
  // "all": the browser's own look for a newer version, some seconds after a page, may use the answer to ours.
  registration = await workers.register(new URL("sw.js", siteRoot), { updateViaCache: "all" });
  notice();
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  follow(registration.waiting);
  let hasVersion = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (isUpdateWanted) location.reload();
    else if (hasVersion) isUpdatedElsewhere = true;
    hasVersion = true;
    refresh();
  });
  if (isKnown) await registration.update().catch(() => {});
  await isInstalled();
}

function isLoaded() {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
}

function follow(worker) {
  worker?.addEventListener("statechange", notice);
}

function notice() {
  isReady = Boolean(registration.active);
  refresh();
}

/** Wait for the worker that is being installed, if any; a first one is also about to become the active one. */
function isInstalled() {
  const isDone = (worker) => !worker || worker.state === "activated" || worker.state === "redundant";
  const worker = registration.installing ?? (registration.active?.state === "activating" ? registration.active : null);
  if (isDone(worker)) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (isDone(worker) || (worker.state === "installed" && registration.active)) resolve();
    });
  });
}

/** The quiet line in the footer. It is made empty, so that its words are news to a screen reader only once. */
function showStatus() {
  const footer = document.querySelector(".md-footer-meta__inner, .md-footer");
  if (!footer) return;
  const line = footer.querySelector(".offline-status") ?? footer.appendChild(made("p", "offline-status"));
  line.setAttribute("role", "status");
  const text = isReady ? words.ready : "";
  if (line.textContent !== text) line.textContent = text;
}

/** The bar at the foot of the window, outside of what a click inside the site replaces. */
function showUpdate() {
  const text = isUpdatedElsewhere ? words.elsewhere : registration?.active && registration.waiting ? words.waiting : "";
  const bar = document.querySelector(".update-bar") ?? document.body.appendChild(updateBar());
  const [line, act] = [bar.querySelector("p"), bar.querySelector("[data-act]")];
  const isOpen = Boolean(text) && !isPutOff;
  // Closed, the bar is there but empty, so that its words are news to a screen reader when they come.
  if (isOpen) bar.setAttribute("role", "region");
  else bar.removeAttribute("role");
  if (isOpen) bar.setAttribute("aria-label", "Update of this site");
  else bar.removeAttribute("aria-label");
  for (const button of bar.querySelectorAll("button")) button.hidden = !isOpen;
  line.textContent = isOpen ? text : "";
  act.textContent = isUpdatedElsewhere ? words.reload : isUpdateWanted ? words.updating : words.update;
}

function updateBar() {
  const bar = made("div", "update-bar");
  const line = made("p", "update-bar__text");
  const [act, later] = [made("button", "update-bar__button"), made("button", "update-bar__button")];
  line.setAttribute("role", "status");
  act.dataset.act = "";
  later.textContent = words.later;
  for (const button of [act, later]) button.type = "button";
  act.addEventListener("click", update);
  later.addEventListener("click", () => {
    isPutOff = true;
    refresh();
  });
  bar.append(line, act, later);
  return bar;
}

function update() {
  if (isUpdatedElsewhere || !registration.waiting) {
    location.reload();
    return;
  }
  isUpdateWanted = true;
  registration.waiting.postMessage({ type: "update" });
  refresh();
}

/** Hide a Save button that is of no use, and say so where the checker is saved already. */
async function showSaving(button) {
  if (!isPossible) {
    button.hidden = true;
    return;
  }
  if (!button.dataset.wired) {
    button.dataset.wired = "yes";
    button.addEventListener("click", () => save(button));
    lineAfter(button);
  }
  if (button.dataset.saving) return;
  const isSaved = isReady && (await isRuntimeKept(button.dataset.runtimeHash));
  button.hidden = isSaved && document.activeElement !== button;
  if (isSaved) lineAfter(button).textContent = words.saved;
}

async function save(button) {
  if (button.dataset.saving) return;
  button.dataset.saving = "yes";
  const line = lineAfter(button);
  try {
    navigator.storage?.persist?.().catch(() => {});
    await keepRuntime(button.dataset.runtimeHash, (done, all) => (line.textContent = words.saving(done, all)));
    await settled;
    line.textContent = isReady ? words.saved : words.failed;
  } catch (error) {
    line.textContent = error.name === "QuotaExceededError" ? words.full : words.failed;
  } finally {
    delete button.dataset.saving;
  }
}

function lineAfter(button) {
  if (!button.nextElementSibling?.matches(".save-offline-status")) {
    const line = made("p", "save-offline-status");
    line.setAttribute("role", "status");
    button.after(line);
  }
  return button.nextElementSibling;
}

function made(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
