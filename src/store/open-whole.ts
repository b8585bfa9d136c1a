import { join } from "node:path";
import type { WholeStore } from "./dump.ts";

/** Where a store lies, as the settings name it. */
export type StorePlace = {
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly programme: string;
};

/** The same store that `openStore` opens, as a whole. */
export async function openWhole({ redisUrl, dataDir, programme }: StorePlace): Promise<WholeStore> {
  if (redisUrl !== undefined) {
    const { wholeRedis } = await import("./redis/whole.ts");
    return wholeRedis({ url: redisUrl, programme });
  }
  const { wholeSqlite } = await import("./sqlite/whole.ts");
  return wholeSqlite({ file: join(dataDir, `${programme}.sqlite`), programme });
}
