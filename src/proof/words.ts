import { distance } from "../text/edit-distance.ts";

/** Text without marks and capitals, letter for letter: a place in it is the same place in the text. */
export const bare = (text: string): string =>
  text
    .normalize("NFC")
    .split("")
    .map((letter) => {
      const base = letter.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
      return base === "đ" ? "d" : base.length === letter.length ? base : letter;
    })
    .join("");

/** Words of a line, without marks. */
export const wordsOf = (text: string): readonly string[] =>
  bare(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** How alike two words or names are, from 0 to 1. */
export function alike(one: string, two: string): number {
  const longer = Math.max(one.length, two.length);
  if (longer === 0) return 1;
  return 1 - distance(one, two, longer) / longer;
}

/** Whether a word of a picture may be this word: a letter in four may be wrong, in a short one none. */
export const maybe = (seen: string, meant: string): boolean =>
  seen === meant || (meant.length > 3 && alike(seen, meant) >= 0.66);
