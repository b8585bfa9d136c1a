import { type Day, daysAfter } from "../domain/instant.ts";
import { readDay } from "../text/day.ts";
import { fold } from "../text/fold.ts";
import { plain } from "../text/plain.ts";

/** The day a question is about, and how that is known: a date in it, words such as "hiện nay" or "trước đây", or nothing. */
export type When = { readonly day: Day; readonly said: "date" | "now" | "past" | "nothing" };

const exact = /(?<![\d/.-])(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>20[12]\d)(?!\d)/u;
const month = /(?<![\d/.-])(?<month>\d{1,2})[/.-](?<year>20[12]\d)(?![\d/])/u;
const monthInWords = /\bthang (?<month>\d{1,2}) (?:nam )?(?<year>20[12]\d)\b/u;
const yearAlone = /(?<![\d/.-])(?<year>20[12]\d)(?![\d/-])/u;
/** Numbers of documents and spans of years are no dates: "Quyết định 26/2026/QĐ-TTg", "giai đoạn 2021 - 2025". */
const noDates =
  /\b(?:quyet dinh|qd|nghi dinh|nd|nghi quyet|nq|thong tu|tt|luat|so|ke hoach so|cong van)(?: so)? \d+\/20[12]\d\S*|\b20[12]\d ?(?:-|den|toi) ?20[123]\d\b/gu;
const nowWords =
  /\b(?:hien nay|hien tai|hien gio|hien hanh|bay gio|bay h|nam nay|luc nay|gio day|den nay|thoi diem nay|ngay nay|hom nay|dot toi|sap toi|moi nhat|(?<!(?:phat|thuc|the|bieu|xuat) )hien (?:co|la|do|theo|thuoc|con|dang|phai)|dang (?:ap dung|dung|theo|thuoc|chay|co hieu luc)|con hieu luc)\b|^nay\b/u;

/** A time that is over, without saying which: what holds today is then not what is asked for. */
const pastWords =
  /\b(?:truoc day|truoc kia|(?:ngay|hoi|thoi|luc) (?:truoc|xua|do|ay)|(?:khi|hoi|thoi|luc) (?:con|chua bo) (?:cap )?huyen)\b/u;

/** "bh" is "bây giờ" as often as "bao giờ". */
const shortNow = /(?<=\S )\bbh\b(?! (?:thi|moi|het|co|nop))/u;
const nowSaid =
  /(?<!\p{L})(?:hiện nay|hien nay|hiện tại|hien tai|hiện giờ|hien gio|bây giờ|bay gio|lúc này|luc nay|năm nay|nam nay|hiện hành|hien hanh)(?!\p{L})/giu;

/** Reads which day's rules a question asks for; `at` is the day it is asked. */
export function readWhen(question: string, at: Day): When {
  const words = plain(question).replaceAll(noDates, " ");
  const named = [exact, monthInWords, month, yearAlone].map((form) => form.exec(words)?.groups).find(Boolean);
  const inYear = named?.["year"] ?? "";
  // The running year means today, and not its middle.
  if (named !== undefined && named["month"] === undefined && at.startsWith(inYear))
    return { day: at, said: "date" };
  const day = named === undefined ? undefined : dayIn(inYear, named["month"], named["day"]);
  // "Trước năm 2023" is the time that ended with 2022.
  if (day !== undefined && named?.["day"] === undefined && before(inYear, named?.["month"]).test(words))
    return {
      day: daysAfter(`${inYear}-${(named?.["month"] ?? "01").padStart(2, "0")}-01`, -1),
      said: "date",
    };
  if (day !== undefined) return { day, said: "date" };
  if (nowWords.test(words) || shortNow.test(fold(question))) return { day: at, said: "now" };
  return { day: at, said: pastWords.test(words) ? "past" : "nothing" };
}

/** A question without the words that say "now": when is one thing, what is another, and passages say "hiện nay" too. */
export const withoutNow = (question: string): string => question.replaceAll(nowSaid, " ");

const before = (year: string, month = ""): RegExp =>
  new RegExp(`\\btruoc (?:nam |thang )?(?:0?${month}[/ .-])?(?:nam )?${year}\\b`, "u");

/** A day of the month or year that was named: its middle, where no day is; nothing where there is no such day. */
function dayIn(year: string, month = "07", day = "01"): Day | undefined {
  const reading = readDay(`${day}/${month}/${year}`, `${year}-01-01`);
  return "day" in reading ? reading.day : undefined;
}

type Span = { readonly from: Day; readonly until?: Day };

/** Whether a rule holds on a day. */
export const holdsOn = ({ from, until }: Span, day: Day): boolean =>
  from <= day && (until === undefined || day <= until);

/**
 * How much a passage counts for a question about that day. A rule of another time is pushed back, not hidden: people
 * ask for it too. Without any date the programme's own plan comes first, then what holds on the day of asking.
 */
export function weightOn(
  known: Span & { readonly document?: string; readonly stated: boolean },
  when: When,
  programme: string,
): number {
  const holds = holdsOn(known, when.day);
  // What no source states is said only where nothing else fits.
  if (!known.stated) return weightOn({ ...known, stated: true }, when, programme) * 0.9;
  if (when.said === "date") return holds ? (known.document === programme ? 1.4 : 1.2) : 0.5;
  if (when.said === "now") return holds ? 1.2 : 0.5;
  if (known.from > when.day) return 0.4;
  if (when.said === "past" && !holds) return known.document === programme ? 1.4 : 1.2;
  if (known.document === programme) return 1.1;
  return holds ? 1 : 0.75;
}
