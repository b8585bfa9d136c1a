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
/** How often a thing that no example holds counts as seen. */
const unseen = 0.3;

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
 * Tells what is ours from what is not by the words of examples (multinomial naive Bayes over words and pairs).
 * `ours` are the questions that the knowledge says it answers.
 */
export function kindsFrom(
  ours: readonly string[],
  others: readonly NotOurs[],
): (message: string) => Kind {
  const own = count(ours);
  const rest = others.map((other) => ({ ...other, counts: count(other.examples) }));
  const vocabulary = new Set([own, ...rest.map((one) => one.counts)].flatMap((one) => [...one.seen.keys()])).size;
  const likelihood = ({ seen, total }: Counts, found: readonly string[]): number => {
    const share = total + unseen * vocabulary;
    return found.reduce((sum, feature) => sum + Math.log(((seen.get(feature) ?? 0) + unseen) / share), 0);
  };
  return (message) => {
    const found = features(message);
    const [best] = rest
      .map((other) => ({ ...other, value: likelihood(other.counts, found) }))
      .toSorted((one, two) => two.value - one.value);
    if (best === undefined) return { id: "ours", verdict: "ours", margin: 0 };
    const margin = likelihood(own, found) - best.value;
    if (margin >= 0) return { id: "ours", verdict: "ours", margin };
    return { id: best.id, verdict: best.verdict, margin };
  };
}
