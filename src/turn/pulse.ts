import { seconds } from "../domain/instant.ts";
import type { Clock } from "../ports/clock.ts";

/** How long ago a lane may last have looked for work: it looks once a second. */
const pulseWithin = seconds(5);

/** When each lane last looked for work with success, or finished some. */
export type Pulse = {
  readonly beat: (lane: string) => void;
  /** The lanes that have not for too long; at the start all of them. */
  readonly late: () => readonly string[];
};

/** The pulse of these lanes. A full lane need not look: then it is alive as long as it gets something done. */
export function pulse(clock: Clock, lanes: readonly string[], within = pulseWithin): Pulse {
  const last = new Map<string, number>();
  return {
    beat: (lane) => void last.set(lane, clock.now()),
    late: () => lanes.filter((lane) => clock.now() - (last.get(lane) ?? -Infinity) > within),
  };
}
