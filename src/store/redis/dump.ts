import { randomUUID } from "node:crypto";
import { z } from "zod";
import { hours, seconds, type Instant } from "../../domain/instant.ts";
import {
  type Filled,
  type Fullness,
  type Records,
  type StoreRecord,
  type WholeStore,
  grouped,
} from "../dump.ts";
import { type Named, sortedNames } from "../sqlite/sorted.ts";
import { connect } from "./connection.ts";
import { clientName, keysOf } from "./keys.ts";
import { idEnd } from "./pack.ts";
import { scripts } from "./scripts.ts";

const texts = z.array(z.string());
const pagesOf = z.array(texts);
const cursor = z.tuple([z.string(), texts]);

/** Names in one command, and entries of one name. */
const atOnce = 256;
/** A dump that was silent for so long is over; what it kept is forgotten a day after it began, so it takes half of that at most. */
const silentMs = seconds(60);
const longest = hours(12);
const keptMs = hours(24);
/** Whoever fills gives a sign of life more often than this. */
const fillerMs = seconds(20);

/** First parts of the names that are read one by one; of those that are read through others, or not at all. */
const listed: ReadonlySet<string> = new Set(["value", "log", "index", "seen", "ready"]);
const passed: ReadonlySet<string> = new Set(["works", "lease", "tokens", "pace", "whole", "filler"]);

type How = "text" | "list" | "ranked";
type Page = { readonly of: Named; readonly from: number; readonly entries: readonly string[] };
type Sorted = ReturnType<typeof sortedNames>;

const named = (name: string, part = "", text = ""): Named => ({ name, part, text });

/** Pairs of member and score. */
function* pairs(flat: readonly string[]): Generator<readonly [string, number]> {
  for (let at = 0; at + 1 < flat.length; at += 2)
    yield [flat[at] ?? "", z.coerce.number().parse(flat[at + 1])];
}

