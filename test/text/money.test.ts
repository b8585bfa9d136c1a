import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../src/text/fold.ts";
import { readMoney, showMoney } from "../../src/text/money.ts";

const cases: readonly (readonly [string, number | undefined])[] = [
  ["150k", 150_000],
  ["150 k", 150_000],
  ["150 nghìn", 150_000],
  ["150 ngàn/lít", 150_000],
  ["1tr2", 1_200_000],
  ["1,2 triệu", 1_200_000],
  ["2 tỷ 3", 2_300_000_000],
  ["một trăm năm mươi nghìn", 150_000],
  ["150.000đ", 150_000],
  ["150.000 đồng/chai", 150_000],
  ["500 đồng", 500],
  ["2 chai 150k", 150_000],
  ["1 lít 150 nghìn", 150_000],
  ["150 nghìn 2 chai", 150_000],
  ["120000", 120_000],
  ["hai triệu rưỡi", 2_500_000],
  ["nửa triệu", 500_000],
  ["5 củ", 5_000_000],
  ["giá bán 85.000 đ 1 hộp", 85_000],
  ["2 trieu 3 mot thang", 2_300_000],
  ["150", undefined],
  ["200-300k", undefined],
  ["từ 200 đến 300k", undefined],
  ["vài trăm nghìn", undefined],
  ["chưa có giá", undefined],
];

describe("readMoney", () => {
  test.each(cases)("%s", (text, value) => {
    expect(readMoney(text)).toBe(value);
    expect(readMoney(fold(text))).toBe(value);
  });

  test("reads what showMoney writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (vnd) => {
        expect(readMoney(showMoney(vnd))).toBe(vnd);
      }),
    );
  });

  test("showMoney", () => {
    expect(showMoney(150_000)).toBe("150.000 đồng");
    expect(showMoney(999)).toBe("999 đồng");
  });
});
