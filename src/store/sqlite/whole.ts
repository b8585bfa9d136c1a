import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Instant } from "../../domain/instant.ts";
import { NoDump, type Records, type StoreRecord, type WholeStore } from "../dump.ts";
import { schema } from "./schema.ts";

const text = z.string();
const number = z.number();
const rows = {
  value: z.object({ name: text, version: number, text }),
  log: z.object({ name: text, position: number, text }),
  index: z.object({ name: text, member: text, score: number }),
  seen: z.object({ name: text, until: number }),
  group: z.object({ lane: text, name: text, due: number, token: number.nullable() }),
  work: z.object({ lane: text, name: text, id: text, text }),
  token: z.object({ value: number }),
};
/** Rows written between two looks at whether anything else waits. */
const atOnce = 500;

/** The whole of one programme in a SQLite file. */
export function wholeSqlite({
  file,
  programme,
}: {
  readonly file: string;
  readonly programme: string;
}): WholeStore {
  const start = `${programme}:`;
  const bare = (name: string): string => name.slice(start.length);
  // All names of the programme: ";" comes after ":".
  const [low, high] = [start, `${programme};`];

  function* recordsOf(database: DatabaseSync, now: Instant): Generator<StoreRecord> {
    const all = (sql: string, ...more: number[]) => database.prepare(sql).iterate(low, high, ...more);
    for (const row of all(
      "select key as name, version, text from value where key >= ? and key < ? order by key",
    )) {
      const { name, version, text: said } = rows.value.parse(row);
      yield { kind: "value", key: bare(name), version, text: said };
    }
    const entries =
      "select log as name, position, text from entry where log >= ? and log < ? order by log, position";
    for (const row of all(entries)) {
      const { name, position, text: said } = rows.log.parse(row);
      yield { kind: "log", log: bare(name), at: position, text: said };
    }
    const members =
      "select name, member, score from ranked where name >= ? and name < ? order by name, score, member";
    for (const row of all(members)) {
      const { name, member, score } = rows.index.parse(row);
      yield { kind: "index", index: bare(name), member, score };
    }
    for (const row of all(
      "select id as name, until from seen where id >= ? and id < ? and until > ? order by id",
      now,
    )) {
      const { name, until } = rows.seen.parse(row);
      yield { kind: "seen", id: bare(name), until };
    }
    const groups =
      "select lane, name, due, token from ready where lane >= ? and lane < ? order by lane, name";
    for (const row of all(groups)) {
      const { lane, name, due, token } = rows.group.parse(row);
      yield { kind: "group", lane: bare(lane), group: name, due, claim: token };
    }
    let before = { lane: "", name: "", at: -1 };
    for (const row of all(
      "select lane, name, id, text from work where lane >= ? and lane < ? order by lane, name, seq",
    )) {
      const { lane, name, id, text: said } = rows.work.parse(row);
      const at = lane === before.lane && name === before.name ? before.at + 1 : 0;
      before = { lane, name, at };
      yield { kind: "work", lane: bare(lane), group: name, at, id, text: said };
    }
    for (const row of database.prepare("select value from counter where name = ?").iterate(`${start}tokens`))
      yield { kind: "token", last: rows.token.parse(row).value };
  }

  async function* dump(now: Instant): Records {
    if (!existsSync(file)) throw new NoDump("none", `There is no store in ${file}`);
    // A connection of its own: while this reads, it sees what stood there when it began.
    const database = new DatabaseSync(file, { timeout: 5000 });
    try {
      database.exec("begin");
      yield* recordsOf(database, now);
    } finally {
      database.close();
    }
  }

  function writer(database: DatabaseSync): (record: StoreRecord) => void {
    const value = database.prepare("insert into value (key, version, text) values (?, ?, ?)");
    const log = database.prepare("insert into entry (log, position, text) values (?, ?, ?)");
    const index = database.prepare("insert into ranked (name, member, score) values (?, ?, ?)");
    const seen = database.prepare("insert into seen (id, until) values (?, ?)");
    const group = database.prepare("insert into ready (lane, name, due, token) values (?, ?, ?, ?)");
    const work = database.prepare("insert into work (lane, name, id, text) values (?, ?, ?, ?)");
    const token = database.prepare("insert into counter (name, value) values (?, ?)");
    return (one) => {
      switch (one.kind) {
        case "value":
          return void value.run(start + one.key, one.version, one.text);
        case "log":
          return void log.run(start + one.log, one.at, one.text);
        case "index":
          return void index.run(start + one.index, one.member, one.score);
        case "seen":
          return void seen.run(start + one.id, one.until);
        case "group":
          return void group.run(start + one.lane, one.group, one.due, one.claim);
        case "work":
          return void work.run(start + one.lane, one.group, one.id, one.text);
        case "token":
          return void token.run(`${start}tokens`, one.last);
      }
    };
  }

  /** Nobody else may have the file open; undefined where somebody has. */
  function alone(): DatabaseSync | undefined {
    const database = new DatabaseSync(file, { timeout: 5 });
    try {
      database.exec("pragma journal_mode = wal; pragma locking_mode = exclusive; begin exclusive; commit");
      return database;
    } catch (why) {
      database.close();
      if (why instanceof Error && /locked|busy/u.test(why.message)) return undefined;
      throw why;
    }
  }

  const isEmpty = (database: DatabaseSync): boolean => {
    // What has run out is still something: it was not put there by a filling.
    for (const _ of recordsOf(database, -Infinity)) return false;
    return true;
  };

  return {
    dump,
    fill: async (records, now, holds) => {
      const database = alone();
      if (database === undefined) return "busy";
      try {
        database.exec(`pragma synchronous = full; ${schema}; begin immediate`);
        if (!isEmpty(database)) return "full";
        const write = writer(database);
        let written = 0;
        for await (const record of records) {
          write(record);
          written += 1;
          if (written % atOnce === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        const kept = async function* (): Records {
          yield* recordsOf(database, now);
        };
        // A crash before this commit leaves an empty store.
        if (!(await holds(kept))) return "wrong";
        database.exec("commit");
        return "filled";
      } finally {
        // What was not committed is gone with the connection.
        database.close();
      }
    },
    fullness: async () => {
      if (!existsSync(file)) return "empty";
      const database = new DatabaseSync(file, { timeout: 5000 });
      try {
        database.exec(schema);
        return isEmpty(database) ? "empty" : "full";
      } catch (why) {
        if (why instanceof Error && /locked|busy/u.test(why.message)) return "busy";
        throw why;
      } finally {
        database.close();
      }
    },
    inUse: async () => {
      if (!existsSync(file)) return false;
      const database = alone();
      database?.close();
      return database === undefined;
    },
    close: async () => undefined,
  };
}
