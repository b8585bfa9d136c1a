import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checklists } from "../../src/flows/all.ts";
import { readReason, reasonsFor, saysReasons } from "../../src/review/reasons.ts";
import { strange } from "../support/strange.ts";

const items = checklists[0]?.items ?? {};
const paper = items["foodSafety"];
const answer = items["address"];

describe("a reason", () => {
  test.each([
    ["mờ", "unreadable"],
    ["bi mo qua roi", "unreadable"],
    ["HẾT HẠN", "expired"],
    ["chưa đóng dấu", "unsigned"],
    ["ban chinh", "original"],
    ["nhầm giấy", "wrong-paper"],
    ["giấy này rách mất góc", undefined],
    ["", undefined],
  ])("of a paper: %s", (text, kind) => expect(readReason(text, paper)).toBe(kind));

  test.each([
    ["sai", "not-right"],
    ["ghi rõ hơn", "unclear"],
    // A text is not blurred.
    ["mờ", undefined],
  ])("of an answer: %s", (text, kind) => expect(readReason(text, answer)).toBe(kind));

  test.each([paper, answer])("is what the button with its name says", (item) => {
    for (const kind of reasonsFor(item)) expect(readReason(kind, item)).toBe(kind);
  });

  test("is read only where it can be given", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: strange })),
        fc.constantFrom(paper, answer, undefined),
        (text, item) => {
          const kind = readReason(text, item);
          if (kind !== undefined) expect(reasonsFor(item)).toContain(kind);
        },
      ),
    );
  });

  test.each([
    "2 mờ",
    "2 mo qua",
    "1 mo, 3 het han",
    "giay 2 thieu trang",
    "1,2 mo, dia chi ghi ro thon",
    "(3) sai tên",
  ])("%s sends points back by itself", (text) => expect(saysReasons(text)).toBe(true));
  test.each([
    "2",
    "25 nguoi",
    "1 2",
    "mo",
    "15/3/2018",
    "0912 345 678",
    "3 sao",
    "100 trieu",
    "2 mo ho so nay ra",
    "",
  ])("%s does not", (text) => expect(saysReasons(text)).toBe(false));

  test("any text can be asked about", () => {
    fc.assert(
      fc.property(fc.string({ unit: strange }), (text) => {
        expect(typeof saysReasons(text)).toBe("boolean");
      }),
    );
  });
});
