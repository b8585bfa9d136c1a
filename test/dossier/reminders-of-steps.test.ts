import { describe, expect, test } from "vitest";
import { type Day, daysAfter, daysBetween } from "../../src/domain/instant.ts";
import type { Round } from "../../src/domain/programme.ts";
import { type Facts, type Plan, remindersFor } from "../../src/dossier/reminders.ts";
import { lastStart } from "../../src/law/working-days.ts";

const round: Round = { id: "dot-1", title: "Đợt 1", from: "2021-02-01", until: "2021-04-30" };
const plan: Plan = {
  round,
  steps: [
    { items: ["giấy an toàn"], begin: "2021-04-07" },
    { items: ["phiếu kiểm nghiệm"], begin: "2021-04-20" },
  ],
};
const planned = (facts: Partial<Facts>, from: Day) =>
  remindersFor({ touched: "2021-04-01", rounds: [], plan, ...facts }, from).map(({ day, due }) => [
    day,
    ...due.map((one) =>
      one.about === "step" ? `${one.items.join()} ${one.left}` : `${one.about} ${one.left}`,
    ),
  ]);

describe("what must be begun", () => {
  test("is said three days before and on the day; the day after the first one looks again", () => {
    expect(planned({}, "2021-04-01")).toEqual([
      ["2021-04-04", "giấy an toàn 3"],
      ["2021-04-07", "giấy an toàn 0"],
      ["2021-04-08"],
      ["2021-04-17", "phiếu kiểm nghiệm 3"],
      ["2021-04-20", "phiếu kiểm nghiệm 0"],
      ["2021-04-22", "gentle 0"],
    ]);
  });

  test("is said once, before the first, of what nobody has touched for three weeks", () => {
    expect(planned({ touched: "2021-03-12" }, "2021-04-03")).toEqual([
      ["2021-04-03", "gentle 0"],
      ["2021-04-04", "giấy an toàn 3"],
      ["2021-04-08"],
    ]);
    expect(planned({ touched: "2021-01-01" }, "2021-04-01")).toEqual([["2021-04-04", "giấy an toàn 3"]]);
    expect(planned({ touched: undefined }, "2021-04-01")).toEqual([]);
  });

  test("is not said late, and never twice a day", () => {
    expect(planned({}, "2021-04-05")[0]).toEqual(["2021-04-07", "giấy an toàn 0"]);
    expect(planned({ last: "2021-04-07" }, "2021-04-07")[0]).toEqual(["2021-04-08"]);
  });

  test("a round that is lost is said on the day on which one looks, as long as somebody works on it", () => {
    const lost: Plan = { steps: [], lost: round };
    expect(planned({ plan: lost }, "2021-04-08")[0]).toEqual(["2021-04-08", "lost 0"]);
    expect(planned({ plan: lost, touched: "2021-03-01" }, "2021-04-08")).toEqual([]);
  });
});

describe("day by day from 2027 to 2030", () => {
  const first = "2027-01-01";
  const rounds: readonly Round[] = [2027, 2028, 2029, 2030].flatMap((year) => [
    { id: `dot-1-${year}`, title: `1/${year}`, from: `${year - 1}-10-30`, until: `${year}-04-29` },
    { id: `dot-2-${year}`, title: `2/${year}`, from: `${year}-04-30`, until: `${year}-10-29` },
  ]);
  /** A certificate that began on the leap day, and one that ends right after Tết. */
  const certificates = [
    { id: "leap", title: "Cốm", until: "2028-02-29" },
    { id: "tet", title: "Tương ớt", until: "2030-02-10" },
  ];
  const plans = rounds.map((aim): Plan => {
    const handIn = lastStart(aim.until, 15);
    const paper = { items: ["giấy an toàn"], begin: lastStart(handIn, 15) };
    return { round: aim, steps: [paper, { items: [], begin: handIn }] };
  });
  const planOn = (day: Day): Plan =>
    plans.find(({ steps }) => steps.some((one) => one.items.length > 0 && day <= one.begin)) ?? { steps: [] };
  /** Everything that is said, with its day, when one looks on these days; the dossier is worked on all the time. */
  function said(days: readonly Day[], touchedEvery = 1): readonly string[] {
    let last: Day | undefined;
    return days.flatMap((day) => {
      const idle = daysBetween(first, day) % touchedEvery;
      const facts = { touched: daysAfter(day, -idle), last, rounds, certificates, plan: planOn(day) };
      const [next] = remindersFor(facts, day);
      if (next?.day !== day || next.due.length === 0) return [];
      last = day;
      return next.due.map((one) => {
        switch (one.about) {
          case "certificate":
            return `${day} certificate ${one.certificate.id} ${one.left}`;
          case "step":
            return `${day} step ${one.round.id} ${one.items.join()} ${one.left}`;
          default:
            return `${day} ${one.about} ${one.round?.id} ${one.left}`;
        }
      });
    });
  }
  const all = Array.from({ length: 1461 }, (_, at) => daysAfter(first, at));

  test("everything is said once and on its day, the leap day and Tết among them", () => {
    const found = said(all);
    expect(all.at(-1)).toBe("2030-12-31");
    const what = found.map((one) => one.slice(11));
    expect(what).toEqual([...new Set(what)]);
    for (const { until, id } of rounds)
      for (const left of [14, 7, 3, 1])
        expect(found).toContain(`${daysAfter(until, -left)} round ${id} ${left}`);
    for (const { until, id } of certificates)
      for (const left of [210, 180, 150, 125])
        if (daysAfter(until, -left) >= first)
          expect(found).toContain(`${daysAfter(until, -left)} certificate ${id} ${left}`);
    // Counted by hand: the commune has from 7/4 to 29/4/2027, with 16/4 off; the paper has the 15 working days before.
    expect(found).toContain("2027-03-17 step dot-1-2027 giấy an toàn 0");
    expect(found.filter((one) => one.includes("step"))).toHaveLength(rounds.length * 2);
  });

  test("a jump of a year says what is due that day, and no heap", () => {
    for (const start of ["2027-01-01", "2027-04-22", "2028-02-29"]) {
      const found = said([start, daysAfter(start, 366)]);
      const later = found.filter((one) => !one.startsWith(start));
      expect(later.length).toBeLessThanOrEqual(2);
      for (const one of later) expect(one.slice(0, 10)).toBe(daysAfter(start, 366));
    }
  });
});
