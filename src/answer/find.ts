import { type Piece, type Postings, collect, unitKinds } from "./collection.ts";
import { type Question, readQuestion } from "./question.ts";
import { speller } from "./spelling.ts";

export type { Piece } from "./collection.ts";

/** A piece that was found. */
export type Hit = {
  readonly id: string;
  readonly group: string | undefined;
  readonly score: number;
  /** 0 to 1: how near the score comes to that of a piece which says everything that is asked. */
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
  /** What a piece's score is multiplied by. */
  readonly weigh?: (id: string) => number;
};

export type Finder = { readonly find: (question: string, options?: FindOptions) => Found };

export const weights = {
  pair: 0.5,
  marked: 0.5,
  markedPair: 0.3,
  k1: 1.2,
  b: 0.75,
  unit: 1,
  unitK1: 0.5,
  unitB: 0.3,
  joined: 0.9,
};

const candidates = 60;

/** Makes pieces findable by what people ask, however they type it. */
export const makeFinder = (pieces: readonly Piece[]): Finder => {
  const collection = collect(pieces);
  const { single, paired, count, pairs } = collection;
  const spreadOf = (postings: Postings, term: number): number =>
    (postings.from[term + 1] ?? 0) - (postings.from[term] ?? 0);
  const rarity = (spread: number): number => Math.log(1 + (count - spread + 0.5) / (spread + 0.5));
  const rarest = rarity(0);
  const idf = (term: number): number => rarity(spreadOf(single, term));
  const pairIdf = (pair: number): number => rarity(spreadOf(paired, pair));
  const markedIdf = (term: number): number => rarity(collection.markedSpread[term] ?? 0);
  const spell = speller(collection.bares, (term) => spreadOf(single, term));

  const meanLength = Math.max(1, collection.lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, count));
  const norms = collection.lengths.map(
    (length) => weights.k1 * (1 - weights.b + (weights.b * length) / meanLength),
  );
  const unitCount = collection.kinds.length;
  const meanUnit = Math.max(1, collection.words.length / Math.max(1, unitCount));
  const scores = new Float32Array(count);
  const localTerm = new Int32Array(collection.bareWords.length).fill(-1);
  const localMarked = new Int32Array(collection.markeds.size).fill(-1);

  const addPostings = (postings: Postings, term: number, weight: number): void => {
    const to = postings.from[term + 1] ?? 0;
    for (let at = postings.from[term] ?? 0; at < to; at += 1) {
      const piece = postings.pieces[at] ?? 0;
      const times = postings.counts[at] ?? 0;
      scores[piece] =
        (scores[piece] ?? 0) + (weight * times * (weights.k1 + 1)) / (times + (norms[piece] ?? 1));
    }
  };

  /** The question laid out so that pieces can be read through with a few small tables. */
  const plan = (question: Question) => {
    const terms: number[] = [];
    const local = (term: number): number => {
      const known = localTerm[term] ?? -1;
      if (known !== -1) return known;
      localTerm[term] = terms.length;
      terms.push(term);
      return terms.length - 1;
    };
    const pairKeys = new Map<number, number>();
    const pairTerms: number[] = [];
    const localPair = (first: number, second: number): number => {
      const pair = pairs.find(first, second);
      if (pair === -1) return -1;
      const key = local(first) * 4096 + local(second);
      const known = pairKeys.get(key);
      if (known !== undefined) return known;
      pairKeys.set(key, pairTerms.length);
      pairTerms.push(pair);
      return pairTerms.length - 1;
    };
    const slots = question.slots.map((slot) => {
      const ways = slot.ways.map((way) => ({
        terms: way.terms.map((term) => ({ at: local(term), idf: idf(term) })),
        weight: way.weight * slot.weight,
      }));
      const self = Math.max(
        slot.ways.length === 0 ? rarest * slot.weight : 0,
        ...ways.map((way) => way.weight * way.terms.reduce((sum, term) => sum + term.idf, 0)),
      );
      return { ways, self, weight: slot.weight };
    });
    type PairWay = { readonly at: number; readonly idf: number; readonly weight: number };
    const joints: { readonly ways: readonly PairWay[]; readonly weight: number; readonly self: number }[] =
      [];
    question.slots.forEach((slot, at) => {
      const inner: PairWay[] = [];
      for (const way of slot.ways)
        for (let step = 1; step < way.terms.length; step += 1) {
          const pair = localPair(way.terms[step - 1] ?? 0, way.terms[step] ?? 0);
          if (pair !== -1)
            inner.push({ at: pair, idf: pairIdf(pairTerms[pair] ?? 0), weight: way.weight * slot.weight });
        }
      if (inner.length > 0) joints.push({ ways: inner, weight: 0, self: best(inner) });
      const next = question.slots[at + 1];
      if (next === undefined) return;
      const weight = Math.sqrt(slot.weight * next.weight);
      const ways: PairWay[] = [];
      for (const one of slot.ways)
        for (const two of next.ways) {
          const pair = localPair(one.terms.at(-1) ?? 0, two.terms[0] ?? 0);
          if (pair !== -1)
            ways.push({
              at: pair,
              idf: pairIdf(pairTerms[pair] ?? 0),
              weight: one.weight * two.weight * weight,
            });
        }
      joints.push({ ways, weight, self: ways.length === 0 ? 0 : best(ways) });
    });
    const markedTerms: number[] = [];
    const markedSlots: { readonly at: number; readonly idf: number }[] = [];
    const markedJoints: { readonly from: number; readonly to: number; readonly weight: number }[] = [];
    if (question.marks)
      question.slots.forEach((slot, place) => {
        if (slot.marked === -1) return;
        let at = localMarked[slot.marked] ?? -1;
        if (at === -1) {
          at = markedTerms.length;
          localMarked[slot.marked] = at;
          markedTerms.push(slot.marked);
        }
        markedSlots.push({ at, idf: markedIdf(slot.marked) * slot.weight });
        const before = question.slots[place - 1];
        const from = before === undefined || before.marked === -1 ? -1 : (localMarked[before.marked] ?? -1);
        if (from !== -1 && before !== undefined) {
          const pair = pairs.find(collection.bareOf[before.marked] ?? 0, collection.bareOf[slot.marked] ?? 0);
          if (pair !== -1)
            markedJoints.push({
              from,
              to: at,
              weight: pairIdf(pair) * Math.sqrt(slot.weight * before.weight),
            });
        }
      });
    return { terms, pairKeys, pairTerms, slots, joints, markedTerms, markedSlots, markedJoints };
  };

  const find = (text: string, options: FindOptions = {}): Found => {
    const question = readQuestion(text, collection, spell);
    const limit = Math.max(0, options.limit ?? 10);
    if (question.slots.length === 0 || count === 0) return { hits: [], noise: question.noise };
    const laid = plan(question);
    scores.fill(0);
    for (const slot of laid.slots)
      for (const way of slot.ways)
        for (const term of way.terms) addPostings(single, laid.terms[term.at] ?? 0, term.idf * way.weight);
    for (const joint of laid.joints)
      for (const way of joint.ways)
        addPostings(paired, laid.pairTerms[way.at] ?? 0, way.idf * way.weight * weights.pair);
    const top = highest(scores, Math.max(candidates, limit));

    const width = laid.terms.length;
    const matrix = new Int16Array(width * width).fill(-1);
    for (const [key, pair] of laid.pairKeys) matrix[(key >> 12) * width + (key & 4095)] = pair;
    const marks = laid.markedTerms.length;
    const markedMatrix = new Int16Array(marks * marks).fill(-1);
    laid.markedJoints.forEach(({ from, to }, at) => {
      markedMatrix[from * marks + to] = at;
    });
    const sizes = [width, laid.pairTerms.length, marks, laid.markedJoints.length] as const;
    const counts = () => ({
      terms: new Float32Array(sizes[0]),
      pairs: new Float32Array(sizes[1]),
      marked: new Float32Array(sizes[2]),
      markedPairs: new Float32Array(sizes[3]),
      length: 0,
    });
    type Counts = ReturnType<typeof counts>;
    const wipe = (one: Counts): void => {
      one.terms.fill(0);
      one.pairs.fill(0);
      one.marked.fill(0);
      one.markedPairs.fill(0);
      one.length = 0;
    };
    const pour = (from: Counts, into: Counts, times: number): void => {
      for (let at = 0; at < sizes[0]; at += 1)
        into.terms[at] = (into.terms[at] ?? 0) + times * (from.terms[at] ?? 0);
      for (let at = 0; at < sizes[1]; at += 1)
        into.pairs[at] = (into.pairs[at] ?? 0) + times * (from.pairs[at] ?? 0);
      for (let at = 0; at < sizes[2]; at += 1)
        into.marked[at] = (into.marked[at] ?? 0) + times * (from.marked[at] ?? 0);
      for (let at = 0; at < sizes[3]; at += 1)
        into.markedPairs[at] = (into.markedPairs[at] ?? 0) + times * (from.markedPairs[at] ?? 0);
      into.length += from.length;
    };
    const countUnit = (unit: number, into: Counts): void => {
      const from = collection.unitStarts[unit] ?? 0;
      const to = collection.unitStarts[unit + 1] ?? 0;
      into.length = to - from;
      let before = -1;
      let markedBefore = -1;
      for (let at = from; at < to; at += 1) {
        const marked = collection.words[at] ?? 0;
        const term = localTerm[collection.bareOf[marked] ?? 0] ?? -1;
        if (term !== -1) {
          into.terms[term] = (into.terms[term] ?? 0) + 1;
          if (before !== -1) {
            const pair = matrix[before * width + term] ?? -1;
            if (pair !== -1) into.pairs[pair] = (into.pairs[pair] ?? 0) + 1;
          }
        }
        before = term;
        const mark = localMarked[marked] ?? -1;
        if (mark !== -1) {
          into.marked[mark] = (into.marked[mark] ?? 0) + 1;
          if (markedBefore !== -1) {
            const pair = markedMatrix[markedBefore * marks + mark] ?? -1;
            if (pair !== -1) into.markedPairs[pair] = (into.markedPairs[pair] ?? 0) + 1;
          }
        }
        markedBefore = mark;
      }
    };
    const total = (one: Counts, norm: number, k1: number): number => {
      const filled = (times: number): number => (times === 0 ? 0 : (times * (k1 + 1)) / (times + norm));
      let sum = 0;
      for (const slot of laid.slots) {
        let most = 0;
        for (const way of slot.ways) {
          let worth = 0;
          for (const term of way.terms) worth += term.idf * filled(one.terms[term.at] ?? 0);
          most = Math.max(most, worth * way.weight);
        }
        sum += most;
      }
      for (const joint of laid.joints) {
        let most = 0;
        for (const way of joint.ways)
          most = Math.max(most, way.weight * way.idf * filled(one.pairs[way.at] ?? 0));
        sum += weights.pair * most;
      }
      for (const slot of laid.markedSlots)
        sum += weights.marked * slot.idf * filled(one.marked[slot.at] ?? 0);
      laid.markedJoints.forEach((joint, at) => {
        sum += weights.markedPair * joint.weight * filled(one.markedPairs[at] ?? 0);
      });
      return sum;
    };
    const unitNorm = (length: number): number =>
      weights.unitK1 * (1 - weights.unitB + (weights.unitB * length) / meanUnit);

    const whole = counts();
    const title = counts();
    const joined = counts();
    let unit = counts();
    let before = counts();
    const selfSum =
      laid.slots.reduce((sum, slot) => sum + slot.self, 0) +
      weights.pair * laid.joints.reduce((sum, joint) => sum + joint.self, 0) +
      weights.marked * laid.markedSlots.reduce((sum, slot) => sum + slot.idf, 0) +
      weights.markedPair * laid.markedJoints.reduce((sum, joint) => sum + joint.weight, 0);
    const self = Math.max(1e-6, selfSum * (1 + weights.unit));

    const hits = top.map((piece): { readonly piece: number } & Hit => {
      wipe(whole);
      wipe(title);
      let fromText = false;
      let bestUnit = 0;
      const last = collection.pieceUnits[piece + 1] ?? 0;
      for (let at = collection.pieceUnits[piece] ?? 0; at < last; at += 1) {
        const kind = collection.kinds[at];
        wipe(unit);
        countUnit(at, unit);
        if (kind === unitKinds.title) {
          pour(unit, title, 1);
          pour(unit, whole, 3);
          bestUnit = Math.max(bestUnit, total(unit, unitNorm(unit.length), weights.unitK1));
          continue;
        }
        pour(unit, whole, 1);
        if (kind === unitKinds.ask) {
          bestUnit = Math.max(bestUnit, total(unit, unitNorm(unit.length), weights.unitK1));
          continue;
        }
        wipe(joined);
        pour(unit, joined, 1);
        pour(title, joined, 1);
        bestUnit = Math.max(bestUnit, total(joined, unitNorm(unit.length), weights.unitK1));
        if (fromText) {
          pour(before, joined, 1);
          bestUnit = Math.max(
            bestUnit,
            weights.joined * total(joined, unitNorm(unit.length + before.length), weights.unitK1),
          );
        }
        fromText = true;
        [unit, before] = [before, unit];
      }
      const given = pieces[piece];
      const id = given?.id ?? "";
      const score =
        (total(whole, norms[piece] ?? 1, weights.k1) + weights.unit * bestUnit) * (options.weigh?.(id) ?? 1);
      let asked = 0;
      let said = 0;
      let neighbours = 0;
      let kept = 0;
      for (const slot of laid.slots) {
        if (slot.weight < 1) continue;
        asked += slot.self;
        let most = 0;
        for (const way of slot.ways)
          most = Math.max(
            most,
            way.weight *
              way.terms.reduce((sum, term) => sum + ((whole.terms[term.at] ?? 0) > 0 ? term.idf : 0), 0),
          );
        said += Math.min(slot.self, most);
      }
      for (const joint of laid.joints) {
        neighbours += joint.weight;
        if (joint.ways.some((way) => (whole.pairs[way.at] ?? 0) > 0)) kept += joint.weight;
      }
      return {
        piece,
        id,
        group: given?.group,
        score,
        fit: Math.min(1, score / self),
        coverage: asked === 0 ? 0 : said / asked,
        pairs: neighbours === 0 ? 0 : kept / neighbours,
      };
    });
    for (const term of laid.terms) localTerm[term] = -1;
    for (const term of laid.markedTerms) localMarked[term] = -1;
    return {
      hits: hits
        .filter((hit) => hit.score > 0)
        .toSorted((one, two) => two.score - one.score || one.piece - two.piece)
        .slice(0, limit)
        .map(({ piece: _, ...hit }) => hit),
      noise: question.noise,
    };
  };
  return { find };
};

