import { z } from "zod";
import type { Connection } from "./connection.ts";
import { type Keys, keysOf } from "./keys.ts";

const cursor = z.tuple([z.string(), z.array(z.string())]);

/** What dumping and filling need of Redis, under the tag of one programme. */
export type Own = {
  readonly send: Connection["send"];
  readonly key: Keys;
  /** What the names of all keys begin with. */
  readonly tag: string;
  /** What stands under `key.whole` while the store is filled. */
  readonly filling: string;
  /** What a command that gives its answer piece by piece gives. */
  readonly scanned: (
    command: readonly string[],
    more?: readonly string[],
  ) => AsyncGenerator<readonly string[]>;
  readonly ownKeys: () => AsyncGenerator<readonly string[]>;
  readonly unlink: (keys: readonly string[]) => Promise<void>;
};

/** The keys of a programme, over a connection. */
export function ownOf(send: Connection["send"], programme: string): Own {
  const key = keysOf(programme);
  const tag = key.value("").slice(0, -"value:".length);
  async function* scanned(
    command: readonly string[],
    more: readonly string[] = [],
  ): AsyncGenerator<readonly string[]> {
    for (let at = "0"; ;) {
      const [next, found] = cursor.parse(await send([...command, at, ...more, "COUNT", "1000"]));
      if (found.length > 0) yield found;
      if (next === "0") return;
      at = next;
    }
  }
  const ownKeys = () => scanned(["SCAN"], ["MATCH", `${tag}*`]);
  const unlink = async (keys: readonly string[]): Promise<void> => {
    if (keys.length > 0) await send(["UNLINK", ...keys]);
  };
  return { send, key, tag, filling: `${tag}filling`, scanned, ownKeys, unlink };
}
