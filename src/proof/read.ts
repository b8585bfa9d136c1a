import { type Day, monthsAfter } from "../domain/instant.ts";
import type { Field, ProofReading } from "../domain/proof-reading.ts";
import { readDay } from "../text/day.ts";
import { kindNames, type PaperKind, paperKinds } from "./kinds.ts";
import type { ProofLine } from "./reading.ts";
import { bare, maybe, wordsOf } from "./words.ts";

/** Fewer letters than this, or read with less trust, is nothing that anybody could check. */
const leastLetters = 60;
const leastTrust = 48;

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** How much can be made of what was read: letters, and how far they are to be trusted. */
export function legibility(lines: readonly ProofLine[]): {
  readonly letters: number;
  readonly trust: number;
} {
  const counted = lines.map((line) => ({
    letters: line.text.replaceAll(/[^\p{L}\p{N}]/gu, "").length,
    confidence: line.confidence,
  }));
  const letters = counted.reduce((sum, one) => sum + one.letters, 0);
  const trusted = counted.reduce((sum, one) => sum + one.letters * one.confidence, 0);
  return { letters, trust: letters === 0 ? 0 : trusted / letters };
}

/** Whether what was read is words and not specks. */
export function isLegible(lines: readonly ProofLine[]): boolean {
  const { letters, trust } = legibility(lines);
  return letters >= leastLetters && trust >= leastTrust;
}

/** What a paper shows, out of its lines from top to bottom. */
export function readProof(all: readonly ProofLine[], by: ProofReading["by"], turned = 0): ProofReading {
  const lines = all
    .map((line) => ({ ...line, text: line.text.normalize("NFC").replaceAll(/\s+/gu, " ").trim() }))
    .filter((line) => line.text !== "");
  const head = { by, ...(turned === 0 ? {} : { turned }) };
  if (!isLegible(lines)) return { ...head, legible: false };
  const kind = kindOf(lines);
  const holder = labelled(lines, holderLabels);
  const product = labelled(lines, productLabels);
  const number = numberIn(lines);
  const issuer = issuerIn(lines);
  const issued = issuedIn(lines);
  const stated = untilIn(lines, issued?.value);
  const reckoned = stated === undefined ? reckonedUntil(kind?.value, issued) : undefined;
  const until = stated ?? reckoned;
  return {
    ...head,
    legible: true,
    ...(kind && { kind }),
    ...(holder && { holder }),
    ...(product && { product }),
    ...(number && { number }),
    ...(issuer && { issuer }),
    ...(issued && { issued }),
    ...(until && { until }),
    ...(reckoned && { reckoned: true as const }),
  };
}

type Spot = { readonly word: string; readonly line: number };

/** The kind by its title: the one that stands first, and of those that begin together the one that fits best. */
function kindOf(lines: readonly ProofLine[]): (Field & { readonly value: PaperKind }) | undefined {
  const spots = lines.flatMap((line, at) => wordsOf(line.text).map((word): Spot => ({ word, line: at })));
  const found = kindNames.flatMap((kind) =>
    paperKinds[kind].titles.flatMap((title) => {
      const at = titleAt(spots, title.split(" "));
      return at === undefined ? [] : [{ kind, title, ...at }];
    }),
  );
  const first = Math.min(...found.map((one) => one.start));
  const [best] = found
    .filter((one) => one.start <= first + 8)
    .toSorted((one, two) => two.fit - one.fit || two.title.length - one.title.length);
  if (best === undefined) return undefined;
  const over = lines.slice(spots[best.start]?.line, (spots[best.end - 1]?.line ?? 0) + 1);
  return {
    value: best.kind,
    confidence: Math.round(best.fit * mean(over.map((line) => line.confidence))),
    line: over.map((line) => line.text).join(" "),
  };
}

/** Where a title stands, though a word of it is lost or another has come between. */
function titleAt(
  spots: readonly Spot[],
  title: readonly string[],
): { readonly start: number; readonly end: number; readonly fit: number } | undefined {
  const letters = title.join("").length;
  let best: { start: number; end: number; fit: number } | undefined;
  for (let start = 0; start < spots.length; start += 1) {
    let at = start;
    let got = 0;
    for (const word of title) {
      for (let skip = 0; skip < 3; skip += 1) {
        const seen = spots[at + skip]?.word ?? "";
        if (!maybe(seen, word)) continue;
        // A slip, and a word in between, leave some doubt.
        got += (seen === word ? word.length : word.length * 0.75) - skip * 1.5;
        at += skip + 1;
        break;
      }
    }
    const fit = got / letters;
    if (fit > 0.76 && fit > (best?.fit ?? 0)) best = { start, end: Math.max(at, start + 1), fit };
  }
  return best;
}

