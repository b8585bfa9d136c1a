import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { app } from "../app.ts";
import { terminalChannel } from "../channels/terminal/channel.ts";
import type { Channel } from "../channels/contract.ts";
import type { Setting } from "../dialogue/scene.ts";
import { threadId } from "../domain/ids.ts";
import { seconds } from "../domain/instant.ts";
import { answersOf } from "../answers.ts";
import type { Answers } from "../ports/answers.ts";
import { readProject } from "../project.ts";
import { settingOf } from "../setting.ts";
import { freshIds } from "../store/fresh-ids.ts";
import type { OpenStore } from "../store/contract.ts";
import { openRedis } from "../store/redis/open.ts";
import { openSqlite } from "../store/sqlite/open.ts";
import { answersBench } from "./bench/answers.ts";
import { type BenchRedis, benchRedis, pinSelf } from "./bench/redis.ts";
import { telegramBench } from "./bench/telegram.ts";
import { type Step, walk } from "./bench/walk.ts";
import { memoryFiles } from "./rehearsal.ts";

const usage = `npm run bench -- [--users 1,16,64,256] [--stores sqlite,redis] [--seconds 5]
Turns a second and how long a turn takes, from a message received to its answer sent, with everything kept that service keeps.

npm run bench -- --telegram [--users 1,16,64,256] [--rounds 3] [--seconds 4] [--only ours]
The same over HTTP as Telegram brings and fetches it, beside servers made with other libraries.

npm run bench -- --answers [--corpus C.jsonl --questions Q.jsonl] [--sizes 1000,10000,100000]
What finding finds and how fast, beside other engines; of the project's own knowledge, or of a collection that is given.`;

/** One line of the table. Times in milliseconds; cpu in microseconds of this process a turn, redisCpu of Redis. */
type Measured = {
  readonly store: string;
  readonly users: number;
  readonly turns: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  readonly rssMb: number;
  readonly wrong: number;
  readonly redis:
    | { readonly requests: number; readonly commands: number; readonly reads: number; readonly cpu: number }
    | undefined;
};

const warmUp = seconds(2);
const programme = "bac-ha-2021";

/**
 * Simulated people who each send the next message when the answer to the last one has come. They begin at different
 * places of the conversation; who has finished comes back as somebody new.
 */
function crowd(setting: Setting, answers: Answers, store: OpenStore, steps: readonly Step[], users: number) {
  const took: number[] = [];
  const waiting = new Map<string, { readonly user: number; readonly at: number; readonly since: number }>();
  let wrong = 0;
  let faults = 0;
  let count = 0;
  let stopped = false;
  const sink: Channel = {
    ...terminalChannel(() => undefined, { now: Date.now }),
    send: (call) => {
      const now = performance.now();
      const asked = waiting.get(call.thread);
      const step = steps[asked?.at ?? 0];
      if (asked === undefined || step?.answer !== call.body) wrong += 1;
      if (asked !== undefined) {
        took.push(now - asked.since);
        waiting.delete(call.thread);
        if (asked.at + 1 < lengthFor(asked.user, call.thread)) say(asked.user, call.thread, asked.at + 1);
        else begin(asked.user);
      }
      return Promise.resolve({ kind: "sent" });
    },
  };
  const ids = {
    next: (kind: string) =>
      kind === "code" ? `BH-${randomBytes(3).toString("hex")}` : randomBytes(16).toString("base64url"),
  };
  const log = ({ what, code }: { readonly what?: unknown; readonly code?: unknown }): void => {
    if (code === "fault" || code === "failed" || code === "stale" || what === "send") faults += 1;
  };
  const clock = { now: Date.now };
  const assistant = app(
    { store, clock, ids, files: memoryFiles(), log, answers, channels: { terminal: sink } },
    setting,
  );
  const ticking = setInterval(assistant.wake, seconds(1));
  // A first conversation that breaks off early spreads the people over the whole of it.
  const lengthFor = (user: number, thread: string): number =>
    thread.endsWith(":0") ? 1 + Math.floor((steps.length * user) / users) : steps.length;
  const rounds = new Map<number, number>();
  const begin = (user: number): void => {
    const round = rounds.get(user) ?? 0;
    rounds.set(user, round + 1);
    say(user, `terminal:${user}:${round}`, 0);
  };
  const say = (user: number, thread: string, at: number): void => {
    const step = steps[at];
    if (stopped || step === undefined) return;
    count += 1;
    waiting.set(thread, { user, at, since: performance.now() });
    const event = {
      id: `${thread}:${count}`,
      thread: threadId(thread),
      at: clock.now(),
      deed: { kind: "text" as const, text: step.text },
    };
    assistant.receive(event).catch(() => {
      faults += 1;
    });
  };
  return {
    begin: () => {
      for (let user = 0; user < users; user += 1) begin(user);
    },
    took,
    wrong: () => wrong + faults,
    stop: async () => {
      stopped = true;
      clearInterval(ticking);
      await assistant.settle();
      await assistant.stop();
    },
  };
}

