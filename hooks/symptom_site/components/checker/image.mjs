// The memory of the checker's Python as it stands when it has started and nobody has asked it anything: kept, it spares
// the next start most of its work. Nothing that a reader answered can be in it, see worker.mjs. Pyodide has such images
// too; this one leaves out empty pages, two thirds of them.

/** @import { Release } from "./protocol.d.ts" */

import { forget, isRight, keep, keptCopy, siteRoot, sumOf } from "../offline/runtime-cache.mjs";

const PAGE = 4096;
const WORD = Int32Array.BYTES_PER_ELEMENT;
const SUM = "X-Sum";

/**
 * What this needs of Pyodide's own parts, which have no public name. Its version is pinned.
 * @typedef {{ HEAPU8: Uint8Array<ArrayBuffer> }} Memory
 * @typedef {{ config: { jsglobals: object }, public_api: object, getExpectedKeys: () => unknown[], serializeHiwireState: () => object,
 *   restoreSnapshot: (image: Uint8Array<ArrayBuffer>) => object }} Parts
 */

/**
 * Where it is kept, as seen from the root of the site. Anything that changes the release changes it.
 * @param {Release} release
 */
export function imageAddress({ runtime, identity }) {
  return `${runtime}image-${identity}`;
}

/**
 * Give the image that is kept for a release, if it is as it was written.
 * @param {Release} release
 */
export async function keptImage(release) {
  // Without a secure address nothing is kept, nor can anything be checked.
  if (!crypto.subtle) return undefined;
  const url = new URL(imageAddress(release), siteRoot).href;
  const kept = await keptCopy(url);
  if (!kept) return undefined;
  const image = new Uint8Array(await kept.arrayBuffer());
  if (await isRight(image, kept.headers.get(SUM) ?? "")) return image;
  await forget(url);
  return undefined;
}

/**
 * Keep an image, in place of that of any other release.
 * @param {Release} release
 * @param {Uint8Array<ArrayBuffer>} image
 */
export async function keepImage(release, image) {
  const headers = { [SUM]: await sumOf(image) };
  await keep(new URL(imageAddress(release), siteRoot).href, new Response(image, { headers }), /\/image-\w+$/);
}

/**
 * Let Pyodide read and restore images of this form.
 * @param {Parts} parts
 * @param {Memory} memory
 */
export function useImages(parts, memory) {
  // Its list has what its installer and its event loop take from JavaScript; there are none here (see stand_ins).
  parts.getExpectedKeys = () => [null, parts.config.jsglobals, parts.public_api];
  parts.restoreSnapshot = (image) => restore(memory.HEAPU8, image);
}

/**
 * Copy the memory, or give nothing where Pyodide holds something that cannot be restored.
 * @param {Parts} parts
 * @param {Memory} memory
 */
export function takeImage(parts, memory) {
  try {
    return crypto.subtle && copyOf(parts, memory);
  } catch (error) {
    console.warn(`The next start of the checker will take longer: ${error}`);
    return undefined;
  }
}

/**
 * The sizes of what follows, the numbers of the pages that are not empty, the state beside the memory, the pages.
 * @param {Parts} parts
 * @param {Memory} memory
 */
function copyOf(parts, { HEAPU8: heap }) {
  const state = new TextEncoder().encode(JSON.stringify(parts.serializeHiwireState()));
  const full = fullPages(heap);
  const head = new Int32Array([state.length, full.length, ...full]);
  const image = new Uint8Array(head.byteLength + state.length + full.length * PAGE);
  image.set(new Uint8Array(head.buffer));
  image.set(state, head.byteLength);
  for (const [place, page] of full.entries()) image.set(pageOf(heap, page), head.byteLength + state.length + place * PAGE);
  return image;
}

/**
 * @param {Uint8Array<ArrayBuffer>} heap
 * @param {Uint8Array<ArrayBuffer>} image
 * @returns {object} the state beside it
 */
function restore(heap, image) {
  const [length, count] = new Int32Array(image.buffer, 0, 2);
  const full = new Int32Array(image.buffer, 2 * WORD, count);
  const begin = (2 + count) * WORD;
  // What the memory begins with.
  for (const page of fullPages(heap)) pageOf(heap, page).fill(0);
  const pages = image.subarray(begin + length);
  for (const [place, page] of full.entries()) heap.set(pageOf(pages, place), page * PAGE);
  return JSON.parse(new TextDecoder().decode(image.subarray(begin, begin + length)));
}

/** @param {Uint8Array<ArrayBuffer>} heap */
function fullPages({ buffer }) {
  const words = new Int32Array(buffer);
  const size = PAGE / WORD;
  const found = [];
  for (let page = 0; page * size < words.length; page++) {
    const end = (page + 1) * size;
    let place = page * size;
    while (place < end && words[place] === 0) place++;
    if (place < end) found.push(page);
  }
  return found;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} page
 */
function pageOf(bytes, page) {
  return bytes.subarray(page * PAGE, (page + 1) * PAGE);
}
