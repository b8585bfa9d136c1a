import { type Day, daysAfter, monthsAfter } from "../domain/instant.ts";
import { readDay } from "../text/day.ts";
import { plain } from "../text/plain.ts";

/**
 * A date worked out of one that a question names, or of the day it is asked. `rule` is what a passage must say for it to
 * be cited. `given` may be as wide as a month or a year, and `until` of an expiry is then as wide.
 */
export type Reckoned = {
  readonly what: "expiry" | "window" | "safety" | "round" | "ministry-round";
  readonly rule: RegExp;
  readonly given: Day;
  readonly width: Width;
  readonly from: Day;
  readonly until: Day;
};

/** How wide a date is that somebody names. */
export type Width = "day" | "month" | "year";

const forms: Readonly<Record<Width, RegExp>> = {
  day: /(?<![\d/])(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>20\d\d)(?!\d)/u,
  month: /(?<![\d/.-])(?<month>\d{1,2})(?:[/.-]| nam )(?<year>20\d\d)(?![\d/])/u,
  year: /\bnam (?<year>20\d\d)(?![\d/-])/u,
};
const ends =
  /\b(?:het han|het hieu luc|het (?:khi|luc) nao|(?:khi nao|bao gio) (?:thi )?het|g(?:ia )?tri (?:toi|den)|co g(?:ia )?tri|con (?:han|hieu luc|gia tri)|dung (?:duoc )?(?:toi|den)|han den|(?:toi|den) (?:bao gio|(?:khi|luc|ngay|thang|nam) nao))\b/u;
const issued = /\b(?:cap|cong nhan|duoc cong nhan|ky)\b/u;
/** A month or a year alone is the day of issue only where it stands right after that word. */
const issuedThen = /\b(?:cap|cong nhan|ky)\b(?: (?!thi\b)\p{L}+){0,3} (?:\d{1,2}[/.-]|\d{1,2} nam )?20\d\d/u;
const again = /\b(?:nop lai|danh gia lai|phan hang lai|nop ho so|lam lai|nop danh gia lai)\b/u;
const safety = /\b(?:an toan thuc pham|attp|vsattp)\b/u;

/**
 * A product's certificate lives 36 months and is renewed 180 to 120 days before its end (Decision 26/2026, Điều 7); that of
 * food safety 3 years. `at`: the day it is asked, from which the next round of the year is counted.
 */
export function reckon(question: string, at: Day): Reckoned | undefined {
  const words = plain(question);
  return ofCertificate(words) ?? ofRound(words, at);
}

function ofCertificate(words: string): Reckoned | undefined {
  const named = dateIn(words);
  if (named === undefined || !/\b(?:giay|gcn|chung nhan|cong nhan)\b/u.test(words)) return undefined;
  const { day: given, width } = named;
  if (again.test(words) && /\bhet han\b/u.test(words))
    return width === "day"
      ? {
          what: "window",
          rule: /180 ngày/u,
          given,
          width,
          from: daysAfter(given, -180),
          until: daysAfter(given, -120),
        }
      : undefined;
  if (!ends.test(words) || !(width === "day" ? issued : issuedThen).test(words)) return undefined;
  const until = monthsAfter(given, 36);
  return safety.test(words)
    ? { what: "safety", rule: /0?3 năm|36 tháng/u, given, width, from: given, until }
    : { what: "expiry", rule: /36 tháng/u, given, width, from: given, until };
}

/** Rounds of each year: the month at whose 30th proposals end, and that by whose 30th they are judged. */
const rounds = {
  round: { rule: /đề nghị trước 30\/4/u, turns: [4, 10], judged: 2 },
  "ministry-round": { rule: /đề nghị trước 30\/7/u, turns: [1, 7], judged: 2 },
} as const;
const nextRound = /\bdot (?:toi|sap toi|gan nhat|ke tiep|tiep theo|sap den|toi day)\b/u;
const asksWhen =
  /\b(?:khi nao|luc nao|bao gio|ngay nao|ngay may|han cuoi|han chot|thang may|han nop|may gio)\b/u;
const ministry = /\b(?:bo|trung uong|5 sao|nam sao)\b/u;

function ofRound(words: string, at: Day): Reckoned | undefined {
  if (!nextRound.test(words) || !asksWhen.test(words)) return undefined;
  const what = ministry.test(words) ? "ministry-round" : "round";
  const { rule, turns, judged } = rounds[what];
  const [year = ""] = at.split("-");
  const ends30 = [year, String(Number(year) + 1)].flatMap((one) =>
    turns.map((month) => `${one}-${String(month).padStart(2, "0")}-30`),
  );
  const from = ends30.find((day) => day > at);
  return from === undefined
    ? undefined
    : { what, rule, given: at, width: "day", from, until: monthsAfter(from, judged) };
}

/** The date that is named, the narrowest form of it first; of a month or a year the first day. */
function dateIn(words: string): { readonly day: Day; readonly width: Width } | undefined {
  for (const width of ["day", "month", "year"] as const) {
    const groups = forms[width].exec(words)?.groups;
    if (groups === undefined) continue;
    const { day = "01", month = "01", year = "" } = groups;
    const reading = readDay(`${day}/${month}/${year}`, `${year}-01-01`);
    return "day" in reading ? { day: reading.day, width } : undefined;
  }
  return undefined;
}
