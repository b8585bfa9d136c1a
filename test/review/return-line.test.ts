import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReturnLine, saysReturn } from "../../src/review/return-line.ts";
import { strange } from "../support/strange.ts";

describe("a line that sends a dossier back", () => {
  test.each<[string, readonly (readonly [readonly number[], string])[], string?]>([
    ["trả 1 mờ", [[[1], "mờ"]]],
    ["tra 1 2 mo", [[[1, 2], "mo"]]],
    [
      "trả lại 1, 3: hết hạn",
      [
        [[1], "hết hạn"],
        [[3], "hết hạn"],
      ],
    ],
    [
      "tra ve 1 mo, 3 het han",
      [
        [[1], "mo"],
        [[3], "het han"],
      ],
    ],
    [
      "1 mờ, 2 sai tên, ghi thêm in lại tem",
      [
        [[1], "mờ"],
        [[2], "sai tên"],
      ],
      "in lại tem",
    ],
    ["trả 1 và 2 và 4 thiếu trang", [[[1, 2, 4], "thiếu trang"]]],
    ["chưa được, giấy attp hết hạn", [[[], "giấy attp hết hạn"]]],
    ["bo sung them giay attp", [[[], "them giay attp"]]],
    ["thôi trả lại giúp", []],
    ["Trả (2) vì không rõ; nhắn mang bản chính", [[[2], "không rõ"]], "mang bản chính"],
  ])("%s", (text, parts, note) => {
    const read = readReturnLine(text);
    expect(read.parts.map((one) => [one.numbers, one.words])).toEqual(parts);
    expect(read.note).toBe(note);
  });

  test.each([
    "tra 1",
    "trả lại",
    "tra ve",
    "chưa được",
    "van chua duoc",
    "không nhận",
    "em trả lại",
    "cần bổ sung",
  ])("%s says so", (text) => expect(saysReturn(text)).toBe(true));
  test.each(["trả lời H1: được", "tra loi", "tiep nhan", "tra cuu", "xem 1", "trang sau"])(
    "%s does not",
    (text) => expect(saysReturn(text)).toBe(false),
  );

  test("any text is read; no number is made up, and no word of a reason", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: strange, maxLength: 10 }),
      fc.constantFrom("trả", "1", "23", " 4 ", ",", ";", "ghi thêm", "mờ", "và", "giấy", "\n", "999999"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join(" ");
        saysReturn(text);
        const digits = text.match(/\d+/gu) ?? [];
        const flat = text.normalize("NFC").replaceAll(/\s+/gu, " ");
        for (const part of readReturnLine(text).parts) {
          // A longer row of digits may be cut off where a number ends.
          for (const number of part.numbers)
            expect(digits.some((one) => one.includes(String(number)) || Number(one) === number)).toBe(true);
          expect(flat).toContain(part.words);
        }
      }),
    );
  });
});
