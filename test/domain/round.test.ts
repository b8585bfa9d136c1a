import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter } from "../../src/domain/instant.ts";
import {
  type KeptRound,
  mergedRounds,
  mostRounds,
  numberOf,
  roundFor,
  roundNamed,
  withRound,
} from "../../src/domain/round.ts";
import { readSetting } from "../../src/project.ts";

const planned = (await readSetting("bac-ha-2021")).programme.rounds;
const planned2026 = (await readSetting("bac-ha-2026")).programme.rounds;
const third: KeptRound = { id: "dot-3-2021", title: "Đợt 3", from: "2021-10-01", until: "2021-11-30" };

describe("the round of a day", () => {
  test.each([
    ["2021-01-15", "dot-1"],
    ["2021-04-30", "dot-1"],
    ["2021-05-01", "dot-2"],
    ["2021-09-30", "dot-2"],
    ["2021-10-01", undefined],
  ])("%s: %s", (day, id) => {
    expect(roundFor(planned, day)?.id).toBe(id);
  });

  test("outside every round is the next one, as soon as one is opened", () => {
    const rounds = mergedRounds(planned, [{ ...third, from: "2021-11-01" }]);
    expect(roundFor(rounds, "2021-10-10")?.id).toBe("dot-3-2021");
    expect(roundFor(rounds, "2021-12-01")).toBeUndefined();
  });

  test("has not ended, and none that has not ended ends before it, in whatever order they stand", () => {
    const day = fc.integer({ min: 0, max: 900 }).map((count) => daysAfter("2021-01-01", count));
    const round = fc.record({ id: fc.string(), title: fc.string(), from: day, until: day });
    fc.assert(
      fc.property(fc.array(round), day, (rounds, today) => {
        const found = roundFor(rounds, today);
        const ahead = rounds.filter((one) => one.until >= today);
        if (found === undefined) expect(ahead).toEqual([]);
        else expect(ahead.every((one) => one.until >= found.until) && found.until >= today).toBe(true);
      }),
    );
  });
});

describe("rounds decided since the plan", () => {
  test("take the place of the plan's, and a closed one counts no more", () => {
    const longer = { id: "dot-2", title: "Đợt 2", from: "2021-05-01", until: "2021-10-15" };
    expect(mergedRounds(planned, [longer, third]).map((one) => [one.id, one.until])).toEqual([
      ["dot-1", "2021-04-30"],
      ["dot-2", "2021-10-15"],
      ["dot-3-2021", "2021-11-30"],
    ]);
    expect(mergedRounds(planned, [{ ...third, closed: true }])).toEqual(planned);
  });

  test("are at most twenty, the latest of them", () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...third,
      id: `dot-${at}`,
      until: daysAfter("2021-11-30", at),
    }));
    const kept = many.reduce<readonly KeptRound[]>(withRound, []);
    expect(kept).toHaveLength(mostRounds);
    expect(kept.at(-1)?.id).toBe("dot-29");
  });
});

describe("a round by its number", () => {
  test("is of the year in its name, or of the year in which it ends", () => {
    expect(planned.map(numberOf)).toEqual([
      { number: 1, year: 2021 },
      { number: 2, year: 2021 },
    ]);
    expect(planned2026.map(numberOf)).toEqual([
      { number: 2, year: 2026 },
      { number: 1, year: 2027 },
      { number: 2, year: 2027 },
    ]);
  });

  test("is the first of that number that has not ended, else the last; a year says which", () => {
    expect(roundNamed(planned2026, { number: 2 }, "2026-06-01")?.id).toBe("dot-2-2026");
    expect(roundNamed(planned2026, { number: 2 }, "2026-11-01")?.id).toBe("dot-2-2027");
    expect(roundNamed(planned2026, { number: 2, year: 2027 }, "2026-06-01")?.id).toBe("dot-2-2027");
    expect(roundNamed(planned2026, { number: 2 }, "2029-01-01")?.id).toBe("dot-2-2027");
    expect(roundNamed(planned2026, { number: 7 }, "2026-06-01")).toBeUndefined();
  });
});
