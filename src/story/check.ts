import { tokens } from "../text/tokens.ts";
import { claimsIn } from "./claims.ts";

/** Why a rewriting is not taken. */
export type Fault = "empty" | "long" | "short" | "word" | "number" | "negation" | "claim" | "lost" | "form";

/** Words that hold sentences together and say nothing by themselves, folded. No word that denies, counts or praises is one. */
const neutral: ReadonlySet<string> = new Set(
  "va roi cung thi la cua o tu voi nen khi den de ma van con nhung nay ay do ra lai sau truoc trong vao day nguoi nha chung toi minh bang theo noi ngay cho duoc co lam nghe cau chuyen ke".split(
    " ",
  ),
);
/** The only words of these that a rewriting must keep are the ones that carry something. */
const light: ReadonlySet<string> = new Set([
  ..."a nhe da vang u o thi la ma no cai con nha day the vay luon nua lam rat qua".split(" "),
  ...neutral,
]);
const denying: ReadonlySet<string> = new Set(["khong", "chua", "chang", "chan", "dung"]);
/** How much of what was told may be left out. */
const mostLost = 0.1;

const count = (words: readonly string[], of: (word: string) => boolean): number => words.filter(of).length;
const pairs = (words: readonly string[]): readonly string[] =>
  words.slice(1).map((word, at) => `${words[at] ?? ""} ${word}`);
const numbers = (words: readonly string[]): readonly string[] => words.filter((word) => /\d/u.test(word));

/**
 * What is wrong with a rewriting of an arranged story; nothing when every word, number and name in it was told, every
 * denial is kept, no claim is new, and next to nothing of what was told is lost. Marks do not matter: a rewriting may
 * set them.
 */
export function check(rewriting: string, arranged: string): readonly Fault[] {
  const said = tokens(rewriting);
  const told = tokens(arranged);
  if (said.length === 0) return ["empty"];
  const known = new Set(told);
  const kept = new Set(said);
  const carrying = [...known].filter((word) => !light.has(word));
  const lost = carrying.filter((word) => !kept.has(word)).length;
  const toldPairs = new Set(pairs(told));
  const strange = pairs(said).filter((pair) => {
    const [one = "", two = ""] = pair.split(" ");
    return !toldPairs.has(pair) && !light.has(one) && !light.has(two);
  });
  const claims = new Set(claimsIn(arranged).map(({ words }) => words));
  const toldNumbers = numbers(told);
  const saidNumbers = numbers(said);
  const faults: readonly (Fault | false)[] = [
    said.length > told.length * 1.3 + 10 && "long",
    said.length < told.length * 0.6 && "short",
    said.some((word) => !known.has(word) && !neutral.has(word)) && "word",
    // Words that were told apart and now stand side by side may say something that nobody said.
    strange.length > Math.max(2, said.length / 12) && "form",
    toldNumbers.toSorted().join(" ") !== saidNumbers.toSorted().join(" ") && "number",
    count(said, (one) => denying.has(one)) !== count(told, (one) => denying.has(one)) && "negation",
    claimsIn(rewriting).some(({ words }) => !claims.has(words)) && "claim",
    lost > carrying.length * mostLost && "lost",
  ];
  return faults.filter((one) => one !== false);
}
