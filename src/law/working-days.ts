import { type Day, daysAfter, daysBetween } from "../domain/instant.ts";

/** A Monday to count weekdays from. */
const monday: Day = "2021-03-15";

const isWeekend = (day: Day): boolean => ((daysBetween(monday, day) % 7) + 7) % 7 > 4;

/** The working day so many working days later. */
export function addWorkingDays(day: Day, count: number): Day {
  let reached = day;
  for (let left = count; left > 0; left -= isWeekend(reached) ? 0 : 1) reached = daysAfter(reached, 1);
  return reached;
}
