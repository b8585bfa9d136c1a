import { z } from "zod";
import { filesOf, type Value } from "../flow/answers.ts";
import type { FileRef } from "../domain/message.ts";
import { type Entry, entrySchema, fileSchema, valueSchema } from "./entry.ts";
import type { Dossier } from "./fold.ts";

/** What machines read of an archive, its first part. */
export const archiveHead = "ho-so.json";

/** A file that lies in an archive, and the hash of its bytes. */
const partSchema = z.object({ path: z.string(), sha256: z.string() });

/**
 * A dossier as it leaves this program: no names of people, chats or other dossiers. files: those that its answers hold,
 * by where they lie in the archive; missing: those whose bytes are not there any more. log: what happened, by whose hand.
 */
export const archiveSchema = z.object({
  schema: z.literal(1),
  kind: z.literal("ho-so-ocop"),
  programme: z.string(),
  law: z.string(),
  list: z.string(),
  version: z.number(),
  state: z.string(),
  receipt: z.string().optional(),
  answers: z.record(z.string(), valueSchema),
  skipped: z.array(z.string()),
  own: z.record(z.string(), z.number().nullable()).optional(),
  files: z.array(partSchema.extend({ file: fileSchema })),
  missing: z.array(fileSchema),
  forms: z.array(partSchema),
  log: z.array(
    z.looseObject({ kind: z.string(), at: z.number(), by: z.enum(["producer", "helper", "office"]) }),
  ),
});
export type Archive = z.infer<typeof archiveSchema>;

/** What names somebody, or something of somebody's, in an entry. */
const names = new Set(["person", "session", "dossier", "from"]);
/** What belongs to this place: who helps, what was handed out, and what machines read, who read it anew elsewhere. */
const aside = new Set<Entry["kind"]>(["shared", "unshared", "went", "printed", "read", "weighed"]);
const beforeOffices = new Set<Entry["kind"]>(["started", "handed-in"]);

/** The files that answers and signed forms hold now, each once. */
export function filesNow(dossier: Dossier): readonly FileRef[] {
  const all = [
    ...Object.values(dossier.answers).flatMap(filesOf),
    ...Object.values(dossier.signed ?? {}).flatMap((one) => one.files),
  ];
  return [...new Map(all.map((one) => [one.hash, one])).values()];
}

/** Everything of an archive but where its files lie. For an office the log begins when the dossier was handed in. */
export function archived(
  dossier: Dossier,
  entries: readonly Entry[],
  whose: "producer" | "office",
): Omit<Archive, "files" | "missing" | "forms"> {
  const held = new Set(filesNow(dossier).map((one) => one.hash));
  const first = entries.findIndex((one) => one.kind === "handed-in");
  const told = entries.filter(
    (one, at) =>
      !aside.has(one.kind) &&
      (whose === "producer" || beforeOffices.has(one.kind) || (first >= 0 && at > first)),
  );
  return {
    schema: 1,
    kind: "ho-so-ocop",
    programme: dossier.programme,
    law: dossier.law,
    list: dossier.list,
    version: dossier.listVersion,
    state: dossier.state,
    ...(dossier.receipt === undefined ? {} : { receipt: dossier.receipt.code }),
    answers: dossier.answers,
    skipped: dossier.skipped,
    ...(dossier.own === undefined ? {} : { own: dossier.own }),
    log: told.map((one) => nameless(withHeld(one, held), dossier)),
  };
}

function withHeld(entry: Entry, held: ReadonlySet<string>): Entry {
  const only = (value: Value): Value => {
    const files = filesOf(value);
    return files.length === 0 ? value : files.filter((one) => held.has(one.hash));
  };
  if (entry.kind === "answered") return { ...entry, value: only(entry.value) };
  if (entry.kind === "signed") return { ...entry, files: entry.files.filter((one) => held.has(one.hash)) };
  if (entry.kind !== "carried") return entry;
  return { ...entry, items: entry.items.map((one) => ({ ...one, value: only(one.value) })) };
}

function nameless(entry: Entry, { owner, helpers = [] }: Dossier): Archive["log"][number] {
  const rest = Object.fromEntries(Object.entries(entry).filter(([name]) => !names.has(name)));
  const by = entry.by === owner ? "producer" : helpers.includes(entry.by) ? "helper" : "office";
  return { ...rest, kind: entry.kind, at: entry.at, by };
}

/** What its producer did: nothing that an office decided, or a machine read, is taken from a file. */
const done = new Set<Entry["kind"]>([
  "answered",
  "cleared",
  "skipped",
  "deferred",
  "undone",
  "carried",
  "signed",
  "self-scored",
]);
/** Entries of one log that are done again. */
const mostEntries = 3_000;

/** The entries of a new draft as an archive's log tells them. `here`: an answer with its files as they are called here. */
export function draftOf(
  archive: Archive,
  here: (value: Value) => Value,
  head: { readonly at: number; readonly by: string },
  version: number,
): readonly Entry[] {
  const { programme, law, list, log } = archive;
  const entries = log.slice(0, mostEntries).flatMap((one): readonly Entry[] => {
    const read = entrySchema.safeParse({ ...one, ...head });
    if (!read.success || !done.has(read.data.kind)) return [];
    const entry = read.data;
    if (entry.kind === "answered") return [{ ...entry, value: here(entry.value) }];
    if (entry.kind === "signed") return [{ ...entry, files: [...filesOf(here(entry.files))] }];
    if (entry.kind !== "carried") return [entry];
    return [{ ...entry, items: entry.items.map((item) => ({ ...item, value: here(item.value) })) }];
  });
  return [{ kind: "started", ...head, programme, list, law, version }, ...entries];
}
