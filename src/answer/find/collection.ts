import { growing, numberPairs } from "./numbering.ts";
import { type Word, readWords } from "./words.ts";

/** What can be found. `asks`: questions it answers, in people's own words; `group`: what it is a part of. */
export type Piece = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly asks?: readonly string[];
  readonly group?: string;
};

/** For each term, the pieces it stands in and how much it counts there. */
export type Postings = {
  readonly from: Uint32Array;
  readonly pieces: Uint32Array;
  readonly counts: Uint8Array;
};

/** Units are the sentences a piece is made of; its title and each of its asks are units of their own. */
export const unitKinds = { title: 0, ask: 1, text: 2 } as const;

/** The words of all pieces as numbers, and where each stands. */
export type Collection = ReturnType<typeof collect>;

const titleCount = 3;

export const collect = (pieces: readonly Piece[]) => {
  const known = new Map<string, Word>();
  const bares = new Map<string, number>();
  const bareWords: string[] = [];
  const markeds = new Map<string, number>();
  const bareOf = growing();
  const pairs = numberPairs();

  const words = growing();
  const unitStarts = growing();
  const kinds = growing();
  const pieceUnits = growing();
  let fresh = true;
  let kind: number = unitKinds.text;
  const end = (): void => {
    fresh = true;
  };
  const add = (word: Word): void => {
    if (fresh) {
      unitStarts.add(words.length());
      kinds.add(kind);
      fresh = false;
    }
    let marked = markeds.get(word.marked);
    if (marked === undefined) {
      marked = markeds.size;
      markeds.set(word.marked, marked);
      let bare = bares.get(word.bare);
      if (bare === undefined) {
        bare = bares.size;
        bares.set(word.bare, bare);
        bareWords.push(word.bare);
      }
      bareOf.add(bare);
    }
    words.add(marked);
  };
  const read = (text: string, as: number): void => {
    kind = as;
    fresh = true;
    readWords(text, known, add, as === unitKinds.text ? end : () => undefined);
  };
  for (const piece of pieces) {
    pieceUnits.add(unitStarts.length());
    read(piece.title, unitKinds.title);
    for (const ask of piece.asks ?? []) read(ask, unitKinds.ask);
    read(piece.text, unitKinds.text);
  }
  pieceUnits.add(unitStarts.length());
  unitStarts.add(words.length());
  known.clear();
  const laid = {
    words: words.done(),
    unitStarts: unitStarts.done(),
    kinds: Uint8Array.from(kinds.done()),
    pieceUnits: pieceUnits.done(),
    bareOf: bareOf.done(),
  };

  const lengths = new Float32Array(pieces.length);
  const single = tally(bares.size);
  const paired = tally(0);
  const markedSingle = new Uint32Array(markeds.size);
  const markedSeen = new Uint32Array(markeds.size);
  for (let piece = 0; piece < pieces.length; piece += 1) {
    const last = laid.pieceUnits[piece + 1] ?? 0;
    let length = 0;
    for (let unit = laid.pieceUnits[piece] ?? 0; unit < last; unit += 1) {
      const times = laid.kinds[unit] === unitKinds.title ? titleCount : 1;
      const stop = laid.unitStarts[unit + 1] ?? 0;
      let before = -1;
      for (let at = laid.unitStarts[unit] ?? 0; at < stop; at += 1) {
        const marked = laid.words[at] ?? 0;
        if (markedSeen[marked] !== piece + 1) {
          markedSeen[marked] = piece + 1;
          markedSingle[marked] = (markedSingle[marked] ?? 0) + 1;
        }
        const bare = laid.bareOf[marked] ?? 0;
        single.add(bare, times);
        if (before !== -1) paired.add(pairs.number(before, bare), times);
        before = bare;
        length += times;
      }
    }
    lengths[piece] = length;
    single.close();
    paired.close();
  }
  return {
    ...laid,
    count: pieces.length,
    lengths,
    bares,
    bareWords,
    markeds,
    markedSpread: markedSingle,
    pairs,
    single: single.done(bares.size),
    paired: paired.done(pairs.count()),
  };
};

/** Counts terms piece by piece, then turns the lists round: for each term its pieces. */
const tally = (expected: number) => {
  const terms = growing();
  const counts = growing();
  const ends = growing();
  let current = new Uint32Array(Math.max(1024, expected));
  let open: number[] = [];
  return {
    add: (term: number, times: number): void => {
      if (term >= current.length) {
        const wider = new Uint32Array(Math.max(term + 1, current.length * 2));
        wider.set(current);
        current = wider;
      }
      const count = current[term] ?? 0;
      if (count === 0) open.push(term);
      current[term] = count + times;
    },
    close: (): void => {
      for (const term of open) {
        terms.add(term);
        counts.add(Math.min(255, current[term] ?? 0));
        current[term] = 0;
      }
      open = [];
      ends.add(terms.length());
    },
    done: (size: number): Postings => {
      const all = terms.done();
      const much = counts.done();
      const from = new Uint32Array(size + 1);
      for (const term of all) from[term + 1] = (from[term + 1] ?? 0) + 1;
      for (let term = 0; term < size; term += 1) from[term + 1] = (from[term + 1] ?? 0) + (from[term] ?? 0);
      const next = from.slice();
      const pieces = new Uint32Array(all.length);
      const kept = new Uint8Array(all.length);
      let at = 0;
      ends.done().forEach((end, piece) => {
        for (; at < end; at += 1) {
          const term = all[at] ?? 0;
          const place = next[term] ?? 0;
          next[term] = place + 1;
          pieces[place] = piece;
          kept[place] = much[at] ?? 0;
        }
      });
      return { from, pieces, counts: kept };
    },
  };
};
