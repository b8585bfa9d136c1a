import { z } from "zod";
import type { Paper } from "../domain/paper.ts";
import { certainty, id, source, words } from "./fields.ts";
import { type ContentFile, type Read, readHeader } from "./header.ts";

const schema = z.strictObject({
  id,
  name: words,
  short: words,
  issuer: z.strictObject({ in2021: words, now: words }),
  leadTime: z.strictObject({
    text: words,
    days: z.int().min(0).exactOptional(),
    workingDays: z.int().min(1).exactOptional(),
    certainty,
  }),
  mistakes: z.array(words),
  forms: z.array(words),
  source,
  certainty,
});

const mostWords = 120;

/** Reads one paper; its text is kept short, since it is read on a phone. */
export function readPaper(file: ContentFile): Read<Paper> {
  const read = readHeader(file, schema);
  if (!read.ok) return read;
  const { header, body } = read.value;
  const count = body.split(/\s+/u).filter((word) => word !== "").length;
  if (count === 0 || count > mostWords) {
    const text = `the text has ${count} words, 1 to ${mostWords} are wanted`;
    return { ok: false, complaints: [{ path: file.path, line: 1, text }] };
  }
  return { ok: true, value: { ...header, text: body } };
}
