import type { Commune } from "../domain/programme.ts";
import type { ProductSet } from "../domain/set.ts";
import type { Sheet, SheetCell } from "../domain/sheet.ts";
import type { Day } from "../domain/instant.ts";
import { mentions } from "../flow/glean.ts";
import { clean } from "../text/clean.ts";
import { readDay } from "../text/day.ts";
import { readPhone } from "../text/phone.ts";
import { plain } from "../text/plain.ts";
import {
  type ColumnName,
  columnOf,
  type MainColumn,
  mainColumns,
  promotionColumns,
  trainingColumns,
} from "./columns.ts";
import type { BookEntry } from "./entry.ts";
import { kindOfOrganisation, kindOfPromotion } from "./kinds.ts";
import { mostNames } from "./record.ts";

/** Most rows that one file may bring. */
export const mostRows = 2_000;

/** Why a cell could not be read. */
export type CellFault =
  | "no-name"
  | "name-long"
  | "name-marks"
  | "commune-unknown"
  | "phone-wrong"
  | "day-wrong"
  | "day-missing"
  | "stars-wrong"
  | "decision-missing"
  | "kind-unknown"
  | "names-many";

/** Where a cell stands, as people count, with what stands in it. column: a letter. */
export type Complaint = {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly code: CellFault;
  readonly text: string;
};

/** What one row says, in the order in which it must be written. */
export type ReadRow = {
  readonly sheet: string;
  readonly row: number;
  readonly entries: readonly BookEntry[];
};

/** What was read of a file. unread: sheets without a heading that is known. */
export type ReadTable = {
  readonly rows: readonly ReadRow[];
  readonly complaints: readonly Complaint[];
  readonly unread: readonly string[];
};

/** The lists that names in a file are looked up in. */
export type Lists = {
  readonly today: Day;
  readonly communes: readonly Commune[];
  readonly sets: readonly ProductSet[];
};

/** Reads the register out of the sheets of a file: a row with a fault is left out as a whole. */
export function readTable(sheets: readonly Sheet[], lists: Lists): ReadTable {
  const read = sheets.map((sheet) => readSheet(sheet, lists));
  return {
    rows: read.flatMap((one) => one.rows),
    complaints: read.flatMap((one) => one.complaints),
    unread: read.flatMap((one) => one.unread),
  };
}

/** Headings stand somewhere near the top, under the name of the office and of the table. */
const mostAbove = 20;

type Shape = {
  readonly of: "main" | "training" | "promotion";
  readonly at: number;
  readonly columns: ReadonlyMap<ColumnName, number>;
};

function readSheet(sheet: Sheet, lists: Lists): ReadTable {
  const shape = shapeOf(sheet);
  if (shape === undefined)
    return {
      rows: [],
      complaints: [],
      unread: sheet.rows.some((row) => row.some((one) => textOf(one) !== "")) ? [sheet.name] : [],
    };
  const rows: ReadRow[] = [];
  const complaints: Complaint[] = [];
  let above: Above = {};
  for (const [index, row] of sheet.rows.entries()) {
    if (index <= shape.at || row.every((one) => textOf(one) === "")) continue;
    const cells = cellsOf(sheet.name, index, row, shape, lists);
    if (isTotal(row)) continue;
    const entries =
      shape.of === "main"
        ? mainRow(cells, above)
        : shape.of === "training"
          ? trainingRow(cells)
          : promotionRow(cells);
    if (shape.of === "main") above = carried(cells, above);
    complaints.push(...cells.complaints);
    if (cells.complaints.length === 0 && entries.length > 0)
      rows.push({ sheet: sheet.name, row: index + 1, entries });
  }
  return { rows, complaints, unread: [] };
}

/** The row of headings, and what kind of table it heads: the one that knows the most of them. */
function shapeOf(sheet: Sheet): Shape | undefined {
  let best: Shape | undefined;
  for (const [at, row] of sheet.rows.slice(0, mostAbove).entries()) {
    const titles = row.map(textOf);
    const found = (of: Shape["of"], name: (title: string) => ColumnName | undefined): Shape => {
      const columns = new Map<ColumnName, number>();
      for (const [place, title] of titles.entries()) {
        const column = name(title);
        if (column !== undefined && !columns.has(column)) columns.set(column, place);
      }
      return { of, at, columns };
    };
    const shapes = [
      found("main", (title) => columnOf(title, mainColumns)),
      found("training", (title) => columnOf(title, trainingColumns)),
      found("promotion", (title) => columnOf(title, promotionColumns)),
    ];
    for (const shape of shapes) if (isTable(shape) && weight(shape) > (best ? weight(best) : 0)) best = shape;
  }
  return best;
}

const weight = ({ of, columns }: Shape): number =>
  [...columns.keys()].filter((name) => name !== "code").length +
  (of === "main" ? 0 : columns.has("title") ? 0.5 : -9);

/** A table of ours names who or what it is about, and one thing more. */
const isTable = ({ of, columns }: Shape): boolean =>
  columns.size > 1 &&
  (of === "main"
    ? columns.has("organisation") || columns.has("product")
    : columns.has("title") && columns.has("day"));

