import type { World } from "./accept.ts";
import { type Answers, filesOf, onPaper, otherWords, type Value } from "./answers.ts";
import type { Checklist, Expect, Item } from "./define.ts";
import { fits } from "./fits.ts";
import { progress } from "./progress.ts";

/**
 * What becomes of one item of an older list. same: it is asked as it was; otherwise: it is asked in another way, or may
 * have changed since, so what was said is shown and said yes to; gone: it is not asked any more, and why. options: the new names of its choices.
 */
export type Fate =
  | {
      readonly become: "same" | "otherwise";
      readonly item: string;
      readonly options?: Readonly<Record<string, string>>;
    }
  | { readonly become: "gone"; readonly because: string };

/** How a dossier gets from one list to a later one. Of communes, products and sets: the new name, or none. */
export type Carrying = {
  readonly from: string;
  readonly to: string;
  readonly items: Readonly<Record<string, Fate>>;
  readonly communes: Readonly<Record<string, string>>;
  readonly products: Readonly<Record<string, string>>;
  readonly sets: Readonly<Record<string, string | null>>;
};

/**
 * What a dossier is done again for, under one list. still: what may have changed since, asked as "còn đúng không";
 * anew: what has to be there once more; occasion: the item that says which time it is, and its choices. window: how many
 * days before the certificate ends one may begin to hand in, and has to have; after its end it goes on for so many. lasts:
 * months of a certificate.
 */
export type Renewing = {
  readonly list: string;
  readonly still: readonly string[];
  readonly anew: readonly string[];
  readonly occasion: { readonly item: string; readonly again: string; readonly upgrade: string };
  readonly window: { readonly opens: number; readonly closes: number; readonly goesOn: number };
  readonly lasts: number;
};

/** A value that comes along. ask: it is shown and said yes to before it counts. */
export type Carried = { readonly item: string; readonly value: Value; readonly ask?: true };

