import type { NotOurs } from "../domain/not-ours.ts";
import { plain } from "../text/plain.ts";

/**
 * What a message most likely is: ours, or one of the kinds that are not.
 * `margin`: natural logarithm of the odds of ours against the likeliest other.
 */
export type Kind = {
  readonly id: string;
  readonly verdict: "ours" | NotOurs["verdict"];
  readonly margin: number;
};

type Counts = { readonly seen: ReadonlyMap<string, number>; readonly total: number };

/** Words of a message that are looked at; what follows is a text that somebody pasted. */
const longest = 60;
/** The share of a kind's own words against those of all kinds together: what nobody has said speaks for none. */
const own = 0.8;

/** Single words and pairs of neighbours, without marks. */
function features(text: string): readonly string[] {
  const words = plain(text).split(" ").slice(0, longest);
  return [...words, ...words.slice(1).map((word, at) => `${words[at] ?? ""} ${word}`)];
}

function count(texts: readonly string[]): Counts {
  const seen = new Map<string, number>();
  const all = texts.flatMap(features);
  for (const feature of all) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  return { seen, total: all.length };
}

/**
 * Tells what is ours from what is not by the words of examples (naive Bayes over words and pairs, smoothed by what all
 * kinds say together). `ours` are the questions that the knowledge says it answers.
 */
export function kindsFrom(ours: readonly string[], others: readonly NotOurs[]): (message: string) => Kind {
  const mine = count(ours);
  const rest = others.map((other) => ({ ...other, counts: count(other.examples) }));
  const kinds = [mine, ...rest.map((one) => one.counts)];
  /** Every kind counts the same, however many examples it has. */
  const common = (feature: string): number =>
    kinds.reduce((sum, kind) => sum + shareIn(kind, feature), 0) / kinds.length;
  const likelihood = (kind: Counts, found: readonly { feature: string; common: number }[]): number =>
    found.reduce(
      (sum, { feature, common: among }) => sum + Math.log((own * shareIn(kind, feature)) / among + 1 - own),
      0,
    );
  return (message) => {
    const found = features(message)
      .map((feature) => ({ feature, common: common(feature) }))
      .filter((one) => one.common > 0);
    const [best] = rest
      .map((other) => ({ ...other, value: likelihood(other.counts, found) }))
      .toSorted((one, two) => two.value - one.value);
    if (best === undefined) return { id: "ours", verdict: "ours", margin: 0 };
    const margin = likelihood(mine, found) - best.value;
    if (margin >= 0) return { id: "ours", verdict: "ours", margin };
    return { id: best.id, verdict: best.verdict, margin };
  };
}

const shareIn = ({ seen, total }: Counts, feature: string): number =>
  total === 0 ? 0 : (seen.get(feature) ?? 0) / total;
