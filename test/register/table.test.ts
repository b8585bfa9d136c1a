import fc from "fast-check";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readTableFile, tableLimits } from "../../src/papers/read-table.ts";
import { workbook } from "../../src/papers/workbook.ts";
import { columnOf, mainColumns } from "../../src/register/columns.ts";
import { bookAfter, planImport } from "../../src/register/import.ts";
import { type Book, emptyRegister, noNumbers, type Register } from "../../src/register/record.ts";
import { registerSheets } from "../../src/register/sheets.ts";
import { readTable } from "../../src/register/table.ts";

import { bookOf, entries, lists, programme, sets } from "./made-up.ts";

const empty: Book = { register: emptyRegister, numbers: noNumbers };
const titles = { main: "Sổ", trainings: "Tập huấn", promotions: "Xúc tiến" };
const csv = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (bytes: Uint8Array) => {
  const sheets = await readTableFile(bytes);
  if (!sheets.ok) throw new Error(sheets.code);
  return readTable(sheets.value, lists);
};

const byKey = ([one]: [string, unknown], [two]: [string, unknown]): number => (one < two ? -1 : 1);

/** A register without its numbers: whose each thing is stands by name. */
function told(register: Register): unknown {
  const name = new Map<string, string>(
    [...register.organisations, ...register.products].map((one) => [one.id, `${one.name} ${one.commune}`]),
  );
  const plainly = (one: object): string =>
    JSON.stringify(
      Object.entries(one)
        .toSorted(byKey)
        .map(([key, value]: [string, unknown]) => ({ [key]: value })),
      (key, value: unknown) =>
        key === "id" || key === "code"
          ? undefined
          : typeof value === "string" && (key === "product" || key === "organisation")
            ? name.get(value)
            : value,
    );
  const sorted = (all: readonly object[]) => all.map(plainly).toSorted((a, b) => (a < b ? -1 : 1));
  return Object.entries(register).map(([kind, all]) => [kind, sorted(all)]);
}

