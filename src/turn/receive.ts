import type { Event } from "../domain/event.ts";
import { hours } from "../domain/instant.ts";
import { transcriptLog } from "../domain/keys.ts";
import type { Clock } from "../ports/clock.ts";
import type { Line } from "../ports/transcript.ts";
import type { Store } from "../store/contract.ts";

/** How long a delivery is remembered: platforms repeat for at most two days. */
const remembered = hours(72);

/**
 * Takes a delivery into its thread's inbox, once, however often it comes; `own` is the person's line on a web page.
 * Only when this has returned may the platform be told that the delivery was taken.
 */
export async function receive(
  store: Store,
  clock: Clock,
  event: Event,
  own?: Line,
): Promise<"done" | "seen"> {
  const now = clock.now();
  const answer = await store.commit({
    now,
    seen: [{ id: `in:${event.id}`, until: now + remembered }],
    push: [{ lane: "inbox", group: event.thread, id: event.id, text: JSON.stringify(event) }],
    ...(own === undefined
      ? {}
      : { append: [{ log: transcriptLog(event.thread), text: JSON.stringify(own) }] }),
  });
  return answer === "seen" ? "seen" : "done";
}
