import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter, daysBetween } from "../../src/domain/instant.ts";
import type { Paper } from "../../src/domain/paper.ts";
import type { Round, Stage } from "../../src/domain/programme.ts";
import { assumedDays, handInBy, type Known, timeline } from "../../src/dossier/timeline.ts";
import type { Answers } from "../../src/flow/answers.ts";
import { needs } from "../../src/flow/needs.ts";
import { addWorkingDays } from "../../src/law/working-days.ts";
import { readSetting } from "../../src/project.ts";

const plan2021 = await readSetting("bac-ha-2021");
const plan2026 = await readSetting("bac-ha-2026");
type Setting = typeof plan2021;

const listOf = ({ programme, checklists }: Setting): Known["list"] => {
  const list = checklists[programme.checklist];
  if (list === undefined) throw new Error("no list");
  return list;
};
/** Cốm in a box: with an owner who is registered, made and sold. */
const made = (setting: Setting, more: Answers = {}): Answers => ({
  product: "com-na-lo",
  status: "existing",
  set: setting === plan2021 ? "s06" : "b06",
  ...more,
});
const known = (setting: Setting, answers: Answers, more: Partial<Known> = {}): Known => ({
  list: listOf(setting),
  filled: { answers, skipped: [], later: [] },
  answers,
  papers: setting.papers,
  programme: setting.programme,
  ...more,
});
const begins = (of: Known, today: string): Record<string, string | undefined> =>
  Object.fromEntries(
    timeline(of, today)
      .steps.filter((one) => !one.optional && one.length.count > 0)
      .map((one) => [one.id, one.begin]),
  );

describe("a timeline", () => {
  test("counts back from the last day of the round, holidays left out (2021)", () => {
    // The food safety paper: 15 working days up to 30 April, a holiday, with 21 April, another one.
    expect(begins(known(plan2021, made(plan2021)), "2021-03-15")).toEqual({
      foodSafety: "2021-04-07",
      origin: "2021-04-16",
      testReport: "2021-04-20",
      registrationPaper: "2021-04-26",
    });
    const { aim, ready, longest, rounds } = timeline(known(plan2021, made(plan2021)), "2021-03-15");
    expect([aim?.round.id, aim?.slack, ready]).toEqual(["dot-1", 25, "2021-04-05"]);
    expect(longest).toEqual(["foodSafety"]);
    expect(rounds.map((one) => [one.round.id, one.handIn])).toEqual([
      ["dot-1", "2021-04-30"],
      ["dot-2", "2021-09-30"],
    ]);
  });

  test("leaves the commune its 15 working days before the province's last day (2026)", () => {
    const [round] = plan2026.programme.rounds.filter((one) => one.id === "dot-1-2027");
    if (round === undefined) throw new Error("no round");
    const last = handInBy(plan2026.programme, round);
    expect(last).toBe("2027-04-07");
    expect(addWorkingDays(last, 15) <= round.until).toBe(true);
    expect(addWorkingDays(addWorkingDays(last, 1), 15) > round.until).toBe(true);
  });

  test("says from which day on only the second round can be made", () => {
    const of = known(plan2021, made(plan2021));
    const aims = ["2021-04-07", "2021-04-08"].map((day) => timeline(of, day).aim?.round.id);
    expect(aims).toEqual(["dot-1", "dot-2"]);
    expect(timeline(of, "2021-09-20").aim).toBeUndefined();
    expect(timeline(of, "2021-09-20").steps.map((one) => one.begin)).not.toContain("2021-09-30");
  });

  test("counts what nobody knows with a stated length, and says so", () => {
    const { steps, ready, least } = timeline(known(plan2021, made(plan2021)), "2021-03-15");
    const origin = steps.find((one) => one.id === "origin");
    expect(origin?.length).toEqual({ unit: "days", count: assumedDays, assumed: true });
    expect(steps.find((one) => one.id === "testReport")?.sure).toBe("recalled");
    // Nothing on the way is read in a rule that held in 2021: with certainty one knows of no day at all.
    expect([ready, least]).toEqual(["2021-04-05", "2021-03-15"]);
  });

  test("leaves out what is done, and waits for nothing when all is there", () => {
    const file = "on-paper";
    const done = Object.fromEntries(
      needs(listOf(plan2021), made(plan2021)).map(({ id, item }) => [
        id,
        item.expect.kind === "yesno" ? true : file,
      ]),
    );
    const all = timeline(known(plan2021, made(plan2021, done)), "2021-04-30");
    expect([all.steps, all.ready, all.aim?.round.id, all.aim?.slack]).toEqual([[], "2021-04-30", "dot-1", 0]);
  });

  test("does not hurry for what may be left out", () => {
    const { steps, aim } = timeline(known(plan2026, made(plan2026)), "2027-03-01");
    const mark = steps.find((one) => one.id === "ipPaper");
    expect([mark?.optional, mark?.length.count, aim?.round.id]).toEqual([true, 180, "dot-1-2027"]);
  });
});

