import { describe, expect, test } from "vitest";
import { clockTime, dayOf, daysBetween, hours, instantOf, showDay } from "../../src/domain/instant.ts";
import { fault, ok } from "../../src/domain/result.ts";

describe("time in Vietnam", () => {
  test.each([
    ["2021-03-15 08:00", "2021-03-15", "08:00"],
    ["2021-03-15", "2021-03-15", "00:00"],
    ["2026-12-31 23:59", "2026-12-31", "23:59"],
  ])("%s is that day and that minute", (text, day, time) => {
    expect(dayOf(instantOf(text))).toBe(day);
    expect(clockTime(instantOf(text))).toBe(time);
  });

  test("a day begins at five in the afternoon of the day before, by the clock of Greenwich", () => {
    expect(dayOf(Date.UTC(2021, 2, 14, 16, 59))).toBe("2021-03-14");
    expect(dayOf(Date.UTC(2021, 2, 14, 17))).toBe("2021-03-15");
    expect(instantOf("2021-03-15") + hours(17)).toBe(Date.UTC(2021, 2, 15, 10));
  });

  test("days are counted over months and leap days", () => {
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(daysBetween("2021-03-15", "2021-03-01")).toBe(-14);
    expect(showDay("2021-03-05")).toBe("5/3/2021");
  });

  test("a day that is in no calendar is refused", () => {
    expect(() => instantOf("2021-02-30")).toThrow(RangeError);
  });
});

test("an outcome carries its words only when it has some", () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 });
  expect(fault("x")).toEqual({ ok: false, code: "x" });
  expect(fault("x", { most: "3" })).toEqual({ ok: false, code: "x", with: { most: "3" } });
});
