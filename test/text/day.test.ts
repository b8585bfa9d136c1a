import { describe, expect, test } from "vitest";
import { readDay } from "../../src/text/day.ts";
import { fold } from "../../src/text/fold.ts";

// A Wednesday; the lunar new year of 2026 was 17 February.
const today = "2026-08-26";

describe("readDay", () => {
  test.each([
    ["15/8", "2026-08-15"],
    ["30/4", "2026-04-30"],
    ["15/12", "2025-12-15"],
    ["15-8-2021", "2021-08-15"],
    ["15.8", "2026-08-15"],
    ["15/8/21", "2021-08-15"],
    ["2021-08-15", "2021-08-15"],
    ["ngày 15 tháng 8", "2026-08-15"],
    ["15 thang 8 nam 2021", "2021-08-15"],
    ["mười lăm tháng tám năm 2021", "2021-08-15"],
    ["ngày 15 tháng 8/2021", "2021-08-15"],
    ["sinh ngày 02/09/1985", "1985-09-02"],
    ["15/8 năm ngoái", "2025-08-15"],
    ["ngày 15", "2026-08-15"],
    ["ngày 30", "2026-07-30"],
    ["hôm nay", "2026-08-26"],
    ["hôm qua ạ", "2026-08-25"],
    ["hôm kia", "2026-08-24"],
    ["ngày mai", "2026-08-27"],
    ["3 ngày trước", "2026-08-23"],
    ["cách đây 2 tuần", "2026-08-12"],
    ["thứ hai tuần trước", "2026-08-17"],
    ["thứ 2", "2026-08-24"],
    ["chủ nhật", "2026-08-23"],
    ["15 tháng trước", "2026-07-15"],
    ["ngày 5 tháng trước", "2026-07-05"],
    ["rằm tháng 7 năm 2025", "2025-09-06"],
    ["mùng 1 tết", "2026-02-17"],
    ["mùng 3 tết", "2026-02-19"],
    ["23 tháng chạp", "2026-02-10"],
    ["30 tết", "2026-02-16"],
    ["10/3 âm lịch", "2026-04-26"],
    ["29/2", "2024-02-29"],
  ])("%s", (text, day) => {
    expect(readDay(text, today)).toEqual({ day, precision: "day" });
    expect(readDay(fold(text), today)).toEqual({ day, precision: "day" });
  });

  test("hôm kìa is a day further, told by its mark", () => {
    expect(readDay("hôm kìa", today)).toEqual({ day: "2026-08-23", precision: "day" });
  });

  test.each([
    ["năm 2018", "2018-01-01", "year"],
    ["2018", "2018-01-01", "year"],
    ["sang năm", "2027-01-01", "year"],
    ["tháng sau", "2026-09-01", "month"],
    ["tháng sáu năm ngoái", "2025-06-01", "month"],
    ["từ năm ngoái", "2025-01-01", "year"],
    ["3 tháng trước", "2026-05-01", "month"],
    ["2 năm trước", "2024-01-01", "year"],
    ["tháng 5/2019", "2019-05-01", "month"],
    ["05/2019", "2019-05-01", "month"],
    ["tháng 5 năm 2019", "2019-05-01", "month"],
    ["tháng 5", "2026-05-01", "month"],
    ["tháng trước", "2026-07-01", "month"],
  ])("%s", (text, day, precision) => {
    expect(readDay(text, today)).toEqual({ day, precision });
  });

  test.each([
    ["15/10", "2026-10-15"],
    ["15/8", "2027-08-15"],
    ["thứ 2", "2026-08-31"],
    ["thứ sáu tuần sau", "2026-09-04"],
    ["3 ngày nữa", "2026-08-29"],
    ["mùng 3 tết", "2027-02-08"],
    ["ngày 5", "2026-09-05"],
  ])("to come: %s", (text, day) => {
    expect(readDay(text, today, { prefer: "future" })).toEqual({ day, precision: "day" });
  });

  test.each([
    ["31/2", "impossible"],
    ["15/13", "impossible"],
    ["32/1/2020", "impossible"],
    ["29/2/2023", "impossible"],
    ["tuần trước", "vague"],
    ["đầu tháng 3", "vague"],
    ["cuối năm ngoái", "vague"],
    ["khoảng giữa tháng 5", "vague"],
    ["hôm trước", "vague"],
    ["tết", "vague"],
    ["mùng 5", "vague"],
    ["chưa biết", "none"],
    ["htx bản Phố", "none"],
    ["200 kg", "none"],
    ["", "none"],
  ])("fault: %s", (text, fault) => {
    expect(readDay(text, today)).toEqual({ fault });
  });
});
