import { z } from "zod";
import type { ThreadId } from "../domain/ids.ts";
import { windowKey } from "../domain/keys.ts";
import type { Clock } from "../ports/clock.ts";
import type { Window, Windows } from "../ports/windows.ts";
import type { Store } from "./contract.ts";

const Kept = z.object({ at: z.number(), nudged: z.number().exactOptional() });

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
