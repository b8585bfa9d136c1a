import type { Day } from "./instant.ts";

/** What one cell of a file holds, as far as a file can be trusted to say so. */
export type SheetCell = string | number | boolean | { readonly day: Day } | null;

/** One sheet of a workbook, or a whole CSV file; the first row is row 1. */
export type Sheet = { readonly name: string; readonly rows: readonly (readonly SheetCell[])[] };

/** What a cell of a file that is written may hold. */
export type PrintedCell = string | number | { readonly day: Day } | null;

/** A sheet to be written: its titles stand in the first row. */
export type PrintedSheet = {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width?: number }[];
  readonly rows: readonly (readonly PrintedCell[])[];
};
