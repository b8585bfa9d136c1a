import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { endure } from "../support/endure.ts";
import { startRedis } from "../support/redis.ts";

test.skipIf(!process.env["REDIS_SERVER"])(
  "Redis is killed and started again at every third message: the program goes on and nothing is lost",
  async () => {
    const redis = await startRedis({ appendonly: true });
    const setting = await readSetting("bac-ha-2021");
    const calm = await openRedis({ url: redis.url, programme: "calm" });
    const store = await openRedis({ url: redis.url, programme: "away" });
    let restarts = 0;
    let again = Promise.resolve();
    try {
      const expected = await endure({
        setting,
        seen: calm,
        born: () => ({ store: calm, over: () => false }),
      });
      const { sent, ...left } = await endure({
        setting,
        seen: store,
        born: () => ({ store, over: () => false }),
        before: (step) => {
          if (step % 3 !== 1) return;
          restarts += 1;
          again = redis.restart();
        },
        pause: async () => {
          await again;
          await wait(50);
        },
      });
      const { sent: calmly, ...came } = expected;
      expect(restarts).toBeGreaterThan(3);
      expect(left).toEqual(came);
      expect([...new Map(sent.map((one) => [one.id, one.text]))]).toEqual(
        calmly.map((one) => [one.id, one.text]),
      );
    } finally {
      await again;
      await Promise.all([calm.close(), store.close()]);
      await redis.stop();
    }
  },
  60_000,
);
