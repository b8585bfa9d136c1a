import { DOMParser, type Document, type Element, type Node } from "@xmldom/xmldom";
import { unzipSync } from "fflate";

/** A few bytes may unfold to any size. */
const mostUnfolded = 60 * 1024 * 1024;

/** Text that is not shown: what was deleted or moved away, codes of fields, older renderings of the same drawing. */
const unseen = new Set(["w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr", "mc:Fallback", "w:delText"]);

type Level = { readonly format: string; readonly pattern: string; readonly start: number };
type Numbering = (
  id: string,
  level: number,
) => { readonly list: string; readonly levels: readonly Level[] } | undefined;
type Style = { readonly heading?: number; readonly list?: string; readonly level?: number };
type Reading = {
  readonly styles: ReadonlyMap<string, Style>;
  readonly numbering: Numbering;
  /** How far each list has counted, by level. */
  readonly counted: Map<string, number[]>;
};

/**
 * The text of a .docx: paragraphs apart by an empty line, headings as "# …", the rows of tables with " | " between
 * cells, and before each paragraph the number that Word shows but does not store. Throws where it is damaged.
 */
export function wordText(bytes: Uint8Array): string {
  const wanted = new Set(["word/document.xml", "word/styles.xml", "word/numbering.xml"]);
  let size = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!wanted.has(name)) return false;
      size += originalSize;
      if (size > mostUnfolded) throw new RangeError("unfolds to too much");
      return true;
    },
  });
  const part = (name: string): Document | undefined => {
    const found = parts[`word/${name}.xml`];
    return found === undefined ? undefined : parse(new TextDecoder().decode(found));
  };
  const body = part("document")?.getElementsByTagName("w:body").item(0);
  if (body === null || body === undefined) throw new Error("no text in it");
  const reading = {
    styles: stylesIn(part("styles")),
    numbering: numberingIn(part("numbering")),
    counted: new Map(),
  };
  return blocks(body, reading).join("\n\n");
}

const parse = (xml: string): Document =>
  new DOMParser({
    onError: (level, message) => {
      if (level !== "warning") throw new Error(message);
    },
  }).parseFromString(xml, "text/xml");

const isElement = (node: Node): node is Element => node.nodeType === 1;
const elements = (of: Node): readonly Element[] => [...of.childNodes].filter(isElement);
const child = (of: Element | undefined, name: string): Element | undefined =>
  of === undefined ? undefined : elements(of).find((one) => one.tagName === name);
const value = (of: Element | undefined, name: string): string | undefined =>
  child(of, name)?.getAttribute("w:val") ?? undefined;
const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,4}$/u.test(text) ? Number(text) : undefined;

/** The paragraphs and tables under a node, each as a text; what Word wraps them in is looked through. */
function blocks(of: Node, reading: Reading): readonly string[] {
  return elements(of).flatMap((one) => {
    if (unseen.has(one.tagName)) return [];
    if (one.tagName === "w:p") return paragraph(one, reading);
    if (one.tagName === "w:tbl") return table(one, reading);
    return blocks(one, reading);
  });
}

