import { type Criterion, type Part, type Sheet, allParts } from "../domain/criteria.ts";
import { partSums, total, unscored } from "./points.ts";
import type { Member, Score, Session } from "./session.ts";

/**
 * Neither decision says how many members must be there, nor how far their totals may lie apart: that is left to each
 * council's own rules. These are the rules of the council of Tây Ninh, taken until Bắc Hà's and Lào Cai's are known.
 */
export const councilRules = {
  present: 0.75,
  mostApart: 10,
  certainty: "inferred",
  source: "Quy chế Hội đồng OCOP tỉnh Tây Ninh",
} as const;

/** Whether a member stays away from a product: they neither see nor score it. */
export const inConflict = (session: Session, person: string, dossier: string): boolean =>
  session.conflicts.some((one) => one.person === person && one.dossier === dossier);

/** The members who score a product. */
export const scorersOf = (session: Session, dossier: string): readonly Member[] =>
  session.members.filter((one) => !inConflict(session, one.person, dossier));

/** How many members are there and must be there, and whether that is enough; the chair is always needed. */
export function quorum(session: Session): {
  readonly present: number;
  readonly needed: number;
  readonly chair: boolean;
  readonly reached: boolean;
} {
  const there = session.members.filter((one) => session.present.includes(one.person));
  const needed = Math.ceil(session.members.length * councilRules.present);
  const chair = there.some((one) => one.person === session.chair);
  return { present: there.length, needed, chair, reached: chair && there.length >= needed };
}

/** The complete scores that count for a product, one of each member who may score it, in the members' order. */
export const countedScores = (session: Session, dossier: string, sheet: Sheet): readonly Score[] =>
  scorersOf(session, dossier).flatMap(({ person }) => {
    const own = session.scores.findLast((one) => one.person === person && one.dossier === dossier);
    return own !== undefined && unscored(own.points, sheet).length === 0 ? [own] : [];
  });

/** How far totals lie apart; when too far, the criteria that differ most, so that the council talks about these. */
export type Spread = {
  readonly apart: number;
  readonly tooFar: boolean;
  readonly differ: readonly {
    readonly id: string;
    readonly title: string;
    readonly least: number;
    readonly most: number;
  }[];
};

const mostNamed = 3;

export function spread(scores: readonly Score[], sheet: Sheet): Spread {
  const totals = scores.map((one) => total(one.points, sheet));
  const apart = totals.length === 0 ? 0 : Math.max(...totals) - Math.min(...totals);
  if (apart <= councilRules.mostApart) return { apart, tooFar: false, differ: [] };
  const places = [...sheet.criteria, ...allParts.map((part) => ({ id: part, title: `Tổng phần ${part}` }))];
  const differ = places
    .flatMap(({ id, title }) => {
      const given = pointsFor(scores, id);
      return given.length < 2 ? [] : [{ id, title, least: Math.min(...given), most: Math.max(...given) }];
    })
    .filter((one) => one.most > one.least)
    .toSorted((one, other) => other.most - other.least - (one.most - one.least))
    .slice(0, mostNamed);
  return { apart, tooFar: true, differ };
}

const pointsFor = (scores: readonly Score[], id: string): readonly number[] =>
  scores.flatMap((one) => one.points[id] ?? []);

/** Bands are half-open: a mean of 69.5 is three stars, since four begin at 70. */
const bands = [
  { stars: 5, from: 90 },
  { stars: 4, from: 70 },
  { stars: 3, from: 50 },
  { stars: 2, from: 30 },
  { stars: 1, from: 0 },
] as const;

/** The stars that a mean alone would bring. */
export const bandOf = (mean: number): number => bands.find((one) => mean >= one.from)?.stars ?? 1;

/**
 * The points that more than half of the members gave, or more. A minimum is a level, a thing that is there or is not (a
 * trademark, a declaration), so a majority decides and not the mean: one member's 5 must not make up for four who saw
 * nothing, and a mean of 1.5 is no level.
 */
const agreed = (given: readonly number[]): number | undefined =>
  given.toSorted((one, other) => other - one)[Math.floor(given.length / 2)];

