// Runs the checker's Python. Its messages are those of engine.mjs; it is told once what to load, then only asked.
//
// Every file is checked by its sum before it runs, at each start and whatever copy it comes from. Two limits: the browser
// fetches a module by itself, so a module is read and checked first and then imported from the same address; and a page
// without a secure address (plain http) has no `crypto.subtle`, so there the browser's own `integrity` checks each file.

/** @import { FromWorker, Release, Reply, ToWorker } from "./protocol.d.ts" */
/** @typedef {Extract<FromWorker, { type: "failed" }>} Failure */

import { forget, isRight, keepFolder, siteRoot } from "../offline/runtime-cache.mjs";
import { imageAddress, keepImage, keptImage, takeImage, useImages } from "./image.mjs";

const WHEEL = "/symptom_checker.whl";
const WASM = "application/wasm";
const NOTHING = new Uint8Array();

const browserFetch = self.fetch.bind(self);
/** @type {Map<string, Download>} */
const downloads = new Map();
let loaded = 0;
/** @type {(text: string) => string} */
let handle;

/**
 * A file on its way: what the browser compiles from, and once all of it is there and right its bytes, if Python reads them.
 * @typedef {{ response: Promise<Response>, bytes: Promise<Uint8Array<ArrayBuffer>> }} Download
 */

self.addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.type === "start") start(data).catch(fail);
  if (data.type === "ask") answer(data);
  if (data.type === "ping") send({ type: "alive" });
});

// Where its WebAssembly traps as it starts, Pyodide waits for ever, and nobody hears of the error.
self.addEventListener("unhandledrejection", ({ reason }) => reason instanceof WebAssembly.RuntimeError && fail(reason));

/**
 * @param {FromWorker} message
 */
function send(message) {
  self.postMessage(message);
}

class MissingFile extends Error {
  reason = "missing";
}

class AlteredFile extends Error {
  reason = "altered";

  /** @param {string} address */
  constructor(address) {
    super(`${address}: its bytes are not those of this release`);
    this.address = address;
  }
}

class OtherRelease extends Error {
  reason = "version";
}

/** @param {unknown} error whatever was thrown, by us, by Pyodide or by the browser */
function fail(error) {
  const { reason = "broken", message, address } = /** @type {Partial<Failure>} */ (error);
  // Python's own error, whose words end with the module that is not in the library; or a trap: what was called may be a
  // function that is left out.
  const isIncomplete = /^ModuleNotFoundError:/m.test(String(message)) || error instanceof WebAssembly.RuntimeError;
  send({ type: "failed", reason: isIncomplete ? "incomplete" : reason, message: String(message), address });
}

/** @param {number} bytes */
function progress(bytes) {
  loaded += bytes;
  send({ type: "progress", loaded });
}

/** @param {{ id: number, text: string }} request */
function answer({ id, text }) {
  try {
    send({ type: "answer", id, text: handle(text) });
  } catch (error) {
    fail(error);
  }
}

/** @param {Extract<ToWorker, { type: "start" }>} what */
async function start({ release, bypass, isWhole }) {
  const part = Object.entries(release.sums).filter(([address]) => !isWhole || !/\.(zip|wasm)$/.test(address));
  const files = [...part, ...(isWhole ? Object.entries(release.whole) : [])];
  const [library = "", wasm = ""] = [".zip", ".wasm"].map((kind) => files.find(([address]) => address.endsWith(kind))?.[0]);
  // All at once; Pyodide would ask for one after the other.
  for (const [address, sum] of files) {
    downloads.set(urlOf(address), download(address, sum, release, bypass.includes(address)));
  }
  // Pyodide waits for ever when a file does not come, so that is watched from here.
  const whole = [...downloads.values()].map(({ bytes }) => bytes);
  const lost = new Promise((_, reject) => Promise.all(whole).then(() => send({ type: "fetched" }), reject));
  compileChecked(urlOf(wasm));
  self.fetch = async (request) => fileFor(request instanceof Request ? request.url : String(request));
  // Only for a start without any trouble: a later try does everything anew.
  const kept = bypass.length || isWhole ? undefined : keptImage(release).catch(() => undefined);
  const [{ judge, copy }] = await Promise.race([Promise.all([boot(release, library, kept), ...whole]), lost]);
  downloads.clear();
  send({ type: "ready" });
  // Nobody can have asked anything yet: only from the line after it does this worker answer.
  const image = isWhole ? undefined : copy?.();
  handle = judge;
  // The reader never waits for this. A full disk is no reason to stop: the checker runs, it is only not there offline.
  await keepFolder(release.runtime, release.sums).catch(() => {});
  if (image) await keepImage(release, image).catch(() => {});
  send({ type: "kept" });
}

/**
 * Start Python and ask the trials. Where that fails with the image that is kept, it starts again without.
 * @param {Release} release
 * @param {string} library the address of Python's library
 * @param {Promise<Uint8Array<ArrayBuffer> | undefined>} [kept]
 */
async function boot(release, library, kept) {
  const [image, bytes, { loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    kept,
    downloadOf(urlOf(release.wheel)).bytes,
    importChecked(`${release.runtime}pyodide.mjs`),
    importChecked(`${release.runtime}pyodide.asm.mjs`),
  ]);
  const indexURL = urlOf(release.runtime);
  try {
    const pyodide = await loadPyodide({
      indexURL,
      packageBaseUrl: indexURL,
      stdLibURL: urlOf(library),
      createPyodideModule: async (/** @type {{ API: import("./image.mjs").Parts }} */ settings) => {
        const memory = await createPyodideModule(settings);
        useImages(settings.API, memory);
        return memory;
      },
      lockFileContents: release.lock,
      _loadSnapshot: image,
    });
    pyodide.FS.writeFile(WHEEL, bytes);
    if (!image) pyodide.runPython(`import sys; sys.path.insert(0, "${WHEEL}")`);
    /** @type {(text: string) => string} */
    const judge = pyodide.pyimport("symptom_checker.web").handle;
    prove(release, judge);
    return { judge, copy: image ? undefined : () => takeImage(pyodide._api, pyodide._module) };
  } catch (error) {
    if (!image) throw error;
    console.warn(error);
    throw await refusal(imageAddress(release), release);
  }
}

