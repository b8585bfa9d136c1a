import { type Criterion, type Part, type Sheet, allParts } from "../domain/criteria.ts";
import { type Answers, onPaper } from "../flow/answers.ts";
import type { Checklist } from "../flow/define.ts";
import { lookedAt, type Meaning, meaningOf, tells } from "../flow/meaning.ts";
import { applies } from "../flow/progress.ts";
import { bandOf, starsFor } from "./score.ts";

/** Points from the least to the most that may come out. */
export type Range = { readonly low: number; readonly high: number };

/**
 * One criterion: what evidence alone says, and what is left with the points that somebody gives themselves (null: they do
 * not know). proofs: items of the dossier that prove these. proven: what they give themselves is no more than can be shown.
 */
export type Ready = Range & {
  readonly criterion: Criterion;
  readonly meaning: Meaning | undefined;
  readonly places: readonly number[];
  readonly told: Range;
  readonly own: number | null | undefined;
  readonly proofs: readonly string[];
  readonly proven: boolean;
};

/** What keeps a product from so many stars: least points that are not there yet. open: they still may be. */
export type Stop = {
  readonly stars: number;
  readonly criterion: Criterion;
  readonly needs: number;
  readonly has: number;
  readonly open: boolean;
};

/** Where a product stands by its dossier: an estimate, since the council decides. */
export type Readiness = {
  readonly criteria: readonly Ready[];
  readonly parts: Readonly<Record<Part, Range>>;
  readonly total: Range;
  /** Of points alone, and with what is asked for at least. */
  readonly bands: Range;
  readonly stars: Range;
  readonly stops: readonly Stop[];
};

/** The points that a producer gives themselves, by the criterion's number; null: they do not know. */
export type OwnPoints = Readonly<Record<string, number | null>>;

/** What a dossier says: answers that count, without those that say no to something that has to be there. */
export const evidenceOf = (list: Checklist, answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(([id, value]) => {
      const item = list.items[id];
      return item !== undefined && applies(item, answers) && value !== false;
    }),
  );

/** How a product would be scored by what is known of it: a range, and what stops it. */
export function readiness(
  sheet: Sheet,
  meanings: readonly Meaning[],
  evidence: Answers,
  own: OwnPoints = {},
): Readiness {
  const criteria = sheet.criteria.map((one) =>
    readyFor(one, meaningOf(meanings, sheet.set, one), evidence, own[one.id]),
  );
  const parts = {
    A: partOf("A", sheet, criteria),
    B: partOf("B", sheet, criteria),
    C: partOf("C", sheet, criteria),
  };
  const total = added(allParts.map((part) => parts[part]));
  const at = (end: keyof Range) =>
    starsFor(total[end], sheet, ({ id }) => criteria.find((one) => one.criterion.id === id)?.[end]);
  const [least, most] = [at("low"), at("high")];
  return {
    criteria,
    parts,
    total,
    bands: { low: bandOf(total.low), high: bandOf(total.high) },
    stars: { low: least.stars, high: most.stars },
    stops: least.lacking.map(({ stars, needs, has, criterion }) => ({
      stars,
      needs,
      has,
      criterion,
      open: !most.lacking.some((one) => one.criterion.id === criterion.id && one.stars === stars),
    })),
  };
}

/** The points that can be given, where nothing of it may be there too: a level with stars is not given for nothing. */
const placesOf = ({ levels, least }: Criterion, meaning: Meaning | undefined): readonly number[] => {
  const [first = 0] = levels;
  const asks = meaning?.below !== undefined || least.some((one) => one.points === first);
  return first > 0 && asks ? [0, ...levels] : levels;
};

function readyFor(
  criterion: Criterion,
  meaning: Meaning | undefined,
  evidence: Answers,
  own: number | null | undefined,
): Ready {
  const { levels } = criterion;
  const places = placesOf(criterion, meaning);
  const said = (meaning?.tells ?? []).filter((one) => tells(one.when, evidence));
  const point = (level: number | undefined): readonly number[] =>
    level === undefined ? [] : levels.slice(level, level + 1);
  const low = Math.max(places[0] ?? 0, ...said.flatMap((one) => point(one.from)));
  const high = Math.max(low, Math.min(levels.at(-1) ?? 0, ...said.flatMap((one) => point(one.to))));
  const proofs = (meaning?.proofs ?? []).filter((item) => evidence[item] !== undefined);
  const told = { low, high };
  const common = { criterion, meaning, places, told, own, proofs };
  if (own === undefined || own === null) return { ...common, ...told, proven: false };
  const given = Math.min(own, high);
  const proven = proofs.length > 0 || given <= low;
  return { ...common, low: proven ? Math.max(low, given) : low, high: Math.max(low, given), proven };
}

const added = (ranges: readonly Range[]): Range => ({
  low: ranges.reduce((sum, one) => sum + one.low, 0),
  high: ranges.reduce((sum, one) => sum + one.high, 0),
});

/** A part's points. What a sheet that is not wholly known lacks may all come on top. */
function partOf(part: Part, sheet: Sheet, criteria: readonly Ready[]): Range {
  const own = criteria.filter((one) => one.criterion.part === part);
  const { low, high } = added(own);
  const known = own.reduce((sum, one) => sum + (one.criterion.levels.at(-1) ?? 0), 0);
  return { low, high: sheet.totals.includes(part) ? high + sheet.parts[part] - known : high };
}