describe("a table that an office keeps", () => {
  test.each([
    ["Tên HTX", "organisation"],
    ["TEN  HTX (*)", "organisation"],
    ["Chủ thể sản xuất, kinh doanh", "organisation"],
    ["chu the", "organisation"],
    ["Xã", "commune"],
    ["Xã/thị trấn", "commune"],
    ["Sản phẩm", "product"],
    ["Tên sản phẩm OCOP năm 2021", "product"],
    ["San phẩm", "product"],
    ["Số sao", "stars"],
    ["so  sao đạt được", "stars"],
    ["Số QĐ", "decision"],
    ["Số QĐ, ngày tháng", "decision"],
    ["Ngày cấp", "day"],
    ["Ngay cap GCN", "day"],
    ["SĐT", "phone"],
    ["Số điện thoai", "phone"],
    ["Mùa vụ", undefined],
    ["", undefined],
  ])("has a heading %s", (heading, column) => {
    expect(columnOf(heading, mainColumns)).toBe(column);
  });

  test("is read under the name of the office, with cells under a wide one, sums and sloppy days", async () => {
    const table = await read(
      csv(
        [
          "UBND HUYỆN BẮC HÀ;;;;;;",
          "DANH SÁCH SẢN PHẨM OCOP;;;;;;",
          "STT;Chủ thể;Xã;SĐT;Sản phẩm;Số sao;Số QĐ;Ngày cấp",
          "1;HTX Quế;xã Nậm Đét;912345678;Tinh dầu quế;3 sao;12/QĐ-UBND;15/8/2021",
          ";;;;Nước lau sàn quế;;;",
          "2;Hộ Páo;thôn Na Lo, Tà Chải;0355 111 222;Cốm;ba sao;13/QĐ-UBND;2021-08-16",
          "Tổng;;;;3;;;",
        ].join("\r\n"),
      ),
    );
    // Nine digits of a text are no number; Excel's number would get its zero back.
    expect(table.complaints).toEqual([
      { sheet: "CSV", row: 4, column: "D", code: "phone-wrong", text: "912345678" },
    ]);
    const { register } = planned(table);
    expect(register.organisations.map((one) => [one.name, one.kind, one.commune])).toEqual([
      ["Hộ Páo", "household", "ta-chai"],
    ]);
    expect(register.certificates).toMatchObject([
      { stars: 3, decision: "13/QĐ-UBND", day: "2021-08-16", until: "2024-08-16" },
    ]);
  });

  const planned = (table: Awaited<ReturnType<typeof read>>): Book =>
    bookAfter(empty, planImport(empty, table));

  test("tells where a cell cannot be read, and leaves the whole row out", async () => {
    const table = await read(
      csv(
        [
          "Tên HTX,Xã,Sản phẩm,Số sao,Số QĐ,Ngày cấp",
          "HTX Một,Hà Nội,Chè,,,",
          "HTX Hai,Bản Phố,Rượu ngô,6,1/QĐ,31/2/2021",
          "=HYPERLINK(1),Bản Phố,,,,",
          "HTX <b>Ba</b>,Bản Phố,,,,",
          "HTX Bốn,Bản Phố,Rượu,3,,tháng 8",
          `${"x".repeat(201)},Bản Phố,,,,`,
        ].join("\n"),
      ),
    );
    expect(table.rows).toEqual([]);
    expect(table.complaints.map((one) => `${one.column}${one.row} ${one.code}`)).toEqual([
      "B2 commune-unknown",
      "D3 stars-wrong",
      "F3 day-wrong",
      "A4 name-marks",
      "A5 name-marks",
      "F6 day-wrong",
      "E6 decision-missing",
      "A7 name-long",
    ]);
  });

  test.each([
    ["nothing", new Uint8Array(), "empty"],
    ["another kind of file", csv("%PDF-1.7\n"), "kind"],
    ["a file of an old encoding", new Uint8Array([0x54, 0xea, 0x6e]), "encoding"],
    ["too many bytes", new Uint8Array(tableLimits.bytes + 1).fill(97), "size"],
    ["too many rows", csv("a;b\n".repeat(tableLimits.rows + 2)), "rows"],
  ])("is refused when it is %s", async (_, bytes, code) => {
    expect(await readTableFile(bytes)).toMatchObject({ ok: false, code });
  });

  test("that is torn in the middle is damaged, and one that unfolds to too much is too large", async () => {
    const bytes = await workbook([{ name: "A", columns: [{ title: "Xã" }], rows: [["Bản Phố"]] }]);
    expect(await readTableFile(bytes.slice(0, bytes.length / 2))).toMatchObject({
      ok: false,
      code: "damaged",
    });
    expect(await readTableFile(bytes, { ...tableLimits, unfolded: 100 })).toMatchObject({
      ok: false,
      code: "size",
    });
  });
});

test("a zip that lies about its sizes unfolds no further than it says", async () => {
  const rows = Array.from({ length: 500 }, (_, at) => [`HTX ${at}`, "Bản Phố"]);
  const columns = [{ title: "Tên HTX" }, { title: "Xã" }];
  const bytes = await workbook([{ name: "A", columns, rows }]);
  expect(await readTableFile(bytes)).toMatchObject({ ok: true });
  let size = 0;
  unzipSync(bytes, {
    filter: (part) => {
      if (part.name.endsWith("sheet1.xml")) size = part.originalSize;
      return false;
    },
  });
  expect(size).toBeGreaterThan(1_000);
  // The size of the sheet, wherever it stands, becomes a hundred bytes.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at += 1)
    if (view.getUint32(at, true) === size) view.setUint32(at, 100, true);
  expect(await readTableFile(bytes)).toMatchObject({ ok: false, code: "damaged" });
});

describe("the register as a file", () => {
  test(
    "that is read back gives the same register, and a second time nothing",
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(entries, async (all) => {
          const book = bookOf(all);
          const bytes = await workbook(registerSheets(book.register, programme, sets, titles));
          const table = await read(bytes);
          expect(table.complaints).toEqual([]);
          const first = planImport(empty, table);
          expect(first.faults).toEqual([]);
          const again = bookAfter(empty, first);
          expect(told(again.register)).toEqual(told(book.register));
          const second = planImport(again, table);
          expect([second.writes, second.numbers]).toEqual([[], again.numbers]);
          expect(planImport(book, table).writes).toEqual([]);
        }),
        { numRuns: 15 },
      );
    },
  );
});
