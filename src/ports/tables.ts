import type { Result } from "../domain/result.ts";
import type { PrintedSheet, Sheet } from "../domain/sheet.ts";

/** Why a file is no table: not a table at all, too large, too many rows, broken, of an encoding of old, or nothing in it. */
export type TableFault = "kind" | "size" | "rows" | "damaged" | "encoding" | "empty";

/** Files of tables: read from .xlsx and .csv, written as .xlsx. */
export type Tables = {
  readonly read: (bytes: Uint8Array) => Promise<Result<readonly Sheet[], TableFault>>;
  readonly write: (sheets: readonly PrintedSheet[]) => Promise<Uint8Array>;
};
