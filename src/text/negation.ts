const negators: ReadonlySet<string> = new Set(["khong", "chua", "chang", "cha", "khoi"]);
const links: ReadonlySet<string> = new Set([
  "la",
  "cai",
  "so",
  "cau",
  "loai",
  "thuoc",
  "lam",
  "chon",
  "phai",
  "co",
  "con",
  "duoc",
]);

/** Whether a folded word denies what follows it. */
export const isNegator = (word: string | undefined): boolean => word !== undefined && negators.has(word);

/** Whether the words right before an index deny what stands there: "không phải [htx]", "chưa có [giấy]". */
export const negatedAt = (words: readonly string[], at: number): boolean => {
  let before = at - 1;
  for (let steps = 0; steps < 3 && links.has(words[before] ?? ""); steps += 1) before -= 1;
  return isNegator(words[before]);
};
