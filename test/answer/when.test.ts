import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdsOn, readWhen, weightOn, withoutNow } from "../../src/answer/when.ts";
import { daysAfter } from "../../src/domain/instant.ts";

const at = "2026-11-25";

describe("the day a question is about", () => {
  test.each([
    ["a whole date", "ngày 15/3/2021 nộp ở đâu", "2021-03-15", "date"],
    ["a date with dashes", "nộp hồ sơ 15-03-2021 được không", "2021-03-15", "date"],
    ["a month: its first day", "tháng 5/2021 có đợt nào", "2021-05-01", "date"],
    ["a month in words", "hồi tháng 5 năm 2021 ai chấm", "2021-05-01", "date"],
    ["a year: its middle", "năm 2022 chấm theo gì", "2022-07-01", "date"],
    ["the running year: today", "năm 2026 chấm theo gì", at, "date"],
    ["before a year: the end of the last one", "trước năm 2023 ai công nhận", "2022-12-31", "date"],
    ["before a month", "trước tháng 7/2025 nộp ở đâu", "2025-06-30", "date"],
    ["now", "hiện nay chấm theo gì", at, "now"],
    ["now without marks", "bay gio cham theo gi", at, "now"],
    ["now in a short form", "cham sao bh the nao", at, "now"],
    ["a time that is over", "trước đây ai ký giấy", at, "past"],
    ["a time that is over, without marks", "hoi con huyen thi nop o dau", at, "past"],
    ["now, beside a time that is over", "trước đây ở huyện, bây giờ ở đâu", at, "now"],
    ["nothing", "nộp hồ sơ ở đâu", at, "nothing"],
    ["no day at all", "", at, "nothing"],
  ])("%s: %s", (_, question, day, said) => {
    expect(readWhen(question, at)).toEqual({ day, said });
  });

  test.each([
    "Quyết định 26/2026/QĐ-TTg nói gì",
    "nđ 37/2026 thay gì",
    "giai đoạn 2021-2025 có gì",
    "giai doan 2021 den 2025 co gi",
  ])("the number of a document and a span of years are no dates: %s", (question) => {
    expect(readWhen(question, at).said).toBe("nothing");
  });

  test.each(["ngày 31/2/2021", "ngày 31/4/2021", "trước tháng 13/2021", "trước 00/2021", "0/0/2021"])(
    "a day that never was is none: %s",
    (question) => {
      expect(readWhen(question, at)).toEqual({ day: at, said: "nothing" });
    },
  );

  test("is always a real day, whatever was typed", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 0, max: 99 }).map(String),
      fc.integer({ min: 2009, max: 2031 }).map(String),
      fc.constantFrom("/", "-", ".", " ", "trước ", "tháng ", "năm ", "nay", "bh "),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { day } = readWhen(pieces.join(""), at);
        expect(day).toMatch(/^\d{4}-\d\d-\d\d$/u);
        expect(daysAfter(day, 0)).toBe(day);
      }),
    );
  });

  test("the words for now are taken out, and nothing else", () => {
    expect(withoutNow("Hiện nay chấm theo gì").trim()).toBe("chấm theo gì");
    expect(withoutNow("bây giờ nộp").trim()).toBe("nộp");
    expect(withoutNow("nộp ngay")).toBe("nộp ngay");
  });
});

describe("the weight of a passage", () => {
  const old = { from: "2019-08-21", until: "2023-02-23", document: "qd-1048-2019", stated: true };
  const today = { from: "2026-05-22", document: "qd-26-2026", stated: true };
  const plan = { from: "2021-02-01", until: "2021-12-31", document: "thu-2021", stated: true };
  const weigh = (known: typeof old | typeof today, question: string, day: string): number =>
    weightOn(known, readWhen(question, day), "thu-2021");

  test("a rule holds from its first day to its last", () => {
    expect(["2019-08-20", "2019-08-21", "2023-02-23", "2023-02-24"].map((day) => holdsOn(old, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(holdsOn(today, "2099-01-01")).toBe(true);
  });

  test("the rule of the day that is named comes first", () => {
    expect(weigh(old, "năm 2022 ai chấm", at)).toBeGreaterThan(weigh(today, "năm 2022 ai chấm", at));
    expect(weigh(today, "hiện nay ai chấm", at)).toBeGreaterThan(weigh(old, "hiện nay ai chấm", at));
  });

  test("a rule still to come counts least where no day is named", () => {
    expect(weigh(today, "ai chấm", "2021-03-15")).toBeLessThan(weigh(old, "ai chấm", "2021-03-15"));
    expect(weigh(today, "ai chấm", "2021-03-15")).toBeLessThan(weigh(old, "ai chấm", at));
  });

  test("the programme's own plan comes first where no day is named, and is not hidden where one is", () => {
    expect(weigh(plan, "ai chấm", at)).toBeGreaterThan(weigh(today, "ai chấm", at));
    expect(weigh(plan, "hiện nay ai chấm", at)).toBeGreaterThan(0);
  });

  test("what no source states stands behind what one does", () => {
    const when = readWhen("ai chấm", at);
    expect(weightOn({ ...today, stated: false }, when, "x")).toBeLessThan(weightOn(today, when, "x"));
  });
});
