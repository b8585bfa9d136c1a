import { z } from "zod";
import type { Law } from "../domain/law.ts";
import { certainty, day, id, source, words } from "./fields.ts";
import { type ContentFile, type Read, readHeader } from "./header.ts";

/** What a law may be about. */
export const matters = [
  "ranking",
  "programme",
  "food-safety",
  "food-safety-offices",
  "labels",
  "bar-codes",
  "trade-marks",
  "alcohol",
  "environment",
  "cooperatives",
  "household-business",
  "personal-data",
  "support",
  "places",
] as const;

const schema = z.strictObject({
  id,
  kind: words,
  matter: z.enum(matters),
  number: words,
  title: words,
  date: day,
  from: day,
  until: day.exactOptional(),
  replaces: z.array(id),
  amendedBy: z.array(z.strictObject({ number: words, date: day, from: day, what: words, certainty })),
  source,
  certainty,
  printed: z.array(z.strictObject({ printed: words, right: words, where: words })),
});

/** Reads one decision. */
export function readLaw(file: ContentFile): Read<Law> {
  const read = readHeader(file, schema);
  return read.ok ? { ok: true, value: { ...read.value.header, text: read.value.body } } : read;
}
