import { expect, test } from "vitest";
import { addWorkingDays } from "../../src/law/working-days.ts";

test("working days leave Saturdays and Sundays out, whatever day they are counted from", () => {
  expect(addWorkingDays("2021-03-15", 4)).toBe("2021-03-19");
  expect(addWorkingDays("2021-03-15", 5)).toBe("2021-03-22");
  expect(addWorkingDays("2021-03-20", 1)).toBe("2021-03-22");
  expect(addWorkingDays("2021-03-12", 1)).toBe("2021-03-15");
});
