// Runs the checker's Python. Its messages are those of engine.mjs; it is told once what to load, then only asked.

import { runtimeCacheName, runtimeFiles, runtimeUrl } from "./runtime-cache.mjs";

/** No package is to be had, so that none is ever fetched; parts/runtime.py has the same. */
const LOCK = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" },
  packages: {},
};
const WHEEL = "/symptom_checker.whl";

const browserFetch = self.fetch.bind(self);
const downloads = new Map();
const stores = [];
let loaded = 0;
let handle;

self.addEventListener("message", ({ data }) => {
  if (data.type === "start") start(data).catch(fail);
  if (data.type === "ask") answer(data);
});

class MissingFile extends Error {}

function fail(error) {
  const reason = error instanceof MissingFile ? "missing" : "broken";
  self.postMessage({ type: "failed", reason, message: String(error?.message ?? error) });
}

function progress(bytes) {
  loaded += bytes;
  self.postMessage({ type: "progress", loaded });
}

function answer({ id, text }) {
  try {
    self.postMessage({ type: "answer", id, text: handle(text) });
  } catch (error) {
    fail(error);
  }
}

async function start({ hash, wheel }) {
  const cache = await openCache(hash);
  // All at once; Pyodide would ask for one after the other.
  const streamed = runtimeFiles.filter((name) => !name.endsWith(".mjs"));
  for (const name of streamed) downloads.set(runtimeUrl(hash, name), download(runtimeUrl(hash, name), cache));
  // Pyodide waits for ever when a file does not come, so that is watched from here.
  const missing = new Promise((_, reject) => Promise.all(downloads.values()).catch(reject));
  watchInstantiation();
  self.fetch = (request, options) => {
    const url = String(request.url ?? request);
    const known = downloads.get(url);
    downloads.delete(url);
    return known ?? browserFetch(request, options);
  };
  await Promise.race([boot(hash, wheel, cache), missing]);
  await Promise.all(stores);
  self.postMessage({ type: "ready" });
}

async function boot(hash, wheel, cache) {
  const [{ loadPyodide }, { default: createPyodideModule }, bytes] = await Promise.all([
    importAndKeep(runtimeUrl(hash, "pyodide.mjs"), cache),
    importAndKeep(runtimeUrl(hash, "pyodide.asm.mjs"), cache),
    checked(browserFetch(wheel)).then((response) => response.arrayBuffer()),
  ]);
  const indexURL = runtimeUrl(hash, "");
  const pyodide = await loadPyodide({
    indexURL,
    packageBaseUrl: indexURL,
    stdLibURL: runtimeUrl(hash, "python_stdlib.zip"),
    createPyodideModule,
    lockFileContents: LOCK,
  });
  pyodide.FS.writeFile(WHEEL, new Uint8Array(bytes));
  pyodide.runPython(`import sys; sys.path.insert(0, "${WHEEL}")`);
  handle = pyodide.pyimport("symptom_checker.web").handle;
}

/** Open the cache of this version; where there is none, or the browser forbids it, go on without. */
async function openCache(hash) {
  try {
    return await self.caches?.open(runtimeCacheName(hash));
  } catch {
    return undefined;
  }
}

/** Give a file from the cache, else from the network, and then keep it; tell of each piece that arrives. */
async function download(url, cache) {
  const kept = await cache?.match(url).catch(() => undefined);
  const response = kept ?? (await checked(browserFetch(url)));
  if (!kept) keep(url, response.clone(), cache);
  const counter = new TransformStream({
    transform(piece, controller) {
      progress(piece.byteLength);
      controller.enqueue(piece);
    },
  });
  const type = response.headers.get("Content-Type") ?? "";
  return new Response(response.body.pipeThrough(counter), { headers: { "Content-Type": type } });
}

/** Import a module, count it and keep a copy, which the browser has at hand: `import` does not say what it read. */
async function importAndKeep(url, cache) {
  const module = await import(url).catch((error) => {
    throw new MissingFile(error.message);
  });
  const kept = await cache?.match(url).catch(() => undefined);
  const response = kept ?? (await checked(browserFetch(url, { cache: "force-cache" })));
  if (!kept) keep(url, response.clone(), cache);
  progress((await response.blob()).size);
  return module;
}

function keep(url, response, cache) {
  // A full disk is no reason to stop: the checker runs, it is only not there offline.
  if (cache) stores.push(cache.put(url, response).catch(() => {}));
}

async function checked(promise) {
  const response = await promise.catch((error) => {
    throw new MissingFile(error.message);
  });
  if (!response.ok) throw new MissingFile(`${response.url}: the server answered ${response.status}`);
  return response;
}

/** Pyodide only warns when WebAssembly is blocked, and then waits for ever. */
function watchInstantiation() {
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...parts) => {
    try {
      return await instantiate.apply(WebAssembly, parts);
    } catch (error) {
      fail(error);
      throw error;
    }
  };
}
