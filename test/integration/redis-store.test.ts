import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenStore } from "../../src/store/contract.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { type Opened, storeConformance } from "../conformance/store.ts";
import { freePort } from "../support/free-port.ts";
import { type Redis, startRedis } from "../support/redis.ts";

const now = 1_700_000_000_000;

const succeeds = async (ask: () => Promise<unknown>): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await ask();
      return;
    } catch {
      await wait(25);
    }
  }
  await ask();
};

describe.skipIf(!process.env["REDIS_SERVER"])("with a real Redis", () => {
  let redis: Redis;
  let programmes = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());

  const empty = async (): Promise<Opened> => {
    programmes += 1;
    const programme = `p${programmes}`;
    const open: OpenStore[] = [];
    const again = async () => {
      const store = await openRedis({ url: redis.url, programme });
      open.push(store);
      return store;
    };
    const stop = async () => {
      for (const store of open) await store.close();
    };
    return { store: await again(), again, stop };
  };

  storeConformance("Redis", empty);

  test("every key stands under the hash tag of its programme", async () => {
    const own = await startRedis();
    const store = await openRedis({ url: own.url, programme: "bac-ha" });
    await store.commit({
      now,
      seen: [{ id: "s", until: now + 60_000 }],
      put: [{ key: "k", text: "x" }],
      append: [{ log: "l", text: "x" }],
      index: [{ index: "i", member: "m", score: 1 }],
      push: [{ lane: "in", group: "g", id: "w", text: "x" }],
    });
    await store.claim("in", { now, limit: 1, lease: 1000, most: 1 });
    await store.pace("b", { now, want: 1, rate: 1, period: 1000, burst: 0 });
    const client = await createClient({ url: own.url }).connect();
    const keys = await client.keys("*");
    expect(keys).toHaveLength(9);
    expect(keys.filter((key) => !key.startsWith("{bac-ha}:"))).toEqual([]);
    client.destroy();
    await store.close();
    await own.stop();
  });

  test("scripts that Redis has forgotten are sent again", async () => {
    const { store, stop } = await empty();
    const client = await createClient({ url: redis.url }).connect();
    await client.scriptFlush();
    expect(await store.commit({ now, put: [{ key: "k", text: "x" }] })).toBe("done");
    expect(await store.claim("in", { now, limit: 1, lease: 1000, most: 1 })).toEqual([]);
    client.destroy();
    await stop();
  });

  test("calls fail at once while Redis is away, and work again after it is back", async () => {
    const own = await startRedis({ appendonly: true });
    const states: string[] = [];
    const store = await openRedis({ url: own.url, programme: "p", onState: (state) => states.push(state) });
    await store.commit({ now, put: [{ key: "k", text: "x" }] });
    own.kill();
    await wait(100);
    const started = performance.now();
    await expect(store.load(["k"])).rejects.toThrow(/Redis gave no answer to MGET/);
    expect(performance.now() - started).toBeLessThan(1000);
    await own.restart();
    await succeeds(() => store.load(["k"]));
    expect(await store.commit({ now, put: [{ key: "k2", text: "x" }] })).toBe("done");
    expect(states).toEqual(["ready", "away", "ready"]);
    await store.close();
    await own.stop();
  });

  test("calls fail within seconds when Redis hangs, and work again when it does", async () => {
    const own = await startRedis();
    const store = await openRedis({ url: own.url, programme: "p" });
    process.kill(own.pid, "SIGSTOP");
    const started = performance.now();
    await expect(store.load(["k"])).rejects.toThrow(/Redis gave no answer/);
    expect(performance.now() - started).toBeLessThan(6000);
    process.kill(own.pid, "SIGCONT");
    await succeeds(() => store.load(["k"]));
    await store.close();
    await own.stop();
  });

  test("opening fails in time, with words that say where, when there is no Redis", async () => {
    const port = await freePort();
    const opening = openRedis({
      url: `redis://u:secret@127.0.0.1:${port}`,
      programme: "p",
      connectTimeoutMs: 300,
    });
    await expect(opening).rejects.toThrow(`Redis at 127.0.0.1:${port} could not be reached within 300 ms`);
  });
});
