import type { Instant } from "../domain/instant.ts";
import { type Records, type StoreRecord, recordKinds } from "./dump.ts";

/** How many records are the same, how many are not, and the names of the first that are not, without what they hold. */
export type Compared = {
  readonly same: number;
  readonly different: number;
  readonly names: readonly string[];
};

const mostNames = 20;

/** Where a record stands in a dump: its kind, then its names and numbers in order. */
function placeOf(one: StoreRecord): readonly (string | number)[] {
  switch (one.kind) {
    case "value":
      return [one.key];
    case "log":
      return [one.log, one.at];
    case "index":
      return [one.index, one.score, one.member];
    case "seen":
      return [one.id];
    case "group":
      return [one.lane, one.group];
    case "work":
      return [one.lane, one.group, one.at];
    case "token":
      return [];
  }
}

/** Stores order names by their bytes, which is not the order of a string's halves where there are rare signs. */
const inOrder = (one: string | number, other: string | number): number =>
  typeof one === "number" || typeof other === "number"
    ? Number(one) - Number(other)
    : Buffer.compare(Buffer.from(one), Buffer.from(other));

function before(one: StoreRecord, other: StoreRecord): number {
  const byKind = recordKinds.indexOf(one.kind) - recordKinds.indexOf(other.kind);
  if (byKind !== 0) return byKind;
  const places = placeOf(other);
  for (const [at, place] of placeOf(one).entries()) {
    const way = inOrder(place, places[at] ?? "");
    if (way !== 0) return way;
  }
  return 0;
}

/** Goes through two dumps side by side. Ids that may happen again before `until` are no difference: stores forget them by themselves. */
export async function compare(one: Records, other: Records, until: Instant): Promise<Compared> {
  const lasting = async function* (records: Records): Records {
    for await (const record of records) if (record.kind !== "seen" || record.until > until) yield record;
  };
  const sides = [lasting(one)[Symbol.asyncIterator](), lasting(other)[Symbol.asyncIterator]()] as const;
  const next = async (side: AsyncIterator<StoreRecord>): Promise<StoreRecord | undefined> => {
    const got = await side.next();
    return got.done === true ? undefined : got.value;
  };
  let [left, right] = [await next(sides[0]), await next(sides[1])];
  let [same, different] = [0, 0];
  const names: string[] = [];
  while (left !== undefined || right !== undefined) {
    const way = left === undefined ? 1 : right === undefined ? -1 : before(left, right);
    if (way === 0 && JSON.stringify(left) === JSON.stringify(right)) same += 1;
    else {
      different += 1;
      const shown = way > 0 ? right : left;
      if (names.length < mostNames && shown !== undefined)
        names.push([shown.kind, ...placeOf(shown)].join(" "));
    }
    if (way <= 0) left = await next(sides[0]);
    if (way >= 0) right = await next(sides[1]);
  }
  return { same, different, names };
}
