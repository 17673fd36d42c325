// Gives the words that the build has put into every page for the browser modules.

const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template#site-words"));

/**
 * Give the words under a name such as "offline.saved", with their {blanks} filled in.
 * @param {string} name
 * @param {Record<string, string | number>} blanks
 */
export function word(name, blanks = {}) {
  const { textContent } = /** @type {Element} */ (template.content.querySelector(`[data-word="${name}"]`));
  return (textContent ?? "").replace(/\{(\w+)\}/g, (_, blank) => String(blanks[blank]));
}
