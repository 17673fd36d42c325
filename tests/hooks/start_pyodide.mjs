// Starts Pyodide from the built files, as the page's worker does, with the checker's wheel on Python's path.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @param {string} runtime the folder of the runtime
 * @param {string} wheel
 * @param {string} lock as JSON
 */
export async function startPyodide(runtime, wheel, lock) {
  const folder = path.resolve(runtime);
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
  return pyodide;
}
