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

/** What the commune found on one of the points it judges. */
export const findingSchema = z.object({ id: z.string(), met: z.boolean(), note: z.string().optional() });
export type Finding = z.infer<typeof findingSchema>;

const head = { at: z.number(), by: z.string() };

/** One reason why a dossier comes back. item: what it is about; reason: in words; because: the clause or paper it rests on. */
export const reasonSchema = z.object({
  item: z.string().optional(),
  reason: z.string(),
  because: z.string().optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

/**
 * What happened to a dossier, appended and never changed.
 * answered {item, value}; cleared {item}; skipped {item}: an optional item set aside; deferred {item}: put off;
 * undone: the last change is taken back; withdrawn: by its producer; reopened: for a later round;
 * shared {person}: somebody may help; unshared {person}: no more;
 * handed-in {code}: the receipt's code, {stage}: whose turn it is, {place}: the commune it belongs to.
 * By offices: returned {reasons, note}; dealt {reason}: its number, what it asks for is done; accepted {stage, to}: goes
 * to that stage, none: it waits for the council, {findings}: what the commune found; evaluated {score, stars, improve};
 * sent {to}; recognised {stars, decision}; not-reached {improve}.
 * printed {form, number, files}: a version of an official form was handed out; signed {form, number, files}: photographs
 * of that version, signed.
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
  z.object({
    ...head,
    kind: z.literal("handed-in"),
    code: z.string(),
    stage: z.string().optional(),
    place: z.string().optional(),
    round: z.string().optional(),
  }),
  z.object({ ...head, kind: z.literal("withdrawn") }),
  z.object({ ...head, kind: z.literal("reopened") }),
  z.object({
    ...head,
    kind: z.literal("returned"),
    stage: z.string(),
    reasons: z.array(reasonSchema),
    note: z.string().optional(),
  }),
  z.object({ ...head, kind: z.literal("dealt"), reason: z.number() }),
  z.object({
    ...head,
    kind: z.literal("accepted"),
    stage: z.string(),
    to: z.string().optional(),
    findings: z.array(findingSchema).optional(),
  }),
  z.object({
    ...head,
    kind: z.literal("evaluated"),
    stage: z.string(),
    session: z.string(),
    score: z.number(),
    stars: z.number(),
    improve: z.array(z.string()),
  }),
  z.object({ ...head, kind: z.literal("sent"), to: z.string() }),
  z.object({ ...head, kind: z.literal("recognised"), stars: z.number(), decision: z.string().optional() }),
  z.object({ ...head, kind: z.literal("not-reached"), improve: z.array(z.string()) }),
  z.object({ ...head, kind: z.literal("shared"), person: z.string() }),
  z.object({ ...head, kind: z.literal("unshared"), person: z.string() }),
  z.object({
    ...head,
    kind: z.literal("printed"),
    form: z.string(),
    number: z.number(),
    files: z.object({ docx: fileSchema, pdf: fileSchema }).optional(),
  }),
  z.object({
    ...head,
    kind: z.literal("signed"),
    form: z.string(),
    number: z.number(),
    files: z.array(fileSchema),
  }),
]);

export type Entry = z.infer<typeof entrySchema>;
