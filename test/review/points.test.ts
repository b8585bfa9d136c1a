import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partSums, readPoints, total, unscored, withPoints } from "../../src/review/points.ts";
import { anyScores, points, sheetOf } from "./council.ts";

const fruit = sheetOf("b01");
const rice = sheetOf("s03");
const sauce = sheetOf("s10");

describe("reading points", () => {
  test.each([
    ["1.1 3, 1.2 2", { "1.1": 3, "1.2": 2 }],
    ["1.1=3 1.2=2", { "1.1": 3, "1.2": 2 }],
    ["1.1: 3đ; 1.2: 2 điểm", { "1.1": 3, "1.2": 2 }],
    ["Tiêu chí 1.1 (3)\n1.2 - 2", { "1.1": 3, "1.2": 2 }],
    ["7 3, 8 5", { 7: 3, 8: 5 }],
    ["8: 5", { 8: 5 }],
    ["1.1 3, 1.1 3", { "1.1": 3 }],
  ])("%s", (text, value) => {
    expect(readPoints(text, fruit)).toEqual({ ok: true, value });
  });

  test("a bare row in the sheet's order", () => {
    const row = fruit.criteria.map((one) => one.levels.at(-1)).join(" ");
    expect(readPoints(row, fruit)).toEqual({ ok: true, value: points(fruit) });
    expect(readPoints(row.replaceAll(" ", ","), fruit)).toEqual({ ok: true, value: points(fruit) });
  });

  test.each([
    ["9.9 3", "points-unknown", { criterion: "9.9" }],
    [
      "1.1 0",
      "points-level",
      { criterion: "1.1", title: "Nguồn gốc sản phẩm", given: "0", levels: "1, 2, 3" },
    ],
    [
      "2.1 2",
      "points-level",
      { criterion: "2.1", title: "Nguồn gốc ý tưởng sản phẩm", given: "2", levels: "0, 1, 3" },
    ],
    [
      "1.1 2.5",
      "points-level",
      { criterion: "1.1", title: "Nguồn gốc sản phẩm", given: "2.5", levels: "1, 2, 3" },
    ],
    ["1.1 3, 1.1 2", "points-twice", { criterion: "1.1", title: "Nguồn gốc sản phẩm" }],
    [
      "1.1 3, 1.2",
      "points-no-number",
      { criterion: "1.2", title: "Vùng nguyên liệu được cấp chứng nhận chất lượng" },
    ],
    ["A 30 B 20 C 25", "points-no-total", { part: "A" }],
    ["3 2 3", "points-too-few", { given: "3", wanted: String(fruit.criteria.length) }],
    ["ngon lắm", "points-unread", { word: "ngon" }],
    [" ", "points-none", undefined],
  ])("%s is refused: %s", (text, code, words) => {
    expect(readPoints(text, fruit)).toEqual(
      words === undefined ? { ok: false, code } : { ok: false, code, with: words },
    );
  });

  test("too many in a row", () => {
    const row = [...fruit.criteria, 0].map(() => 1).join(" ");
    expect(readPoints(row, fruit)).toMatchObject({ ok: false, code: "points-too-many" });
  });

  test("a total, where the criteria of a part are not known", () => {
    expect(readPoints("C 25", rice)).toEqual({ ok: true, value: { C: 25 } });
    expect(readPoints("phần c: 25", rice)).toEqual({ ok: true, value: { C: 25 } });
    expect(readPoints("C 41", rice)).toMatchObject({
      ok: false,
      code: "points-level",
      with: { levels: "0-40" },
    });
    expect(readPoints("1.1 C 25", rice)).toMatchObject({
      code: "points-no-number",
      with: { criterion: "1.1" },
    });
    expect(readPoints("A 30", rice)).toMatchObject({ ok: false, code: "points-no-total" });
    const row = [...rice.criteria.map((one) => one.levels.at(-1)), 25].join(" ");
    expect(readPoints(row, rice)).toEqual({ ok: true, value: points(rice, { C: 25 }) });
  });

  test("what is written out is read back", () => {
    fc.assert(
      fc.property(anyScores, ({ sheet, given }) => {
        for (const one of given) {
          const pairs = Object.entries(one).map(([id, number]) => `${id} ${number}`);
          expect(readPoints(pairs.join(", "), sheet)).toEqual({ ok: true, value: one });
          expect(unscored(one, sheet)).toEqual([]);
        }
      }),
    );
  });
});

describe("sums", () => {
  test("full marks of a sheet are a hundred", () => {
    expect(partSums(points(fruit), fruit)).toEqual({ A: 40, B: 25, C: 35 });
    expect(total(points(fruit), fruit)).toBe(100);
  });

  test("a sheet two points short takes the total of its part instead", () => {
    expect(total(points(sauce), sauce)).toBe(98);
    const later = withPoints(points(sauce), { C: 39 }, sauce);
    expect(partSums(later, sauce)).toEqual({ A: 35, B: 25, C: 39 });
    expect(unscored(later, sauce)).toEqual([]);
    // One criterion again: the total no longer says what it is made of.
    const again = withPoints(later, { "6.1": 2 }, sauce);
    expect(again["C"]).toBeUndefined();
    expect(unscored(again, sauce).map((one) => one.id)).toContain("6.2");
  });

  test("later points count", () => {
    expect(withPoints({ "1.1": 3, "1.2": 2 }, { "1.1": 1 }, fruit)).toEqual({ "1.1": 1, "1.2": 2 });
    expect(unscored({ "1.1": 3 }, fruit).map((one) => one.id)[0]).toBe("1.2");
  });
});
