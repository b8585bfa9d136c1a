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

/** How a question begins before it is asked: "chào ad, cho em hỏi", "em muốn hỏi là", "cán bộ ơi". */
const opening =
  /^(?:(?:ch[àa]o|xin ch[àa]o|alo|hello|hi|d[ạa]|th[ưu]a) (?:(?:ad|em|anh|ch[ịi]|b[ạa]n|b[áa]c|c[ôo]|ch[úu]|c[áa]n b[ộo]|cb|admin)\b)?[ ,.!]*)*(?:(?:ad|em|anh|ch[ịi]|b[ạa]n|c[áa]n b[ộo]|cb|admin) [ơo]i[ ,.!]*)*(?:(?:cho|xin) (?:(?:em|t[ôo]i|m[ìi]nh|ch[áa]u|tui|e|t|mk|anh|ch[ịi]) )?h[ỏo]i(?: (?:ch[úu]t|t[íi]|c[áa]i|l[àa]|ad))*[ ,:]+|(?:em|e|t[ôo]i|t|m[ìi]nh|mk|ch[áa]u|tui|anh|ch[ịi]) (?:mu[ốo]n|mun|c[ầa]n) h[ỏo]i(?: (?:l[àa]|v[ềe]|xem))*[ ,:]+|m[àa] )?/iu;

/** A question without the kind words at its beginning and end; never nothing. */
export function withoutCourtesy(given: string): string {
  const begun = given.normalize("NFC").replace(opening, "");
  const text = begun.trim() === "" ? given : begun;
  const words = text.replace(/[\s?!.…,]+$/u, "").split(/\s+/u);
  const hasMarks = marked.test(text.normalize("NFC"));
  while (words.length > 2) {
    const last = words.at(-1) ?? "";
    const folded = fold(last);
    if (!kind.has(folded)) break;
    if (doubtful.has(folded) && hasMarks && !marked.test(last.normalize("NFC"))) break;
    words.pop();
  }
  const left = words.join(" ");
  return left === "" ? given : left;
}
