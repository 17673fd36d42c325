// Loads the quiz on the first page that has one, by a full load or by a click inside the site. Other pages do without
// its modules, half of all that a page would load. Once there, it looks after each page by itself.

window.document$.subscribe(() => {
  if (document.querySelector(".quiz[data-topic]")) import("./mount.mjs");
});
