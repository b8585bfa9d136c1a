import type { Instant } from "../../domain/instant.ts";

export type LostCalls = {
  /** A name for a call that may claim something. */
  readonly next: () => string;
  /** The call's answer never came: what it may have claimed in these lanes is nobody's. */
  readonly lose: (name: string, lanes: readonly string[], until: Instant) => void;
  /** Lost calls of a lane whose claims have not ended by themselves. */
  readonly of: (lane: string, now: Instant) => readonly string[];
};

const mostRemembered = 1000;
/** How often a lane is told of its lost calls, in milliseconds: a claim goes through all leases for it. */
const apart = 250;

/** Calls that may have claimed groups without our hearing of it, since Redis went away before its answer came. */
export function lostCalls(): LostCalls {
  const process = crypto.randomUUID().slice(0, 8);
  let count = 0;
  const lost = new Map<string, { readonly lanes: readonly string[]; readonly until: Instant }>();
  const told = new Map<string, number>();
  return {
    next: () => `${process}.${(count += 1)}`,
    lose: (name, lanes, until) => {
      lost.set(name, { lanes, until });
      const [oldest] = lost.keys();
      if (lost.size > mostRemembered && oldest !== undefined) lost.delete(oldest);
    },
    of: (lane, now) => {
      if (lost.size === 0 || performance.now() - (told.get(lane) ?? -Infinity) < apart) return [];
      told.set(lane, performance.now());
      for (const [name, { until }] of lost) if (until <= now) lost.delete(name);
      return [...lost].flatMap(([name, { lanes }]) => (lanes.includes(lane) ? [name] : []));
    },
  };
}
