import { fold } from "./fold.ts";

/** Words that end a question kindly and ask nothing: "vậy ạ", "z ad", "hả em". */
const kind: ReadonlySet<string> = new Set(
  "a ad admin anh em chi oi nhi nhe nha nhe vay z zay za v ha ho hen the day do dzay dz ban bac co chu voi ak ah cb".split(
    " ",
  ),
);
/** These are words of their own too; they are let go only where the text has no marks to tell. */
const doubtful: ReadonlySet<string> = new Set([
  "vay",
  "anh",
  "ban",
  "co",
  "the",
  "day",
  "do",
  "ho",
  "ha",
  "bac",
  "voi",
  "chu",
]);
const marked = /[^\p{ASCII}]/u;

/** A question without the kind words at its end; never nothing. */
export function withoutCourtesy(text: string): string {
  const words = text.replace(/[\s?!.…,]+$/u, "").split(/\s+/u);
  const hasMarks = marked.test(text.normalize("NFC"));
  while (words.length > 2) {
    const last = words.at(-1) ?? "";
    const folded = fold(last);
    if (!kind.has(folded)) break;
    if (doubtful.has(folded) && hasMarks && !marked.test(last.normalize("NFC"))) break;
    words.pop();
  }
  return words.join(" ");
}
