import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindsFrom } from "../../src/answer/kinds.ts";

const kindOf = kindsFrom(
  ["nộp hồ sơ ở đâu", "giấy chứng nhận có hạn bao lâu", "ai chấm sản phẩm", "hồ sơ gồm giấy gì"],
  [
    { id: "weather", verdict: "refused", examples: ["mai có mưa không", "trời có nắng không"] },
    { id: "greeting", verdict: "other", examples: ["chào em", "xin chào bạn"] },
  ],
);

describe("what a message most likely is", () => {
  test.each([
    ["hồ sơ nộp ở đâu vậy", "ours", "ours"],
    ["ho so nop o dau", "ours", "ours"],
    ["ngày mai trời mưa không nhỉ", "weather", "refused"],
    ["CHÀO BẠN", "greeting", "other"],
  ])("%s", (message, id, verdict) => {
    expect(kindOf(message)).toMatchObject({ id, verdict });
  });

  test("words that nobody has said speak for none", () => {
    expect(kindOf("xyzzy qwerty")).toEqual({ id: "ours", verdict: "ours", margin: 0 });
    expect(kindOf("hồ sơ xyzzy").margin).toBe(kindOf("hồ sơ").margin);
  });

  test("without other kinds all is ours", () => {
    expect(kindsFrom(["nộp hồ sơ"], [])("mai có mưa không")).toMatchObject({ verdict: "ours", margin: 0 });
  });

  test("a long text that was pasted is read no further than its beginning", () => {
    const asked = `nộp hồ sơ ở đâu ${"x ".repeat(60)}`;
    expect(kindOf(`${asked}mai có mưa không`).margin).toBe(kindOf(asked).margin);
  });

  test("the margin is a number whose sign says whether it is ours", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (message) => {
        const { verdict, margin } = kindOf(message);
        expect(Number.isFinite(margin)).toBe(true);
        expect(margin >= 0).toBe(verdict === "ours");
      }),
    );
  });
});
