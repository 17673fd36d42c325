// Starts Pyodide and asks the engine as the page's worker does, and prints which functions of the WebAssembly have run.
// Use: node count_functions.mjs <runtime folder> <wheel> <lock as JSON> <function of the exports> < <requests as JSON>
// A start that fails is told as the worker tells it: what runs then counts too.
import { readFileSync } from "node:fs";
import { startPyodide } from "./start_pyodide.mjs";

const [folder, wheel, lock, look] = process.argv.slice(2);
const requests = JSON.parse(readFileSync(0, "utf8"));

/** What the largest file of WebAssembly exports; Pyodide starts with a small one. */
let exported = {};
const instantiate = /** @type {(module: WebAssembly.Module, imports: object) => Promise<any>} */ (WebAssembly.instantiate);
Object.assign(WebAssembly, {
  async instantiate(/** @type {WebAssembly.Module} */ module, /** @type {object} */ imports) {
    const made = await instantiate(module, imports);
    const { exports } = made.instance ?? made;
    if (Object.keys(exports).length > Object.keys(exported).length) exported = exports;
    return made;
  },
});

try {
  const pyodide = await startPyodide(folder, wheel, lock);
  const { handle } = pyodide.pyimport("symptom_checker.web");
  for (const text of requests) handle(text);
  pyodide.runPython("import missing");
} catch (error) {
  if (!/No module named/.test(String(error))) throw error;
}
console.log(JSON.stringify(new Function(`return (${look})`)()(exported)));
