import { Temporal } from "temporal-polyfill";
import { fold } from "./fold.ts";
import { lexemes } from "./lexemes.ts";
import { numberParts } from "./number-parts.ts";

/** What a text says of a date; a year may be counted from this one ("năm ngoái" is shift -1). */
export type DayParts = {
  readonly day?: number;
  readonly month?: number;
  readonly year?: number | { readonly shift: number };
  readonly lunar: boolean;
};

const iso = /(?<![\d.,/-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d.,/-])/;
const full = /(?<![\d.,/-])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?![\d.,/-])/;
const dayMonth = /(?<![\d.,/-])(\d{1,2})[-/.](\d{1,2})(?![\d.,/-])/;
const monthYear = /(?<![\d.,/-])(\d{1,2})[-/.](\d{4})(?![\d.,/-])/;
const spaced = /^(?:ngay )?(\d{1,2}) (\d{1,2}) (\d{4})$/;
const worded = /(?:(\d{1,2}) )?(?:thang|th|thg) (\d{1,2}|gieng|chap)(?![\d.,/-])/;
const special = /\b(?:(\d{1,2}) )?(?:tet|thang gieng)\b/;
const onlyDay = /\b(?:ngay|hom|mung|mong) (\d{1,2})(?![\d.,/-])(?: (?:thang|th) (nay|truoc|sau|toi))?/;
const someYear = /\bnam (\d{4}|\d{2})\b(?![.,/-]\d)/;
const bareYear = /(?<![\d.,/-])((?:19|20)\d{2})(?![\d.,/-])/;
const shiftedYear =
  /\bnam (ngoai|nay|kia)\b|(?<!(?<!thang |[-/.])\b\d{1,2} |\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) )\bnam (truoc|sau|toi)\b/;
const lunarWords = /\b(?:am|al|am lich|ta lich|ram|tet|gieng|chap)\b/;
const vagueWords =
  /\b(?:dau|giua|cuoi|khoang|tam)(?: khoang| tam)? (?:thang|nam|tuan|quy)\b|\bquy \d\b|\b(?:may|vai|dam) (?:hom|ngay|tuan|thang|nam)\b/;

/** The date a text writes out, vague when only roughly, undefined when none. */
export const writtenDay = (typed: string): DayParts | "vague" | undefined => {
  const folded = fold(typed);
  const text = inDigits(typed);
  const lunar = lunarWords.test(folded);
  const found = dayOf(text, lunar);
  // "mùng" without a year is as often of the lunar calendar as not.
  if (found !== undefined && !lunar && found.year === undefined && /\bmung \d/.test(text)) return "vague";
  // A year that is written but was not read with the day means that a word between them was not understood.
  if (found?.day !== undefined && found.year === undefined && bareYear.test(text)) return "vague";
  if (found?.day !== undefined) return found;
  if (vagueWords.test(text)) return "vague";
  if (found === undefined && /\b(?:tet|ram)\b/.test(folded)) return "vague";
  return found;
};

const dayOf = (text: string, lunar: boolean): DayParts | undefined => {
  const isoMatch = iso.exec(text);
  if (isoMatch !== null)
    return { year: num(isoMatch[1]), month: num(isoMatch[2]), day: num(isoMatch[3]), lunar };
  const whole = full.exec(text) ?? spaced.exec(text);
  if (whole !== null)
    return { day: num(whole[1]), month: num(whole[2]), year: fullYear(num(whole[3])), lunar };
  const monthOnly = monthYear.exec(text);
  if (monthOnly !== null) {
    const before = /(\d{1,2}) (?:thang|th) \d{1,2}[-/.]\d{4}/.exec(text);
    return {
      ...(before === null ? {} : { day: num(before[1]) }),
      month: num(monthOnly[1]),
      year: num(monthOnly[2]),
      lunar,
    };
  }
  const year = yearOf(text);
  const short = dayMonth.exec(text);
  if (short !== null) return { day: num(short[1]), month: num(short[2]), ...year, lunar };
  return fromWords(text, year, lunar) ?? ("year" in year ? { ...year, lunar: false } : undefined);
};

const fromWords = (text: string, year: Pick<DayParts, "year">, lunar: boolean): DayParts | undefined => {
  const words = worded.exec(text);
  if (words !== null) {
    const month = words[2] === "gieng" ? 1 : words[2] === "chap" ? 12 : num(words[2]);
    return { ...(words[1] === undefined ? {} : { day: num(words[1]) }), month, ...year, lunar };
  }
  const tet = special.exec(text);
  if (tet?.[1] !== undefined) {
    const day = num(tet[1]);
    // The days from the 23rd belong to the year that ends.
    return { day, month: day > 20 ? 12 : 1, ...year, lunar: true };
  }
  const lone = onlyDay.exec(text);
  return lone === null || lone[2] !== undefined || lunar ? undefined : { day: num(lone[1]), lunar: false };
};

const yearOf = (text: string): Pick<DayParts, "year"> => {
  const named = someYear.exec(text) ?? bareYear.exec(text);
  if (named !== null) return { year: fullYear(num(named[1])) };
  const shifted = shiftedYear.exec(text);
  if (shifted === null) return {};
  const shifts: Readonly<Record<string, number>> = { ngoai: -1, truoc: -1, nay: 0, sau: 1, toi: 1, kia: -2 };
  return { year: { shift: shifts[shifted[1] ?? shifted[2] ?? ""] ?? 0 } };
};

const num = (digits: string | undefined): number => Number(digits ?? Number.NaN);

// People born in the last century write two digits too.
const fullYear = (year: number): number => (year >= 100 ? year : year <= 50 ? 2000 + year : 1900 + year);

const dateWords = /\b(?:ngay|thang|mung|mong|ram|nam|tet|hom|thu|chu nhat|tuan)\b/;

const beforeDay: ReadonlySet<string> = new Set(["ngay", "thang", "mung", "mong", "hom"]);

/** Folded words with numbers said in words as digits, where the text speaks of dates: "mười lăm tháng tám" -> "15 thang 8". */
const inDigits = (text: string): string => {
  const all = lexemes(text);
  const words = all.map((lexeme) => lexeme.word);
  if (dateWords.test(words.join(" "))) {
    for (const part of numberParts(all).toReversed()) {
      const first = all[part.start];
      if (first?.digits || part.scaled || part.value > 31) continue;
      const before = words[part.start - 1] ?? "";
      const named = beforeDay.has(before) || words[part.next] === "thang";
      // "thang sau" without marks is next month rather than June.
      const after = first?.said === "sau" && before === "thang" && words[part.next] !== "nam";
      if (!after && (named || !part.lone))
        words.splice(part.start, part.next - part.start, String(part.value));
    }
  }
  const plain = words.filter((word, at) => word !== "moi" || all[at]?.said !== "moi").join(" ");
  return plain
    .replace(/\b(?:ngay )?ram\b/g, "15")
    .replace(/\bmong\b/g, "mung")
    .replace(/\bsang nam\b/g, "nam sau");
};

/** A day of the Gregorian calendar, undefined when there is none such. */
export const calendarDay = (year: number, month: number, day: number): Temporal.PlainDate | undefined => {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined;
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return undefined;
  }
};
