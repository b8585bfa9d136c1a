import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reckon } from "../../src/answer/reckon.ts";

describe("a date worked out of one in the question", () => {
  test("a certificate lives 36 months", () => {
    expect(reckon("giấy OCOP cấp ngày 15/3/2021 thì hết hạn khi nào")).toMatchObject({
      what: "expiry",
      given: "2021-03-15",
      until: "2024-03-15",
    });
  });

  test("the last day of February has no brother three years on", () => {
    expect(reckon("giay chung nhan cap 29/2/2024 khi nao het han")?.until).toBe("2027-02-28");
  });

  test("a dossier is handed in again 180 to 120 days before the end", () => {
    expect(reckon("giấy hết hạn ngày 31/12/2026 thì nộp lại lúc nào")).toMatchObject({
      what: "window",
      from: "2026-07-04",
      until: "2026-09-02",
    });
  });

  test("a certificate of food safety has a rule of its own", () => {
    const found = reckon("giấy an toàn thực phẩm cấp 1/7/2024 có giá trị đến bao giờ");
    expect(found).toMatchObject({ what: "safety", until: "2027-07-01" });
    expect(found?.rule.test("giấy có hạn 03 năm")).toBe(true);
  });

  test.each([
    "giấy chứng nhận hết hạn khi nào",
    "giấy cấp ngày 31/2/2021 hết hạn khi nào",
    "ngày 15/3/2021 nộp hồ sơ ở đâu",
    "kế hoạch ký ngày 15/3/2021 hết hiệu lực khi nào",
    "giấy cấp ngày 15/3/2021 ai ký",
    "",
  ])("nothing where no such date is asked for: %s", (question) => {
    expect(reckon(question)).toBeUndefined();
  });

  test("never ends before it begins, and never fails", () => {
    const day = fc.tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 2000, max: 2099 }),
    );
    fc.assert(
      fc.property(day, fc.constantFrom("cấp", "nộp lại, hết hạn", "an toàn thực phẩm cấp"), (date, what) => {
        const found = reckon(`giấy ${what} ${date.join("/")} hết hạn khi nào`);
        if (found !== undefined) expect(found.from < found.until).toBe(true);
      }),
    );
  });
});
