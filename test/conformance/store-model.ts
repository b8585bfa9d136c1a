import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change, Claimed, Committed, Grant, OpenStore, Work } from "../../src/store/contract.ts";
import type { Opened } from "./store.ts";

type Group = { works: Work[]; due: number; token: number | undefined };
type Model = {
  now: number;
  tokens: number;
  readonly ids: { last: number };
  readonly seen: Map<string, number>;
  readonly values: Map<string, { version: number; text: string }>;
  readonly logs: Map<string, string[]>;
  readonly index: Map<string, number>;
  readonly groups: Map<string, Group>;
  readonly claims: Claimed[];
  level: number;
};

const begin = 1_700_000_000_000;
const lane = "lane";
const fresh = (): Model => ({
  now: begin,
  tokens: 0,
  ids: { last: 0 },
  seen: new Map(),
  values: new Map(),
  logs: new Map(),
  index: new Map(),
  groups: new Map(),
  claims: [],
  level: 0,
});

function commit(model: Model, change: Change): Committed {
  const { now } = change;
  if (change.seen?.some(({ id }) => (model.seen.get(id) ?? 0) > now)) return "seen";
  if (change.expect?.some(({ key, version }) => (model.values.get(key)?.version ?? 0) !== version))
    return "stale";
  if (change.held?.some(({ group, token }) => model.groups.get(group)?.token !== token)) return "stale";
  for (const { id, until } of change.seen ?? []) model.seen.set(id, until);
  for (const { key, text } of change.put ?? []) {
    if (text === null) model.values.delete(key);
    else model.values.set(key, { version: (model.values.get(key)?.version ?? 0) + 1, text });
  }
  for (const { log, text } of change.append ?? [])
    model.logs.set(log, [...(model.logs.get(log) ?? []), text]);
  for (const log of change.drop ?? []) model.logs.delete(log);
  for (const { member, score } of change.index ?? []) {
    if (score === null) model.index.delete(member);
    else model.index.set(member, score);
  }
  const claimed: Claimed[] = [];
  for (const { group: name, id, text, due = now, take: until } of change.push ?? []) {
    const free = (model.groups.get(name)?.works.length ?? 0) === 0;
    const group = model.groups.get(name) ?? { works: [], due, token: undefined };
    group.works.push({ id, text });
    if (until !== undefined && free && group.token === undefined) {
      model.tokens += 1;
      Object.assign(group, { due: until, token: model.tokens });
      const works = (change.push ?? []).filter((one) => one.group === name);
      claimed.push({
        lane,
        group: name,
        token: model.tokens,
        until,
        works: works.map((one) => ({ id: one.id, text: one.text })),
      });
    }
    if (group.token === undefined) group.due = Math.min(group.due, due);
    model.groups.set(name, group);
  }
  model.claims.push(...claimed);
  for (const { group: name, ids } of change.done ?? []) {
    const group = model.groups.get(name);
    if (group !== undefined) group.works = group.works.filter(({ id }) => !ids.includes(id));
  }
  for (const { group: name, until } of change.release ?? []) {
    const group = model.groups.get(name);
    if (group === undefined) continue;
    if (group.works.length === 0) model.groups.delete(name);
    else Object.assign(group, { due: until ?? now, token: until === undefined ? undefined : 0 });
  }
  const asked = change.load !== undefined || change.push?.some((one) => one.take !== undefined) === true;
  const values = change.load?.map((key) => model.values.get(key)) ?? [];
  return asked ? { claimed, values } : "done";
}

function claim(model: Model, limit: number, lease: number, most: number): Claimed[] {
  const claimed: Claimed[] = [];
  const order = [...model.groups].toSorted(([a, x], [b, y]) => x.due - y.due || (a < b ? -1 : 1));
  for (const [name, group] of order) {
    if (group.due > model.now || claimed.length === limit) continue;
    if (group.works.length === 0) {
      model.groups.delete(name);
      continue;
    }
    model.tokens += 1;
    group.token = model.tokens;
    group.due = model.now + lease;
    claimed.push({
      lane,
      group: name,
      token: group.token,
      until: group.due,
      works: group.works.slice(0, most),
    });
  }
  model.claims.push(...claimed);
  return claimed;
}

function pace(model: Model, want: number): Grant {
  // One per 50 ms and two more at once.
  const start = Math.max(model.level, model.now);
  const granted = Math.max(0, Math.min(want, Math.floor((model.now + 100 - start) / 50) + 1));
  if (granted > 0) model.level = start + granted * 50;
  return { granted, next: Math.max(model.now, start + granted * 50 - 100) };
}

type Command = fc.AsyncCommand<Model, readonly OpenStore[]>;

const command = (
  name: string,
  run: (model: Model, store: OpenStore) => Promise<void>,
  by: number,
): Command => ({
  check: () => true,
  run: async (model, stores) => {
    const store = stores[by];
    if (store !== undefined) await run(model, store);
  },
  toString: () => `${name} by ${by}`,
});

const by = fc.nat(1);
const names = fc.constantFrom("a", "b", "c");
const later = fc.option(fc.integer({ min: -50, max: 300 }), { nil: undefined });