async function measure(
  setting: Setting,
  answers: Answers,
  name: string,
  store: OpenStore,
  steps: readonly Step[],
  users: number,
  ms: number,
  redis?: BenchRedis,
): Promise<Measured> {
  const people = crowd(setting, answers, store, steps, users);
  people.begin();
  await wait(warmUp);
  const before = await redis?.count();
  const cpu = process.cpuUsage();
  const started = performance.now();
  const first = people.took.length;
  await wait(ms);
  const spent = performance.now() - started;
  const used = process.cpuUsage(cpu);
  const took = people.took.slice(first).toSorted((one, two) => one - two);
  const after = await redis?.count();
  const rssMb = process.memoryUsage.rss() / 2 ** 20;
  await people.stop();
  await store.close();
  const turns = took.length;
  const at = (share: number): number => took[Math.min(turns - 1, Math.floor(turns * share))] ?? 0;
  return {
    store: name,
    users,
    turns,
    perSecond: (turns * 1000) / spent,
    p50: at(0.5),
    p99: at(0.99),
    cpu: (used.user + used.system) / turns,
    rssMb,
    wrong: people.wrong(),
    redis:
      before === undefined || after === undefined
        ? undefined
        : {
            requests: (after.requests - before.requests) / turns,
            commands: (after.commands - before.commands) / turns,
            reads: (after.reads - before.reads) / turns,
            cpu: (1000 * (after.cpuMs - before.cpuMs)) / turns,
          },
  };
}

function table(lines: readonly Measured[]): string {
  const shown = (figure: number | undefined, digits = 1): string =>
    figure === undefined ? "" : figure.toFixed(digits);
  return [
    "| Store | People at once | Turns a second | p50 ms | p99 ms | CPU a turn, µs | Redis CPU a turn, µs | Requests a turn | Round trips a turn | Redis commands a turn | Memory, MB | Wrong or failed |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...lines.map((one) => {
      const { redis } = one;
      const cells = [
        one.store,
        one.users,
        shown(one.perSecond, 0),
        shown(one.p50),
        shown(one.p99),
        shown(one.cpu, 0),
        shown(redis?.cpu, 0),
        shown(redis?.requests, 2),
        shown(redis?.reads, 2),
        shown(redis?.commands),
        shown(one.rssMb, 0),
        one.wrong,
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ].join("\n");
}

const { values } = parseArgs({
  options: {
    users: { type: "string", default: "1,16,64,256" },
    stores: { type: "string", default: "sqlite,redis" },
    seconds: { type: "string" },
    telegram: { type: "boolean" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    answers: { type: "boolean" },
    corpus: { type: "string" },
    questions: { type: "string" },
    sizes: { type: "string", default: "1000,10000,100000" },
    help: { type: "boolean" },
  },
});
if (values.help) console.log(usage);
else if (values.answers)
  await answersBench({
    corpus: values.corpus,
    questions: values.questions,
    sizes: values.sizes.split(",").map(Number),
  });
else if (values.telegram)
  await telegramBench({
    crowds: values.users.split(",").map(Number),
    rounds: Number(values.rounds),
    ms: seconds(Number(values.seconds ?? "4")),
    only: values.only?.split(",") ?? [],
  });
else
  await bench(
    values.users.split(",").map(Number),
    values.stores.split(","),
    seconds(Number(values.seconds ?? "5")),
  );

async function bench(crowds: readonly number[], stores: readonly string[], ms: number): Promise<void> {
  const pinned = pinSelf();
  const content = await readProject();
  const setting = settingOf(content, programme);
  const answers = answersOf(content, programme, { fetch, ids: freshIds });
  const steps = await walk(setting, answers);
  const lines: Measured[] = [];
  for (const users of stores.includes("sqlite") ? crowds : []) {
    const dir = await mkdtemp(join(tmpdir(), "bench-"));
    const store = await openSqlite({ file: join(dir, "bench.sqlite"), programme });
    lines.push(await measure(setting, answers, "SQLite", store, steps, users, ms));
    await rm(dir, { recursive: true, force: true });
  }
  let redisVersion: string | undefined;
  for (const users of stores.includes("redis") ? crowds : []) {
    const redis = await benchRedis();
    if (redis === undefined) {
      console.error("No redis-server here: only SQLite was measured.");
      break;
    }
    redisVersion = redis.version;
    const store = await openRedis({ url: redis.url, programme });
    lines.push(await measure(setting, answers, "Redis", store, steps, users, ms, redis));
    await redis.stop();
  }
  const [processor] = cpus();
  const machine = {
    node: process.version,
    redis: redisVersion,
    cores: cpus().length,
    processor: processor?.model,
    pinned,
  };
  await mkdir(".data", { recursive: true });
  await writeFile(
    ".data/bench.json",
    `${JSON.stringify({ at: new Date().toISOString(), machine, steps: steps.length, lines }, undefined, 2)}\n`,
  );
  console.log(
    `${table(lines)}\n\n${steps.length} messages in a conversation; ${JSON.stringify(machine)}; figures in .data/bench.json`,
  );
  if (lines.some((line) => line.wrong > 0)) process.exitCode = 1;
}
