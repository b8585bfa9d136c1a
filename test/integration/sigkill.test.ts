import { expect, test } from "vitest";
import { rehearseKills } from "../../src/tools/rehearse-kills.ts";
import { startRedis } from "../support/redis.ts";

const short = { kills: 15, people: 12, servers: 2, rest: 150, speed: 20 } as const;

/** All that must be true whatever was killed; the figures themselves are in the tool's own report. */
const expectWhole = (figures: Awaited<ReturnType<typeof rehearseKills>>): void => {
  expect(figures.faults).toEqual([]);
  expect(figures.kills).toBe(short.kills);
  expect(figures.messages).toBe(figures.answers);
  expect(figures.messages).toBeGreaterThan(10 * short.kills);
};

test("servers on one SQLite file are killed while people write: nothing lost, nothing doubled", async () => {
  expectWhole(await rehearseKills({ ...short, store: "sqlite", seed: 1 }));
}, 120_000);

test.skipIf(!process.env["REDIS_SERVER"])(
  "servers on one Redis are killed while people write: nothing lost, nothing doubled",
  async () => {
    const redis = await startRedis();
    try {
      expectWhole(await rehearseKills({ ...short, store: { redisUrl: redis.url }, seed: 2 }));
    } finally {
      await redis.stop();
    }
  },
  120_000,
);
