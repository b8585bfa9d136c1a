import type { Change } from "../contract.ts";
import type { Keys } from "./keys.ts";

export type Packed = { readonly keys: readonly string[]; readonly args: readonly string[] };

/** Between the id of a work and its text. */
export const idEnd = "\0";

/** A change as commit.lua reads it: for each section its length and then its items, flat. `call` names what takes groups. */
export function pack(name: Keys, change: Change, call: string): Packed {
  const keys: string[] = [];
  const args: string[] = [String(change.now)];
  const section = <Item>(items: readonly Item[] | undefined, write: (item: Item) => void): void => {
    args.push(items === undefined ? "0" : String(items.length));
    items?.forEach(write);
  };
  const loaded = new Map<string, number>();

  section(change.seen, ({ id, until }) => {
    keys.push(name.seen(id));
    args.push(String(until));
  });
  section(change.expect, ({ key, version }) => {
    loaded.set(key, version);
    keys.push(name.value(key));
    args.push(version === 0 ? "" : `${version}:`);
  });
  section(change.held, ({ lane, group, token }) => {
    keys.push(name.lease(lane));
    args.push(group, String(token));
  });
  section(change.put, ({ key, text }) => {
    const version = loaded.get(key);
    keys.push(name.value(key));
    if (text === null) args.push("none", "");
    else if (version === undefined) args.push("next", text);
    else args.push("whole", `${version + 1}:${text}`);
    // What is put a second time has moved on from the version expected.
    loaded.delete(key);
  });
  section(change.append, ({ log, text }) => {
    keys.push(name.log(log));
    args.push(text);
  });
  section(change.drop, (log) => keys.push(name.log(log)));
  section(change.index, ({ index, member, score }) => {
    keys.push(name.index(index));
    args.push(member, score === null ? "" : String(score));
  });
  section(change.push, ({ lane, group, id, text, due, take }) => {
    keys.push(name.works(lane, group), name.ready(lane), name.lease(lane));
    if (take !== undefined) keys.push(name.tokens);
    args.push(
      group,
      String(due ?? change.now),
      take === undefined ? "" : `${take} ${call}`,
      id + idEnd + text,
    );
  });
  const done = change.done?.flatMap(({ lane, group, ids }) => ids.map((id) => ({ lane, group, id })));
  section(done, ({ lane, group, id }) => {
    keys.push(name.works(lane, group));
    args.push(id + idEnd);
  });
  section(change.release, ({ lane, group, until }) => {
    keys.push(name.works(lane, group), name.ready(lane), name.lease(lane));
    args.push(group, until === undefined ? "" : String(until));
  });
  section(change.load, (key) => keys.push(name.value(key)));
  keys.push(name.whole);
  return { keys, args };
}
