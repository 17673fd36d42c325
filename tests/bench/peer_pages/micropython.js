// A second floor: a smaller Python, as PyScript starts it, which only adds two numbers.
import { loadMicroPython } from "./micropython.mjs";

const python = await loadMicroPython({ url: new URL("micropython.wasm", self.location).href });
python.runPython("answer = 1 + 1");
self.postMessage(python.globals.get("answer"));
