import { describe, expect, test } from "vitest";
import { readWords } from "../../src/answer/find/words.ts";

const bare = (text: string): string => {
  const words: string[] = [];
  readWords(
    text,
    new Map(),
    (word) => words.push(word.bare),
    () => words.push("."),
  );
  return words.join(" ");
};
const marked = (text: string): readonly string[] => {
  const words: string[] = [];
  readWords(
    text,
    new Map(),
    (word) => words.push(word.marked),
    () => undefined,
  );
  return words;
};

describe("words", () => {
  test.each([
    ["Hợp tác xã, hộ", "hop tac xa ho"],
    ["Đăng ký. Nộp!", "dang ki . nop ."],
    ["48/KH-UBND", "48 kh ubnd"],
    ["26/2026/QĐ-TTg", "26 2026 qd ttg"],
    ["ngày 07/5/2018", "ngay 7 5 2018"],
    ["ngày 7 tháng 5 năm 2018", "ngay 7 5 2018"],
    ["ngay 07 thang 5", "ngay 7 5"],
    ["1.048 và 1048", "1048 va 1048"],
    ["02 đợt, 2,5 kg", "2 dot 2 5 kg"],
    ["2018 - 2020, 2018–2020", "2018 2020 2018 2020"],
    ["3sao 490qd m2", "3 sao 490 qd m 2"],
    ["…!? \u0000", "."],
  ])("%s", (text, words) => {
    expect(bare(text)).toBe(words);
  });

  test("the place of a tone and an i for a y make no other word; a tone does", () => {
    expect(marked("hòa kỹ quý")).toEqual(marked("hoà kĩ quí"));
    expect(marked("hồ")).not.toEqual(marked("hộ"));
  });
});
