import { fold } from "../../text/fold.ts";
import type { Collection } from "./collection.ts";
import { readingsOf } from "./readings.ts";
import type { Candidate } from "./spelling.ts";
import { isSyllable } from "./syllable.ts";
import { weights } from "./weights.ts";
import { type Word, readWords } from "./words.ts";

/** One way to read a word of the question, as words of the collection in a row. */
export type Way = { readonly terms: readonly number[]; readonly weight: number; readonly short?: true };

/** A word of the question. `weight`: question words count less. `marked`: its form with marks, -1 when that occurs nowhere. */
export type Slot = {
  readonly word: Word;
  readonly weight: number;
  readonly marked: number;
  readonly ways: readonly Way[];
  /** A word of the language that stands nowhere in the collection. */
  readonly strange: boolean;
};

export type Question = {
  readonly slots: readonly Slot[];
  /** Marks were typed, so they can be trusted to tell words apart. */
  readonly marks: boolean;
  /** Share of words that are no syllable, number or word of the collection. */
  readonly noise: number;
};

const asking: ReadonlySet<string> = new Set(
  (
    "nao gi bao nhieu ai dau khi may the sao lam nhu la co khong duoc hay cho hoi xin a vay nhi oi ad admin em anh " +
    "chi minh toi ban thi ma cua va cac nhung mot da se dang o voi trong do"
  ).split(" "),
);

const longest = 1000;
const mostWords = 64;
const mostWays = 6;
/** What is no word costs most to read: more of it than this is no question. */
const mostSpelt = 20;
const mostShort = 6;

/** Reads a question against a collection: each word with all that it may stand for there. */
export const readQuestion = (
  text: string,
  collection: Collection,
  spell: (bare: string) => readonly Candidate[],
  shorts: (bare: string) => readonly (readonly number[])[],
): Question => {
  const words: Word[] = [];
  readWords(
    text.slice(0, longest),
    new Map(),
    (word) => {
      if (words.length < mostWords) words.push(word);
    },
    () => undefined,
  );
  const { bares, pairs } = collection;
  const letters = words.filter((word) => !isNumber(word.bare));
  const marks = letters.filter((word) => word.marked !== word.bare).length * 2 > letters.length;
  let noise = 0;
  let spelt = 0;
  let shortened = 0;
  const slipsOf = (bare: string): readonly Candidate[] => {
    spelt += 1;
    return spelt > mostSpelt ? [] : spell(bare);
  };
  const shortsOf = (bare: string): readonly (readonly number[])[] => {
    shortened += 1;
    return shortened > mostShort ? [] : shorts(bare);
  };

  const first = words.map((word): Way[] => {
    const own = bares.get(word.bare);
    const ways: Way[] = own === undefined ? [] : [{ terms: [own], weight: 1 }];
    const readings = pathsOf(readingsOf(word.bare), collection);
    const short = readings.length > 0 && !isNumber(word.bare);
    const syllable = isSyllable(word.bare);
    if (!isNumber(word.bare) && (own === undefined ? !syllable || short : short && !syllable)) noise += 1;
    const each =
      (weights.reading / Math.sqrt(readings.length)) *
      (own === undefined
        ? 1
        : syllable || isNumber(word.bare)
          ? weights.readingOfNumber
          : weights.readingOfKnown);
    for (const terms of readings) ways.push({ terms, weight: each });
    if (own === undefined && readings.length === 0 && !syllable)
      for (const terms of shortsOf(word.bare)) ways.push({ terms, weight: weights.short, short: true });
    return ways;
  });
  const meets = (one: Way, next: Way | undefined): boolean =>
    next !== undefined && pairs.find(one.terms.at(-1) ?? 0, next.terms[0] ?? 0) !== -1;

  const slots = words.map((word, at): Slot => {
    let ways = first[at] ?? [];
    const before = first[at - 1] ?? [];
    const after = first[at + 1] ?? [];
    const fits = (way: Way): boolean =>
      before.some((one) => meets(one, way)) || after.some((one) => meets(way, one));
    if (!bares.has(word.bare) && (ways.length === 0 || ways.some((way) => way.short))) {
      const near = slipsOf(word.bare)
        .map(({ term, weight }) => ({ terms: [term], weight }))
        .map((way) => ({ way, rank: way.weight * (fits(way) ? 2 : 1) }))
        .toSorted((one, two) => two.rank - one.rank)
        .slice(0, 3);
      ways = [
        ...ways,
        ...near.map(({ way, rank }, place) => ({
          terms: way.terms,
          weight: weights.spelt * Math.min(1, rank) * (place === 0 ? 1 : 0.8),
        })),
      ];
    } else if (
      words.length > 1 &&
      !isNumber(word.bare) &&
      !ways.some(fits) &&
      (before.length > 0 || after.length > 0)
    ) {
      const meant = slipsOf(word.bare)
        .map(({ term, weight }) => ({ terms: [term], weight: weight * weights.speltInContext }))
        .filter(fits)
        .slice(0, 2);
      ways = [...ways, ...meant];
    }
    return {
      word,
      weight: asking.has(word.bare) ? weights.asking : 1,
      marked: collection.markeds.get(word.marked) ?? -1,
      ways: ways.slice(0, mostWays),
      strange: (first[at] ?? []).length === 0 && isSyllable(word.bare),
    };
  });
  return { slots, marks, noise: words.length === 0 ? 0 : noise / words.length };
};

const isNumber = (bare: string): boolean => /^\d/.test(bare);

/** Readings as rows of known words; those with a word that occurs nowhere are no use. */
const pathsOf = (readings: readonly string[], { bares }: Collection): readonly (readonly number[])[] => {
  const seen = new Set<string>();
  const paths: (readonly number[])[] = [];
  for (const reading of readings) {
    const key = fold(reading);
    if (seen.has(key)) continue;
    seen.add(key);
    const terms: number[] = [];
    let complete = true;
    readWords(
      reading,
      new Map(),
      (word) => {
        const term = bares.get(word.bare);
        if (term === undefined) complete = false;
        else terms.push(term);
      },
      () => undefined,
    );
    if (complete && terms.length > 0) paths.push(terms);
  }
  return paths;
};
