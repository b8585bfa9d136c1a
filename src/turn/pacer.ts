import { seconds } from "../domain/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../store/contract.ts";

/** So many may go, at `at` and not before. */
export type Slot = { readonly at: number; readonly count: number };

/**
 * Hands out the moments at which announcements may go through a channel, one after another. take: up to `want` of them;
 * undefined if none comes soon. begin: waits until a slot has come, and is called right before the sending.
 */
export type Pacer = {
  readonly take: (want: number) => Promise<Slot | undefined>;
  readonly begin: (slot: Slot) => Promise<void>;
};

/** No limit: whatever is wanted, now. */
const unpaced = (clock: Clock): Pacer => ({
  take: (want) => Promise.resolve({ at: clock.now(), count: want }),
  begin: () => Promise.resolve(),
});

/** Slots lie so far ahead, in milliseconds, that the commit before the sending fits in. */
const ahead = 30;
/** A little less than the limit: what leaves evenly may arrive somewhat closer together. */
const share = 0.987;
/** Lets a slot be asked for in whole milliseconds without the next ones moving back each time. */
const grain = 0.05;
/** A caller waits so long for a slot at most, then looks after its claim and asks again. */
const patience = seconds(1);

/** The pace of a channel, shared with all processes by the store: never more than `rate` in any second, evenly. */
export function pacer(
  parts: { readonly store: Store; readonly clock: Clock; readonly pause: (ms: number) => Promise<void> },
  bucket: string,
  rate: number | undefined,
): Pacer {
  const { store, clock, pause } = parts;
  if (rate === undefined) return unpaced(clock);
  // Fast lanes hand out several at once: a hundred slots a second are enough.
  const several = Math.max(1, Math.ceil(rate / 100));
  const limits = { rate: rate * share, period: seconds(1), burst: several - 1 + grain };
  const starts: number[] = [];
  let next = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const reserve = async (want: number): Promise<Slot | undefined> => {
    const until = clock.now() + patience;
    for (;;) {
      const now = clock.now();
      const at = Math.max(now, next);
      if (at > until) return undefined;
      if (at - now > ahead) await pause(at - now - ahead);
      const grant = await store.pace(bucket, { ...limits, now: at, want: Math.min(want, several) });
      next = grant.next;
      if (grant.granted > 0) return { at, count: grant.granted };
    }
  };
  return {
    take: (want) => {
      const mine = turn.then(
        () => reserve(want),
        () => reserve(want),
      );
      turn = mine.catch(() => undefined);
      return mine;
    },
    begin: async ({ at, count }) => {
      for (;;) {
        // Whoever was held up goes later, and must not push those together who come in time.
        const before = starts.length < rate ? 0 : (starts.at(-Math.floor(rate)) ?? 0) + seconds(1) + 1;
        const wait = Math.max(at, before) - clock.now();
        if (wait <= 0) break;
        await pause(wait);
      }
      const now = clock.now();
      for (let sent = 0; sent < count; sent += 1) starts.push(now);
      if (starts.length > 4 * rate) starts.splice(0, starts.length - Math.ceil(rate));
    },
  };
}
