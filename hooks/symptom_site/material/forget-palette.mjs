// Keeps nothing on a reader's device unasked: the theme stores its colors at the first visit, also when nobody chose any.
// Only light or dark, chosen by hand, stays; colors as the device has them need no note.

const AS_DEVICE = 0; // the first palette in mkdocs.yml

function forget() {
  const key = `${window.__md_scope.pathname}.__palette`;
  try {
    if (JSON.parse(localStorage.getItem(key) ?? "null")?.index === AS_DEVICE) localStorage.removeItem(key);
  } catch {
    // A browser that forbids storage has stored nothing.
  }
}

// The theme writes first: it listens from the start, and this waits for its turn to end.
const later = () => setTimeout(forget);

window.document$.subscribe(later);
document.addEventListener("change", ({ target }) => target instanceof HTMLInputElement && target.name === "__palette" && later());
