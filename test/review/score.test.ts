import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { total, withPoints } from "../../src/review/points.ts";
import {
  bandOf,
  councilRules,
  countedScores,
  goesOn,
  inConflict,
  outcome,
  quorum,
  scorersOf,
  spread,
  toImprove,
} from "../../src/review/score.ts";
import { type Points, type Session, sessionSchema } from "../../src/review/session.ts";
import { anyPoints, anyScores, points, sessionOf, sheetOf } from "./council.ts";

const product = "BH-0001";
const fruit = sheetOf("b01");
const oldFruit = sheetOf("s01");

const of = (given: readonly Points[], sheet = fruit, more: Partial<Session> = {}) =>
  outcome(sessionOf(sheet, given, more), product, sheet);

test("a session is kept and read back", () => {
  const session = sessionOf(fruit, [points(fruit)]);
  expect(sessionSchema.parse(JSON.parse(JSON.stringify(session)))).toEqual(session);
});

test.each([
  [100, 5],
  [90, 5],
  [89.9, 4],
  [70, 4],
  [69.5, 3],
  [50, 3],
  [49.99, 2],
  [29, 1],
  [0, 1],
])("%d points are %d stars", (mean, stars) => {
  expect(bandOf(mean)).toBe(stars);
});

describe("the stars of a product", () => {
  test("full marks", () => {
    expect(of([points(fruit)])).toMatchObject({
      mean: 100,
      band: 5,
      stars: 5,
      below: [],
      awaited: [],
      unchecked: [],
    });
  });

  test("a high mean is two stars when it is sold in its own commune only", () => {
    const sheet = sheetOf("b07");
    const low = points(sheet, { "4.1": 1 });
    const found = of([low, low, low], sheet);
    expect(found).toMatchObject({ mean: 96, band: 5, stars: 2 });
    expect(found === undefined ? [] : toImprove(found)).toEqual([
      "4.1 Khu vực phân phối chính: được 1 điểm, cần từ 2 điểm để đạt 3 sao",
    ]);
  });

  test("four stars need the least points of three stars too", () => {
    expect(of([points(fruit, { "2.2": 1 })])).toMatchObject({ mean: 98, band: 5, stars: 2 });
  });

  test("a minimum is reached when more than half of the members gave it", () => {
    const yes = points(fruit, { "3.5": 2 });
    const no = points(fruit, { "3.5": 1 });
    expect(of([yes, yes, no])).toMatchObject({ stars: 5 });
    expect(of([yes, no])).toMatchObject({ stars: 3 });
    // The mean of these is 2.2, above the least points; three of five saw no trademark.
    const best = points(fruit, { "3.5": 3 });
    expect(of([best, best, no, no, no])).toMatchObject({ stars: 3 });
  });

  test("the mean and what is below its least points are both named", () => {
    const low = points(fruit, {
      "1.1": 1,
      "1.2": 0,
      "1.3": 1,
      "1.4": 1,
      "1.5": 0,
      "1.6": 1,
      "1.7": 0,
      "4.2": 0,
      "4.3": 0,
      "5.2": 0,
      "5.3": 1,
      "7": 0,
      "10": 3,
      "12": 1,
    });
    const found = of([low, { ...low, "1.1": 2 }]);
    expect(found).toMatchObject({ mean: 65.5, band: 3, stars: 3 });
    expect(found === undefined ? [] : toImprove(found)).toEqual([
      "Tổng điểm: được 65,5 điểm, cần từ 70 điểm để đạt 4 sao",
      "1.5 Liên kết sản xuất: được 0 điểm, cần từ 2 điểm để đạt 4 sao",
    ]);
  });

  test("rice of the older decision: part C as a total, its least points not looked at", () => {
    const rice = sheetOf("s03");
    const found = of([points(rice, { C: 12 })], rice);
    expect(found).toMatchObject({ mean: 72, stars: 4, parts: { A: 35, B: 25, C: 12 } });
  });

  test("a total over a part leaves its least points unchecked, and says so", () => {
    const sauce = sheetOf("s10");
    const given = withPoints(points(sauce), { C: 40 }, sauce);
    expect(of([given], sauce)).toMatchObject({
      mean: 100,
      stars: 5,
      unchecked: [{ id: "8.1" }, { id: "9" }],
    });
  });

  test("what goes on to the office above", () => {
    const half = of([points(oldFruit)], oldFruit);
    expect(half !== undefined && goesOn(half, 50)).toBe(true);
    const low = of([points(fruit, { "4.1": 1, "4.3": 0, "5.3": 0 })]);
    expect(low?.mean).toBe(86);
    expect(low !== undefined && goesOn(low, 90)).toBe(false);
    expect(low !== undefined && goesOn(low, 86)).toBe(true);
  });
});

