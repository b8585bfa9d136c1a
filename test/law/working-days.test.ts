import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter, daysBetween } from "../../src/domain/instant.ts";
import { decidedFor, holidays } from "../../src/law/days-off.ts";
import { addWorkingDays, isWorkingDay, lastStart, workingDaysBetween } from "../../src/law/working-days.ts";

const span = (from: string, to: string): readonly string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => daysAfter(from, at));

describe("days off", () => {
  test.each([
    ["2021-01-01", "2021-01-03"],
    ["2021-02-10", "2021-02-16"],
    ["2021-04-21", "2021-04-21"],
    ["2021-04-30", "2021-05-03"],
    ["2021-09-02", "2021-09-05"],
    ["2022-01-01", "2022-01-03"],
    ["2022-01-29", "2022-02-06"],
    ["2022-04-09", "2022-04-11"],
    ["2022-04-30", "2022-05-03"],
    ["2022-09-01", "2022-09-04"],
    ["2022-12-31", "2023-01-02"],
    ["2023-01-20", "2023-01-26"],
    ["2023-04-29", "2023-05-03"],
    ["2023-09-01", "2023-09-04"],
    ["2024-02-08", "2024-02-14"],
    ["2024-04-27", "2024-05-01"],
    ["2024-08-31", "2024-09-03"],
    ["2025-01-25", "2025-02-02"],
    ["2025-04-05", "2025-04-07"],
    ["2025-04-30", "2025-05-04"],
    ["2025-08-30", "2025-09-02"],
    ["2026-01-01", "2026-01-04"],
    ["2026-02-14", "2026-02-22"],
    ["2026-04-25", "2026-04-27"],
    ["2026-04-30", "2026-05-03"],
    ["2026-08-29", "2026-09-02"],
  ])("from %s to %s, as it was announced, and no day more", (from, to) => {
    expect(span(from, to).filter(isWorkingDay)).toEqual([]);
    expect([daysAfter(from, -1), daysAfter(to, 1)].map(isWorkingDay)).toEqual([true, true]);
  });

  test.each(["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"])("%s is a Saturday worked", (day) => {
    expect(isWorkingDay(day)).toBe(true);
  });

  test("say of every year whether it was decided; 24/11 is none of them", () => {
    for (let year = 2021; year <= 2026; year += 1) expect(decidedFor(year).certainty).toBe("read");
    expect(decidedFor(2027)).toMatchObject({
      certainty: "inferred",
      tet: "2027-02-04",
      beside: "2027-09-03",
    });
    expect(isWorkingDay("2026-11-24")).toBe(true);
  });

  test("are at least eleven working days' worth in every year since 2021", () => {
    for (let year = 2021; year <= 2099; year += 1)
      expect([year, holidays(year).filter((day) => !isWeekend(day)).length]).toEqual([year, 11]);
  });
});

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe("a term of working days", () => {
  test("begins the day after, whatever the hour", () => {
    expect(addWorkingDays("2021-04-27", 3)).toBe("2021-05-04");
    expect(addWorkingDays("2026-10-29", 15)).toBe("2026-11-19");
    expect(addWorkingDays("2026-12-31", 1)).toBe("2027-01-04");
  });

  test("of none ends the same day, or on the next working day", () => {
    expect(addWorkingDays("2021-04-29", 0)).toBe("2021-04-29");
    expect(addWorkingDays("2021-04-30", 0)).toBe("2021-05-04");
    expect(() => addWorkingDays("2021-04-30", -1)).toThrow(RangeError);
  });

  const day = fc.integer({ min: 0, max: 900 }).map((count) => daysAfter("2020-12-01", count));

  test("ends on a working day and holds as many as it says", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 90 }), (from, count) => {
        const last = addWorkingDays(from, count);
        expect(isWorkingDay(last)).toBe(true);
        expect(workingDaysBetween(from, last)).toBe(count);
        expect(workingDaysBetween(from, daysAfter(last, -1))).toBe(count - 1);
      }),
    );
  });

  test("is counted the same in parts, and backwards", () => {
    fc.assert(
      fc.property(day, day, day, (...three) => {
        const [one = "", two = "", last = ""] = three.toSorted();
        expect(workingDaysBetween(one, two) + workingDaysBetween(two, last)).toBe(
          workingDaysBetween(one, last),
        );
        expect(workingDaysBetween(last, one)).toBe(0 - workingDaysBetween(one, last));
      }),
    );
  });
});

describe("the last start of a term of working days", () => {
  test("is the last working day from which it ends in time: a day later is too late", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3500 }), fc.integer({ min: 1, max: 40 }), (at, count) => {
        const end = daysAfter("2021-01-01", at);
        const start = lastStart(end, count);
        const later = span(daysAfter(start, 1), end).filter(isWorkingDay);
        expect([isWorkingDay(start), addWorkingDays(start, count) <= end]).toEqual([true, true]);
        for (const day of later) expect(addWorkingDays(day, count) > end).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(lastStart("2021-05-01", 0)).toBe("2021-05-01");
    expect(() => lastStart("2021-05-01", 1.5)).toThrow(RangeError);
  });
});
