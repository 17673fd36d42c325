// Starts Pyodide from the built files, as the page's worker does, and prints what a line of Python says.
// Use: node load_runtime.mjs <runtime folder> <wheel> <lock as JSON> <Python expression>
import { startPyodide } from "./start_pyodide.mjs";

const [folder, wheel, lock, expression] = process.argv.slice(2);
const pyodide = await startPyodide(folder, wheel, lock);
console.log(pyodide.runPython(`import json; json.dumps(${expression})`));
