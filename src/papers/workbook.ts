import type { SheetData } from "write-excel-file/node";
import { type Day, daysBetween } from "../domain/instant.ts";
import { printable } from "./printable.ts";

/**
 * What one cell holds; a formula is written as in English Excel, without "=": "SUM(B2:B9)". Its `value` is what a program
 * shows that works out no formulas, as on telephones.
 */
export type Cell =
  | string
  | number
  | { readonly formula: string; readonly value?: number }
  | { readonly day: Day }
  | null;

export type WorkbookSheet = {
  readonly name: string;
  /** `width` counts characters. */
  readonly columns: readonly { readonly title: string; readonly width?: number }[];
  readonly rows: readonly (readonly Cell[])[];
};

const font = "Times New Roman";
const longestName = 31;

/** Sheets as the bytes of an .xlsx: the titles stand in row 1 and stay in sight; the rows follow from row 2. */
export async function workbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  // Only whoever asks for a file waits for the library.
  const { default: write } = await import("write-excel-file/node");
  const names = sheetNames(sheets.map((one) => one.name));
  const made = write(
    sheets.map((one, at) => ({
      sheet: names[at] ?? "",
      stickyRowsCount: 1,
      columns: one.columns.map(({ width = 14 }) => ({ width })),
      data: [one.columns.map(({ title }) => heading(title)), ...one.rows.map((row) => row.map(cell))],
    })),
    { fontFamily: font, fontSize: 12, features: [workedOut(sheets)] },
  );
  return new Uint8Array(await made.toBuffer());
}

/** Writes the values beside their formulas, which the library leaves out; both stand in the order of the cells. */
const workedOut = (sheets: readonly WorkbookSheet[]) => ({
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml: string, _: unknown, { sheetIndex }: { readonly sheetIndex: number }): string => {
          const values = (sheets[sheetIndex]?.rows ?? [])
            .flat()
            .flatMap((one) =>
              typeof one === "object" && one !== null && "formula" in one ? [one.value] : [],
            )
            .values();
          return xml.replaceAll("</f>", (end) => {
            const value = values.next().value;
            return value === undefined ? end : `${end}<v>${value}</v>`;
          });
        },
      },
    },
  },
});

const border = { borderStyle: "thin", borderColor: "#000000", alignVertical: "top" } as const;

const heading = (title: string): SheetData[number][number] => ({
  ...border,
  value: title,
  type: String,
  fontWeight: "bold",
  align: "center",
  wrap: true,
});

function cell(content: Cell): SheetData[number][number] {
  if (content === null) return null;
  if (typeof content === "number") return { ...border, value: content, type: Number };
  // Excel runs no formula out of a text, so a typed "=…" stays what was typed.
  if (typeof content === "string") return { ...border, value: content, type: String, wrap: true };
  if ("formula" in content) return { ...border, value: content.formula, type: "Formula" };
  return { ...border, value: serial(content.day), type: Number, format: "dd/mm/yyyy" };
}

/** Excel counts the days from here; before March 1900 it counts one wrong. */
const serial = (day: Day): number => daysBetween("1899-12-30", day);

/** The names as Excel takes them: without its seven marks, at most 31 letters, none twice. */
export function sheetNames(wanted: readonly string[]): readonly string[] {
  const given: string[] = [];
  for (const name of wanted) {
    const base =
      printable(name)
        .replaceAll(/[[\]:*?/\\]/gu, " ")
        .replaceAll(/\s+/gu, " ")
        .replaceAll(/^[' ]+|[' ]+$/gu, "") || "Trang";
    const taken = new Set(given.map((one) => one.toLowerCase()));
    const ending = (count: number): string => (count === 1 ? "" : ` (${count})`);
    const fitting = (count: number): string =>
      base.slice(0, longestName - ending(count).length).trim() + ending(count);
    let count = 1;
    while (taken.has(fitting(count).toLowerCase())) count += 1;
    given.push(fitting(count));
  }
  return given;
}