describe("any timeline", () => {
  const stages: readonly Stage[] = [
    { id: "xa", office: "xa", title: "xã", kind: "check", days: 15 },
    { id: "tinh", office: "tinh", title: "tỉnh", kind: "council" },
  ];
  const rounds: readonly Round[] = [2027, 2028, 2029, 2030].flatMap((year) => [
    { id: `dot-1-${year}`, title: "1", from: `${year - 1}-10-30`, until: `${year}-04-29` },
    { id: `dot-2-${year}`, title: "2", from: `${year}-04-30`, until: `${year}-10-29` },
  ]);
  const day = fc.integer({ min: 0, max: 1_400 }).map((count) => daysAfter("2027-01-01", count));
  const time = fc.oneof(
    fc.record({ days: fc.integer({ min: 0, max: 120 }) }),
    fc.record({ days: fc.constant(30), workingDays: fc.integer({ min: 1, max: 45 }) }),
    fc.constant({}),
  );
  const source = listOf(plan2026);
  const papers = fc
    .array(time, { minLength: 20, maxLength: 20 })
    .map((times): Record<string, Paper> =>
      Object.fromEntries(
        Object.entries(plan2026.papers).map(([id, paper], at) => [
          id,
          { ...paper, leadTime: { text: "x", certainty: "read", ...times[at % 20] } },
        ]),
      ),
    );
  const answers = fc
    .tuple(
      fc.constantFrom("b01", "b06", "b10", "b18", "b26"),
      fc.subarray(needs(source, made(plan2026)).map((one) => one.id)),
    )
    .map(([set, done]) => made(plan2026, { set, ...Object.fromEntries(done.map((id) => [id, "on-paper"])) }));
  const some = fc.tuple(answers, papers, day);
  const of = (has: Answers, with_: Record<string, Paper>): Known =>
    known(plan2026, has, { papers: with_, programme: { rounds, stages } });
  const end = (from: string, { unit, count }: { unit: string; count: number }): string =>
    unit === "days" || count === 0 ? daysAfter(from, count) : addWorkingDays(from, count);

  test("aims at the first round that can be made, and everything begun in time is there in time", () => {
    fc.assert(
      fc.property(some, ([has, with_, today]) => {
        const { steps, ready, aim, rounds: all, least } = timeline(of(has, with_), today);
        expect(least <= ready && ready >= today).toBe(true);
        expect(aim).toEqual(all.find((one) => ready <= one.handIn));
        if (aim === undefined) return;
        expect(daysBetween(ready, aim.handIn)).toBe(aim.slack);
        for (const step of steps) {
          const { begin = "" } = step;
          expect(end(begin, step.length) <= aim.handIn).toBe(true);
          if (!step.optional) expect(begin >= today).toBe(true);
          for (const next of steps.filter((one) => one.after.includes(step.id)))
            if (step.optional || !next.optional)
              expect(end(begin, step.length) <= (next.begin ?? "")).toBe(true);
        }
        const order = steps.map((one) => one.begin ?? "");
        expect(order).toEqual(order.toSorted());
      }),
      { numRuns: 150 },
    );
  });

  test("begun on the latest day makes the round, begun a day later does not", () => {
    fc.assert(
      fc.property(some, ([has, with_, today]) => {
        const { steps, aim } = timeline(of(has, with_), today);
        const must = steps.filter((one) => !one.optional && one.length.count > 0);
        const first = must[0]?.begin;
        if (aim === undefined || first === undefined) return;
        const on = (at: string) => timeline(of(has, with_), at).aim?.round.id;
        expect(on(first)).toBe(aim.round.id);
        expect(on(daysAfter(first, 1))).not.toBe(aim.round.id);
      }),
      { numRuns: 150 },
    );
  });

  test("is never earlier a day later, and never later with one thing more that is done", () => {
    fc.assert(
      fc.property(some, fc.nat(), ([has, with_, today], pick) => {
        const now = timeline(of(has, with_), today);
        expect(timeline(of(has, with_), daysAfter(today, 1)).ready >= now.ready).toBe(true);
        const step = now.steps[pick % Math.max(1, now.steps.length)];
        if (step === undefined) return;
        const more = timeline(of({ ...has, [step.id]: "on-paper" }, with_), today);
        expect(more.ready <= now.ready).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
