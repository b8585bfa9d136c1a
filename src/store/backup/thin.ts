import { type Day, dayOf, type Instant } from "../../domain/instant.ts";

/** How many days, weeks and months keep their last backup. */
export type Keep = { readonly daily: number; readonly weekly: number; readonly monthly: number };

export const usualKeep: Keep = { daily: 7, weekly: 4, monthly: 12 };

/** Weeks begin on Monday; 1970-01-05 was one. */
const weekOf = (day: Day): string => String(Math.floor((Date.parse(day) / 86_400_000 - 4) / 7));
const monthOf = (day: Day): string => day.slice(0, 7);

/** Which of these times may go: not the last of one of the last days, weeks or months that have any. */
export function tooMany(times: readonly Instant[], keep: Keep): readonly Instant[] {
  const newest = times.toSorted((one, other) => other - one);
  const lastOf = (periodOf: (day: Day) => string, most: number): readonly Instant[] => {
    const last = new Map<string, Instant>();
    for (const at of newest) {
      const period = periodOf(dayOf(at));
      if (!last.has(period)) last.set(period, at);
    }
    return [...last.values()].slice(0, most);
  };
  const kept = new Set([
    ...newest.slice(0, 1),
    ...lastOf((day) => day, keep.daily),
    ...lastOf(weekOf, keep.weekly),
    ...lastOf(monthOf, keep.monthly),
  ]);
  return newest.filter((at) => !kept.has(at));
}
