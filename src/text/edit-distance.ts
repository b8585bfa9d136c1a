/** Insertions, deletions, changes and swaps of neighbours between two words, or limit + 1 when more. */
export const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    older = old;
    old = row;
  }
  return old[b.length] ?? limit + 1;
};

/** Whether a typed word may be a slip of another: one edit from four letters, two from eight. */
export const nearly = (typed: string, meant: string): boolean => {
  if (typed === meant) return true;
  const shorter = Math.min(typed.length, meant.length);
  if (shorter < 4) return false;
  const limit = shorter >= 8 ? 2 : 1;
  return distance(typed, meant, limit) <= limit;
};