describe("who counts", () => {
  test("an incomplete score does not count, and is waited for", () => {
    const found = of([points(fruit), { "1.1": 3 }]);
    expect(found).toMatchObject({ counted: 1, mean: 100, awaited: [{ person: "m2" }] });
    expect(of([{ "1.1": 3 }])).toBeUndefined();
  });

  test("of two scores of one member the later counts", () => {
    const session = sessionOf(fruit, [points(fruit)]);
    const again = [
      ...session.scores,
      { person: "m1", dossier: product, points: points(fruit, { "1.1": 1 }) },
    ];
    expect(outcome({ ...session, scores: again }, product, fruit)).toMatchObject({ counted: 1, mean: 98 });
  });

  test("a conflict keeps a member from one product only", () => {
    const session = sessionOf(fruit, [points(fruit), points(fruit)], {
      conflicts: [{ person: "m2", dossier: product }],
    });
    expect(scorersOf(session, product).map((one) => one.person)).toEqual(["m1"]);
    expect(scorersOf(session, "BH-0002").map((one) => one.person)).toEqual(["m1", "m2"]);
    expect(inConflict(session, "m2", product)).toBe(true);
    expect(inConflict(session, "m1", product)).toBe(false);
    expect(inConflict(session, "m2", "BH-0002")).toBe(false);
  });

  test("somebody who is no member does not count", () => {
    const session = sessionOf(fruit, [points(fruit)]);
    const more = [...session.scores, { person: "x", dossier: product, points: points(fruit, { "1.1": 1 }) }];
    expect(outcome({ ...session, scores: more }, product, fruit)).toMatchObject({ counted: 1, mean: 100 });
  });

  test.each([
    [8, 6, true, true],
    [8, 5, true, false],
    [7, 6, true, true],
    [7, 5, true, false],
    [4, 3, false, false],
  ])("%d members, %d there, the chair among them: %s", (members, there, chair, reached) => {
    const session = sessionOf(
      fruit,
      Array.from({ length: members }, () => points(fruit)),
    );
    const present = session.members.map((one) => one.person).slice(chair ? 0 : 1, chair ? there : there + 1);
    expect(quorum({ ...session, present })).toMatchObject({ present: there, chair, reached });
  });
});

describe("totals far apart", () => {
  const scoresOf = (given: readonly Points[]) => countedScores(sessionOf(fruit, given), product, fruit);

  test("ten points are not too far", () => {
    const given = [points(fruit), points(fruit, { "4.3": 0, "5.1": 0 })];
    expect(spread(scoresOf(given), fruit)).toEqual({ apart: 10, tooFar: false, differ: [] });
  });

  test("more than ten are, and the criteria that differ most are named", () => {
    const given = [points(fruit), points(fruit, { "4.3": 0, "5.1": 1, "1.2": 0, "1.1": 2 })];
    expect(spread(scoresOf(given), fruit)).toEqual({
      apart: 12,
      tooFar: true,
      differ: [
        { id: "4.3", title: "Quảng bá sản phẩm", least: 0, most: 5 },
        { id: "5.1", title: "Câu chuyện sản phẩm", least: 1, most: 5 },
        { id: "1.2", title: "Vùng nguyên liệu được cấp chứng nhận chất lượng", least: 0, most: 2 },
      ],
    });
    expect(councilRules.mostApart).toBe(10);
    expect(spread([], fruit)).toMatchObject({ apart: 0, tooFar: false });
  });
});

describe("whatever is given", () => {
  test("the mean lies between the totals, and the stars never above the band", () => {
    fc.assert(
      fc.property(anyScores, ({ sheet, given }) => {
        const found = of(given, sheet);
        const totals = given.map((one) => total(one, sheet));
        expect(found?.counted).toBe(given.length);
        expect(found?.mean).toBeGreaterThanOrEqual(Math.min(...totals));
        expect(found?.mean).toBeLessThanOrEqual(Math.max(...totals));
        expect(found?.stars).toBeLessThanOrEqual(found?.band ?? 0);
        expect(found?.stars).toBeGreaterThanOrEqual(1);
        // Something always stands between a product and the next star.
        expect(found?.below.length === 0).toBe(found?.stars === 5);
      }),
    );
  });

  test("the order of the members changes nothing", () => {
    fc.assert(
      fc.property(
        anyScores.chain(({ sheet, given }) =>
          fc.record({
            sheet: fc.constant(sheet),
            given: fc.constant(given),
            turned: fc.shuffledSubarray([...given], { minLength: given.length }),
          }),
        ),
        ({ sheet, given, turned }) => {
          expect(of(turned, sheet)).toEqual(of(given, sheet));
          const scores = (all: readonly Points[]) => countedScores(sessionOf(sheet, all), product, sheet);
          expect(spread(scores(turned), sheet)).toEqual(spread(scores(given), sheet));
        },
      ),
    );
  });

  test("points of a member in conflict never matter", () => {
    fc.assert(
      fc.property(
        anyScores.chain(({ sheet, given }) =>
          fc.record({
            sheet: fc.constant(sheet),
            given: fc.constant(given),
            at: fc.nat(given.length - 1),
            other: fc.option(anyPoints(sheet), { nil: {} }),
          }),
        ),
        ({ sheet, given, at, other }) => {
          const conflicts = [{ person: `m${at + 1}`, dossier: product }];
          const changed = given.map((one, place) => (place === at ? other : one));
          expect(of(changed, sheet, { conflicts })).toEqual(of(given, sheet, { conflicts }));
        },
      ),
    );
  });
});
