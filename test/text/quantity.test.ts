import { describe, expect, test } from "vitest";
import { baseAmount } from "../../src/text/base-amount.ts";
import { fold } from "../../src/text/fold.ts";
import { readQuantity } from "../../src/text/quantity.ts";
import type { Quantity } from "../../src/text/quantity.ts";

const cases: readonly (readonly [string, Quantity | undefined])[] = [
  ["250 lít/tháng", { amount: 250, unit: "lit", per: "month" }],
  ["mỗi tháng 250 lít", { amount: 250, unit: "lit", per: "month" }],
  ["1 tháng được 250 lít", { amount: 250, unit: "lit", per: "month" }],
  ["2 tấn rưỡi", { amount: 2.5, unit: "tan" }],
  ["2 tấn một năm", { amount: 2, unit: "tan", per: "year" }],
  ["tạ rưỡi", { amount: 1.5, unit: "ta" }],
  ["5 tạ", { amount: 5, unit: "ta" }],
  ["2 ta", { amount: 2, unit: "ta" }],
  ["1 tấn 2", { amount: 1.2, unit: "tan" }],
  ["1 tấn 2 tạ", { amount: 1.2, unit: "tan" }],
  ["1kg2", { amount: 1.2, unit: "kg" }],
  ["3 lạng", { amount: 3, unit: "lang" }],
  ["500g", { amount: 500, unit: "gam" }],
  ["nửa lít", { amount: 0.5, unit: "lit" }],
  ["nửa tấn", { amount: 0.5, unit: "tan" }],
  ["750ml", { amount: 750, unit: "ml" }],
  ["khoảng 1.200 chai mỗi năm", { amount: 1200, unit: "chai", per: "year" }],
  ["hai trăm cân", { amount: 200, unit: "kg" }],
  ["10 yến", { amount: 10, unit: "yen" }],
  ["3ha", { amount: 3, unit: "ha" }],
  ["100m2", { amount: 100, unit: "m2" }],
  ["120 m² ạ", { amount: 120, unit: "m2" }],
  ["120 mét vuông", { amount: 120, unit: "m2" }],
  ["2 sào", { amount: 2, unit: "sao" }],
  ["12 người", { amount: 12, unit: "nguoi" }],
  ["htx có 25 thành viên", { amount: 25, unit: "nguoi" }],
  ["15 hộ", { amount: 15, unit: "ho" }],
  ["200 kg tháng 3", { amount: 200, unit: "kg" }],
  ["20 lít 1 ngày", { amount: 20, unit: "lit", per: "day" }],
  ["1 tuần 30 hộp", { amount: 30, unit: "hop", per: "week" }],
  ["300", { amount: 300 }],
  ["từ 10 đến 15 kg", undefined],
  ["100-150 kg", undefined],
  ["nhiều lắm", undefined],
];

describe("readQuantity", () => {
  test.each(cases)("%s", (text, value) => {
    expect(readQuantity(text)).toEqual(value);
    expect(readQuantity(fold(text))).toEqual(value);
  });
});

test.each([
  [2.5, "tan", { amount: 2500, unit: "kg" }],
  [3, "lang", { amount: 0.3, unit: "kg" }],
  [2, "sao", { amount: 720, unit: "m2" }],
  [750, "ml", { amount: 0.75, unit: "lit" }],
  [5, "chai", undefined],
] as const)("base of %d %s", (amount, unit, base) => {
  expect(baseAmount(amount, unit)).toEqual(base);
});