/** The stops that have to go for so many stars, those of fewer stars included; of a criterion only the most it needs. */
export const stopsFor = ({ stops }: Readiness, stars: number): readonly Stop[] => {
  const all = stops.filter((one) => one.stars <= stars);
  return all.filter((one) =>
    all.every((other) => other.criterion.id !== one.criterion.id || other.needs <= one.needs),
  );
};

/** The words for points: those of the level, or of having nothing of it; undefined where the levels have none. */
export function wordsFor({ criterion, meaning }: Ready, points: number): string | undefined {
  const level = criterion.levels.indexOf(points);
  return level < 0 ? meaning?.below : meaning?.levels[level];
}

/** Whether only the council can tell, who sees, smells and tastes it: nothing of a dossier speaks for it. */
export const isForCouncil = ({ meaning }: Ready): boolean =>
  (meaning?.proofs ?? []).length === 0 && (meaning?.tells ?? []).length === 0;

/**
 * A way to more points. by: an answer, a level to be chosen for what is there already, a paper. gains: what it brings at
 * least; upTo: at most. days: until it can be there; undefined: nobody knows. lifts: it may take a stop away.
 */
export type Step = {
  readonly by: "answer" | "choose" | "paper";
  readonly item: string | undefined;
  readonly criteria: readonly Criterion[];
  readonly gains: number;
  readonly upTo: number;
  readonly days: number | undefined;
  readonly lifts: boolean;
};

/** All ways to more points, the cheapest first: an answer, then papers by the days they take, then those nobody knows of. */
export function stepsOf(
  at: Readiness,
  list: Checklist,
  evidence: Answers,
  answers: Answers,
  days: (item: string) => number | undefined,
): readonly Step[] {
  const ways = at.criteria
    .filter((one) => one.high > one.low || (typeof one.own === "number" && !one.proven))
    .flatMap((one) => waysTo(one, list, evidence, answers));
  const keys = [...new Set(ways.map(({ by, item, ready }) => keyOf(by, item, ready)))];
  return keys
    .map((key): Step => {
      const own = ways.filter(({ by, item, ready }) => keyOf(by, item, ready) === key);
      const [{ by, item } = { by: "answer", item: undefined } as const] = own;
      const ids = own.map((one) => one.ready.criterion.id);
      return {
        by,
        item,
        criteria: own.map((one) => one.ready.criterion),
        gains: own.reduce((sum, one) => sum + one.gains, 0),
        upTo: own.reduce((sum, one) => sum + one.upTo, 0),
        days: by === "paper" && item !== undefined ? days(item) : 0,
        lifts: at.stops.some((one) => ids.includes(one.criterion.id) && one.stars <= at.bands.high),
      };
    })
    .toSorted(
      (one, two) =>
        costOf(one) - costOf(two) ||
        Number(two.lifts) - Number(one.lifts) ||
        two.gains - one.gains ||
        two.upTo - one.upTo,
    );
}

const unknown = 10_000;
const costOf = ({ by, days }: Step): number => (by === "paper" ? 1 + (days ?? unknown) : 0);
const keyOf = (by: Step["by"], item: string | undefined, { criterion }: Ready): string =>
  by === "choose" ? `choose ${criterion.id}` : `${by} ${item ?? ""}`;

type Way = {
  readonly by: Step["by"];
  readonly item: string | undefined;
  readonly ready: Ready;
  readonly gains: number;
  readonly upTo: number;
};

/** What would bring a criterion more points: the items it looks at that are not there, or a level for what is. */
function waysTo(ready: Ready, list: Checklist, evidence: Answers, answers: Answers): readonly Way[] {
  const { meaning, proofs, own, low, told } = ready;
  if (meaning === undefined) return [];
  const most = typeof own === "number" ? Math.min(own, told.high) : told.high;
  if (proofs.length > 0 && typeof own !== "number")
    return [{ by: "choose", item: undefined, ready, gains: 0, upTo: told.high - low }];
  const answering = new Set<string>();
  const items = [...(meaning.tells ?? []).flatMap((one) => lookedAt(one.when)), ...(meaning.proofs ?? [])];
  return [...new Set(items)].flatMap((id): readonly Way[] => {
    const item = list.items[id];
    if (item === undefined || evidence[id] !== undefined || !applies(item, answers)) return [];
    const isPaper = item.expect.kind === "paper" || item.expect.kind === "file";
    const points = (all: typeof meaning.tells = []): readonly number[] =>
      all.flatMap(({ from }) => (from === undefined ? [] : [ready.criterion.levels[from] ?? 0]));
    const looking = (meaning.tells ?? []).filter((one) => lookedAt(one.when).includes(id));
    const sure = points(looking.filter((one) => tells(one.when, { ...evidence, [id]: onPaper })));
    const isProof = proofs.length === 0 && (meaning.proofs ?? []).includes(id);
    const proves = isProof && typeof own === "number" ? most : low;
    const gains = Math.max(low, proves, ...(isPaper ? sure : [])) - low;
    // What is no paper proves points only once somebody gave them, and of several answers that tell the same one is enough.
    if (!isPaper && gains === 0 && (looking.length === 0 || answering.size > 0)) return [];
    if (!isPaper) answering.add(id);
    const mayProve = isProof && isPaper && typeof own !== "number" ? ready.told.high : low;
    const upTo = Math.max(gains, mayProve - low, ...points(looking).map((one) => one - low));
    return upTo <= 0 ? [] : [{ by: isPaper ? "paper" : "answer", item: id, ready, gains, upTo }];
  });
}
