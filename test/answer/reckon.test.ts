import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reckon } from "../../src/answer/reckon.ts";

const at = "2026-11-25";

describe("a date worked out of one in the question", () => {
  test("a certificate lives 36 months", () => {
    expect(reckon("giấy OCOP cấp ngày 15/3/2021 thì hết hạn khi nào", at)).toMatchObject({
      what: "expiry",
      given: "2021-03-15",
      until: "2024-03-15",
    });
  });

  test("the last day of February has no brother three years on", () => {
    expect(reckon("giay chung nhan cap 29/2/2024 khi nao het han", at)?.until).toBe("2027-02-28");
  });

  test("a dossier is handed in again 180 to 120 days before the end", () => {
    expect(reckon("giấy hết hạn ngày 31/12/2026 thì nộp lại lúc nào", at)).toMatchObject({
      what: "window",
      from: "2026-07-04",
      until: "2026-09-02",
    });
  });

  test.each([
    ["giấy chứng nhận cấp tháng 8/2022 hết hạn khi nào", "month", "2022-08-01", "2025-08-01"],
    ["giay ocop cap thang 8 nam 2022 con han khong", "month", "2022-08-01", "2025-08-01"],
    ["sản phẩm công nhận năm 2024 thì bao giờ hết hạn", "year", "2024-01-01", "2027-01-01"],
    ["giay cap 9/4/2023 co gtri toi ngay nao", "day", "2023-04-09", "2026-04-09"],
  ])("is as wide as what is named: %s", (question, width, given, until) => {
    expect(reckon(question, at)).toMatchObject({ what: "expiry", width, given, until });
  });

  test("a certificate of food safety has a rule of its own", () => {
    const found = reckon("giấy an toàn thực phẩm cấp 1/7/2024 có giá trị đến bao giờ", at);
    expect(found).toMatchObject({ what: "safety", until: "2027-07-01" });
    expect(found?.rule.test("giấy có hạn 03 năm")).toBe(true);
  });

  test.each([
    "giấy chứng nhận hết hạn khi nào",
    "giấy cấp ngày 31/2/2021 hết hạn khi nào",
    "ngày 15/3/2021 nộp hồ sơ ở đâu",
    "kế hoạch ký ngày 15/3/2021 hết hiệu lực khi nào",
    "giấy cấp ngày 15/3/2021 ai ký",
    "năm 2026 giấy chứng nhận cấp cho hộ còn có giá trị không",
    "giấy cấp tháng 15/2021 hết hạn khi nào",
    "giấy hết hạn tháng 6/2027 thì nộp lại lúc nào",
    "",
  ])("nothing where no such date is asked for: %s", (question) => {
    expect(reckon(question, at)).toBeUndefined();
  });

  test("never ends before it begins, and never fails", () => {
    const day = fc.tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 2000, max: 2099 }),
    );
    fc.assert(
      fc.property(day, fc.constantFrom("cấp", "nộp lại, hết hạn", "an toàn thực phẩm cấp"), (date, what) => {
        const found = reckon(`giấy ${what} ${date.join("/")} hết hạn khi nào`, at);
        if (found !== undefined) expect(found.from < found.until).toBe(true);
      }),
    );
  });
});

describe("the round that comes next", () => {
  test.each([
    ["2026-11-25", "2027-04-30", "2027-06-30"],
    ["2027-04-29", "2027-04-30", "2027-06-30"],
    ["2027-04-30", "2027-10-30", "2027-12-30"],
    ["2026-06-01", "2026-10-30", "2026-12-30"],
  ])("asked on %s it ends on %s", (day, from, until) => {
    expect(reckon("đợt tới nộp hồ sơ hạn chót là bao giờ", day)).toMatchObject({
      what: "round",
      from,
      until,
    });
  });

  test("the ministry has rounds of its own", () => {
    expect(reckon("dot toi trung uong xet 5 sao ngay nao", at)).toMatchObject({
      what: "ministry-round",
      from: "2027-01-30",
      until: "2027-03-30",
    });
  });

  test.each(["đợt tới nộp hồ sơ ở đâu", "đợt 1 năm 2021 nộp khi nào", "hạn nộp là ngày nào"])(
    "nothing where it is not asked for: %s",
    (question) => {
      expect(reckon(question, at)).toBeUndefined();
    },
  );
});
