import fc from "fast-check";
import type { Programme } from "../../src/domain/programme.ts";
import { type BookEntry, openBook } from "../../src/register/entry.ts";
import { type Attendance, type Book, emptyRegister, noNumbers, shelve } from "../../src/register/record.ts";
import type { RegisterRecord } from "../../src/register/record.ts";
import type { DossierFact } from "../../src/register/report.ts";
import { readSetting } from "../../src/project.ts";

export const setting = await readSetting("bac-ha-2021");
export const { programme } = setting;
export const sets = setting.sets[programme.law] ?? [];
export const today = "2021-11-20";
export const lists = { today, communes: programme.communes, sets };

/** The book that entries give, one after the other; those that cannot be written are left out. */
export function bookOf(entries: readonly BookEntry[]): Book {
  const open = openBook({ register: emptyRegister, numbers: noNumbers });
  const records = new Map<string, RegisterRecord>();
  for (const entry of entries) {
    const written = open.write(entry);
    if (written.ok) records.set(written.value.now.id, written.value.now);
  }
  return { register: shelve([...records.values()]), numbers: open.numbers() };
}

const day = fc
  .integer({ min: 0, max: 700 })
  .map((count) => new Date(Date.UTC(2020, 6, 1) + count * 86_400_000).toISOString().slice(0, 10));
const commune = (of: Programme) => fc.constantFrom(...of.communes.map((one) => one.id));
const some = <Of>(value: fc.Arbitrary<Of>) => fc.option(value, { nil: undefined });
const titles = ["Mật ong", "Tương ớt", "Chè Shan", "Rượu ngô", "Cốm", "Mận sấy", "Gạo Khẩu Mẹo", "Thổ cẩm"];
const owners = ["HTX Quế", "HTX Rau", "Công ty Mận", "Tổ hợp tác Dệt", "Hộ Giàng Seo Páo"];
const product = fc.constantFrom(...titles);
const owner = fc.constantFrom(...owners);
const people = ["Giàng Seo Páo", "Vàng Thị Mai", "Lù Văn Dìn", "Sùng Seo Chứ", "Nguyễn Văn An"];
const attendant = fc.record({
  name: fc.constantFrom(...people, ...owners),
  role: fc.constantFrom("officer" as const, "producer" as const),
});

/** Fields that are left out, instead of there and undefined. */
function without<Of extends object>(of: Of): { [Name in keyof Of]: Exclude<Of[Name], undefined> } {
  const kept: Of = { ...of };
  for (const name in kept) if (kept[name] === undefined) delete kept[name];
  const isKept = (it: object): it is { [Name in keyof Of]: Exclude<Of[Name], undefined> } => it === kept;
  if (!isKept(kept)) throw new Error("not reached");
  return kept;
}

/** Entries such as officers make, in any order. */
export const entries: fc.Arbitrary<readonly BookEntry[]> = fc.array(
  fc.oneof(
    fc
      .record({
        what: fc.constant("organisation" as const),
        name: owner,
        kind: fc.constantFrom("cooperative" as const, "household" as const),
        commune: commune(programme),
        phone: some(fc.constantFrom("0912345678", "0355111222")),
        strengthened: some(day),
        founded: some(day),
      })
      .map(without),
    fc
      .record({
        what: fc.constant("product" as const),
        name: product,
        commune: commune(programme),
        organisation: some(owner),
        set: some(fc.constantFrom(...sets.map((one) => one.id))),
        dossier: some(fc.constantFrom("d1", "d2", "d3", "d4")),
      })
      .map(without),
    fc.record({
      what: fc.constant("certificate" as const),
      product,
      commune: commune(programme),
      stars: fc.integer({ min: 1, max: 5 }),
      decision: fc.constantFrom("12/QĐ-UBND", "34/QĐ-UBND", "56/QĐ-UBND"),
      day,
    }),
    fc
      .record({
        what: fc.constant("training" as const),
        title: fc.constantFrom("Bán hàng", "Làm hồ sơ", "An toàn thực phẩm"),
        day,
        place: some(fc.constant("Hội trường huyện")),
        invited: fc.array(owner, { maxLength: 3 }),
        attended: fc.array(attendant, { maxLength: 6 }),
      })
      .map(without),
    fc.record({
      what: fc.constant("promotion" as const),
      kind: fc.constantFrom("fair" as const, "exhibition" as const),
      title: fc.constantFrom("Hội chợ xuân", "Ngày hội Bắc Hà"),
      day,
      products: fc.array(product, { maxLength: 3 }),
    }),
  ),
  { maxLength: 60 },
);

export const dossiers: fc.Arbitrary<readonly DossierFact[]> = fc
  .array(
    fc.record({
      place: some(commune(programme)),
      round: some(fc.constantFrom("dot-1", "dot-2")),
      state: fc.constantFrom(
        "draft" as const,
        "handed-in" as const,
        "returned" as const,
        "evaluated" as const,
        "recognised" as const,
        "not-reached" as const,
      ),
      stage: some(fc.constantFrom("xa", "huyen")),
      stars: some(fc.integer({ min: 1, max: 5 })),
      title: product,
      organisation: some(owner),
      owner: some(fc.constantFrom("p1", "p2", "p3", "p4")),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((one, at): DossierFact => ({ id: `d${at}`, ...without(one) })));

export const attendance: fc.Arbitrary<readonly Attendance[]> = fc.array(
  fc
    .record({
      schema: fc.constant(1 as const),
      training: fc.constant("TH-1" as const),
      who: fc.constantFrom("p1", "p2", "p3", "o1", "o2", "x1"),
      role: fc.constantFrom("officer" as const, "producer" as const),
      name: some(fc.constantFrom(...people)),
      at: fc.constant(1),
    })
    .map(without),
  { maxLength: 12 },
);
