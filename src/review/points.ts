import { type Criterion, type Part, type Sheet, allParts } from "../domain/criteria.ts";
import { type Result, fault, ok } from "../domain/result.ts";
import type { Points } from "./session.ts";

/** Why typed points are not taken; the words of each fault may name the criterion, its title and its levels. */
export type PointsFault =
  | "points-none"
  | "points-unread"
  | "points-unknown"
  | "points-level"
  | "points-twice"
  | "points-no-total"
  | "points-no-number"
  | "points-too-few"
  | "points-too-many";

/** One thing that is scored: a criterion, or the total of a part. */
type Place = Pick<Criterion, "id" | "title"> & { readonly levels?: readonly number[]; readonly most: number };

const ofCriterion = (one: Criterion): Place => ({ ...one, most: one.levels.at(-1) ?? 0 });
const ofPart = (sheet: Sheet, part: Part): Place => ({
  id: part,
  title: `Tổng phần ${part}`,
  most: sheet.parts[part],
});

/** What a member fills in, in the sheet's order: its criteria, and totals of the parts that have none. */
const placesOf = (sheet: Sheet): readonly Place[] =>
  allParts.flatMap((part) => {
    const criteria = sheet.criteria.filter((one) => one.part === part);
    return criteria.length === 0 ? [ofPart(sheet, part)] : criteria.map(ofCriterion);
  });

const isPart = (text: string): text is Part => text === "A" || text === "B" || text === "C";
const fillers = new Set([
  "điểm",
  "diem",
  "đ",
  "d",
  "phần",
  "phan",
  "tiêu",
  "chí",
  "tieu",
  "chi",
  "và",
  "va",
  "mục",
  "muc",
]);
const written = /(?<word>\d+(?:\.\d+)*|\p{L}+)/gu;

/**
 * Points as a member types them: "1.1 3, 1.2 2", "1.1=3 1.2=2", a bare row of numbers in the sheet's order, and
 * "C 25" where a part can only be scored as a whole.
 */
export function readPoints(text: string, sheet: Sheet): Result<Points, PointsFault> {
  const segments = text
    .split(/[\n;,]/u)
    .map((segment) =>
      [...segment.matchAll(written)].flatMap(({ groups }) => {
        const word = (groups?.["word"] ?? "").toLowerCase();
        return fillers.has(word) ? [] : [isPart(word.toUpperCase()) ? word.toUpperCase() : word];
      }),
    )
    .filter((words) => words.length > 0);
  const words = segments.flat();
  const strange = words.find((word) => !isPart(word) && !/^\d/u.test(word));
  if (strange !== undefined) return fault("points-unread", { word: strange });
  if (words.length === 0) return fault("points-none");
  const places = placesOf(sheet);
  const numbered =
    /\d\s*[=:]/u.test(text) ||
    words.some((word) => isPart(word) || word.includes(".")) ||
    (words.length !== places.length &&
      segments.every((one) => one.length === 2 && places.some(({ id }) => id === one[0])));
  return numbered ? readPairs(words, sheet) : readRow(words, places);
}

function readRow(words: readonly string[], places: readonly Place[]): Result<Points, PointsFault> {
  const counts = { given: String(words.length), wanted: String(places.length) };
  if (words.length > places.length) return fault("points-too-many", counts);
  if (words.length < places.length) return fault("points-too-few", counts);
  return taken(places.map((place, at) => [place, words[at] ?? ""]));
}

function readPairs(words: readonly string[], sheet: Sheet): Result<Points, PointsFault> {
  const places = [...sheet.criteria.map(ofCriterion), ...sheet.totals.map((part) => ofPart(sheet, part))];
  const pairs: (readonly [Place, string])[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const id = words[at] ?? "";
    const place = places.find((one) => one.id === id);
    if (place === undefined)
      return isPart(id) ? fault("points-no-total", { part: id }) : fault("points-unknown", { criterion: id });
    const number = words[at + 1];
    if (number === undefined || isPart(number))
      return fault("points-no-number", { criterion: id, title: place.title });
    pairs.push([place, number]);
  }
  return taken(pairs);
}

function taken(pairs: readonly (readonly [Place, string])[]): Result<Points, PointsFault> {
  const points: Record<string, number> = {};
  for (const [{ id, title, levels, most }, word] of pairs) {
    const number = Number(word);
    const fits = levels === undefined ? Number.isInteger(number) && number <= most : levels.includes(number);
    if (!fits || word.includes("."))
      return fault("points-level", {
        criterion: id,
        title,
        given: word,
        levels: levels?.join(", ") ?? `0-${most}`,
      });
    if (points[id] !== undefined && points[id] !== number)
      return fault("points-twice", { criterion: id, title });
    points[id] = number;
  }
  return ok(points);
}

/** A member's points with those given later: the later count, and the total of a part and its criteria exclude each other. */
export function withPoints(before: Points, given: Points, sheet: Sheet): Points {
  const partOf = (id: string): Part | undefined =>
    isPart(id) ? id : sheet.criteria.find((one) => one.id === id)?.part;
  const stays = Object.entries(before).filter(([id]) =>
    Object.keys(given).every((other) => isPart(id) === isPart(other) || partOf(id) !== partOf(other)),
  );
  return { ...Object.fromEntries(stays), ...given };
}

/** The sum of each part. */
export const partSums = (points: Points, sheet: Sheet): Readonly<Record<Part, number>> => {
  const sum = (part: Part): number =>
    points[part] ??
    sheet.criteria
      .filter((one) => one.part === part)
      .reduce((before, one) => before + (points[one.id] ?? 0), 0);
  return { A: sum("A"), B: sum("B"), C: sum("C") };
};

/** All points of one member for one product. */
export const total = (points: Points, sheet: Sheet): number => {
  const { A, B, C } = partSums(points, sheet);
  return A + B + C;
};

/** What a member has not scored yet, in the sheet's order; empty when the score is complete. */
export const unscored = (points: Points, sheet: Sheet): readonly Place[] => {
  const partsWithTotal = new Set(allParts.filter((part) => points[part] !== undefined));
  return placesOf(sheet).filter(({ id }) => {
    const part = sheet.criteria.find((one) => one.id === id)?.part;
    return points[id] === undefined && !(part !== undefined && partsWithTotal.has(part));
  });
};
