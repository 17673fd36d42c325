// Shows, on a page whose review is overdue, the notice that lies hidden at its foot: a copy kept offline can grow old.

window.document$.subscribe(() => {
  const notice = /** @type {HTMLElement | null} */ (document.querySelector(".review-due[data-review-by]"));
  // A day still counts until it has ended everywhere on Earth.
  if (!notice || Date.now() < Date.parse(`${notice.dataset.reviewBy}T23:59:59-12:00`)) return;
  document.querySelector("main h1")?.after(notice);
  notice.hidden = false;
});
