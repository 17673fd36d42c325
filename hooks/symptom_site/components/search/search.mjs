// The search's worker: the theme's own, told what to look for in plain words alone. The theme looks for words that begin
// with what was typed, so that "a pain" would find "angina", and takes ~ ^ : + - for orders ("pain~99" never ends).
// Pages that name a search in their front matter come before all that the theme finds for it.
const [SETUP, QUERY, RESULT] = [0, 2, 3]; // the types of the theme's messages
const WORD = /[\p{L}\p{M}\p{N}]+(?:&[\p{L}\p{M}\p{N}]+|\.\p{N}+)*/gu;
const MOST_WORDS = 30; // the theme looks each of them up in every page

/** @type {{ page: Found, searches: string[][] }[]} A search is a list of words, all of which must have been typed. */
let firstPages = [];
/** @type {string[]} */
let typed = [];

addEventListener("message", (event) => {
  if (!event.isTrusted) return; // the search that is sent on below
  const { type, data } = event.data;
  if (type === SETUP) firstPages = readFirstPages(data);
  if (type !== QUERY) return;
  event.stopImmediatePropagation();
  typed = fold(data).match(WORD) ?? [];
  // The last word may not be finished, and a search of little words alone is better than none.
  const kept = typed.filter((word, place) => place === typed.length - 1 || self.lunr.stopWordFilter(word));
  const words = [...new Set(kept)].slice(0, MOST_WORDS).join(" ");
  dispatchEvent(new MessageEvent("message", { data: { type, data: words } }));
});

importScripts("THEME_SEARCH"); // the build writes its address here

// Every word of the index is made here: it is folded as a search is.
self.lunr.Token = class extends self.lunr.Token {
  /**
   * @param {string | undefined} word
   * @param {unknown} about
   */
  constructor(word, about) {
    super(fold(word ?? ""), about);
  }
};

const send = self.postMessage.bind(self);
self.postMessage = (/** @type {{ type: number, data: unknown }} */ { type, data }) => {
  send({ type, data: type === RESULT ? withFirstPages(/** @type {Results} */ (data)) : data });
};

/**
 * Make small and capital letters one, and leave out accents and apostrophes: phones and people type them anyhow.
 * @param {string} text
 */
function fold(text) {
  if (/^[a-z0-9]*$/.test(text)) return text; // nearly every word of the index
  const letters = text.replace(/['‘’‛ʼ′`´＇]/g, "").normalize("NFD");
  return letters.replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
}

/** @param {{ config: { search_first: Record<string, string[]> }, docs: Found[] }} index */
function readFirstPages({ config, docs }) {
  return Object.entries(config.search_first).map(([location, searches]) => ({
    page: /** @type {Found} */ (docs.find((page) => page.location === location)),
    searches: searches.map((search) => fold(search).split(" ")),
  }));
}

/**
 * Put the pages that name what was typed before the others. The theme's Enter key follows the score.
 * @param {Results} results
 * @returns {Results}
 */
function withFirstPages({ items, ...others }) {
  const named = firstPages.filter(({ searches }) => searches.some((search) => search.every(isTyped)));
  const highest = Math.max(0, ...items.flat().map(({ score }) => score));
  const first = named.map(({ page }, place) => {
    const found = items.find(([{ location }]) => pageOf(location) === page.location) ?? [];
    const sections = found.filter(({ location }) => location !== page.location);
    return [{ ...page, score: highest + named.length - place, terms: {} }, ...sections];
  });
  const rest = items.filter(([{ location }]) => named.every(({ page }) => page.location !== pageOf(location)));
  return { ...others, items: [...first, ...rest] };
}

/**
 * Tell whether a word was typed; one that ends in * stands for all that begin so.
 * @param {string} word
 */
function isTyped(word) {
  return word.endsWith("*") ? typed.some((other) => other.startsWith(word.slice(0, -1))) : typed.includes(word);
}

/** @param {string} location */
function pageOf(location) {
  return location.split("#")[0];
}
