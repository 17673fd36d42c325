// Turns off the theme's one-letter shortcuts (n: next page, s: search, …). People who speak to their computer, or
// press a letter while a radio button has the focus, set them off by mistake: WCAG 2.1.4.

const LETTERS = new Set([",", ".", "/", "f", "n", "p", "s"]);
const FIELDS = "input:not([type=radio], [type=checkbox]), select, textarea";

window.addEventListener(
  "keydown",
  (event) => {
    const typing = event.target instanceof Element && event.target.matches(FIELDS);
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (alone && !typing && LETTERS.has(event.key)) event.stopImmediatePropagation();
  },
  { capture: true },
);
