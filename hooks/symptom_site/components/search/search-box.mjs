// Searches also for text that comes without a key, by paste, dictation or a phone's suggestions: the theme looks when a
// key comes up. Tells what the search took a word for, with a way back.

const box = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-component='search-query']"));
const note = /** @type {HTMLElement | null} */ (document.querySelector(".search-taken"));

box?.addEventListener("input", search);

if (box && note && window.BroadcastChannel) {
  const [taken, typed] = ["[data-taken]", "[data-typed]"].map((part) => /** @type {Element} */ (note.querySelector(part)));
  // Another tab's search is heard too, and told apart by what stands in the box.
  new BroadcastChannel("search").addEventListener("message", ({ data }) => {
    if (data.typed.trim() !== box.value.trim()) return;
    note.hidden = !data.taken;
    taken.textContent = data.taken;
    typed.textContent = box.value.trim();
  });
  note.querySelector("button")?.addEventListener("click", () => {
    box.value = `"${box.value.trim()}"`; // the search takes quoted words as they are
    box.focus();
    search();
  });
}

function search() {
  box?.dispatchEvent(new Event("keyup"));
}
