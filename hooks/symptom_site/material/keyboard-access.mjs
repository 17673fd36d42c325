// Gives the keyboard and screen readers what the theme gives to the mouse alone on a small or zoomed screen:
// buttons that open the menu and the search, and a name for the search.

import { word } from "../components/page/words.mjs";

const NAMES = { __drawer: word("keyboard.menu"), __search: word("keyboard.search") };

for (const [id, name] of Object.entries(NAMES)) {
  const label = document.querySelector(`.md-header__button[for="${id}"]`);
  const toggle = box(id);
  if (!label || !toggle) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", id); // the theme's styles know it by this
  button.setAttribute("aria-label", name);
  button.replaceChildren(...label.childNodes);
  button.addEventListener("click", () => {
    toggle.click();
    if (toggle.checked && id === "__search") focus(".md-search__input");
  });
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  toggle.addEventListener("change", tell);
  window.document$.subscribe(tell); // a click on a link in the menu closes it
  label.replaceWith(button);
}

// The way back in the menu is a label: with the focus on it, the theme takes Enter for a click.
window.document$.subscribe(() => {
  for (const label of document.querySelectorAll(".md-sidebar--primary label[for]")) label.setAttribute("tabindex", "0");
});

const search = /** @type {HTMLElement | null} */ (document.querySelector(".md-search"));
search?.setAttribute("aria-label", NAMES.__search);

// On a small screen the closed search is out of sight: its field must not be a stop of the Tab key, which would open it.
const small = window.matchMedia("(max-width: 59.984375em)"); // where the theme makes it fill the screen
const searchToggle = box("__search");
// The panel of the closed search would be a stop of the Tab key that nobody sees.
const panel = /** @type {HTMLElement | null} */ (search?.querySelector(".md-search__output"));

function keepSearchAside() {
  if (!search || !searchToggle) return;
  if (panel) panel.inert = !searchToggle.checked;
  const isAside = small.matches && !searchToggle.checked;
  const hadFocus = search.contains(document.activeElement);
  search.inert = isAside;
  if (isAside && hadFocus) focus('.md-header__button[for="__search"]');
}

searchToggle?.addEventListener("change", keepSearchAside);
small.addEventListener("change", keepSearchAside);
keepSearchAside();

// With Tab the theme closes the search and takes the focus away, and only then the browser moves it on: WebKit, which has
// lost its place by then, begins again at the top, and no press ever leads past the search.
search?.addEventListener("keydown", (event) => {
  if (event.key !== "Tab" || !searchToggle?.checked) return;
  event.stopPropagation();
  searchToggle.click();
});

window.addEventListener("keydown", (event) => {
  const drawer = box("__drawer");
  if (event.key !== "Escape" || !drawer?.checked) return;
  drawer.click();
  focus('.md-header__button[for="__drawer"]');
});

/**
 * Give one of the theme's hidden boxes: checked, its menu or search is open.
 * @param {string} id
 */
function box(id) {
  return /** @type {HTMLInputElement | null} */ (document.getElementById(id));
}

/** @param {string} selector */
function focus(selector) {
  /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
}
