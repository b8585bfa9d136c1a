import { expect, test } from "vitest";
import { legacyFont } from "../../src/text/legacy-font.ts";
import { filesUnder, textOf } from "../architecture/project.ts";

test.each([
  ["Quy ®Þnh vÒ ®iÒu kiÖn s¶n xuÊt r­îu thñ c«ng", "TCVN3"],
  ["Quy ñònh veà ñieàu kieän saûn xuaát röôïu thuû coâng", "VNI"],
  ["Quy định về điều kiện sản xuất rượu thủ công", undefined],
  ["Quy dinh ve dieu kien san xuat ruou thu cong", undefined],
  ["Bà con làm gì, ai là cán bộ xã, quá lâu thì hỏi xã", undefined],
  ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", undefined],
  ["Une façon très française d'écrire à l'été, où ça naît", undefined],
  ["", undefined],
])("%j is %s", (text, font) => {
  expect(legacyFont(text)).toBe(font);
});

test("no paragraph of the knowledge is taken for one", () => {
  const paragraphs = [...filesUnder("knowledge"), ...filesUnder("prompts")].flatMap((path) =>
    textOf(path).split(/\n+/u),
  );
  expect(paragraphs.filter((one) => legacyFont(one) !== undefined)).toEqual([]);
  expect(paragraphs.length).toBeGreaterThan(1000);
});
