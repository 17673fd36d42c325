// Moves the focus to the new page after a click inside the site, where the browser would leave it on <body>:
// screen readers then say the heading, and the Tab key goes on from there.

let first = true;

window.document$.subscribe(() => {
  if (first) {
    first = false;
    return;
  }
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const place = named || /** @type {HTMLElement | null} */ (document.querySelector("main h1"));
  if (!place) return;
  if (!place.matches("a[href], button, input, select, textarea, summary, [tabindex]")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
});
