import { z } from "zod";
import { days } from "../domain/instant.ts";

/** What was answered on a day, so that it can be looked at again: nothing in it says who asked. */
export const receiptSchema = z.object({
  schema: z.literal(1),
  code: z.string(),
  at: z.number(),
  question: z.string(),
  text: z.string(),
  sources: z.array(z.string()),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** How long a receipt is kept. */
export const receiptLives = days(90);
