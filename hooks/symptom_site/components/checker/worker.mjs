// Runs the checker's Python. Its messages are those of engine.mjs; it is told once what to load, then only asked.
//
// Every file is checked by its sum before it runs, at each start and whatever copy it comes from. Two limits: the browser
// fetches a module by itself, so a module is read and checked first and then imported from the same address; and a page
// without a secure address (plain http) has no `crypto.subtle`, so there the browser's own `integrity` checks each file.

/** @import { FromWorker, Release, Reply, ToWorker } from "./protocol.d.ts" */
/** @typedef {Extract<FromWorker, { type: "failed" }>} Failure */

import { forget, isRight, keep, keptCopy, siteRoot } from "../offline/runtime-cache.mjs";

const WHEEL = "/symptom_checker.whl";
/**
 * Some servers do not know these, and then neither Pyodide nor `import` takes the file from us.
 * @type {Record<string, string>}
 */
const TYPES = { mjs: "text/javascript", wasm: "application/wasm" };

const browserFetch = self.fetch.bind(self);
/** @type {Map<string, Promise<Response>>} */
const downloads = new Map();
/** @type {Promise<void>[]} */
const stores = [];
let loaded = 0;
/** @type {(text: string) => string} */
let handle;

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
  send({ type: "failed", reason, message: String(message), address });
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

/** @param {{ release: Release, bypass: string[] }} what */
async function start({ release, bypass }) {
  // All at once; Pyodide would ask for one after the other.
  for (const address of Object.keys(release.sums)) downloads.set(urlOf(address), download(address, release, bypass));
  // Pyodide waits for ever when a file does not come, so that is watched from here.
  const lost = new Promise((_, reject) => Promise.all(downloads.values()).catch(reject));
  watchInstantiation();
  self.fetch = async (request) => taken(request instanceof Request ? request.url : String(request));
  await Promise.race([Promise.all([boot(release), checkScripts(release)]), lost]);
  prove(release);
  await Promise.all(stores);
  send({ type: "ready" });
}

/** @param {Release} release */
async function boot({ runtime, wheel, lock }) {
  const [{ loadPyodide }, { default: createPyodideModule }, bytes] = await Promise.all([
    importChecked(`${runtime}pyodide.mjs`),
    importChecked(`${runtime}pyodide.asm.mjs`),
    bytesOf(wheel),
  ]);
  const indexURL = urlOf(runtime);
  const pyodide = await loadPyodide({
    indexURL,
    packageBaseUrl: indexURL,
    stdLibURL: urlOf(`${runtime}python_stdlib.zip`),
    createPyodideModule,
    lockFileContents: lock,
  });
  pyodide.FS.writeFile(WHEEL, new Uint8Array(bytes));
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

/**
 * The page runs its scripts already: where one of them is altered, the page must be loaded again.
 * @param {Release} release
 */
async function checkScripts({ scripts, sums }) {
  const addresses = Object.keys(sums).filter((address) => address.startsWith(scripts));
  await Promise.all(addresses.map(bytesOf));
}

/** @param {string} address */
function urlOf(address) {
  return new URL(address, siteRoot).href;
}

/**
 * Hand out a file once; nothing else is ever fetched.
 * @param {string} url
 */
function taken(url) {
  const download = downloads.get(url);
  downloads.delete(url);
  if (!download) throw new Error(`${url}: is not of this release, or was read before`);
  return download;
}

/** @param {string} address */
async function bytesOf(address) {
  return (await taken(urlOf(address))).arrayBuffer();
}

/** @param {string} address */
async function importChecked(address) {
  await bytesOf(address);
  return import(urlOf(address)).catch((error) => {
    throw new MissingFile(error.message);
  });
}

/**
 * Give a file from its copy, else from the network; tell of each piece of the runtime that arrives.
 * @param {string} address
 * @param {Release} release
 * @param {string[]} bypass
 */
async function download(address, release, bypass) {
  const [url, sum] = [urlOf(address), release.sums[address]];
  const isRuntime = address.startsWith(release.runtime);
  // A module comes by the way on which `import` finds it.
  const kept = address.endsWith(".mjs") ? undefined : await keptCopy(url);
  const response = kept ?? (await checked(browserFetch(url, asked(sum, bypass.includes(address)))));
  const type = TYPES[address.split(".").at(-1) ?? ""] ?? response.headers.get("Content-Type") ?? "";
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
  const gate = new TransformStream({
    transform(piece, controller) {
      pieces.push(piece);
      if (isRuntime) progress(piece.byteLength);
      controller.enqueue(piece);
    },
    // This runs before the last piece is handed on, so no reader of the file gets all of one that is wrong.
    async flush() {
      const bytes = joined(pieces);
      if (crypto.subtle && !(await isRight(bytes, sum))) await refuse(address, release);
      if (isRuntime && !kept) stores.push(store(url, bytes, type));
    },
  });
  return new Response(response.body?.pipeThrough(gate), { headers: { "Content-Type": type } });
}

/** @param {Uint8Array<ArrayBuffer>[]} pieces */
function joined(pieces) {
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
 * @param {string} address
 * @param {Release} release
 */
async function refuse(address, { scripts }) {
  const url = urlOf(address);
  await forget(url);
  const isScript = address.startsWith(scripts);
  if (isScript) await browserFetch(url, { cache: "reload" }).catch(() => {});
  const error = isScript ? new OtherRelease(`${url}: is of another release`) : new AlteredFile(address);
  // Pyodide may wait for ever for the end of the file.
  fail(error);
  throw error;
}

/**
 * Keep a file, unless it came from where it is kept.
 * @param {string} url
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} type
 */
async function store(url, bytes, type) {
  try {
    if (!(await keptCopy(url))) await keep(url, bytes, type);
  } catch {
    // A full disk is no reason to stop: the checker runs, it is only not there offline.
  }
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

/** Pyodide only warns when WebAssembly is blocked or the file is altered, and tries another way: it must wait instead. */
function watchInstantiation() {
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...parts) => {
    try {
      return await instantiate.apply(WebAssembly, parts);
    } catch (error) {
      fail(error);
      return new Promise(() => {});
    }
  };
}