function table(of: Element, reading: Reading): readonly string[] {
  const rows = elements(of)
    .filter((one) => one.tagName === "w:tr")
    .map((row) =>
      elements(row)
        .filter((one) => one.tagName === "w:tc")
        .map((cell) => blocks(cell, reading).join(" ").replaceAll(/\s+/gu, " ").trim()),
    );
  // A letterhead is laid out as a table: its cells are read one after the other.
  const layout =
    rows.length <= 3 &&
    rows.every((row) => row.length === 2) &&
    rows.some((row) => /^Số\s*:|Nơi nhận|NHÂN DÂN/u.test(row[0] ?? ""));
  if (layout) return elements(of).flatMap((row) => elements(row).flatMap((cell) => blocks(cell, reading)));
  const lines = rows.map((row) => row.join(" | ")).filter((row) => /[\p{L}\p{N}]/u.test(row));
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function paragraph(of: Element, reading: Reading): readonly string[] {
  const boxes: Element[] = [];
  const text = (node: Node): string =>
    [...node.childNodes]
      .map((one) => {
        if (!isElement(one)) return "";
        if (unseen.has(one.tagName)) return "";
        if (one.tagName === "w:t") return one.textContent ?? "";
        if (one.tagName === "w:tab") return " ";
        if (one.tagName === "w:br" || one.tagName === "w:cr") return "\n";
        if (one.tagName === "w:noBreakHyphen") return "-";
        if (one.tagName === "w:txbxContent") {
          boxes.push(one);
          return "";
        }
        return text(one);
      })
      .join("");
  const own = text(of).trim();
  const settings = child(of, "w:pPr");
  const style = reading.styles.get(value(settings, "w:pStyle") ?? "") ?? {};
  const numbered = child(settings, "w:numPr");
  const list = value(numbered, "w:numId") ?? style.list;
  const level = whole(value(numbered, "w:ilvl")) ?? style.level ?? 0;
  const number = own === "" || list === undefined ? undefined : nextNumber(list, level, reading);
  const line = number === undefined ? own : `${number} ${own}`;
  const heading = style.heading === undefined || own === "" ? "" : `${"#".repeat(style.heading + 1)} `;
  return [...(line === "" ? [] : [heading + line]), ...boxes.flatMap((box) => blocks(box, reading))];
}

/** Counts a list one further and gives the number as Word shows it: "IV.", "2.1.", "đ)", "-" for a bullet. */
function nextNumber(id: string, level: number, { numbering, counted }: Reading): string | undefined {
  const found = numbering(id, level);
  const own = found?.levels[level];
  if (found === undefined || own === undefined || own.format === "none") return undefined;
  if (own.format === "bullet") return "-";
  const counts = counted.get(found.list) ?? [];
  counted.set(found.list, counts);
  for (let at = 0; at < level; at += 1) counts[at] ??= found.levels[at]?.start ?? 1;
  const before = counts[level];
  counts[level] = before === undefined ? own.start : before + 1;
  counts.length = level + 1;
  return own.pattern.replaceAll(/%([1-9])/gu, (_, place: string) => {
    const at = Number(place) - 1;
    return shown(counts[at] ?? 1, found.levels[at]?.format ?? "decimal");
  });
}

function shown(count: number, format: string): string {
  if (format === "upperRoman") return roman(count);
  if (format === "lowerRoman") return roman(count).toLowerCase();
  if (format === "upperLetter") return letter(count).toUpperCase();
  if (format === "lowerLetter") return letter(count);
  return format === "decimalZero" ? String(count).padStart(2, "0") : String(count);
}

const letter = (count: number): string =>
  String.fromCodePoint(97 + ((count - 1) % 26)).repeat(Math.ceil(count / 26));

const romans = [
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
] as const;

function roman(count: number): string {
  const next = romans.find(([size]) => size <= count);
  return next === undefined ? "" : next[1] + roman(count - next[0]);
}

function stylesIn(styles: Document | undefined): ReadonlyMap<string, Style> {
  const all = new Map(
    [...(styles?.getElementsByTagName("w:style") ?? [])].map((one) => [
      one.getAttribute("w:styleId") ?? "",
      one,
    ]),
  );
  const read = (id: string, depth: number): Style => {
    const one = all.get(id);
    if (one === undefined || depth > 10) return {};
    const settings = child(one, "w:pPr");
    const numbered = child(settings, "w:numPr");
    const heading = whole(value(settings, "w:outlineLvl"));
    const list = value(numbered, "w:numId");
    const level = whole(value(numbered, "w:ilvl"));
    return {
      ...read(value(one, "w:basedOn") ?? "", depth + 1),
      ...(heading === undefined || heading > 5 ? {} : { heading }),
      ...(list === undefined ? {} : { list }),
      ...(level === undefined ? {} : { level }),
    };
  };
  return new Map([...all.keys()].map((id) => [id, read(id, 0)]));
}

function numberingIn(numbering: Document | undefined): Numbering {
  const all = (tag: string): readonly Element[] => [...(numbering?.getElementsByTagName(tag) ?? [])];
  const levels = new Map(
    all("w:abstractNum").map((one) => [
      one.getAttribute("w:abstractNumId") ?? "",
      elements(one)
        .filter((level) => level.tagName === "w:lvl")
        .map((level) => ({
          format: value(level, "w:numFmt") ?? "decimal",
          pattern: value(level, "w:lvlText") ?? "",
          start: whole(value(level, "w:start")) ?? 1,
        })),
    ]),
  );
  const lists = new Map(
    all("w:num").map((one) => {
      const list = value(one, "w:abstractNumId") ?? "";
      const starts = new Map(
        elements(one)
          .filter((over) => over.tagName === "w:lvlOverride")
          .map((over) => [
            whole(over.getAttribute("w:ilvl") ?? undefined),
            whole(value(over, "w:startOverride")),
          ]),
      );
      const own = (levels.get(list) ?? []).map((level, at) => ({
        ...level,
        start: starts.get(at) ?? level.start,
      }));
      // Lists of one pattern go on counting together, unless one of them starts anew.
      const id = one.getAttribute("w:numId") ?? "";
      return [id, { list: starts.size > 0 ? `own ${id}` : list, levels: own }] as const;
    }),
  );
  return (id) => lists.get(id);
}
