import { z } from "zod";
import type { ProofReading } from "../domain/proof-reading.ts";

/** One line of a paper as it was read, and how sure that is, from 0 to 100; and of each word, off a picture. */
export type ProofLine = {
  readonly text: string;
  readonly confidence: number;
  readonly words?: readonly { readonly text: string; readonly confidence: number }[];
};

const field = z.object({ value: z.string(), confidence: z.number(), line: z.string() });

/** What was read on a paper, as it is kept. */
export const proofReadingSchema: z.ZodType<ProofReading> = z.object({
  by: z.enum(["text", "picture"]),
  legible: z.boolean(),
  turned: z.number().optional(),
  kind: field.optional(),
  holder: field.optional(),
  product: field.optional(),
  number: field.optional(),
  issuer: field.optional(),
  issued: field.optional(),
  until: field.optional(),
  reckoned: z.literal(true).optional(),
});
