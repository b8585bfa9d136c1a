import { fold } from "../text/fold.ts";
import { plain } from "../text/plain.ts";

const ending = /(?: (?:vay|the|nhi|a|nhe|em|anh|chi|oi))+$/u;
const mark = /[^\p{ASCII}]/u;

/** Words to be looked for in: folded, and as they were written where they have marks. */
export type Said = { readonly folded: string; readonly written: readonly string[] };

// "hợp tác xã" is no commune, and a "vậy" at the end no loan.
const folded = (text: string): string => plain(text).replaceAll("hop tac xa", "htx");
const written = (text: string): readonly string[] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
/** A text as it is looked through for names. */
export const heard = (text: string): Said => ({
  folded: ` ${folded(text).replace(ending, "")} `,
  written: mark.test(text.normalize("NFC")) ? written(text) : [],
});

/** One name or topic, folded once: the content is small and stays. */
type Term = { readonly folded: string; readonly written: readonly string[] };
const terms = new Map<string, Term>();
function termOf(words: string): Term {
  const term = terms.get(words) ?? { folded: folded(words), written: written(words) };
  terms.set(words, term);
  return term;
}

const marks = (word: string): string => (word.normalize("NFD").match(/[\p{M}đ]/gu) ?? []).toSorted().join("");

/** Whether two words of the same letters have the same marks; "hoá" and "hóa" are one word. */
const sameMarks = (one: string, two: string): boolean => marks(one) === marks(two);

/** Whether a name stands in what was said; what is written with marks must have the right ones: "nhãn" is not "nhận". */
export function stands(said: Said, words: string): boolean {
  const term = termOf(words);
  if (!said.folded.includes(` ${term.folded} `)) return false;
  const places = said.written.flatMap((_, at) => {
    const part = said.written.slice(at, at + term.written.length);
    return part.length === term.written.length &&
      part.every((word, place) => fold(word) === fold(term.written[place] ?? ""))
      ? [part]
      : [];
  });
  return (
    places.length === 0 ||
    places.some((part) =>
      part.every((word, at) => !mark.test(word) || sameMarks(word, term.written[at] ?? "")),
    )
  );
}

/** How long a name is, for one that says more to be told from one that says less. */
export const lengthOf = (words: string): number => termOf(words).folded.length;
