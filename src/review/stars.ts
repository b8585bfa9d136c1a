import { aligned } from "../text/aligned.ts";

/** What a result says. stars: undefined when it was not reached. */
export type Stars = {
  readonly stars: number | undefined;
  readonly decision: string | undefined;
  readonly words: string | undefined;
};

const count = /(?<![\d/])([345])\s*sao\b/u;
const named = /\b(?:quyet dinh|qd)(?: so)?:?\s*([0-9]{1,6}\/[0-9a-z/-]+[a-z])/u;

/** Reads "3 sao, QĐ 4261/QĐ-UBND" or "không đạt: thiếu phiếu kiểm nghiệm". */
export function readStars(text: string): Stars {
  const { raw, bare } = aligned(text);
  const stars = /\b(?:khong dat|chua dat|truot)\b/u.test(bare) ? undefined : count.exec(bare)?.[1];
  const decision = named.exec(bare);
  const words = /\b(?:khong dat|chua dat|truot)\b[ :,.-]*/u.exec(bare);
  const rest = words === null ? "" : raw.slice(words.index + words[0].length).trim();
  const at = decision === null ? 0 : decision.index + decision[0].length - (decision[1] ?? "").length;
  return {
    stars: stars === undefined ? undefined : Number(stars),
    decision: decision === null ? undefined : asPrinted(raw.slice(at, at + (decision[1] ?? "").length)),
    words: rest === "" ? undefined : rest,
  };
}

/** "15/qd-ubnd" as it stands on paper: 15/QĐ-UBND. */
const asPrinted = (number: string): string => number.toUpperCase().replace(/\/QD-/u, "/QĐ-");
