// Fetches what the page does not hold: a browser reads a page to its end before anything runs, so only what is seen at
// once stands there. What comes is checked by its sum, as everything is that the checker runs.

import { SITE } from "./engine.mjs";

/** @import { Later, Release } from "./protocol.d.ts" */

/** @type {Map<string, Promise<Later>>} */
const fetched = new Map();

/**
 * Give it, fetched once for the visit; rejects where it cannot be had as it was built.
 * @param {Release} release
 */
export function later({ later: { address, sum } }) {
  const found = fetched.get(address) ?? load(new URL(address, SITE), sum);
  fetched.set(address, found);
  found.catch(() => fetched.delete(address));
  return found;
}

/**
 * @param {URL} url
 * @param {string} integrity
 * @returns {Promise<Later>}
 */
async function load(url, integrity) {
  // A copy with wrong bytes, which the browser may hold back for a year, must not bar the right ones.
  const response = await fetch(url, { integrity }).catch(async () => {
    // Only here: a module more that may be lost must not keep the quiz from its start.
    const { forget } = await import("../offline/runtime-cache.mjs");
    await forget(url.href);
    return fetch(url, { integrity, cache: "reload" });
  });
  return response.json();
}
