import type { Event } from "../../domain/event.ts";
import { seconds } from "../../domain/instant.ts";
import type { Log } from "../../ports/log.ts";
import { pollTime, type TelegramApi } from "./api.ts";
import { faultCode } from "./fault.ts";
import { backOff, persist, wait } from "./persist.ts";
import { wantedUpdates } from "./update.ts";

type Wanted = {
  /** Connections of its own: stopping ends the waiting call, and no message that is being sent. */
  readonly telegram: TelegramApi;
  readonly take: (update: unknown) => readonly Event[] | undefined;
  readonly receive: (event: Event) => Promise<unknown>;
  readonly wake: () => void;
  readonly log: Log;
  /** Milliseconds of the first wait after a failure. */
  readonly unit?: number;
  /** Seconds the platform may hold a call without news. */
  readonly hold?: number;
};

/** Fetches updates where no public address is. An update is confirmed only when its events stand in the inbox. */
export function longPolling({
  telegram: { api, close },
  take,
  receive,
  wake,
  log,
  unit = seconds(1),
  hold = pollTime,
}: Wanted): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const stop = stopping.signal;
  const onFault = (method: string) => (why: unknown) =>
    log({ what: "telegram", method, code: faultCode(why) });

  const run = async (): Promise<void> => {
    // While a webhook stands, the platform gives nothing to those who ask.
    await persist(() => api.raw.deleteWebhook({}), { stop, unit, onFault: onFault("deleteWebhook") });
    let offset = 0;
    let failures = 0;
    while (!stop.aborted) {
      try {
        const updates = await api.raw.getUpdates({
          offset,
          limit: 100,
          timeout: hold,
          allowed_updates: [...wantedUpdates],
        });
        // Some servers do not hold a call without news: they are not asked without a pause.
        if (updates.length === 0) await wait(unit / 10, stop);
        // Nothing left unconfirmed: the next ids may be lower than these, and an offset above them would lose them.
        if (updates.length === 0) offset = 0;
        for (const update of updates) {
          for (const event of take(update) ?? []) await receive(event);
          offset = update.update_id + 1;
        }
        if (updates.length > 0) wake();
        failures = 0;
      } catch (why) {
        if (stop.aborted) return;
        onFault("getUpdates")(why);
        wake();
        await wait(backOff(why, failures, unit), stop);
        failures += 1;
      }
    }
  };

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await close();
      await running;
    },
  };
}
