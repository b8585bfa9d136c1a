import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countWords, extract, shareOut } from "../../src/answer/extract.ts";

const text =
  "Hồ sơ nộp ở xã. Giấy chứng nhận có hạn 36 tháng. Hội đồng chấm điểm từng phần. Tỉnh công nhận ba sao.";

describe("the part of a passage that is said", () => {
  test("is all of it where it fits", () => {
    expect(extract(text, "gì", countWords(text))).toBe(text);
  });

  test("is the sentence that fits the question", () => {
    expect(extract(text, "giay chung nhan co han bao lau", 8)).toBe("Giấy chứng nhận có hạn 36 tháng.");
    expect(extract(text, "ai công nhận ba sao", 7)).toBe("Tỉnh công nhận ba sao.");
  });

  test("keeps the order of the passage, whatever fits best", () => {
    expect(extract(text, "ba sao ai công nhận, giấy có hạn bao lâu", 14)).toBe(
      "Giấy chứng nhận có hạn 36 tháng. Tỉnh công nhận ba sao.",
    );
  });

  test("ends one long sentence in the middle, and shows it", () => {
    expect(extract("một hai ba bốn năm sáu", "ba", 4)).toBe("một hai ba bốn…");
  });

  test("shows that a list goes on where its end is left out", () => {
    expect(extract("Cần: (1) đơn; (2) ảnh; (3) giấy đăng ký kinh doanh.", "cần đơn ảnh gì", 5)).toBe(
      "Cần: (1) đơn; (2) ảnh…",
    );
  });

  const words = fc
    .array(fc.constantFrom("hồ", "sơ", "giấy", "sao", "xã", "tỉnh", "ba", "phần", "điểm"), {
      minLength: 1,
      maxLength: 12,
    })
    .map((all) => all.join(" "));
  const sentence = words.map((all) => `X${all}.`);
  const passage = fc.array(sentence, { minLength: 1, maxLength: 8 });

  test("never has more words than it may", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        words,
        fc.integer({ min: 1, max: 40 }),
        (any, asked, most) => {
          expect(countWords(extract(any, asked, most))).toBeLessThanOrEqual(most);
        },
      ),
    );
    fc.assert(
      fc.property(passage, words, fc.integer({ min: 1, max: 60 }), (sentences, asked, most) => {
        expect(countWords(extract(sentences.join(" "), asked, most))).toBeLessThanOrEqual(most);
      }),
    );
  });

  test("is whole sentences in their order, and as many as the room holds, unless one alone is too long", () => {
    fc.assert(
      fc.property(passage, words, fc.integer({ min: 1, max: 60 }), (sentences, asked, most) => {
        const said = extract(sentences.join(" "), asked, most);
        const whole = said.endsWith("…") ? [] : said.split(/(?<=\.) /u);
        if (said.endsWith("…"))
          expect(sentences.some((one) => countWords(one) > most && one.startsWith(said.slice(0, -1)))).toBe(
            true,
          );
        const left = [...sentences];
        for (const one of whole) {
          const at = left.indexOf(one);
          expect(at).toBeGreaterThanOrEqual(0);
          left.splice(0, at + 1);
        }
        const room = most - countWords(said);
        const unsaid = sentences.filter((one) => !whole.includes(one));
        if (whole.length > 0) for (const one of unsaid) expect(countWords(one)).toBeGreaterThan(room);
      }),
    );
  });
});

describe("several passages in one answer", () => {
  test("are said from their beginnings, as far as there is room", () => {
    expect(shareOut(["Một hai ba. Bốn năm.", "Sáu bảy. Tám chín mười."], 12)).toEqual([
      "Một hai ba. Bốn năm.",
      "Sáu bảy. Tám chín mười.",
    ]);
    expect(shareOut(["Một hai ba. Bốn năm.", "Sáu bảy. Tám chín mười."], 8)).toEqual([
      "Một hai ba.",
      "Sáu bảy. Tám chín mười.",
    ]);
  });

  test("keep a list whole, or are not said together", () => {
    expect(shareOut(["Làm: (1) đơn; (2) ảnh.", "(1) Chụp. (2) Gửi."], 9)).toEqual([
      "Làm: (1) đơn; (2) ảnh.",
      "(1) Chụp. (2) Gửi.",
    ]);
    expect(shareOut(["Làm: (1) đơn; (2) ảnh.", "(1) Chụp. (2) Gửi."], 8)).toBeUndefined();
  });
});
