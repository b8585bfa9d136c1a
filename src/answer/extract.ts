import { plain } from "../text/plain.ts";

const wordsIn = (text: string): number => text.split(/\s+/u).filter((word) => word !== "").length;

/** Sentences end with a full stop before a capital, or with the line; the parts of a numbered list count as sentences. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?;])\s+(?=[\p{Lu}"“•\d(])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");

/** How much of a question's words a sentence holds; words that most sentences have count for little. */
function fitOf(sentence: string, asked: readonly string[], all: readonly string[]): number {
  const padded = ` ${plain(sentence)} `;
  return asked
    .filter((word) => padded.includes(` ${word} `))
    .reduce((sum, word) => sum + 1 / (1 + all.filter((other) => other.includes(` ${word} `)).length), 0);
}

/** The text cut to whole sentences within `most` words: those that fit the question best, in their order. */
export function extract(text: string, question: string, most: number): string {
  if (wordsIn(text) <= most) return text;
  const sentences = sentencesOf(text);
  const padded = sentences.map((sentence) => ` ${plain(sentence)} `);
  const asked = [...new Set(plain(question).split(" "))];
  const ranked = sentences
    .map((sentence, at) => ({ at, sentence, fit: fitOf(sentence, asked, padded) }))
    .toSorted((one, two) => two.fit - one.fit || one.at - two.at);
  const kept: number[] = [];
  let left = most;
  for (const { at, sentence } of ranked) {
    const count = wordsIn(sentence);
    if (count > left && kept.length > 0) continue;
    kept.push(at);
    left -= count;
  }
  return cut(sentences.filter((_, at) => kept.includes(at)).join(" "), most);
}

/** Sentences, a numbered list being one: a list without one of its steps misleads. */
const unitsOf = (text: string): readonly string[] =>
  sentencesOf(text).reduce<readonly string[]>((units, sentence) => {
    const last = units.at(-1);
    return last !== undefined && (last.endsWith(";") || /^\((?!1\))\d+\)/u.test(sentence))
      ? [...units.slice(0, -1), `${last} ${sentence}`]
      : [...units, sentence];
  }, []);

/**
 * Several texts within `most` words in all, each from its beginning: a passage says the fact first. Undefined where not
 * even that has room.
 */
export function shareOut(texts: readonly string[], most: number): readonly string[] | undefined {
  const units = texts.map(unitsOf);
  const lines = units.map(([first = ""]) => first);
  let left = most - wordsIn(lines.join(" "));
  if (left < 0) return undefined;
  for (const [at, [, ...more]] of units.entries()) {
    let fair = Math.floor(left / (units.length - at));
    for (const unit of more) {
      if (wordsIn(unit) > fair) break;
      lines[at] = `${lines[at] ?? ""} ${unit}`;
      fair -= wordsIn(unit);
      left -= wordsIn(unit);
    }
  }
  return lines;
}

/** One sentence that is too long by itself ends in the middle, as a list may, and shows it. */
const cut = (text: string, most: number): string =>
  wordsIn(text) <= most ? text.replace(/;$/u, "…") : `${text.split(/\s+/u).slice(0, most).join(" ")}…`;

/** How many words a text has, as people count them. */
export const countWords = wordsIn;
