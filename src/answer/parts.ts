import { plain } from "../text/plain.ts";
import { looksLikeQuestion } from "../text/question.ts";

/** One of several questions that were asked at once: as it was said, and whole with what the first was about. */
export type Part = { readonly said: string; readonly question: string };

const mostParts = 4;
/** What is longer is a text that somebody pasted, or a story. */
const mostWords = 40;
const sameSubject = 0.3;
const marked = /(?<=\?)\s*/u;
const ends = /[;\n]+|[,.](?=\s)/u;
const joins = /\s(?:và|va|với|voi|rồi|roi|còn|con)\s/iu;
/** Where a question ends although no sign says so: "3 sao được gì | 4 sao được gì". */
const silentEnd =
  /^(?<first>(?:\S+ ){1,8}?(?:gì|gi|j|[ởo] (?:đâu|dau)|bao l[âa]u|khi n[àa]o|th[ếe] n[àa]o|ntn|bao nhi[êe]u (?:ti[ềe]n|[đd]i[ểe]m)|bn (?:ti[ềe]n|[đd]i[ểe]m)))\s+(?<rest>.+)$/iu;
/** "OCOP là gì và lợi ích…": what follows is asked for too. */
const whatIs = /(?<!\p{L})(?:là gì|la gi|la j)$/iu;
/** What goes on with the same question: "được gì để…", "là gì thì…". */
const goesOn = /^(?:de|thi|ma|cho|khi|neu|vay|the|a|ad|em|anh|chi|oi|roi|nua|khong|va|hay)\b/u;
const askingWords =
  /(?<!\p{L})(?:là gì|la gi|những gì|nhung gi|gì|ở đâu|o dau|bao nhiêu tiền|bao nhieu tien|bn tien|bao nhiêu|bao nhieu|bn|bao lâu|bao lau|bao giờ|bao gio|khi nào|khi nao|như thế nào|nhu the nao|thế nào|the nao|ra sao|không|ko|chưa|mấy|vậy|vay)(?!\p{L})/giu;
const little: ReadonlySet<string> = new Set(
  "gi nao dau ai bao nhieu lau gio khi the may khong chua hay la co duoc thi phai can nhung cac o va vay con cho".split(
    " ",
  ),
);

const wordsOf = (text: string): readonly string[] => plain(text).split(" ").filter(Boolean);
const about = (text: string): readonly string[] => wordsOf(text).filter((word) => !little.has(word));
/** Whether words ask, whatever sign stands behind them. */
const asks = (text: string): boolean =>
  wordsOf(text).length >= 2 && looksLikeQuestion(text.replace(/[?\s]+$/u, ""));

const split = (text: string, at: RegExp): readonly string[] =>
  text
    .split(at)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");

/** Pieces that ask nothing belong to the one after them, and the last ones to the one before. */
function gathered(pieces: readonly string[], asks: (piece: string) => boolean): readonly string[] {
  const whole: string[] = [];
  let before = "";
  for (const piece of pieces) {
    const text = before === "" ? piece : `${before}, ${piece}`;
    before = asks(piece) ? "" : text;
    if (before === "") whole.push(text);
  }
  const last = whole.at(-1);
  if (before === "") return whole;
  return last === undefined ? [before] : [...whole.slice(0, -1), `${last}, ${before}`];
}

/** One piece between two signs, divided where it asks a second time. `alone`: the message has no signs. */
function divided(piece: string, alone: boolean): readonly string[] {
  const [before = "", ...after] = split(piece, joins);
  const joined = [before, ...after.map((one) => (whatIs.test(before) && !asks(one) ? `${one} là gì` : one))];
  if (joined.length > 1 && joined.every(asks)) return joined;
  const { first, rest } = silentEnd.exec(piece)?.groups ?? {};
  if (first === undefined || rest === undefined || goesOn.test(plain(rest))) return [piece];
  const alike = about(rest).some((word) => about(first).includes(word));
  return asks(first) && asks(rest) && about(rest).length > 1 && (alone || alike)
    ? [first, ...divided(rest, alone)]
    : [piece];
}

/** The questions of a message that asks several things: "đăng ký ở đâu, cần gì và hết bao nhiêu?". One question is one part. */
export function partsOf(question: string): readonly Part[] {
  if (wordsOf(question).length > mostWords) return [{ said: question, question }];
  const sentences = split(question, marked).map((sentence) => {
    const signed = split(sentence, ends);
    return { signed, alone: signed.length === 1 };
  });
  const pieces = gathered(
    sentences.flatMap(({ signed, alone }) =>
      gathered(
        signed.flatMap((piece) => divided(piece, alone)),
        asks,
      ),
    ),
    (piece) => piece.endsWith("?") || asks(piece),
  );
  const [first = question] = pieces;
  if (pieces.length < 2 || pieces.length > mostParts) return [{ said: question, question }];
  const subject = first
    .replaceAll(askingWords, " ")
    .replaceAll(/[?!.,;\s]+/gu, " ")
    .trim();
  const known = new Set(about(first));
  return pieces.map((said, at) => {
    // What says much of the first again names its subject itself: "4 sao được gì" after "3 sao được gì".
    const again = about(said).filter((word) => known.has(word)).length;
    const own = at === 0 || again > known.size * sameSubject;
    return { said, question: own ? said : `${subject} ${said}` };
  });
}
