import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { OpenStore } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { type Opened, storeConformance } from "../conformance/store.ts";

const inFolder = async (): Promise<Opened & { readonly file: string }> => {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  const file = join(folder, "store.sqlite");
  const open: OpenStore[] = [];
  const again = async () => {
    const store = await openSqlite({ file, programme: "p" });
    open.push(store);
    return store;
  };
  const stop = async () => {
    for (const store of open) await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { store: await again(), again, stop, file };
};

const now = 1_700_000_000_000;

storeConformance("SQLite", inFolder);

test("a store in memory works like one in a file", async () => {
  const store = await openSqlite({ file: ":memory:", programme: "p" });
  await store.commit({
    now,
    put: [{ key: "k", text: "x" }],
    push: [{ lane: "l", group: "g", id: "w", text: "" }],
  });
  expect(await store.load(["k"])).toEqual([{ version: 1, text: "x" }]);
  expect(await store.claim("l", { now, limit: 1, lease: 1000, most: 1 })).toHaveLength(1);
  await store.close();
});

test("a commit that throws leaves nothing, and the next one works", async () => {
  const { store, stop } = await inFolder();
  const broken = {
    now,
    put: [{ key: "k", text: "x" }],
    index: [{ index: "i", member: "m", score: Number.NaN }],
  };
  await expect(store.commit(broken)).rejects.toThrow();
  expect(await store.load(["k"])).toEqual([undefined]);
  expect(await store.commit({ now, put: [{ key: "k", text: "y" }] })).toBe("done");
  await stop();
});

test("what was committed is there after closing and opening", async () => {
  const { store, again, stop } = await inFolder();
  await store.commit({ now, append: [{ log: "l", text: "x" }] });
  const second = await again();
  expect(await second.read("l", 0, 1)).toEqual(["x"]);
  await stop();
});

test("programmes in one file do not see each other", async () => {
  const { store, file, stop } = await inFolder();
  const other = await openSqlite({ file, programme: "q" });
  await store.commit({
    now,
    put: [{ key: "k", text: "x" }],
    push: [{ lane: "l", group: "g", id: "w", text: "" }],
  });
  expect(await other.load(["k"])).toEqual([undefined]);
  expect(await other.claim("l", { now, limit: 1, lease: 1000, most: 1 })).toEqual([]);
  await other.close();
  await stop();
});

test("waits without blocking while another process writes", async () => {
  const { store, file, stop } = await inFolder();
  const writer = new DatabaseSync(file);
  writer.exec("begin immediate");
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 5);
  const committing = store.commit({ now, put: [{ key: "k", text: "x" }] });
  await new Promise((resolve) => setTimeout(resolve, 200));
  clearInterval(ticking);
  expect(await store.load(["k"])).toEqual([undefined]);
  writer.exec("commit");
  writer.close();
  expect(await committing).toBe("done");
  expect(ticks).toBeGreaterThan(5);
  await stop();
});

test("a loop over the store lets timers and requests in between", async () => {
  const store = await openSqlite({ file: ":memory:", programme: "p" });
  let fired = false;
  setTimeout(() => {
    fired = true;
  }, 5);
  const end = performance.now() + 2000;
  while (!fired && performance.now() < end) await store.load(["k"]);
  expect(fired).toBe(true);
  await store.close();
});

test("marks that are out of date are swept away", async () => {
  const { store, file, stop } = await inFolder();
  for (let at = 0; at < 500; at += 1)
    await store.commit({ now: now + at, seen: [{ id: `m${at}`, until: now + at + 100 }] });
  const reader = new DatabaseSync(file);
  expect(reader.prepare("select count(*) as left from seen").get()).toEqual({ left: 100 });
  reader.close();
  await stop();
});
