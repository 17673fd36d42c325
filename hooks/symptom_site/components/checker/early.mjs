// Starts the checker of a page that is loaded with one before all other scripts come, because it takes longest. Where this
// module is lost, mount.mjs starts it; a click inside the site never loads this one.

import { engine } from "./engine.mjs";

const section = /** @type {HTMLElement | null} */ (document.querySelector(".quiz[data-topic]"));
if (section) engine.start(JSON.parse(section.dataset.release ?? ""));
