import { unzipSync, zipSync } from "fflate";
import { fault, ok, type Result } from "../domain/result.ts";
import type { Sheet, SheetCell } from "../domain/sheet.ts";
import type { TableFault } from "../ports/tables.ts";

/** What a file may be at most. unfolded: a few bytes of zip may unfold to any size. */
export const tableLimits = {
  bytes: 5 * 1024 * 1024,
  unfolded: 60 * 1024 * 1024,
  sheets: 30,
  rows: 5_000,
  columns: 200,
} as const;
type Limits = { readonly [Name in keyof typeof tableLimits]: number };

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The sheets of an .xlsx or .csv, the kind told by the bytes; or why there are none. */
export async function readTableFile(
  bytes: Uint8Array,
  limits: Limits = tableLimits,
): Promise<Result<readonly Sheet[], TableFault>> {
  if (bytes.byteLength > limits.bytes) return fault("size");
  if (bytes.byteLength === 0) return fault("empty");
  // Only whoever brings a file waits for the libraries that read it.
  const { fileTypeFromBuffer } = await import("file-type");
  const kind = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const read =
    kind === undefined
      ? await csv(bytes, limits)
      : kind.mime === xlsx
        ? await excel(bytes, limits)
        : fault("kind");
  if (!read.ok) return read;
  const sheets = read.value.map((one) => ({
    ...one,
    rows: one.rows.map((row) => row.slice(0, limits.columns)),
  }));
  if (sheets.length > limits.sheets || sheets.reduce((sum, one) => sum + one.rows.length, 0) > limits.rows)
    return fault("rows");
  return sheets.every((one) => one.rows.length === 0) ? fault("empty") : ok(sheets);
}

async function excel(bytes: Uint8Array, limits: Limits): Promise<Result<readonly Sheet[], TableFault>> {
  const honest = unfolded(bytes, limits.unfolded);
  if (typeof honest === "string") return fault(honest);
  try {
    const { default: read } = await import("read-excel-file/node");
    const sheets: readonly { readonly sheet: string; readonly data: readonly (readonly unknown[])[] }[] =
      await read(Buffer.from(honest));
    return ok(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellOf)) })));
  } catch {
    return fault("damaged");
  }
}

/**
 * The parts that hold cells, as a zip of our own: the sizes that a zip tells need not be true, and what does not keep to
 * them is cut off here. Pictures are left out.
 */
function unfolded(bytes: Uint8Array, most: number): Uint8Array | "damaged" | "size" {
  let size = 0;
  let large = false;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (/^xl\/(?:media|drawings|embeddings)\//u.test(name)) return false;
        size += originalSize;
        large ||= size > most;
        return !large;
      },
    });
    return large ? "size" : zipSync(parts, { level: 0 });
  } catch {
    return "damaged";
  }
}

function cellOf(value: unknown): SheetCell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  // A day of Excel has no zone: the library reads it as midnight in UTC.
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return { day: value.toISOString().slice(0, 10) };
  return null;
}

async function csv(bytes: Uint8Array, limits: Limits): Promise<Result<readonly Sheet[], TableFault>> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fault("encoding");
  }
  if (/(?![\t\n\r])\p{Cc}/u.test(text)) return fault("kind");
  const { parse } = await import("csv-parse/sync");
  try {
    const rows: readonly unknown[] = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      to: limits.rows + 1,
      max_record_size: 100_000,
    });
    const cells = rows.map((row) => (Array.isArray(row) ? row.map(cellOf) : []));
    return ok([{ name: "CSV", rows: cells }]);
  } catch {
    return fault("damaged");
  }
}

/** Excel in Vietnamese writes semicolons: the sign that stands most often in the first lines is meant. */
function delimiterOf(text: string): string {
  const first = text.split(/\r?\n/u, 10).join("\n");
  const count = (sign: string): number => first.split(sign).length;
  return [";", "\t", ","].toSorted((one, two) => count(two) - count(one))[0] ?? ",";
}
