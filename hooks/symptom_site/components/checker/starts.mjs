// Counts the starts of the checker that never ended, as when a start takes the tab with it. One number in the browser's
// storage, and only while the checker starts or after such a start; it says nothing about the reader.

const KEY = "checker-starts";
/** So many starts that never ended are taken for a device on which the checker cannot run. */
const TOO_MANY = 2;

let before = 0;
let isStarting = false;

/** Note that a start begins. A page that the reader leaves meanwhile takes the note back. */
export function begin() {
  if (isStarting) return;
  isStarting = true;
  before = number();
  store(before + 1);
  window.addEventListener("pagehide", takeBack);
}

/** Note that a start ended, well or with a reason: the next one is the first again. */
export function end() {
  if (!isStarting) return;
  isStarting = false;
  window.removeEventListener("pagehide", takeBack);
  store(0);
}

/** Tell whether the checker should not start by itself again. */
export function isHopeless() {
  return number() >= TOO_MANY;
}

function takeBack() {
  isStarting = false;
  window.removeEventListener("pagehide", takeBack);
  store(before);
}

function number() {
  try {
    return Number(localStorage.getItem(KEY)) || 0;
  } catch {
    return 0;
  }
}

/** @param {number} starts */
function store(starts) {
  try {
    if (starts) localStorage.setItem(KEY, String(starts));
    else localStorage.removeItem(KEY);
  } catch {
    // Where nothing is stored, nothing is counted.
  }
}