/** One row, whose cells are read by the names of their columns; what cannot be read is complained of. */
type Cells = {
  readonly complaints: Complaint[];
  readonly lists: Lists;
  readonly raw: (name: ColumnName) => SheetCell;
  readonly text: (name: ColumnName) => string;
  readonly complain: (name: ColumnName, code: CellFault) => undefined;
};

function cellsOf(sheet: string, index: number, row: readonly SheetCell[], shape: Shape, lists: Lists): Cells {
  const complaints: Complaint[] = [];
  const raw = (name: ColumnName): SheetCell => row[shape.columns.get(name) ?? -1] ?? null;
  const text = (name: ColumnName): string => textOf(raw(name));
  const complain = (name: ColumnName, code: CellFault): undefined => {
    const place = shape.columns.get(name) ?? 0;
    complaints.push({ sheet, row: index + 1, column: letters(place), code, text: text(name).slice(0, 60) });
    return undefined;
  };
  return { complaints, lists, raw, text, complain };
}

/** "A", "B", …, "AA", as Excel names its columns. */
const letters = (place: number): string => {
  const last = String.fromCodePoint(65 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
};

/** A cell as words. */
function textOf(cell: SheetCell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "object") return cell.day;
  return clean(String(cell)).replaceAll(/\s+/gu, " ");
}

const isTotal = (row: readonly SheetCell[]): boolean =>
  /^(?:tong|tong so|tong cong|cong)\b/u.test(plain(row.map(textOf).find((one) => one !== "") ?? ""));

/** A name: letters and not too many; what Excel would run, or a page show as more than letters, is refused. */
function name(cells: Cells, column: ColumnName): string | undefined {
  const text = cells.text(column);
  if (text === "") return undefined;
  if (text.length > 200) return cells.complain(column, "name-long");
  if (/^[=+@\t]|^-\D|[<>]/u.test(text)) return cells.complain(column, "name-marks");
  return /\p{L}/u.test(text) ? text : cells.complain(column, "no-name");
}

/** The commune that a cell names: alone, or at the end of an address. */
function commune(cells: Cells, column: MainColumn): string | undefined {
  const text = cells.text(column);
  if (text === "") return undefined;
  return communeIn(text, cells.lists.communes) ?? cells.complain(column, "commune-unknown");
}

/** The commune that words name; of several the longest name, and of these the last. */
export function communeIn(text: string, communes: readonly Commune[]): string | undefined {
  let best: { readonly id: string; readonly length: number } | undefined;
  for (const one of communes)
    for (const called of [one.name, ...one.also])
      if (called.length >= (best?.length ?? 0) && mentions(text, called))
        best = { id: one.id, length: called.length };
  return best?.id;
}

function phone(cells: Cells): string | undefined {
  const raw = cells.raw("phone");
  const text = cells.text("phone");
  if (text === "") return undefined;
  // Excel takes the first zero of a number away.
  const read = readPhone(typeof raw === "number" && text.length === 9 ? `0${text}` : text);
  return "phone" in read ? read.phone : cells.complain("phone", "phone-wrong");
}

function day(cells: Cells, column: ColumnName): Day | undefined {
  const raw = cells.raw(column);
  if (raw !== null && typeof raw === "object") return raw.day;
  const text = cells.text(column);
  if (text === "") return undefined;
  const read = readDay(text, cells.lists.today);
  return "day" in read && read.precision === "day" && /\d{4}|\d[-/.]\d{1,2}[-/.]\d{2}/u.test(text)
    ? read.day
    : cells.complain(column, "day-wrong");
}

const inWords = ["mot", "hai", "ba", "bon", "nam"];

/** "3", "3 sao", "ba sao", "***". */
export function readStars(text: string): number | undefined {
  const [drawn] = /^(?:[*★⭐]\s*){1,5}$/u.exec(text) ?? [];
  if (drawn !== undefined) return drawn.match(/[*★⭐]/gu)?.length;
  const [, digit, word] = /^(?:hang )?(?:([1-5])|(mot|hai|ba|bon|nam))(?: sao)?$/u.exec(plain(text)) ?? [];
  if (digit !== undefined) return Number(digit);
  return word === undefined ? undefined : inWords.indexOf(word) + 1;
}

/** Cells under a wide one are empty: the organisation of the row above is meant, unless the row stands for itself. */
type Above = { readonly organisation?: string; readonly commune?: string };

const carried = (cells: Cells, above: Above): Above => {
  const organisation = cells.text("organisation");
  if (organisation === "") return above;
  const place = communeIn(cells.text("commune"), cells.lists.communes);
  return { organisation, ...(place === undefined ? {} : { commune: place }) };
};

