import { afterAll, beforeAll, describe } from "vitest";
import { openRedis } from "../../src/store/redis/open.ts";
import { killEveryCall } from "../support/kill-every-call.ts";
import { type Redis, startRedis } from "../support/redis.ts";

describe.skipIf(!process.env["REDIS_SERVER"])("with a real Redis", () => {
  let redis: Redis;
  let programmes = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());

  killEveryCall("Redis", () => {
    programmes += 1;
    return openRedis({ url: redis.url, programme: `p${programmes}` });
  });
});
