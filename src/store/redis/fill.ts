import { randomUUID } from "node:crypto";
import { seconds, type Instant } from "../../domain/instant.ts";
import { type Filled, type Fullness, grouped, type StoreRecord, type WholeStore } from "../dump.ts";
import type { Dumper } from "./dump.ts";
import type { Own } from "./own.ts";
import { idEnd } from "./pack.ts";

const atOnce = 512;
/** Whoever fills gives a sign of life more often than this. */
const fillerMs = seconds(20);

/** Fills a programme that has nothing yet. */
export function filler(
  { send, key, tag, filling, ownKeys, unlink }: Own,
  { recordsOf }: Dumper,
): Pick<WholeStore, "fill" | "fullness"> {
  const commandsFor = (one: StoreRecord, now: Instant): readonly (readonly string[])[] => {
    switch (one.kind) {
      case "value":
        return [["SET", key.value(one.key), `${one.version}:${one.text}`]];
      case "log":
        return [["RPUSH", key.log(one.log), one.text]];
      case "index":
        return [["ZADD", key.index(one.index), String(one.score), one.member]];
      case "seen": {
        const left = Math.ceil(one.until - now);
        return left > 0 ? [["SET", key.seen(one.id), String(one.until), "PX", String(left)]] : [];
      }
      case "group":
        return [
          ["ZADD", key.ready(one.lane), String(one.due), one.group],
          ...(one.claim === null
            ? []
            : [["HSET", key.lease(one.lane), one.group, one.claim === 0 ? "-" : String(one.claim)]]),
        ];
      case "work":
        return [["RPUSH", key.works(one.lane, one.group), one.id + idEnd + one.text]];
      case "token":
        return [["SET", key.tokens, String(one.last)]];
    }
  };

  /** All under the tag but the two that say that it is being filled. */
  async function clear(): Promise<void> {
    for await (const found of ownKeys())
      await unlink(found.filter((one) => one !== key.whole && one !== key.filler));
  }

  const isEmpty = async (): Promise<boolean> => {
    const fleeting = [`${tag}pace:`, `${tag}before:`, key.whole, key.filler];
    for await (const found of ownKeys())
      if (found.some((one) => !fleeting.some((start) => one.startsWith(start)))) return false;
    return true;
  };
  const fullness = async (): Promise<Fullness> => {
    if ((await send(["GET", key.whole])) === filling)
      return (await send(["EXISTS", key.filler])) === 1 ? "busy" : "half";
    return (await isEmpty()) ? "empty" : "full";
  };

  const fill: WholeStore["fill"] = async (records, now, holds): Promise<Filled> => {
    const found = await fullness();
    if (found === "full" || found === "busy") return found;
    const mine = randomUUID();
    const isMine = async (): Promise<boolean> => (await send(["GET", key.filler])) === mine;
    if ((await send(["SET", key.filler, mine, "NX", "PX", String(fillerMs)])) === null) return "busy";
    const alive = setInterval(() => {
      send(["PEXPIRE", key.filler, String(fillerMs)]).catch(() => undefined);
    }, fillerMs / 4);
    try {
      if (found === "half") await clear();
      else if ((await send(["SET", key.whole, filling, "NX"])) === null) return "busy";
      // From here on nobody commits or claims here; whoever was faster is seen now.
      if (!(await isEmpty())) {
        await send(["DEL", key.whole]);
        return "full";
      }
      for await (const some of grouped(records, atOnce))
        await Promise.all(some.flatMap((one) => commandsFor(one, now).map(send)));
      const good = await holds(() => recordsOf(now, filling, 0));
      if (!(await isMine())) throw new Error("Somebody else began to fill this store");
      if (!good) await clear();
      await send(["DEL", key.whole]);
      return good ? "filled" : "wrong";
    } finally {
      clearInterval(alive);
      // Where Redis is away it ends by itself.
      if (await isMine().catch(() => false)) await send(["DEL", key.filler]);
    }
  };

  return { fill, fullness };
}
