import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf } from "../../src/answer/parts.ts";

const questions = (question: string): readonly string[] => partsOf(question).map((part) => part.question);
const said = (question: string): readonly string[] => partsOf(question).map((part) => part.said);

describe("several questions of one message", () => {
  test.each([
    "Nộp hồ sơ ở đâu?",
    "Chị em là phụ nữ Tày, làm đại diện thì được mấy điểm?",
    "Phòng Nội vụ có nhiệm vụ gì trong Chương trình OCOP?",
    "người Mông không biết chữ thì làm sao",
    "Vai trò và trách nhiệm của các bên là gì?",
    "",
  ])("are one where one thing is asked: %s", (question) => {
    expect(questions(question)).toEqual([question]);
  });

  test("are told apart by their signs, and by what joins them", () => {
    expect(said("Làm mã vạch ở đâu? Cần giấy gì và chi phí bao nhiêu?")).toEqual([
      "Làm mã vạch ở đâu?",
      "Cần giấy gì",
      "chi phí bao nhiêu?",
    ]);
  });

  test("are told apart where there is no sign", () => {
    expect(questions("3 sao dc gi 4 sao dc gi")).toEqual(["3 sao dc gi", "4 sao dc gi"]);
  });

  test("take what they are about from the first", () => {
    expect(questions("Tổ hợp tác là gì, đăng ký ở đâu?")).toEqual([
      "Tổ hợp tác là gì",
      "Tổ hợp tác đăng ký ở đâu?",
    ]);
  });

  test("take nothing where they name it themselves", () => {
    expect(questions("3 sao được gì, 4 sao được gì")).toEqual(["3 sao được gì", "4 sao được gì"]);
  });

  test("leave with each what was told before it", () => {
    expect(said("Nhà tôi làm tương ớt, nộp ở đâu, bao lâu thì có kết quả?")).toEqual([
      "Nhà tôi làm tương ớt, nộp ở đâu",
      "bao lâu thì có kết quả?",
    ]);
  });

  test("hear what is wanted after what something is", () => {
    expect(questions("OCOP là gì và lợi ích khi làm OCOP")).toEqual([
      "OCOP là gì",
      "lợi ích khi làm OCOP là gì",
    ]);
  });

  test("are not looked for in a long text", () => {
    const long = `${"nộp ở đâu, ".repeat(15)}bao lâu?`;
    expect(questions(long)).toEqual([long]);
  });

  test("are never none, and at most four", () => {
    const word = fc.constantFrom(
      "nộp",
      "ở đâu",
      "bao lâu",
      "gì",
      "?",
      ",",
      "và",
      "3 sao",
      "được",
      "là gì",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (all) => {
        const parts = partsOf(all.join(" "));
        expect(parts.length).toBeGreaterThan(0);
        expect(parts.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
