import type { Collection } from "./collection.ts";
import type { Question, Slot } from "./question.ts";
import type { Rarity } from "./rarity.ts";
import { weights } from "./weights.ts";

/** A term of the question, by its place in the plan, and what it is worth. */
type Sign = { readonly at: number; readonly worth: number };

/** A word of the question: the best of its ways counts. `self`: what it brings in a piece that says it once. */
type PlannedSlot = {
  readonly ways: readonly { readonly terms: readonly Sign[]; readonly weight: number }[];
  readonly self: number;
  /** A word that tells what is asked about. */
  readonly content: boolean;
};

/** Two neighbours in the question, in all their ways. `weight` is nought inside a short form, which is one word. */
type Joint = {
  readonly ways: readonly (Sign & { readonly sure: number })[];
  readonly self: number;
  readonly weight: number;
};

/** A question laid out in small numbers, so that a piece is read through with a few tables. */
export type Plan = {
  readonly terms: readonly number[];
  readonly pairs: readonly number[];
  readonly slots: readonly PlannedSlot[];
  readonly joints: readonly Joint[];
  readonly marked: readonly number[];
  readonly markedSlots: readonly Sign[];
  readonly markedJoints: readonly { readonly from: number; readonly to: number; readonly worth: number }[];
  /** Places of pairs by the places of their two terms, -1 where there is none. */
  readonly pairAt: Int16Array;
  readonly markedPairAt: Int16Array;
  /** What a piece that says all of it once would be worth. */
  readonly self: number;
};

/** Gives things places 0, 1, 2 … as they come. */
const places = () => {
  const given = new Map<number, number>();
  return {
    of: (thing: number): number => {
      const known = given.get(thing);
      if (known !== undefined) return known;
      given.set(thing, given.size);
      return given.size - 1;
    },
    find: (thing: number): number => given.get(thing) ?? -1,
    all: (): readonly number[] => [...given.keys()],
  };
};

const most = (signs: readonly Sign[]): number => signs.reduce((best, sign) => Math.max(best, sign.worth), 0);

/** Lays a question out for reading pieces. */
export const planOf = (question: Question, collection: Collection, rarity: Rarity): Plan => {
  const terms = places();
  const pairs = places();
  const pairEnds: (readonly [number, number])[] = [];

  const signOf = (first: number, second: number, sure: number, weight: number): Joint["ways"] => {
    const pair = collection.pairs.find(first, second);
    if (pair === -1) return [];
    const at = pairs.of(pair);
    pairEnds[at] = [terms.of(first), terms.of(second)];
    return [{ at, worth: rarity.pair(pair) * sure * weight, sure }];
  };

  const slots = question.slots.map((slot): PlannedSlot => {
    const ways = slot.ways.map((way) => ({
      terms: way.terms.map((term) => ({ at: terms.of(term), worth: rarity.term(term) })),
      weight: way.weight * slot.weight,
    }));
    const worths = ways.map((way) => way.weight * way.terms.reduce((sum, term) => sum + term.worth, 0));
    return {
      ways,
      // A word of the language that the collection lacks is asked about, whatever slip it may be of a word it has.
      self: Math.max(slot.strange || ways.length === 0 ? rarity.unknown * slot.weight : 0, ...worths),
      content: slot.weight === 1,
    };
  });

  const joints = question.slots.flatMap((slot, at): readonly Joint[] => {
    const inner = slot.ways.flatMap((way) =>
      way.terms.flatMap((term, step) =>
        step === 0 ? [] : signOf(way.terms[step - 1] ?? 0, term, way.weight, slot.weight),
      ),
    );
    const within = inner.length === 0 ? [] : [{ ways: inner, self: most(inner), weight: 0 }];
    const next = question.slots[at + 1];
    if (next === undefined) return within;
    const weight = Math.sqrt(slot.weight * next.weight);
    const ways = slot.ways.flatMap((one) =>
      next.ways.flatMap((two) =>
        signOf(one.terms.at(-1) ?? 0, two.terms[0] ?? 0, one.weight * two.weight, weight),
      ),
    );
    return [...within, { ways, self: most(ways), weight }];
  });

  const marked = places();
  const markedSlots: Sign[] = [];
  const markedJoints: { readonly from: number; readonly to: number; readonly worth: number }[] = [];
  let before: Slot | undefined;
  for (const slot of question.marks ? question.slots : []) {
    if (slot.marked !== -1) {
      const at = marked.of(slot.marked);
      markedSlots.push({ at, worth: rarity.marked(slot.marked) * slot.weight });
      if (before !== undefined && before.marked !== -1) {
        const { bareOf } = collection;
        const pair = collection.pairs.find(bareOf[before.marked] ?? 0, bareOf[slot.marked] ?? 0);
        if (pair !== -1)
          markedJoints.push({
            from: marked.find(before.marked),
            to: at,
            worth: rarity.pair(pair) * Math.sqrt(slot.weight * before.weight),
          });
      }
    }
    before = slot;
  }

  const width = terms.all().length;
  const pairAt = new Int16Array(width * width).fill(-1);
  pairEnds.forEach(([first, second], at) => {
    pairAt[first * width + second] = at;
  });
  const markedWidth = marked.all().length;
  const markedPairAt = new Int16Array(markedWidth * markedWidth).fill(-1);
  markedJoints.forEach(({ from, to }, at) => {
    markedPairAt[from * markedWidth + to] = at;
  });
  const sum = (worths: readonly number[]): number => worths.reduce((all, worth) => all + worth, 0);
  return {
    terms: terms.all(),
    pairs: pairs.all(),
    slots,
    joints,
    marked: marked.all(),
    markedSlots,
    markedJoints,
    pairAt,
    markedPairAt,
    self:
      sum(slots.map((slot) => slot.self)) +
      weights.pair * sum(joints.map((joint) => joint.self)) +
      weights.marked * sum(markedSlots.map((sign) => sign.worth)) +
      weights.markedPair * sum(markedJoints.map((joint) => joint.worth)),
  };
};
