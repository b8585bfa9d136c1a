import { z } from "zod";
import type { Day, Instant } from "../../domain/instant.ts";
import {
  type PastRecord,
  type RetentionCounts,
  type RetentionKind,
  retentionKinds,
  type RetentionReport,
} from "../../domain/retention.ts";
import type { Change } from "../../store/contract.ts";

/** The lane of the nightly look, whose group one process at a time has in hand, and of what staff let go. */
export const lane = "retention";
const night = "night";
const letGo = "let-go";

const kind = z.enum(retentionKinds);
const counts = z.partialRecord(kind, z.number());
const past = z.object({ kind, id: z.string(), code: z.string() });
const found = {
  day: z.string(),
  gone: counts,
  past: counts,
  listed: z.array(past),
  failed: z.array(z.string()),
};

const reportSchema = z.object({ schema: z.literal(1), ...found });

/** How far the look has come: `stage` by its number, and where in it. at: when it began. */
const runSchema = z.object({
  schema: z.literal(1),
  ...found,
  at: z.number(),
  stage: z.number(),
  cursor: z
    .object({
      place: z.number().nullable(),
      passed: z.array(z.string()),
      inside: z.object({ part: z.number(), from: z.number() }).optional(),
    })
    .optional(),
});
export type Run = z.infer<typeof runSchema>;

export const readReport = (text: string): RetentionReport => reportSchema.parse(JSON.parse(text));
export const readRun = (text: string): Run => runSchema.parse(JSON.parse(text));
export const writtenReport = ({ day, gone, past: over, listed, failed }: RetentionReport): string =>
  JSON.stringify({ schema: 1, day, gone, past: over, listed, failed });

/** A look that has not begun. */
export const newRun = (day: Day, at: Instant): Run => ({
  schema: 1,
  day,
  at,
  stage: 0,
  gone: {},
  past: {},
  listed: [],
  failed: [],
});

export const plus = (one: RetentionCounts, two: RetentionCounts): RetentionCounts => {
  const sum: { [Kind in RetentionKind]?: number } = { ...one };
  for (const name of retentionKinds) {
    const more = two[name] ?? 0;
    if (more > 0) sum[name] = (sum[name] ?? 0) + more;
  }
  return sum;
};

/** One work of the lane: the look of a night, or records that staff let go. */
const workSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("night") }),
  z.object({ kind: z.literal("let-go"), records: z.array(past), by: z.string() }),
]);
export const readWork = (text: string): z.infer<typeof workSchema> => workSchema.parse(JSON.parse(text));

type Push = NonNullable<Change["push"]>[number];

export const nightWork = (id: string, due: Instant): Push => ({
  lane,
  group: night,
  id,
  text: JSON.stringify({ kind: "night" }),
  due,
});
export const letGoWork = (records: readonly PastRecord[], by: string, id: string): Push => ({
  lane,
  group: letGo,
  id,
  text: JSON.stringify({ kind: "let-go", records, by }),
});
