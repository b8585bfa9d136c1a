import { describe, expect, test } from "vitest";
import { sheetFrom } from "../../src/domain/criteria.ts";
import { checkSheets } from "../../src/flow/check-sheets.ts";
import { setsOf, sheetsOf } from "../../src/flows/all.ts";

const laws = Object.entries(sheetsOf);
const idsOf = (law: string): readonly string[] => (setsOf[law] ?? []).map((one) => one.id);
const sheetOf = (law: string, set: string) => sheetsOf[law]?.find((one) => one.set === set);

describe.each(laws)("the sheets of %s", (law, sheets) => {
  test("one for every set, sums and levels right", () => {
    expect(checkSheets(sheets, idsOf(law))).toEqual([]);
    expect(sheets).toHaveLength(26);
  });

  test("a sheet that is not wholly known says so", () => {
    for (const { certainty, note, totals } of sheets) {
      expect(totals.length > 0).toBe(certainty !== "read");
      expect(note !== undefined).toBe(certainty !== "read");
    }
  });
});

test("what is not known", () => {
  const unsure = laws.flatMap(([, sheets]) => sheets.filter((one) => one.certainty !== "read"));
  expect(unsure.map((one) => one.set)).toEqual(["s03", "s10", "s16", "s19"]);
});

// Counted in the material the sheets were taken from.
test.each([
  ["qd-1048-2019", 751 + 20],
  ["qd-26-2026", 787],
])("%s has %d criteria", (law, count) => {
  expect(sheetsOf[law]?.flatMap((one) => one.criteria)).toHaveLength(count);
});

test("some lines as they are printed", () => {
  const find = (law: string, set: string, id: string) =>
    sheetOf(law, set)?.criteria.find((one) => one.id === id);
  expect(find("qd-26-2026", "b01", "4.1")).toEqual({
    id: "4.1",
    part: "B",
    title: "Khu vực phân phối chính",
    levels: [1, 2, 3, 5],
    least: [
      { stars: 3, points: 2 },
      { stars: 4, points: 3 },
      { stars: 5, points: 5 },
    ],
  });
  expect(find("qd-26-2026", "b11", "6.2.3")).toMatchObject({
    part: "C",
    title: "Vị nước",
    levels: [0, 1, 3, 5],
  });
  expect(find("qd-26-2026", "b26", "3.4")).toMatchObject({
    levels: [1, 3],
    least: [{ stars: 4, points: 3 }],
  });
  expect(find("qd-1048-2019", "s01", "6.2")).toMatchObject({
    title: "Màu sắc, độ chín",
    levels: [0, 1, 3, 5, 8],
  });
  expect(find("qd-1048-2019", "s06", "8.1")).toMatchObject({ least: [{ stars: 3, points: 1 }] });
  expect(
    sheetOf("qd-26-2026", "b11")
      ?.criteria.map((one) => one.id)
      .slice(21, 28),
  ).toEqual(["5.3", "6.1.1", "6.1.2", "6.2.1", "6.2.2", "6.2.3", "7"]);
});

describe("a fault is found", () => {
  const about = { set: "b01", parts: { A: 40, B: 25, C: 35 }, certainty: "read" } as const;
  const lines = "1 Một: 0 40\n4 Hai: 0 25\n6 Ba: 0 5** 35***";

  test("none in this one", () => {
    expect(checkSheets([sheetFrom(about, [lines])], ["b01"])).toEqual([]);
  });

  test.each([
    ["a part that is too small", lines.replace("35***", "34***"), "b01: part C adds up to 34, not 35"],
    ["levels out of order", lines.replace("0 5** 35***", "5 0** 35***"), "b01: 6: levels 5 0 35"],
    ["a level twice", lines.replace("0 5**", "5 5**"), "b01: 6: levels 5 5 35"],
    ["stars out of order", lines.replace("5** 35***", "5*** 35**"), "b01: 6: stars out of order"],
  ])("%s", (_, text, complaint) => {
    expect(checkSheets([sheetFrom(about, [text])], ["b01"])).toEqual([complaint]);
  });

  test("a set without a sheet, a sheet without a set, a line that is no line", () => {
    expect(checkSheets([sheetFrom(about, [lines])], ["b02"])).toEqual([
      "b02: needs one sheet",
      "b01: no such set",
    ]);
    expect(() => sheetFrom(about, ["1.1 Không có mức"])).toThrow("cannot read");
    const wide = sheetFrom({ ...about, parts: { A: 40, B: 25, C: 36 } }, [lines.replace("35***", "36***")]);
    expect(checkSheets([wide], ["b01"])).toEqual(["b01: the parts add up to 101"]);
  });
});
