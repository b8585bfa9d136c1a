import { z } from "zod";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store, Versioned } from "./contract.ts";

/** One text that all processes share, changed only from a known version, and a lease that one of them holds at a time. */
export type Guarded = {
  readonly load: () => Promise<Versioned | undefined>;
  readonly compareAndSet: (version: number, text: string) => Promise<number | undefined>;
  readonly lease: (ms: number) => Promise<(() => Promise<void>) | undefined>;
};

const Lease = z.object({ until: z.number() });

export function guarded(store: Store, clock: Clock, name: string): Guarded {
  const key = `guarded:${name}`;
  const leaseKey = `lease:${name}`;
  const set = async (which: string, version: number, text: string): Promise<number | undefined> => {
    const change = { now: clock.now(), expect: [{ key: which, version }], put: [{ key: which, text }] };
    return (await store.commit(change)) === "done" ? version + 1 : undefined;
  };
  const until = (at: Instant): string => JSON.stringify({ until: at });
  return {
    load: async () => (await store.load([key]))[0],
    compareAndSet: (version, text) => set(key, version, text),
    lease: async (ms) => {
      const [found] = await store.load([leaseKey]);
      if (found !== undefined && Lease.parse(JSON.parse(found.text)).until > clock.now()) return undefined;
      const mine = await set(leaseKey, found?.version ?? 0, until(clock.now() + ms));
      if (mine === undefined) return undefined;
      return async () => {
        await set(leaseKey, mine, until(0));
      };
    },
  };
}
