import { lexemes } from "./lexemes.ts";
import type { Lexeme } from "./lexemes.ts";
import { numberParts } from "./number-parts.ts";
import type { NumberPart } from "./number-parts.ts";
import { halfAt, inRange, readNumber } from "./numbers.ts";
import { unitAt } from "./units.ts";

const currency: ReadonlySet<string> = new Set(["d", "dong", "vnd", "vn"]);
const range = /^\d[\d.,]*-\d[\d.,]*$/;

const isCurrency = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && currency.has(lexeme.word) && lexeme.said !== "đông" && lexeme.said !== "động";

/** A price or sum in VND: "150k", "1tr2", "hai triệu rưỡi", "150.000đ/chai"; a bare small number is none. */
export const readMoney = (text: string): number | undefined => {
  const all = lexemes(text);
  if (all.some((lexeme) => lexeme.digits && range.test(lexeme.word))) return undefined;
  const parts = numberParts(all);
  const rank = (part: NumberPart): number => {
    if (isCurrency(all[part.next])) return 0;
    if (part.scaled) return 1;
    if (part.value >= 1000 && unitAt(all, part.next) === undefined) return 2;
    return 3;
  };
  let best: number | undefined;
  for (const [index, part] of parts.entries()) {
    const chosen = best === undefined ? undefined : parts[best];
    if (chosen === undefined || rank(part) < rank(chosen)) best = index;
  }
  const part = best === undefined ? undefined : parts[best];
  if (part === undefined || best === undefined) return halfSum(all, text);
  if (inRange(all, parts, best) || inRange(all, parts, best - 1)) return undefined;
  // "5 củ" is five million in talk.
  if (all.length === part.next + 1 && all[part.next]?.word === "cu") return Math.round(part.value * 1e6);
  if (rank(part) === 3 && !(part.value === 0 && all.length === 1)) return halfSum(all, text);
  return Math.round(part.value);
};

const halfSum = (all: readonly Lexeme[], text: string): number | undefined => {
  if (!all.some((_, at) => halfAt(all, at))) return undefined;
  const value = readNumber(text);
  return value !== undefined && value >= 500 ? value : undefined;
};

/** "150.000 đồng" for 150000 VND. */
export const showMoney = (vnd: number): string => {
  const whole = Math.round(vnd);
  const digits = String(Math.abs(whole)).replace(/\B(?=(?:\d{3})+$)/g, ".");
  return `${whole < 0 ? "-" : ""}${digits} đồng`;
};
