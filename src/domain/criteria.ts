import type { Certainty } from "./certainty.ts";

export type Part = "A" | "B" | "C";
export const allParts: readonly Part[] = ["A", "B", "C"];

/** One line of a scoring sheet. `levels`: the points that can be given, the last is the most. `least`: what a product of so many stars must have. */
export type Criterion = {
  readonly id: string;
  readonly part: Part;
  readonly title: string;
  readonly levels: readonly number[];
  readonly least: readonly { readonly stars: number; readonly points: number }[];
};

/** The scoring sheet of one product set. `parts`: the most points of each part. `totals`: parts whose lines are not all known, so that one number can be given for all of it. */
export type Sheet = {
  readonly set: string;
  readonly parts: Readonly<Record<Part, number>>;
  readonly criteria: readonly Criterion[];
  readonly totals: readonly Part[];
  readonly certainty: Certainty;
  readonly note?: string;
};

const printed = /^(?<id>\d+(?:\.\d+)*) (?<title>.+): (?<levels>\d+\**(?: \d+\**)*)$/u;

/** Reads a sheet as it is printed, "1.5 Liên kết sản xuất: 0 1 2**** 3*****"; a later line with a number takes the place of an earlier. Throws on a line it cannot read. */
export function sheetFrom(
  about: Pick<Sheet, "set" | "parts" | "certainty"> & Partial<Sheet>,
  texts: readonly string[],
): Sheet {
  const criteria = new Map<string, Criterion>();
  for (const line of texts.join("\n").split("\n")) {
    if (line === "") continue;
    const { id, title, levels } = printed.exec(line)?.groups ?? {};
    if (id === undefined || title === undefined || levels === undefined)
      throw new Error(`${about.set}: cannot read "${line}"`);
    const marked = levels
      .split(" ")
      .map((one) => ({ points: Number.parseInt(one, 10), stars: starsIn(one) }));
    criteria.set(id, {
      id,
      part: partOf(id),
      title,
      levels: marked.map((one) => one.points),
      least: marked.filter((one) => one.stars > 0),
    });
  }
  return { totals: [], ...about, criteria: [...criteria.values()].toSorted(inPrintedOrder) };
}

const starsIn = (level: string): number => level.length - level.replaceAll("*", "").length;

/** In every sheet of both decisions 1 to 3 are part A, 4 and 5 are part B, the rest is part C. */
function partOf(id: string): Part {
  const group = Number.parseInt(id, 10);
  if (group <= 3) return "A";
  return group <= 5 ? "B" : "C";
}

const collator = new Intl.Collator("en", { numeric: true });
const inPrintedOrder = (one: Criterion, other: Criterion): number => collator.compare(one.id, other.id);
