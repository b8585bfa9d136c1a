import { Temporal } from "temporal-polyfill";

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A calendar day in Vietnam, "2021-03-15". */
export type Day = string;

const zone = "Asia/Ho_Chi_Minh";

export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;
export const days = (count: number): number => count * 86_400_000;

const local = (at: Instant): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The day in Vietnam at an instant. */
export const dayOf = (at: Instant): Day => local(at).toPlainDate().toString();

/** "08:05" in Vietnam at an instant. */
export const clockTime = (at: Instant): string => local(at).toPlainTime().toString().slice(0, 5);

/** The instant of a local time such as "2021-03-15 08:00" (time may be left out: 00:00). */
export function instantOf(text: string): Instant {
  const [day = "", time = "00:00"] = text.trim().split(/[ T]/);
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** Whole days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

/** "15/3/2021" as people write a day. */
export function showDay(day: Day): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.day}/${date.month}/${date.year}`;
}

/** The day so many months later; the last of the month where there is no such day. */
export const monthsAfter = (day: Day, months: number): Day =>
  Temporal.PlainDate.from(day).add({ months }).toString();

/** The day so many days later, or earlier when negative. */
export const daysAfter = (day: Day, count: number): Day =>
  Temporal.PlainDate.from(day).add({ days: count }).toString();
