import type { Plan } from "./plan.ts";
import { weights } from "./weights.ts";

/** How often each sign of a plan occurs in a part of a piece. */
export type Counts = {
  readonly terms: Float32Array;
  readonly pairs: Float32Array;
  readonly marked: Float32Array;
  readonly markedPairs: Float32Array;
};

export const noCounts = (plan: Plan): Counts => ({
  terms: new Float32Array(plan.terms.length),
  pairs: new Float32Array(plan.pairs.length),
  marked: new Float32Array(plan.marked.length),
  markedPairs: new Float32Array(plan.markedJoints.length),
});

/** Sets all counts back to nought. */
export const wipe = (counts: Counts): void => {
  counts.terms.fill(0);
  counts.pairs.fill(0);
  counts.marked.fill(0);
  counts.markedPairs.fill(0);
};

const pourList = (from: Float32Array, into: Float32Array, times: number): void => {
  for (let at = 0; at < from.length; at += 1) into[at] = (into[at] ?? 0) + times * (from[at] ?? 0);
};

/** Adds counts to others, `times` over. */
export const pour = (from: Counts, into: Counts, times: number): void => {
  pourList(from.terms, into.terms, times);
  pourList(from.pairs, into.pairs, times);
  pourList(from.marked, into.marked, times);
  pourList(from.markedPairs, into.markedPairs, times);
};

/** What counts are worth: the best way of each word and of each two neighbours. `norm` grows with the length of the part. */
export const worthOf = (counts: Counts, plan: Plan, k1: number, norm: number): number => {
  const filled = (times: number): number => (times === 0 ? 0 : (times * (k1 + 1)) / (times + norm));
  let sum = 0;
  for (const slot of plan.slots) {
    let best = 0;
    for (const way of slot.ways) {
      let worth = 0;
      for (const term of way.terms) worth += term.worth * filled(counts.terms[term.at] ?? 0);
      best = Math.max(best, worth * way.weight);
    }
    sum += best;
  }
  for (const joint of plan.joints) {
    let best = 0;
    for (const way of joint.ways) best = Math.max(best, way.worth * filled(counts.pairs[way.at] ?? 0));
    sum += weights.pair * best;
  }
  for (const sign of plan.markedSlots)
    sum += weights.marked * sign.worth * filled(counts.marked[sign.at] ?? 0);
  for (let at = 0; at < plan.markedJoints.length; at += 1)
    sum += weights.markedPair * (plan.markedJoints[at]?.worth ?? 0) * filled(counts.markedPairs[at] ?? 0);
  return sum;
};

/** How much of what is asked occurs at all, rare words counting more; 0 to 1. */
export const coverageOf = (counts: Counts, plan: Plan): number => {
  let asked = 0;
  let said = 0;
  for (const slot of plan.slots) {
    if (!slot.content) continue;
    asked += slot.self;
    // A short form is said when one of its readings is, were another a rarer word.
    let share = 0;
    for (const way of slot.ways) {
      let worth = 0;
      let whole = 0;
      for (const term of way.terms) {
        whole += term.worth;
        if ((counts.terms[term.at] ?? 0) > 0) worth += term.worth;
      }
      if (whole > 0) share = Math.max(share, worth / whole);
    }
    said += slot.self * share;
  }
  return asked === 0 ? 0 : said / asked;
};

/** How many neighbours in the question are neighbours here; 0 to 1. */
export const neighboursOf = (counts: Counts, plan: Plan): number => {
  let asked = 0;
  let kept = 0;
  for (const joint of plan.joints) {
    asked += joint.weight;
    let sure = 0;
    for (const way of joint.ways) if ((counts.pairs[way.at] ?? 0) > 0) sure = Math.max(sure, way.sure);
    kept += joint.weight * sure;
  }
  return asked === 0 ? 0 : kept / asked;
};
