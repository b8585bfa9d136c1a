import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutCourtesy } from "../../src/text/courtesy.ts";

describe("a question without kind words", () => {
  test.each([
    ["Nộp hồ sơ ở đâu vậy ạ?", "Nộp hồ sơ ở đâu"],
    ["nop ho so o dau z ad", "nop ho so o dau"],
    ["Chào ad, cho em hỏi nộp hồ sơ ở đâu", "nộp hồ sơ ở đâu"],
    ["em muốn hỏi là giấy hết hạn khi nào ạ", "giấy hết hạn khi nào"],
    ["cán bộ ơi giấy hết hạn khi nào", "giấy hết hạn khi nào"],
    ["cho mình hỏi: ai chấm sao", "ai chấm sao"],
    ["ai chấm sao", "ai chấm sao"],
  ])("%s", (given, left) => {
    expect(withoutCourtesy(given)).toBe(left);
  });

  test("lets go of a doubtful word only where no marks tell it apart", () => {
    expect(withoutCourtesy("Giấy này do ai làm the")).toBe("Giấy này do ai làm the");
    expect(withoutCourtesy("giay nay do ai lam the")).toBe("giay nay do ai lam");
  });

  test.each(["chào em", "xin chào", "vâng ạ", "???", "chào ?", "cho em hỏi:", "ạ"])(
    "leaves something of a message that is nothing else: %s",
    (given) => {
      expect(withoutCourtesy(given)).not.toBe("");
    },
  );

  test("is never empty where something was said, and adds no word", () => {
    const kind = fc.constantFrom(
      "chào",
      "ad",
      "em",
      "cho",
      "hỏi",
      "ạ",
      "vậy",
      "nhé",
      " ",
      ",",
      "?",
      "nộp",
      "z",
      "…",
    );
    const said = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(kind).map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(said, (given) => {
        const left = withoutCourtesy(given);
        if (given.trim() !== "") expect(left.trim()).not.toBe("");
        for (const word of left.split(/\s+/u))
          expect(given.normalize("NFC")).toContain(word.normalize("NFC"));
      }),
    );
  });
});
