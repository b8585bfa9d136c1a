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

const leastBefore = 12;

/** Several texts within `most` words in all: a short one leaves its room to the others. `today`: what holds instead now. */
export function shareOut(
  said: readonly { readonly text: string; readonly today: string }[],
  most: number,
): readonly string[] {
  const lines = said.map(() => "");
  let left = most;
  const shortFirst = said
    .map((one, at) => ({ ...one, at, long: wordsIn(one.text) + wordsIn(one.today) }))
    .toSorted((one, two) => one.long - two.long);
  for (const [before, { text, today, at }] of shortFirst.entries()) {
    const fair = Math.floor(left / (said.length - before));
    const rest = fair - wordsIn(today);
    const line =
      today !== "" && rest < leastBefore ? lead(today, fair) : [lead(text, rest), today].join(" ").trim();
    lines[at] = line;
    left -= wordsIn(line);
  }
  return lines;
}

/** The first sentences of a text within `most` words: a passage says the fact first. */
function lead(text: string, most: number): string {
  const kept: string[] = [];
  for (const sentence of sentencesOf(text)) {
    if (kept.length > 0 && wordsIn([...kept, sentence].join(" ")) > most) break;
    kept.push(sentence);
  }
  return cut(kept.join(" "), most);
}

/** One sentence that is too long by itself ends in the middle, as a list may, and shows it. */
const cut = (text: string, most: number): string =>
  wordsIn(text) <= most ? text.replace(/;$/u, "…") : `${text.split(/\s+/u).slice(0, most).join(" ")}…`;

/** How many words a text has, as people count them. */
export const countWords = wordsIn;
