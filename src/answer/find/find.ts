import { type Piece, type Postings, collect, unitKinds } from "./collection.ts";
import { coverageOf, neighboursOf, noCounts, pour, wipe, worthOf } from "./counts.ts";
import { highest } from "./highest.ts";
import { type Plan, planOf } from "./plan.ts";
import { readQuestion } from "./question.ts";
import { rarityIn, spreadOf } from "./rarity.ts";
import { shortForms } from "./short-forms.ts";
import { speller } from "./spelling.ts";
import { weights } from "./weights.ts";

/** A piece that was found. Of the pieces of one group the first carries the highest score. */
export type Hit = {
  readonly id: string;
  readonly group: string | undefined;
  readonly score: number;
  /** 0 to 1: how near the score comes to that of a piece which says all that is asked. */
  readonly fit: number;
  /** 0 to 1: how much of what is asked occurs in the piece at all, rare words counting more. */
  readonly coverage: number;
  /** 0 to 1: how many neighbours in the question are neighbours in the piece. */
  readonly pairs: number;
};

/** `noise`: share of the question's words that are short forms or no words, 0 to 1. */
export type Found = { readonly hits: readonly Hit[]; readonly noise: number };

export type FindOptions = {
  readonly limit?: number;
  /** What a piece's score is multiplied by; 0 leaves it out. */
  readonly weigh?: (id: string) => number;
};

export type Finder = { readonly find: (question: string, options?: FindOptions) => Found };

/** Pieces that are read through sentence by sentence; and those whose weight is asked for before. */
const readThrough = 60;
const weighed = 400;

