import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Claimed, Store } from "../contract.ts";

const groups = z.array(z.object({ name: z.string() }));
const works = z.array(z.object({ id: z.string(), text: z.string() }));
const counted = z.object({ value: z.number() });

/** Counts one further under a name: a claim's token. */
export const nextToken = `insert into counter (name, value) values (?, 1)
  on conflict (name) do update set value = value + 1 returning value`;

type Want = Parameters<Store["claim"]>[1];

/** Claims inside a transaction; `waits` tells beforehand, without a lock, if there is anything to claim. */
export function claimer(database: DatabaseSync, own: (name: string) => string) {
  const due = database.prepare(
    "select name from ready where lane = ? and due <= ? order by due, name limit ?",
  );
  const inside = database.prepare(
    "select id, text from work where lane = ? and name = ? order by seq limit ?",
  );
  const next = database.prepare(nextToken);
  const take = database.prepare("update ready set due = ?, token = ? where lane = ? and name = ?");
  const forget = database.prepare("delete from ready where lane = ? and name = ?");

  const one = (lane: string, group: string, { now, lease, most }: Want): Claimed | undefined => {
    const found = works.parse(inside.all(own(lane), group, Math.max(1, most)));
    if (found.length === 0) {
      // Its holder took everything out and never gave it back.
      forget.run(own(lane), group);
      return undefined;
    }
    const token = counted.parse(next.get(own("tokens"))).value;
    take.run(now + lease, token, own(lane), group);
    return { lane, group, token, until: now + lease, works: found };
  };

  const claim = (lane: string, want: Want): readonly Claimed[] => {
    const claimed: Claimed[] = [];
    for (;;) {
      const room = want.limit - claimed.length;
      const found = groups.parse(due.all(own(lane), want.now, Math.max(0, room)));
      const got = found.flatMap(({ name }) => one(lane, name, want) ?? []);
      claimed.push(...got);
      if (got.length === found.length) return claimed;
    }
  };
  const waits = (lane: string, { now }: Want): boolean => due.get(own(lane), now, 1) !== undefined;
  return { claim, waits };
}
