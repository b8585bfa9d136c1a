import { type Instant, seconds } from "../domain/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Claimed, Store } from "../store/contract.ts";

type Left = { readonly claimed: Claimed; readonly at: Instant };

/** A second after it broke off, so that work which cannot be done is not tried without a pause. */
const standBack = seconds(1);

/** Claims whose work broke off: given back when the store answers again, not only when they run out. */
export function brokenOff(store: Pick<Store, "commit">, clock: Clock) {
  const left = new Map<string, Left[]>();

  /** Handles a claim, and remembers it if that breaks off. */
  const handing =
    <Rest extends readonly unknown[]>(handle: (claimed: Claimed, ...rest: Rest) => Promise<void>) =>
    async (claimed: Claimed, ...rest: Rest): Promise<void> => {
      try {
        await handle(claimed, ...rest);
      } catch (why) {
        left.set(claimed.lane, [...(left.get(claimed.lane) ?? []), { claimed, at: clock.now() }]);
        throw why;
      }
    };

  /** Gives back what broke off in a lane; what could not be given back now is tried the next time. */
  const giveBack = async (lane: string): Promise<void> => {
    const now = clock.now();
    const mine = (left.get(lane) ?? []).filter(({ claimed }) => claimed.until > now);
    left.delete(lane);
    const kept: Left[] = [];
    const outcomes = await Promise.allSettled(
      mine.map(async (one) => {
        const { lane, group } = one.claimed;
        const until = Math.max(now, one.at + standBack);
        try {
          // Whoever has it meanwhile keeps it: then this is stale, and changes nothing.
          await store.commit({ now, held: [one.claimed], release: [{ lane, group, until }] });
        } catch (why) {
          kept.push(one);
          throw why;
        }
      }),
    );
    if (kept.length > 0) left.set(lane, [...kept, ...(left.get(lane) ?? [])]);
    for (const one of outcomes) if (one.status === "rejected") throw one.reason;
  };
  return { handing, giveBack };
}
