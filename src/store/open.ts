import { join } from "node:path";
import type { OpenStore } from "./contract.ts";

/** The store that the settings name: Redis where there is one, else one SQLite file in the data folder. */
export async function openStore(
  where: {
    readonly redisUrl: string | undefined;
    readonly dataDir: string;
    readonly programme: string;
  },
  how: { readonly patient?: boolean; readonly onState?: (state: "ready" | "away") => void } = {},
): Promise<OpenStore> {
  if (where.redisUrl !== undefined) {
    const { openRedis } = await import("./redis/open.ts");
    return openRedis({ url: where.redisUrl, programme: where.programme, ...how });
  }
  const { openSqlite } = await import("./sqlite/open.ts");
  return openSqlite({ file: join(where.dataDir, `${where.programme}.sqlite`), programme: where.programme });
}
