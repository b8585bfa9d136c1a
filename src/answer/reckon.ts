import { type Day, daysAfter, monthsAfter } from "../domain/instant.ts";
import { readDay } from "../text/day.ts";
import { plain } from "../text/plain.ts";

/** A date worked out of one that a question names. `rule` is what a passage must say for it to be cited. */
export type Reckoned = {
  readonly what: "expiry" | "window" | "safety";
  readonly rule: RegExp;
  readonly given: Day;
  readonly from: Day;
  readonly until: Day;
};

const date = /(?<![\d/])(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>20\d\d)(?!\d)/u;
const ends =
  /\b(?:het han|het hieu luc|het khi nao|gia tri (?:toi|den)|co gia tri|dung (?:duoc )?(?:toi|den)|han den)\b/u;
const issued = /\b(?:cap|cong nhan|duoc cong nhan|ky)\b/u;
const again = /\b(?:nop lai|danh gia lai|phan hang lai|nop ho so|lam lai|nop danh gia lai)\b/u;
const safety = /\b(?:an toan thuc pham|attp|vsattp)\b/u;

/** A product's certificate lives 36 months and is renewed 180 to 120 days before its end (Decision 26/2026, Điều 7); that of food safety 3 years. */
export function reckon(question: string): Reckoned | undefined {
  const words = plain(question);
  const given = dayIn(words);
  if (given === undefined || !/\b(?:giay|gcn|chung nhan|cong nhan)\b/u.test(words)) return undefined;
  if (again.test(words) && /\bhet han\b/u.test(words))
    return {
      what: "window",
      rule: /180 ngày/u,
      given,
      from: daysAfter(given, -180),
      until: daysAfter(given, -120),
    };
  if (!ends.test(words) || !issued.test(words)) return undefined;
  const until = monthsAfter(given, 36);
  return safety.test(words)
    ? { what: "safety", rule: /0?3 năm|36 tháng/u, given, from: given, until }
    : { what: "expiry", rule: /36 tháng/u, given, from: given, until };
}

function dayIn(words: string): Day | undefined {
  const { day = "", month = "", year = "" } = date.exec(words)?.groups ?? {};
  const reading = readDay(`${day}/${month}/${year}`, `${year}-01-01`);
  return "day" in reading && day !== "" ? reading.day : undefined;
}
