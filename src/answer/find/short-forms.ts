import type { Collection } from "./collection.ts";
import { spreadOf } from "./rarity.ts";
import { isSyllable } from "./syllable.ts";

const most = 2;
const longest = 8;
const cacheRoom = 2000;
/** Words of the collection that are looked through for one short form. */
const reach = 100_000;
const consonants = /^[bcdghklmnpqrstvx]+$/;

/** What a word that the collection does not know can be short for there: "csdl", "tchuc", "sanpham". Rows of its words. */
export const shortForms = (collection: Collection) => {
  const { bares, bareWords, bareOf, words, pairs, paired, unitStarts } = collection;
  const initials = Uint8Array.from(bareWords, (word) => word.charCodeAt(0));
  const starts = new Set<number>();
  const kept = new Map<string, readonly (readonly number[])[]>();

  const bareAt = (at: number): number => bareOf[words[at] ?? 0] ?? 0;

  /** Rows of words in the collection that begin with these letters, the last written out where `last` is given; the most frequent. */
  const rows = (letters: string, last: number | undefined): readonly (readonly number[])[] => {
    const length = letters.length + (last === undefined ? 0 : 1);
    const codes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const found = new Map<string, number>();
    const end = Math.min(words.length, reach) - length;
    for (let at = 0; at <= end; at += 1) {
      let step = 0;
      while (step < codes.length && initials[bareAt(at + step)] === codes[step]) step += 1;
      if (step < codes.length || (last !== undefined && bareAt(at + step) !== last)) continue;
      let within = true;
      for (let inner = at + 1; inner < at + length; inner += 1) within &&= !starts.has(inner);
      if (!within) continue;
      const row = Array.from({ length }, (_, place) => bareAt(at + place)).join(" ");
      found.set(row, (found.get(row) ?? 0) + 1);
    }
    return [...found]
      .toSorted((one, two) => two[1] - one[1])
      .slice(0, most)
      .map(([row]) => row.split(" ").map(Number));
  };

  /** Two words written as one. */
  const joined = (typed: string): readonly (readonly number[])[] => {
    let best: readonly number[] = [];
    let spread = 0;
    for (let at = 1; at < typed.length; at += 1) {
      const first = bares.get(typed.slice(0, at));
      const second = bares.get(typed.slice(at));
      const pair = first === undefined || second === undefined ? -1 : pairs.find(first, second);
      const times = spreadOf(paired, pair);
      if (pair === -1 || first === undefined || second === undefined || times <= spread) continue;
      best = [first, second];
      spread = times;
    }
    return spread === 0 ? [] : [best];
  };

  const work = (typed: string): readonly (readonly number[])[] => {
    if (starts.size === 0) for (const start of unitStarts) starts.add(start);
    if (consonants.test(typed)) return rows(typed, undefined);
    const whole = joined(typed);
    if (whole.length > 0) return whole;
    for (const at of [1, 2]) {
      const last = bares.get(typed.slice(at));
      if (last !== undefined && isSyllable(typed.slice(at)) && consonants.test(typed.slice(0, at))) {
        const found = rows(typed.slice(0, at), last);
        if (found.length > 0) return found;
      }
    }
    return [];
  };

  return (typed: string): readonly (readonly number[])[] => {
    const known = kept.get(typed);
    if (known !== undefined) return known;
    const possible =
      typed.length > 1 && typed.length <= 2 * longest && !isSyllable(typed) && !/\d/.test(typed);
    const found = possible ? work(typed) : [];
    if (kept.size >= cacheRoom) kept.clear();
    kept.set(typed, found);
    return found;
  };
};
