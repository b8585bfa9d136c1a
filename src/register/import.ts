import {
  type Book,
  type Numbers,
  recordKinds,
  type RecordKind,
  recordsIn,
  type RegisterRecord,
  shelve,
} from "./record.ts";
import { type EntryFault, openBook } from "./entry.ts";
import type { ReadRow, ReadTable } from "./table.ts";

/** A row that was read but cannot be written. name: what was not found. */
export type RowFault = {
  readonly sheet: string;
  readonly row: number;
  readonly code: EntryFault;
  readonly name: string;
};

/** What a file would bring. writes: records before and after; fresh, known: how many of each kind are new, or there already as they are. */
export type Import = {
  readonly writes: readonly { readonly before: RegisterRecord | undefined; readonly now: RegisterRecord }[];
  readonly numbers: Numbers;
  readonly fresh: Readonly<Record<RecordKind, number>>;
  readonly known: Readonly<Record<RecordKind, number>>;
  readonly changed: number;
  readonly faults: readonly RowFault[];
};

/** Writes the rows of a file into a book, without changing it: the same file a second time brings nothing. */
export function planImport(book: Book, read: ReadTable): Import {
  const open = openBook(book);
  const first = new Map<string, RegisterRecord | undefined>();
  const last = new Map<string, RegisterRecord>();
  const faults: RowFault[] = [];
  for (const row of read.rows)
    for (const entry of row.entries) {
      const written = open.write(entry);
      if (!written.ok) {
        faults.push(faultIn(row, written.code, written.with?.["name"] ?? ""));
        break;
      }
      const { before, now } = written.value;
      if (!first.has(now.id)) first.set(now.id, before);
      last.set(now.id, now);
    }
  const all = [...last.values()].map((now) => ({ before: first.get(now.id), now }));
  const isSame = ({ before, now }: (typeof all)[number]): boolean =>
    before !== undefined && JSON.stringify(before) === JSON.stringify(now);
  const count = (fits: (one: (typeof all)[number]) => boolean): Readonly<Record<RecordKind, number>> => {
    const counts: Record<RecordKind, number> = {
      organisation: 0,
      product: 0,
      certificate: 0,
      training: 0,
      promotion: 0,
    };
    for (const kind of recordKinds)
      counts[kind] = all.filter((one) => one.now.what === kind && fits(one)).length;
    return counts;
  };
  return {
    writes: all.filter((one) => !isSame(one)),
    numbers: open.numbers(),
    fresh: count((one) => one.before === undefined),
    known: count(isSame),
    changed: all.filter((one) => one.before !== undefined && !isSame(one)).length,
    faults,
  };
}

const faultIn = ({ sheet, row }: ReadRow, code: EntryFault, name: string): RowFault => ({
  sheet,
  row,
  code,
  name,
});

/** The book after an import was written. */
export function bookAfter({ register }: Book, { writes, numbers }: Import): Book {
  const records = new Map<string, RegisterRecord>(recordsIn(register).map((one) => [one.id, one]));
  for (const { now } of writes) records.set(now.id, now);
  return { register: shelve([...records.values()]), numbers };
}
