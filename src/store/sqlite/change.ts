import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { hours } from "../../domain/instant.ts";
import type { Change, Committed, Versioned } from "../contract.ts";
import { handedBack } from "../handed-back.ts";
import { nextToken } from "./claim.ts";

const swept = 500;
const sweepEvery = hours(1);
const counted = z.object({ value: z.number() });

/** Runs a change inside a transaction. `own` puts a name under the programme. */
export function changer(
  database: DatabaseSync,
  own: (name: string) => string,
  load: (key: string) => Versioned | undefined,
): (change: Change) => Committed {
  const seen = database.prepare("select 1 from seen where id = ? and until > ?");
  const version = database.prepare("select 1 from value where key = ? and version = ?");
  const absent = database.prepare("select 1 where not exists (select 1 from value where key = ?)");
  const holder = database.prepare("select 1 from ready where lane = ? and name = ? and token = ?");
  const mark = database.prepare("insert or replace into seen (id, until) values (?, ?)");
  const sweep = database.prepare(
    `delete from seen where id in (select id from seen where until <= ? order by until limit ${swept})`,
  );
  const put = database.prepare(
    `insert into value (key, version, text) values (?, 1, ?)
     on conflict (key) do update set version = version + 1, text = excluded.text`,
  );
  const remove = database.prepare("delete from value where key = ?");
  const append = database.prepare(
    `insert into entry (log, position, text)
     select ?1, coalesce(max(position), -1) + 1, ?2 from entry where log = ?1`,
  );
  const drop = database.prepare("delete from entry where log = ?");
  const rank = database.prepare("insert or replace into ranked (name, member, score) values (?, ?, ?)");
  const unrank = database.prepare("delete from ranked where name = ? and member = ?");
  const push = database.prepare("insert into work (lane, name, id, text) values (?, ?, ?, ?)");
  const waiting = database.prepare(
    `insert into ready (lane, name, due) values (?, ?, ?)
     on conflict (lane, name) do update set due = min(due, excluded.due) where token is null`,
  );
  const taken = database.prepare("select 1 from ready where lane = ? and name = ? and token is not null");
  const done = database.prepare(
    `delete from work where seq =
     (select seq from work where lane = ? and name = ? and id = ? order by seq limit 1)`,
  );
  const left = database.prepare("select 1 from work where lane = ? and name = ? limit 1");
  const giveBack = database.prepare(
    `insert into ready (lane, name, due, token) values (?, ?, ?, ?)
     on conflict (lane, name) do update set due = excluded.due, token = excluded.token`,
  );
  const forget = database.prepare("delete from ready where lane = ? and name = ?");
  const next = database.prepare(nextToken);
  let commits = 0;
  let sweptAt = 0;

  /** Its token, or 0 where somebody holds the group or something lies in it. */
  const take = (lane: string, group: string, until: number): number => {
    if (left.get(own(lane), group) !== undefined || taken.get(own(lane), group) !== undefined) return 0;
    const token = counted.parse(next.get(own("tokens"))).value;
    giveBack.run(own(lane), group, until, token);
    return token;
  };

  const isStale = ({ expect = [], held = [] }: Change): boolean =>
    expect.some((one) =>
      one.version === 0
        ? absent.get(own(one.key)) === undefined
        : version.get(own(one.key), one.version) === undefined,
    ) || held.some(({ lane, group, token }) => holder.get(own(lane), group, token) === undefined);

  const write = (change: Change): readonly number[] => {
    const { now } = change;
    const tokens: number[] = [];
    for (const { id, until } of change.seen ?? []) mark.run(own(id), until);
    for (const { key, text } of change.put ?? []) {
      if (text === null) remove.run(own(key));
      else put.run(own(key), text);
    }
    for (const { log, text } of change.append ?? []) append.run(own(log), text);
    for (const log of change.drop ?? []) drop.run(own(log));
    for (const { index, member, score } of change.index ?? []) {
      if (score === null) unrank.run(own(index), member);
      else rank.run(own(index), member, score);
    }
    for (const { lane, group, id, text, due = now, take: until } of change.push ?? []) {
      if (until !== undefined) tokens.push(take(lane, group, until));
      push.run(own(lane), group, id, text);
      waiting.run(own(lane), group, due);
    }
    for (const { lane, group, ids } of change.done ?? [])
      for (const id of ids) done.run(own(lane), group, id);
    for (const { lane, group, until } of change.release ?? []) {
      if (left.get(own(lane), group) === undefined) forget.run(own(lane), group);
      else giveBack.run(own(lane), group, until ?? now, until === undefined ? null : 0);
    }
    commits += 1;
    // In a quiet time too: an id names the chat it came from, and is not to stay for weeks.
    if (commits % swept === 0 || now - sweptAt >= sweepEvery || now < sweptAt) {
      sweep.run(now);
      sweptAt = now;
    }
    return tokens;
  };

  return (change) => {
    if (change.seen?.some(({ id }) => seen.get(own(id), change.now) !== undefined)) return "seen";
    if (isStale(change)) return "stale";
    const tokens = write(change);
    return handedBack(change, tokens, change.load?.map(load) ?? []) ?? "done";
  };
}
