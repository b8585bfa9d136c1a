import { describe, expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { startRedis } from "../support/redis.ts";
import { flood, floodSize } from "../support/webhook-flood.ts";

describe.skipIf(!process.env["REDIS_SERVER"])("a flood on Redis", () => {
  test(`${floodSize} deliveries in no order, a fifth of them repeated, have one effect each`, async () => {
    const redis = await startRedis();
    const store = await openRedis({ url: redis.url, programme: "bac-ha-2021" });
    const { faults, figures } = await flood(store, await readSetting("bac-ha-2021"));
    if (process.env["FLOOD"]) console.log(JSON.stringify(figures));
    expect(faults).toEqual([]);
    await store.close();
    await redis.stop();
  }, 300_000);
});
