import { z } from "zod";

/** What the process of the people is told. answer: what must come back in so many messages, checked for our own server alone. */
export const Order = z.object({
  url: z.string(),
  path: z.string(),
  secret: z.string(),
  users: z.number(),
  steps: z.array(z.object({ text: z.string(), answer: z.string(), messages: z.number() })),
  checked: z.boolean(),
  warmUp: z.number(),
  ms: z.number(),
});

/** What it tells: where its Bot API is, that the measured time begins, and what came of it. */
export const Report = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("listening"), port: z.number() }),
  z.object({ kind: z.literal("warm") }),
  z.object({
    kind: z.literal("done"),
    turns: z.number(),
    spent: z.number(),
    took: z.object({ p50: z.number(), p99: z.number() }),
    wrong: z.number(),
    sends: z.number(),
    otherCalls: z.number(),
  }),
]);

export type Order = z.infer<typeof Order>;
export type Report = z.infer<typeof Report>;
