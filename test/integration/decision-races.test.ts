import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { decisionRaces } from "../support/decision-races.ts";
import { killEveryDecision, playDecision } from "../support/kill-every-decision.ts";
import { type Redis, startRedis } from "../support/redis.ts";

const setting = await readSetting("bac-ha-2021");

describe.skipIf(!process.env["REDIS_SERVER"])("with a real Redis", () => {
  let redis: Redis;
  let programmes = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());
  const next = (): string => {
    programmes += 1;
    return `p${programmes}`;
  };

  decisionRaces(
    "Redis",
    () => setting,
    () => {
      const programme = next();
      return Promise.resolve(() => openRedis({ url: redis.url, programme }));
    },
  );
  test.each(["returned", "accepted"] as const)(
    "a dossier that is %s leaves the same on both stores",
    async (kind) => {
      const onRedis = await playDecision(
        setting,
        () => openRedis({ url: redis.url, programme: next() }),
        kind,
      );
      const programme = setting.programme.id;
      const onSqlite = await playDecision(setting, () => openSqlite({ file: ":memory:", programme }), kind);
      expect(onRedis.end).toEqual(onSqlite.end);
    },
  );
  killEveryDecision("Redis", setting, () => openRedis({ url: redis.url, programme: next() }));
});
