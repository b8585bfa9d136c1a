import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { fit } from "../../channels/fit.ts";
import { can } from "../../channels/telegram/render.ts";
import { seconds } from "../../domain/instant.ts";
import { answersOf } from "../../answers.ts";
import { readProject } from "../../project.ts";
import { settingOf } from "../../setting.ts";
import { freshIds } from "../../store/fresh-ids.ts";
import { benchRedis, end, freePort, hasTaskset } from "./redis.ts";
import { type Order, Report } from "./orders.ts";
import { type Step, walk } from "./walk.ts";

/** A server of the comparison: its file, and where it takes webhooks. */
type Rival = { readonly name: string; readonly file: string; readonly path: string; readonly ours?: true };

const rivals: readonly Rival[] = [
  { name: "ours", file: "../../node.ts", path: "/webhooks/telegram", ours: true },
  { name: "grammY + conversations", file: "peers/conversations.ts", path: "/" },
  { name: "Chat SDK", file: "peers/chat-sdk.ts", path: "/" },
  { name: "stateless grammY", file: "peers/stateless.ts", path: "/" },
  { name: "the floor", file: "peers/bare.ts", path: "/" },
];

/** One run. Times in milliseconds; cpu in microseconds of the server a turn, redisCpu of Redis. */
type Measured = {
  readonly server: string;
  readonly users: number;
  readonly round: number;
  readonly turns: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number | undefined;
  /** The share of its core that the server got. */
  readonly busy: number | undefined;
  readonly rssMb: number | undefined;
  readonly redis: { readonly commands: number; readonly reads: number; readonly cpu: number };
  readonly sends: number;
  readonly otherCalls: number;
  readonly wrong: number;
  /** How busy the machine was, ourselves included. */
  readonly load: number;
};

type Wanted = {
  readonly crowds: readonly number[];
  readonly rounds: number;
  readonly ms: number;
  readonly only: readonly string[];
};

const programme = "bac-ha-2021";
const warmUp = seconds(2);
const token = "8123456789:AAE-bench_token";
const secret = "bench-secret-of-the-webhook";
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/**
 * A whole Telegram turn over HTTP, of ours and of others: webhook in, answer out to a Bot API on loopback. The server
 * has core 0 for itself; Redis, the Bot API and the people share core 1. Every round runs all of them after each other,
 * and of each the best run counts, so that what else goes on here hits none alone.
 */
export async function telegramBench({ crowds, rounds, ms, only }: Wanted): Promise<void> {
  // The processes that were started leave with this one.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const content = await readProject();
  const answers = answersOf(content, programme, { fetch, ids: freshIds });
  const steps = await walk(settingOf(content, programme), answers);
  const chosen = rivals.filter(({ name }) => only.length === 0 || only.includes(name));
  const runs: Measured[] = [];
  for (let round = 1; round <= rounds; round += 1)
    for (const users of crowds)
      for (const rival of chosen) {
        const run = await measure(rival, steps, users, round, ms);
        runs.push(run);
        console.error(
          `round ${round}, ${users} at once, ${rival.name}: ${run.perSecond.toFixed(0)} a second, ${run.cpu?.toFixed(0) ?? "?"} µs, ${run.wrong} wrong`,
        );
        await mkdir(".data", { recursive: true });
        await writeFile(".data/bench-telegram.json", written(steps.length, rounds, runs));
      }
  const best = crowds.flatMap((users) =>
    chosen.flatMap(({ name }) =>
      runs
        .filter((run) => run.users === users && run.server === name)
        .toSorted((one, two) => two.perSecond - one.perSecond)
        .slice(0, 1),
    ),
  );
  console.log(`${table(best)}\n\nbest of ${rounds} rounds; every run in .data/bench-telegram.json`);
  if (runs.some(({ server, wrong }) => server === "ours" && wrong > 0)) process.exitCode = 1;
}

