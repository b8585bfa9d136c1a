import { type Instant, seconds } from "../domain/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Change, OpenStore, Store } from "./contract.ts";

/** A store that notes when what was left in it falls due, for a runtime that sleeps until it is woken. */
export type DueSoon = {
  readonly store: OpenStore;
  /** The earliest of what was noted since it was asked last; soon, as long as the store has failed lately. */
  readonly next: () => Instant | undefined;
};

/** When works that this change leaves behind can first be claimed; a group taken at once is in hand. */
const dues = ({ now, push = [], release = [] }: Change): readonly Instant[] => [
  ...push.filter(({ take }) => take === undefined).map(({ due }) => due ?? now),
  ...release.flatMap(({ until }) => until ?? []),
];

/** So long after a failure the program is woken again and again: parts of it stand still until the store has settled. */
const lately = seconds(10);
const often = seconds(2);

/** Watches over a store. */
export function dueSoon(store: OpenStore, clock: Clock): DueSoon {
  let earliest = Infinity;
  const note = (at: Instant): void => {
    earliest = Math.min(earliest, at);
  };
  let failed = -Infinity;
  const watched = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
    try {
      return await asked;
    } catch (why) {
      failed = clock.now();
      throw why;
    }
  };
  const watching: Store = {
    load: (keys) => watched(store.load(keys)),
    commit: async (change) => {
      const answer = await watched(store.commit(change));
      if (answer === "done" || typeof answer !== "string") dues(change).forEach(note);
      return answer;
    },
    range: (index, window) => watched(store.range(index, window)),
    read: (log, from, limit) => watched(store.read(log, from, limit)),
    claim: (lane, want) => watched(store.claim(lane, want)),
    pace: (bucket, want) => watched(store.pace(bucket, want)),
  };
  return {
    store: { ...watching, close: store.close },
    next: () => {
      const now = clock.now();
      if (failed + lately > now) note(now + often);
      const found = earliest;
      earliest = Infinity;
      return found === Infinity ? undefined : found;
    },
  };
}
