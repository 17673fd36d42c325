// Where the checker's Python is kept on the reader's device. Used by the page and by the worker; sw.js reads it.

/** The site's root: this module lies in assets/app/<hash>/. */
export const siteRoot = new URL("../../../", import.meta.url).href;

export const runtimeFiles = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];

/** Name the cache of one version; `scope` keeps sites apart that share an address, as /one/ and /two/ do. */
export function runtimeCacheName(hash, scope = siteRoot) {
  return `runtime-${hash} ${scope}`;
}

/** The address of one of `runtimeFiles`. */
export function runtimeUrl(hash, name) {
  return new URL(`runtime/${hash}/${name}`, siteRoot).href;
}

/** Tell whether all files of this version are kept. */
export async function isRuntimeKept(hash) {
  if (!("caches" in globalThis)) return false;
  const cacheName = runtimeCacheName(hash);
  const kept = await Promise.all(runtimeFiles.map((name) => caches.match(runtimeUrl(hash, name), { cacheName })));
  return kept.every(Boolean);
}

/** Give one file, from the cache or else from the network; then it is kept before this returns. */
export async function keepRuntimeFile(hash, name) {
  const url = runtimeUrl(hash, name);
  const cache = await caches.open(runtimeCacheName(hash));
  const kept = await cache.match(url);
  if (kept) return kept;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`);
  await cache.put(url, response.clone());
  return response;
}

/** Keep all files, one after the other; `tell(done, all)` is called before each. */
export async function keepRuntime(hash, tell = () => {}) {
  for (const [done, name] of runtimeFiles.entries()) {
    tell(done, runtimeFiles.length);
    await keepRuntimeFile(hash, name);
  }
}
