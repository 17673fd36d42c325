// Tells the reader what works without a connection, when a newer version waits, and saves the checker on request.

import { word } from "../page/words.mjs";
import { engine } from "../checker/engine.mjs";
import { areKept, keepAll, siteRoot } from "./runtime-cache.mjs";

const LOOK_SILENCE = 10_000;
const SAVING_STEPS = 10;

const workers = navigator.serviceWorker;
let isPossible = Boolean(workers) && "caches" in window;
/** @type {ServiceWorkerRegistration | undefined} */
let registration;
let isReady = false;
/** @type {string[]} Addresses that are not kept, as the service worker told. */
let missing = [];
/** The day on which the copy of this page was fetched; empty where it is not known. */
let day = "";
let isUpdateWanted = false;
let isUpdatedElsewhere = false;
let isPutOff = false;
let stopSaving = new AbortController();

/** Resolves when nothing is being fetched for offline use any more, whether that worked or not. */
export const settled = start().catch(() => {
  isPossible = Boolean(registration);
  refresh();
});

/** Look again at what is kept; the checker calls this when it has stored its runtime. */
export function refresh() {
  showStatus();
  showUpdate();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-save-offline]"))) showSaving(button);
}

window.document$.subscribe(() => {
  // Another page of the site may be of another day.
  if (isReady && registration) look(registration.active);
  refresh();
});
document.addEventListener("answers", showUpdate);

async function start() {
  if (!isPossible) return;
  const isKnown = (await workers.getRegistration(siteRoot))?.scope === siteRoot;
  let hasVersion = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (isUpdateWanted || (hasVersion && isUntouchedQuiz())) location.reload();
    else if (hasVersion) isUpdatedElsewhere = true;
    hasVersion = true;
    refresh();
  });
  // The page comes first, then its checker; what is kept for later comes after them.
  await isLoaded();
  // The quiz may come after this module, and start the checker only then.
  if (document.querySelector(".quiz[data-topic]")) await import("../checker/mount.mjs").catch(() => {});
  await engine.rest();
  // "all": the browser's own look for a newer version, some seconds after a page, may use the answer to ours.
  const registered = await workers.register(new URL("sw.js", siteRoot), { updateViaCache: "all" });
  registration = registered;
  notice();
  registered.addEventListener("updatefound", () => follow(registered.installing));
  follow(registered.installing);
  follow(registered.waiting);
  if (isKnown) await registered.update().catch(() => {});
  await isInstalled(registered);
  await look(registered.active);
}

function isLoaded() {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
}

/** @param {ServiceWorker | null} worker */
function follow(worker) {
  worker?.addEventListener("statechange", notice);
}

function notice() {
  refresh();
  // A checker that cannot run gives way as soon as a newer one is there, whoever looked for it.
  if (engine.state === "failed" && registration?.waiting) takeUp(registration.waiting);
}

/**
 * Let the service worker say whether its copies are whole; it fetches what is lacking.
 * @param {ServiceWorker | null} worker
 */
async function look(worker) {
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  const page = location.origin + location.pathname;
  worker.postMessage({ type: "look", page, language: document.documentElement.lang }, [port2]);
  const told = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    // The worker of an older release knows no such question.
    setTimeout(() => resolve({ missing: [], isWhole: true }), LOOK_SILENCE);
  });
  if (page !== location.origin + location.pathname) return;
  missing = told.missing;
  day = told.day ?? "";
  isReady = told.isWhole;
  refresh();
}

/**
 * Wait for the worker that is being installed, if any; a first one is also about to become the active one.
 * @param {ServiceWorkerRegistration} registered
 * @returns {Promise<void>}
 */
function isInstalled(registered) {
  const { installing, active } = registered;
  const worker = installing ?? (active?.state === "activating" ? active : null);
  const isDone = () => !worker || worker.state === "activated" || worker.state === "redundant";
  if (isDone()) return Promise.resolve();
  return new Promise((resolve) => {
    worker?.addEventListener("statechange", () => {
      if (isDone() || (worker.state === "installed" && registered.active)) resolve();
    });
  });
}

