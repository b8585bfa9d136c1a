import { digitsValue } from "./digits.ts";
import { digitWord, saidAs } from "./digit-words.ts";
import { isNoun } from "./nouns.ts";
import type { Lexeme } from "./lexemes.ts";

/** A number in a text and the lexemes it takes: start up to, not including, next. */
export type NumberPart = {
  readonly value: number;
  readonly start: number;
  readonly next: number;
  /** A magnitude such as "nghìn" or "tr" was said. */
  readonly scaled: boolean;
  /** A lone digit's name, which may be another word: "ba", "năm". */
  readonly lone: boolean;
};

type Group = {
  readonly value: number;
  readonly next: number;
  readonly literal?: string;
  /** A lone digit's name. */
  readonly lone?: true;
  /** Half of this may follow as "rưỡi". */
  readonly half?: number;
};

const short = /^\d{1,3}$/;
const three = /^\d{3}$/;
const leading = /^[1-9]\d{0,2}$/;
const afterYear: ReadonlySet<string> = new Set([
  "nay",
  "ngoai",
  "truoc",
  "sau",
  "qua",
  "toi",
  "kia",
  "nao",
  "moi",
  "sinh",
]);
const beforeYear: ReadonlySet<string> = new Set([
  "moi",
  "hang",
  "trong",
  "ca",
  "cuoi",
  "dau",
  "giua",
  "nhieu",
  "may",
  "tung",
  "1",
]);
const afterSau: ReadonlySet<string> = new Set(["khi", "do", "nay", "day"]);
const byDozen: ReadonlySet<string> = new Set([
  "trung",
  "qua",
  "cai",
  "chiec",
  "hop",
  "but",
  "lo",
  "chai",
  "ly",
  "coc",
  "bat",
]);

const half = (lexeme: Lexeme | undefined): boolean => saidAs(lexeme, "ruoi", "rưỡi", "rưởi", "rười", "rươi");

const digitAt = (all: readonly Lexeme[], at: number): number | undefined => {
  const lexeme = all[at];
  const value = digitWord(lexeme);
  if (value === undefined || lexeme === undefined) return undefined;
  const after = all[at + 1]?.word ?? "";
  if (lexeme.word === "nam" && (afterYear.has(after) || all[at + 1]?.digits)) return undefined;
  if (lexeme.word === "sau" && afterSau.has(after)) return undefined;
  return value;
};

const magnitude = (lexeme: Lexeme | undefined): number | undefined => {
  if (lexeme === undefined) return undefined;
  switch (lexeme.word) {
    case "k":
    case "ngh":
      return 1e3;
    case "nghin":
      return saidAs(lexeme, "nghin", "nghìn") ? 1e3 : undefined;
    case "ngan":
      return saidAs(lexeme, "ngan", "ngàn") ? 1e3 : undefined;
    case "van":
      return saidAs(lexeme, "van", "vạn") ? 1e4 : undefined;
    case "tr":
      return 1e6;
    case "trieu":
      return saidAs(lexeme, "trieu", "triệu") ? 1e6 : undefined;
    case "ty":
      return saidAs(lexeme, "ty", "tỷ", "tỵ") ? 1e9 : undefined;
    case "ti":
      return saidAs(lexeme, "ti", "tỉ") ? 1e9 : undefined;
    default:
      return undefined;
  }
};

const hundred = (lexeme: Lexeme | undefined): boolean => saidAs(lexeme, "tram", "trăm");
const ten = (lexeme: Lexeme | undefined): boolean => saidAs(lexeme, "muoi", "mươi", "mười");
const odd = (lexeme: Lexeme | undefined): boolean => saidAs(lexeme, "linh") || saidAs(lexeme, "le", "lẻ");

const unitsAfterTen = (all: readonly Lexeme[], at: number, value: number): Group => {
  if (half(all[at])) return { value: value + 5, next: at + 1 };
  const unit = digitAt(all, at);
  return unit === undefined || unit === 0 ? { value, next: at } : { value: value + unit, next: at + 1 };
};

