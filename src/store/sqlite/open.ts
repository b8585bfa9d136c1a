import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { laneIndex } from "../../domain/keys.ts";
import type { OpenStore, Versioned } from "../contract.ts";
import { changer } from "./change.ts";
import { claimer } from "./claim.ts";
import { paced } from "./pace.ts";
import { schema } from "./schema.ts";
import { patiently, whole } from "./transaction.ts";

const lanes = laneIndex("");
const mostAtOnce = 1000;
const value = z.object({ version: z.number(), text: z.string() }).optional();
const ranked = z.array(z.object({ member: z.string(), score: z.number() }));
const entries = z.array(z.object({ text: z.string() }));
const bucket = z.object({ level: z.number() }).optional();

const atMost = (limit: number): number => Math.max(0, Math.min(limit, mostAtOnce));

/** The store of one machine: a file, or ":memory:". Several processes may have the file open. */
export async function openSqlite(options: {
  readonly file: string;
  readonly programme: string;
}): Promise<OpenStore> {
  const own = (name: string): string => `${options.programme}:${name}`;
  const database = new DatabaseSync(options.file, { timeout: 5 });
  await patiently(() => database.exec("pragma journal_mode = wal; pragma synchronous = normal"));
  await patiently(() => whole(database, () => database.exec(schema)));

  const one = database.prepare("select version, text from value where key = ?");
  const up = database.prepare(
    `select member, score from ranked where name = ? and score between ? and ?
     order by score, member limit ?`,
  );
  const down = database.prepare(
    `select member, score from ranked where name = ? and score between ? and ?
     order by score desc, member desc limit ?`,
  );
  const readyUp = database.prepare(
    `select name as member, due as score from ready where lane = ? and due between ? and ?
     order by due, name limit ?`,
  );
  const readyDown = database.prepare(
    `select name as member, due as score from ready where lane = ? and due between ? and ?
     order by due desc, name desc limit ?`,
  );
  const page = database.prepare(
    "select text from entry where log = ? and position >= ? order by position limit ?",
  );
  const level = database.prepare("select level from bucket where name = ?");
  const fill = database.prepare("insert or replace into bucket (name, level) values (?, ?)");
  const valueOf = (key: string): Versioned | undefined => value.parse(one.get(own(key)));
  const change = changer(database, own, valueOf);
  const { claim, waits } = claimer(database, own);

  // One read after another could fall on two sides of somebody's commit.
  const together = <Value>(read: () => Value): Value => {
    database.exec("begin");
    try {
      return read();
    } finally {
      database.exec("commit");
    }
  };

  return {
    load: (keys) => patiently(() => together(() => keys.map(valueOf))),
    commit: (wanted) => patiently(() => whole(database, () => change(wanted))),
    range: (index, { from = -Infinity, to = Infinity, limit, down: descending = false }) =>
      patiently(() => {
        const lane = index.startsWith(lanes);
        const [ascending, falling] = lane ? [readyUp, readyDown] : [up, down];
        const name = own(lane ? index.slice(lanes.length) : index);
        return ranked.parse((descending ? falling : ascending).all(name, from, to, atMost(limit)));
      }),
    read: (log, from, limit) =>
      patiently(() => entries.parse(page.all(own(log), from, atMost(limit))).map(({ text }) => text)),
    claim: (lane, want) =>
      patiently(() => (waits(lane, want) ? whole(database, () => claim(lane, want)) : [])),
    pace: (name, want) =>
      patiently(() =>
        whole(database, () => {
          const before = bucket.parse(level.get(own(name)))?.level ?? 0;
          const { granted, next, level: after } = paced(before, want);
          if (granted > 0) fill.run(own(name), after);
          return { granted, next };
        }),
      ),
    close: async () => database.close(),
  };
}