/** The whole of one programme in Redis. */
export async function wholeRedis(options: {
  readonly url: string;
  readonly programme: string;
  readonly connectTimeoutMs?: number;
}): Promise<WholeStore> {
  const { url, programme, connectTimeoutMs = 5000 } = options;
  const key = keysOf(programme);
  const tag = key.value("").slice(0, -"value:".length);
  const filling = `${tag}filling`;
  const { send, close } = await connect(url, connectTimeoutMs, () => {}, `${clientName(programme)}-whole`);
  const dumpScript = z.string().parse(await send(["SCRIPT", "LOAD", scripts.dump]));

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

  /** Everything under the tag by what it is; what nobody knows would be missing from the copy. */
  async function sort(found: readonly string[], sorted: Sorted, before: string): Promise<void> {
    const by = Object.groupBy(found, (one) => one.slice(tag.length).split(":", 1)[0] ?? "");
    for (const [kind, keys = []] of Object.entries(by)) {
      if (listed.has(kind))
        sorted.add(
          kind,
          keys.map((one) => named(one.slice(tag.length + kind.length + 1))),
        );
      // What a dump left that was cut off.
      else if (kind === "before")
        await unlink(keys.filter((one) => one !== before && !one.startsWith(`${before}:`)));
      else if (!passed.has(kind)) throw new Error(`Redis holds ${keys[0]}, which no dump knows`);
    }
  }

  /** What names held when the dump began, page by page. `before` is what keep.lua notes it under. */
  function reader(before: string, life: number) {
    const started = performance.now();
    const ask = async (
      how: How | "fields",
      keys: readonly string[],
      from: number,
      more: readonly string[] = [],
    ) => {
      if (performance.now() - started > longest) throw new Error("The dump took too long");
      const args = [before, String(life), how, String(from), String(atOnce), ...more];
      return pagesOf.parse(
        await send(["EVALSHA", dumpScript, String(keys.length + 1), key.whole, ...keys, ...args]),
      );
    };
    async function* pages(
      how: How,
      names: Iterable<Named>,
      keyOf: (name: Named) => string,
    ): AsyncGenerator<Page> {
      for await (const some of grouped(names, atOnce)) {
        let done = 0;
        let from = 0;
        while (done < some.length) {
          const rest = some.slice(done);
          const answered = await ask(how, rest.map(keyOf), from);
          for (const [at, entries] of answered.entries()) {
            const of = rest[at];
            if (of === undefined) break;
            yield { of, from, entries };
            const count = how === "ranked" ? entries.length / 2 : entries.length;
            // A full page ends what is answered, and may go on.
            from = how !== "text" && count === atOnce ? from + count : 0;
            if (from === 0) done += 1;
          }
        }
      }
    }
    return {
      pages,
      fields: async (at: string, fields: readonly string[]) =>
        (await ask("fields", [at], 0, fields))[0] ?? [],
      /** Nothing but a sign of life. */
      stay: () => ask("text", [], 0),
    };
  }

  async function* recordsOf(now: Instant, before: string, life: number): Records {
    const sorted = sortedNames();
    const { pages, fields, stay } = reader(before, life);
    try {
      for await (const found of ownKeys()) {
        await sort(found, sorted, before);
        await stay();
      }
      // What was deleted before the scan came to it was noted when it was.
      for await (const found of scanned(["HSCAN", before])) {
        const touched = found.filter((one, at) => at % 2 === 0 && one !== "");
        await sort(touched, sorted, before);
      }
      for await (const { of, entries } of pages("text", sorted.of("value"), ({ name }) => key.value(name)))
        for (const entry of entries) {
          const end = entry.indexOf(":");
          yield {
            kind: "value",
            key: of.name,
            version: Number(entry.slice(0, end)),
            text: entry.slice(end + 1),
          };
        }
      for await (const { of, from, entries } of pages("list", sorted.of("log"), ({ name }) => key.log(name)))
        for (const [at, text] of entries.entries()) yield { kind: "log", log: of.name, at: from + at, text };
      for await (const { of, entries } of pages("ranked", sorted.of("index"), ({ name }) => key.index(name)))
        for (const [member, score] of pairs(entries)) yield { kind: "index", index: of.name, member, score };
      for await (const { of, entries } of pages("text", sorted.of("seen"), ({ name }) => key.seen(name)))
        for (const until of entries)
          if (Number(until) > now) yield { kind: "seen", id: of.name, until: Number(until) };
      for await (const { of, entries } of pages("ranked", sorted.of("ready"), ({ name }) =>
        key.ready(name),
      )) {
        const groups = [...pairs(entries)];
        const held = await fields(
          key.lease(of.name),
          groups.map(([group]) => group),
        );
        sorted.add(
          "group",
          groups.map(([group, due], at) => named(of.name, group, `${due} ${held[at]}`)),
        );
      }
      for (const { name: lane, part: group, text } of sorted.of("group")) {
        const [due, held] = text.split(" ");
        const claim = held === "" ? null : held === "-" ? 0 : Number(held);
        yield { kind: "group", lane, group, due: Number(due), claim };
      }
      const works = pages("list", sorted.of("group"), ({ name, part }) => key.works(name, part));
      for await (const { of, from, entries } of works)
        for (const [at, entry] of entries.entries()) {
          const end = entry.indexOf(idEnd);
          const [id, text] = [entry.slice(0, end), entry.slice(end + idEnd.length)];
          yield { kind: "work", lane: of.name, group: of.part, at: from + at, id, text };
        }
      for await (const { entries } of pages("text", [named("")], () => key.tokens))
        for (const last of entries) yield { kind: "token", last: Number(last) };
    } finally {
      sorted.close();
    }
  }

  async function* dump(now: Instant): Records {
    const before = `${tag}before:${randomUUID()}`;
    // The hash has an end of its own, so that nothing of a dump that dies stays.
    await send(["HSET", before, "", ""]);
    await send(["PEXPIRE", before, String(keptMs)]);
    try {
      if ((await send(["SET", key.whole, before, "NX", "PX", String(silentMs)])) === null)
        throw new Error(
          (await send(["GET", key.whole])) === filling
            ? "Half of this store is there: a filling was cut off"
            : "Another dump of this store is under way, or was cut off less than a minute ago",
        );
      yield* recordsOf(now, before, silentMs);
    } finally {
      if ((await send(["GET", key.whole])) === before) await send(["DEL", key.whole]);
      for await (const found of scanned(["HSCAN", before]))
        await unlink(found.filter((_, at) => at % 2 === 0).map((one) => `${before}:${one}`));
      await unlink([before]);
    }
  }

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
      for await (const some of grouped(records, 2 * atOnce))
        await Promise.all(some.flatMap((one) => commandsFor(one, now).map(send)));
      const good = await holds(() => recordsOf(now, filling, 0));
      if (!(await isMine())) throw new Error("Somebody else began to fill this store");
      if (!good) await clear();
      await send(["DEL", key.whole]);
      return good ? "filled" : "wrong";
    } finally {
      clearInterval(alive);
      if (await isMine()) await send(["DEL", key.filler]);
    }
  };

  return {
    dump,
    fill,
    fullness,
    inUse: async () => {
      // Where a provider does not let us ask, it cannot be told.
      const clients = await send(["CLIENT", "LIST"]).catch(() => "");
      return z
        .string()
        .parse(clients)
        .split("\n")
        .some((line) => line.includes(` name=${clientName(programme)} `));
    },
    close,
  };
}