const commits = fc
  .record({
    by,
    seen: fc.option(fc.tuple(names, fc.nat(200)), { nil: undefined, freq: 1 }),
    expect: fc.option(fc.tuple(names, fc.integer({ min: -1, max: 0 })), { nil: undefined }),
    put: fc.array(fc.record({ key: names, text: fc.option(fc.string({ unit: "grapheme" })) }), {
      maxLength: 3,
    }),
    append: fc.array(fc.record({ log: names, text: fc.string({ unit: "grapheme" }) }), { maxLength: 2 }),
    drop: fc.option(names, { nil: undefined, freq: 1 }),
    index: fc.array(fc.record({ member: names, score: fc.option(fc.integer()) }), { maxLength: 2 }),
    push: fc.array(fc.record({ group: names, due: later, take: later }), { maxLength: 3 }),
    claimed: fc.option(fc.nat(), { nil: undefined, freq: 3 }),
    finish: fc.nat(3),
    release: fc.boolean(),
    until: later,
    load: fc.option(fc.array(names, { maxLength: 3 }), { nil: undefined }),
  })
  .map((wish) =>
    command(
      JSON.stringify(wish),
      async (model, store) => {
        const { now } = model;
        const held = wish.claimed === undefined ? undefined : model.claims.at(-1 - (wish.claimed % 3));
        const ids = held?.works.slice(0, wish.finish).map(({ id }) => id) ?? [];
        const change: Change = {
          now,
          ...(wish.seen && { seen: [{ id: wish.seen[0], until: now + wish.seen[1] }] }),
          ...(wish.expect && {
            expect: [
              {
                key: wish.expect[0],
                version: Math.max(0, (model.values.get(wish.expect[0])?.version ?? 0) + wish.expect[1]),
              },
            ],
          }),
          put: wish.put,
          append: wish.append,
          ...(wish.drop && { drop: [wish.drop] }),
          index: wish.index.map((one) => ({ index: "index", ...one })),
          push: wish.push.map(({ group, due, take }) => ({
            lane,
            group,
            id: `w${(model.ids.last += 1)}`,
            text: "text",
            ...(due !== undefined && { due: now + due }),
            ...(take !== undefined && { take: now + take }),
          })),
          ...(wish.load && { load: wish.load }),
          ...(held && { held: [held], done: [{ lane, group: held.group, ids }] }),
          ...(held &&
            wish.release && {
              release: [
                { lane, group: held.group, ...(wish.until !== undefined && { until: now + wish.until }) },
              ],
            }),
        };
        expect(await store.commit(change)).toEqual(commit(model, change));
      },
      wish.by,
    ),
  );

const claims = fc
  .tuple(fc.nat(3), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 4 }), by)
  .map(([limit, lease, most, who]) =>
    command(
      `claim ${limit} for ${lease} with ${most}`,
      async (model, store) => {
        const got = await store.claim(lane, { now: model.now, limit, lease, most });
        expect(got).toEqual(claim(model, limit, lease, most));
      },
      who,
    ),
  );

const looks = by.map((who) =>
  command(
    "look",
    async (model, store) => {
      const keys = ["a", "b", "c"];
      expect(await store.load(keys)).toEqual(keys.map((key) => model.values.get(key)));
      for (const log of keys)
        expect(await store.read(log, 1, 2)).toEqual((model.logs.get(log) ?? []).slice(1, 3));
    },
    who,
  ),
);

const ranges = fc
  .tuple(fc.integer(), fc.integer(), fc.nat(3), fc.boolean(), by)
  .map(([from, to, limit, down, who]) =>
    command(
      `range ${from} to ${to}, ${limit}${down ? " down" : ""}`,
      async (model, store) => {
        const inside = [...model.index]
          .filter(([, score]) => score >= from && score <= to)
          .toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
        if (down) inside.reverse();
        const wanted = inside.slice(0, limit).map(([member, score]) => ({ member, score }));
        expect(await store.range("index", { from, to, limit, down })).toEqual(wanted);
      },
      who,
    ),
  );

const paces = fc.tuple(fc.nat(4), by).map(([want, who]) =>
  command(
    `pace ${want}`,
    async (model, store) => {
      const got = await store.pace("bucket", { now: model.now, want, rate: 20, period: 1000, burst: 2 });
      expect(got).toEqual(pace(model, want));
    },
    who,
  ),
);

const waits = fc.nat(80).map((ms) =>
  command(
    `wait ${ms}`,
    async (model) => {
      model.now += ms;
    },
    0,
  ),
);

/** Random histories over two clients: the store answers like a few maps in memory. */
export function storeHistories(open: () => Promise<Opened>): void {
  test("answers like a plain model, whatever the history", { timeout: 60_000 }, async () => {
    const histories = fc.commands([commits, commits, claims, looks, ranges, paces, waits], {
      maxCommands: 40,
    });
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { store, again, stop } = await open();
        const second = await again();
        try {
          await fc.asyncModelRun(() => ({ model: fresh(), real: [store, second] }), history);
        } finally {
          await stop();
        }
      }),
      { numRuns: 100 },
    );
  });
}
