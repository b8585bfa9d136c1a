import { printable } from "./printable.ts";

/** A paragraph; without a look it is running text, its first line set in. */
export type Line =
  | string
  | { readonly text: string; readonly bold?: true; readonly italic?: true; readonly centred?: true };

/** What stands in a document: paragraphs, columns beside each other, tables with a bold first row. `widths` are shares. */
export type Block =
  | Line
  | { readonly beside: readonly (readonly Line[])[]; readonly widths: readonly number[] }
  | { readonly table: readonly (readonly string[])[]; readonly widths: readonly number[] };

export const font = "Times New Roman";
/** Sizes are halves of a point: 13 in running text, 12 in tables. */
export const textSize = 26;
export const tableSize = 24;
/** In twentieths of a point: A4 with the margins of official papers. */
const millimetre = 1440 / 25.4;
export const page = { width: Math.round(210 * millimetre), height: Math.round(297 * millimetre) };
export const margin = {
  top: Math.round(20 * millimetre),
  bottom: Math.round(20 * millimetre),
  left: Math.round(30 * millimetre),
  right: Math.round(20 * millimetre),
};
export const textWidth = page.width - margin.left - margin.right;

/** Blocks as the bytes of a .docx. */
export async function wordDocument(title: string, blocks: readonly Block[]): Promise<Uint8Array> {
  // Only whoever asks for a file waits for the library.
  const word = await import("docx");

  const paragraph = (line: Line, within?: "cell") => {
    const { text, bold, italic, centred } = typeof line === "string" ? { text: line } : line;
    return new word.Paragraph({
      alignment: centred ? word.AlignmentType.CENTER : word.AlignmentType.BOTH,
      spacing: within === "cell" ? { before: 20, after: 20 } : { before: 60, after: 60 },
      ...(centred || within === "cell" ? {} : { indent: { firstLine: Math.round(10 * millimetre) } }),
      children: printable(text)
        .split("\n")
        .map(
          (row, at) =>
            new word.TextRun({
              text: row,
              size: within === "cell" ? tableSize : textSize,
              bold: bold ?? false,
              italics: italic ?? false,
              ...(at > 0 ? { break: 1 } : {}),
            }),
        ),
    });
  };

  const grid = (
    rows: readonly (readonly (readonly Line[])[])[],
    shares: readonly number[],
    lines: "bordered" | "bare",
  ) => {
    const whole = shares.reduce((sum, one) => sum + one, 0);
    const widths = shares.map((one) => Math.floor((textWidth * one) / whole));
    const size = (at: number) => ({ size: widths[at] ?? 0, type: word.WidthType.DXA });
    return new word.Table({
      // LibreOffice looks at the columns' widths, Word at the cells'.
      columnWidths: widths,
      width: { size: widths.reduce((sum, one) => sum + one, 0), type: word.WidthType.DXA },
      layout: word.TableLayoutType.FIXED,
      ...(lines === "bare" ? { borders: word.TableBorders.NONE } : {}),
      rows: rows.map(
        (row, at) =>
          new word.TableRow({
            tableHeader: lines === "bordered" && at === 0,
            cantSplit: true,
            children: row.map(
              (cell, column) =>
                new word.TableCell({
                  width: size(column),
                  children: cell.map((line) => paragraph(line, "cell")),
                }),
            ),
          }),
      ),
    });
  };

  const made = blocks.map((block) => {
    if (typeof block === "string" || "text" in block) return paragraph(block);
    if ("beside" in block) return grid([block.beside], block.widths, "bare");
    const rows = block.table.map((row, at) =>
      row.map((text): readonly Line[] => (at === 0 ? [{ text, bold: true, centred: true }] : [text])),
    );
    return grid(rows, block.widths, "bordered");
  });
  const document = new word.Document({
    title,
    creator: "",
    lastModifiedBy: "",
    styles: { default: { document: { run: { font, size: textSize, language: { value: "vi-VN" } } } } },
    sections: [{ properties: { page: { size: page, margin } }, children: made }],
  });
  return new Uint8Array(await word.Packer.toBuffer(document));
}
