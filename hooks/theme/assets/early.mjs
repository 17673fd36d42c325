// Knows what follows the first answers while the engine is still loading: the build asked the engine beforehand.

/** Give a reply like the engine's, or undefined where only the engine can tell. */
export function earlyReply(table, answers) {
  const asked = Object.keys(answers);
  const found = asked.flatMap((question) => answers[question].map((member) => table.signs[`${question}.${member}`]));
  const signs = found.filter(Boolean);
  if (signs.length) return { next: null, likely: 0, offers: [], assessment: { ...joined(signs, table.routes), asked } };
  const known = table.next[asked.map((question) => `${question}=${answers[question]}`).join("&")];
  return known && { ...known, offers: [], assessment: { asked } };
}

/** Danger only adds up, so several emergencies are one, with all their reasons and the strongest way to help. */
function joined(signs, routes) {
  const all = (name) => [...new Set(signs.flatMap((sign) => sign[name]))];
  return {
    ...signs[0],
    route: routes.find((route) => signs.some((sign) => sign.route === route)) ?? "",
    rules: signs.flatMap((sign) => sign.rules),
    where: all("where"),
    contact: all("contact"),
    advice: all("advice"),
  };
}
