import { fileURLToPath } from "node:url";
import type { Content, ContentTable, TableCell } from "pdfmake/interfaces.js";
import type { PrintedBlock, PrintedCell, PrintedForm, PrintedLine } from "../domain/printed-form.ts";
import { printable } from "./printable.ts";

/** Points in a millimetre. */
const millimetre = 72 / 25.4;
const margins = {
  left: 30 * millimetre,
  top: 20 * millimetre,
  right: 20 * millimetre,
  bottom: 20 * millimetre,
};
const textWidth = 210 * millimetre - margins.left - margins.right;
const textSize = 13;
const tableSize = 12;
const dotted = { length: 1, space: 2 };
/** Tables of more rows may begin on one page and end on the next. */
const mostKept = 6;

const faces = {
  normal: fileURLToPath(import.meta.resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf")),
  bold: fileURLToPath(import.meta.resolve("@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf")),
  italics: fileURLToPath(
    import.meta.resolve("@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf"),
  ),
  bolditalics: fileURLToPath(
    import.meta.resolve("@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf"),
  ),
};
/** What this type has no letter for would come out as an empty box. */
const strange =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\p{Nd}\p{P}\p{Z}\p{Sc}\n+<=>|~^`°±×÷²³¹¼½¾©®™→←↑↓≈≠≤≥√□■●]/gu;
const drawable = (text: string): string => printable(text).replaceAll(strange, "?");

let opened: ReturnType<typeof open> | undefined;

/** The library with its type, which measures as Times New Roman does. It may read these four files and nothing else. */
async function open() {
  const { default: pdf } = await import("pdfmake");
  const known = new Set(Object.values(faces));
  pdf.setFonts({ Tinos: faces });
  pdf.setUrlAccessPolicy(() => false);
  pdf.setLocalAccessPolicy((path) => known.has(path));
  return pdf;
}

/** A filled form as the bytes of a PDF that brings its letters along. */
export async function formPdf(form: PrintedForm): Promise<Uint8Array> {
  opened ??= open();
  const pdf = await opened;
  const made = pdf.createPdf({
    info: { title: form.title },
    language: "vi-VN",
    pageSize: "A4",
    pageMargins: [margins.left, margins.top, margins.right, margins.bottom],
    defaultStyle: { font: "Tinos", fontSize: textSize, lineHeight: 1.02 },
    content: together(form.blocks),
    footer: (page, pages) => ({
      text: `${drawable(form.foot)}, trang ${page}/${pages}`,
      alignment: "center",
      fontSize: 10,
      italics: true,
      margin: [margins.left, 6 * millimetre, margins.right, 0],
    }),
  });
  return new Uint8Array(await made.getBuffer());
}

/** Blocks one after another; what is to stay with the next stands in one piece with it. */
function together(blocks: readonly PrintedBlock[]): Content[] {
  const all: Content[] = [];
  let kept: Content[] = [];
  for (const block of blocks) {
    const made = contentOf(block);
    if ("keep" in block && block.keep) {
      kept.push(...made);
      continue;
    }
    const whole = !("rows" in block) || block.rows.length <= mostKept;
    if (kept.length > 0 && whole) all.push({ stack: [...kept, ...made], unbreakable: true });
    else all.push(...kept, ...made);
    kept = [];
  }
  return [...all, ...kept];
}

function contentOf(block: PrintedBlock): Content[] {
  if ("dots" in block) return Array.from({ length: block.dots }, dotLine);
  if ("qr" in block)
    return [{ qr: block.qr, fit: 40 * millimetre, alignment: "center", margin: [0, 8, 0, 8] }];
  return "rows" in block ? [table(block)] : [paragraph(block, textSize)];
}

const dotLine = (): Content => ({
  canvas: [{ type: "line", x1: 0, y1: 16, x2: textWidth, y2: 16, lineWidth: 0.7, dash: dotted }],
  margin: [0, 0, 0, 5],
});

function paragraph(line: PrintedLine, size: number): Content {
  const words = {
    text: line.spans.map(({ text, bold, italic }) => ({
      text: drawable(text),
      bold: bold ?? false,
      italics: italic ?? false,
    })),
    fontSize: size,
    alignment: line.centred ? ("center" as const) : ("left" as const),
  };
  const gap = size === tableSize ? 1 : 2.5;
  const heads = line.keep === true && line.spans[0]?.bold === true;
  const inset = line.inset ? 10 * millimetre : 0;
  if (!line.dotted) return { ...words, margin: [inset, heads ? 8 : gap, 0, gap] };
  return {
    columns: [
      { ...words, width: "auto" },
      { width: "*", table: { widths: ["*"], body: [[{ text: " ", fontSize: 8 }]] }, layout: underDots },
    ],
    margin: [0, gap, 0, gap],
  };
}

/** Nothing but a dotted line at the foot, which the pen writes on. */
const underDots = {
  hLineWidth: (at: number) => (at === 1 ? 0.7 : 0),
  vLineWidth: () => 0,
  hLineStyle: () => ({ dash: dotted }),
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 2,
};

function table({ widths: shares, rows, bare }: Extract<PrintedBlock, { rows: unknown }>): ContentTable {
  const whole = shares.reduce((sum, one) => sum + one, 0);
  const padding = 10.8;
  return {
    table: {
      widths: shares.map((one) => (textWidth * one) / whole - padding),
      headerRows: bare ? 0 : 1,
      dontBreakRows: true,
      body: rows.map((row) => row.flatMap(cells)),
    },
    layout: bare ? "noBorders" : ruled,
    margin: [0, bare ? 0 : 3, 0, bare ? 2 : 5],
  };
}

const ruled = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  paddingLeft: () => 5.4,
  paddingRight: () => 5.4,
};

/** A cell, and nothing for each further column that it takes. */
function cells({ lines, across = 1 }: PrintedCell): TableCell[] {
  const own: TableCell =
    lines.length === 0
      ? { text: " ", fontSize: tableSize, colSpan: across }
      : { stack: lines.map((line) => paragraph(line, tableSize)), colSpan: across };
  return [own, ...Array.from({ length: across - 1 }, (): TableCell => ({}))];
}
