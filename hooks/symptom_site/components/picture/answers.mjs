// Lets a reader choose an answer on a drawing; the list beside it stays the control.

/**
 * Connect the drawing of a form, if it has one, with the answers of its list.
 * @param {HTMLFormElement} form
 */
export function connectDrawing(form) {
  const drawing = form.querySelector("[data-answers]");
  if (!drawing) return;
  const places = /** @type {NodeListOf<SVGElement>} */ (drawing.querySelectorAll("[data-tick]"));
  /** @param {SVGElement} place */
  const inputOf = (place) => /** @type {HTMLInputElement | null} */ (form.querySelector(`input[value="${CSS.escape(place.dataset.tick ?? "")}"]`));
  const show = () => {
    for (const place of places) place.classList.toggle("place--ticked", inputOf(place)?.checked ?? false);
  };
  for (const place of places) {
    place.addEventListener("click", () => {
      const input = inputOf(place);
      if (!input) return;
      // As by a press on the list, so that the rest of the page hears of it.
      input.click();
      input.focus();
    });
  }
  form.addEventListener("change", show);
  show();
}