/** What follows "trăm". */
const afterHundred = (all: readonly Lexeme[], at: number, value: number): Group => {
  if (half(all[at])) return { value: value + 50, next: at + 1 };
  if (odd(all[at])) {
    const unit =
      digitAt(all, at + 1) ?? (/^\d$/.test(all[at + 1]?.word ?? "") ? Number(all[at + 1]?.word) : undefined);
    return unit === undefined ? { value, next: at } : { value: value + unit, next: at + 2 };
  }
  if (ten(all[at])) return unitsAfterTen(all, at + 1, value + 10);
  const digit = digitAt(all, at);
  if (digit !== undefined) {
    if (ten(all[at + 1]) || saidAs(all[at + 1], "chuc", "chục"))
      return unitsAfterTen(all, at + 2, value + digit * 10);
    const last = shortUnit(all, at + 1);
    if (last !== undefined) return { value: value + digit * 10 + last, next: at + 2 };
    // "hai trăm năm" is 250 in speech; 205 is "hai trăm linh năm".
    if (digit > 0 && !isNoun(all[at + 1])) return { value: value + digit * 10, next: at + 1 };
    return { value, next: at, half: 100 };
  }
  const tens = all[at];
  if (tens?.digits && /^\d\d$/.test(tens.word) && !isNoun(all[at + 1]))
    return { value: value + Number(tens.word), next: at + 1 };
  return { value, next: at, half: 100 };
};

/** The unit of a shortened ten: "hai lăm", "ba mốt", "bảy tư". */
const shortUnit = (all: readonly Lexeme[], at: number): number | undefined => {
  const lexeme = all[at];
  if (lexeme === undefined) return undefined;
  const value = digitWord(lexeme);
  if (value === undefined || lexeme.said === "một") return undefined;
  return lexeme.word === "lam" || lexeme.word === "nham" || lexeme.word === "mot" || lexeme.word === "tu"
    ? value
    : undefined;
};

const literalGroup = (all: readonly Lexeme[], at: number, first: string): Group | undefined => {
  let text = first;
  let next = at + 1;
  if (leading.test(first)) {
    while (three.test(all[next]?.word ?? "") && !all[next]?.glued) {
      text += all[next]?.word ?? "";
      next += 1;
    }
  }
  const value = digitsValue(text);
  if (value === undefined) return undefined;
  if (hundred(all[next])) return afterHundred(all, next + 1, value * 100);
  if (saidAs(all[next], "chuc", "chục")) return unitsAfterTen(all, next + 1, value * 10);
  return { value, next, literal: text };
};

/** A number below a thousand, or one written in digits. */
const group = (all: readonly Lexeme[], at: number): Group | undefined => {
  const first = all[at];
  if (first === undefined) return undefined;
  if (first.digits) return literalGroup(all, at, first.word);
  if (hundred(first)) {
    const more =
      half(all[at + 1]) || digitAt(all, at + 1) !== undefined || magnitude(all[at + 1]) !== undefined;
    return more ? afterHundred(all, at + 1, 100) : undefined;
  }
  if (saidAs(first, "chuc", "chục")) {
    return half(all[at + 1]) ? { value: 15, next: at + 2 } : { value: 10, next: at + 1 };
  }
  if (ten(first)) return unitsAfterTen(all, at + 1, 10);
  if (
    magnitude(first) !== undefined &&
    first.word.length > 2 &&
    (half(all[at + 1]) || digitAt(all, at + 1) !== undefined)
  ) {
    return first.word === "van" ? undefined : { value: 1, next: at };
  }
  const digit = digitAt(all, at);
  if (digit === undefined || first.word === "lam" || first.word === "nham") return undefined;
  if (hundred(all[at + 1])) return afterHundred(all, at + 2, digit * 100);
  if (digit > 0 && (ten(all[at + 1]) || saidAs(all[at + 1], "chuc", "chục")))
    return unitsAfterTen(all, at + 2, digit * 10);
  const last = digit > 1 ? shortUnit(all, at + 1) : undefined;
  if (last !== undefined) return { value: digit * 10 + last, next: at + 2 };
  return { value: digit, next: at + 1, lone: true };
};

