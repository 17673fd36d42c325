// Runs the checker's Python. Its messages are those of engine.mjs; it is told once what to load, then only asked.
//
// Every file is checked by its sum before it runs, at each start and whatever copy it comes from. Two limits: the browser
// fetches a module by itself, so a module is read and checked first and then imported from the same address; and a page
// without a secure address (plain http) has no `crypto.subtle`, so there the browser's own `integrity` checks each file.

/** @import { FromWorker, Release, Reply, ToWorker } from "./protocol.d.ts" */
/** @typedef {Extract<FromWorker, { type: "failed" }>} Failure */

import { forget, isRight, keepMissing, siteRoot } from "../offline/runtime-cache.mjs";

const WHEEL = "/symptom_checker.whl";
const WASM = "application/wasm";

const browserFetch = self.fetch.bind(self);
/** @type {Map<string, Download>} */
const downloads = new Map();
let loaded = 0;
/** @type {(text: string) => string} */
let handle;

/**
 * A file on its way: what the browser compiles from, and its bytes once all of them are there and right.
 * @typedef {{ response: Promise<Response>, bytes: Promise<Uint8Array<ArrayBuffer>> }} Download
 */

self.addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.type === "start") start(data).catch(fail);
  if (data.type === "ask") answer(data);
});

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
  // Python's own error; its words end with the module that is not in the library.
  const isIncomplete = /^ModuleNotFoundError:/m.test(String(message));
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
  const [library] = isWhole ? Object.keys(release.whole) : [`${release.runtime}python_stdlib.zip`];
  const sums = isWhole ? { ...release.sums, ...release.whole } : release.sums;
  // All at once; Pyodide would ask for one after the other.
  for (const [address, sum] of Object.entries(sums)) {
    downloads.set(urlOf(address), download(address, sum, release, bypass.includes(address)));
  }
  // Pyodide waits for ever when a file does not come, so that is watched from here.
  const whole = [...downloads.values()].map(({ bytes }) => bytes);
  const lost = new Promise((_, reject) => Promise.all(whole).catch(reject));
  compileChecked(urlOf(`${release.runtime}pyodide.asm.wasm`));
  self.fetch = async (request) => fileFor(request instanceof Request ? request.url : String(request));
  await Promise.race([Promise.all([boot(release, library), ...whole]), lost]);
  prove(release);
  downloads.clear();
  send({ type: "ready" });
  // The reader never waits for this. A full disk is no reason to stop: the checker runs, it is only not there offline.
  await keepMissing(release.runtime, release.sums).catch(() => {});
  send({ type: "kept" });
}

/**
 * @param {Release} release
 * @param {string} library the address of Python's library
 */
async function boot({ runtime, wheel, lock }, library) {
  const [{ loadPyodide }, { default: createPyodideModule }, bytes] = await Promise.all([
    importChecked(`${runtime}pyodide.mjs`),
    importChecked(`${runtime}pyodide.asm.mjs`),
    downloadOf(urlOf(wheel)).bytes,
  ]);
  const indexURL = urlOf(runtime);
  const pyodide = await loadPyodide({
    indexURL,
    packageBaseUrl: indexURL,
    stdLibURL: urlOf(library),
    createPyodideModule,
    lockFileContents: lock,
  });
  pyodide.FS.writeFile(WHEEL, bytes);
  pyodide.runPython(`import sys; sys.path.insert(0, "${WHEEL}")`);
  handle = pyodide.pyimport("symptom_checker.web").handle;
}

/**
 * Ask what the build asked the same engine elsewhere; any other answer ends the start.
 * @param {Release} release
 */
function prove({ topic, version, trials }) {
  for (const { answers, ...expected } of trials) {
    /** @type {Partial<Reply>} */
    const { assessment } = JSON.parse(handle(JSON.stringify({ type: "step", topic, version, answers })));
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
  const { response, bytes } = downloadOf(url);
  if (!url.endsWith(".wasm")) return new Response(await bytes);
  // Compiled while it comes, and from the browser's own response, with which it keeps what it compiled.
  const own = await response;
  const isKnown = own.headers.get("Content-Type") === WASM;
  return isKnown ? own : new Response(own.body, { headers: { "Content-Type": WASM } });
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
    return read;
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
 * Let nothing of the file of WebAssembly run before it is checked, and tell what Pyodide would only warn of: that it is
 * blocked, or cannot be compiled. Pyodide must wait then, and not try another way.
 * @param {string} url
 */
function compileChecked(url) {
  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      const [module] = await Promise.all([WebAssembly.compileStreaming(source), downloadOf(url).bytes]);
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      fail(error);
      return new Promise(() => {});
    }
  };
}
