// Where the checker's files are kept on the reader's device, and whether a copy is right. Used by the page and by the
// worker; sw.js gives what is kept here. A release (see symptom_site/runtime/release.py) has the sum of every file.

/** The site's root: this module lies in assets/app/<hash>/components/offline/. */
export const siteRoot = new URL("../../../../../", import.meta.url).href;

const CACHE = "checker";
// The worker takes its own `fetch` away from Pyodide.
const browserFetch = fetch.bind(globalThis);

/**
 * Give the copy that is kept of an address, if any. Where the browser forbids its storage there is none.
 * @param {string} url
 */
export async function keptCopy(url) {
  try {
    return await caches.match(url);
  } catch {
    return undefined;
  }
}

/**
 * Remove what is kept under an address, also by the service worker.
 * @param {string} url
 */
export async function forget(url) {
  try {
    for (const name of await caches.keys()) await (await caches.open(name)).delete(url);
  } catch {
    // Nothing is kept.
  }
}

/**
 * Tell whether bytes have a sum, written as in an `integrity` attribute.
 * @param {BufferSource} bytes
 * @param {string} sum
 */
export async function isRight(bytes, sum) {
  return sum === (await sumOf(bytes));
}

/**
 * Give the sum of bytes.
 * @param {BufferSource} bytes
 */
export async function sumOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

/**
 * Keep something that was made here; what else is kept under an address of that pattern goes away.
 * @param {string} url
 * @param {Response} response
 * @param {RegExp} pattern
 */
export async function keep(url, response, pattern) {
  const cache = await caches.open(CACHE);
  for (const { url: old } of await cache.keys()) if (pattern.test(old)) await cache.delete(old);
  await cache.put(url, response);
}

/**
 * Tell whether all files are there.
 * @param {Record<string, string>} sums the sum of each, by its address from the site's root
 */
export async function areKept(sums) {
  const kept = await Promise.all(Object.keys(sums).map((address) => keptCopy(new URL(address, siteRoot).href)));
  return kept.every(Boolean);
}

/**
 * Keep all files, one after the other. A copy that is not right is replaced; one that is there already is not fetched.
 * @param {Record<string, string>} sums
 * @param {(bytes: number) => void} tell is called with the bytes that came or were there, as they come
 * @param {AbortSignal} signal ends it; the files that are whole by then stay
 */
export async function keepAll(sums, tell, signal) {
  const how = /** @type {RequestInit} */ ({ signal, cache: "force-cache" });
  for (const [address, sum] of Object.entries(sums)) await keepRight(new URL(address, siteRoot).href, sum, how, tell);
}

/**
 * Keep the files of a folder; a copy that is not right is replaced. The browser gives what it has just loaded, without
 * asking the network again.
 * @param {string} folder
 * @param {Record<string, string>} sums
 */
export async function keepFolder(folder, sums) {
  for (const [address, sum] of Object.entries(sums)) {
    if (address.startsWith(folder)) await keepRight(new URL(address, siteRoot).href, sum, { cache: "force-cache" });
  }
}

/**
 * @param {string} url
 * @param {string} integrity
 * @param {RequestInit} [how]
 * @param {(bytes: number) => void} [tell]
 */
async function keepRight(url, integrity, how, tell) {
  how?.signal?.throwIfAborted();
  const bytes = await (await keptCopy(url))?.arrayBuffer();
  if (bytes && (await isRight(bytes, integrity))) tell?.(bytes.byteLength);
  else {
    if (bytes) await forget(url);
    // Read once for its progress; what is then kept comes from what the browser holds back of that.
    if (tell) await count(await browserFetch(url, { ...how, cache: bytes ? "reload" : "default" }), tell);
    await fetchAndKeep(url, { ...how, integrity });
  }
}

/**
 * @param {Response} response
 * @param {(bytes: number) => void} tell
 */
async function count({ body }, tell) {
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) tell(part.value.byteLength);
}

/**
 * @param {string} url
 * @param {RequestInit} how
 */
async function fetchAndKeep(url, how) {
  // What the browser holds back for a while can be wrong as well.
  const response = await browserFetch(url, how).catch(() => browserFetch(url, { ...how, cache: "reload" }));
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`);
  const cache = await caches.open(CACHE);
  // The response itself: the browser keeps what it compiled of a file with the moment at which that came.
  await cache.put(url, response);
}