/** What keeps a product from more stars: a criterion below its least points, or the mean. */
export type Shortfall = {
  readonly criterion?: Pick<Criterion, "id" | "title">;
  readonly has: number;
  readonly needs: number;
  readonly stars: number;
};

/** What the council's scores come to for one product. */
export type Outcome = {
  readonly counted: number;
  /** Members who may score the product and have not, or not all of it. */
  readonly awaited: readonly Member[];
  readonly parts: Readonly<Record<Part, number>>;
  readonly mean: number;
  readonly band: number;
  readonly stars: number;
  /** What holds it below the next star; empty at five. */
  readonly below: readonly Shortfall[];
  /** Criteria with least points that nobody scored by themselves, where a part was given as a total. */
  readonly unchecked: readonly Criterion[];
};

/** The outcome for one product; undefined as long as no score counts. */
export function outcome(session: Session, dossier: string, sheet: Sheet): Outcome | undefined {
  const scores = countedScores(session, dossier, sheet);
  if (scores.length === 0) return undefined;
  const sums = scores.map((one) => partSums(one.points, sheet));
  const parts = {
    A: meanOf(sums.map((one) => one.A)),
    B: meanOf(sums.map((one) => one.B)),
    C: meanOf(sums.map((one) => one.C)),
  };
  const mean = meanOf(scores.map((one) => total(one.points, sheet)));
  const marked = sheet.criteria.filter((one) => one.least.length > 0);
  const { band, stars, lacking } = starsFor(mean, sheet, ({ id }) => agreed(pointsFor(scores, id)));
  const next = stars + 1;
  const from = bands.find((one) => one.stars === next)?.from ?? 0;
  return {
    counted: scores.length,
    awaited: scorersOf(session, dossier).filter(
      (member) => !scores.some((one) => one.person === member.person),
    ),
    parts,
    mean,
    band,
    stars,
    below: [
      ...(mean < from ? [{ has: mean, needs: from, stars: next }] : []),
      ...lacking.filter((one) => one.stars <= next),
    ],
    unchecked: marked.filter((one) => pointsFor(scores, one.id).length === 0),
  };
}

/** The mean of whole points, rounded to hundredths, which crosses no band with at most sixty members. */
export const meanOf = (numbers: readonly number[]): number =>
  Math.round((numbers.reduce((sum, one) => sum + one, 0) / numbers.length) * 100) / 100;

/** A criterion below the least points of so many stars. */
type Lack = Omit<Required<Shortfall>, "criterion"> & { readonly criterion: Criterion };

/** The stars that points bring: those of the band, lowered until the least points of all of them are reached. */
export function starsFor(
  points: number,
  sheet: Sheet,
  got: (criterion: Criterion) => number | undefined,
): { readonly band: number; readonly stars: number; readonly lacking: readonly Lack[] } {
  const band = bandOf(points);
  const lacking = sheet.criteria.flatMap((one) => lacks(one, got(one)));
  return { band, stars: Math.max(1, Math.min(band, ...lacking.map((one) => one.stars - 1))), lacking };
}

/** The stars whose least points a criterion misses, each with what it needs; none where nobody scored it. */
const lacks = (criterion: Criterion, has: number | undefined): readonly Lack[] =>
  has === undefined
    ? []
    : criterion.least
        .filter((one) => has < one.points)
        .map(({ stars, points }) => ({ criterion, has, needs: points, stars }));

/** Three stars begin here: a product with less has not reached what a round is for, and is handed in again later. */
export const reachedFrom = 50;

/** Whether a product goes on to the office above, which takes it from so many points on. */
export const goesOn = (one: Outcome, from: number): boolean => one.mean >= from;

/** What to improve for the next star, one line each: "3.5 Sở hữu trí tuệ: được 1 điểm, cần từ 2 điểm để đạt 4 sao". */
export const toImprove = (one: Outcome): readonly string[] =>
  one.below.map(
    ({ criterion, has, needs, stars }) =>
      `${criterion === undefined ? "Tổng điểm" : `${criterion.id} ${criterion.title}`}: được ${inVietnamese(has)} điểm, cần từ ${needs} điểm để đạt ${stars} sao`,
  );

/** A number as it is written in Vietnam: "68,5". */
export const inVietnamese = (points: number): string => String(points).replace(".", ",");
