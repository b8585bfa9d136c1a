import { createClient } from "redis";
import { afterAll, beforeAll } from "vitest";
import { openRedis } from "../../src/store/redis/open.ts";
import { retentionConformance } from "../conformance/retention.ts";
import { type Redis, startRedis } from "../support/redis.ts";

let redis: Redis;
let opened = 0;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

retentionConformance("Redis", async () => {
  opened += 1;
  const programme = `bac-ha-2021-${opened}`;
  const store = await openRedis({ url: redis.url, programme });
  const reader = createClient({ url: redis.url });
  reader.on("error", () => undefined);
  await reader.connect();
  const read = async (key: string): Promise<readonly string[]> => {
    switch (await reader.type(key)) {
      case "string":
        return [`${kindOf(key)} ${key} ${await reader.get(key)}`];
      case "list":
        return (await reader.lRange(key, 0, -1)).map((text, at) => `${kindOf(key)} ${key} ${at} ${text}`);
      case "zset":
        return (await reader.zRangeWithScores(key, 0, -1)).map(
          ({ value, score }) => `${kindOf(key)} ${key} ${value} ${score}`,
        );
      case "hash":
        return Object.entries(await reader.hGetAll(key)).map(
          ([field, value]) => `${kindOf(key)} ${key} ${field} ${value}`,
        );
      default:
        return [];
    }
  };
  /** The kinds of things, as a SQLite store has tables. */
  const kindOf = (key: string): string => {
    const kind = /:(seen|works|ready|lease|tokens|pace)/u.exec(key)?.[1];
    return kind === undefined || kind === "seen" ? (kind ?? "value") : kind === "works" ? "work" : "ready";
  };
  return {
    store,
    text: async () => {
      const keys = (await reader.keys(`{${programme}}:*`)).toSorted();
      return (await Promise.all(keys.map(read))).flat().map((row) => row.replaceAll(programme, "programme"));
    },
    close: async () => {
      await store.close();
      reader.destroy();
    },
  };
});
