/** Whoever types as they speak makes no sentence this long. */
const runOn = 60;

/** The sentences of what was told, as they were told: cut where a full stop, a question mark or a new line is. */
export const sentencesOf = (told: string): readonly string[] =>
  told
    .normalize("NFC")
    .split(/(?<=[.!?…])(?<!(?<!\p{L})\p{L}\.)\s+|\n+/u)
    .map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}]/u.test(one));

const marked = /[^\p{ASCII}]/u;
const wordsIn = (text: string): readonly string[] => text.split(/\s+/u).filter((one) => one !== "");

/** Whether a text was typed without marks: of six words or more, fewer than one in ten has any. */
export function unmarked(text: string): boolean {
  const words = wordsIn(text.normalize("NFC")).filter((one) => /\p{L}/u.test(one));
  return words.length >= 6 && words.filter((one) => marked.test(one)).length * 10 < words.length;
}

/** Whether any sentence of a text was typed without marks: then it cannot be printed. */
export const lacksMarks = (text: string): boolean => sentencesOf(text).some(unmarked);

/** Whether a text runs on without an end. */
export const runsOn = (text: string): boolean =>
  sentencesOf(text).some((one) => wordsIn(one).length > runOn && !/[,;:]/u.test(one));

const before = /^(?:(?:dạ|vâng|da|vang|à|ừ|ừm|ờ|thì)(?:\s+(?:thì|thi|là|la|ạ|vâng|dạ|thưa))?[\s,.!]+)+/iu;
const after = /(?:[\s,]+(?:ạ|nhé|nhá|nha|nhe|đấy ạ|đó ạ|thế thôi|vậy thôi))+[\s.!]*$/iu;

/** A sentence without the courtesy around it; `ended` where the person made no end of it. */
export function bare(sentence: string): string {
  const rest = sentence.trim().replace(before, "").replace(after, "").trim();
  return rest === "" ? sentence.trim() : rest;
}

/** A sentence as it is printed: a capital letter before it and an end after it; no word is touched. */
export function printed(sentence: string): string {
  const words = bare(sentence).replace(/[\s,;:]+$/u, "");
  const begun = words.slice(0, 1).toLocaleUpperCase("vi") + words.slice(1);
  return /[.!?…]["”»)]?$/u.test(begun) ? begun : `${begun}.`;
}
