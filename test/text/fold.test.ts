import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clean } from "../../src/text/clean.ts";
import { fold, sameWords } from "../../src/text/fold.ts";
import { expand } from "../../src/text/teencode.ts";
import { tokens } from "../../src/text/tokens.ts";

describe("fold", () => {
  test.each([
    ["Hợp tác xã", "hop tac xa"],
    ["ĐƯỜNG đi", "duong di"],
    ["hoà", "hoa"],
    ["hòa", "hoa"],
    ["hòa".normalize("NFD"), "hoa"],
    ["150.000đ/chai", "150.000d chai"],
    ["15/8, 2,5 và 2.", "15/8 2,5 va 2"],
    ["m²", "m2"],
    ["①", "1"],
    ["  a -- b!!! ", "a b"],
    ["2018–2020", "2018-2020"],
  ])("%s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test("is idempotent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("NFC and NFD are the same words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sameWords(text.normalize("NFC"), text.normalize("NFD"))).toBe(true);
      }),
    );
  });

  test("tokens", () => {
    expect(tokens("Rượu ngô Bản Phố")).toEqual(["ruou", "ngo", "ban", "pho"]);
    expect(tokens(" ")).toEqual([]);
  });
});

describe("expand", () => {
  test.each([
    ["htx dc bn tv", "hop tac xa duoc bao nhieu thanh vien"],
    ["ko bik lm ntn", "khong biet lam nhu the nao"],
    ["mat phi k a", "mat phi khong a"],
    ["150 k", "150 k"],
    ["150k", "150k"],
    ["hs dk sp", "ho so dang ky san pham"],
    ["xong r", "xong roi"],
    ["can gi v", "can gi vay"],
    ["dt 200 m2", "dien tich 200 m2"],
    ["dt 0912345678", "dien thoai 0912345678"],
    ["dc thon ban pho", "dia chi thon ban pho"],
    ["lo b12", "lo b12"],
    ["ho gd lam", "ho gia dinh lam"],
    ["gd cty", "gd cong ty"],
    ["kn mau", "kiem nghiem mau"],
    ["kn ban hang", "kn ban hang"],
    ["bg cham xong", "bao gio cham xong"],
    ["bg lam gi", "bay gio lam gi"],
  ])("%s", (folded, expanded) => {
    expect(expand(folded)).toBe(expanded);
  });

  test("an expanded text stays as it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("ko", "htx", "r", "j", "bn", "ruou", "ngo", "dk", "sp", "e"), {
          maxLength: 6,
        }),
        (words) => {
          const once = expand(words.join(" "));
          expect(expand(once)).toBe(once);
        },
      ),
    );
  });
});

describe("clean", () => {
  test.each([
    ["  a\u200B b\u202Ec  d ", "a bc d"],
    ["a\r\nb\u0000", "a\nb"],
    ["👨‍👩‍👧 ok 👍🏽", "👨‍👩‍👧 ok 👍🏽"],
    ["hòa".normalize("NFD"), "hòa".normalize("NFC")],
    ["a\u00A0\tb", "a b"],
    ["\uFEFFxin chào", "xin chào"],
    ["a\u200Db", "ab"],
    ["a\n\n\n\nb", "a\n\nb"],
  ])("%j", (raw, text) => {
    expect(clean(raw)).toBe(text);
  });

  test("is idempotent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(clean(clean(text))).toBe(clean(text));
      }),
      { numRuns: 2000 },
    );
  });
});