/** What the person is told: items of the new list that are there, asked in another way, and new; items of the old that are gone. */
export type Difference = {
  readonly kept: readonly string[];
  readonly otherwise: readonly string[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
};

/** Most files that one item holds. */
const mostFiles = 20;

/** What serves of the answers that count under the older list, in the order of the new one. */
export function carried(
  answers: Answers,
  from: Checklist,
  to: Checklist,
  carrying: Carrying,
  world: World,
): readonly Carried[] {
  const found = new Map<string, Carried>();
  for (const id of progress(from, { answers, skipped: [], later: [] }).done) {
    const fate = Object.hasOwn(carrying.items, id) ? carrying.items[id] : undefined;
    const [value, item] = [answers[id], from.items[id]];
    if (fate === undefined || fate.become === "gone" || value === undefined || item === undefined) continue;
    const target = to.items[fate.item];
    const turned = turnedInto(item.expect, value, fate.options ?? {}, carrying);
    if (target === undefined || turned === undefined) continue;
    const before = found.get(fate.item);
    const whole = before === undefined ? turned : joined(before.value, turned);
    if (whole === undefined || !fits(target.expect, whole, world)) continue;
    const ask = fate.become === "otherwise" || before?.ask === true;
    found.set(fate.item, { item: fate.item, value: whole, ...(ask ? { ask: true } : {}) });
  }
  return Object.keys(to.items).flatMap((id) => found.get(id) ?? []);
}

/** The same, for a dossier that is done again: what may have changed is asked about, what must be there anew is left out. */
export function renewed(
  all: readonly Carried[],
  renewing: Renewing,
  why: "again" | "upgrade",
): readonly Carried[] {
  const { still, anew, occasion } = renewing;
  return [
    { item: occasion.item, value: occasion[why] },
    ...all
      .filter(({ item }) => item !== occasion.item && !anew.includes(item))
      .map(({ item, value, ask }): Carried => ({
        item,
        value,
        ...(ask === true || still.includes(item) ? { ask: true } : {}),
      })),
  ];
}

/** Every answer that counts, as it is: within one list. */
export const whole = (answers: Answers, list: Checklist): readonly Carried[] =>
  progress(list, { answers, skipped: [], later: [] }).done.flatMap((item) => {
    const value = answers[item];
    return value === undefined ? [] : [{ item, value }];
  });

/** What is different for a dossier with these answers once `all` of it is there. */
export function difference(
  answers: Answers,
  from: Checklist,
  to: Checklist,
  all: readonly Carried[],
  carrying: Carrying,
): Difference {
  // What is asked about still decides what else counts.
  const there = Object.fromEntries(all.map((one) => [one.item, one.value]));
  const at = progress(to, { answers: there, skipped: [], later: [] });
  const counts = new Set([...at.done, ...at.open, ...at.blocked.map((one) => one.item)]);
  const present = all.filter((one) => counts.has(one.item));
  const known = new Set(present.map((one) => one.item));
  return {
    kept: present.filter((one) => one.ask !== true).map((one) => one.item),
    otherwise: present.filter((one) => one.ask === true).map((one) => one.item),
    added: [...counts].filter((id) => !known.has(id)),
    gone: progress(from, { answers, skipped: [], later: [] }).done.filter(
      (id) => answers[id] !== undefined && carrying.items[id]?.become === "gone",
    ),
  };
}

/** An answer in the words of the new list; undefined where it has none. */
function turnedInto(
  expect: Expect,
  value: Value,
  options: Readonly<Record<string, string>>,
  carrying: Carrying,
): Value | undefined {
  const named = (id: string): string => (Object.hasOwn(options, id) ? (options[id] ?? id) : id);
  if (expect.kind === "one") return typeof value === "string" ? named(value) : undefined;
  if (expect.kind === "many")
    return Array.isArray(value) ? [...new Set(value.map((one) => named(String(one))))] : undefined;
  if (expect.kind !== "from" || typeof value !== "string") return value;
  if (otherWords(value) !== undefined) return value;
  const map = carrying[expect.list];
  return (Object.hasOwn(map, value) ? map[value] : undefined) ?? undefined;
}

/** Two answers for one item: texts under each other, files together. */
function joined(one: Value, two: Value): Value | undefined {
  const files = [...filesOf(one), ...filesOf(two)];
  if (files.length > 0)
    return [...new Map(files.map((file) => [file.hash, file])).values()].slice(0, mostFiles);
  if (one === onPaper || two === onPaper) return onPaper;
  return typeof one === "string" && typeof two === "string" ? `${one}\n${two}` : undefined;
}

/** What is known of a list beside itself: the names that its answers are chosen from. */
export type Names = Readonly<Record<"communes" | "products" | "sets", readonly string[]>>;

/** Everything about a way from list to list that its types cannot promise. */
export function checkCarrying(
  carrying: Carrying,
  from: Checklist,
  to: Checklist,
  names: { readonly from: Names; readonly to: Names; readonly into: Readonly<Record<string, string>> },
): readonly string[] {
  const faults: string[] = [];
  for (const [id, item] of Object.entries(from.items)) {
    const fate = carrying.items[id];
    if (fate === undefined) faults.push(`${id}: it is not said what becomes of it`);
    else faults.push(...fateFaults(fate, item, to).map((text) => `${id}: ${text}`));
  }
  for (const id of Object.keys(carrying.items))
    if (from.items[id] === undefined) faults.push(`${id}: no such item`);
  for (const [item, ids] of Map.groupBy(
    Object.entries(carrying.items).filter(([, fate]) => fate.become !== "gone"),
    ([, fate]) => (fate.become === "gone" ? "" : fate.item),
  )) {
    const kinds = ["paper", "file"].includes(to.items[item]?.expect.kind ?? "");
    const { expect } = to.items[item] ?? {};
    if (ids.length > 1 && !kinds && !(expect?.kind === "text" && expect.lines === true))
      faults.push(`${item}: comes of ${ids.map(([id]) => id).join(", ")}, and cannot be both`);
  }
  for (const list of ["communes", "products", "sets"] as const) {
    const map: Readonly<Record<string, string | null>> = carrying[list];
    for (const id of names.from[list]) if (!Object.hasOwn(map, id)) faults.push(`${list}: ${id} is missing`);
    for (const [id, to_] of Object.entries(map)) {
      if (!names.from[list].includes(id)) faults.push(`${list}: ${id} was never there`);
      if (to_ !== null && !names.to[list].includes(to_)) faults.push(`${list}: there is no ${to_}`);
    }
  }
  for (const [id, commune] of Object.entries(names.into))
    if (carrying.communes[id] !== commune) faults.push(`communes: ${id} became part of ${commune}`);
  return faults;
}

/** What is wrong with the way in which dossiers of a list are done again. */
export function checkRenewing({ still, anew, occasion }: Renewing, list: Checklist): readonly string[] {
  const expect = list.items[occasion.item]?.expect;
  const choices = expect?.kind === "one" ? Object.keys(expect.options) : [];
  return [
    ...[...still, ...anew].filter((id) => list.items[id] === undefined).map((id) => `${id}: no such item`),
    ...still.filter((id) => !canBeShown(list.items[id])).map((id) => `${id}: a number would be an answer`),
    ...[occasion.again, occasion.upgrade]
      .filter((one) => !choices.includes(one))
      .map((one) => `${occasion.item}: no choice ${one}`),
  ];
}

/** "1" means that it is still so: not where it could be the answer itself. */
const canBeShown = (item: Item | undefined): boolean =>
  item !== undefined && ["text", "paper", "file", "one", "many"].includes(item.expect.kind);

function fateFaults(fate: Fate, item: Item, to: Checklist): readonly string[] {
  if (fate.become === "gone") return fate.because === "" ? ["no reason why it is gone"] : [];
  const target = to.items[fate.item];
  if (target === undefined) return [`there is no ${fate.item}`];
  const [was, is] = [item.expect, target.expect];
  if (was.kind !== is.kind) return [`a ${was.kind} cannot become a ${is.kind}`];
  if (fate.become === "otherwise" && !canBeShown(target)) return ["a number would be an answer"];
  if (was.kind === "from" && is.kind === "from" && was.list !== is.list) return [`another list: ${is.list}`];
  if (was.kind === "text" && is.kind === "text" && (was.lines ?? false) !== (is.lines ?? false))
    return ["one takes lines, the other does not"];
  if ((was.kind === "one" || was.kind === "many") && was.kind === is.kind)
    return Object.keys(was.options).flatMap((id) => {
      const now = fate.options?.[id] ?? id;
      return Object.hasOwn(is.options, now) ? [] : [`no choice for ${id}`];
    });
  return [];
}
