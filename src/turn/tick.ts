import { seconds } from "../domain/instant.ts";
import type { Change, Claimed, Committed, Versioned } from "../store/contract.ts";
import { coalesce } from "./coalesce.ts";
import { deliver, type Sender } from "./deliver.ts";
import { fireTimer } from "./fire-timer.ts";
import { pump } from "./pump.ts";
import { type Parts, runThread } from "./run-thread.ts";

/** How long a group is ours before somebody else may take it. */
const lease = seconds(30);

/** Loads that go in one round trip: as many as the groups that are claimed at once. */
const loadsAtOnce = 16;

export type Turns = {
  /** Looks for work now: after a delivery was taken, and once a second for timers and for what others left behind. */
  readonly wake: () => void;
  /** Resolves when nothing is left to do now. */
  readonly settle: () => Promise<void>;
  /** Finishes what is in hand and takes nothing more. */
  readonly stop: () => Promise<void>;
};

/** The three lanes over one store: timers become events, events become turns, turns' messages are sent. */
export function turns(parts: Omit<Parts, "load">, channel: Sender["channel"], inHand = 64): Turns {
  const { store, clock, log } = parts;
  const load = coalesce<string, { readonly found: Versioned | undefined }>(
    async (keys) => (await store.load(keys)).map((found) => ({ found })),
    loadsAtOnce,
  );
  const loadOne = async (key: string): Promise<Versioned | undefined> => (await load(key)).found;
  const together = coalesce(
    async (changes: readonly Change[]): Promise<readonly Committed[]> => commitAll(changes),
    32,
  );
  const commitAll = async (changes: readonly Change[]): Promise<readonly Committed[]> => {
    const [only, ...more] = changes;
    if (only === undefined) return [];
    if (more.length === 0) return [await store.commit(only)];
    if ((await store.commit(merged(changes))) === "done") return changes.map(() => "done" as const);
    return Promise.all(changes.map((change) => store.commit(change)));
  };
  const claim =
    (lane: string) =>
    (limit: number): Promise<readonly Claimed[]> =>
      store.claim(lane, { now: clock.now(), limit, lease, most: 20 });
  const fault = (why: unknown): void =>
    log({ what: "lane", code: "fault", fault: why instanceof Error ? why.name : "unknown" });

  const outbox = pump(
    claim("outbox"),
    (claimed) => deliver({ channel, commit: together, load: loadOne, clock, log }, claimed),
    inHand,
    fault,
  );
  const inbox = pump(
    claim("inbox"),
    async (claimed) => {
      await runThread({ ...parts, load: loadOne, toldOthers: inbox.wake }, claimed);
      outbox.wake();
      if (claimed.works.length > 1) inbox.wake();
    },
    inHand,
    fault,
  );
  const timers = pump(
    claim("timers"),
    async (claimed) => {
      await fireTimer(store, clock, claimed);
      inbox.wake();
    },
    inHand,
    fault,
  );
  const lanes = [timers, inbox, outbox];
  const wake = (): void => lanes.forEach((lane) => lane.wake());
  return {
    wake,
    settle: async () => {
      for (const lane of [...lanes, ...lanes]) {
        lane.wake();
        await lane.idle();
      }
    },
    stop: async () => {
      for (const lane of lanes) await lane.stop();
    },
  };
}

const merged = (changes: readonly Change[]): Change => ({
  now: Math.max(...changes.map((change) => change.now)),
  expect: changes.flatMap((change) => change.expect ?? []),
  held: changes.flatMap((change) => change.held ?? []),
  put: changes.flatMap((change) => change.put ?? []),
  index: changes.flatMap((change) => change.index ?? []),
  done: changes.flatMap((change) => change.done ?? []),
  release: changes.flatMap((change) => change.release ?? []),
});