/**
 * Ask what the build asked the same engine elsewhere; any other answer ends the start.
 * @param {Release} release
 * @param {(text: string) => string} judge
 */
function prove({ topic, version, trials }, judge) {
  for (const { answers, ...expected } of trials) {
    /** @type {Partial<Reply>} */
    const { assessment } = JSON.parse(judge(JSON.stringify({ type: "step", topic, version, answers })));
    const { level, route, rules = [] } = assessment ?? {};
    const said = JSON.stringify([assessment?.version, level, route, rules.map(({ id }) => id)]);
    if (said !== JSON.stringify([version, expected.level, expected.route, expected.rules])) {
      throw new Error(`asked about ${JSON.stringify(answers)} the checker says ${said}, not ${JSON.stringify(expected)}`);
    }
  }
}

/** @param {string} address */
function urlOf(address) {
  return new URL(address, siteRoot).href;
}

/**
 * @param {string} url
 * @returns {Download}
 */
function downloadOf(url) {
  const download = downloads.get(url);
  if (!download) throw new Error(`${url}: is not of this release`);
  return download;
}

/**
 * Give Pyodide a file; nothing else is ever fetched.
 * @param {string} url
 */
async function fileFor(url) {
  // What is compiled below does not wait for Pyodide to ask.
  return new Response(url.endsWith(".wasm") ? null : await downloadOf(url).bytes);
}

/** @param {string} address */
async function importChecked(address) {
  await downloadOf(urlOf(address)).bytes;
  return import(urlOf(address)).catch((error) => {
    throw new MissingFile(error.message);
  });
}

/**
 * Fetch a file; where it is of the runtime, tell of each piece that arrives.
 * @param {string} address
 * @param {string} sum
 * @param {Release} release
 * @param {boolean} isBypass
 * @returns {Download}
 */
function download(address, sum, release, isBypass) {
  const url = urlOf(address);
  const response = checked(browserFetch(url, asked(sum, isBypass)));
  // Both are read: one to compile, one to check.
  const copy = response.then((own) => (url.endsWith(".wasm") ? own.clone() : own));
  const tell = address.startsWith(release.runtime) ? progress : () => {};
  const bytes = copy.then(({ body }) => readAll(body, tell)).then(async (read) => {
    if (crypto.subtle && !(await isRight(read, sum))) throw await refusal(address, release);
    // The browser has the others itself: 10 MB less of memory.
    return /\.(zip|whl)$/.test(url) ? read : NOTHING;
  });
  return { response, bytes };
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null} body
 * @param {(bytes: number) => void} tell
 */
async function readAll(body, tell) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    pieces.push(read.value);
    tell(read.value.byteLength);
  }
  const bytes = new Uint8Array(pieces.reduce((size, { byteLength }) => size + byteLength, 0));
  let place = 0;
  for (const piece of pieces) {
    bytes.set(piece, place);
    place += piece.byteLength;
  }
  return bytes;
}

/**
 * @param {string} integrity
 * @param {boolean} isBypass
 * @returns {RequestInit}
 */
function asked(integrity, isBypass) {
  return { cache: isBypass ? "reload" : "default", ...(crypto.subtle ? {} : { integrity }) };
}

/**
 * Remove every copy of a file that is not right, and give the error that says so.
 * @param {string} address
 * @param {Release} release
 */
async function refusal(address, { scripts }) {
  const url = urlOf(address);
  await forget(url);
  if (!address.startsWith(scripts)) return new AlteredFile(address);
  // The page runs its scripts already, so it must be loaded again.
  await browserFetch(url, { cache: "reload" }).catch(() => {});
  return new OtherRelease(`${url}: is of another release`);
}

/** @param {Promise<Response>} promise */
async function checked(promise) {
  const response = await promise.catch((error) => {
    throw new MissingFile(error.message);
  });
  // The addresses hold a hash: a server that does not know one has another release than the page.
  if ([404, 410].includes(response.status)) throw new OtherRelease(`${response.url}: is not on the site any more`);
  if (!response.ok) throw new MissingFile(`${response.url}: the server answered ${response.status}`);
  return response;
}

/**
 * Compile the file of WebAssembly while it comes, so that it does not wait in memory; let nothing of it run before it is
 * checked. Tell what Pyodide would only warn of: that it is blocked, or cannot be compiled. Pyodide must wait then, and
 * not try another way.
 * @param {string} url
 */
function compileChecked(url) {
  const { response, bytes } = downloadOf(url);
  const compiled = response.then((own) => {
    // The browser's own response: with it the browser keeps what it compiled.
    const isKnown = own.headers.get("Content-Type") === WASM;
    return WebAssembly.compileStreaming(isKnown ? own : new Response(own.body, { headers: { "Content-Type": WASM } }));
  });
  const ready = bytes.then(() => compiled);
  for (const promise of [compiled, ready]) promise.catch(() => {}); // told below
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const module = await ready;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      fail(error);
      return new Promise(() => {});
    }
  };
}
