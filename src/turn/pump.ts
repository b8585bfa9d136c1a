import type { Claimed } from "../store/contract.ts";

/** Keeps up to `most` groups of a lane in hand. wake: look for work now; idle: nothing in hand and nothing to claim. */
export type Pump = {
  readonly wake: () => void;
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Groups claimed at once: small waves, so that the store works on one while the next is decided. */
const atOnce = 16;

export function pump(
  claim: (limit: number) => Promise<readonly Claimed[]>,
  handle: (claimed: Claimed) => Promise<void>,
  most: number,
  onFault: (why: unknown) => void,
): Pump {
  let inHand = 0;
  let looking: Promise<void> | undefined;
  let again = false;
  let wakes = 0;
  let stopped = false;
  const waiting = new Set<() => void>();

  const wake = (): void => {
    wakes += 1;
    seek();
  };
  const seek = (): void => {
    if (stopped) return;
    again = true;
    looking ??= look().finally(() => {
      looking = undefined;
      if (again && !stopped && inHand < most) seek();
      else rest();
    });
  };
  const look = async (): Promise<void> => {
    while (again && !stopped && inHand < most) {
      again = false;
      try {
        const room = Math.min(most - inHand, atOnce);
        const before = wakes;
        const groups = await claim(room);
        for (const group of groups) void take(group, before);
        if (groups.length === room) again = true;
      } catch (why) {
        onFault(why);
      }
    }
  };
  const take = async (group: Claimed, before: number): Promise<void> => {
    inHand += 1;
    try {
      await handle(group);
    } catch (why) {
      onFault(why);
    } finally {
      inHand -= 1;
      // What came for this group since it was claimed could not be claimed then.
      if (again || wakes !== before) seek();
      rest();
    }
  };
  const rest = (): void => {
    if (inHand > 0 || looking !== undefined || (again && !stopped)) return;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const idle = async (): Promise<void> => {
    if (inHand === 0 && looking === undefined) return;
    await new Promise<void>((resolve) => waiting.add(resolve));
  };
  return {
    wake,
    idle,
    stop: async () => {
      stopped = true;
      await idle();
    },
  };
}
