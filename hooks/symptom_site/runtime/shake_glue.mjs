// Writes the module on its standard input without what nothing in it refers to, and with short names.
// Use: node shake_glue.mjs <node_modules with terser>
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules] = process.argv.slice(2).map((name) => path.resolve(name));
const { minify } = createRequire(path.join(modules, "terser", "package.json"))("terser");
const { code } = await minify(readFileSync(0, "utf-8"), { module: true });
process.stdout.write(code);