/** The quiet line in the footer. It is made empty and then filled, so a screen reader announces it once. */
function showStatus() {
  const footer = document.querySelector(".md-footer-meta__inner, .md-footer");
  if (!footer) return;
  const line = footer.querySelector(".offline-status") ?? footer.appendChild(made("p", "offline-status"));
  line.setAttribute("role", "status");
  const ready = missing.length ? word("offline.ready_but", { parts: parts() }) : word("offline.ready");
  const copy = day && word("offline.copy", { day });
  const text = isReady ? `${ready} ${copy}`.trim() : "";
  if (line.textContent !== text) line.textContent = text;
}

/** Tell whether the page is a quiz of which nothing was answered or chosen: then a new load takes nothing away. */
function isUntouchedQuiz() {
  const stage = document.querySelector(".quiz[data-topic] [data-stage]");
  return Boolean(stage) && document.documentElement.dataset.answers === "none" && !stage?.querySelector(":checked");
}

/** Name what is not kept. */
function parts() {
  /** @param {string} url */
  const name = (url) => {
    if (url.includes("/search/")) return word("offline.part_search");
    if (url.includes("/checker/")) return word("offline.part_checker");
    const isSeen = /\.(svg|png|webp|jpg|ico|woff2)$/.test(url);
    return isSeen ? word("offline.part_pictures") : word("offline.part_others");
  };
  return [...new Set(missing.map(name))].join(", ");
}

/** The bar at the foot of the window, outside of what a click inside the site replaces. */
function showUpdate() {
  const text = updateWords();
  const bar = document.querySelector(".update-bar") ?? document.body.appendChild(updateBar());
  const line = /** @type {HTMLElement} */ (bar.querySelector("p"));
  const act = /** @type {HTMLElement} */ (bar.querySelector("[data-act]"));
  const isOpen = Boolean(text) && !isPutOff;
  // Closed, the bar is there but empty, so a screen reader announces its words when they come.
  if (isOpen) bar.setAttribute("role", "region");
  else bar.removeAttribute("role");
  if (isOpen) bar.setAttribute("aria-label", word("offline.bar"));
  else bar.removeAttribute("aria-label");
  for (const button of bar.querySelectorAll("button")) button.hidden = !isOpen;
  line.textContent = isOpen ? `${text} ${whatBecomesOfAnswers()}`.trim() : "";
  act.textContent = isUpdatedElsewhere ? word("offline.reload") : isUpdateWanted ? word("offline.updating") : word("offline.update");
}

/** Say what is known of a newer version; nothing where there is none. */
function updateWords() {
  if (isUpdatedElsewhere) return word("offline.elsewhere");
  if (registration?.active && registration.waiting) return word("offline.waiting");
  return isUpdateWanted ? word("offline.coming") : "";
}

/** Say what a new load does to the answers of the checker, where there are any. */
function whatBecomesOfAnswers() {
  const { answers } = document.documentElement.dataset;
  if (answers === "given") return word("offline.wipes");
  return answers === "kept" ? word("offline.may_wipe") : "";
}

function updateBar() {
  const bar = made("div", "update-bar");
  const line = made("p", "update-bar__text");
  const [act, later] = [made("button", "update-bar__button"), made("button", "update-bar__button")];
  line.setAttribute("role", "status");
  act.dataset.act = "";
  later.textContent = word("offline.later");
  for (const button of [act, later]) button.type = "button";
  act.addEventListener("click", update);
  later.addEventListener("click", () => {
    isPutOff = true;
    isUpdateWanted = false;
    refresh();
  });
  bar.append(line, act, later);
  return bar;
}

/** Go on with the newest version of the site that can be had; the page loads again. */
export async function update() {
  isUpdateWanted = true;
  isPutOff = false;
  refresh();
  const newer = isUpdatedElsewhere ? null : await newest();
  if (!isUpdateWanted) return; // the reader put it off meanwhile
  if (newer) newer.postMessage({ type: "update" });
  else location.reload();
}

/**
 * Let a quiz of which nothing was answered go on with a newer version than that which is kept; the page loads again.
 * @returns {Promise<boolean>} whether there is one
 */
