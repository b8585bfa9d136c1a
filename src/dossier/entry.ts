import { z } from "zod";
import type { Value } from "../flow/answers.ts";

/** A file as it is kept in anything stored. */
export const fileSchema = z.object({
  hash: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.number(),
});
const value: z.ZodType<Value> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.array(fileSchema),
]);
export const valueSchema = value;

const head = { at: z.number(), by: z.string() };

/**
 * What happened to a dossier, appended and never changed.
 * answered {item, value}; cleared {item}; skipped {item}: an optional item set aside; deferred {item}: put off;
 * undone: the last change is taken back; handed-in {code}: the receipt's code; withdrawn;
 * shared {person}: somebody may help; unshared {person}: no more.
 */
export const entrySchema = z.discriminatedUnion("kind", [
  z.object({
    ...head,
    kind: z.literal("started"),
    programme: z.string(),
    list: z.string(),
    law: z.string(),
    version: z.number(),
  }),
  z.object({ ...head, kind: z.literal("answered"), item: z.string(), value }),
  z.object({ ...head, kind: z.literal("cleared"), item: z.string() }),
  z.object({ ...head, kind: z.literal("skipped"), item: z.string() }),
  z.object({ ...head, kind: z.literal("deferred"), item: z.string() }),
  z.object({ ...head, kind: z.literal("undone") }),
  z.object({ ...head, kind: z.literal("handed-in"), code: z.string() }),
  z.object({ ...head, kind: z.literal("withdrawn") }),
  z.object({ ...head, kind: z.literal("shared"), person: z.string() }),
  z.object({ ...head, kind: z.literal("unshared"), person: z.string() }),
]);

export type Entry = z.infer<typeof entrySchema>;
