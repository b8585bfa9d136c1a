import type { Collection } from "./collection.ts";
import { spreadOf } from "./rarity.ts";
import { isSyllable } from "./syllable.ts";

const most = 2;
const longest = 12;
const cacheRoom = 2000;
/** Words of the collection that are looked through for one short form. */
const reach = 100_000;
const consonants = /^[bcdghklmnpqrstvx]+$/;

/** What a word that the collection does not know can be short for there: "csdl", "tchuc", "sanpham". Rows of its words. */
export const shortForms = (collection: Collection) => {
  const { bares, bareWords, bareOf, words, pairs, paired, unitStarts } = collection;
  const initials = Uint8Array.from(bareWords, (word) => word.charCodeAt(0));
  const and = bares.get("va") ?? -1;
  const kept = new Map<string, readonly (readonly number[])[]>();

  const bareAt = (at: number): number => bareOf[words[at] ?? 0] ?? 0;

  /** Rows of words in the collection that begin with these letters, the last written out where `last` is given; the most frequent. */
  const rows = (letters: string, last: number | undefined): readonly (readonly number[])[] => {
    const codes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const found = new Map<string, number>();
    for (let unit = 0; unit + 1 < unitStarts.length; unit += 1) {
      const end = unitStarts[unit + 1] ?? 0;
      if (end > reach) break;
      for (let from = unitStarts[unit] ?? 0; from < end; from += 1) {
        let at = from;
        let step = 0;
        while (step < codes.length && at < end) {
          if (initials[bareAt(at)] === codes[step]) step += 1;
          // "Lao động - Thương binh và Xã hội" is shortened without its "và".
          else if (step === 0 || bareAt(at) !== and) break;
          at += 1;
        }
        if (step < codes.length) continue;
        if (last !== undefined) {
          if (at >= end || bareAt(at) !== last) continue;
          at += 1;
        }
        const row = Array.from({ length: at - from }, (_, place) => bareAt(from + place)).join(" ");
        found.set(row, (found.get(row) ?? 0) + 1);
      }
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
    const possible = typed.length > 1 && typed.length <= longest && !isSyllable(typed) && !/\d/.test(typed);
    const found = possible ? work(typed) : [];
    if (kept.size >= cacheRoom) kept.clear();
    kept.set(typed, found);
    return found;
  };
};
