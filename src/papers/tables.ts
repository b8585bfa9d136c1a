import type { Tables } from "../ports/tables.ts";
import { readTableFile } from "./read-table.ts";
import { workbook } from "./workbook.ts";

/** Tables of the programme's register: read from Excel and CSV, written as Excel. */
export const tables: Tables = { read: (bytes) => readTableFile(bytes), write: workbook };
