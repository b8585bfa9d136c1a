import { countWords } from "./extract.ts";
import type { Hit } from "./find/find.ts";

/** What speaks for and against an answer. */
export type Signals = {
  /** 0 to 1: the best passage's score beside that of one which says everything that is asked. */
  readonly fit: number;
  /** 0 to 1: the share of the question's words, and of its pairs of neighbours, in one of the best three. */
  readonly coverage: number;
  readonly pairs: number;
  /** 0 to 1: the share of words that are short forms or no words; they lower the others without being strange. */
  readonly noise: number;
  /** Logarithm of the odds that the message is ours, for each of its words, held between -2 and 2. */
  readonly ours: number;
  /** Logarithm of the number of words. */
  readonly length: number;
};

/** Fitted on the questions of test/eval, answerable ones and strangers counting the same: `npm run eval -- --fit`. */
const weights: Signals & { readonly none: number } = {
  fit: 2,
  coverage: 1.76,
  pairs: 3.52,
  noise: 1.2,
  ours: 2.32,
  length: -0.54,
  none: -3.98,
};

/** The signals of what was found for a question, with the margin of its kind. */
export function signalsOf(question: string, hits: readonly Hit[], noise: number, margin: number): Signals {
  const words = Math.max(1, countWords(question));
  const best = hits.slice(0, 3);
  return {
    fit: hits[0]?.fit ?? 0,
    coverage: Math.max(0, ...best.map((hit) => hit.coverage)),
    pairs: Math.max(0, ...best.map((hit) => hit.pairs)),
    noise,
    ours: Math.max(-2, Math.min(2, margin / words)),
    length: Math.log(words),
  };
}

/** How likely it is that what was found answers the question, 0 to 1. */
export function chance(signals: Signals): number {
  const sum = names.reduce((so, name) => so + weights[name] * signals[name], weights.none);
  return 1 / (1 + Math.exp(-sum));
}

export const names = ["fit", "coverage", "pairs", "noise", "ours", "length"] as const;
