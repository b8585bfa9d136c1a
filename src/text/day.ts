import { Temporal } from "temporal-polyfill";
import { calendarDay, writtenDay } from "./day-forms.ts";
import type { DayParts } from "./day-forms.ts";
import { fold } from "./fold.ts";
import { fromLunar, lunarYear } from "./lunar.ts";
import { relativeDay } from "./relative-day.ts";

/** A day as YYYY-MM-DD; with precision month or year it is the first of it. */
export type DayReading =
  | { day: string; precision: "day" | "month" | "year" }
  | { fault: "none" | "impossible" | "vague" };
export type DayOptions = { readonly prefer?: "past" | "future" };

const isoDay = /^\d{4}-\d{2}-\d{2}$/;

/** The day a text names, counted from today (YYYY-MM-DD); a missing year is the nearest before or after it. */
export const readDay = (text: string, today: string, { prefer = "past" }: DayOptions = {}): DayReading => {
  if (!isoDay.test(today)) return { fault: "none" };
  const now = Temporal.PlainDate.from(today);
  const folded = fold(text);
  const written = writtenDay(text);
  if (written === undefined) return relativeDay(folded, text, now, prefer) ?? { fault: "none" };
  if (written === "vague") return { fault: "vague" };
  return resolve(written, now, prefer);
};

const resolve = (parts: DayParts, now: Temporal.PlainDate, prefer: "past" | "future"): DayReading => {
  const thisYear = parts.lunar ? lunarYear(now) : now.year;
  const year =
    parts.year === undefined
      ? undefined
      : typeof parts.year === "number"
        ? parts.year
        : thisYear + parts.year.shift;
  if (year !== undefined && (year < 1900 || year > 2100)) return { fault: "impossible" };
  const precision = parts.day !== undefined ? "day" : parts.month !== undefined ? "month" : "year";
  if (parts.month === undefined && parts.day !== undefined) return ofSomeMonth(parts.day, now, prefer);
  const dateIn = (inYear: number): Temporal.PlainDate | undefined =>
    parts.lunar
      ? lunarDate(inYear, parts.month ?? 1, parts.day ?? 1)
      : calendarDay(inYear, parts.month ?? 1, parts.day ?? 1);
  if (year !== undefined) return reading(dateIn(year), precision);
  const shifts = prefer === "past" ? [1, 0, -1, -2, -3, -4, -5, -6, -7, -8] : [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8];
  for (const shift of shifts) {
    const date = dateIn(thisYear + shift);
    if (date !== undefined && onSide(date, now, prefer, precision)) return reading(date, precision);
  }
  return { fault: "impossible" };
};

// "30 tết" is the last day of the year, which may be the 29th.
const lunarDate = (year: number, month: number, day: number): Temporal.PlainDate | undefined =>
  fromLunar({ year, month, day }) ??
  (month === 12 && day === 30 ? fromLunar({ year, month, day: 29 }) : undefined);

const onSide = (
  date: Temporal.PlainDate,
  now: Temporal.PlainDate,
  prefer: "past" | "future",
  precision: string,
): boolean => {
  const from = precision === "day" ? now : now.with({ day: 1 });
  const order = Temporal.PlainDate.compare(date, from);
  return prefer === "past" ? order <= 0 : order >= 0;
};

const ofSomeMonth = (day: number, now: Temporal.PlainDate, prefer: "past" | "future"): DayReading => {
  for (let months = 0; months < 4; months += 1) {
    const first = now.with({ day: 1 }).add({ months: prefer === "past" ? -months : months });
    const date = calendarDay(first.year, first.month, day);
    if (date !== undefined && onSide(date, now, prefer, "day")) return reading(date, "day");
  }
  return { fault: "impossible" };
};

const reading = (date: Temporal.PlainDate | undefined, precision: "day" | "month" | "year"): DayReading =>
  date === undefined ? { fault: "impossible" } : { day: date.toString(), precision };
