// Moves the focus to the new page after a click inside the site, where the browser would leave it on <body>:
// screen readers then say the heading, and the Tab key goes on from there.

let first = true;

window.document$.subscribe(() => {
  if (first) {
    first = false;
    return;
  }
  const named = location.hash && document.getElementById(nameIn(location.hash));
  const place = named || /** @type {HTMLElement | null} */ (document.querySelector("main h1"));
  if (!place) return;
  if (!place.matches("a[href], button, input, select, textarea, summary, [tabindex]")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
});

/**
 * Give the name that an address holds; one that is wrongly written, such as `#100%`, stays as it is.
 * @param {string} hash
 */
function nameIn(hash) {
  const name = hash.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
