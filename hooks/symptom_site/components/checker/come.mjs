// Loads the quiz on the first page that has one, by a full load or by a click inside the site. Other pages do without
// its modules, half of all that a page would load. Once there, it looks after each page by itself.

let isOwnPage = true;

window.document$.subscribe(() => {
  const isOwn = isOwnPage;
  isOwnPage = false;
  if (!document.querySelector(".quiz[data-topic]")) return;
  import("./mount.mjs").catch((error) => {
    console.warn(`The checker cannot come: ${error}`);
    // The scripts of the first page of this tab may be of a release that the server has no more.
    if (!isOwn) loadAgain();
  });
});

/** Load the page again if the server gives it: without a connection the page that stands there has more to say. */
export async function loadAgain() {
  const response = await fetch(location.href, { cache: "reload" }).catch(() => undefined);
  if (response?.ok) location.reload();
}