/** Makes pieces findable by what people ask, however they type it. */
export const makeFinder = (pieces: readonly Piece[]): Finder => {
  const collection = collect(pieces);
  const { single, paired, count, unitStarts, kinds, words, bareOf } = collection;
  const rarity = rarityIn(collection);
  const spell = speller(collection.bares, (term) => spreadOf(single, term));
  const shorten = shortForms(collection);

  const meanLength = Math.max(1, collection.lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, count));
  const norms = collection.lengths.map(
    (length) => weights.k1 * (1 - weights.b + (weights.b * length) / meanLength),
  );
  const meanUnit = Math.max(1, words.length / Math.max(1, kinds.length));
  const lengthOf = (unit: number): number => (unitStarts[unit + 1] ?? 0) - (unitStarts[unit] ?? 0);
  const unitNorm = (length: number): number =>
    weights.unitK1 * (1 - weights.unitB + (weights.unitB * length) / meanUnit);

  // Used by one question after another: made once, since they are as long as the collection.
  const scores = new Float32Array(count);
  const placeOf = new Int32Array(bareOf.length).fill(-1);
  const markedPlaceOf = new Int32Array(bareOf.length).fill(-1);

  const addPostings = (postings: Postings, term: number, weight: number): void => {
    const to = postings.from[term + 1] ?? 0;
    for (let at = postings.from[term] ?? 0; at < to; at += 1) {
      const piece = postings.pieces[at] ?? 0;
      const times = postings.counts[at] ?? 0;
      scores[piece] =
        (scores[piece] ?? 0) + (weight * times * (weights.k1 + 1)) / (times + (norms[piece] ?? 1));
    }
  };

  /** The pieces worth reading through, by their words and neighbours as a whole. */
  const candidatesFor = (plan: Plan, least: number, weigh: FindOptions["weigh"]): readonly number[] => {
    scores.fill(0);
    for (const slot of plan.slots)
      for (const way of slot.ways)
        for (const { at, worth } of way.terms) addPostings(single, plan.terms[at] ?? 0, worth * way.weight);
    for (const joint of plan.joints)
      for (const { at, worth } of joint.ways) addPostings(paired, plan.pairs[at] ?? 0, worth * weights.pair);
    const most = Math.max(readThrough, least);
    if (weigh === undefined) return highest(scores, most);
    const first = highest(scores, Math.max(weighed, least));
    const worth = Float32Array.from(first, (piece) => (scores[piece] ?? 0) * weigh(pieces[piece]?.id ?? ""));
    return highest(worth, most).map((place) => first[place] ?? 0);
  };

  /** Reads pieces through for one question. */
  const readerOf = (plan: Plan) => {
    const width = plan.terms.length;
    const markedWidth = plan.marked.length;
    const whole = noCounts(plan);
    const title = noCounts(plan);
    const joined = noCounts(plan);
    let unit = noCounts(plan);
    let before = noCounts(plan);

    const countUnit = (number: number): void => {
      wipe(unit);
      const to = unitStarts[number + 1] ?? 0;
      let last = -1;
      let markedLast = -1;
      for (let at = unitStarts[number] ?? 0; at < to; at += 1) {
        const marked = words[at] ?? 0;
        const place = placeOf[bareOf[marked] ?? 0] ?? -1;
        if (place !== -1) {
          unit.terms[place] = (unit.terms[place] ?? 0) + 1;
          const pair = last === -1 ? -1 : (plan.pairAt[last * width + place] ?? -1);
          if (pair !== -1) unit.pairs[pair] = (unit.pairs[pair] ?? 0) + 1;
        }
        last = place;
        const markedPlace = markedPlaceOf[marked] ?? -1;
        if (markedPlace !== -1) {
          unit.marked[markedPlace] = (unit.marked[markedPlace] ?? 0) + 1;
          const pair =
            markedLast === -1 ? -1 : (plan.markedPairAt[markedLast * markedWidth + markedPlace] ?? -1);
          if (pair !== -1) unit.markedPairs[pair] = (unit.markedPairs[pair] ?? 0) + 1;
        }
        markedLast = markedPlace;
      }
    };

    const worthOfUnit = (number: number): number =>
      worthOf(unit, plan, weights.unitK1, unitNorm(lengthOf(number)));

    /** An ask is as good as its words, less what it says beside, and better where it is the question itself. */
    const worthOfAsk = (number: number): number => {
      const worth = worthOfUnit(number);
      let all = 0;
      let met = 0;
      for (let at = unitStarts[number] ?? 0; at < (unitStarts[number + 1] ?? 0); at += 1) {
        const term = bareOf[words[at] ?? 0] ?? 0;
        const told = rarity.term(term);
        all += told;
        if ((placeOf[term] ?? -1) !== -1) met += told;
      }
      const share = all === 0 ? 0 : met / all;
      const same = Math.min(share, worth / Math.max(1e-6, plan.self));
      const beyond = Math.max(0, same - weights.askSameFrom) / (1 - weights.askSameFrom);
      return (
        worth * (1 - weights.askBeside + weights.askBeside * share) + weights.askSame * plan.self * beyond
      );
    };

    return (piece: number): Omit<Hit, "id" | "group"> => {
      wipe(whole);
      wipe(title);
      let follows = false;
      let best = 0;
      const end = collection.pieceUnits[piece + 1] ?? 0;
      for (let number = collection.pieceUnits[piece] ?? 0; number < end; number += 1) {
        countUnit(number);
        switch (kinds[number]) {
          case unitKinds.title:
            pour(unit, title, 1);
            pour(unit, whole, weights.title);
            best = Math.max(best, worthOfUnit(number));
            break;
          case unitKinds.ask:
            pour(unit, whole, weights.ask);
            best = Math.max(best, worthOfAsk(number));
            break;
          default: {
            pour(unit, whole, 1);
            // A sentence is read under its title, alone and together with the one before it.
            wipe(joined);
            pour(title, joined, 1);
            pour(unit, joined, 1);
            const length = lengthOf(number);
            best = Math.max(best, worthOf(joined, plan, weights.unitK1, unitNorm(length)));
            if (follows) {
              pour(before, joined, 1);
              const norm = unitNorm(length + lengthOf(number - 1));
              best = Math.max(best, weights.joined * worthOf(joined, plan, weights.unitK1, norm));
            }
            follows = true;
            [unit, before] = [before, unit];
          }
        }
      }
      const score = worthOf(whole, plan, weights.k1, norms[piece] ?? 1) + weights.unit * best;
      return {
        score,
        fit: Math.min(1, score / Math.max(1e-6, plan.self * (1 + weights.unit))),
        coverage: coverageOf(whole, plan),
        pairs: neighboursOf(whole, plan),
      };
    };
  };

  const find = (text: string, { limit = 10, weigh }: FindOptions = {}): Found => {
    const question = readQuestion(text, collection, spell, shorten);
    const plan = planOf(question, collection, rarity);
    const candidates = candidatesFor(plan, limit, weigh);
    plan.terms.forEach((term, place) => {
      placeOf[term] = place;
    });
    plan.marked.forEach((marked, place) => {
      markedPlaceOf[marked] = place;
    });
    const read = readerOf(plan);
    const hits = candidates.map((number) => {
      const { id = "", group } = pieces[number] ?? {};
      const hit = read(number);
      return { number, hit: { id, group, ...hit, score: hit.score * (weigh?.(id) ?? 1) } };
    });
    for (const term of plan.terms) placeOf[term] = -1;
    for (const marked of plan.marked) markedPlaceOf[marked] = -1;
    return {
      hits: hits
        .filter(({ hit }) => hit.score > 0)
        .toSorted((one, two) => two.hit.score - one.hit.score || one.number - two.number)
        .slice(0, Math.max(0, limit))
        .map(({ hit }) => hit),
      noise: question.noise,
    };
  };
  return { find };
};
