// Knows what follows the first answers while the engine is still loading: the build asked the engine beforehand.

/** @import { Answers, Precomputed, PrecomputedPart, Pending, Show, Told } from "./protocol.d.ts" */

/** @type {Show} */
const RESULT = { kind: "result", question: "", number: 0, total: 0, why: null };

/**
 * Give a reply as the engine would, or undefined where only the engine can tell.
 * @param {Precomputed} precomputed
 * @param {Answers} answers
 * @param {Pick<Pending, "from" | "isChange">} place
 * @returns {Told | undefined}
 */
export function precomputedReply({ next, each, emergencies }, answers, { from = "", isChange }) {
  const given = new Set(Object.entries(answers).flatMap(([question, members]) => members.map((member) => `${question}.${member}`)));
  const emergency = emergencies.find(({ signs }) => signs.some((sign) => given.has(sign)));
  if (emergency) return { show: RESULT, known: emergency.parts[0].level ?? "", parts: partsFor(emergency.parts, given) };
  const path = Object.entries(answers);
  const place = path.findIndex(([question]) => question === from);
  if (each.includes(from) && given.has(`${from}.unsure`)) {
    const show = next[key(path.slice(0, place))]?.show ?? { ...RESULT, number: place + 1 };
    return { show: { ...show, kind: "each", question: from }, known: "", parts: [] };
  }
  // After going back, the questions behind that answer come one by one; after a change, the next open question comes.
  return next[key(from && !isChange ? path.slice(0, place + 1) : path)];
}

/**
 * @param {PrecomputedPart[]} parts
 * @param {Set<string>} given
 * @returns {PrecomputedPart[]}
 */
function partsFor(parts, given) {
  return parts
    .map((part) => (part.items ? { ...part, items: part.items.filter(({ signs }) => signs.some((sign) => given.has(sign))) } : part))
    .filter(({ items }) => !items || items.length);
}

/** @param {[string, string[]][]} path */
function key(path) {
  return path.map(([question, members]) => `${question}=${members}`).join("&");
}
