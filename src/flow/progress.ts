import type { Answers, Value } from "./answers.ts";
import { holds } from "./condition.ts";
import type { Checklist, Item } from "./define.ts";

/** What has been done with a checklist. skipped: optional items set aside; later: items put off, asked after the rest. */
export type Filled = {
  readonly answers: Answers;
  readonly skipped: readonly string[];
  readonly later: readonly string[];
};

/**
 * Where a checklist stands. open: to be answered, in order of asking; done: answered or set aside; blocked: cannot be
 * done yet, with the sentence that says why; next: what to ask now (undefined: nothing is left to ask).
 */
export type Progress = {
  readonly open: readonly string[];
  readonly done: readonly string[];
  readonly blocked: readonly { readonly item: string; readonly because: string }[];
  readonly next: string | undefined;
};

/** Whether an item counts under these answers. */
export const applies = (item: Item, answers: Answers): boolean =>
  item.when === undefined || holds(item.when, answers);

/** What was worked out for a dossier that is still in use: a turn asks several times how it stood and how it stands. */
const known = new WeakMap<Filled, { readonly list: Checklist; readonly at: Progress }>();

/** A checklist's items in order, taken apart once. */
const ordered = new WeakMap<Checklist, readonly { readonly id: string; readonly item: Item }[]>();

function itemsOf(list: Checklist): readonly { readonly id: string; readonly item: Item }[] {
  const before = ordered.get(list);
  if (before !== undefined) return before;
  const items = Object.entries(list.items).map(([id, item]) => ({ id, item }));
  ordered.set(list, items);
  return items;
}

/** The open set as a function of the answers: no cursor, so any order of answering leads to the same place. */
export function progress(list: Checklist, filled: Filled): Progress {
  const before = known.get(filled);
  if (before?.list === list) return before.at;
  const at = workedOut(list, filled);
  known.set(filled, { list, at });
  return at;
}

function workedOut(list: Checklist, filled: Filled): Progress {
  const { answers, skipped, later } = filled;
  const open: string[] = [];
  const done: string[] = [];
  const blocked: { item: string; because: string }[] = [];
  for (const { id, item } of itemsOf(list)) {
    if (!applies(item, answers)) continue;
    if (isAnswered(item, answers[id]) || (item.optional && skipped.includes(id))) done.push(id);
    else if (waits(list, item, answers)) blocked.push({ item: id, because: item.after?.because ?? "" });
    else open.push(id);
  }
  // What was put off comes in the order in which it was, so that putting it off once more leads to the next.
  const next = open.find((id) => !later.includes(id)) ?? later.find((id) => open.includes(id));
  return { open, done, blocked, next };
}

const isAnswered = (item: Item, value: Value | undefined): boolean =>
  value !== undefined && !(item.expect.kind === "yesno" && item.expect.must === true && value === false);

const waits = (list: Checklist, item: Item, answers: Answers): boolean =>
  item.after?.items.some((id) => {
    const first = list.items[id];
    return (
      first !== undefined && applies(first, answers) && (answers[id] === undefined || answers[id] === false)
    );
  }) ?? false;

/** True when nothing that must be answered is missing. */
export const complete = (list: Checklist, filled: Filled): boolean => {
  const at = progress(list, filled);
  return at.blocked.length === 0 && at.open.every((id) => list.items[id]?.optional === true);
};

export type SectionState = "todo" | "doing" | "done" | "blocked";

/** The task list: each section that has something in it, with its state and counts. */
export function sections(
  list: Checklist,
  filled: Filled,
): readonly {
  readonly id: string;
  readonly title: string;
  readonly state: SectionState;
  readonly done: number;
  readonly total: number;
  readonly because?: string;
}[] {
  const at = progress(list, filled);
  const inSection = (id: string, section: string): boolean => list.items[id]?.section === section;
  return list.sections.flatMap((section) => {
    const done = at.done.filter((id) => inSection(id, section.id)).length;
    const open = at.open.filter((id) => inSection(id, section.id)).length;
    const blocked = at.blocked.filter((entry) => inSection(entry.item, section.id));
    const total = done + open + blocked.length;
    if (total === 0) return [];
    const state = done === total ? "done" : open === 0 ? "blocked" : done === 0 ? "todo" : "doing";
    const because = state === "blocked" ? blocked[0]?.because : undefined;
    return [
      {
        id: section.id,
        title: section.title,
        state,
        done,
        total,
        ...(because === undefined ? {} : { because }),
      },
    ] as const;
  });
}
