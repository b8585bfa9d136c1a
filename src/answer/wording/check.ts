import { fold } from "../../text/fold.ts";
import { mask } from "../../text/mask.ts";
import { readUrl } from "../../text/url.ts";
import { deedsHold, strangeBodies, strangeNames } from "./bodies.ts";
import { type Composed, evidenceText, type Reply } from "./compose.ts";
import { courtesy, wordsOf } from "./common-words.ts";
import { factsOf, states } from "./facts.ts";
import { tiesHold } from "./ties.ts";

/** Why a reply is not passed on, for the log. */
export type Reason =
  | "empty"
  | "fragment"
  | "echo"
  | "someone"
  | "long"
  | "no-source"
  | "not-shown"
  | "number"
  | "label"
  | "date"
  | "document"
  | "apart"
  | "body"
  | "deed"
  | "name"
  | "claim"
  | "unsupported"
  | "unsure"
  | "link"
  | "personal"
  | "prompt"
  | "markup"
  | "language";

const mostWords = 90;
const longest = 900;
const most = { strange: 0.5, plainWords: 0.65 };
/** An answer is a sentence, and at least this share of its neighbouring words are neighbours in its sources. */
const fewestWords = 6;
const least = { neighbours: 0.25 };
const shingle = 8;

/** Words that turn a sentence round, or promise or demand: an answer has them only where its source does. */
const weighty =
  /(?<!\p{L})(?:không|chưa|chẳng|cấm|miễn(?: phí)?|phí|lệ phí|phạt|thưởng|tiền|vay|bắt buộc|chuyển khoản|đặt cọc|mật khẩu|otp|hết hạn|tối đa|nhiều nhất|tất cả|chắc chắn|cam đoan)(?!\p{L})/giu;
/** Rules are for everybody: a reply that speaks of itself, or of one person's own matter, says what no source can hold. */
const someone =
  /(?<!\p{L})(?:của (?:bạn|tôi)|(?:tôi|em|bạn) (?:đã|đang|ký|là|sẽ|vừa|xác nhận|đồng ý|duyệt))(?!\p{L})/iu;
/** A source that is silent is spoken of in these words. */
const silence =
  /(?<!\p{L})(?:không|chưa)(?: (?:thấy|được|có|tìm|hề))*(?: (?:nêu|ghi|nói|quy định|thông tin|tìm thấy|đề cập|rõ|chắc|xác nhận|văn bản))(?!\p{L})[^.;!?\n]*/giu;
const hedge =
  /\bchua (?:duoc )?(?:xac nhan|chac|ro|tim thay|doc duoc|co van ban|thay|co nguon|kiem chung)|\bhoi lai\b|\bcan (?:hoi|doi chieu)|\bsuy ra\b|\bcach hieu\b/u;

const sentencesOf = (text: string): readonly string[] => text.split(/[.!?;\n]+(?=\s|$)/u);

function isStrange(sentence: string, known: ReadonlySet<string>): boolean {
  const words = wordsOf(sentence).filter((word) => !/^\d/u.test(word));
  const strange = words.filter((word) => !known.has(word) && !courtesy.has(word));
  return words.length > 2 && strange.length / words.length >= most.strange;
}

/** Vietnamese is written in Latin letters, and about every second word has marks. */
function isVietnamese(text: string): boolean {
  if (/(?!\p{Script=Latin})\p{L}/u.test(text)) return false;
  const words = wordsOf(text).filter((word) => /\p{L}/u.test(word));
  const bare = words.filter((word) => /^[a-z0-9]+$/u.test(word));
  return words.length > 0 && bare.length / words.length <= most.plainWords;
}

/** Whether a text says eight words in a row as another does, and a third does not. */
function repeats(text: string, told: string, evidence: string): boolean {
  const words = fold(text).split(" ");
  const [from, there] = [` ${fold(told)} `, ` ${fold(evidence)} `];
  return words.some((_, at) => {
    const run = ` ${words.slice(at, at + shingle).join(" ")} `;
    return at + shingle <= words.length && from.includes(run) && !there.includes(run);
  });
}

const neighboursOf = (text: string): readonly string[] => {
  const words = wordsOf(text);
  return words.slice(1).map((word, at) => `${words[at] ?? ""} ${word}`);
};

/** Which share of a text's neighbouring words are neighbours in another. */
function neighboursHeld(text: string, evidence: string): number {
  const there = new Set(neighboursOf(evidence));
  const pairs = neighboursOf(text);
  return pairs.filter((pair) => there.has(pair)).length / Math.max(1, pairs.length);
}

/**
 * What is wrong with a reply; nothing, when it may be said. Every number, date, document, body and name in it has to stand in
 * the passages it cites; those have to be among the ones shown; and it is short, Vietnamese, and free of links, personal data
 * and the words of the prompt. What the person asked is no evidence, save for the names in it. `bodies`: names known as such.
 */
export function check(
  reply: Reply,
  composed: Composed,
  question: string,
  bodies: readonly string[],
): readonly Reason[] {
  const { text, used } = reply;
  const { shown, block, prompt } = composed;
  const cited = used.flatMap((name) => shown.get(name) ?? []);
  const evidence = cited.map(evidenceText).join("\n\n");
  const known = factsOf(evidence);
  const strange = factsOf(text).filter((fact) => !states(known, fact));
  const there = new Set(wordsOf(evidence));
  const reasons: readonly (readonly [Reason, boolean])[] = [
    ["empty", text === ""],
    ["fragment", text !== "" && wordsOf(text).length < fewestWords],
    ["echo", text.includes("?")],
    ["someone", someone.test(text)],
    ["long", text.length > longest || text.split(/\s+/u).length > mostWords],
    ["no-source", used.length === 0],
    ["not-shown", used.some((name) => !shown.has(name))],
    ["prompt", text.includes(block) || repeats(text, `${prompt.system}\n${prompt.user}`, evidence)],
    ["link", readUrl(text) !== undefined || /https?:|www\.|\]\(|@/iu.test(text)],
    ["personal", mask(text) !== text],
    ["markup", /[<>`{}[\]|#\\]/u.test(text)],
    ["language", text !== "" && !isVietnamese(text)],
    ...(["number", "label", "date", "document"] as const).map(
      (kind) => [kind, strange.some((fact) => fact.kind === kind)] as const,
    ),
    ["body", strangeBodies(text, evidence, bodies).length > 0],
    ["apart", !tiesHold(text, cited)],
    ["deed", !deedsHold(text, evidence)],
    ["name", strangeNames(text, evidence, question).length > 0],
    [
      "claim",
      [...text.replaceAll(silence, "").matchAll(weighty)].some((match) =>
        wordsOf(match[0]).some((word) => !there.has(word)),
      ),
    ],
    [
      "unsupported",
      sentencesOf(text.replaceAll(silence, "")).some((one) => isStrange(one, there)) ||
        neighboursHeld(text.replaceAll(silence, ""), evidence) < least.neighbours,
    ],
    [
      "unsure",
      cited.some(
        ({ citation }) => citation.certainty === "recalled" || citation.certainty === "unconfirmed",
      ) && !hedge.test(fold(text)),
    ],
  ];
  return reasons.filter(([, wrong]) => wrong).map(([reason]) => reason);
}
