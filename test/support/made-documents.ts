import { zipSync } from "fflate";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A paragraph of a .docx: `list` is the level of its automatic number, `style` one of "Heading1" and so on. */
export type Paragraph = string | { readonly text: string; readonly list?: number; readonly style?: string };

const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const paragraphXml = (one: Paragraph): string => {
  const { text, list, style } =
    typeof one === "string" ? { text: one, list: undefined, style: undefined } : one;
  const settings = [
    ...(style === undefined ? [] : [`<w:pStyle w:val="${style}"/>`]),
    ...(list === undefined ? [] : [`<w:numPr><w:ilvl w:val="${list}"/><w:numId w:val="7"/></w:numPr>`]),
  ];
  return `<w:p><w:pPr>${settings.join("")}</w:pPr><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
};

/** A .docx with these paragraphs, then a table of these rows; `body` is put in as it is. */
export function docx(
  paragraphs: readonly Paragraph[],
  rows: readonly (readonly string[])[] = [],
  body = "",
): Uint8Array {
  const cell = (text: string): string => `<w:tc>${paragraphXml(text)}</w:tc>`;
  const table = rows.map((row) => `<w:tr>${row.map(cell).join("")}</w:tr>`).join("");
  const levels = ["upperRoman %1.", "decimal %2.", "lowerLetter %3)", "bullet o"].map((level, at) => {
    const [format = "", pattern = ""] = level.split(" ");
    return `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`;
  });
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels":
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": `<w:document ${space}><w:body>${paragraphs.map(paragraphXml).join("")}${table === "" ? "" : `<w:tbl>${table}</w:tbl>`}${body}</w:body></w:document>`,
    "word/numbering.xml": `<w:numbering ${space}><w:abstractNum w:abstractNumId="3">${levels.join("")}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>`,
    "word/styles.xml": `<w:styles ${space}><w:style w:styleId="Heading1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>`,
  };
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  );
}

/** A PDF with these lines on its pages, 16 points apart; an empty line makes a gap. `locked`: it wants a password. */
export function pdf(
  pages: readonly (readonly string[])[],
  { locked = false, unmapped = false }: { readonly locked?: boolean; readonly unmapped?: boolean } = {},
): Uint8Array {
  const letters = [...new Set(pages.flat().join("").normalize("NFC"))];
  const hex = (code: number): string => code.toString(16).padStart(4, "0");
  const codes = new Map(letters.map((letter, at) => [letter, hex(at + 1)]));
  const map = letters.map(
    (letter, at) => `<${hex(at + 1)}> <${hex(unmapped ? 0xe000 + at : letter.charCodeAt(0))}>`,
  );
  const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const content = (lines: readonly string[]): string =>
    lines
      .map((line, at) => {
        const shown = line
          .normalize("NFC")
          .split("")
          .map((letter) => codes.get(letter) ?? "")
          .join("");
        return shown === "" ? "" : `BT /F1 12 Tf 60 ${780 - at * 16} Td <${shown}> Tj ET`;
      })
      .join("\n");
  const first = 6;
  const kids = pages.map((_, at) => `${first + at * 2} 0 R`).join(" ");
  const bodies = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
    stream(
      `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def 1 begincodespacerange <0000> <ffff> endcodespacerange ${map.length} beginbfchar ${map.join(" ")} endbfchar endcmap end end`,
    ),
    ...pages.flatMap((lines, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${first + at * 2 + 1} 0 R >>`,
      stream(content(lines)),
    ]),
    ...(locked
      ? [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >>`]
      : []),
  ];
  let text = "%PDF-1.4\n";
  const places = bodies.map((body, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const lock = locked ? ` /Encrypt ${bodies.length} 0 R /ID [<41> <41>]` : "";
  text += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}
