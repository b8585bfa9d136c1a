import type { Claimed } from "../store/contract.ts";

/**
 * Keeps up to `most` groups of a lane in hand. wake: look for work now, of this group if one is named; idle: nothing in
 * hand and nothing to claim.
 */
export type Pump = {
  readonly wake: (group?: string) => void;
  /** A place in hand for a group that is claimed in some other way; undefined when all are taken or others wait for one. */
  readonly reserve: (group: string) => Place | undefined;
  readonly idle: () => Promise<void>;
  /** Whether anything is in hand. */
  readonly busy: () => boolean;
  readonly stop: () => Promise<void>;
};

/** To be called once: with the handling of a group, which then begins, or with nothing, which gives the place back. */
export type Place = (work?: () => Promise<void>) => void;

/** Groups claimed at once: small waves, so that the store works on one while the next is decided. */
const atOnce = 16;

/** `beat` is called whenever the lane looked for work with success, or got some done. */
export function pump(
  claim: (limit: number) => Promise<readonly Claimed[]>,
  handle: (claimed: Claimed) => Promise<void>,
  most: number,
  onFault: (why: unknown) => void,
  beat: () => void = () => {},
): Pump {
  // Counted beside the names: a group can be in hand twice, its earlier works gone and its later ones just taken.
  let inHand = 0;
  const names = new Set<string>();
  /** Groups for which something came while they were in hand: until then nobody could claim them. */
  const missed = new Set<string>();
  let asked = 0;
  let looking: Promise<void> | undefined;
  let again = false;
  let wakes = 0;
  let stopped = false;
  const waiting = new Set<() => void>();

  const wake = (group?: string): void => {
    if (group !== undefined && names.has(group)) {
      missed.add(group);
      return;
    }
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
        asked = room;
        const groups = await claim(room).finally(() => {
          asked = 0;
        });
        beat();
        for (const group of groups) {
          inHand += 1;
          names.add(group.group);
          void take(group.group, () => handle(group), before);
        }
        if (groups.length === room) again = true;
      } catch (why) {
        onFault(why);
      }
    }
  };
  const take = async (group: string, work: () => Promise<void>, before: number): Promise<void> => {
    try {
      await work();
      beat();
    } catch (why) {
      onFault(why);
    } finally {
      leave(group, before);
    }
  };
  const leave = (group: string, before: number): void => {
    inHand -= 1;
    names.delete(group);
    // Whoever woke us since may have meant this group before its claim was known here.
    if (missed.delete(group) || again || wakes !== before) seek();
    rest();
  };
  const reserve = (group: string): Place | undefined => {
    // Whoever waits in the lane goes first, or a busy hour would keep them waiting for ever.
    if (stopped || again || inHand + asked >= most) return undefined;
    inHand += 1;
    names.add(group);
    const before = wakes;
    return (work) => {
      if (work === undefined) leave(group, before);
      else void take(group, work, before);
    };
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
    reserve,
    idle,
    busy: () => inHand > 0,
    stop: async () => {
      stopped = true;
      await idle();
    },
  };
}
