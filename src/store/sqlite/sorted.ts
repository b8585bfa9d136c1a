import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

/** A name with what goes with it; `part` is a name within the name. */
export type Named = { readonly name: string; readonly part: string; readonly text: string };

const named = z.object({ name: z.string(), part: z.string(), text: z.string() });

/** Names by kind, each once and in the order of their bytes; they lie in a file without a name that is gone with the process. */
export function sortedNames() {
  const database = new DatabaseSync("");
  database.exec(
    `pragma synchronous = off; pragma journal_mode = off;
     create table named (kind text, name text, part text, text text, primary key (kind, name, part)) without rowid`,
  );
  const insert = database.prepare(
    "insert or replace into named (kind, name, part, text) values (?, ?, ?, ?)",
  );
  const pick = database.prepare("select name, part, text from named where kind = ? order by name, part");
  return {
    add: (kind: string, many: readonly Named[]): void => {
      database.exec("begin");
      for (const { name, part, text } of many) insert.run(kind, name, part, text);
      database.exec("commit");
    },
    of: function* (kind: string): Generator<Named> {
      for (const row of pick.iterate(kind)) yield named.parse(row);
    },
    close: (): void => database.close(),
  };
}
