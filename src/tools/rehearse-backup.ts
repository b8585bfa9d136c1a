import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { days, instantOf } from "../domain/instant.ts";
import type { OpenStore } from "../store/contract.ts";
import { openStore } from "../store/open.ts";
import type { StorePlace } from "../store/open-whole.ts";
import { benchRedis } from "./bench/redis.ts";

/**
 * How long backup, restore and move take and how much memory, and how long a commit takes while a backup reads Redis.
 * Everybody has a dossier (600 bytes), five entries of it, a place in an index, an id that was seen and a timer.
 */
const { values } = parseArgs({ options: { people: { type: "string", default: "25000" } } });
const people = Number(values.people);
const programme = "bac-ha-2021";
const now = instantOf("2021-06-15 10:00");
const words = "Tinh dầu quế Nậm Đét, hợp tác xã Quế hữu cơ Bắc Hà. ";

async function fill(store: OpenStore): Promise<void> {
  for (let from = 0; from < people; from += 500) {
    const some = Array.from({ length: Math.min(500, people - from) }, (_, at) => `${from + at}`);
    await store.commit({
      now,
      seen: some.map((one) => ({ id: `in:${one}`, until: Date.now() + days(3) })),
      put: some.map((one) => ({ key: `dossier:${one}`, text: words.repeat(10).slice(0, 480) })),
      append: some.flatMap((one) =>
        Array.from({ length: 5 }, () => ({ log: `dossier:${one}`, text: words.repeat(3) })),
      ),
      index: some.map((one, at) => ({ index: "dossiers", member: one, score: now + at })),
      push: some.map((one) => ({ lane: "timers", group: one, id: "t", text: words, due: now + days(30) })),
    });
  }
}

type Ran = { readonly seconds: number; readonly mb: number };

/** Runs a command as it is run in service; memory as Linux counts it, at its highest. */
async function run(place: StorePlace, tool: string, ...args: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    DATA_DIR: place.dataDir,
    REDIS_URL: place.redisUrl ?? "",
    PROGRAMME: programme,
  };
  const started = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, `${tool}.ts`), ...args], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  let mb = 0;
  const look = setInterval(() => {
    try {
      const found = /VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
      mb = Math.max(mb, Number(found?.[1] ?? 0) / 1024);
    } catch {
      // It has ended in between, or this is not Linux.
    }
  }, 20);
  await once(child, "exit");
  clearInterval(look);
  if (child.exitCode !== 0) throw new Error(`${tool} ended with ${child.exitCode}`);
  return { seconds: (performance.now() - started) / 1000, mb };
}

const row = (what: string, { seconds, mb }: Ran): void =>
  console.log(`| ${what} | ${seconds.toFixed(1)} | ${mb.toFixed(0)} |`);

/** Commits of one dossier each, one every 10 ms, until something has ended: ms at p50, p99 and at most. */
async function commits(store: OpenStore, ended: Promise<unknown>): Promise<string> {
  const took: number[] = [];
  let over = false;
  void ended.finally(() => (over = true));
  for (let at = 0; !over; at = (at + 7919) % people) {
    const started = performance.now();
    await store.commit({
      now,
      put: [{ key: `dossier:${at}`, text: words }],
      append: [{ log: `dossier:${at}`, text: words }],
      index: [{ index: "dossiers", member: `${at}`, score: now + at }],
      push: [{ lane: "timers", group: `${at}`, id: "u", text: words, due: now + days(30) }],
    });
    took.push(performance.now() - started);
    await wait(10);
  }
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `${took.length} commits: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at most ${at(1)} ms`;
}

const folder = await mkdtemp(join(tmpdir(), "rehearse-backup-"));
const redis = await benchRedis();
try {
  const place = async (name: string, redisUrl?: string): Promise<StorePlace> => {
    await mkdir(join(folder, name));
    return { dataDir: join(folder, name), redisUrl, programme };
  };
  const backups = join(folder, "backups");
  const [first, second] = [await place("first"), await place("second")];
  const store = await openStore(first);
  await fill(store);
  await store.close();
  console.log(
    `${people} people, ${10 * people} records\n\n| | Seconds | Memory at most, MB |\n|---|---:|---:|`,
  );
  row("backup of SQLite", await run(first, "backup", backups));
  const [made = ""] = await readdir(backups);
  row("restore into SQLite", await run(second, "restore", join(backups, made)));
  if (redis === undefined) throw new Error("no redis-server here");
  const third = await place("third", redis.url);
  row("move from SQLite to Redis", await run(first, "move", "--to", redis.url));
  row("backup of Redis", await run(third, "backup", join(folder, "of-redis")));
  const { size } = await stat(join(backups, made, "store.ndjson"));
  const running = await openStore(third);
  const alone = await commits(running, wait(5000));
  const backup = run(third, "backup", join(folder, "of-redis"));
  const during = await commits(running, backup);
  row("backup of Redis while people write", await backup);
  console.log(`\n${(size / 1e6).toFixed(0)} MB a backup. Without one ${alone}; during one ${during}.`);
  await running.close();
} finally {
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
}
