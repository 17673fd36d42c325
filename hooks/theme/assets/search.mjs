// The search's worker: the theme's own, and before it the little words of a search are left out. The theme looks for
// words that begin with what was typed, so that "rub a cramp" would find "angina".
const QUERY = 2; // the type of the theme's message that carries what was typed

addEventListener("message", (event) => {
  const { type, data } = event.data;
  if (type !== QUERY) return;
  const words = data.split(/\s+/);
  // The last word may not be finished, and a search of little words alone is better than none.
  const kept = words.filter((word, place) => place === words.length - 1 || self.lunr.stopWordFilter(word.toLowerCase()));
  if (kept.length === words.length) return;
  event.stopImmediatePropagation();
  dispatchEvent(new MessageEvent("message", { data: { type, data: kept.join(" ") } }));
});

importScripts("../../../THEME_SEARCH"); // the build writes its address here
