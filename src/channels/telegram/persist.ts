import { GrammyError } from "grammy";
import { setTimeout as pause } from "node:timers/promises";
import { seconds } from "../../domain/instant.ts";

/** Waits, but not beyond a stop. */
export const wait = (ms: number, stop: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal: stop, ref: false }).catch(() => undefined);

/** How long to wait after a failure: what the platform asks for, else longer each time up to half a minute. */
export function backOff(why: unknown, failures: number, unit: number): number {
  if (why instanceof GrammyError && why.parameters.retry_after !== undefined)
    return seconds(why.parameters.retry_after);
  if (why instanceof GrammyError && why.error_code === 409) return 3 * unit;
  return Math.min(30, 2 ** Math.min(failures, 5)) * unit;
}

type Persistence = {
  readonly stop: AbortSignal;
  readonly unit: number;
  readonly onFault: (why: unknown) => void;
};

/** Does something until it succeeds or is stopped; true when it succeeded. */
export async function persist(
  deed: () => Promise<unknown>,
  { stop, unit, onFault }: Persistence,
): Promise<boolean> {
  for (let failures = 0; !stop.aborted; failures += 1) {
    try {
      await deed();
      return true;
    } catch (why) {
      if (stop.aborted) return false;
      onFault(why);
      await wait(backOff(why, failures, unit), stop);
    }
  }
  return false;
}
