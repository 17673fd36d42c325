// Says what would change a result, and what was not asked.

/** Signs that can still come, by the level that they lead to: one piece for each level, in the order given. */
export function soonerPieces(words, sooner) {
  const pieces = new Map();
  for (const { findings, level } of sooner) {
    if (!pieces.has(level)) pieces.set(level, words.piece(`sooner-${level}`));
    pieces.get(level).querySelector('[data-slot="signs"]').append(item(together(words, findings)));
  }
  return [...pieces.values()];
}

/** Answers that the result rests on, with what it would be without them. */
export function lowerItems(words, lower) {
  return lower.map(({ findings, level }) => {
    const [one, other] = findings.map((finding) => sign(words, finding));
    return item(words.word(other ? "without-both" : "without", { sign: one, one, other, act: act(words, level) }));
  });
}

/** What the reader was not sure about, each with what it would mean if it were true. */
export function unsureItems(words, names, ifTrue) {
  const acts = new Map(ifTrue.map(({ findings, level }) => [findings[0], act(words, level)]));
  return names.map((name) => {
    const [question, option] = name.split(".");
    const text = option ? words.member(question, option) : words.heading(question);
    return item(acts.has(name) ? words.word("if-true", { sign: `${text}.`, act: acts.get(name) }) : text);
  });
}

/** Questions that were not asked, for one reason. */
export function skippedItems(words, skipped, reason) {
  return skipped.filter((row) => row.reason === reason).map(({ question }) => item(words.heading(question)));
}

/** Write under "Why we ask" what brought the question up, and what its answer can change. */
export function explainWhy(words, form, why) {
  const signs = why.because_of.map((finding) => `“${sign(words, finding)}”`).join(", ");
  const lines = [words.word(`why-${why.matters_for}`)];
  if (signs) lines.unshift(words.word("why-led", { signs }));
  form.querySelector('[data-slot="why"]').textContent = lines.join(" ");
}

function item(text) {
  const fragment = document.createDocumentFragment();
  const line = document.createElement("li");
  line.textContent = text;
  fragment.append(line);
  return fragment;
}

function together(words, [first, second]) {
  return second ? words.word("together", { one: sign(words, first), other: sign(words, second) }) : sign(words, first);
}

function sign(words, finding) {
  const [question, option] = finding.split(".");
  return words.member(question, option);
}

function act(words, level) {
  return words.text(words.piece(`card-${level}`).querySelector("[data-heading] [data-words]"));
}
