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
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sum === `sha256-${btoa(String.fromCharCode(...digest))}`;
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
 * Keep all files, one after the other. A copy that is not right is replaced.
 * @param {Record<string, string>} sums
 * @param {(done: number, all: number) => void} tell is called before each
 */
export async function keepAll(sums, tell) {
  const files = Object.entries(sums);
  for (const [done, [address, sum]] of files.entries()) {
    tell(done, files.length);
    await keepRight(new URL(address, siteRoot).href, sum);
  }
}

/**
 * Keep those files in a folder of which there is no copy. The browser gives what it has just loaded, without asking the
 * network again.
 * @param {string} folder
 * @param {Record<string, string>} sums
 */
export async function keepMissing(folder, sums) {
  for (const [address, integrity] of Object.entries(sums)) {
    const url = new URL(address, siteRoot).href;
    if (address.startsWith(folder) && !(await keptCopy(url))) await fetchAndKeep(url, { integrity, cache: "force-cache" });
  }
}

/**
 * @param {string} url
 * @param {string} integrity
 */
async function keepRight(url, integrity) {
  const kept = await keptCopy(url);
  if (kept && (await isRight(await kept.arrayBuffer(), integrity))) return;
  if (kept) await forget(url);
  await fetchAndKeep(url, { integrity });
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
