import type { Event } from "../domain/event.ts";
import { hours, type Instant } from "../domain/instant.ts";
import { transcriptLog } from "../domain/keys.ts";
import type { Line } from "../ports/transcript.ts";
import type { Committed, Store } from "../store/contract.ts";

/** How long a delivery is remembered: platforms repeat for at most two days. */
const remembered = hours(72);

/** What is asked for with a delivery that is to be worked off at once: its thread's inbox until then, and these values. */
export type AtOnce = { readonly take: Instant; readonly load: readonly string[] };

/**
 * Takes a delivery into its thread's inbox, once, however often it comes; `own` is the person's line on a web page.
 * Only when this has returned may the platform be told that the delivery was taken.
 */
export const receive = (
  store: Store,
  now: Instant,
  event: Event,
  own: Line | undefined,
  atOnce: AtOnce | undefined,
): Promise<Committed> =>
  store.commit({
    now,
    seen: [{ id: `in:${event.id}`, until: now + remembered }],
    push: [
      {
        lane: "inbox",
        group: event.thread,
        id: event.id,
        text: JSON.stringify(event),
        ...(atOnce && { take: atOnce.take }),
      },
    ],
    ...(own && { append: [{ log: transcriptLog(event.thread), text: JSON.stringify(own) }] }),
    ...(atOnce && { load: atOnce.load }),
  });
