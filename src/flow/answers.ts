import type { FileRef } from "../domain/message.ts";

/**
 * The value of one answer: an option id, text, a number (VND for money), yes or no, several option ids, or files.
 * Papers held on paper only are "on-paper". A value from a list that is not in it is "other:" and the words said.
 */
export type Value = string | number | boolean | readonly string[] | readonly FileRef[];

export type Answers = Readonly<Record<string, Value>>;

export const onPaper = "on-paper";
const otherMark = "other:";

/** The value for something outside a list, in the person's own words. */
export const other = (words: string): string => otherMark + words;

/** The words of a value outside its list, or undefined. */
export const otherWords = (value: Value): string | undefined =>
  typeof value === "string" && value.startsWith(otherMark) ? value.slice(otherMark.length) : undefined;

/** The files of a value; none for other kinds. */
export function filesOf(value: Value | undefined): readonly FileRef[] {
  if (!Array.isArray(value)) return [];
  return value.filter((part): part is FileRef => typeof part === "object");
}

export const sameValue = (one: Value | undefined, two: Value | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(two);
