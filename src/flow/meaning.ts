import type { Certainty } from "../domain/certainty.ts";
import type { Criterion } from "../domain/criteria.ts";
import type { Answers } from "./answers.ts";
import { holds } from "./condition.ts";
import type { Condition } from "./define.ts";

/** What answers have to say: a condition on them, or that one number is at least this share of another (without one: itself). */
type Test =
  | Condition
  | { readonly op: "share"; readonly item: string; readonly of?: string; readonly from: number };

/** What answers tell of a criterion: at least, or at most, this level, counted from 0. */
type Tell = { readonly when: Test; readonly from?: number; readonly to?: number };

/**
 * What the levels of a criterion mean, and what of a dossier speaks for them. of: its titles; sets: only in these;
 * levels: in words, as many as the sheet has; below: what it is not even to have the lowest, which is 0 points; proofs: items
 * with what proves the points one gives oneself. Without `to` where there are proofs: more evidence never takes points away.
 */
export type Meaning = {
  readonly of: readonly string[];
  readonly sets?: readonly string[];
  readonly levels: readonly string[];
  readonly below?: string;
  readonly proofs?: readonly string[];
  readonly tells?: readonly Tell[];
  readonly certainty: Certainty;
};

/** The meaning of a criterion in a product set: the first that has its title and as many levels. */
export const meaningOf = (
  meanings: readonly Meaning[],
  set: string,
  { title, levels }: Criterion,
): Meaning | undefined =>
  meanings.find(
    (one) =>
      one.of.includes(title) &&
      one.levels.length === levels.length &&
      (one.sets === undefined || one.sets.includes(set)),
  );

/** Whether answers say so. */
export function tells(test: Test, answers: Answers): boolean {
  if (test.op !== "share") return holds(test, answers);
  const part = answers[test.item];
  const whole = test.of === undefined ? 1 : answers[test.of];
  return typeof part === "number" && typeof whole === "number" && whole > 0 && part / whole >= test.from;
}

/** The items that a test looks at. */
export function lookedAt(test: Test): readonly string[] {
  switch (test.op) {
    case "is":
    case "answered":
      return [test.item];
    case "not":
      return lookedAt(test.of);
    case "all":
    case "any":
      return test.of.flatMap(lookedAt);
    case "share":
      return test.of === undefined ? [test.item] : [test.item, test.of];
  }
}
