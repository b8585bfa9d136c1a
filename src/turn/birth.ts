import { phrase } from "../content/phrase.ts";
import { clockTime, dayOf, type Instant, minutes, showDay } from "../domain/instant.ts";
import { birthKey } from "../domain/keys.ts";
import type { Clock } from "../ports/clock.ts";
import type { Ids } from "../ports/ids.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../store/contract.ts";
import { peopleWithRoles } from "./roles.ts";

type Wanted = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly words: Readonly<Record<string, string>>;
};

/** How often it is looked who the administrators are. */
const apart = minutes(1);

/**
 * Watches that the store is the one it was: its birth is written once, and where it is gone the data is gone. The chats of
 * administrators are remembered here, since the store that knew them knows nobody any more.
 */
export function birthWatch({ store, clock, ids, log, words }: Wanted): { readonly look: () => void } {
  let known: string | undefined;
  let chats: readonly string[] = [];
  let lookedUp = -Infinity;
  let looking = false;

  const lookUp = async (now: Instant): Promise<void> => {
    const people = await peopleWithRoles(store);
    const today = dayOf(now);
    chats = people
      .filter(({ roles }) => roles.some((role) => role.role === "admin" && (role.until ?? today) >= today))
      .flatMap(({ threads }) => threads);
    lookedUp = now;
  };

  /** Writes the birth of a store that has none; if it had one, whoever is first tells the administrators. */
  const bear = async (now: Instant): Promise<void> => {
    const birth = ids.next("store");
    const emptied = known !== undefined;
    const time = `${clockTime(now)} ${showDay(dayOf(now))}`;
    const written = await store.commit({
      now,
      expect: [{ key: birthKey, version: 0 }],
      put: [{ key: birthKey, text: birth }],
      push: emptied
        ? chats.map((group) => ({
            lane: "outbox",
            group,
            id: `${group}:emptied:${birth}`,
            text: JSON.stringify({ text: phrase(words, "store-emptied", { time }) }),
          }))
        : [],
    });
    if (written !== "done") return;
    if (emptied) log({ what: "store", code: "store-emptied", told: chats.length });
    known = birth;
  };

  const lookOnce = async (): Promise<void> => {
    const now = clock.now();
    const [found] = await store.load([birthKey]);
    if (found === undefined) return bear(now);
    if (known !== undefined && known !== found.text) log({ what: "store", code: "store-other", told: 0 });
    known = found.text;
    if (now - lookedUp >= apart) await lookUp(now);
  };

  return {
    look: () => {
      if (looking) return;
      looking = true;
      // While the store is away there is nothing to see.
      void lookOnce()
        .catch(() => undefined)
        .finally(() => {
          looking = false;
        });
    },
  };
}
