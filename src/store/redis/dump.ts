import { randomUUID } from "node:crypto";
import { z } from "zod";
import { hours, seconds, type Instant } from "../../domain/instant.ts";
import { NoDump, type Records, grouped } from "../dump.ts";
import { type Named, sortedNames } from "../sqlite/sorted.ts";
import type { Own } from "./own.ts";
import { idEnd } from "./pack.ts";
import { scripts } from "./scripts.ts";

const pagesOf = z.array(z.array(z.string()));

/** Names in one command, and entries of one name. */
const atOnce = 256;
/** A dump that was silent for so long is over; what it kept is forgotten a day after it began, so it takes half of that at most. */
const silentMs = seconds(60);
const longest = hours(12);
const keptMs = hours(24);

/** First parts of the names that are read one by one; of those that are read through others, or not at all. */
const listed: ReadonlySet<string> = new Set(["value", "log", "index", "seen", "ready"]);
const passed: ReadonlySet<string> = new Set(["works", "lease", "tokens", "pace", "whole", "filler"]);

type How = "text" | "list" | "ranked";
type Page = { readonly of: Named; readonly from: number; readonly entries: readonly string[] };

const named = (name: string, part = "", text = ""): Named => ({ name, part, text });

/** Pairs of member and score. */
function* pairs(flat: readonly string[]): Generator<readonly [string, number]> {
  for (let at = 0; at + 1 < flat.length; at += 2)
    yield [flat[at] ?? "", z.coerce.number().parse(flat[at + 1])];
}

type Sorted = ReturnType<typeof sortedNames>;

export type Dumper = {
  /** What stood there when `before` began to note what was touched; `life`: ms of silence that end it, or 0. */
  readonly recordsOf: (now: Instant, before: string, life: number) => Records;
  readonly dump: (now: Instant) => Records;
};

/** Reads all of a programme as it stood at one moment, by what keep.lua has put beside since. */
export async function dumper({ send, key, tag, filling, scanned, ownKeys, unlink }: Own): Promise<Dumper> {
  const dumpScript = z.string().parse(await send(["SCRIPT", "LOAD", scripts.dump]));

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
      if (performance.now() - started > longest) throw new NoDump("lost", "The dump took too long");
      const args = [before, String(life), how, String(from), String(atOnce), ...more];
      const command = ["EVALSHA", dumpScript, String(keys.length + 1), key.whole, ...keys, ...args];
      const pages = await send(command).catch((why: unknown) => {
        if (why instanceof Error && why.message.includes("LOST ")) throw new NoDump("lost", why.message, why);
        throw why;
      });
      return pagesOf.parse(pages);
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
        throw (await send(["GET", key.whole])) === filling
          ? new NoDump("half", "Half of this store is there: a filling was cut off")
          : new NoDump("busy", "Another dump is under way, or was cut off less than a minute ago");
      yield* recordsOf(now, before, silentMs);
    } finally {
      if ((await send(["GET", key.whole])) === before) await send(["DEL", key.whole]);
      for await (const found of scanned(["HSCAN", before]))
        await unlink(found.filter((_, at) => at % 2 === 0).map((one) => `${before}:${one}`));
      await unlink([before]);
    }
  }

  return { recordsOf, dump };
}
