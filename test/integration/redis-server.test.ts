import { createClient } from "redis";
import { describe, expect, test } from "vitest";
import { startRedis } from "../support/redis.ts";

const read = async (url: string, key: string): Promise<string | null> => {
  const client = createClient({ url });
  await client.connect();
  const value = await client.get(key);
  client.destroy();
  return value;
};

describe.skipIf(!process.env["REDIS_SERVER"])("a Redis of our own", () => {
  test("keeps what was acknowledged when it is killed and started again", async () => {
    const redis = await startRedis({ appendonly: true });
    const client = await createClient({ url: redis.url }).connect();
    await client.set("key", "chè Shan tuyết");
    client.destroy();
    const before = redis.pid;
    redis.kill();
    await redis.restart();
    expect(redis.pid).not.toBe(before);
    expect(await read(redis.url, "key")).toBe("chè Shan tuyết");
    await redis.stop();
  });
});
