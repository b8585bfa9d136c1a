import type { Dossier } from "../dossier/fold.ts";
import { filesOf, onPaper, otherWords, type Value } from "../flow/answers.ts";
import type { Checklist, Item } from "../flow/define.ts";
import { progress } from "../flow/progress.ts";

/** Why an answer deserves a look before the others. */
export type Flag = "on-paper" | "not-listed" | "unconfirmed" | "same-file" | "changed" | "found" | "put-off";

/** One answer that an officer may look at, by its number: its place in the list, from 1. */
export type Point = { readonly item: string; readonly flags: readonly Flag[] };

/**
 * What there is to look at. A dossier that comes back shows only what it was sent back for and what has changed since;
 * any other shows everything, and where a machine has `found` something on a paper that deserves a look too: first what deserves a look, then papers and files, then the rest in the order of asking.
 */
export function pointsOf(
  list: Checklist,
  dossier: Dossier,
  found: (item: string) => boolean = () => false,
): readonly Point[] {
  const points = itemsToSee(list, dossier).map((item) => ({
    item,
    flags: flagsOf(list, dossier, item, found(item)),
  }));
  const rank = (point: Point): number =>
    point.flags.some((flag) => flag !== "put-off")
      ? 0
      : takesFiles(list.items[point.item])
        ? point.flags.length > 0
          ? 2
          : 1
        : 3;
  return points.toSorted((one, two) => rank(one) - rank(two));
}

/** How many of the points stand before the others in a summary: all of a dossier that came back, else papers and flagged answers. */
export const firstPoints = (list: Checklist, dossier: Dossier, points: readonly Point[]): readonly Point[] =>
  dossier.remarks === undefined
    ? points.filter((one) => one.flags.length > 0 || takesFiles(list.items[one.item]))
    : points;

function itemsToSee(list: Checklist, dossier: Dossier): readonly string[] {
  const { done, open } = progress(list, dossier);
  if (dossier.remarks !== undefined) {
    const asked = dossier.remarks.flatMap((one) => (one.item === undefined ? [] : [one.item]));
    return [...new Set([...asked, ...(dossier.changed ?? [])])].filter((item) => item in list.items);
  }
  // What was put off and never came is seen too, if it is a paper: it may be needed for a star.
  return [
    ...done.filter((item) => dossier.answers[item] !== undefined),
    ...open.filter((item) => takesFiles(list.items[item])),
  ];
}

export const takesFiles = (item: Item | undefined): boolean =>
  item?.expect.kind === "paper" || item?.expect.kind === "file";

function flagsOf(list: Checklist, dossier: Dossier, id: string, found: boolean): readonly Flag[] {
  const item = list.items[id];
  const value = dossier.answers[id];
  if (item === undefined) return [];
  const flags: readonly (Flag | undefined)[] = [
    dossier.changed?.includes(id) === true ? "changed" : undefined,
    value === onPaper ? "on-paper" : undefined,
    value !== undefined && otherWords(value) !== undefined ? "not-listed" : undefined,
    item.certainty === "unconfirmed" && takesFiles(item) ? "unconfirmed" : undefined,
    sharesFile(dossier, id, value) ? "same-file" : undefined,
    found ? "found" : undefined,
    value === undefined ? "put-off" : undefined,
  ];
  return flags.filter((flag) => flag !== undefined);
}

/** Whether the same photo stands under another item too. */
function sharesFile(dossier: Dossier, id: string, value: Value | undefined): boolean {
  const own = filesOf(value).map((file) => file.hash);
  return (
    own.length > 0 &&
    Object.entries(dossier.answers).some(
      ([other, what]) => other !== id && filesOf(what).some((file) => own.includes(file.hash)),
    )
  );
}

/** How many papers there are, of those that must be and of those that may be. */
export function papersIn(
  list: Checklist,
  dossier: Dossier,
): { readonly must: number; readonly ofMust: number; readonly may: number; readonly ofMay: number } {
  const { done, open, blocked } = progress(list, dossier);
  const papers = [...done, ...open, ...blocked.map((one) => one.item)].filter((id) =>
    takesFiles(list.items[id]),
  );
  const must = papers.filter((id) => list.items[id]?.optional !== true);
  const may = papers.filter((id) => list.items[id]?.optional === true);
  const there = (ids: readonly string[]): number =>
    ids.filter((id) => dossier.answers[id] !== undefined).length;
  return { must: there(must), ofMust: must.length, may: there(may), ofMay: may.length };
}
