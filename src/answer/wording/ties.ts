import { fold } from "../../text/fold.ts";
import { courtesy, wordsOf } from "./common-words.ts";
import { type Evidence, evidenceText } from "./compose.ts";
import { type Fact, factsOf, states, units } from "./facts.ts";

const clauseEnd = /[,;.:!?](?=\s|$)|\n/u;
const smallerEnd = /[,;.:!?](?=\s|$)|\n|\s(?:và|còn|hoặc|nhưng)\s/u;
const enough = 0.5;

/** A year or a document may stand apart from what is said of it; the others say something only together. */
const tied = (fact: Fact): boolean =>
  fact.kind === "number" || fact.kind === "label" || (fact.kind === "date" && fact.month !== undefined);

/** Which of these is said is a matter of who speaks. */
const sides: ReadonlySet<string> = new Set(["nộp", "nhận", "gửi", "tiếp", "làm", "lấy"]);
const counted = new Set([...units].flatMap((unit) => unit.split(" ")));

/**
 * Whether each clause of a text ties facts together, and to words, as some clause of the passages does: 50 points to 3 stars and
 * not to 4, the second round to October and not to May. What a passage is about stands in its heading and need not be repeated.
 */
export function tiesHold(text: string, passages: readonly Evidence[]): boolean {
  const about = new Set(passages.flatMap((one) => wordsOf(one.heading)));
  const clauses = passages
    .flatMap((one) => evidenceText(one).split(clauseEnd))
    .map((clause) => ({ facts: factsOf(clause), words: new Set(wordsOf(clause)) }));
  const there = new Set(clauses.flatMap(({ words }) => [...words]));
  const telling = (word: string): boolean =>
    there.has(word) &&
    !about.has(word) &&
    !courtesy.has(word) &&
    !sides.has(word) &&
    !/^\d/u.test(word) &&
    !counted.has(fold(word));
  return text.split(smallerEnd).every((clause) => {
    const facts = factsOf(clause).filter(tied);
    if (facts.length === 0) return true;
    const fitting = clauses.filter((known) => facts.every((fact) => states(known.facts, fact)));
    if (fitting.length === 0) return facts.length === 1;
    const words = wordsOf(clause).filter(telling);
    return fitting.some(
      (known) => words.filter((word) => known.words.has(word)).length >= words.length * enough,
    );
  });
}
