import { describe, expect, test } from "vitest";
import type { Known } from "../../src/answer/library.ts";
import { subjectsOf } from "../../src/answer/subject.ts";

const told = (id: string, from: string, more: Partial<Known> = {}): Known => ({
  id,
  article: id,
  title: id,
  heading: id,
  asks: [],
  text: id,
  from,
  stated: true,
  citation: { id, label: id, source: "", certainty: "read", validFrom: from },
  subject: "ai-ky",
  ...more,
});

const old = told("old", "2019-01-01", { until: "2023-02-23", asks: ["Ai ký giấy?", "Năm 2021 ai ký?"] });
const middle = told("middle", "2023-02-24", { until: "2026-07-21", asks: ["Nay ai ký giấy?"] });
const fresh = told("fresh", "2026-05-22", { asks: ["Cấp nào ký?"] });
const other = told("other", "2026-05-22", { asks: ["Ai ký giấy bốn sao?"] });
const alone = told("alone", "2019-01-01", { subject: "noi-nop", asks: ["Nộp ở đâu?"] });
const { subject: _, ...bare } = told("bare", "2019-01-01", { asks: ["Phí bao nhiêu?"] });
const subjects = subjectsOf([old, middle, fresh, other, alone, bare]);

describe("passages of one subject", () => {
  test("are found by each other's questions, save those that name a time", () => {
    expect(subjects.asksOf(middle)).toEqual([
      "Nay ai ký giấy?",
      "Ai ký giấy?",
      "Cấp nào ký?",
      "Ai ký giấy bốn sao?",
    ]);
    expect(subjects.asksOf(alone)).toEqual(["Nộp ở đâu?"]);
    expect(subjects.asksOf(bare)).toEqual(["Phí bao nhiêu?"]);
  });

  test.each([
    ["2021-03-15", "old"],
    ["2024-06-01", "middle"],
    // The old rule still holds for what was begun under it: the newest is the rule.
    ["2026-06-30", "fresh"],
    ["2026-11-25", "fresh"],
  ])("on %s it is %s that speaks", (day, id) => {
    expect(subjects.inTime(old, day, [old])?.id).toBe(id);
  });

  test("of several that hold, the one that fits best speaks", () => {
    expect(subjects.inTime(old, "2026-11-25", [old, other, fresh])?.id).toBe("other");
  });

  test("nobody speaks where none holds, or there is no subject", () => {
    expect(subjects.inTime(old, "2018-01-01", [old])).toBeUndefined();
    expect(subjects.inTime(bare, "2026-11-25", [bare])).toBeUndefined();
  });
});
