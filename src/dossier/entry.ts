import { z } from "zod";
import type { Value } from "../flow/answers.ts";
import { proofReadingSchema } from "../proof/reading.ts";

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

/**
 * What a dossier was made of. moved: to another law; again, upgrade: of a product that is recognised; dossier: the earlier
 * one, or product: of the register alone. law: the one it was under; time: the how many time it is registered.
 */
export const originSchema = z.object({
  why: z.enum(["moved", "again", "upgrade"]),
  law: z.string(),
  time: z.number(),
  dossier: z.string().optional(),
  product: z.string().optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** An answer that came along. ask: it counts only once the person has said that it is still so. */
export const carriedSchema = z.object({ value, ask: z.literal(true).optional() });

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
 * read {file, reading}: a machine has read a paper, by its hash; weighed {file, about}: the producer has said what is
 * right where it does not agree;
 * handed-in {code}: the receipt's code, {stage}: whose turn it is, {place}: the commune it belongs to.
 * By offices: returned {reasons, note}; dealt {reason}: its number, what it asks for is done; accepted {stage, to}: goes
 * to that stage, none: it waits for the council, {findings}: what the commune found; evaluated {score, stars, improve};
 * sent {to}; recognised {stars, decision}; not-reached {improve}.
 * printed {form, number, files}: a version of an official form was handed out; signed {form, number, files}: photographs
 * of that version, signed. self-scored {criterion, points}: what its producer gives it; none: they do not know. carried {items, skipped}: answers that
 * came from the dossier it was made of, and what was not needed there; went {dossier, law}: it was done again as that one;
 * stayed {law}: its producer left it as it is under a later law.
 */
export const entrySchema = z.discriminatedUnion("kind", [
  z.object({
    ...head,
    kind: z.literal("started"),
    programme: z.string(),
    list: z.string(),
    law: z.string(),
    version: z.number(),
    from: originSchema.optional(),
  }),
  z.object({
    ...head,
    kind: z.literal("carried"),
    items: z.array(carriedSchema.extend({ item: z.string() })),
    skipped: z.array(z.string()).optional(),
  }),
  z.object({ ...head, kind: z.literal("went"), dossier: z.string(), law: z.string() }),
  z.object({ ...head, kind: z.literal("stayed"), law: z.string() }),
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
  z.object({ ...head, kind: z.literal("read"), file: z.string(), reading: proofReadingSchema }),
  z.object({ ...head, kind: z.literal("weighed"), file: z.string(), about: z.string() }),
  z.object({
    ...head,
    kind: z.literal("self-scored"),
    criterion: z.string(),
    points: z.number().optional(),
  }),
]);

export type Entry = z.infer<typeof entrySchema>;