const best = (ways: readonly { readonly idf: number; readonly weight: number }[]): number =>
  ways.reduce((most, way) => Math.max(most, way.idf * way.weight), 0);

/** The places of the highest numbers above nought, the highest first. */
const highest = (scores: Float32Array, most: number): readonly number[] => {
  const heap: number[] = [];
  const below = (one: number, two: number): boolean => {
    const difference = (scores[one] ?? 0) - (scores[two] ?? 0);
    return difference < 0 || (difference === 0 && one > two);
  };
  const sink = (): void => {
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && below(heap[child] ?? 0, heap[least] ?? 0)) least = child;
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least] ?? 0, heap[at] ?? 0];
      at = least;
    }
  };
  for (let piece = 0; piece < scores.length; piece += 1) {
    if ((scores[piece] ?? 0) <= 0) continue;
    if (heap.length < most) {
      let at = heap.push(piece) - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!below(heap[at] ?? 0, heap[parent] ?? 0)) break;
        [heap[at], heap[parent]] = [heap[parent] ?? 0, heap[at] ?? 0];
        at = parent;
      }
    } else if (below(heap[0] ?? 0, piece)) {
      heap[0] = piece;
      sink();
    }
  }
  return heap.toSorted((one, two) => (below(one, two) ? 1 : -1));
};
