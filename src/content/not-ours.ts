import { z } from "zod";
import type { NotOurs } from "../domain/not-ours.ts";
import { id } from "./fields.ts";
import { type ContentFile, type Read, readHeader } from "./header.ts";

const schema = z.strictObject({ id, verdict: z.enum(["refused", "other"]) });

/** Fewer examples than this teach nothing. */
const fewest = 10;

/** Reads one kind of message that is not for the knowledge: a header, then an example in each line that starts with `> `. */
export function readNotOurs(file: ContentFile): Read<NotOurs> {
  const read = readHeader(file, schema);
  if (!read.ok) return read;
  const examples = read.value.body
    .split(/\r?\n/u)
    .filter((line) => line.startsWith("> "))
    .map((line) => line.slice(2).trim());
  if (examples.length >= fewest) return { ok: true, value: { ...read.value.header, examples } };
  const text = `${examples.length} examples, at least ${fewest} are wanted`;
  return { ok: false, complaints: [{ path: file.path, line: 1, text }] };
}
