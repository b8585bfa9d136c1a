import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { sheetNames, workbook } from "../../src/papers/workbook.ts";

test("numbers, words, days and formulas", async () => {
  const bytes = await workbook([
    {
      name: "Sổ theo dõi",
      columns: [{ title: "Sản phẩm", width: 30 }, { title: "Điểm" }, { title: "Ngày" }],
      rows: [
        ["Mận Tam hoa & <rượu>", 71.5, { day: "2026-11-25" }],
        ["=1+1\u{0}\uD800\uFFFF", { formula: "SUM(B2:B2)", value: 71.5 }, null],
        ["", { formula: "MAX(B2:B2)" }, { formula: "MIN(B2:B2)", value: 0 }],
      ],
    },
    { name: "Sổ theo dõi", columns: [{ title: "Trống" }], rows: [] },
  ]);
  const parts = unzipSync(bytes);
  const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  expect(part("xl/workbook.xml")).toContain('name="Sổ theo dõi"');
  expect(part("xl/workbook.xml")).toContain('name="Sổ theo dõi (2)"');
  const sheet = part("xl/worksheets/sheet1.xml");
  expect(sheet).toContain("<v>71.5</v>");
  expect(sheet).toContain("<f>SUM(B2:B2)</f><v>71.5</v>");
  expect(sheet).toContain("<f>MAX(B2:B2)</f></c>");
  expect(sheet).toContain("<f>MIN(B2:B2)</f><v>0</v>");
  // 46351 is what Excel shows for DATE(2026;11;25).
  expect(sheet).toContain("<v>46351</v>");
  expect(sheet + part("xl/sharedStrings.xml")).toContain("Mận Tam hoa &amp; &lt;rượu&gt;");
  expect(sheet + part("xl/sharedStrings.xml")).toContain("=1+1<");
  expect(part("xl/styles.xml")).toContain("Times New Roman");
});

test("sheet names as Excel takes them", () => {
  expect(sheetNames(["a/b:[c]", "", "x".repeat(40), `${"X".repeat(40)}`])).toEqual([
    "a b c",
    "Trang",
    "x".repeat(31),
    `${"X".repeat(27)} (2)`,
  ]);
});
