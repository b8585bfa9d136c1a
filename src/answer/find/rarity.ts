import type { Collection, Postings } from "./collection.ts";

/** In how many pieces a term stands. */
export const spreadOf = (postings: Postings, term: number): number =>
  (postings.from[term + 1] ?? 0) - (postings.from[term] ?? 0);

export type Rarity = ReturnType<typeof rarityIn>;

/** How much a word or pair tells, by the number of pieces it stands in (the idf of BM25). */
export const rarityIn = ({ count, single, paired, markedSpread }: Collection) => {
  const rarity = (spread: number): number => Math.log(1 + (count - spread + 0.5) / (spread + 0.5));
  return {
    term: (term: number): number => rarity(spreadOf(single, term)),
    pair: (pair: number): number => rarity(spreadOf(paired, pair)),
    marked: (marked: number): number => rarity(markedSpread[marked] ?? 0),
    /** Of a word that stands nowhere. */
    unknown: rarity(0),
  };
};
