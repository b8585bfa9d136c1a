import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenStore } from "../../src/store/contract.ts";
import type { Records, WholeStore } from "../../src/store/dump.ts";
import { wholeRedis } from "../../src/store/redis/whole.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { type Places, wholeStoreConformance } from "../conformance/whole-store.ts";
import { type Redis, startRedis } from "../support/redis.ts";

const now = 1_700_000_000_000;

describe.skipIf(!process.env["REDIS_SERVER"])("with a real Redis", () => {
  let redis: Redis;
  let programmes = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());

  const places = async (): Promise<Places> => {
    const open: (OpenStore | WholeStore)[] = [];
    return {
      empty: async () => {
        programmes += 1;
        const where = { url: redis.url, programme: `p${programmes}` };
        const opened = await openRedis(where);
        let closed = false;
        const store = {
          ...opened,
          close: async () => {
            if (!closed) await opened.close();
            closed = true;
          },
        };
        const whole = await wholeRedis(where);
        open.push(store, whole);
        return { store, whole };
      },
      stop: async () => {
        for (const one of open) await one.close();
      },
    };
  };
  wholeStoreConformance("Redis", places, 10);

  const keysOf = async (programme: string): Promise<readonly string[]> => {
    const client = await createClient({ url: redis.url }).connect();
    const keys = await client.keys(`{${programme}}:*`);
    client.destroy();
    return keys.map((one) => one.slice(programme.length + 3)).toSorted();
  };
  const asked = async (...command: readonly string[]): Promise<unknown> => {
    const client = await createClient({ url: redis.url }).connect();
    const answer: unknown = await client.sendCommand([...command]);
    client.destroy();
    return answer;
  };
  const small = async () => {
    const all = await places();
    const { store, whole } = await all.empty();
    await store.commit({ now, put: ["a", "b", "c"].map((key) => ({ key, text: key })) });
    return { store, whole, programme: `p${programmes}`, stop: all.stop };
  };

  test("a dump leaves nothing behind, at its end or when it is left in the middle", async () => {
    const { store, whole, programme, stop } = await small();
    for await (const record of whole.dump(now)) {
      expect(record.kind).toBe("value");
      await store.commit({ now, put: [{ key: "a", text: "changed" }] });
      expect((await keysOf(programme)).filter((key) => key.startsWith("before:"))).toHaveLength(2);
      break;
    }
    expect(await keysOf(programme)).toEqual(["value:a", "value:b", "value:c"]);
    await stop();
  });

  test("a second dump is refused while one goes on, and one that was silent for too long is none", async () => {
    const { store, whole, programme, stop } = await small();
    const first = whole.dump(now)[Symbol.asyncIterator]();
    await first.next();
    await expect(Array.fromAsync(whole.dump(now))).rejects.toThrow("Another dump is under way");
    await asked("DEL", `{${programme}}:whole`);
    await store.commit({ now, put: [{ key: "c", text: "unseen" }] });
    await expect(Array.fromAsync({ [Symbol.asyncIterator]: () => first })).rejects.toThrow(
      /silent for too long/,
    );
    await stop();
  });

  test("what a dump that was killed left is taken away by the next", async () => {
    const { store, whole, programme, stop } = await small();
    const killed = whole.dump(now)[Symbol.asyncIterator]();
    await killed.next();
    await store.commit({ now, put: [{ key: "a", text: "changed" }] });
    // A minute later.
    await asked("DEL", `{${programme}}:whole`);
    const found = await Array.fromAsync(whole.dump(now));
    expect(found).toHaveLength(3);
    expect(await keysOf(programme)).toEqual(["value:a", "value:b", "value:c"]);
    await stop();
  });

  test("half a store takes no commit and gives no claim and no dump; the next filling clears it away", async () => {
    const { whole: from, stop } = await small();
    const all = await places();
    const { store, whole } = await all.empty();
    const programme = `p${programmes}`;
    let go = (): void => {};
    const waits = new Promise<void>((resolve) => (go = resolve));
    const slow = async function* (): Records {
      for (let at = 0; at < 600; at += 1) yield { kind: "log", log: "l", at, text: String(at) };
      await waits;
      throw new Error("killed");
    };
    const filling = whole.fill(slow(), now, () => Promise.resolve(true));
    while ((await store.read("l", 0, 1000)).length === 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await whole.fullness()).toBe("busy");
    expect(await whole.fill(from.dump(now), now, () => Promise.resolve(true))).toBe("busy");
    await expect(store.commit({ now, put: [{ key: "k", text: "x" }] })).rejects.toThrow(/FILLING/);
    await expect(store.claim("in", { now, limit: 1, lease: 1, most: 1 })).rejects.toThrow(/FILLING/);
    await expect(Array.fromAsync(whole.dump(now))).rejects.toThrow("Half of this store is there");
    go();
    await expect(filling).rejects.toThrow("killed");
    expect(await whole.fullness()).toBe("half");
    expect(await whole.fill(from.dump(now), now, () => Promise.resolve(true))).toBe("filled");
    expect(await keysOf(programme)).toEqual(["value:a", "value:b", "value:c"]);
    expect(await store.commit({ now, put: [{ key: "k", text: "x" }] })).toBe("done");
    await all.stop();
    await stop();
  });

  test("something under the tag that no dump knows is said, not left out", async () => {
    const { whole, programme, stop } = await small();
    await asked("SET", `{${programme}}:stream`, "x");
    await expect(Array.fromAsync(whole.dump(now))).rejects.toThrow(`{${programme}}:stream`);
    await stop();
  });
});
