// Searches in a copy of the site that was opened from a disk, where a browser allows no worker, module or request. The
// build puts the search's worker into this file, and the page's box and list are the theme's.
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = script.dataset.root ?? "./";
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".md-search__input"));
  const list = document.querySelector(".md-search-result__list");
  const count = document.querySelector(".md-search-result__meta");
  const note = /** @type {HTMLElement | null} */ (document.querySelector(".search-taken"));
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  if (!box || !list || !count || !toggle) return;
  document.documentElement.className = "js"; // the theme shows its search
  const MOST = 10; // pages that are listed
  const [SETUP, QUERY, READY, RESULT] = [0, 2, 1, 3]; // the types of the theme's messages

  /** @typedef {{ location: string, title: string, text: string }} Section */
  /** @typedef {{ type: number, data: unknown }} Message */
  /** @typedef {(event: { data: Message, isTrusted: boolean, stopImmediatePropagation(): void }) => void} Listener */

  /** @type {Listener[]} */
  const heard = [];
  /** @param {Message} data @param {boolean} isTrusted */
  const send = (data, isTrusted) => {
    let isStopped = false;
    const event = { data, isTrusted, stopImmediatePropagation: () => { isStopped = true; } };
    for (const listener of heard) if (!isStopped) listener(event);
  };
  /** @type {Record<string, unknown>} */
  const worker = { console };
  worker.self = worker;
  worker.postMessage = answered;
  // The theme's search finds this one as a worker would, under its bare name.
  Object.defineProperty(worker, "lunr", { get: () => window.lunr, set: (lunr) => { window.lunr = lunr; } });
  /** @type {Record<string, string>} */
  let words = {};
  let isReady = false;
  let isAsked = false;

  box.addEventListener("focus", start);
  box.addEventListener("input", search);
  box.form?.addEventListener("submit", (event) => event.preventDefault());
  box.form?.addEventListener("reset", () => setTimeout(search));
  toggle.addEventListener("change", () => toggle.checked && setTimeout(() => box.focus(), 100));
  note?.querySelector("button")?.addEventListener("click", () => {
    box.value = `"${box.value.trim()}"`;
    search();
  });

  /** Load the index when the box is used for the first time. */
  function start() {
    if (toggle) toggle.checked = true;
    if (isAsked) return;
    isAsked = true;
    words = JSON.parse(document.getElementById("__config")?.textContent ?? "{}").translations;
    const index = document.createElement("script");
    index.src = `${root}search/index.js`;
    index.addEventListener("load", () => send({ type: SETUP, data: { ...window.searchIndex, options: { suggest: false } } }, true));
    document.head.append(index);
  }

  function search() {
    const typed = box?.value.trim();
    if (!typed) {
      list?.replaceChildren();
      if (note) note.hidden = true;
      if (count) count.textContent = words["search.result.placeholder"] ?? "";
    } else if (isReady) send({ type: QUERY, data: typed }, true);
  }

  /** @param {Message} message */
  function answered({ type, data }) {
    if (type === READY) {
      isReady = true;
      search();
    }
    if (type !== RESULT || !list || !count) return;
    const { items } = /** @type {{ items: Section[][] }} */ (data);
    const number = items.length;
    const name = number === 0 ? "none" : number === 1 ? "one" : "other";
    count.textContent = words[`search.result.${name}`].replace("#", String(number));
    list.replaceChildren(...items.slice(0, MOST).map(item));
  }

  /** @param {Section[]} sections */
  function item([{ location, title, text }]) {
    const [path, fragment] = location.split("#");
    const [entry, link, article, heading, teaser] = ["li", "a", "article", "h2", "p"].map((tag) => document.createElement(tag));
    entry.className = "md-search-result__item";
    link.className = "md-search-result__link";
    article.className = "md-search-result__article md-typeset";
    link.setAttribute("href", `${root}${path}index.html${fragment ? `#${fragment}` : ""}`);
    heading.textContent = plain(title);
    teaser.textContent = plain(text).slice(0, 200);
    article.append(heading, teaser);
    link.append(article);
    entry.append(link);
    return entry;
  }

  /** @param {string} html */
  function plain(html) {
    return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
  }

  /** Tells what a word was taken for, as the worker does by a channel. */
  class Channel {
    /** @param {{ typed: string, taken: string }} told */
    postMessage({ typed, taken }) {
      if (!note) return;
      note.hidden = !taken;
      for (const [part, text] of [["[data-taken]", taken], ["[data-typed]", typed]]) {
        const place = note.querySelector(part);
        if (place) place.textContent = text;
      }
    }
  }
  worker.BroadcastChannel = Channel;

  /** @param {unknown} self @param {unknown} addEventListener @param {unknown} dispatchEvent @param {unknown} postMessage @param {unknown} BroadcastChannel */
  // biome-ignore lint/correctness/noUnusedFunctionParameters: the worker uses them
  function run(self, addEventListener, dispatchEvent, postMessage, BroadcastChannel) {
    /* the worker */
  }
  run(
    worker,
    (/** @type {string} */ _, /** @type {Listener} */ listener) => heard.push(listener),
    (/** @type {MessageEvent} */ { data }) => send(data, false),
    (/** @type {Message} */ message) => /** @type {typeof answered} */ (worker.postMessage)(message),
    Channel,
  );
})();
