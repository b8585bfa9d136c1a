import type { OpenStore } from "../contract.ts";
import { scripts } from "./scripts.ts";
import { type RedisOptions, redisStore } from "./store.ts";

/** The store of several processes, with its scripts from disk. */
export const openRedis = (options: Omit<RedisOptions, "scripts">): Promise<OpenStore> =>
  redisStore({ ...options, scripts });
