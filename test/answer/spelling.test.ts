import { describe, expect, test } from "vitest";
import { collect } from "../../src/answer/find/collection.ts";
import { readingsOf } from "../../src/answer/find/readings.ts";
import { shortForms } from "../../src/answer/find/short-forms.ts";
import { speller } from "../../src/answer/find/spelling.ts";
import { isSyllable } from "../../src/answer/find/syllable.ts";

const collection = collect([
  {
    id: "a",
    title: "Phòng Lao động - Thương binh và Xã hội",
    text: "Tổ chức đánh giá sản phẩm. Trưng bày, giới thiệu sản phẩm; dữ liệu được nghiêng về chất lượng.",
  },
  { id: "b", title: "", text: "Cơ sở dữ liệu sản phẩm. Sẽ làm nông nghiệp." },
]);
const spell = speller(collection.bares, () => 1);
const shorten = shortForms(collection);
const meant = (typed: string): readonly string[] =>
  spell(typed).map(({ term }) => collection.bareWords[term] ?? "");
const long = (typed: string): readonly string[] =>
  shorten(typed).map((row) => row.map((term) => collection.bareWords[term]).join(" "));

describe("slips", () => {
  test.each([
    ["chung", "trung"],
    ["xan", "san"],
    ["rieu", "lieu"],
    ["nam", "lam"],
    ["phamm", "pham"],
    ["phamr", "pham"],
    ["dduwocj", "duoc"],
    ["ngieng", "nghieng"],
    ["hcat", "chat"],
    ["phm", "pham"],
    ["thieuu", "thieu"],
    ["luwowngj", "luong"],
  ])("%s", (typed, word) => {
    expect(meant(typed)).toContain(word);
  });

  test("a word is no slip of itself", () => {
    expect(meant("nghieng")).not.toContain("nghieng");
  });

  test("are few, and none for what is too short, too long or a number", () => {
    expect(meant("a")).toEqual([]);
    expect(meant("a".repeat(15))).toEqual([]);
    expect(meant("48")).toEqual([]);
    expect(spell("han").length).toBeLessThanOrEqual(6);
  });
});

describe("short forms", () => {
  test.each([
    ["csdl", ["co so du lieu"]],
    ["ldtbxh", ["lao dong thuong binh va xa hoi"]],
    ["tchuc", ["to chuc"]],
    ["sanpham", ["san pham"]],
    ["dgsp", ["danh gia san pham"]],
    ["xqz", []],
    ["san", []],
  ])("%s", (typed, rows) => {
    expect(long(typed)).toEqual(rows);
  });

  test("known ones have all their readings, the usual one among them", () => {
    expect(readingsOf("kh")).toEqual(expect.arrayContaining(["kế hoạch", "không"]));
    expect(readingsOf("qd")).toEqual(["quyết định", "quy định", "quân đội"]);
    expect(readingsOf("htx")).toEqual(["hop tac xa"]);
    expect(readingsOf("san")).toEqual([]);
  });
});

describe("syllables", () => {
  test.each(["nghieng", "gi", "gin", "quyen", "oanh", "y", "truong", "giua", "a"])("%s is one", (bare) => {
    expect(isSyllable(bare)).toBe(true);
  });

  test.each(["", "k", "htx", "tchuc", "redis", "sanpham", "ko1"])("%s is none", (bare) => {
    expect(isSyllable(bare)).toBe(false);
  });
});
