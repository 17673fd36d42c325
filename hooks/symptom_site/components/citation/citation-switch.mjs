// Shows or hides the numbers of sources on a page; the next page shows them again.

window.document$.subscribe(() => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.article-foot__marks"));
  if (!button) return;
  const page = /** @type {HTMLElement} */ (button.closest("article"));
  const [hide, show] = [button.textContent, button.dataset.show ?? ""];
  button.hidden = false;
  button.addEventListener("click", () => {
    button.textContent = page.classList.toggle("has-no-marks") ? show : hide;
  });
});
