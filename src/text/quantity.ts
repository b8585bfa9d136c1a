import { baseAmount } from "./base-amount.ts";
import { saidAs } from "./digit-words.ts";
import { lexemes } from "./lexemes.ts";
import type { Lexeme } from "./lexemes.ts";
import { numberParts } from "./number-parts.ts";
import type { NumberPart } from "./number-parts.ts";
import { halfAt, inRange, readNumber } from "./numbers.ts";
import { isNoun } from "./nouns.ts";
import { unitAt } from "./units.ts";
import type { Unit } from "./units.ts";

export type { Unit } from "./units.ts";
export type Period = "day" | "week" | "month" | "year";
export type Quantity = { amount: number; unit?: Unit; per?: Period };

const periods: ReadonlyMap<string, Period> = new Map([
  ["ngay", "day"],
  ["tuan", "week"],
  ["thang", "month"],
  ["nam", "year"],
]);
const every: ReadonlySet<string> = new Set(["moi", "mot", "1", "hang", "tren"]);

/** An amount with its unit as said: "2 tấn rưỡi" -> 2.5 tan, "250 lít/tháng" -> 250 lit per month. */
export const readQuantity = (text: string): Quantity | undefined => {
  const all = lexemes(text);
  const measured = firstMeasured(all);
  if (measured === "range") return undefined;
  const amount = measured?.amount ?? readNumber(text);
  if (amount === undefined) return undefined;
  const per = periodOf(all, measured?.next ?? -1);
  return {
    amount,
    ...(measured === undefined ? {} : { unit: measured.unit }),
    ...(per === undefined ? {} : { per }),
  };
};

type Measured = { readonly amount: number; readonly unit: Unit; readonly next: number };

const firstMeasured = (all: readonly Lexeme[]): Measured | "range" | undefined => {
  const parts = numberParts(all);
  for (const [index, part] of parts.entries()) {
    const unit = unitAt(all, part.next);
    if (unit === undefined) continue;
    if (inRange(all, parts, index - 1)) return "range";
    const next = part.next + unit.length;
    return afterUnit(all, parts, part.value, unit.unit, next);
  }
  const halved = all.findIndex((_, at) => halfAt(all, at));
  const unit = halved < 0 ? undefined : unitAt(all, halved + 1);
  if (unit !== undefined) return { amount: 0.5, unit: unit.unit, next: halved + 1 + unit.length };
  const lone = unitAt(all, 0);
  if (lone !== undefined && isHalf(all[lone.length]))
    return { amount: 1.5, unit: lone.unit, next: lone.length + 1 };
  return undefined;
};

const isHalf = (lexeme: Lexeme | undefined): boolean => saidAs(lexeme, "ruoi", "rưỡi", "rưởi", "rười");
const measures = (unit: Unit): boolean => baseAmount(1, unit) !== undefined;

/** The rest after the unit: "rưỡi", or a smaller part as in "1 tấn 2" and "1 tấn 2 tạ". */
const afterUnit = (
  all: readonly Lexeme[],
  parts: readonly NumberPart[],
  amount: number,
  unit: Unit,
  next: number,
): Measured => {
  if (isHalf(all[next])) return { amount: amount + 0.5, unit, next: next + 1 };
  const rest = parts.find((part) => part.start === next);
  const plain = { amount, unit, next };
  if (rest === undefined || !measures(unit)) return plain;
  const smaller = unitAt(all, rest.next);
  if (smaller !== undefined) {
    const whole = baseAmount(1, unit);
    const added = baseAmount(rest.value, smaller.unit);
    if (
      whole === undefined ||
      added === undefined ||
      added.unit !== whole.unit ||
      added.amount >= whole.amount
    )
      return plain;
    return { amount: round(amount + added.amount / whole.amount), unit, next: rest.next + smaller.length };
  }
  const year = all[next]?.word === "nam" || all[next]?.word === "mot";
  if (rest.next !== next + 1 || rest.value >= 10 || isNoun(all[rest.next]) || year) return plain;
  return { amount: round(amount + rest.value / 10), unit, next: rest.next };
};

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

const periodOf = (all: readonly Lexeme[], next: number): Period | undefined => {
  for (const [at, lexeme] of all.entries()) {
    const period = periods.get(lexeme.word);
    if (period === undefined) continue;
    const before = all[at - 1]?.word ?? "";
    if (every.has(before) && (!all[at + 1]?.digits || unitAt(all, at + 2) !== undefined)) return period;
    if (at === next && !all[at + 1]?.digits && !dated.has(all[at + 1]?.word ?? "")) return period;
  }
  return undefined;
};

const dated: ReadonlySet<string> = new Set(["nay", "ngoai", "truoc", "sau", "toi", "qua", "kia"]);
