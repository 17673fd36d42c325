// Prints a page. A phone hides that deep in the menus of its browser.

window.document$.subscribe(() => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.article-foot__print"));
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
