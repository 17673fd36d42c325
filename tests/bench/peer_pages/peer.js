// Starts the worker of a peer, and marks when it has answered.
const worker = new Worker("worker.js", { type: "module" });
worker.onmessage = () => {
  window.answered = performance.now();
};
