const marks = /\p{M}+/gu;
const gaps = /[^\p{L}\p{N}]+/gu;
const separator = /^[.,/:-]$/;
const digit = /[0-9]/;
const plain = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** Lower case without marks, đ as d, single spaces; `.,/:-` stay only between two digits: "Hoà, 1.200đ" -> "hoa 1.200d". */
export const fold = (text: string): string => {
  if (plain.test(text)) return text;
  const bare = text
    .toLowerCase()
    .normalize("NFKD")
    .toLowerCase()
    .replace(marks, "")
    .replaceAll("đ", "d")
    .replace(/[–—−⁄]/g, dash);
  return bare
    .replace(gaps, (gap, at: number) =>
      separator.test(gap) && digit.test(bare[at - 1] ?? "") && digit.test(bare[at + 1] ?? "") ? gap : " ",
    )
    .trim();
};

const dash = (char: string): string => (char === "⁄" ? "/" : "-");

/** Whether two texts are the same words, whatever their case, marks and punctuation. */
export const sameWords = (a: string, b: string): boolean => fold(a) === fold(b);
