import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { fileTypeFromBuffer } from "file-type";
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
  const kind = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const read =
    kind === undefined ? csv(bytes, limits) : kind.mime === xlsx ? await excel(bytes, limits) : fault("kind");
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
  const size = unfolded(bytes);
  if (size === undefined) return fault("damaged");
  if (size > limits.unfolded) return fault("size");
  try {
    // Only whoever brings a file waits for the library.
    const { default: read } = await import("read-excel-file/node");
    const sheets: readonly { readonly sheet: string; readonly data: readonly (readonly unknown[])[] }[] =
      await read(Buffer.from(bytes));
    return ok(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellOf)) })));
  } catch {
    return fault("damaged");
  }
}

/** The size of all parts of a zip as its list of contents tells it; nothing is unfolded. */
function unfolded(bytes: Uint8Array): number | undefined {
  let size = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        return false;
      },
    });
    return size;
  } catch {
    return undefined;
  }
}

function cellOf(value: unknown): SheetCell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  // A day of Excel has no zone: the library reads it as midnight in UTC.
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return { day: value.toISOString().slice(0, 10) };
  return null;
}

function csv(bytes: Uint8Array, limits: Limits): Result<readonly Sheet[], TableFault> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fault("encoding");
  }
  if (/(?![\t\n\r])\p{Cc}/u.test(text)) return fault("kind");
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
