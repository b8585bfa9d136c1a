import { z } from "zod";

/** Jobs that leave word when they last ran, under `last:<job>`. */
export const jobNames = ["backup", "retention"] as const;
export type JobName = (typeof jobNames)[number];

const doneSchema = z.object({ at: z.number(), ok: z.boolean(), code: z.string() });

/** When a job last ran and how it ended; `code` says what went wrong, or how it went. */
export type JobDone = z.infer<typeof doneSchema>;

export const readJob = (text: string): JobDone => doneSchema.parse(JSON.parse(text));
