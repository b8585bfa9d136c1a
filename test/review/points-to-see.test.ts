import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { begin, type Dossier } from "../../src/dossier/fold.ts";
import { onPaper, other, type Value } from "../../src/flow/answers.ts";
import { progress } from "../../src/flow/progress.ts";
import { checklists } from "../../src/flows/all.ts";
import { firstPoints, papersIn, pointsOf, takesFiles } from "../../src/review/points-to-see.ts";

const file = (hash: string) => ({ hash, name: `${hash}.jpg`, mime: "image/jpeg", size: 1 });

/** A dossier of a list with answers to some of its items, of the right kind or not. */
const answered = (list: (typeof checklists)[number]): fc.Arbitrary<Dossier> => {
  const ids = Object.keys(list.items);
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.constantFrom<Value>(onPaper, other("mắm"), "x", 5, true),
    fc.subarray(["giay", "tem", "anh"], { minLength: 1 }).map((names) => names.map(file)),
  );
  return fc
    .record({
      answers: fc.array(fc.tuple(fc.constantFrom(...ids), value), { maxLength: 25 }),
      remarks: fc.option(
        fc.array(
          fc.record({
            item: fc.oneof(fc.constantFrom(...ids), fc.constant("gone")),
            reason: fc.string(),
            done: fc.boolean(),
          }),
          { maxLength: 4 },
        ),
      ),
      changed: fc.subarray(ids, { maxLength: 4 }),
    })
    .map(({ answers, remarks, changed }) => ({
      ...begin("d", {
        kind: "started",
        at: 1,
        by: "p",
        programme: "x",
        list: list.id,
        law: list.law,
        version: 1,
      }),
      answers: Object.fromEntries(answers),
      ...(remarks === null ? {} : { remarks, changed }),
    }));
};

describe.each(checklists.map((list) => [list.id, list] as const))("the points of %s", (_, list) => {
  test("each stand once, and are of the list", () => {
    fc.assert(
      fc.property(answered(list), (dossier) => {
        const items = pointsOf(list, dossier).map((one) => one.item);
        expect(new Set(items).size).toBe(items.length);
        expect(items.filter((id) => list.items[id] === undefined)).toEqual([]);
        const first = firstPoints(list, dossier, pointsOf(list, dossier));
        // A summary's numbers are those of the whole list.
        if (dossier.remarks !== undefined) expect(first.map((one) => one.item)).toEqual(items);
        else expect(first.map((one) => one.item)).toEqual(items.slice(0, first.length));
      }),
    );
  });

  test("of one that comes again are what it came back for and what has changed, and nothing else", () => {
    fc.assert(
      fc.property(answered(list), (dossier) => {
        fc.pre(dossier.remarks !== undefined);
        const wanted = [...(dossier.remarks ?? []).map((one) => one.item ?? ""), ...(dossier.changed ?? [])];
        const items = pointsOf(list, dossier).map((one) => one.item);
        expect(items.toSorted()).toEqual([...new Set(wanted)].filter((id) => id in list.items).toSorted());
      }),
    );
  });

  test("of any other are every answer that counts, and papers that are not there", () => {
    fc.assert(
      fc.property(answered(list), (given) => {
        const { remarks: _, changed: __, ...dossier } = given;
        const { done, open } = progress(list, dossier);
        const items = pointsOf(list, dossier).map((one) => one.item);
        expect(items.toSorted()).toEqual(
          [
            ...done.filter((id) => dossier.answers[id] !== undefined),
            ...open.filter((id) => takesFiles(list.items[id])),
          ].toSorted(),
        );
        const { must, ofMust, may, ofMay } = papersIn(list, dossier);
        expect(must).toBeLessThanOrEqual(ofMust);
        expect(may).toBeLessThanOrEqual(ofMay);
      }),
    );
  });
});
