import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFindings } from "../../src/review/findings.ts";
import { readStars } from "../../src/review/stars.ts";
import { strange } from "../support/strange.ts";

const points = ["a", "b", "c", "d"].map((id) => ({ id }));

describe("what a commune finds", () => {
  test.each<[string, Readonly<Record<string, string | undefined>>]>([
    ["tiếp nhận", {}],
    ["nhận, không đạt 2: lao động ở nơi khác", { b: "lao động ở nơi khác" }],
    ["nhan, chua dat diem 1", { a: undefined }],
    ["nhận, không đạt 1: mua ở Lào Cai; thiếu 4: không rõ", { a: "mua ở Lào Cai", d: "không rõ" }],
    ["nhận, không đạt 9", {}],
  ])("%s", (text, unmet) => {
    const found = readFindings(text, points);
    expect(found.map((one) => one.id)).toEqual(points.map((one) => one.id));
    expect(Object.fromEntries(found.filter((one) => !one.met).map((one) => [one.id, one.note]))).toEqual(
      unmet,
    );
  });

  test("is one finding for each point, whatever is said", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: strange, maxLength: 9 }),
            fc.constantFrom("không đạt", "2", "trừ 1", ";"),
          ),
        ),
        (words) => {
          const found = readFindings(words.join(" "), points);
          expect(found.map((one) => one.id)).toEqual(["a", "b", "c", "d"]);
          expect(found.every((one) => one.note === undefined || !one.met)).toBe(true);
        },
      ),
    );
  });
});

describe("a result", () => {
  test.each([
    ["3 sao, QĐ 4261/QĐ-UBND", 3, "4261/QĐ-UBND", undefined],
    ["5 sao theo quyết định số 12/QĐ-TTg", 5, "12/QĐ-TTG", undefined],
    ["không đạt: thiếu phiếu kiểm nghiệm", undefined, undefined, "thiếu phiếu kiểm nghiệm"],
    ["chua dat 3 sao", undefined, undefined, "3 sao"],
    ["2 sao", undefined, undefined, undefined],
    ["13 sao", undefined, undefined, undefined],
    ["", undefined, undefined, undefined],
  ])("%s", (text, stars, decision, words) => {
    expect(readStars(text)).toEqual({ stars, decision, words });
  });

  test("has three to five stars or none, whatever is said", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: strange, maxLength: 9 }),
            fc.constantFrom("sao", "3", "4 sao", "không đạt", "QĐ 1/QĐ-UBND"),
          ),
        ),
        (words) => {
          const { stars, decision } = readStars(words.join(" "));
          expect([undefined, 3, 4, 5]).toContain(stars);
          if (decision !== undefined) expect(decision).toMatch(/^\d{1,6}\//u);
        },
      ),
    );
  });
});
