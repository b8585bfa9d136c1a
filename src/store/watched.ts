import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "./contract.ts";

/** A store that was away: from the first call without an answer until the next one with an answer. */
export type Away = { readonly from: Instant; readonly until: Instant };

export type Watched = {
  readonly store: Store;
  /** When it was last away and came back. */
  readonly away: () => Away | undefined;
};

/** A store whose failing calls are told, and so is its return, with how long it was away. */
export function watched(inner: Store, clock: Clock, log: Log): Watched {
  let from: Instant | undefined;
  let last: Away | undefined;
  const came = (): void => {
    if (from === undefined) return;
    last = { from, until: clock.now() };
    from = undefined;
    log({ what: "store", code: "back", ms: last.until - last.from });
  };
  const told =
    <Args extends readonly unknown[], Came>(call: string, ask: (...args: Args) => Promise<Came>) =>
    async (...args: Args): Promise<Came> => {
      try {
        const answer = await ask(...args);
        came();
        return answer;
      } catch (why) {
        from ??= clock.now();
        log({ what: "store", code: "fault", call, fault: why instanceof Error ? why.name : "unknown" });
        throw why;
      }
    };
  return {
    store: {
      load: told("load", inner.load),
      commit: told("commit", inner.commit),
      range: told("range", inner.range),
      read: told("read", inner.read),
      claim: told("claim", inner.claim),
      pace: told("pace", inner.pace),
    },
    away: () => last,
  };
}
