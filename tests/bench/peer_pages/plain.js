// The floor: no Python at all.
self.postMessage(JSON.stringify({ answer: 1 + 1 }));
