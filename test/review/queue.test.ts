import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { days, instantOf } from "../../src/domain/instant.ts";
import { begin, type Dossier } from "../../src/dossier/fold.ts";
import { dueOn, inOrder, stageAfter, stageOf } from "../../src/review/queue.ts";
import { readSetting } from "../../src/project.ts";

const { programme: before } = await readSetting("bac-ha-2021");
const { programme: now } = await readSetting("bac-ha-2026");
const start = instantOf("2021-03-01 08:00");

const dossier = (id: string, more: Partial<Dossier>): Dossier => ({
  ...begin(id, { kind: "started", at: start, by: "p", programme: "x", list: "l", law: "w", version: 1 }),
  state: "handed-in",
  ...more,
});

describe("the queue of an office", () => {
  test("what was handed in before there were stages lies at the first", () => {
    expect(stageOf(before, {})?.id).toBe("xa");
    expect(stageOf(before, { stage: "nowhere" })).toBeUndefined();
    expect(before.stages.map((one) => stageAfter(before, one)?.id)).toEqual(["huyen", "tinh", undefined]);
  });

  test.each([
    // 2021: until the end of its round. 2026: fifteen working days, two of which fall away with the feast of 2/9.
    [before, { round: "dot-1", since: start }, "2021-04-30"],
    [before, { since: start }, undefined],
    [now, { since: instantOf("2026-08-17 08:00"), stage: "xa" }, "2026-09-09"],
    [now, { since: instantOf("2026-08-17 08:00"), stage: "tinh" }, undefined],
  ] as const)("is due %#", (programme, of, due) => expect(dueOn(programme, dossier("a", of))).toBe(due));

  const some = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1 }),
      since: fc.integer({ min: 0, max: 60 }).map((day) => start + days(day)),
      round: fc.constantFrom("dot-1", "dot-2", undefined),
    }),
    { selector: (one) => one.id, maxLength: 20 },
  );

  test("holds all there were, each once, in the order asked for", () => {
    fc.assert(
      fc.property(some, fc.constantFrom("due", "oldest", "newest"), (all, order) => {
        const dossiers = all.map(({ id, since, round }) =>
          dossier(id, { since, ...(round ? { round } : {}) }),
        );
        const ordered = inOrder(before, dossiers, order);
        expect(ordered.map((one) => one.id).toSorted()).toEqual(dossiers.map((one) => one.id).toSorted());
        for (const [at, one] of ordered.slice(1).entries()) {
          const [first, second] = [ordered[at], one];
          const [due, later] = [first, second].map((each) => (each && dueOn(before, each)) ?? "9999");
          const [since = 0, after = 0] = [first?.since, second.since];
          if (order === "newest") expect(since).toBeGreaterThanOrEqual(after);
          else if (order === "oldest" || due === later) expect(since).toBeLessThanOrEqual(after);
          else expect((due ?? "") < (later ?? "")).toBe(true);
        }
      }),
    );
  });
});
