import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consentVersion, newPerson } from "../../dialogue/person.ts";
import { newThread } from "../../dialogue/thread.ts";
import { instantOf } from "../../domain/instant.ts";
import { dossierIndex, dossierKey, dossierLog, personKey, threadKey } from "../../domain/keys.ts";
import { begin } from "../../dossier/fold.ts";
import { readSetting } from "../../project.ts";
import { openRedis } from "../../store/redis/open.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { rehearse } from "../rehearsal.ts";

// How long the nights take that warn of stale drafts and let them go: node src/tools/bench/drafts.ts [count] [redis url]
const [count = "10000", url] = process.argv.slice(2);
const setting = await readSetting("bac-ha-2021");
const { programme } = setting;
const folder = await mkdtemp(join(tmpdir(), "ocop-drafts-"));
const store =
  url === undefined
    ? await openSqlite({ file: join(folder, "store.db"), programme: programme.id })
    : await openRedis({ url, programme: `drafts-${process.pid}` });
const at = instantOf("2021-03-01 09:00");
const all = Array.from({ length: Number(count) }, (_, number) => number);
for (let from = 0; from < all.length; from += 100) {
  const some = all.slice(from, from + 100).map((number) => {
    const [person, dossier, thread] = [`person-${number}`, `dossier-${number}`, `terminal:${number}`];
    const started = {
      kind: "started" as const,
      at: at + number,
      by: person,
      programme: programme.id,
      list: programme.checklist,
      law: programme.law,
      version: 1,
    };
    const who = {
      ...newPerson(person, thread),
      consent: { version: consentVersion, at },
      dossiers: [{ id: dossier, title: "x", handedIn: false }],
    };
    return {
      put: [
        { key: personKey(person), text: JSON.stringify(who) },
        { key: threadKey(thread), text: JSON.stringify({ ...newThread, person, dossier, lastAt: at }) },
        { key: dossierKey(dossier), text: JSON.stringify(begin(dossier, started)) },
      ],
      append: [{ log: dossierLog(dossier), text: JSON.stringify(started) }],
      index: [{ index: dossierIndex, member: dossier, score: at + number }],
    };
  });
  await store.commit({
    now: at,
    put: some.flatMap((one) => one.put),
    append: some.flatMap((one) => one.append),
    index: some.flatMap((one) => one.index),
  });
}
const clock = { now: at };
const talk = await rehearse(setting, at, { opened: store, clock, retention: {} });
for (const day of ["2022-01-30", "2022-02-22", "2022-03-01", "2022-03-02"]) {
  const took: number[] = [];
  for (const time of ["02:31", "09:30"]) {
    clock.now = instantOf(`${day} ${time}`);
    const begun = performance.now();
    await talk.wait(0);
    await talk.wait(0);
    took.push(Math.round(performance.now() - begun));
  }
  const left = (await store.range(dossierIndex, { limit: 1000 })).length;
  console.log(
    `${day}: night ${took[0]} ms, morning ${took[1]} ms, drafts left ${left === 1000 ? "1000+" : left}`,
  );
}
console.log(`${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
await talk.close();
await rm(folder, { recursive: true, force: true });
