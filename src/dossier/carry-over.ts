import { type Answers, sameValue, type Value } from "../flow/answers.ts";
import {
  type Carried,
  carried,
  type Carrying,
  type Difference,
  difference,
  renewed,
  type Renewing,
  whole,
} from "../flow/carry.ts";
import type { World } from "../flow/accept.ts";
import type { Checklist } from "../flow/define.ts";
import { type Day, daysAfter } from "../domain/instant.ts";
import type { Entry, Origin } from "./entry.ts";
import type { Dossier } from "./fold.ts";

/** The way to the list in use, if a dossier is under an earlier one: both lists, and what becomes of each item. */
export type Way = {
  readonly from: Checklist;
  readonly to: Checklist;
  readonly carrying: Carrying | undefined;
};

/** What comes along to the list in use. renewing: the product is recognised, and done again. */
export function comesAlong(
  answers: Answers,
  { from, to, carrying }: Way,
  world: World,
  again?: { readonly renewing: Renewing; readonly why: "again" | "upgrade" },
): readonly Carried[] {
  const all =
    from.id === to.id
      ? whole(answers, from)
      : carrying === undefined
        ? []
        : carried(answers, from, to, carrying, world);
  return again === undefined ? all : renewed(all, again.renewing, again.why);
}

/**
 * What a dossier of the same list did without, and may again: all that is optional, or, where more stars are wanted, what
 * is no proof.
 */
export function setAside(
  list: Checklist,
  items: readonly Carried[],
  why: "again" | "upgrade",
): readonly string[] {
  const there = new Set(items.map((one) => one.item));
  return Object.entries(list.items).flatMap(([id, { optional, expect }]) =>
    optional === true && !there.has(id) && (why === "again" || expect.kind !== "paper") ? [id] : [],
  );
}

/** What is different, item by item. */
export const whatChanges = (answers: Answers, { from, to, carrying }: Way, world: World): Difference =>
  carrying === undefined
    ? { kept: [], otherwise: [], added: [], gone: [] }
    : difference(answers, from, to, carried(answers, from, to, carrying, world), carrying);

/** The entries with which a dossier begins that is made of an earlier one. */
export function beginning(
  programme: string,
  list: Checklist,
  from: Origin,
  { items, skipped = [] }: { readonly items: readonly Carried[]; readonly skipped?: readonly string[] },
  { at, by }: Pick<Entry, "at" | "by">,
): readonly [Extract<Entry, { kind: "started" }>, Extract<Entry, { kind: "carried" }>] {
  const { id, law, version } = list;
  return [
    { kind: "started", at, by, programme, list: id, law, version, from },
    {
      kind: "carried",
      at,
      by,
      items: items.map((one) => ({ ...one })),
      ...(skipped.length === 0 ? {} : { skipped: [...skipped] }),
    },
  ];
}

/** What was said the time before of an item that has no answer yet. */
export const saidBefore = (dossier: Dossier, item: string): Value | undefined =>
  dossier.answers[item] === undefined ? dossier.carried?.[item]?.value : undefined;

/** What became of the answers that came along: as they were, said yes to, or changed since; open ones are in none. */
export function carriedIn({ carried: all = {}, answers }: Dossier): {
  readonly kept: readonly string[];
  readonly confirmed: readonly string[];
  readonly changed: readonly string[];
} {
  const ids = Object.keys(all);
  const still = ids.filter((id) => sameValue(all[id]?.value, answers[id]));
  return {
    kept: still.filter((id) => all[id]?.ask !== true),
    confirmed: still.filter((id) => all[id]?.ask === true),
    changed: ids.filter((id) => answers[id] !== undefined && !still.includes(id)),
  };
}

/** Where a day lies: before the window, in it, after it while the certificate lasts, after its end while it goes on, or after all. */
export type Renewal = {
  readonly when: "early" | "open" | "late" | "over" | "ended";
  readonly from: Day;
  readonly to: Day;
  readonly last: Day;
};

/** When a product whose certificate ends on a day is handed in to be ranked again. */
export function renewalOn(until: Day, today: Day, { window }: Renewing): Renewal {
  const from = daysAfter(until, -window.opens);
  const to = daysAfter(until, -window.closes);
  const last = daysAfter(until, window.goesOn);
  const when =
    today < from
      ? "early"
      : today <= to
        ? "open"
        : today <= until
          ? "late"
          : today <= last
            ? "over"
            : "ended";
  return { when, from, to, last };
}
