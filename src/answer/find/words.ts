import { fold } from "../../text/fold.ts";

/** A syllable or number as it is compared. `marked`: with its marks, the tone at the end; `bare`: without. */
export type Word = { readonly marked: string; readonly bare: string };

const pattern = /\p{Nd}+(?:[.,/:–-]\p{Nd}+)*|[\p{L}\p{M}]+|[.!?;…](?=\s|$)|\n/gu;
const grouped = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const separators = /[.,/:–-]/;
const digit = /^\p{Nd}/u;
const letter = /^[\p{L}\p{M}]/u;
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const fullDate = /ng[àa]y (\d{1,2}) th[áa]ng (\d{1,2})(?: n[ăa]m (\d{4}))?/g;
const longest = 40;
// "Kí" and "ký", "quí" and "quý" are the same word.
const closingY = /^(h|k|l|m|s|t|qu)y$/;

const wordOf = (said: string): Word => {
  const cut = said.length > longest ? said.slice(0, longest) : said;
  const apart = cut.normalize("NFD");
  const tone = apart.match(tones)?.join("") ?? "";
  const untoned = apart.replace(tones, "").replace(closingY, "$1i");
  return { marked: untoned + tone, bare: fold(cut).replace(closingY, "$1i") };
};

/** "07/5/2018" -> 7, 5, 2018; "1.048" -> 1048; "02" -> 2: one number written two ways is the same words. */
const numbersOf = (written: string): string[] => {
  const parts = grouped.test(written) ? [written.replaceAll(/[.,]/g, "")] : written.split(separators);
  return parts.map((part) => part.replace(/^0+(?=\d)/, "").slice(0, longest));
};

/** Hands over the words of a text in turn, and where a sentence ends; `known` keeps what was read once. */
export const readWords = (
  text: string,
  known: Map<string, Word>,
  word: (word: Word) => void,
  end: () => void,
): void => {
  const flat = text.normalize("NFKC").toLowerCase().replace(fullDate, "ngày $1/$2/$3");
  const take = (said: string): void => {
    let found = known.get(said);
    if (found === undefined) {
      found = wordOf(said);
      known.set(said, found);
    }
    if (found.bare !== "") word(found);
  };
  for (const [said] of flat.matchAll(pattern)) {
    if (letter.test(said)) take(said);
    else if (digit.test(said)) for (const part of numbersOf(said)) take(part);
    else end();
  }
};
