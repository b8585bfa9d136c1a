/** Without what differs from run to run: names made by chance, times of day, how many others make the same; nor bold marks. */
export const bare = (text: string): string =>
  text
    .replaceAll(/^Ở .+ đã có \d+ nơi khác làm .+\n*/gmu, "")
    .replaceAll(/\b(?:BH|TL|TB)-[A-Z0-9]{4,10}\b/gu, "CODE")
    .replaceAll(/\b[HV]\d{5}\b/gu, "CODE")
    .replaceAll(/\b\d{1,2}:\d{2}\b/gu, "TIME")
    .replaceAll("*", "");

/** Something kept, without what differs from run to run: names made by chance, moments, who heard that others make the same. */
export const bareKept = (text: string): string =>
  bare(
    text
      .replaceAll(/"[\w-]{22}"/gu, '"ID"')
      .replaceAll(/,"alike":true/gu, "")
      .replaceAll(/\b[\w-]{22}\b/gu, "ID")
      .replaceAll(/\b1[56]\d{11}\b/gu, "0"),
  );

export type Compared = {
  /** Came again, as a platform without names for messages allows. */
  readonly repeats: number;
  /** What is not there at all of what was expected, where that is allowed. */
  readonly missing: number;
  readonly fault?: string;
};

/** How far back something may come again: a claim of the outbox has twenty works, some in parts. */
const backAt = 30;

/**
 * Whether what came is what was expected, in its order, but for repeats. mayMiss: what may be left out, since nobody can
 * know whether it arrived.
 */
export function compare(
  got: readonly string[],
  expected: readonly string[],
  mayMiss: (text: string) => boolean = () => false,
): Compared {
  let at = 0;
  let repeats = 0;
  let missing = 0;
  for (const text of got) {
    while (at < expected.length && expected[at] !== text && mayMiss(expected[at] ?? "")) {
      if (expected.slice(Math.max(0, at - backAt), at).includes(text)) break;
      at += 1;
      missing += 1;
    }
    if (expected[at] === text) {
      at += 1;
      continue;
    }
    if (!expected.slice(Math.max(0, at - backAt), at).includes(text)) {
      const fault = `${at}: "${text.slice(0, 70)}" instead of "${expected[at]?.slice(0, 70)}"`;
      return { repeats, missing, fault };
    }
    repeats += 1;
  }
  while (at < expected.length && mayMiss(expected[at] ?? "")) {
    at += 1;
    missing += 1;
  }
  return at === expected.length
    ? { repeats, missing }
    : { repeats, missing, fault: `${at} of ${expected.length}: "${expected[at]?.slice(0, 70)}" never came` };
}

/** The same where several people's doings come together in one chat, in whatever order they happened. */
export function compareTogether(got: readonly string[], expected: readonly string[]): Compared {
  const left = new Map<string, number>();
  const sorted = (text: string): string => text.split("\n").toSorted().join("\n");
  for (const text of expected.map(sorted)) left.set(text, (left.get(text) ?? 0) + 1);
  let repeats = 0;
  for (const text of got.map(sorted)) {
    const count = left.get(text);
    if (count === undefined) return { repeats, missing: 0, fault: `not expected: "${text.slice(0, 100)}"` };
    if (count === 0) repeats += 1;
    else left.set(text, count - 1);
  }
  const [never] = [...left].filter(([, count]) => count > 0);
  return never === undefined
    ? { repeats, missing: 0 }
    : { repeats, missing: 0, fault: `never came: "${never[0].slice(0, 100)}"` };
}
