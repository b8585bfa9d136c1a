import { z } from "zod";
import type { ThreadId } from "../domain/ids.ts";
import { windowKey } from "../domain/keys.ts";
import type { Clock } from "../ports/clock.ts";
import type { Window, Windows } from "../ports/windows.ts";
import { isStoreAway, type Store } from "./contract.ts";

const Kept = z.object({ at: z.number(), nudged: z.number().exactOptional() });

/** Threads that were heard while the store was away, at most. */
const mostUnwritten = 10_000;
/** A platform waits two seconds for its answer, and the delivery itself has to be taken too. */
const writtenWithin = 300;

export type PatientWindows = Windows & {
  /** As `heard`, but fails with the store. */
  readonly heardAgain: Windows["heard"];
};

/** Windows that are heard of and looked up also while the store is away: then by what this process knows. */
export function patientWindows(windows: Windows): PatientWindows {
  const unwritten = new Map<ThreadId, number>();
  const heardAgain = async (thread: ThreadId, at: number): Promise<void> => {
    await windows.heard(thread, at);
    if ((unwritten.get(thread) ?? Infinity) <= at) unwritten.delete(thread);
  };
  return {
    load: async (thread) => {
      const at = unwritten.get(thread);
      try {
        const found = await windows.load(thread);
        return at === undefined || (found?.at ?? 0) >= at ? found : { at };
      } catch (why) {
        // Where nobody is known to have written, the platform itself says whether we may.
        if (isStoreAway(why)) return at === undefined ? undefined : { at };
        throw why;
      }
    },
    heardAgain,
    heard: async (thread, at) => {
      const { promise: late, resolve } = Promise.withResolvers<false>();
      const timer = setTimeout(() => resolve(false), writtenWithin);
      const writing = heardAgain(thread, at).then(
        () => true,
        (why: unknown) => {
          if (isStoreAway(why)) return false;
          throw why;
        },
      );
      const written = await Promise.race([writing, late]).finally(() => clearTimeout(timer));
      if (written) return;
      unwritten.set(thread, at);
      const [oldest] = unwritten.keys();
      if (unwritten.size > mostUnwritten && oldest !== undefined) unwritten.delete(oldest);
    },
    nudged: windows.nudged,
  };
}

/** The windows of all threads over the store. */
export function storeWindows(store: Store, clock: Clock): Windows {
  const read = async (
    thread: ThreadId,
  ): Promise<{ readonly version: number; readonly window: Window | undefined }> => {
    const [found] = await store.load([windowKey(thread)]);
    return {
      version: found?.version ?? 0,
      window: found === undefined ? undefined : Kept.parse(JSON.parse(found.text)),
    };
  };
  const change = async (
    thread: ThreadId,
    to: (window: Window | undefined) => Window | undefined,
  ): Promise<void> => {
    for (;;) {
      const { version, window } = await read(thread);
      const next = to(window);
      if (next === undefined) return;
      const key = windowKey(thread);
      const put = [{ key, text: JSON.stringify(next) }];
      if ((await store.commit({ now: clock.now(), expect: [{ key, version }], put })) === "done") return;
    }
  };
  return {
    load: async (thread) => (await read(thread)).window,
    heard: (thread, at) =>
      change(thread, (window) => (window !== undefined && window.at >= at ? undefined : { at })),
    nudged: (thread, at) => change(thread, (window) => ({ at: window?.at ?? 0, nudged: at })),
  };
}
