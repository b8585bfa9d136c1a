/** One word or one written number of a text. */
export type Lexeme = {
  /** Folded word, or digits with their separators. */
  readonly word: string;
  /** The word with its marks, NFC and lower case. */
  readonly said: string;
  readonly digits: boolean;
  /** No space between this and the lexeme before. */
  readonly glued: boolean;
};

// A slash that stands for "each", as in "500 triệu/năm" and "1tr5/1 con"; those of dates stay.
const each = /(?<!\d)\/|\/(?!\d)|(?<=[a-zđ]\d{1,3})\//g;
const pattern = /\d+(?:[.,/:–-]\d+)*|[\p{L}\p{M}]+/gu;
const mark = /\p{M}+/gu;
const plain = /^[a-z]+$/;
// After a number these letters are a unit that may be followed by a fraction, as in "1 tr2".
const scales: ReadonlySet<string> = new Set([
  "k",
  "tr",
  "trieu",
  "ty",
  "ti",
  "nghin",
  "ngan",
  "kg",
  "tan",
  "ta",
  "can",
  "h",
]);

const bare = (said: string): string =>
  plain.test(said) ? said : said.normalize("NFD").replace(mark, "").replaceAll("đ", "d");

/** A text as words and written numbers, letters cut from digits: "2tr5" -> 2, tr, 5; "m2" stays one word. */
export const lexemes = (text: string): Lexeme[] => {
  const found: Lexeme[] = [];
  let end = -1;
  for (const match of text
    .toLowerCase()
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("⁄", "/")
    .replace(each, " moi ")
    .matchAll(pattern)) {
    const said = match[0];
    const digits = said.charCodeAt(0) < 58;
    const glued = match.index === end;
    end = match.index + said.length;
    const last = found.at(-1);
    if (digits && glued && last !== undefined && !last.digits && isCode(found, said)) {
      found[found.length - 1] = { ...last, word: last.word + said, said: last.said + said };
    } else {
      found.push({ word: digits ? said.replaceAll("–", "-") : bare(said), said, digits, glued });
    }
  }
  return found;
};

const isCode = (found: readonly Lexeme[], digits: string): boolean => {
  const last = found.at(-1);
  if (last === undefined) return false;
  if (last.word === "m" && (digits === "2" || digits === "3")) return true;
  const before = found.at(-2);
  if (last.glued && before?.digits) return false;
  return !(before?.digits && scales.has(last.word));
};
