// The default way: Pyodide as it is shipped, and micropip, which installs the checker's wheel.
import { loadPyodide } from "./pyodide.mjs";

const { micropip, wheel, request } = await (await fetch("names.json")).json();
const pyodide = await loadPyodide();
const address = (name) => new URL(name, self.location).href;
await pyodide.loadPackage(address(micropip), { messageCallback() {} });
await pyodide.runPythonAsync(`import micropip; await micropip.install("${address(wheel)}", deps=False)`);
self.postMessage(pyodide.pyimport("symptom_checker.web").handle(request));