/** The words before a value, longest first, as they stand on the forms. */
const holderLabels: readonly string[] = [
  "ten cong ty viet bang tieng viet",
  "ten doanh nghiep viet bang tieng viet",
  "ten chu giay chung nhan",
  "chu giay chung nhan",
  "ten to chuc ca nhan",
  "ten hop tac xa viet bang tieng viet",
  "ten ho kinh doanh",
  "ten hop tac xa",
  "ten to hop tac",
  "ten doanh nghiep",
  "ten cong ty",
  "ten to chuc",
  "ten co so",
  "co so",
  "khach hang",
  "don vi gui mau",
  "noi gui mau",
  "chu the san xuat",
  "ten chu the",
  "chu the",
  "chu nhan hieu",
];
const productLabels: readonly string[] = [
  "ten san pham",
  "mat hang san xuat kinh doanh",
  "mat hang",
  "danh muc hang hoa",
  "ten mau",
  "ten mau thu",
  "loai mau",
  "san pham",
];

/** The value behind the first label that is found; where nothing follows it, the next line. */
function labelled(lines: readonly ProofLine[], labels: readonly string[]): Field | undefined {
  for (const label of labels)
    for (const [at, line] of lines.entries()) {
      const value = behind(line.text, label.split(" "));
      if (value === undefined) continue;
      if (value !== "") return { value, confidence: trustIn(value, line), line: line.text };
      const next = lines[at + 1];
      if (next !== undefined && !next.text.includes(":"))
        return { value: tidy(next.text), confidence: trustIn(next.text, next), line: next.text };
    }
  return undefined;
}

