import { type Instant, seconds } from "../../domain/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Store } from "../../store/contract.ts";

/** So many may go, at `at` and not before. */
export type Slot = { readonly at: number; readonly count: number };

/**
 * Hands out the moments at which announcements may go through a channel, one after another. take: up to `want` of them;
 * undefined if none comes soon. begin: waits until a slot has come; gives back when that was. ended: what began then has
 * been answered, and may have arrived as late as now.
 */
export type Pacer = {
  readonly take: (want: number) => Promise<Slot | undefined>;
  readonly begin: (slot: Slot) => Promise<Instant>;
  readonly ended: (slot: Slot, began: Instant) => void;
};

/** No limit: whatever is wanted, now. */
const unpaced = (clock: Clock): Pacer => ({
  take: (want) => Promise.resolve({ at: clock.now(), count: want }),
  begin: () => Promise.resolve(clock.now()),
  ended: () => {},
});

/** Slots lie so far ahead, in milliseconds, that the commit before the sending fits in. */
const ahead = 60;
/** A little less than the limit: what leaves evenly may arrive somewhat closer together. */
const share = 0.991;
/** Lets a slot be asked for in whole milliseconds without the next ones moving back each time. */
const grain = 0.05;
/** What arrives so much later than it was meant to, in milliseconds, does not matter yet. */
const tolerance = 4;
/** Of so many sends it is remembered how long an answer takes at least. */
const mostAnswers = 100;
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
  const gap = limits.period / limits.rate;
  const answers: number[] = [];
  let moved = { at: 0, by: 0 };
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
    begin: async ({ at }) => {
      const wait = at - clock.now();
      if (wait > 0) await pause(wait);
      return clock.now();
    },
    ended: (slot, began) => {
      const now = clock.now();
      answers.push(now - began);
      if (answers.length > mostAnswers) answers.shift();
      // What came late stands closer to those a second after it: all that follow, of any process, move on a little.
      const late = now - Math.min(...answers) - slot.at - tolerance;
      const recent = now - moved.at < limits.period ? moved.by : 0;
      const by = late >= gap ? gap : late - recent;
      if (by <= 0) return;
      moved = { at: now, by: Math.min(Math.max(late, recent), gap) };
      store
        .pace(bucket, { now, want: 1, rate: limits.period / by, period: limits.period, burst: 1_000_000 })
        .catch(() => undefined);
    },
  };
}
