// Searches also for text that comes without a key, by paste, dictation or a phone's suggestions: the theme looks when a
// key comes up.

document.querySelector("[data-md-component='search-query']")?.addEventListener("input", ({ target }) => {
  target?.dispatchEvent(new Event("keyup"));
});