export async function takeUpNewer() {
  const newer = await newest();
  if (newer) takeUp(newer);
  return Boolean(newer);
}

/** @param {ServiceWorker} newer */
function takeUp(newer) {
  if (isUntouchedQuiz()) newer.postMessage({ type: "update" });
}

/**
 * Give the worker of a newer version than that which is kept, once all of it is there too. A new load alone would bring
 * the kept version again.
 * @returns {Promise<ServiceWorker | null | undefined>}
 */
async function newest() {
  try {
    const registered = await workers.getRegistration(siteRoot);
    if (!registered?.active || registered.scope !== siteRoot) return null;
    registration ??= registered;
    if (registered.waiting) return registered.waiting;
    // The browser may hold back the list of before for a minute.
    await fetch(new URL("sw.js", siteRoot), { cache: "reload" });
    await registered.update();
    await isInstalled(registered);
    return registered.waiting;
  } catch {
    return null; // no service workers, or no connection
  }
}

/**
 * Hide a Save button that is of no use, and say so where the checker is saved already.
 * @param {HTMLButtonElement} button
 */
async function showSaving(button) {
  if (!isPossible) {
    button.hidden = true;
    return;
  }
  if (!button.dataset.wired) {
    button.dataset.wired = "yes";
    button.addEventListener("click", () => (button.dataset.saving ? stopSaving.abort() : save(button)));
    lineAfter(button);
  }
  if (button.dataset.saving) return;
  const isSaved = isReady && (await areKept(sumsOf(button)));
  button.hidden = isSaved && document.activeElement !== button;
  if (isSaved) lineAfter(button).textContent = word("offline.saved");
}

/** @param {HTMLButtonElement} button */
async function save(button) {
  if (button.dataset.saving) return;
  button.dataset.saving = "yes";
  const line = lineAfter(button);
  const words = button.textContent;
  stopSaving = new AbortController();
  button.textContent = word("offline.stop");
  let bytes = 0;
  try {
    navigator.storage?.persist?.().catch(() => {});
    tellSaved(line, button, bytes);
    /** @param {number} more */
    const tell = (more) => {
      bytes += more;
      tellSaved(line, button, bytes);
    };
    await keepAll(sumsOf(button), tell, stopSaving.signal);
    await settled;
    line.textContent = isReady ? word("offline.saved") : word("offline.failed");
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    const articles = isReady ? word("offline.articles_kept") : word("offline.articles_lost");
    if (name === "QuotaExceededError") line.textContent = `${word("offline.full")} ${articles}`;
    else line.textContent = stopSaving.signal.aborted ? word("offline.stopped") : word("offline.failed");
  } finally {
    button.textContent = words;
    delete button.dataset.saving;
  }
}

/**
 * Say how much is saved: in whole steps, so that a screen reader is not kept talking.
 * @param {Element} line
 * @param {HTMLButtonElement} button
 * @param {number} bytes
 */
function tellSaved(line, button, bytes) {
  const all = Number(button.dataset.size) || 1;
  const step = Math.floor((bytes / all) * SAVING_STEPS) / SAVING_STEPS;
  const megabytes = (/** @type {number} */ part) => ((part * all) / 1e6).toFixed(1);
  const text = word("offline.saving", { part: megabytes(Math.min(step, 1)), all: megabytes(1) });
  if (line.textContent !== text) line.textContent = text;
}

/**
 * @param {HTMLButtonElement} button
 * @returns {Record<string, string>}
 */
function sumsOf(button) {
  const { folder = "", sums = "" } = button.dataset;
  return Object.fromEntries(Object.entries(JSON.parse(sums)).map(([name, sum]) => [folder + name, sum]));
}

/**
 * @param {HTMLButtonElement} button
 * @returns {Element}
 */
function lineAfter(button) {
  const there = button.nextElementSibling;
  if (there?.matches(".save-offline-status")) return there;
  const line = made("p", "save-offline-status");
  line.setAttribute("role", "status");
  button.after(line);
  return line;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} name
 */
function made(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
