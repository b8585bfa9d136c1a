import { audiences, type Conditions, type Segment } from "../../src/broadcast/segment.ts";
import { type SegmentLists, segmentLists } from "../../src/broadcast/segment-lists.ts";
import { readSetting } from "../../src/project.ts";

/** The lists of a programme on a day. */
export const listsAround = async (programme: string, today: string): Promise<SegmentLists> =>
  segmentLists(await readSetting(programme), today);

export type Random = () => number;
export const under = (random: Random, count: number): number => Math.floor(random() * count);

/** One to `most` different ones. */
export function someOf<Of>(random: Random, all: readonly Of[], most = 3): Of[] {
  const count = 1 + under(random, Math.min(most, all.length));
  return all
    .map((one) => ({ one, at: random() }))
    .toSorted((one, two) => one.at - two.at)
    .slice(0, count)
    .map(({ one }) => one);
}

export const states = ["draft", "handed-in", "returned", "evaluated", "recognised", "not-reached"] as const;
export const announcements = ["TB-0412", "TB-0007"] as const;
export const answers = ["none", "Có", "Không", "Bận rồi", "tôi đi"] as const;

const maybe = <Of>(random: Random, chance: number, make: () => Of): Of | undefined =>
  random() < chance ? make() : undefined;
const ids = (list: readonly { readonly id: string }[]): string[] => list.map((one) => one.id);
const pick = <Of>(random: Random, all: readonly Of[]): Of => {
  const [one] = someOf(random, all, 1);
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
};

function conditions(random: Random, lists: SegmentLists, chance: number): Conditions {
  const made: Conditions = {
    roles: maybe(random, chance, () => someOf(random, audiences)),
    places: maybe(random, chance / 4, () => someOf(random, ids(lists.communes))),
    communes: maybe(random, chance, () => someOf(random, ids(lists.communes), 6)),
    products: maybe(random, chance / 2, () => someOf(random, ids(lists.products), 5)),
    sets: maybe(random, chance / 2, () => someOf(random, ids(lists.sets), 8)),
    kinds: maybe(random, chance / 2, () => someOf(random, ids(lists.kinds))),
    stars: maybe(random, chance / 3, () => someOf(random, [1, 2, 3, 4, 5])),
    rounds: maybe(random, chance / 2, () => someOf(random, ids(lists.rounds), 2)),
    states: maybe(random, chance, () => someOf(random, states)),
    missing: maybe(random, chance / 2, () => someOf(random, ids(lists.papers), 6)),
    seenWithinDays: maybe(random, chance / 3, () => under(random, 60)),
    unseenForDays: maybe(random, chance / 3, () => under(random, 60)),
    trained: maybe(random, chance / 3, () => random() < 0.5),
    answered: maybe(random, chance / 3, () => ({
      announcement: pick(random, announcements),
      answer: pick(random, answers),
    })),
  };
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}

/** A segment with a few conditions, and now and then exceptions. */
export function randomSegment(random: Random, lists: SegmentLists): Segment {
  const except = Array.from({ length: random() < 0.3 ? 1 + under(random, 2) : 0 }, () =>
    conditions(random, lists, 0.25),
  ).filter((one) => Object.keys(one).length > 0);
  return { ...conditions(random, lists, 0.3), ...(except.length > 0 ? { except } : {}) };
}