function mainRow(cells: Cells, above: Above): readonly BookEntry[] {
  const product = name(cells, "product");
  const own = name(cells, "organisation");
  const isEmpty = (column: MainColumn): boolean => cells.text(column) === "";
  const under = isEmpty("organisation") && !isEmpty("product") && (isEmpty("commune") || isEmpty("code"));
  const organisation = own ?? (under ? above.organisation : undefined);
  const place =
    commune(cells, "commune") ??
    (under ? above.commune : communeIn(organisation ?? "", cells.lists.communes));
  const home = commune(cells, "home");
  const lives = home ?? place;
  const entries: BookEntry[] = [];
  if (own !== undefined) {
    const kind = organisationKind(cells, own);
    const [tel, strengthened, founded] = [phone(cells), day(cells, "strengthened"), day(cells, "founded")];
    entries.push({
      what: "organisation",
      name: own,
      kind: kind ?? "household",
      ...(lives === undefined ? {} : { commune: lives }),
      ...(tel === undefined ? {} : { phone: tel }),
      ...(strengthened === undefined ? {} : { strengthened }),
      ...(founded === undefined ? {} : { founded }),
      ...(product === undefined || home !== undefined ? {} : { beside: true as const }),
    });
  }
  if (product === undefined) {
    if (own === undefined && cells.complaints.length === 0) cells.complain("organisation", "no-name");
    return entries;
  }
  const set = cells.text("set") === "" ? undefined : setIn(cells.text("set"), cells.lists.sets);
  const dossier = cells.text("dossier");
  const of = {
    ...(place === undefined ? {} : { commune: place }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(home === undefined ? {} : { home }),
  };
  entries.push({
    what: "product",
    name: product,
    ...of,
    ...(set === undefined ? {} : { set }),
    ...(/^[\w-]{1,60}$/u.test(dossier) ? { dossier } : {}),
  });
  entries.push(...certificateIn(cells, product, of));
  return entries;
}

function organisationKind(cells: Cells, called: string) {
  const said = cells.text("kind");
  if (said === "") return kindOfOrganisation(called);
  return kindOfOrganisation(said) ?? cells.complain("kind", "kind-unknown");
}

function certificateIn(
  cells: Cells,
  product: string,
  of: { readonly commune?: string; readonly organisation?: string; readonly home?: string },
): readonly BookEntry[] {
  const columns: readonly MainColumn[] = ["stars", "decision", "day"];
  if (columns.every((one) => /^[-–—]?$/u.test(cells.text(one)))) return [];
  const stars = readStars(cells.text("stars")) ?? cells.complain("stars", "stars-wrong");
  const given = day(cells, "day");
  if (given === undefined && cells.text("day") === "") cells.complain("day", "day-missing");
  const decision = cells.text("decision");
  if (decision === "" || decision.length > 200) cells.complain("decision", "decision-missing");
  else if (/^[=+@\t]|[<>]/u.test(decision)) cells.complain("decision", "name-marks");
  if (stars === undefined || given === undefined || cells.complaints.length > 0) return [];
  return [{ what: "certificate", product, ...of, stars, decision, day: given }];
}

const setIn = (text: string, sets: readonly ProductSet[]): string | undefined =>
  sets.find((one) => one.id === text || plain(one.name) === plain(text))?.id;

/** Names in one cell, apart by semicolons or on lines of their own. */
function namesIn(cells: Cells, column: ColumnName): readonly string[] {
  const cell = cells.raw(column);
  const parts = (typeof cell === "string" ? cell : cells.text(column))
    .split(/[;\n]/u)
    .map((one) => clean(one))
    .filter((one) => one !== "");
  if (parts.length > mostNames) cells.complain(column, "names-many");
  if (parts.some((one) => one.length > 200)) cells.complain(column, "name-long");
  if (parts.some((one) => /^[=+@\t]|[<>]/u.test(one))) cells.complain(column, "name-marks");
  return parts;
}

function trainingRow(cells: Cells): readonly BookEntry[] {
  const title =
    name(cells, "title") ?? (cells.complaints.length > 0 ? undefined : cells.complain("title", "no-name"));
  const on = day(cells, "day");
  if (on === undefined && cells.text("day") === "") cells.complain("day", "day-missing");
  const place = name(cells, "place");
  const attended = [
    ...namesIn(cells, "officers").map((one) => ({ name: one, role: "officer" as const })),
    ...namesIn(cells, "producers").map((one) => ({ name: one, role: "producer" as const })),
  ];
  if (attended.length > mostNames) cells.complain("producers", "names-many");
  const invited = [...namesIn(cells, "invited")];
  if (title === undefined || on === undefined || cells.complaints.length > 0) return [];
  return [{ what: "training", title, day: on, ...(place === undefined ? {} : { place }), invited, attended }];
}

function promotionRow(cells: Cells): readonly BookEntry[] {
  const title =
    name(cells, "title") ?? (cells.complaints.length > 0 ? undefined : cells.complain("title", "no-name"));
  const on = day(cells, "day");
  if (on === undefined && cells.text("day") === "") cells.complain("day", "day-missing");
  const place = name(cells, "place");
  const products = [...namesIn(cells, "products")];
  if (title === undefined || on === undefined || cells.complaints.length > 0) return [];
  const kind = kindOfPromotion(`${cells.text("kind")} ${title}`) ?? "fair";
  return [{ what: "promotion", kind, title, day: on, ...(place === undefined ? {} : { place }), products }];
}
