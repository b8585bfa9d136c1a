import { expect, test } from "vitest";
import { dueSoon } from "../../src/store/due-soon.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";

test("what is left in the store is known by when it falls due, and a failure by what follows it", async () => {
  let now = 1_000_000;
  let away = false;
  const sqlite = await openSqlite({ file: ":memory:", programme: "p" });
  const { store, next } = dueSoon(
    { ...sqlite, load: (keys) => (away ? Promise.reject(new Error("away")) : sqlite.load(keys)) },
    { now: () => now },
  );
  const push = (group: string, more: object) => ({
    lane: "outbox",
    group,
    id: `w-${group}`,
    text: "x",
    ...more,
  });

  await store.commit({ now, push: [push("taken", { take: now + 30_000 })] });
  expect(next()).toBeUndefined();
  await store.commit({
    now,
    push: [push("later", { due: now + 9_000 }), push("soon", { due: now + 5_000 })],
  });
  expect(next()).toBe(now + 5_000);
  expect(next()).toBeUndefined();
  await store.commit({ now, push: [push("now", {})] });
  expect(next()).toBe(now);
  await store.commit({ now, release: [{ lane: "outbox", group: "taken", until: now + 2_500 }] });
  expect(next()).toBe(now + 2_500);
  const stale = { now, expect: [{ key: "k", version: 7 }], push: [push("stale", {})] };
  expect(await store.commit(stale)).toBe("stale");
  expect(next()).toBeUndefined();

  away = true;
  await expect(store.load(["k"])).rejects.toThrow();
  expect(next()).toBe(now + 2_000);
  now += 9_000;
  expect(next()).toBe(now + 2_000);
  now += 1_000;
  expect(next()).toBeUndefined();
  await store.close();
});
