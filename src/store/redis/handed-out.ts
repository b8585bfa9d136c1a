import type { Instant } from "../../domain/instant.ts";
import type { Change, Claimed } from "../contract.ts";

/** What this process has claimed and not given back, by the names of the calls that claimed it. */
export type HandedOut = {
  /** Runs a call that may claim something, under a name of its own. */
  readonly calling: <Came>(run: (name: string) => Promise<Came>) => Promise<Came>;
  readonly took: (name: string, claimed: readonly Claimed[]) => void;
  /** A commit was done: what it released of our claims is no more in hand. */
  readonly gaveBack: (change: Pick<Change, "held" | "release">) => void;
  /** Redis was away, or an answer is missing: it may hold claims for us that we do not have. */
  readonly doubt: () => void;
  /** While there is doubt: our name as a process, and the calls of a lane whose claims we do have. */
  readonly known: (lane: string, now: Instant) => readonly string[];
};

/** So long calls from before may still be read from a connection that is gone, in milliseconds: the longest claim. */
const doubtful = 30_000;
/** Groups of a lane that are remembered before those long over are forgotten. */
const mostInHand = 1_000;
/** How often Redis is told in that time: it goes through all leases of the lane for it. */
const apart = 250;

type InHand = { readonly name: string; readonly token: number; readonly until: Instant };

export function handedOut(): HandedOut {
  const process = crypto.randomUUID().slice(0, 8);
  const flying = new Set<string>();
  const lanes = new Map<string, Map<string, InHand>>();
  const told = new Map<string, number>();
  let count = 0;
  let until = -Infinity;
  return {
    calling: async (run) => {
      const name = `${process}.${(count += 1)}`;
      flying.add(name);
      try {
        return await run(name);
      } finally {
        flying.delete(name);
      }
    },
    took: (name, claimed) => {
      for (const one of claimed) {
        const groups = lanes.get(one.lane) ?? new Map<string, InHand>();
        groups.set(one.group, { name, token: one.token, until: one.until });
        lanes.set(one.lane, groups);
        // Works that go on under another group leave the old one here.
        if (groups.size > mostInHand)
          for (const [group, old] of groups) if (old.until + doubtful < one.until) groups.delete(group);
      }
    },
    gaveBack: ({ held = [], release = [] }) => {
      for (const { lane, group } of release) {
        const groups = lanes.get(lane);
        const isOurs = held.some(
          (one) => one.lane === lane && one.group === group && one.token === groups?.get(group)?.token,
        );
        if (isOurs) groups?.delete(group);
      }
    },
    doubt: () => {
      until = performance.now() + doubtful;
    },
    known: (lane, now) => {
      const at = performance.now();
      if (at > until || at - (told.get(lane) ?? -Infinity) < apart) return [];
      told.set(lane, at);
      const groups = [...(lanes.get(lane) ?? [])];
      for (const [group, one] of groups) if (one.until <= now) lanes.get(lane)?.delete(group);
      const inHand = groups.flatMap(([, one]) => (one.until > now ? [one.name] : []));
      return [process, ...new Set([...inHand, ...flying])];
    },
  };
}
