import { createHash } from "node:crypto";
import { z } from "zod";
import type { Instant } from "../domain/instant.ts";
import { type RecordKind, type Records, recordKinds, recordSchema } from "./dump.ts";

const counts = z.partialRecord(z.enum(recordKinds), z.int().min(1));

const headSchema = z.strictObject({
  format: z.literal("ocop-store"),
  version: z.literal(1),
  programme: z.string().min(1),
  at: z.number(),
});
const tailSchema = z.strictObject({ kind: z.literal("end"), counts, sha256: z.string() });

export type DumpHead = { readonly programme: string; readonly at: Instant };
export type Counts = Readonly<Partial<Record<RecordKind, number>>>;

/** A dump file that is cut off, altered, of another kind, or newer than this program. */
export class DumpDamaged extends Error {
  override readonly name = "DumpDamaged";
}

/** Bytes are handed on in pieces of about this size. */
const piece = 64 * 1024;
/** No record is longer: a value that large could not have been committed. */
const longest = 256 * 1024 * 1024;

/**
 * The lines of a dump file: which programme and when, the records, and at the end how many of each kind and the SHA-256
 * of everything before. `counted` hears the counts.
 */
export async function* dumpLines(
  head: DumpHead,
  records: Records,
  counted: (counts: Counts) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const count: Partial<Record<RecordKind, number>> = {};
  let text = `${JSON.stringify({ format: "ocop-store", version: 1, ...head })}\n`;
  const take = (): Uint8Array => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    text = "";
    return bytes;
  };
  for await (const record of records) {
    count[record.kind] = (count[record.kind] ?? 0) + 1;
    text += `${JSON.stringify(record)}\n`;
    if (text.length >= piece) yield take();
  }
  yield take();
  counted(count);
  yield Buffer.from(`${JSON.stringify({ kind: "end", counts: count, sha256: hash.digest("hex") })}\n`);
}

/** Lines without their ends, from pieces that end anywhere. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const some of bytes) {
    let from = 0;
    for (let at = some.indexOf(10); at >= 0; at = some.indexOf(10, from)) {
      yield Buffer.concat([...parts, some.subarray(from, at)]);
      [parts, size, from] = [[], 0, at + 1];
    }
    const rest = some.subarray(from);
    size += rest.byteLength;
    if (size > longest) throw new DumpDamaged("A line is longer than any record");
    if (rest.byteLength > 0) parts.push(Buffer.from(rest));
  }
  if (size > 0) throw new DumpDamaged("The last line is cut off");
}

function parsed<Value>(schema: z.ZodType<Value>, line: Buffer, what: string): Value {
  const text = line.toString("utf8");
  const read = schema.safeParse(jsonOf(text));
  if (!read.success) throw new DumpDamaged(what);
  return read.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a dump file; whatever is wrong with it is thrown, at the latest at its end. So it is gone through once before
 * anything is written. `opened` hears its head, `counted` its counts.
 */
export async function* readDump(
  bytes: AsyncIterable<Uint8Array>,
  opened: (head: DumpHead) => void = () => {},
  counted: (counts: Counts) => void = () => {},
): Records {
  const hash = createHash("sha256");
  const count: Partial<Record<RecordKind, number>> = {};
  let at = 0;
  let ended = false;
  for await (const line of linesOf(bytes)) {
    at += 1;
    if (ended) throw new DumpDamaged(`Line ${at} comes after the end`);
    if (at === 1) {
      const { programme, at: when } = parsed(headSchema, line, "This is no dump that this program knows");
      opened({ programme, at: when });
    } else if (line.subarray(0, 13).toString() === '{"kind":"end"') {
      const tail = parsed(tailSchema, line, `Line ${at} is damaged`);
      const isWhole = recordKinds.every((kind) => tail.counts[kind] === count[kind]);
      if (!isWhole || tail.sha256 !== hash.digest("hex")) throw new DumpDamaged("The file was altered");
      ended = true;
      counted(count);
      continue;
    } else {
      const record = parsed(recordSchema, line, `Line ${at} is no record that this program knows`);
      count[record.kind] = (count[record.kind] ?? 0) + 1;
      yield record;
    }
    hash.update(line);
    hash.update("\n");
  }
  if (!ended) throw new DumpDamaged("The file is cut off");
}
