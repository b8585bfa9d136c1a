import { expect, test } from "vitest";
import { rehearseDay } from "../../src/tools/rehearse-day.ts";
import { compare, compareTogether } from "../../src/tools/day/compare.ts";

test.skipIf(!process.env["REDIS_SERVER"])(
  "a day of sixty people ends with storms, repeats, kills and a restarted Redis as it ends without",
  async () => {
    const { faults, ...figures } = await rehearseDay({ people: 60, seed: 3, evening: 2, day: 14 });
    expect(faults).toEqual([]);
    expect(figures.messages).toBeGreaterThan(300);
    for (const done of [
      "repeatedDeliveries",
      "kills",
      "restarts",
      "refusals",
      "lostAnswers",
      "slow",
    ] as const)
      expect(figures[done], done).toBeGreaterThan(0);
    expect(figures.announcedTo).toBeGreaterThan(10);
  },
  240_000,
);

test("two days are compared message by message: repeats are counted, all else is a fault", () => {
  const expected = ["one", "two", "three"];
  expect(compare(["one", "two", "three"], expected)).toEqual({ repeats: 0, missing: 0 });
  expect(compare(["one", "two", "one", "two", "three"], expected)).toEqual({ repeats: 2, missing: 0 });
  expect(compare(["one", "three", "two"], expected).fault).toContain('1: "three" instead of "two"');
  expect(compare(["one", "two"], expected).fault).toContain("never came");
  expect(compare(["one", "three"], expected, (text) => text === "two")).toEqual({ repeats: 0, missing: 1 });
  expect(compareTogether(["b\na", "c"], ["c", "a\nb"])).toEqual({ repeats: 0, missing: 0 });
  expect(compareTogether(["c"], ["c", "d"]).fault).toContain("never came");
  expect(compareTogether(["c", "e"], ["c"]).fault).toContain("not expected");
});
