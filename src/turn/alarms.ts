import { phrase } from "../content/phrase.ts";
import type { Setting } from "../dialogue/scene.ts";
import { tellingLine } from "../dialogue/alarm-words.ts";
import { dayOf, days, type Instant, minutes, seconds } from "../domain/instant.ts";
import { alarmsKey, switchesKey } from "../domain/keys.ts";
import type { Message } from "../domain/message.ts";
import { may } from "../domain/role.ts";
import { nextAlarms, readAlarms } from "../operation/alarm.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Surroundings } from "../ports/surroundings.ts";
import type { Store } from "../store/contract.ts";
import { conditionOf } from "./condition.ts";
import { inTime } from "./in-time.ts";
import { peopleWithRoles } from "./roles.ts";
import type { Switchboard } from "./switches.ts";

/** How often it is looked, by one of all processes. */
const every = minutes(1);
/** A look that takes longer is none. */
const longest = seconds(20);
/** Chats that hear of an alarm. */
const mostTold = 20;

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly setting: Setting;
  readonly switches: Switchboard;
  readonly around: Surroundings;
  /** Called when there is something to send. */
  readonly wake: () => void;
};

/** Looks once a minute at how the program is, and tells its administrators in their own chats. */
export function alarms(parts: Parts): { readonly wake: () => void; readonly look: () => Promise<void> } {
  const { clock, log } = parts;
  let next: Instant = 0;
  let looking = false;
  const wake = (): void => {
    if (looking || clock.now() < next) return;
    looking = true;
    next = clock.now() + every;
    void inTime(() => look(parts), longest).then((done) => {
      looking = false;
      if (done === undefined) log({ what: "alarms", code: "fault" });
    });
  };
  return { wake, look: async () => void (await look(parts)) };
}

async function look({ store, clock, log, setting, switches, around, wake }: Parts): Promise<true> {
  const now = clock.now();
  const [found, off] = await store.load([alarmsKey, switchesKey]);
  switches.see(off);
  const before = found === undefined ? undefined : readAlarms(found.text);
  // Another process has just looked.
  if (before !== undefined && now < before.checkedAt + every - seconds(5)) return true;
  if (switches.isOff("alarms")) return true;
  const condition = await conditionOf(store, now, around);
  const seen = { condition, model: around.model?.(), storeAway: around.storeAway?.() };
  const { alarms: after, tell } = nextAlarms(before, seen);
  const chats = tell.length === 0 ? [] : await chatsOf(store, setting, now);
  const reached = tell.length === 0 || chats.length > 0;
  // Where nobody can be told, it is told to whoever comes first.
  const kept = reached ? after : { ...after, open: before?.open ?? {}, storeAway: before?.storeAway ?? 0 };
  const lines = tell.map((one) => tellingLine(one, setting.words));
  const message: Message = {
    text: [phrase(setting.words, "alarm-head"), ...lines].join("\n"),
    until: now + days(1),
  };
  const committed = await store.commit({
    now,
    expect: [{ key: alarmsKey, version: found?.version ?? 0 }],
    put: [{ key: alarmsKey, text: JSON.stringify(kept) }],
    push: chats.map((thread) => ({
      lane: "outbox",
      group: thread,
      id: `alarm:${now}:${thread}`,
      text: JSON.stringify(message),
    })),
  });
  if (committed !== "done") return true;
  for (const one of tell)
    log({ what: "alarm", code: one.what, alarm: one.what === "away" ? "store-away" : one.name });
  if (chats.length > 0) wake();
  return true;
}

/** The chats of those who look after the program today. */
async function chatsOf(store: Store, { programme }: Setting, now: Instant): Promise<readonly string[]> {
  const people = await peopleWithRoles(store);
  return [
    ...new Set(
      people
        .filter(({ roles }) => may(roles, "operate", programme, dayOf(now)))
        .flatMap((one) => one.threads),
    ),
  ].slice(0, mostTold);
}