/** A value without the specks that a rim or a fold leaves behind it. */
const tidy = (text: string): string =>
  text
    .split(/[|¡¬\\_~^=<>{}“”"•«»]/u)[0]
    ?.replace(/(?:\s+[^\p{L}\p{N}]+|\s+\p{Ll}{1,2})+$/u, "")
    .replace(/[\s,;:.-]+$/u, "")
    .trim() ?? "";

/** How sure the words of a value are: as the least sure of them, since one wrong letter makes another name. */
function trustIn(value: string, line: ProofLine): number {
  const own = new Set(value.split(/\s+/u));
  const words = (line.words ?? []).filter((word) => own.has(word.text.normalize("NFC")));
  return Math.round(Math.min(line.confidence, ...words.map((word) => word.confidence)));
}

/** What stands behind a label at the beginning of a line; undefined where it does not begin so. */
function behind(line: string, label: readonly string[]): string | undefined {
  const words = [...bare(line).matchAll(/[\p{L}\p{N}]+/gu)];
  // "1. Tên …", "I. Tên …": numbers of the form itself.
  const from = /^(?:\d{1,2}|[ivx]{1,3})$/u.test(words[0]?.[0] ?? "") ? 1 : 0;
  const slips = label.filter((word, at) => words[from + at]?.[0] !== word).length;
  if (!label.every((word, at) => maybe(words[from + at]?.[0] ?? "", word)) || slips * 2 > label.length)
    return undefined;
  const last = words[from + label.length - 1];
  if (last === undefined) return undefined;
  const rest = line.slice(last.index + last[0].length);
  // A label is followed by its colon, if the picture kept it; a longer word of the line is no label.
  const mark = /^\s*(?:\([^)]*\))?\s*[:;.,]+\s*/u.exec(rest);
  if (mark === null) return rest.trim() === "" ? "" : undefined;
  return tidy(rest.slice(mark[0].length));
}

const numberMark =
  /(?:^|[\s(])(?:ma so doanh nghiep|ma so hop tac xa|ma so dang ky ho kinh doanh|ma so ho kinh doanh|ma so thue|so (?:giay )?(?:chung nhan|cap|phieu|gcn|dang ky)|s[o0]|ma so)\s*[:;.]\s*(?<rest>.*)$/u;

/** The number of a paper: behind "Số:", "Mã số doanh nghiệp:", "Số cấp:". */
function numberIn(lines: readonly ProofLine[]): Field | undefined {
  for (const line of lines) {
    const found = numberMark.exec(bare(line.text));
    const rest = found?.groups?.["rest"];
    if (found === null || rest === undefined) continue;
    const raw = line.text.slice(line.text.length - rest.length);
    const value = tidy(raw.split(/[^\p{L}\p{N}\s./–-]|\s(?=ng[àa]y\b)/u)[0] ?? "");
    if (/\d/u.test(value) && value.length >= 2 && value.length <= 60)
      return { value, confidence: trustIn(value, line), line: line.text };
  }
  return undefined;
}

const issuerMark = /^(?:so|ubnd|uy ban nhan dan|phong|chi cuc|cuc|tong cuc|trung tam|vien|bo)\b/u;

/** Who gave it: the office in the upper lines. */
function issuerIn(lines: readonly ProofLine[]): Field | undefined {
  const line = lines.slice(0, 6).find((one) => issuerMark.test(bare(one.text)) && !/[:]/u.test(one.text));
  return line && { value: line.text, confidence: Math.round(line.confidence), line: line.text };
}

const digits = (text: string): number => Number(text.replaceAll("o", "0").replaceAll(/[il]/gu, "1"));
const inWords =
  /ng[a-z]{1,2}y?\s*(?<day>[\doil]{1,2})\s*th[a-z]{1,3}\s*(?<month>[\doil]{1,2})\s*n[a-z]{1,2}\s*(?<year>[\doil]{4})/gu;
const inDigits = /(?<![\d/])(?<day>\d{1,2})\s?[./-]\s?(?<month>\d{1,2})\s?[./-]\s?(?<year>\d{4})(?!\d)/gu;

type Dated = { readonly day: Day; readonly at: number };

/** The days in a line, in the order they stand in. */
function daysIn(text: string): readonly Dated[] {
  const line = bare(text);
  return [...line.matchAll(inWords), ...line.matchAll(inDigits)]
    .flatMap((found) => {
      const { day = "", month = "", year = "" } = found.groups ?? {};
      const read = readDay(`${digits(day)}/${digits(month)}/${digits(year)}`, "2026-01-01");
      return "day" in read && read.precision === "day" ? [{ day: read.day, at: found.index }] : [];
    })
    .toSorted((one, two) => one.at - two.at);
}

const untilMark =
  /(?:hieu luc|gia tri|thoi han|co han|su dung)[^.]{0,40}?\bden\b|het (?:han|hieu luc)|den het ngay|han su dung den/u;
const issuedMark =
  /dang ky lan dau|ngay cap|cap (?:theo quyet dinh )?ngay|cap lan dau|ngay ky|ngay tra ket qua/u;
/** Days that are nobody's validity. */
const otherDays = /sinh ngay|cccd|can cuoc|cmnd|chung minh|nhan mau|san xuat ngay|nghi dinh|thong tu/u;
const spanMark = /(?:gia tri|hieu luc|thoi han)[^\d]{0,20}(?<count>\d{1,3})\s*(?<unit>nam|thang)/u;

function fieldOf(day: Day, line: ProofLine): Field {
  return { value: day, confidence: Math.round(line.confidence), line: line.text };
}

/** The day it was given: behind its words, else the last day that stands alone, as over a signature. */
function issuedIn(lines: readonly ProofLine[]): Field | undefined {
  for (const line of lines) {
    const mark = issuedMark.exec(bare(line.text));
    const day = mark === null ? undefined : daysIn(line.text).find((one) => one.at >= mark.index);
    if (day !== undefined) return fieldOf(day.day, line);
  }
  const signed = lines.findLast(
    (line) =>
      !untilMark.test(bare(line.text)) && !otherDays.test(bare(line.text)) && daysIn(line.text).length > 0,
  );
  const day = signed === undefined ? undefined : daysIn(signed.text).at(-1);
  return signed === undefined || day === undefined ? undefined : fieldOf(day.day, signed);
}

/** The last day it counts, where it says so: a day, or so many years from when it was given. */
function untilIn(lines: readonly ProofLine[], issued: Day | undefined): Field | undefined {
  for (const [at, line] of lines.entries()) {
    const text = bare(line.text);
    const mark = untilMark.exec(text);
    if (mark !== null) {
      const own = daysIn(line.text).findLast((one) => one.at >= mark.index);
      if (own !== undefined) return fieldOf(own.day, line);
      const next = lines[at + 1];
      const day = next === undefined ? undefined : daysIn(next.text)[0];
      if (next !== undefined && day !== undefined) return fieldOf(day.day, next);
    }
    const span = /su dung|bao quan/u.test(text) ? undefined : spanMark.exec(text)?.groups;
    if (span !== undefined && issued !== undefined) {
      const months = Number(span["count"]) * (span["unit"] === "nam" ? 12 : 1);
      if (months > 0 && months <= 360) return fieldOf(monthsAfter(issued, months), line);
    }
  }
  return undefined;
}

function reckonedUntil(kind: PaperKind | undefined, issued: Field | undefined): Field | undefined {
  const months = kind === undefined ? undefined : paperKinds[kind].months;
  return months === undefined || issued === undefined
    ? undefined
    : { ...issued, value: monthsAfter(issued.value, months) };
}
