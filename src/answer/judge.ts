import type { Hit } from "./find.ts";

/** What speaks for and against an answer, each between 0 and 1 but for the margin of kinds. */
export type Signals = {
  readonly fit: number;
  readonly coverage: number;
  readonly pairs: number;
  readonly noise: number;
  /** Logarithm of the odds that the message is ours at all, held between -8 and 8. */
  readonly margin: number;
};

/** Fitted by `npm run eval -- --fit` on the questions of test/eval; see docs/measurements.md. */
const weights = { fit: 3.54, coverage: 3.29, pairs: 5.42, noise: 4.68, margin: 0.3, bias: -6.09 };

/** The signals of what was found for a question, with the margin of its kind. */
export function signalsOf(hits: readonly Hit[], noise: number, margin: number): Signals {
  const best = hits.slice(0, 3);
  return {
    fit: hits[0]?.fit ?? 0,
    coverage: Math.max(0, ...best.map((hit) => hit.coverage)),
    pairs: Math.max(0, ...best.map((hit) => hit.pairs)),
    noise,
    margin: Math.max(-8, Math.min(8, margin)),
  };
}

/** How likely it is that what was found answers the question, 0 to 1. */
export function chance(signals: Signals): number {
  const sum =
    weights.fit * signals.fit +
    weights.coverage * signals.coverage +
    weights.pairs * signals.pairs +
    weights.noise * signals.noise +
    weights.margin * signals.margin +
    weights.bias;
  return 1 / (1 + Math.exp(-sum));
}