async function measure(
  rival: Rival,
  steps: readonly Step[],
  users: number,
  round: number,
  ms: number,
): Promise<Measured> {
  const redis = await benchRedis();
  if (redis === undefined) throw new Error("no redis-server here");
  const dir = await mkdtemp(join(tmpdir(), "bench-telegram-"));
  const people = onCore(1, here("load.ts"), process.env, true);
  const reports = reportsOf(people);
  const { port: apiPort } = await reports("listening");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = onCore(0, here(rival.file), {
    ...process.env,
    NODE_ENV: "production",
    PORT: String(port),
    DATA_DIR: dir,
    PUBLIC_URL: "https://ocop.example.vn",
    REDIS_URL: redis.url,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_API_ROOT: `http://127.0.0.1:${apiPort}`,
  });
  try {
    await listening(url, server);
    const order: Order = {
      url,
      path: rival.path,
      secret,
      users,
      steps: steps.map((step) => ({ ...step, messages: fit({ text: step.answer }, can).length })),
      checked: rival.ours === true,
      warmUp,
      ms,
    };
    people.send(order);
    await reports("warm");
    const cpuBefore = await cpuOf(server);
    const before = await redis.count();
    const done = await reports("done");
    const cpuAfter = await cpuOf(server);
    const after = await redis.count();
    const used = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
    return {
      server: rival.name,
      users,
      round,
      turns: done.turns,
      perSecond: (done.turns * 1000) / done.spent,
      ...done.took,
      cpu: used === undefined ? undefined : (1000 * used) / done.turns,
      busy: used === undefined ? undefined : used / done.spent,
      rssMb: await rssOf(server),
      redis: {
        commands: (after.commands - before.commands) / done.turns,
        reads: (after.reads - before.reads) / done.turns,
        cpu: (1000 * (after.cpuMs - before.cpuMs)) / done.turns,
      },
      sends: done.sends,
      otherCalls: done.otherCalls,
      wrong: done.wrong,
      load: loadavg()[0] ?? 0,
    };
  } finally {
    people.kill("SIGKILL");
    await end(server);
    await redis.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

function onCore(core: number, file: string, env: NodeJS.ProcessEnv, talks = false): ChildProcess {
  const options: SpawnOptions = {
    env,
    stdio: talks ? ["ignore", "ignore", "inherit", "ipc"] : ["ignore", "ignore", "ignore"],
  };
  const child = hasTaskset
    ? spawn("taskset", ["-c", String(core), process.execPath, file], options)
    : spawn(process.execPath, [file], options);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  return child;
}

/** Waits for the next report of a kind. */
function reportsOf(people: ChildProcess) {
  const come: Report[] = [];
  let heard = Promise.withResolvers<void>();
  people.on("message", (raw) => {
    come.push(Report.parse(raw));
    heard.resolve();
  });
  let ended = false;
  people.once("exit", () => {
    ended = true;
    heard.resolve();
  });
  return async <Kind extends Report["kind"]>(kind: Kind): Promise<Extract<Report, { kind: Kind }>> => {
    const isOne = (one: Report): one is Extract<Report, { kind: Kind }> => one.kind === kind;
    for (;;) {
      const found = come.find(isOne);
      if (found !== undefined) return found;
      if (ended) throw new Error("the people's process ended");
      await heard.promise;
      heard = Promise.withResolvers<void>();
    }
  };
}

async function listening(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server left with ${server.exitCode}`);
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await wait(50);
  }
  throw new Error("the server did not listen within 20 seconds");
}

const proc = (server: ChildProcess, file: string): Promise<string> =>
  readFile(`/proc/${server.pid ?? 0}/${file}`, "utf8").catch(() => "");

/** Milliseconds of processor time of a process with all its threads; undefined where there is no /proc. */
async function cpuOf(server: ChildProcess): Promise<number | undefined> {
  const fields = (await proc(server, "stat")).split(") ")[1]?.split(" ");
  // User and system time stand after eleven others, in hundredths of a second.
  return fields === undefined ? undefined : 10 * (Number(fields[11]) + Number(fields[12]));
}

async function rssOf(server: ChildProcess): Promise<number | undefined> {
  const found = /VmRSS:\s+(\d+) kB/u.exec(await proc(server, "status"));
  return found === null ? undefined : Number(found[1]) / 1024;
}

function written(steps: number, rounds: number, runs: readonly Measured[]): string {
  const [processor] = cpus();
  const machine = {
    node: process.version,
    cores: cpus().length,
    processor: processor?.model,
    pinned: hasTaskset,
  };
  return `${JSON.stringify({ at: new Date().toISOString(), machine, steps, rounds, runs }, undefined, 2)}\n`;
}

function table(lines: readonly Measured[]): string {
  const shown = (figure: number | undefined, digits = 1): string =>
    figure === undefined ? "" : figure.toFixed(digits);
  return [
    "| People at once | Server | Turns a second | p50 ms | p99 ms | CPU a turn, µs | Core busy, % | Redis CPU a turn, µs | Redis commands a turn | Round trips a turn | Other calls a turn | Memory, MB | Wrong or lost |",
    "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...lines.map((one) => {
      const cells = [
        one.users,
        one.server,
        shown(one.perSecond, 0),
        shown(one.p50),
        shown(one.p99),
        shown(one.cpu, 0),
        shown(one.busy === undefined ? undefined : 100 * one.busy, 0),
        shown(one.redis.cpu, 0),
        shown(one.redis.commands),
        shown(one.redis.reads, 2),
        shown(one.otherCalls),
        shown(one.rssMb, 0),
        one.wrong,
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ].join("\n");
}
