// Shows one step at a time: what stands on the stage, where the focus goes, what the title and the address say.
//
// The list of steps is in memory and the address holds only a number (`#step-3`): Material writes its own state into
// the browser's history while the page scrolls, and an address with answers in it could be seen or kept.

const NUMBERED = /^#step-(\d+)$/;

export class Steps {
  /** `memory`: { views, at }, which outlives the page view; `open(view)` shows a step that the reader went to. */
  constructor(memory, open) {
    this.memory = memory;
    this.open = open;
    this.path = location.pathname;
    this.title = document.title;
  }

  get view() {
    return this.memory.views[this.memory.at];
  }

  /** Go on to a new step; those that came after the present one are forgotten, as the browser does. */
  go(view) {
    const { memory } = this;
    memory.views.length = memory.at + 1;
    memory.at = memory.views.push(view) - 1;
    history.pushState(null, "", `#step-${memory.at + 1}`);
    this.open(view);
  }

  /** Begin anew with a first step. */
  restart(view) {
    this.memory.views = [view];
    this.memory.at = 0;
    history.pushState(null, "", this.bare);
    this.open(view);
  }

  /** Take up the steps of an earlier view of this page. Returns whether there is more to show than the first one. */
  resume() {
    const { memory } = this;
    const place = this.place();
    if (place !== undefined) memory.at = place;
    else if (NUMBERED.test(location.hash)) history.replaceState(history.state, "", this.bare);
    else if (memory.at > 0) history.replaceState(history.state, "", `#step-${memory.at + 1}`);
    return memory.views.length > 1;
  }

  /** Follow the browser's Back and Forward. */
  follow() {
    const place = this.place();
    if (place === undefined || place === this.memory.at) return;
    this.memory.at = place;
    this.open(this.view);
  }

  /** Give the place in the list that the address names, if it is one of this quiz. */
  place() {
    if (location.pathname !== this.path) return undefined;
    const place = location.hash ? Number(NUMBERED.exec(location.hash)?.[1]) - 1 : 0;
    return place in this.memory.views && (location.hash || this.memory.views.length > 1) ? place : undefined;
  }

  /** The address without a step. */
  get bare() {
    return location.pathname + location.search;
  }
}

/** Put a step on the stage; its heading names the page and, if the reader went there, takes the focus. */
export function present(stage, node, title, { isFocused = true } = {}) {
  stage.replaceChildren(node);
  document.title = title;
  if (!isFocused) return;
  stage.querySelector("[data-heading]").focus({ preventScroll: true });
  stage.closest("section").scrollIntoView({ block: "start", behavior: "instant" });
}
