import fc from "fast-check";
import type { Sheet } from "../../src/domain/criteria.ts";
import { sheetsOf } from "../../src/flows/all.ts";
import type { Points, Session } from "../../src/review/session.ts";

/** The sheet of a set of either decision. */
export function sheetOf(set: string): Sheet {
  const found = Object.values(sheetsOf)
    .flat()
    .find((one) => one.set === set);
  if (found === undefined) throw new Error(`no sheet ${set}`);
  return found;
}

/** The most that can be given, or the same with some criteria lower. */
export const points = (sheet: Sheet, lower: Points = {}): Points => ({
  ...Object.fromEntries(sheet.criteria.map((one) => [one.id, one.levels.at(-1) ?? 0])),
  ...lower,
});

/** A session over one product, "BH-0001", with a member for each of the given scores. */
export const sessionOf = (sheet: Sheet, given: readonly Points[], more: Partial<Session> = {}): Session => {
  const people = given.map((_, at) => `m${at + 1}`);
  return {
    schema: 1,
    id: "P1",
    title: "Đánh giá sản phẩm OCOP đợt 1 năm 2026",
    day: "2026-06-25",
    stage: "tinh",
    chair: "m1",
    secretary: { person: "s1", name: "Lý Thị Thư" },
    members: people.map((person, at) => ({ person, name: `Thành viên ${at + 1}`, from: "Sở Công Thương" })),
    present: people,
    products: [{ dossier: "BH-0001", title: "Mận Tam hoa", set: sheet.set }],
    conflicts: [],
    scores: given.map((one, at) => ({ person: `m${at + 1}`, dossier: "BH-0001", points: one })),
    state: "closed",
    ...more,
  };
};

/** Points of a member who gives each criterion any of its levels, and the totals that must be given. */
export const anyPoints = (sheet: Sheet): fc.Arbitrary<Points> => {
  const bare = sheet.totals.filter((part) => sheet.criteria.every((one) => one.part !== part));
  return fc.record(
    Object.fromEntries<fc.Arbitrary<number>>([
      ...sheet.criteria.map((one) => [one.id, fc.constantFrom(...one.levels)] as const),
      ...bare.map((part) => [part, fc.nat(sheet.parts[part])] as const),
    ]),
  );
};

/** Any sheet with the points of some members. */
export const anyScores: fc.Arbitrary<{ readonly sheet: Sheet; readonly given: readonly Points[] }> = fc
  .constantFrom(...Object.values(sheetsOf).flat())
  .chain((sheet) =>
    fc.record({
      sheet: fc.constant(sheet),
      given: fc.array(anyPoints(sheet), { minLength: 1, maxLength: 9 }),
    }),
  );
