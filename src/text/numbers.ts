import { lexemes } from "./lexemes.ts";
import type { Lexeme } from "./lexemes.ts";
import { numberParts } from "./number-parts.ts";
import type { NumberPart } from "./number-parts.ts";
import { saidAs } from "./digit-words.ts";
import { unitAt } from "./units.ts";

const magnitudes: ReadonlySet<string> = new Set(["trieu", "ty", "ti", "nghin", "ngan"]);
const range = /^\d[\d.,]*-\d[\d.,]*$/;
const between: ReadonlySet<string> = new Set(["den", "toi", "hoac"]);
const nextDigit: ReadonlySet<string> = new Set([
  "1 2",
  "2 3",
  "3 4",
  "4 5",
  "5 6",
  "5 7",
  "6 7",
  "7 8",
  "8 9",
  "9 10",
]);

/** Whether the number at an index of the list is one end of a range ("10 đến 15", "ba bốn"). */
export const inRange = (all: readonly Lexeme[], parts: readonly NumberPart[], index: number): boolean => {
  const part = parts[index];
  const after = parts[index + 1];
  if (part === undefined || after === undefined) return false;
  if (after.start === part.next + 1 && between.has(all[part.next]?.word ?? "")) return true;
  const year = all[after.start]?.word === "nam";
  const digits = [part, after].every(
    (one) => all[one.start]?.digits && one.next === one.start + 1 && one.value < 11,
  );
  return (
    after.start === part.next &&
    ((part.lone && after.lone && !year) || digits) &&
    nextDigit.has(`${part.value} ${after.value}`)
  );
};

/** "nửa" as 0.5 where it counts: alone, or before a unit or magnitude. */
export const halfAt = (all: readonly Lexeme[], at: number): boolean => {
  if (!saidAs(all[at], "nua", "nửa")) return false;
  if (all[at - 1]?.digits) return false;
  return all.length === 1 || unitAt(all, at + 1) !== undefined || magnitudes.has(all[at + 1]?.word ?? "");
};

const isCalendarYear = (all: readonly Lexeme[], part: NumberPart): boolean =>
  all[part.start - 1]?.word === "nam" && part.value >= 1900 && part.value < 2200;

/** The number of a phrase: "khoảng 1.200 chai" -> 1200, "hai trăm rưỡi" -> 250, "vài chục" -> undefined. */
export const readNumber = (text: string): number | undefined => {
  const all = lexemes(text);
  const parts = numberParts(all);
  const halved = all.findIndex((_, at) => halfAt(all, at));
  if (halved >= 0 && !parts.some((part) => !part.lone)) return scaledHalf(all, halved);
  if (all.some((lexeme) => range.test(lexeme.word) && lexeme.digits)) return undefined;
  const rank = (part: NumberPart): number =>
    isCalendarYear(all, part) ? 3 : all[part.start]?.digits ? 0 : part.lone ? 2 : 1;
  let best: number | undefined;
  for (const [index, part] of parts.entries()) {
    const chosen = best === undefined ? undefined : parts[best];
    if (chosen === undefined || rank(part) < rank(chosen)) best = index;
  }
  const part = best === undefined ? undefined : parts[best];
  if (part === undefined || best === undefined) return undefined;
  if (inRange(all, parts, best) || inRange(all, parts, best - 1)) return undefined;
  return part.value + (unitHalf(all, part.next) ? 0.5 : 0);
};

const scaledHalf = (all: readonly Lexeme[], at: number): number => {
  const scale: Readonly<Record<string, number>> = { trieu: 5e5, ty: 5e8, ti: 5e8, nghin: 500, ngan: 500 };
  return scale[all[at + 1]?.word ?? ""] ?? 0.5;
};

// "2 tấn rưỡi" is two and a half.
const unitHalf = (all: readonly Lexeme[], at: number): boolean =>
  !all[at]?.digits && saidAs(all[at + 1], "ruoi", "rưỡi", "rưởi", "rười");
