// Compiles the .py files of a zip archive to bytecode, inside Pyodide: the host's Python would write another version's bytecode.
// Use: node compile_bytecode.mjs <folder of the npm package pyodide> <site-packages with pyodide-build> <input> <output>
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideDir, sitePackages, input, output] = process.argv.slice(2).map((name) => path.resolve(name));
const { loadPyodide } = await import(pathToFileURL(path.join(pyodideDir, "pyodide.mjs")).href);

try {
  const pyodide = await loadPyodide({
    indexURL: pyodideDir,
    // The mounted folder is the host's own: leave no bytecode of ours in it. The fixed seed is for reproducible output.
    env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: "0" },
  });
  pyodide.mountNodeFS("/packages", sitePackages);
  pyodide.FS.writeFile("/input.zip", new Uint8Array(readFileSync(input)));
  pyodide.runPython(`
import functools, py_compile, sys
from pathlib import Path

sys.path.append("/packages")
from pyodide_build import _py_compile

# The compiler takes Python's default, which stores file times; it calls py_compile.compile by its module.
py_compile.compile = functools.partial(
    py_compile.compile, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH, optimize=0
)
_py_compile._compile(Path("/input.zip"), Path("/output.zip"), verbose=False, compression_level=0)
`);
  writeFileSync(output, pyodide.FS.readFile("/output.zip"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
