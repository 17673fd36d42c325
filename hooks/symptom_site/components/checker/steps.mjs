// Shows one step at a time: what stands on the stage, where the focus goes, what the title and the address say.
//
// The list of steps is in the state and the address holds only a number (`#step-3`): Material writes its own state into
// the browser's history while the page scrolls, and an address with answers in it could be seen or kept.

/** @import { State } from "./protocol.d.ts" */

import { one } from "./words.mjs";

const NUMBERED = /^#step-(\d+)$/;

/**
 * Where Material lets an entry scroll to when the reader comes back to it; the step itself scrolls after that. An entry
 * without such a place Material would follow like a link to its `#step-3`, which says `popstate` a second time: whoever goes
 * back past answers that are gone would go back twice as far, and leave the site.
 */
const TOP = { x: 0, y: 0 };

/** Tell whether the address names a step. */
export function isStep() {
  return NUMBERED.test(location.hash);
}

/**
 * Make the address fit the steps of an earlier view of this page. Returns the place where the reader is.
 * @param {State} state
 * @param {string} path of the quiz
 */
export function resume(state, path) {
  const place = placeOf(state, path);
  if (place !== undefined) return place;
  if (isStep()) history.replaceState(history.state, "", bare());
  else if (state.at > 0) history.replaceState(history.state, "", numbered(state.at));
  return state.at;
}

/**
 * Give the place in the list that the address names, if it is one of this quiz.
 * @param {State} state
 * @param {string} path of the quiz
 */
export function placeOf({ views }, path) {
  if (location.pathname !== path) return undefined;
  const place = location.hash ? Number(NUMBERED.exec(location.hash)?.[1]) - 1 : 0;
  return place in views && (location.hash || views.length > 1) ? place : undefined;
}

/**
 * Give a new step an entry in the browser's history; those that came after the present one are forgotten there too.
 * @param {State} before
 * @param {State} after
 */
export function enter(before, after) {
  if (after.at > before.at) history.pushState(TOP, "", numbered(after.at));
  else if (after.views.length < before.views.length) history.pushState(TOP, "", bare());
}

/** @param {number} place */
function numbered(place) {
  return `#step-${place + 1}`;
}

/** The address without a step. */
function bare() {
  return location.pathname + location.search;
}

/** Milliseconds in which a new step takes no press: the longest pause inside a double press is about 300. */
const SETTLING = 350;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let settling;

/**
 * Put a step on the stage; its heading names the page and, if the reader went there, takes the focus.
 * @param {HTMLElement} stage
 * @param {Node} node
 * @param {string} title
 * @param {{ isFocused: boolean }} options
 */
export function present(stage, node, title, { isFocused }) {
  stage.replaceChildren(node);
  settle();
  document.title = title;
  if (!isFocused) return;
  one(stage, "[data-heading]").focus({ preventScroll: true });
  stage.closest("section")?.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Take no presses until the reader can have seen the step; counted from when it is painted. */
function settle() {
  document.body.dataset.settling = "";
  clearTimeout(settling);
  settling = setTimeout(() => {
    requestAnimationFrame(() => {
      settling = setTimeout(() => delete document.body.dataset.settling, SETTLING);
    });
  });
}