/** A number with its magnitudes: "2 triệu 300 nghìn", "1tr2", "hai nghìn rưỡi". */
const numberAt = (all: readonly Lexeme[], start: number): NumberPart | undefined => {
  let part = group(all, start);
  if (part === undefined) return undefined;
  let total = 0;
  let smallest = Infinity;
  const done = (next: number, value: number, lone = false): NumberPart => ({
    value: Math.round(value * 1e6) / 1e6,
    start,
    next,
    scaled: smallest < Infinity,
    lone,
  });
  for (;;) {
    let scale = magnitude(all[part.next]);
    if (scale === undefined || scale >= smallest || (part.lone && all[part.next]?.word === "k")) {
      if (smallest === Infinity) return whole(all, part, done);
      return tail(all, part, total, smallest, done);
    }
    let next = part.next + 1;
    const again = magnitude(all[next]);
    if (again !== undefined && again > scale) {
      scale *= again;
      next += 1;
    }
    total += part.value * scale;
    smallest = scale;
    if (half(all[next])) return done(next + 1, total + scale / 2);
    if (odd(all[next])) {
      const unit = group(all, next + 1);
      return unit === undefined ? done(next, total) : done(unit.next, total + unit.value);
    }
    const more = group(all, next);
    if (more === undefined) return done(next, total);
    part = more;
  }
};

type Done = (next: number, value: number, lone?: boolean) => NumberPart;

const whole = (all: readonly Lexeme[], part: Group, done: Done): NumberPart => {
  if (half(all[part.next])) return done(part.next + 1, part.value + (part.half ?? 1) / 2);
  const dozen = all[part.next];
  if (
    dozen !== undefined &&
    (dozen.said === "tá" || (dozen.said === "ta" && byDozen.has(all[part.next + 1]?.word ?? "")))
  ) {
    return done(part.next + 1, part.value * 12);
  }
  return done(part.next, part.value, part.lone === true);
};

/** The fraction after the last magnitude: the 2 of "1tr2" is 200 thousand. */
const tail = (all: readonly Lexeme[], part: Group, total: number, scale: number, done: Done): NumberPart => {
  const at = part.literal === undefined ? part.next - 1 : part.next - part.literal.length;
  const first = part.literal === undefined ? at : part.next - 1;
  const counted = isNoun(all[part.next]) && !all[first]?.glued;
  if (part.literal !== undefined) {
    if (!short.test(part.literal) || counted) return done(first, total);
    return done(part.next, total + (part.value * scale) / 10 ** part.literal.length);
  }
  const year = all[at]?.word === "nam" && all[at - 2]?.digits;
  if (part.lone)
    return counted || year ? done(first, total) : done(part.next, total + (part.value * scale) / 10);
  return done(part.next, total + part.value);
};

const vague: ReadonlySet<string> = new Set(["vài", "vai", "mấy", "may", "dăm"]);

const isYear = (all: readonly Lexeme[], at: number): boolean => {
  const lexeme = all[at];
  if (lexeme?.word !== "nam") return false;
  const before = all[at - 1];
  return (
    before !== undefined && (before.digits || beforeYear.has(before.word) || digitWord(before) !== undefined)
  );
};

/** All numbers of a text in order; a vague one ("vài chục") is left out. */
export const numberParts = (all: readonly Lexeme[]): NumberPart[] => {
  const found: NumberPart[] = [];
  let at = 0;
  while (at < all.length) {
    const part = isYear(all, at) || all[at]?.word === "khong" ? zeroAt(all, at) : numberAt(all, at);
    if (part === undefined || part.next <= at) {
      at += 1;
    } else {
      if (!vague.has(all[at - 1]?.said ?? "")) found.push(part);
      at = part.next;
    }
  }
  return found;
};

// "không" is a number only as the first word of hundreds or all by itself.
const zeroAt = (all: readonly Lexeme[], at: number): NumberPart | undefined =>
  all.length === 1 && saidAs(all[at], "khong", "không")
    ? { value: 0, start: 0, next: 1, scaled: false, lone: true }
    : undefined;
