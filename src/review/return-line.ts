import { aligned } from "../text/aligned.ts";

/** What an officer finds wanting: points by number, or none, and the words said with them. */
export type Wanting = { readonly numbers: readonly number[]; readonly words: string };

/** A line such as "tra 1 2 mờ, ghi them in lai tem giup em". */
export type ReturnLine = { readonly parts: readonly Wanting[]; readonly note?: string };

const verb =
  /^(?:(?:em|toi|thoi|vang|da|cho|the nay) )*(?:tra lai|tra ve|tra ho so|tra(?! (?:loi|cuu)\b)|(?:van )?(?:chua|khong) (?:dat|duoc|on|nhan|duyet)(?: yeu cau| dau| roi)?|(?:yeu cau |can |phai |de nghi )?(?:bo sung|sua lai|lam lai))(?: giup)?(?= |:|,|$)[ :,-]*/u;
const noted = /(?:^|[,;.\n ]+)(?:ghi them|nhan them|nhan|kem loi|loi nhan|ghi chu|dan)(?: la)?[ :]+/u;
const numbers =
  /^(?:so |y |muc |diem |giay |anh |to )?((?:\(?\d{1,3}\)?(?:\s*(?:,|va|&|\+| )\s*)?)+)(?=$|[^\d])/u;

/** Whether a line says that a dossier is to be returned. */
export const saysReturn = (text: string): boolean => verb.test(aligned(text).bare);

/**
 * Reads such a line, with or without its verb. Numbers are points as they were shown; words after them are their
 * reason; words without a number stand alone.
 */
export function readReturnLine(text: string): ReturnLine {
  const { raw, bare } = aligned(text.replaceAll(/\s+/gu, " ").trim());
  const begin = verb.exec(bare)?.[0].length ?? 0;
  const cut = noted.exec(bare.slice(begin));
  const end = cut === null ? raw.length : begin + cut.index;
  const note = cut === null ? "" : raw.slice(begin + cut.index + cut[0].length).trim();
  const parts: Wanting[] = [];
  for (const piece of pieces(raw.slice(begin, end))) {
    const read = aligned(piece);
    const found = numbers.exec(read.bare);
    if (found === null) {
      parts.push({ numbers: [], words: piece });
      continue;
    }
    const said = (found[1] ?? "").match(/\d+/gu) ?? [];
    const words = read.raw
      .slice(found[0].length)
      .replace(/^[\s:.,()-]*(?:vi |vì |do |bị |bi |la |là )?/u, "");
    parts.push({ numbers: said.map(Number), words: words.trim() });
  }
  return { parts: shared(parts), ...(note === "" ? {} : { note }) };
}

/** Cut at commas, but "1, 2 mờ" stays what it is: bare numbers belong to the words that follow. */
const pieces = (text: string): readonly string[] =>
  text
    .split(/\s*[,;\n]\s*/u)
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** "1, 2 mờ" says it of both; "1 mờ, 2 hết hạn" of each its own; "1, 2" of neither. */
function shared(parts: readonly Wanting[]): readonly Wanting[] {
  let words = "";
  return parts
    .toReversed()
    .map((part) => {
      if (part.numbers.length === 0) return part;
      words = part.words === "" ? words : part.words;
      return { ...part, words };
    })
    .toReversed();
}
