// The search's worker: the theme's own, told what to look for in plain words alone. The theme looks for words that begin
// with what was typed, so that "a pain" would find "angina", and takes ~ ^ : + - for orders ("pain~99" never ends).
// Pages that name a search in their front matter come before all that the theme finds for it. A word that no page has is
// taken for the nearest that one has, unless it stands in quotation marks.
const [SETUP, QUERY, RESULT] = [0, 2, 3]; // the types of the theme's messages
const WORD = /[\p{L}\p{M}\p{N}]+(?:&[\p{L}\p{M}\p{N}]+|\.\p{N}+)*/gu;
const QUOTED = /["“”„«»]/;
const MOST_WORDS = 30; // the theme looks each of them up in every page
const SHORTEST = 4; // letters: a shorter word is near to too many
const TWO_SLIPS = 8; // letters from which a word may have two slips
const SHORTEST_START = 6; // letters of a start that a word may be near to

/** @type {{ page: Found, searches: string[][] }[]} A search is a list of words, all of which must have been typed. */
let firstPages = [];
/** @type {Set<string>} */
let named = new Set(); // the words of all these searches
/** @type {string[]} */
let typed = [];
/** @type {Map<string, number>} Each word of the index and of these searches, and how often it stands in the index. */
const known = new Map();
let count = 0; // of all words of the index
let reading = false;
const channel = self.BroadcastChannel && new BroadcastChannel("search");

addEventListener("message", (event) => {
  if (!event.isTrusted) return; // the search that is sent on below
  const { type, data } = event.data;
  if (type === SETUP) {
    firstPages = readFirstPages(data);
    named = new Set(firstPages.flatMap(({ searches }) => searches.flat()));
    for (const word of named) known.set(word, 0);
    reading = true;
  }
  if (type !== QUERY) return;
  event.stopImmediatePropagation();
  reading = false;
  const written = fold(data).match(WORD) ?? [];
  const unfinished = /[\p{L}\p{M}\p{N}]$/u.test(data);
  const taken = QUOTED.test(data)
    ? written
    : written.map((word, place) => nearest(word, unfinished && place === written.length - 1));
  typed = [...written, ...taken];
  channel?.postMessage({ typed: data, taken: taken.join(" ") === written.join(" ") ? "" : taken.join(" ") });
  // The last word may not be finished, and a search of little words alone is better than none.
  const kept = taken.filter((word, place) => place === taken.length - 1 || self.lunr.stopWordFilter(word));
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
    const folded = fold(word ?? "");
    super(folded, about);
    if (!reading) return;
    known.set(folded, (known.get(folded) ?? 0) + 1);
    count += 1;
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

/**
 * Return a word as it is if a word of the index begins so, else the nearest of these: of those with the fewest slips
 * one that a page names in its searches, such as a word of danger, else the most frequent.
 * @param {string} word
 * @param {boolean} unfinished
 */
function nearest(word, unfinished) {
  if (word.length < SHORTEST || /\p{N}/u.test(word) || !self.lunr.stopWordFilter(word)) return word;
  let best = { word, slips: word.length < TWO_SLIPS ? 1.5 : 2.5, often: 0 };
  for (const [other, times] of known) {
    if (other.startsWith(word)) return word;
    if (other.length < word.length - 2 && !other.endsWith("*")) continue; // too short, in a search that is made often
    const often = named.has(other) ? Infinity : times;
    const near = other.endsWith("*") ? nearStart(word, other.slice(0, -1)) : nearWord(word, other, unfinished);
    if (near.slips < best.slips || (near.slips === best.slips && often > best.often)) best = { ...near, often };
  }
  return best.word;
}

/**
 * Compare a word with another. What it only begins like, where it may not be finished, counts half a slip more.
 * @param {string} word
 * @param {string} other
 * @param {boolean} unfinished
 */
function nearWord(word, other, unfinished) {
  const row = slips(word, other);
  return { word: other, slips: Math.min(row[other.length], unfinished ? Math.min(...row) + 0.5 : Infinity) };
}

/**
 * Compare the beginning of a word with a start that stands for all words that begin so; it counts half a slip more.
 * @param {string} word
 * @param {string} start
 */
function nearStart(word, start) {
  if (start.length < SHORTEST_START) return { word, slips: Infinity };
  const row = slips(start, word);
  const least = Math.min(...row);
  return { word: start + word.slice(row.lastIndexOf(least)), slips: least ? least + 0.5 : Infinity };
}

/**
 * Count the slips of the finger (a letter too many, missing, wrong, or two that changed places) from a word to each
 * beginning of another, from none of its letters to all.
 * @param {string} word
 * @param {string} other
 * @returns {number[]}
 */
function slips(word, other) {
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (word[i - 1] === other[j - 1] ? 0 : 1));
      if (word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last;
}

/** @param {{ config: { search_first: Record<string, string[]> }, docs: Found[] }} index */
function readFirstPages({ config, docs }) {
  return Object.entries(config.search_first).map(([location, searches]) => ({
    page: /** @type {Found} */ (docs.find((page) => page.location === location)),
    searches: searches.map((search) => fold(search).split(" ")),
  }));
}

/**
 * Put pages in which a rare word was found before those that only have the frequent ones, if in their titles: the theme
 * counts a title so much that "tablet rash" would find rashes alone. The theme's score counts by the share of the
 * words that were found, each by its rarity.
 * @param {Found[][]} items
 */
function byRarity(items) {
  const words = new Set(items.flat().flatMap(({ terms }) => Object.keys(terms)));
  const rarities = new Map([...words].map((word) => [word, rarity(word)]));
  const sum = (/** @type {Iterable<string>} */ some) => [...some].reduce((all, word) => all + (rarities.get(word) ?? 0), 0);
  for (const sections of items) {
    const told = sections.flatMap(({ terms }) => Object.entries(terms));
    const all = new Set(told.map(([word]) => word));
    const found = new Set(told.filter(([, isFound]) => isFound).map(([word]) => word));
    const share = all.size ? sum(found) / sum(all) : 1;
    for (const section of sections) section.score *= share;
  }
  const score = (/** @type {Found[]} */ sections) => Math.max(...sections.map((section) => section.score));
  return items.sort((one, other) => score(other) - score(one));
}

/**
 * Tell how rare a word is: the fewer words of the index begin so, the more it counts.
 * @param {string} word
 */
function rarity(word) {
  let times = 1;
  for (const [other, often] of known) if (other.startsWith(word)) times += often;
  return Math.log((count + 1) / times);
}

/**
 * Put the pages that name what was typed before the others. The theme's Enter key follows the score.
 * @param {Results} results
 * @returns {Results}
 */
function withFirstPages({ items: unsorted, ...others }) {
  const items = byRarity(unsorted);
  const wanted = firstPages.filter(({ searches }) => searches.some((search) => search.every(isTyped)));
  const highest = Math.max(0, ...items.flat().map(({ score }) => score));
  const first = wanted.map(({ page }, place) => {
    const found = items.find(([{ location }]) => pageOf(location) === page.location) ?? [];
    const sections = found.filter(({ location }) => location !== page.location);
    return [{ ...page, score: highest + wanted.length - place, terms: {} }, ...sections];
  });
  const rest = items.filter(([{ location }]) => wanted.every(({ page }) => page.location !== pageOf(location)));
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
