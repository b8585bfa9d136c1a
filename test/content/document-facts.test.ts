import { expect, test } from "vitest";
import { documentFacts } from "../../src/content/document-facts.ts";

const head = (number: string, day: string, kind: string, title: string): string =>
  `THỦ TƯỚNG CHÍNH PHỦ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n${number}\n\n${day}\n\n${kind}\n\n${title}\n\nCăn cứ Luật số 63/2025/QH15 ngày 18 tháng 02 năm 2025;\n\n`;
const force = (when: string): string => `Điều 1. Hiệu lực\n\nQuyết định này có hiệu lực ${when}.`;
const usual = head(
  "Số: 26/2026/QĐ-TTg",
  "Hà Nội, ngày 22 tháng 5 năm 2026",
  "QUYẾT ĐỊNH",
  "Ban hành Bộ tiêu chí",
);

test("the head of a decision says all", () => {
  expect(documentFacts(usual + force("thi hành kể từ ngày ký ban hành"))).toEqual({
    kind: "Quyết định",
    number: "26/2026/QĐ-TTg",
    title: "Ban hành Bộ tiêu chí",
    date: "2026-05-22",
    from: "2026-05-22",
  });
});

test.each([
  ["Số: 26/2026/QĐ-TTg", "26/2026/QĐ-TTg"],
  ["Số: 26 /2026/QĐ - TTg", "26/2026/QĐ-TTg"],
  ["Luật số: 17/2023/QH15", "17/2023/QH15"],
  ["Số 1197/NQ-UBTVQH15", "1197/NQ-UBTVQH15"],
  ["Số: 48/KH-UBND | Lào Cai, ngày 04 tháng 02 năm 2021", "48/KH-UBND"],
  ["Số: /KH-UBND", undefined],
  ["Số:      /2026/QĐ-UBND", undefined],
  ["Theo văn bản số 490/QĐ-TTg", undefined],
])("the number in %j is %s", (line, number) => {
  expect(documentFacts(head(line, "", "KẾ HOẠCH", "Thực hiện")).number).toBe(number);
});

test.each([
  ["Hà Nội, ngày 22 tháng 5 năm 2026", "2026-05-22"],
  ["Bắc Hà, ngày 04 tháng 02 năm 2021", "2021-02-04"],
  ["Bắc Hà, ngày tháng 02 năm 2021", undefined],
  ["Bắc Hà, ngày 31 tháng 02 năm 2021", undefined],
])("the day in %j is %s", (line, date) => {
  expect(documentFacts(head("Số: 1/KH-UBND", line, "KẾ HOẠCH", "Thực hiện")).date).toBe(date);
});

test.each([
  ["từ ngày 01 tháng 7 năm 2026", "2026-07-01"],
  ["kể từ ngày 01/7/2026", "2026-07-01"],
  ["thi hành từ ngày 15-8-2026", "2026-08-15"],
  ["kể từ ngày ký", "2026-05-22"],
  ["từ ngày 31/02/2026", undefined],
  ["sau khi được thông qua", undefined],
])("in force %j is %s", (when, from) => {
  expect(documentFacts(usual + force(when)).from).toBe(from);
});

test("what another document's day is does not count, and two days are nobody's guess", () => {
  const other = "Luật đó có hiệu lực từ ngày 01/01/2020.\n\n";
  expect(documentFacts(`${usual}${force("từ ngày 01/7/2026")}\n\n${other}`).from).toBe("2026-07-01");
  expect(
    documentFacts(`${usual}${force("từ ngày 01/7/2026")}\n\nQuy định này có hiệu lực từ ngày 01/01/2027.`)
      .from,
  ).toBeUndefined();
});

test("without a line that names the kind, the number does", () => {
  expect(documentFacts("Số: 5/TB-UBND\n\nXã nhận hồ sơ vào thứ hai.").kind).toBe("Thông báo");
  expect(documentFacts("Xã nhận hồ sơ vào thứ hai.")).toEqual({});
});
