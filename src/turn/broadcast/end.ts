import { stepped } from "../../broadcast/announcement.ts";
import { announcementKey, tallyIndex } from "../../domain/keys.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Store } from "../../store/contract.ts";
import { newsToOwner } from "./look-up.ts";
import { readAnnouncement } from "./kept.ts";

/** What ending needs. */
type Ending = { readonly store: Store; readonly clock: Clock; readonly log: Log };

/** Ends an announcement whose time has run out. */
export async function expire({ store, clock, log }: Ending, id: string): Promise<void> {
  const [found] = await store.load([announcementKey(id)]);
  if (found === undefined) return;
  const next = stepped(readAnnouncement(found.text), "expire", clock.now());
  if (next === undefined) return;
  const committed = await store.commit({
    now: clock.now(),
    expect: [{ key: announcementKey(id), version: found.version }],
    put: [{ key: announcementKey(id), text: JSON.stringify(next) }],
    push: await newsToOwner(store, next, "expired", clock.now()),
  });
  if (committed === "done") log({ what: "broadcast", code: "expired", announcement: id });
}

/** Ends an announcement of which nothing is left to send. What is in doubt, or held by chats, goes its own way. */
export async function finish({ store, clock, log }: Ending, id: string): Promise<void> {
  for (const state of ["waiting", "sending", "later"])
    if ((await store.range(tallyIndex(id, state), { limit: 1 })).length > 0) return;
  const [found] = await store.load([announcementKey(id)]);
  if (found === undefined) return;
  const announcement = readAnnouncement(found.text);
  if (announcement.cursor?.whole !== true || announcement.evergreen) return;
  const next = stepped(announcement, "end", clock.now());
  if (next === undefined) return;
  const committed = await store.commit({
    now: clock.now(),
    expect: [{ key: announcementKey(id), version: found.version }],
    put: [{ key: announcementKey(id), text: JSON.stringify(next) }],
    push: await newsToOwner(store, next, "done", clock.now()),
  });
  if (committed === "done") log({ what: "broadcast", code: "done", announcement: id });
}
