import type { Store } from "../../src/store/contract.ts";

/** What becomes of one store call. before: it never happened; after: it happened, but the caller never hears. */
export type Fate = "lives" | "before" | "after";

/** The store as one life of the program sees it. */
export type Life = { readonly store: Store; readonly over: () => boolean };

/**
 * A store that outlives the programs using it. `fate` is asked at each call, counted from 1 over all lives.
 * dies: after the first call that fails nothing works any more in that life; else only that call fails.
 */
export function mortal(inner: Store, fate: (call: number) => Fate, dies = true) {
  let calls = 0;
  const born = (): Life => {
    let over = false;
    const call = async <Answer>(run: () => Promise<Answer>): Promise<Answer> => {
      if (over && dies) throw new Error("this life is over");
      calls += 1;
      const comes = fate(calls);
      if (comes === "lives") return run();
      over = true;
      if (comes === "after") await run();
      throw new Error(`call ${calls} failed`);
    };
    const store: Store = {
      load: (keys) => call(() => inner.load(keys)),
      commit: (change) => call(() => inner.commit(change)),
      range: (index, window) => call(() => inner.range(index, window)),
      read: (log, from, limit) => call(() => inner.read(log, from, limit)),
      claim: (lane, want) => call(() => inner.claim(lane, want)),
      pace: (bucket, want) => call(() => inner.pace(bucket, want)),
    };
    return { store, over: () => over && dies };
  };
  return { born, calls: () => calls };
}
