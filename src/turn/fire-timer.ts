import { z } from "zod";
import type { Event } from "../domain/event.ts";
import { threadId } from "../domain/ids.ts";
import type { Clock } from "../ports/clock.ts";
import type { Claimed, Store } from "../store/contract.ts";

const timerSchema = z.object({ thread: z.string().transform(threadId), name: z.string() });

/** Turns due timers into events of their threads; the timer is done in the same commit. */
export async function fireTimer(store: Store, clock: Clock, claimed: Claimed): Promise<void> {
  const now = clock.now();
  const events = claimed.works.map((work): Event => {
    const { thread, name } = timerSchema.parse(JSON.parse(work.text));
    return { id: `timer:${work.id}`, thread, at: now, deed: { kind: "timer", name } };
  });
  await store.commit({
    now,
    held: [claimed],
    push: events.map((event) => ({
      lane: "inbox",
      group: event.thread,
      id: event.id,
      text: JSON.stringify(event),
    })),
    done: [{ lane: claimed.lane, group: claimed.group, ids: claimed.works.map((work) => work.id) }],
    release: [{ lane: claimed.lane, group: claimed.group }],
  });
}
