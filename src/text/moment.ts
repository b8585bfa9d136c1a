import { dayOf, daysAfter, type Instant, instantOf } from "../domain/instant.ts";
import { readDay } from "./day.ts";
import { fold } from "./fold.ts";

const clock =
  /\b(?:luc )?(\d{1,2}) ?(?:gio|h|g|:)(?: ?(\d{2})(?:p| phut)?\b| ?(ruoi)\b)?(?: (?:dung|kem))?(?![\d/.-])/u;
const parts = /\b(sang|trua|chieu|toi|dem)\b/u;

/** A moment to come that a text names by its hour, its day or both: "7h sáng mai", "thứ hai 8h", "20/4 lúc 14h30". */
export function readMoment(text: string, now: Instant): Instant | undefined {
  const words = fold(text);
  const said = clock.exec(words);
  const today = dayOf(now);
  const rest = said === null ? words : words.replace(said[0], " ").replaceAll(/ +/gu, " ").trim();
  const read = readDay(rest, today, { prefer: "future" });
  if ("fault" in read && read.fault !== "none") return undefined;
  const day = "day" in read && read.precision === "day" ? read.day : undefined;
  if (said === null && day === undefined) return undefined;
  const time = said === null ? timeOfPart(words) : timeOf(said, parts.exec(rest)?.[1]);
  if (time === undefined) return undefined;
  const at = instantOf(`${day ?? today} ${time}`);
  if (at > now) return at;
  // An hour that has passed is tomorrow's; a weekday that is today, next week's.
  if (day === undefined) return instantOf(`${daysAfter(today, 1)} ${time}`);
  const weekday = /\b(?:thu (?:\d|hai|ba|tu|nam|sau|bay)|chu nhat|cn)\b/u.test(rest);
  return day === today && weekday ? instantOf(`${daysAfter(today, 7)} ${time}`) : undefined;
}

function timeOf(said: RegExpExecArray, part: string | undefined): string | undefined {
  const hour = Number(said[1]);
  const minute = said[3] === undefined ? Number(said[2] ?? 0) : 30;
  const later =
    hour < 12 && (part === "chieu" || part === "toi" || part === "dem" || (part === "trua" && hour < 10));
  const whole = later ? hour + 12 : hour;
  if (whole > 23 || minute > 59) return undefined;
  return `${String(whole).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** "sáng mai" without an hour: when one would write to people then. */
const timeOfPart = (words: string): string =>
  ({ trua: "11:30", chieu: "14:00", toi: "19:00", dem: "19:00" })[parts.exec(words)?.[1] ?? ""] ?? "08:00";
