import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockTime, dayOf, daysAfter, daysBetween, instantOf } from "../../src/domain/instant.ts";
import type { Round } from "../../src/domain/programme.ts";
import {
  type Facts,
  isHour,
  momentOn,
  nextHour,
  remindersFor,
  worthUntil,
} from "../../src/dossier/reminders.ts";

const rounds: readonly Round[] = [
  { id: "dot-1", title: "Đợt 1", from: "2021-02-01", until: "2021-04-30" },
  { id: "dot-2", title: "Đợt 2", from: "2021-05-01", until: "2021-09-30" },
];
/** What is planned, a day and what for. */
const planned = (facts: Omit<Facts, "rounds"> & { rounds?: readonly Round[] }, from: string) =>
  remindersFor({ rounds, ...facts }, from).map(({ day, due }) => [
    day,
    ...due.map((one) => `${one.about} ${one.left}`),
  ]);

describe("what a person is reminded of", () => {
  test("is the last day of the round, 14, 7, 3 and 1 days before", () => {
    expect(planned({ touched: "2021-04-15" }, "2021-04-15")).toEqual([
      ["2021-04-16", "round 14"],
      ["2021-04-23", "round 7"],
      ["2021-04-27", "round 3"],
      ["2021-04-29", "round 1"],
      ["2021-05-06", "gentle 147"],
    ]);
  });

  test("is said once after three weeks without a touch, and then no more", () => {
    expect(planned({ touched: "2021-03-15" }, "2021-03-15")).toEqual([["2021-04-05", "gentle 25"]]);
    expect(planned({ touched: "2021-03-15", last: "2021-04-05" }, "2021-04-06")).toEqual([]);
    expect(planned({ touched: "2021-03-15" }, "2021-04-19")).toEqual([]);
  });

  test("keeps its distance: the gentle one waits a week after another", () => {
    expect(planned({ touched: "2021-03-28" }, "2021-03-28")).toEqual([
      ["2021-04-16", "round 14"],
      ["2021-04-23", "gentle 7"],
    ]);
  });

  test("begins again when they work on it", () => {
    expect(planned({ touched: "2021-04-20", last: "2021-04-05" }, "2021-04-20")[0]).toEqual([
      "2021-04-23",
      "round 7",
    ]);
  });

  test("is never said twice a day", () => {
    expect(planned({ touched: "2021-04-15", last: "2021-04-16" }, "2021-04-16")[0]).toEqual([
      "2021-04-23",
      "round 7",
    ]);
  });

  test("is only that it lies there when no round is ahead", () => {
    expect(planned({ touched: "2021-10-05" }, "2021-10-05")).toEqual([["2021-10-26", "gentle 0"]]);
    expect(planned({}, "2021-10-05")).toEqual([]);
  });

  test("is a certificate's end, 210, 180, 150 and 125 days before, in one message with what else is due", () => {
    const certificates = [{ id: "c", title: "Cốm Na Lo", until: "2021-11-12" }];
    expect(planned({ certificates }, "2021-01-01")).toEqual([
      ["2021-04-16", "certificate 210"],
      ["2021-05-16", "certificate 180"],
      ["2021-06-15", "certificate 150"],
      ["2021-07-10", "certificate 125"],
    ]);
    expect(planned({ certificates, touched: "2021-04-15" }, "2021-04-16")[0]).toEqual([
      "2021-04-16",
      "round 14",
      "certificate 210",
    ]);
    expect(planned({ certificates }, "2021-07-11")).toEqual([]);
  });
});

describe("a plan of reminders", () => {
  const day = fc.integer({ min: 0, max: 300 }).map((count) => daysAfter("2021-01-01", count));
  const facts = fc.record({
    touched: day,
    last: fc.option(day, { nil: undefined }),
    rounds: fc.array(
      fc.tuple(day, fc.integer({ min: 0, max: 90 })).map(([from, length]) => ({
        id: `dot-${from}`,
        title: from,
        from,
        until: daysAfter(from, length),
      })),
      { maxLength: 4 },
    ),
  });

  test("is in order, one a day, from its day on, and never after the end of its round", () => {
    fc.assert(
      fc.property(facts, day, (known, from) => {
        const found = remindersFor(known, from);
        const days = found.map((one) => one.day);
        expect(days).toEqual([...new Set(days)].toSorted());
        for (const { day: on, due } of found) {
          expect(on >= from && on !== known.last).toBe(true);
          for (const one of due)
            if (one.about === "round")
              expect([one.left, on < one.round.until]).toEqual([daysBetween(on, one.round.until), true]);
        }
      }),
    );
  });

  test("says at most one thing after three weeks without a touch, and nothing after five", () => {
    fc.assert(
      fc.property(facts, day, (known, from) => {
        const idle = remindersFor(known, from).map((one) => daysBetween(known.touched, one.day));
        expect(idle.filter((count) => count >= 21).length).toBeLessThanOrEqual(1);
        expect(Math.max(0, ...idle)).toBeLessThan(35);
      }),
    );
  });

  test("looked at again on any later day says what it said before of that day on", () => {
    fc.assert(
      fc.property(facts, day, fc.integer({ min: 0, max: 40 }), (known, from, later) => {
        const whole = remindersFor(known, from);
        const on = daysAfter(from, later);
        const last = whole.findLast((one) => one.day < on)?.day ?? known.last;
        expect(remindersFor({ ...known, last }, on)).toEqual(whole.filter((one) => one.day >= on));
      }),
    );
  });
});

describe("the hour of a reminder", () => {
  const moment = fc.integer({ min: instantOf("2021-01-01"), max: instantOf("2022-12-31") });

  test("is the one at which they last wrote, never before eight or after eight", () => {
    expect(clockTime(momentOn("2021-04-16", instantOf("2021-04-01 19:10")))).toBe("19:10");
    fc.assert(
      fc.property(moment, (wrote) => {
        const at = momentOn("2021-04-16", wrote);
        expect([dayOf(at), isHour(at), at < worthUntil(at)]).toEqual(["2021-04-16", true, true]);
      }),
    );
  });

  test("comes next within twelve hours", () => {
    fc.assert(
      fc.property(moment, (now) => {
        const at = nextHour(now);
        expect(isHour(at) && at >= now && at - now <= 12 * 3_600_000).toBe(true);
      }),
    );
  });
});
