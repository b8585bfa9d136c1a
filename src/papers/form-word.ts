import type { PrintedBlock, PrintedCell, PrintedForm, PrintedLine } from "../domain/printed-form.ts";
import { printable } from "./printable.ts";
import { font, margin, page, tableSize, textSize, textWidth } from "./word-document.ts";

const centimetre = 567;

/** A heading stands apart from what comes before it. */
const heads = (line: PrintedLine): boolean => line.keep === true && line.spans[0]?.bold === true;

/** A filled form as the bytes of a .docx. */
export async function formWord(form: PrintedForm): Promise<Uint8Array> {
  // Only whoever asks for a file waits for the library.
  const word = await import("docx");

  const paragraph = (line: PrintedLine, size: number, width: number) =>
    new word.Paragraph({
      alignment: line.centred ? word.AlignmentType.CENTER : word.AlignmentType.LEFT,
      spacing: size === tableSize ? { before: 20, after: 20 } : { before: heads(line) ? 160 : 60, after: 60 },
      keepNext: line.keep ?? false,
      ...(line.inset ? { indent: { left: centimetre } } : {}),
      ...(line.dotted
        ? { tabStops: [{ type: word.TabStopType.RIGHT, position: width, leader: word.LeaderType.DOT }] }
        : {}),
      children: [
        ...line.spans.map(
          ({ text, bold, italic }) =>
            new word.TextRun({
              text: printable(text),
              size,
              bold: bold ?? false,
              italics: italic ?? false,
            }),
        ),
        ...(line.dotted ? [new word.TextRun({ text: "\t", size })] : []),
      ],
    });

  const dots = (): InstanceType<typeof word.Paragraph> =>
    paragraph({ spans: [], dotted: true }, textSize, textWidth);

  const table = ({ widths: shares, rows, bare }: Extract<PrintedBlock, { rows: unknown }>) => {
    const whole = shares.reduce((sum, one) => sum + one, 0);
    const widths = shares.map((one) => Math.floor((textWidth * one) / whole));
    const cellOf = ({ lines, across = 1 }: PrintedCell, width: number) =>
      new word.TableCell({
        width: { size: width, type: word.WidthType.DXA },
        columnSpan: across,
        children: (lines.length > 0 ? lines : [{ spans: [] }]).map((line) =>
          paragraph(line, tableSize, width),
        ),
      });
    return new word.Table({
      // LibreOffice looks at the columns' widths, Word at the cells'.
      columnWidths: widths,
      width: { size: widths.reduce((sum, one) => sum + one, 0), type: word.WidthType.DXA },
      layout: word.TableLayoutType.FIXED,
      ...(bare ? { borders: word.TableBorders.NONE } : {}),
      rows: rows.map(
        (row, at) =>
          new word.TableRow({
            // Some readers take a row for a head as soon as it says anything about it.
            ...(bare !== true && at === 0 ? { tableHeader: true } : {}),
            cantSplit: true,
            children: row.map((one, place) => {
              const from = row.slice(0, place).reduce((sum, { across = 1 }) => sum + across, 0);
              const own = widths.slice(from, from + (one.across ?? 1));
              return cellOf(
                one,
                own.reduce((sum, width) => sum + width, 0),
              );
            }),
          }),
      ),
    });
  };

  const made = form.blocks.flatMap(
    (block): readonly (ReturnType<typeof paragraph> | ReturnType<typeof table>)[] => {
      if ("dots" in block) return Array.from({ length: block.dots }, dots);
      // Word gets what the code says: it draws none by itself.
      if ("qr" in block)
        return [paragraph({ spans: [{ text: block.qr }], centred: true }, textSize, textWidth)];
      // Word takes tables without a paragraph between them for one.
      return "rows" in block
        ? [table(block), new word.Paragraph({ spacing: { before: 0, after: 0, line: 120 }, children: [] })]
        : [paragraph(block, textSize, textWidth)];
    },
  );
  const foot = new word.Footer({
    children: [
      new word.Paragraph({
        alignment: word.AlignmentType.CENTER,
        children: [
          new word.TextRun({ text: `${printable(form.foot)}, trang `, size: 20, italics: true }),
          new word.TextRun({ children: [word.PageNumber.CURRENT], size: 20, italics: true }),
          new word.TextRun({ text: "/", size: 20, italics: true }),
          new word.TextRun({ children: [word.PageNumber.TOTAL_PAGES], size: 20, italics: true }),
        ],
      }),
    ],
  });
  const document = new word.Document({
    title: form.title,
    creator: "",
    lastModifiedBy: "",
    styles: { default: { document: { run: { font, size: textSize, language: { value: "vi-VN" } } } } },
    sections: [{ properties: { page: { size: page, margin } }, footers: { default: foot }, children: made }],
  });
  return new Uint8Array(await word.Packer.toBuffer(document));
}
