import { type Day, daysAfter } from "../domain/instant.ts";
import { decidedFor, holidays, weekday } from "./days-off.ts";

type Year = { readonly off: ReadonlySet<Day>; readonly worked: ReadonlySet<Day> };

/** A year's days are worked out once. */
const known = new Map<number, Year>();

function yearOf(year: number): Year {
  const before = known.get(year);
  if (before !== undefined) return before;
  const { swapped } = decidedFor(year);
  const made: Year = {
    off: new Set([...holidays(year), ...swapped.map((one) => one.off)]),
    worked: new Set(swapped.map((one) => one.worked)),
  };
  known.set(year, made);
  return made;
}

/** Monday to Friday without public holidays and days in lieu; a Saturday worked for a day off counts too. */
export function isWorkingDay(day: Day): boolean {
  const { off, worked } = yearOf(Number(day.slice(0, 4)));
  return worked.has(day) || (weekday(day) < 6 && !off.has(day));
}

/**
 * The last day of a term of working days: its first day does not count (Bộ luật Dân sự 2015, Điều 147). A term of none ends
 * the same day, or on the next working day (Điều 148).
 */
export function addWorkingDays(day: Day, count: number): Day {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`no term of ${count} working days`);
  let at = day;
  while (count === 0 && !isWorkingDay(at)) at = daysAfter(at, 1);
  for (let left = count; left > 0;) {
    at = daysAfter(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** The last working day on which a term of so many working days can begin, so that it ends by this day; one of none ends at once. */
export function lastStart(end: Day, count: number): Day {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`no term of ${count} working days`);
  if (count === 0) return end;
  let at = daysAfter(end, 1);
  for (let left = count + 1; left > 0;) {
    at = daysAfter(at, -1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** Working days after the first day up to and with the second; negative when the second is earlier. */
export function workingDaysBetween(from: Day, to: Day): number {
  if (to < from) return 0 - workingDaysBetween(to, from);
  let count = 0;
  for (let day = daysAfter(from, 1); day <= to; day = daysAfter(day, 1)) if (isWorkingDay(day)) count += 1;
  return count;
}
