const fillers: ReadonlySet<string> = new Set([
  "a",
  "da",
  "vang",
  "u",
  "em",
  "anh",
  "chi",
  "chon",
  "lay",
  "so",
  "cau",
  "cai",
  "muc",
  "y",
  "dap",
  "an",
  "phuong",
  "lua",
  "thu",
  "nhe",
  "nha",
  "la",
  "o",
  "loai",
  "minh",
  "toi",
  "thi",
  "dong",
  "day",
  "do",
  "ay",
  "nay",
]);
const ordinals: ReadonlyMap<string, number> = new Map([
  ["nhat", 1],
  ["dau", 1],
  ["mot", 1],
  ["hai", 2],
  ["nhi", 2],
  ["ba", 3],
  ["tu", 4],
  ["bon", 4],
  ["nam", 5],
  ["sau", 6],
  ["bay", 7],
  ["tam", 8],
  ["chin", 9],
  ["muoi", 10],
]);

/** The place, from 1, that a reply names and nothing else: "2", "số 2 ạ", "cái thứ hai", "cái cuối" of count options. */
export const choiceNumber = (words: readonly string[], count: number): number | undefined => {
  const rest = words.filter((word) => !fillers.has(word));
  const [word = "", more] = rest;
  const place = placeOf(word, more, rest.length, words, count);
  return place !== undefined && place >= 1 && place <= count ? place : undefined;
};

const placeOf = (
  word: string,
  more: string | undefined,
  length: number,
  words: readonly string[],
  count: number,
): number | undefined => {
  if (word === "dau" && more === "tien" && length === 2) return 1;
  if (word === "cuoi" && (length === 1 || (length === 2 && more === "cung"))) return count;
  if (length !== 1) return undefined;
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const letter = /^[cs](\d{1,2})$/.exec(word);
  if (letter !== null) return Number(letter[1]);
  // "ba" alone may be a name, "nhất" a praise; after "thứ", "số" or "câu" they count.
  const before = words[words.indexOf(word) - 1] ?? "";
  const counts =
    before === "thu" || before === "so" || before === "cau" || before === "cai" || words.length === 1;
  return counts && word !== "dau" ? ordinals.get(word) : before === "cai" ? ordinals.get(word) : undefined;
};
