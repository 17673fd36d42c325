// Starts Pyodide from the built files, as the page's worker does, and prints what a line of Python says.
// Use: node load_runtime.mjs <runtime folder> <wheel> <lock as JSON> <Python expression>
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, wheel] = process.argv.slice(2, 4).map((name) => path.resolve(name));
const [lock, expression] = process.argv.slice(4);
const load = (/** @type {string} */ name) => import(pathToFileURL(path.join(folder, name)).href);

const { default: createPyodideModule } = await load("pyodide.asm.mjs");
const { loadPyodide } = await load("pyodide.mjs");
const pyodide = await loadPyodide({
  indexURL: folder,
  packageBaseUrl: folder,
  stdLibURL: path.join(folder, "python_stdlib.zip"),
  createPyodideModule,
  lockFileContents: JSON.parse(lock),
});
pyodide.FS.writeFile("/checker.whl", new Uint8Array(readFileSync(wheel)));
pyodide.runPython("import sys; sys.path.insert(0, '/checker.whl')");
console.log(pyodide.runPython(`import json; json.dumps(${expression})`));
