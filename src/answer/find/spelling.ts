import { apart } from "./syllable.ts";

/** A word of the collection that may be meant, and how likely. */
export type Candidate = { readonly term: number; readonly weight: number };

const sameOnset: Readonly<Record<string, readonly string[]>> = {
  tr: ["ch", "t"],
  ch: ["tr", "c"],
  s: ["x"],
  x: ["s"],
  d: ["gi", "r", "v", "n"],
  gi: ["d", "r", "v"],
  g: ["gh", "gi"],
  gh: ["g"],
  r: ["d", "gi", "g"],
  l: ["n"],
  n: ["l", "nh"],
  nh: ["n", "d"],
  v: ["d", "gi", "b"],
  b: ["v"],
  f: ["ph"],
  ph: ["p", "f"],
  p: ["ph", "b"],
  k: ["c", "kh"],
  c: ["k", "qu"],
  kh: ["k", "h"],
  h: ["kh"],
  j: ["gi", "d"],
  z: ["d", "gi", "v"],
  w: ["qu", "v"],
  q: ["qu", "c"],
  qu: ["c"],
  ng: ["ngh"],
  ngh: ["ng"],
  th: ["t"],
  t: ["th"],
};
const sameEnd: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ng$/, ["n", "nh", "g"]],
  [/nh$/, ["n", "ng", "h"]],
  [/n$/, ["ng", "nh"]],
  [/ch$/, ["t", "c", "k", "h"]],
  [/c$/, ["t", "ch"]],
  [/t$/, ["c", "ch"]],
  [/i$/, ["y"]],
  [/y$/, ["i"]],
  [/o$/, ["u"]],
  [/u$/, ["o"]],
  [/k$/, ["ch", "c"]],
  [/g$/, ["ng"]],
  [/h$/, ["nh", "ch"]],
  [/ieu/, ["iu"]],
  [/iu/, ["ieu"]],
  [/uou/, ["uu", "ieu"]],
  [/uoi/, ["ui"]],
  [/ui/, ["uoi"]],
  [/oe/, ["e"]],
  [/oa/, ["a"]],
  [/uy/, ["ui"]],
];
const telexTone = /[sfrxj](?=[a-z]?$)|[sfrxj]$/;
const letters = "abcdefghijklmnopqrstuvwxyz";
const most = 6;

const untelexed = (typed: string): string =>
  typed
    .replace(/^dd|dd$/, "d")
    .replaceAll(/([aeo])\1/g, "$1")
    .replaceAll(/([uoa])w/g, "$1")
    .replace(/^w|w$/, "");

/** What somebody can have meant who typed this, with a weight for the kind of slip. */
function* slips(typed: string): Generator<readonly [string, number]> {
  const plain = untelexed(typed);
  if (plain !== typed) yield [plain, 1];
  const toneless = plain.replace(telexTone, "");
  if (toneless !== plain) yield [toneless, 1];
  const wordless = typed.replaceAll("w", "u");
  if (wordless !== typed) yield [wordless, 0.9];
  const single = typed.replaceAll(/(.)\1+/g, "$1");
  if (single !== typed) yield [single, 1];
  const [onset, rhyme] = apart(typed);
  const onsets = sameOnset[onset === "" ? (typed[0] ?? "") : onset] ?? [];
  const rest = onset === "" ? typed.slice(1) : rhyme;
  for (const other of onsets) yield [other + rest, 0.9];
  for (const [end, others] of sameEnd)
    if (end.test(rhyme))
      for (const other of others) {
        const changed = rhyme.replace(end, other);
        yield [onset + changed, 0.8];
        for (const head of onsets) yield [head + changed, 0.4];
      }
  for (let at = 0; at < typed.length; at += 1) {
    const before = typed.slice(0, at);
    const after = typed.slice(at + 1);
    yield [before + after, 0.55];
    if (after !== "") yield [before + (after[0] ?? "") + (typed[at] ?? "") + after.slice(1), 0.7];
    for (const letter of letters) yield [before + letter + after, 0.35];
  }
  for (let at = 0; at <= typed.length; at += 1)
    for (const letter of letters) yield [typed.slice(0, at) + letter + typed.slice(at), 0.6];
}

const cacheRoom = 4000;

/** Words of the collection that are one slip away from what was typed, best first. */
export const speller = (terms: ReadonlyMap<string, number>, spread: (term: number) => number) => {
  const kept = new Map<string, readonly Candidate[]>();
  const work = (typed: string): readonly Candidate[] => {
    const found = new Map<number, number>();
    for (const [word, weight] of slips(typed)) {
      const term = word === typed ? undefined : terms.get(word);
      if (term !== undefined && (found.get(term) ?? 0) < weight) found.set(term, weight);
    }
    return [...found]
      .map(([term, kind]) => ({ term, weight: kind, rank: kind * (1 + 0.25 * Math.log(spread(term))) }))
      .toSorted((one, two) => two.rank - one.rank || one.term - two.term)
      .slice(0, most);
  };
  return (typed: string): readonly Candidate[] => {
    const known = kept.get(typed);
    if (known !== undefined) return known;
    const found = typed.length < 2 || typed.length > 14 || /\d/.test(typed) ? [] : work(typed);
    if (kept.size >= cacheRoom) kept.clear();
    kept.set(typed, found);
    return found;
  };
};
