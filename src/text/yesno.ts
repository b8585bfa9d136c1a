import { plain } from "./plain.ts";
import { isNegator } from "./negation.ts";
import { looksLikeQuestion } from "./question.ts";

const thumbsUp = /[👍👌✅✔🙆🆗☑]/u;
const thumbsDown = /[👎❌🙅✖]/u;
const polite: ReadonlySet<string> = new Set([
  "a",
  "da",
  "vang",
  "nhe",
  "nha",
  "nhi",
  "oi",
  "thua",
  "em",
  "anh",
  "chi",
  "chu",
  "bac",
  "ben",
  "toi",
  "minh",
  "tui",
  "chung",
  "chau",
  "can",
  "bo",
  "nay",
  "ay",
  "thi",
  "la",
  "day",
  "do",
  "vay",
  "the",
  "luon",
  "roi",
  "ma",
  "nhu",
  "hoan",
  "toan",
  "chac",
  "van",
]);
const yesWords: ReadonlySet<string> = new Set([
  "u",
  "uh",
  "uhm",
  "um",
  "o",
  "ok",
  "dung",
  "phai",
  "chuan",
  "co",
  "vang",
  "da",
  "duoc",
  "dong",
  "chinh",
  "xac",
  "nhat",
  "y",
  "roi",
  "du",
  "biet",
  "hieu",
  "muon",
  "tot",
  "yes",
  "gui",
  "luu",
  "xong",
]);
// These begin a yes only as a whole phrase.
const phrases =
  /^(?:dong y|chinh xac|nhat tri|xac nhan|co ngay|tat nhien|duong nhien|nhu vay|nhu the|duoc|du|xong|muon|can|gui|luu|nop)\b/;
const first: ReadonlySet<string> = new Set(["u", "o", "ok", "dung", "phai", "chuan", "co", "yes"]);
const doubled =
  /\b(?:khong|chang|chua)(?: (?:co|thay|he|bi))*(?: gi)? (?:sai|nham|van de)\b|\bkhong (?:sai|nham)\b/;
const unknown = /\b(?:khong|chua|chang) (?:biet|ro|nho|chac|hieu|nghi)\b/;
const asked =
  /\b(?:dung|phai|duoc|co|that|vay|the|roi|xong|du|sao) (?:hay )?(?:khong|chua)(?: (?:a|nhi|vay|the|em|anh|chi|ha|co|chu|bac))*$/;
const denied = /^(?:sai|nham|thoi|khoi|dau co|huy|no)\b|\b(?:sai (?:roi|het|bet)|bi sai|nham roi)\b/;
const dontVerb = /\bdung (?:co |nen )?(?:gui|nop|luu|xoa|lam|ghi|hoi|nhan|goi|dang|de|sua|chuyen)\b/;
const dont = /(?:^|\s)đừng(?:\s|$)/iu;

/** A yes or a no; a question, "không biết" or anything longer is neither. */
export const readYesNo = (text: string): "yes" | "no" | undefined => {
  if (thumbsDown.test(text)) return "no";
  const folded = plain(text);
  if (folded === "") return thumbsUp.test(text) ? "yes" : undefined;
  if (text.trimEnd().endsWith("?")) return undefined;
  const words = folded.split(" ");
  if (words.length > 12 || unknown.test(folded)) return undefined;
  if (doubled.test(folded)) return "yes";
  if (words.length > 1 && (asked.test(folded) || looksLikeQuestion(text))) return undefined;
  if (dont.test(text.normalize("NFC")) || (dontVerb.test(folded) && !/đúng/iu.test(text.normalize("NFC"))))
    return "no";
  const rest = afterPolite(words);
  if (denied.test(rest)) return /^thoi (?:duoc|cung duoc|ok|u)\b/.test(rest) ? "yes" : "no";
  const contrast = words.indexOf("nhung");
  const negator = words.findIndex(isNegator);
  if (negator >= 0 && negator < 5)
    return contrast >= 0 && negator > contrast && startsYes(rest) ? undefined : "no";
  if (contrast >= 0 && startsYes(rest)) return undefined;
  return isYes(words, rest) ? "yes" : undefined;
};

const startsYes = (rest: string): boolean => first.has(rest.split(" ")[0] ?? "");

const isYes = (words: readonly string[], rest: string): boolean => {
  if (words.some((word) => /^\d/.test(word))) return false;
  const [word = ""] = rest.split(" ");
  if (rest === "") return words.some((one) => yesWords.has(one));
  const pronoun = !first.has(words[0] ?? "") && words[0] !== "da" && words[0] !== "vang";
  const length = rest.split(" ").length;
  // "o" is also "ở", as in "em ở bản Phố".
  if (word === "o")
    return rest
      .split(" ")
      .slice(1)
      .every((one) => one === "o" || first.has(one) || (polite.has(one) && one !== "ben"));
  if (first.has(word) && repeated(rest)) return true;
  if (first.has(word)) return pronoun ? length <= 5 : length <= 9;
  return phrases.test(rest) && length <= 4;
};

const repeated = (rest: string): boolean => new Set(rest.split(" ")).size === 1;

/** The text from its first word that is more than politeness. */
const afterPolite = (words: readonly string[]): string => {
  const from = words.findIndex((word) => !polite.has(word));
  return from < 0 ? "" : words.slice(from).join(" ");
};
