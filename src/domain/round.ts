import type { Day } from "./instant.ts";
import type { Round } from "./programme.ts";

/** A round opened or changed while the programme runs. closed: it takes nothing any more, and counts no longer. */
export type KeptRound = Round & { readonly closed?: true | undefined };

/** Rounds kept beside those of the plan, at most. */
export const mostRounds = 20;

/** The rounds of a plan with what was decided since; the first to end comes first. */
export const mergedRounds = (planned: readonly Round[], kept: readonly KeptRound[]): readonly Round[] =>
  [
    ...planned.filter((one) => !kept.some((other) => other.id === one.id)),
    ...kept.filter((one) => one.closed !== true),
  ].toSorted((one, two) => (one.until < two.until ? -1 : 1));

/** The round a dossier of this day is taken for: the first that has not ended, begun or not; undefined after the last. */
export const roundFor = (rounds: readonly Round[], day: Day): Round | undefined =>
  rounds
    .filter((one) => day <= one.until)
    .reduce<Round | undefined>(
      (first, one) => (first === undefined || one.until < first.until ? one : first),
      undefined,
    );

/** "dot-1-2027" is round 1 of 2027; a round without a year is of the year in which it ends. */
export function numberOf(round: Round): { readonly number: number; readonly year: number } | undefined {
  const named = /^dot-(?<number>\d+)(?:-(?<year>\d{4}))?$/u.exec(round.id)?.groups;
  return named === undefined
    ? undefined
    : { number: Number(named["number"]), year: Number(named["year"] ?? round.until.slice(0, 4)) };
}

/** The round that a number means on a day: the first of them that has not ended, else the last; a year says which. */
export function roundNamed(
  rounds: readonly Round[],
  { number, year }: { readonly number: number; readonly year?: number | undefined },
  today: Day,
): Round | undefined {
  const named = rounds.filter((one) => {
    const known = numberOf(one);
    return known?.number === number && (year === undefined || known.year === year);
  });
  return roundFor(named, today) ?? named.toSorted((one, two) => (one.until < two.until ? -1 : 1)).at(-1);
}

/** The list with one round as it is now; where it is full, the one that ended first goes. */
export const withRound = (kept: readonly KeptRound[], round: KeptRound): readonly KeptRound[] =>
  [...kept.filter((one) => one.id !== round.id), round]
    .toSorted((one, two) => (one.until < two.until ? -1 : 1))
    .slice(-mostRounds);
