import type { OpenStore } from "../../src/store/contract.ts";

/** A store that becomes another one underneath, by `next`, before every so many events are taken in. */
export function changingStore(first: OpenStore, every: number, next: (now: OpenStore) => Promise<OpenStore>) {
  let current = first;
  let events = 0;
  const changes = { count: 0 };
  const store: OpenStore = {
    load: (keys) => current.load(keys),
    range: (index, window) => current.range(index, window),
    read: (log, from, limit) => current.read(log, from, limit),
    claim: (lane, want) => current.claim(lane, want),
    pace: (bucket, want) => current.pace(bucket, want),
    commit: async (change) => {
      if (change.push?.some(({ lane }) => lane === "inbox")) {
        events += 1;
        if (events % every === 0) {
          current = await next(current);
          changes.count += 1;
        }
      }
      return current.commit(change);
    },
    close: () => current.close(),
  };
  return { store, changes };
}
