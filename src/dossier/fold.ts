import { z } from "zod";
import { filesOf, type Value } from "../flow/answers.ts";
import { type Entry, valueSchema } from "./entry.ts";

/** What one item was before a change, so that the change can be taken back. */
const beforeSchema = z.object({
  item: z.string(),
  value: valueSchema.optional(),
  skipped: z.boolean(),
  later: z.boolean(),
});
type Before = z.infer<typeof beforeSchema>;

/** A dossier as its entries leave it. `past`: the last changes, newest last, for undo; at most 30. */
export const dossierSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  owner: z.string(),
  /** People who help: they may fill it in, but not hand it in or erase it. */
  helpers: z.array(z.string()).optional(),
  programme: z.string(),
  list: z.string(),
  law: z.string(),
  listVersion: z.number(),
  startedAt: z.number(),
  changedAt: z.number(),
  entries: z.number(),
  state: z.enum(["draft", "handed-in"]),
  receipt: z.object({ code: z.string(), at: z.number() }).optional(),
  answers: z.record(z.string(), valueSchema),
  skipped: z.array(z.string()),
  later: z.array(z.string()),
  past: z.array(beforeSchema),
});
export type Dossier = z.infer<typeof dossierSchema>;

const undoDepth = 30;

/** The dossier that begins with a "started" entry. */
export function begin(id: string, entry: Extract<Entry, { kind: "started" }>): Dossier {
  return {
    schema: 1,
    id,
    owner: entry.by,
    programme: entry.programme,
    list: entry.list,
    law: entry.law,
    listVersion: entry.version,
    startedAt: entry.at,
    changedAt: entry.at,
    entries: 1,
    state: "draft",
    answers: {},
    skipped: [],
    later: [],
    past: [],
  };
}

/** The dossier after one more entry. */
export function fold(dossier: Dossier, entry: Entry): Dossier {
  const counted = { ...dossier, entries: dossier.entries + 1, changedAt: entry.at };
  switch (entry.kind) {
    case "started":
      return counted;
    case "answered":
      return remember(dossier, entry.item, set(counted, entry.item, entry.value, false, false));
    case "cleared":
      return remember(dossier, entry.item, set(counted, entry.item, undefined, false, false));
    case "skipped":
      return remember(dossier, entry.item, set(counted, entry.item, undefined, true, false));
    case "deferred":
      return remember(
        dossier,
        entry.item,
        set(counted, entry.item, dossier.answers[entry.item], false, true),
      );
    case "undone": {
      const last = dossier.past.at(-1);
      if (last === undefined) return counted;
      return {
        ...set(counted, last.item, last.value, last.skipped, last.later),
        past: dossier.past.slice(0, -1),
      };
    }
    case "handed-in":
      return { ...counted, state: "handed-in", receipt: { code: entry.code, at: entry.at } };
    case "shared":
      return {
        ...counted,
        helpers: [...(dossier.helpers ?? []).filter((one) => one !== entry.person), entry.person],
      };
    case "unshared":
      return { ...counted, helpers: (dossier.helpers ?? []).filter((one) => one !== entry.person) };
    case "withdrawn": {
      const { receipt: _, ...rest } = counted;
      return { ...rest, state: "draft" };
    }
  }
}

/** The dossier that a whole log gives; undefined when the log does not begin with "started". */
export function replay(id: string, entries: readonly Entry[]): Dossier | undefined {
  const [first, ...rest] = entries;
  return first?.kind === "started" ? rest.reduce(fold, begin(id, first)) : undefined;
}

/** Hashes of all files a dossier holds: in its answers, and in what an undo would bring back. */
export const filesHeld = (dossier: Dossier): readonly string[] =>
  [...Object.values(dossier.answers), ...dossier.past.map((one) => one.value)].flatMap((value) =>
    filesOf(value).map((file) => file.hash),
  );

function remember(before: Dossier, item: string, after: Dossier): Dossier {
  const value = before.answers[item];
  const was: Before = {
    item,
    ...(value === undefined ? {} : { value }),
    skipped: before.skipped.includes(item),
    later: before.later.includes(item),
  };
  return { ...after, past: [...before.past, was].slice(-undoDepth) };
}

function set(
  dossier: Dossier,
  item: string,
  value: Value | undefined,
  skipped: boolean,
  later: boolean,
): Dossier {
  const { [item]: _, ...others } = dossier.answers;
  const without = (list: readonly string[]): string[] => list.filter((id) => id !== item);
  return {
    ...dossier,
    answers: value === undefined ? others : { ...others, [item]: value },
    skipped: skipped ? [...without(dossier.skipped), item] : without(dossier.skipped),
    later: later ? [...without(dossier.later), item] : without(dossier.later),
  };
}
