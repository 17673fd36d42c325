// Gives the words that browser modules say on any page.

/** @type {Record<string, string>} */
const words = JSON.parse("SITE_WORDS"); // the build writes them here

/**
 * Give the words under a name such as "offline.saved", with their {blanks} filled in.
 * @param {string} name
 * @param {Record<string, string | number>} blanks
 */
export function word(name, blanks = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, blank) => String(blanks[blank]));
}
