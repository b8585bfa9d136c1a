import fc from "fast-check";
import { expect, test } from "vitest";
import { daysAfter, daysBetween, instantOf } from "../../src/domain/instant.ts";
import { isOver, overOn, overUntil } from "../../src/domain/retention.ts";
import { type Lapse, lapseOf } from "../../src/dossier/lapse.ts";

const period = { days: 365, warn: [30, 7], unwarned: 730 } as const;
const used = "2021-03-01";

test("however rarely it is looked, both warnings come before the end, as long before it as they say, and it ends", () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 800 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(gaps, fc.boolean(), (lookedAfter, said) => {
      let day = used;
      let lapse: Lapse | undefined;
      const steps: { step: string; day: string }[] = [];
      // At last somebody looks every day.
      for (const gap of [...lookedAfter, ...Array.from({ length: 800 }, () => 1)]) {
        day = daysAfter(day, gap);
        const { step, on } = lapseOf(period, used, lapse);
        if (on > day) continue;
        steps.push({ step, day });
        if (step === "erase") break;
        const first = step === "second" && lapse !== undefined ? lapse.first : day;
        lapse = !said ? { first, unsaid: true } : step === "second" ? { first, second: day } : { first };
      }
      const [one, ...rest] = steps;
      const last = steps.at(-1);
      if (one === undefined || last === undefined) throw new Error("never ended");
      expect(last.step).toBe("erase");
      expect(daysBetween(used, one.day)).toBeGreaterThanOrEqual(335);
      expect(daysBetween(used, last.day)).toBeGreaterThanOrEqual(said ? 365 : 730);
      expect(daysBetween(one.day, last.day)).toBeGreaterThanOrEqual(30);
      expect(steps.map((each) => each.step)).toEqual(
        said ? ["first", "second", "erase"] : ["first", "erase"],
      );
      const second = rest[0];
      if (said && second !== undefined) expect(daysBetween(second.day, last.day)).toBeGreaterThanOrEqual(7);
    }),
  );
});

test("looked at every day, the days are 335, 358 and 365; where nobody can be told, 730", () => {
  const on = (lapse: Lapse | undefined) => daysBetween(used, lapseOf(period, used, lapse).on);
  const first = daysAfter(used, 335);
  expect([
    on(undefined),
    on({ first }),
    on({ first, second: daysAfter(used, 358) }),
    on({ first, unsaid: true }),
  ]).toEqual([335, 358, 365, 730]);
});

test("a use after the warning begins it all anew", () => {
  const later = daysAfter(used, 340);
  expect(lapseOf(period, later, { first: daysAfter(used, 335) })).toEqual({
    step: "first",
    on: daysAfter(later, 335),
  });
});

test("days run from the last use, years from the end of the year", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 0, max: 86_399_999 }), (days, ms) => {
      const since = instantOf(used) + ms;
      const end = overOn({ days }, since);
      expect([isOver({ days }, since, daysAfter(end, -1)), isOver({ days }, since, end)]).toEqual([
        false,
        true,
      ]);
      expect([since <= overUntil({ days }, daysAfter(end, -1)), since <= overUntil({ days }, end)]).toEqual([
        false,
        true,
      ]);
    }),
  );
  expect(overOn({ years: 2 }, instantOf("2021-01-01"))).toBe("2024-01-01");
  expect(overOn({ years: 2 }, instantOf("2021-12-31 23:59"))).toBe("2024-01-01");
});
