import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Redis, startRedis } from "../../test/support/redis.ts";
import { type Emulator, telegramEmulator } from "../../test/support/telegram-emulator.ts";
import { app } from "../app.ts";
import { openTelegram } from "../channels/telegram/open.ts";
import { pooled } from "../channels/telegram/pool.ts";
import { readConfig } from "../config.ts";
import { type Announcement, drafted } from "../broadcast/announcement.ts";
import type { Contact } from "../broadcast/contact.ts";
import { noTally, type Row, sumOf, type Tally } from "../broadcast/ledger.ts";
import { seconds } from "../domain/instant.ts";
import { announcementKey, chunkKey, contactIndex, contactKey } from "../domain/keys.ts";
import type { OpenStore, Store } from "../store/contract.ts";
import { openRedis } from "../store/redis/open.ts";
import { keepAnnouncement, takeStep, tallyOf } from "../turn/broadcast/steps.ts";
import { readAnnouncement, readChunk } from "../turn/broadcast/kept.ts";
import { readSetting } from "../project.ts";
import { turnSwitch } from "../turn/switches.ts";
import { freshIds } from "../store/fresh-ids.ts";
import { memoryFiles } from "./rehearsal.ts";
import { seededRandom } from "./seeded.ts";

const programme = "bac-ha-2021";
const secret = "rehearsal";
const firstChat = 1_000_000;
const chatOf = (number: number): number => firstChat + number;

/** Producers who all have one chat with the bot. */
function contactOf(number: number): Contact {
  return {
    schema: 1,
    id: `p${number}`,
    joinedAt: 1_600_000_000_000 + number,
    name: `Bà ${number}`,
    chats: [{ thread: `telegram:${chatOf(number)}`, lastAt: 1_600_000_000_000 }],
    roles: ["producer"],
    seats: [],
    dossiers: [
      { id: `d${number}`, product: "tinh-dau-que", commune: "nam-det", state: "draft", missing: [] },
    ],
    trained: false,
    optedOut: [],
  };
}

async function seed(store: Store, people: number): Promise<void> {
  const atOnce = 500;
  for (let from = 0; from < people; from += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, people - from) }, (_, at) => contactOf(from + at));
    await store.commit({
      now: Date.now(),
      put: some.map((one) => ({ key: contactKey(one.id), text: JSON.stringify(one) })),
      index: some.map(({ id, joinedAt }) => ({ index: contactIndex, member: id, score: joinedAt })),
    });
  }
}

const announcementOf = (id: string): Announcement =>
  drafted({
    id,
    text: `${id}: chào {ten}, đợt này nhận hồ sơ đến {hanchot}.`,
    answers: ["Đã nhận"],
    topic: "round",
    // A rehearsal runs at any hour.
    urgent: true,
    segment: {},
    by: "rehearsal",
    at: Date.now(),
  });

/** Tries again as long as the store is away. */
async function patiently<Value>(run: () => Promise<Value>): Promise<Value> {
  for (let tries = 0; ; tries += 1)
    try {
      return await run();
    } catch (why) {
      if (tries > 200) throw why;
      await pause(50);
    }
}

async function takeStepNow(store: Store, id: string, step: "release" | "stop"): Promise<void> {
  const [kept] = await store.load([announcementKey(id)]);
  if (kept === undefined) throw new Error(`${id} is not there`);
  const part = takeStep(kept, step, Date.now(), "rehearsal");
  if (part === undefined) return;
  if ((await store.commit({ ...part, now: Date.now() })) !== "done") throw new Error("somebody was faster");
}

async function release(store: Store, id: string): Promise<void> {
  await patiently(async () => {
    const [found] = await store.load([announcementKey(id)]);
    if (found === undefined)
      await store.commit({ ...keepAnnouncement(announcementOf(id), undefined), now: Date.now() });
    await takeStepNow(store, id, "release");
  });
}

const announcementIn = (store: Store, id: string): Promise<Announcement | undefined> =>
  patiently(async () => {
    const [found] = await store.load([announcementKey(id)]);
    return found === undefined ? undefined : readAnnouncement(found.text);
  });

async function rowsOf(store: Store, { id, chunks }: Announcement): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < chunks; from += 100) {
    const keys = Array.from({ length: Math.min(100, chunks - from) }, (_, at) => chunkKey(id, from + at));
    for (const found of await patiently(() => store.load(keys)))
      rows.push(...(found === undefined ? [] : readChunk(found.text).rows));
  }
  return rows;
}

type Sender = { child: ChildProcess; up: boolean; port: number };

/** Processes of the program as in service, that can be killed and started again. */
async function openSenders(count: number, redisUrl: string, bot: Emulator, rate: string, light: boolean) {
  const dataDir = await mkdtemp(join(tmpdir(), "senders-"));
  const node = fileURLToPath(new URL("../node.ts", import.meta.url));
  // What a process needs shows only where it may not take more: without limits Node is lavish.
  const frugal = ["--max-semi-space-size=4", "--max-old-space-size=96"];
  const program = light ? [...frugal, fileURLToPath(import.meta.url), "alone"] : [node];
  const launch = (): ChildProcess =>
    spawn(process.execPath, program, {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        PORT: "0",
        DATA_DIR: dataDir,
        PROGRAMME: programme,
        REDIS_URL: redisUrl,
        PUBLIC_URL: "http://127.0.0.1:1",
        TELEGRAM_BOT_TOKEN: bot.token,
        TELEGRAM_API_ROOT: bot.root,
        TELEGRAM_WEBHOOK_SECRET: secret,
        BROADCAST_TELEGRAM_PER_SECOND: rate,
      },
    });
  const senders: Sender[] = [];
  const endWithUs = (): void => senders.forEach(({ child }) => child.kill("SIGKILL"));
  process.once("exit", endWithUs);
  const ready = (sender: Sender): Promise<void> =>
    new Promise((resolve, reject) => {
      const { child } = sender;
      let complaint = "";
      child.stderr?.on("data", (bytes) => (complaint = `${complaint}${bytes}`.slice(-2000)));
      child.stdout?.on("data", (bytes) => {
        const port = /http:\/\/localhost:(\d+)/u.exec(String(bytes))?.[1];
        if (process.env["SHOW"] !== undefined) process.stderr.write(String(bytes));
        if (port === undefined) return;
        sender.port = Number(port);
        sender.up = true;
        resolve();
      });
      child.once("exit", (code) => reject(new Error(`a sender ended by itself with ${code}: ${complaint}`)));
    });
  const kill = async (sender: Sender): Promise<void> => {
    sender.up = false;
    if (sender.child.exitCode !== null || sender.child.signalCode !== null) return;
    const gone = once(sender.child, "exit");
    sender.child.kill("SIGKILL");
    await gone;
  };
  const start = async (sender: Sender): Promise<void> => {
    for (let tries = 0; ; tries += 1) {
      sender.child = launch();
      try {
        return await ready(sender);
      } catch (why) {
        // Redis may be away at this moment.
        if (tries >= 5) throw why;
        await pause(200);
      }
    }
  };
  for (let number = 0; number < count; number += 1) senders.push({ child: launch(), up: false, port: 0 });
  await Promise.all(senders.map(ready));
  return {
    senders,
    kill,
    start,
    stop: async (): Promise<void> => {
      await Promise.all(senders.map(kill));
      process.off("exit", endWithUs);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Scene = {
  readonly redis: Redis;
  /** Where Redis keeps its file. */
  readonly dir: string;
  readonly store: OpenStore;
  readonly bot: Emulator;
  readonly fleet: Awaited<ReturnType<typeof openSenders>>;
};

/** Redis, a Bot API, people and senders; all of it is ended afterwards. */
async function scene<Came>(
  {
    people,
    processes,
    rate,
    speed,
    light = false,
  }: {
    readonly people: number;
    readonly processes: number;
    readonly rate: string;
    readonly speed?: { readonly all: number };
    readonly light?: boolean;
  },
  run: (scene: Scene) => Promise<Came>,
): Promise<Came> {
  const dir = await mkdtemp(join(tmpdir(), "senders-redis-"));
  const redis = await startRedis({ dir, appendonly: true });
  const bot = await telegramEmulator(speed === undefined ? {} : { speed });
  try {
    const store = await openRedis({ url: redis.url, programme });
    // Its people are contacts and nothing else: a night would clear them away.
    await turnSwitch(store, "retention", { at: Date.now(), by: "rehearsal", reason: "made-up people" });
    bot.knows(firstChat, people);
    await seed(store, people);
    const fleet = await openSenders(processes, redis.url, bot, rate, light);
    try {
      return await run({ redis, dir, store, bot, fleet });
    } finally {
      await fleet.stop();
      await store.close();
    }
  } finally {
    await bot.close();
    await redis.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** The file to which Redis appends, and how long it was at each moment of the last seconds. */
function watchAppended(dir: string) {
  const sizes: { readonly at: number; readonly size: number }[] = [];
  const folder = join(dir, "appendonlydir");
  const file = async (): Promise<string> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".incr.aof"));
    return join(folder, names.toSorted().at(-1) ?? "");
  };
  const look = setInterval(() => {
    void file()
      .then((name) => stat(name))
      .then(({ size }) => sizes.push({ at: performance.now(), size }))
      .catch(() => undefined);
    while (sizes.length > 200) sizes.shift();
  }, 50);
  return {
    /** Takes away what was appended in the last second before a moment, as a power cut may. */
    cutBack: async (from: number): Promise<void> => {
      const before = sizes.findLast(({ at }) => at <= from - 1_000);
      if (before !== undefined) await truncate(await file(), before.size);
    },
    stop: (): void => clearInterval(look),
  };
}

/** When each message of an announcement reached the platform, and which calls it refused. */
const sendsOf = (bot: Emulator, id: string) =>
  bot.calls.filter(({ method, params }) => method === "sendmessage" && String(params["text"]).startsWith(id));

async function untilDone(store: Store, id: string, most: number): Promise<Announcement> {
  const until = performance.now() + most;
  for (;;) {
    const found = await announcementIn(store, id);
    if (found?.state === "done" || (found !== undefined && performance.now() > until)) return found;
    await pause(50);
  }
}

/** The most that fell into any window of one second. */
export function mostInASecond(times: readonly number[]): number {
  const sorted = times.toSorted((one, two) => one - two);
  let most = 0;
  let from = 0;
  for (const [at, time] of sorted.entries()) {
    while ((sorted[from] ?? 0) <= time - 1_000) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

export type PaceFigures = {
  readonly recipients: number;
  readonly processes: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly mostInASecond: number;
  readonly refused: number;
  readonly tally: Tally;
};

/** One announcement from its release to its end: how fast, and how even. */
export const rehearsePace = (wanted: {
  readonly recipients: number;
  readonly processes: number;
  readonly rate: number | undefined;
  /** Milliseconds after which the platform answers. */
  readonly delay?: number;
}): Promise<PaceFigures> =>
  scene(
    {
      people: wanted.recipients,
      processes: wanted.processes,
      rate: wanted.rate === undefined ? "off" : String(wanted.rate),
      ...(wanted.rate === undefined ? {} : { speed: { all: wanted.rate } }),
    },
    async ({ store, bot }) => {
      const id = "TB-PACE";
      if (wanted.delay !== undefined)
        bot.goesWrong(
          { kind: "slow", ms: wanted.delay },
          { method: "sendMessage", times: Number.MAX_SAFE_INTEGER },
        );
      await release(store, id);
      const whole = wanted.rate === undefined ? 300_000 : (wanted.recipients / wanted.rate) * 1_100 + 30_000;
      await untilDone(store, id, whole);
      const sends = sendsOf(bot, id);
      const times = sends.filter((one) => one.ok).map((one) => one.at);
      const spent = (Math.max(...bounds(times)) - Math.min(...bounds(times))) / 1_000;
      return {
        recipients: wanted.recipients,
        processes: wanted.processes,
        seconds: spent,
        perSecond: (times.length - 1) / spent,
        mostInASecond: mostInASecond(times),
        refused: sends.length - times.length,
        tally: await tallyOf(store, id),
      };
    },
  );

/** The first and the last: a spread of 100,000 would be too many arguments. */
const bounds = (times: readonly number[]): readonly number[] => [times[0] ?? 0, times.at(-1) ?? 0];

export type KillFigures = {
  readonly kills: number;
  readonly ofSenders: number;
  readonly ofRedis: number;
  readonly announcements: number;
  readonly recipients: number;
  readonly doubts: number;
  /** Doubts that had arrived in fact, as only the platform can tell. */
  readonly doubtsArrived: number;
  /** Rows that were being sent when something was killed, added up; and the most doubts that came of one kill. */
  readonly inFlight: number;
  /** The longest from a kill to the next message at the platform, in milliseconds. */
  readonly longestPause: number;
  /** Messages that came to somebody a second time. */
  readonly repeats: number;
  readonly balances: number;
  readonly faults: readonly string[];
  readonly seconds: number;
};

/** Kills senders and Redis at any moment while announcements go out one after another, and compares list and platform. */
export const rehearseBroadcastKills = (wanted: {
  readonly kills: number;
  readonly recipients: number;
  readonly rate: number | undefined;
  readonly seed: number;
  /** A sender and Redis at a time, within a second; cut: and what Redis wrote in the last second is gone. */
  readonly both?: "killed" | "cut";
  readonly say?: (line: string) => void;
}): Promise<KillFigures> =>
  scene(
    {
      people: wanted.recipients,
      processes: 2,
      rate: wanted.rate === undefined ? "off" : String(wanted.rate),
    },
    async ({ redis, dir, store, bot, fleet }) => {
      const started = performance.now();
      const appended = watchAppended(dir);
      let lastReleased = 0;
      const random = seededRandom(wanted.seed);
      const faults: string[] = [];
      const ids: string[] = [];
      let [kills, ofRedis, inFlight, longestPause, balances] = [0, 0, 0, 0, 0];
      bot.goesWrong({ kind: "slow", ms: 15 }, { method: "sendMessage", times: Number.MAX_SAFE_INTEGER });

      /** What was frozen is all there, in the rows and in the tally. */
      const balanced = async (id: string): Promise<Tally> => {
        for (let tries = 0; ; tries += 1) {
          const before = await announcementIn(store, id);
          if (before === undefined) return noTally;
          const tally = await patiently(() => tallyOf(store, id));
          const rows = await rowsOf(store, before);
          const after = await announcementIn(store, id);
          if (sumOf(tally) === before.frozen && rows.length === before.frozen) {
            balances += 1;
            return tally;
          }
          // While the list is made, or rows move between two looks, the looks do not fit together.
          if (before.state !== "done" && tries < 20) {
            await pause(20);
            continue;
          }
          faults.push(`${id}: ${after?.frozen} frozen, ${rows.length} rows, ${JSON.stringify(tally)}`);
          return tally;
        }
      };
      const sendsNow = (): number => bot.calls.length;
      const isSending = async (): Promise<boolean> => {
        const id = ids.at(-1);
        if (id === undefined) return false;
        const found = await announcementIn(store, id);
        return found !== undefined && found.state !== "done";
      };
      const nextId = async (): Promise<void> => {
        const id = `TB-${String(ids.length).padStart(4, "0")}`;
        ids.push(id);
        await release(store, id);
        lastReleased = performance.now();
      };
      await nextId();
      let over = false;
      const feeding = (async () => {
        while (!over) {
          if (!(await isSending())) await nextId();
          await pause(30);
        }
      })();
      while (kills < wanted.kills) {
        await pause(100 + 700 * random());
        // What was released a moment ago would be gone, and nobody would miss it.
        while (wanted.both === "cut" && performance.now() - lastReleased < 1_200) await pause(20);
        const id = ids.at(-1) ?? "";
        const before = sendsNow();
        const killed = performance.now();
        const victim = Math.floor(random() * 3);
        kills += 1;
        if (wanted.both !== undefined) {
          ofRedis += 1;
          redis.kill();
          await pause(1_000 * random());
          const sender = fleet.senders[victim % 2];
          if (sender === undefined) continue;
          await fleet.kill(sender);
          if (wanted.both === "cut") await appended.cutBack(killed);
          await redis.restart();
          void fleet.start(sender).catch((why: unknown) => faults.push(`start: ${String(why)}`));
        } else if (victim === 2) {
          ofRedis += 1;
          redis.kill();
          await pause(100 * random());
          await redis.restart();
        } else {
          const sender = fleet.senders[victim];
          if (sender === undefined) continue;
          await fleet.kill(sender);
          void fleet.start(sender).catch((why: unknown) => faults.push(`start: ${String(why)}`));
        }
        inFlight += (await balanced(id)).sending;
        while (sendsNow() === before && performance.now() - killed < 20_000) await pause(10);
        longestPause = Math.max(longestPause, performance.now() - killed);
        while (fleet.senders.some((one) => !one.up)) await pause(20);
        if (kills % 10 === 0)
          wanted.say?.(
            `${kills} kills, ${ids.length} announcements, ${bot.calls.length} calls, longest pause ${Math.round(longestPause)} ms, ${faults.length} faults`,
          );
      }
      over = true;
      await feeding;
      appended.stop();
      let repeats = 0;
      let [doubts, doubtsArrived, recipients] = [0, 0, 0];
      const arrived = new Map<string, number>();
      for (const { method, params, ok } of bot.calls)
        if (method === "sendmessage" && ok) {
          const name = `${String(params["text"]).slice(0, 7)} telegram:${Number(params["chat_id"])}`;
          arrived.set(name, (arrived.get(name) ?? 0) + 1);
        }
      for (const id of ids) {
        const announcement = await untilDone(store, id, 60_000);
        const tally = await balanced(id);
        if (announcement.state !== "done")
          faults.push(`${id} is ${announcement.state}: ${JSON.stringify(tally)}`);
        if (announcement.frozen !== wanted.recipients) faults.push(`${id}: ${announcement.frozen} frozen`);
        recipients += announcement.frozen;
      }
      arrived.clear();
      for (const { method, params, ok } of bot.calls)
        if (method === "sendmessage" && ok) {
          const name = `${String(params["text"]).slice(0, 7)} telegram:${Number(params["chat_id"])}`;
          arrived.set(name, (arrived.get(name) ?? 0) + 1);
        }
      for (const id of ids) {
        const announcement = await announcementIn(store, id);
        if (announcement === undefined) continue;
        const seen = new Set<string>();
        for (const row of await rowsOf(store, announcement)) {
          const times = arrived.get(`${id} ${row.thread}`) ?? 0;
          if (seen.has(row.person)) faults.push(`${id}: ${row.person} is on the list twice`);
          seen.add(row.person);
          if (row.state === "sent" && times === 0)
            faults.push(`${id}: ${row.thread} is sent and got nothing`);
          repeats += Math.max(0, times - 1);
          if (times > 1) faults.push(`${id}: ${row.thread} (${row.state}) got it ${times} times`);
          if (row.state !== "sent" && row.state !== "doubt" && times > 0)
            faults.push(`${id}: ${row.thread} is ${row.state} and got it`);
          if (row.state === "doubt") {
            doubts += 1;
            doubtsArrived += times;
          }
        }
      }
      return {
        kills,
        ofSenders: wanted.both === undefined ? kills - ofRedis : kills,
        ofRedis,
        announcements: ids.length,
        recipients,
        doubts,
        doubtsArrived,
        inFlight,
        longestPause: Math.round(longestPause),
        repeats,
        balances,
        faults,
        seconds: Math.round((performance.now() - started) / 1_000),
      };
    },
  );

/** Times of replies in milliseconds: half of them were faster than p50, and all but a twentieth than p95. */
type Times = { readonly p50: number; readonly p95: number };
export type ReplyFigures = {
  readonly without: Times;
  readonly during: Times;
  readonly after: Times;
  readonly perSecond: number;
  readonly replies: number;
};

/** The 95th of a hundred replies, in milliseconds, without an announcement and while one goes out. */
export const rehearseReplies = (wanted: {
  readonly recipients: number;
  readonly replies: number;
  readonly rate: number | undefined;
}): Promise<ReplyFigures> =>
  scene(
    {
      people: wanted.recipients,
      processes: 1,
      rate: wanted.rate === undefined ? "off" : String(wanted.rate),
    },
    async ({ store, bot, fleet }) => {
      const writers = firstChat - 100_000;
      let asked = 0;
      bot.knows(writers, 4 * wanted.replies + 200);
      const ask = async (): Promise<number> => {
        asked += 1;
        const chat = writers + asked;
        const from = { id: chat, is_bot: false, first_name: "Bà", language_code: "vi" };
        const body = JSON.stringify({
          update_id: 500_000 + asked,
          message: {
            message_id: asked,
            from,
            chat: { id: chat, first_name: "Bà", type: "private" },
            date: Math.floor(Date.now() / 1000),
            text: "alo",
          },
        });
        const before = bot.calls.length;
        const started = performance.now();
        await fetch(`http://127.0.0.1:${fleet.senders[0]?.port ?? 0}/webhooks/telegram`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
          body,
        });
        for (let from = before; ;) {
          for (; from < bot.calls.length; from += 1)
            if (Number(bot.calls[from]?.params["chat_id"]) === chat) return performance.now() - started;
          if (performance.now() - started > 10_000) return 10_000;
          await pause(1);
        }
      };
      const measured = async (): Promise<Times> => {
        const took: number[] = [];
        for (let count = 0; count < wanted.replies; count += 1) {
          took.push(await ask());
          await pause(20);
        }
        const sorted = took.toSorted((one, two) => one - two);
        const at = (share: number): number =>
          Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
        return { p50: at(0.5), p95: at(0.95) };
      };
      for (let count = 0; count < 100; count += 1) await ask();
      const without = await measured();
      await release(store, "TB-MANY");
      await pause(2_000);
      const [begun, since] = [sendsOf(bot, "TB-MANY").length, performance.now()];
      const during = await measured();
      const perSecond = Math.round(
        ((sendsOf(bot, "TB-MANY").length - begun) * 1_000) / (performance.now() - since),
      );
      const state = (await announcementIn(store, "TB-MANY"))?.state;
      if (state === "done") throw new Error("the announcement was over before the replies were measured");
      await patiently(() => takeStepNow(store, "TB-MANY", "stop"));
      await pause(3_000);
      return { without, during, after: await measured(), perSecond, replies: wanted.replies };
    },
  );

/** The program without what it knows: announcements alone, so that what they need can be measured. */
async function alone(): Promise<void> {
  const read = readConfig(process.env);
  const { telegram: bot, redisUrl, publicUrl, broadcastPerSecond: rate } = read.ok ? read.config : {};
  if (bot === undefined || redisUrl === undefined) throw new Error("the settings of a sender are missing");
  const setting = await readSetting(programme);
  const store = await openRedis({ url: redisUrl, programme });
  const clock = { now: Date.now };
  const files = memoryFiles();
  const log = () => undefined;
  const telegram = openTelegram({
    ...bot,
    publicUrl,
    sentences: setting.words,
    files,
    clock,
    log,
    connect: pooled,
  });
  const rates = rate === undefined ? {} : { telegram: rate };
  const channels = { telegram: telegram.channel };
  const assistant = app(
    { store, clock, ids: freshIds, files, log: () => undefined, channels, rates },
    setting,
  );
  setInterval(assistant.wake, seconds(1));
  console.log("http://localhost:1");
}

export type FreezeFigures = {
  readonly people: number;
  readonly seconds: number;
  readonly beforeMb: number;
  readonly mostMb: number;
};

/** How long it takes to put so many people on a list, and what the process needs for it. */
export const rehearseFreeze = (people: number, light: boolean): Promise<FreezeFigures> =>
  scene({ people, processes: 1, rate: "1", light }, async ({ store, fleet }) => {
    const pid = fleet.senders[0]?.child.pid ?? 0;
    const memory = async (line: string): Promise<number> => {
      const status = await readFile(`/proc/${pid}/status`, "utf8");
      return Number(new RegExp(`${line}:\\s+(\\d+)`, "u").exec(status)?.[1] ?? 0) / 1_024;
    };
    await pause(2_000);
    const beforeMb = await memory("VmRSS");
    const started = performance.now();
    let mostMb = beforeMb;
    await release(store, "TB-ALL");
    for (;;) {
      const found = await announcementIn(store, "TB-ALL");
      mostMb = Math.max(mostMb, await memory("VmRSS"));
      if (found?.cursor?.whole === true || performance.now() - started > 300_000) break;
      await pause(100);
    }
    const seconds = (performance.now() - started) / 1_000;
    const found = await announcementIn(store, "TB-ALL");
    if (found?.frozen !== people) throw new Error(`${found?.frozen} of ${people} are frozen`);
    return { people, seconds, beforeMb: Math.round(beforeMb), mostMb: Math.round(mostMb) };
  });

const usage = `npm run rehearse:broadcast -- pace|free|kills|replies|freeze [options]
  pace [--recipients 10000] [--processes 2] [--rate 30]   so many a second, evenly
  free [--recipients 10000] [--processes 1] [--delay 60]  without a limit; the platform answers after so many ms
  kills [--kills 300] [--recipients 1000] [--rate off]    senders and Redis are killed at any moment
        [--both killed|cut]   both within a second; cut: what Redis wrote in the last second is gone as well
  replies [--recipients 100000] [--replies 500] [--rate off]
  freeze [--recipients 1000000] [--light]                 --light: a process that only sends announcements
  Cần redis-server; đặt REDIS_SERVER nếu nó nằm ở chỗ khác.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      recipients: { type: "string" },
      processes: { type: "string" },
      rate: { type: "string" },
      delay: { type: "string" },
      kills: { type: "string" },
      replies: { type: "string" },
      seed: { type: "string" },
      light: { type: "boolean" },
      both: { type: "string" },
    },
  });
  process.env["REDIS_SERVER"] ??= "redis-server";
  const number = (given: string | undefined, otherwise: number): number => Number(given ?? otherwise);
  const rateOr = (otherwise: number | undefined): number | undefined =>
    values.rate === undefined ? otherwise : values.rate === "off" ? undefined : Number(values.rate);
  const [what] = positionals;
  if (what === "pace")
    console.log(
      await rehearsePace({
        recipients: number(values.recipients, 10_000),
        processes: number(values.processes, 2),
        rate: rateOr(30),
      }),
    );
  else if (what === "free")
    console.log(
      await rehearsePace({
        recipients: number(values.recipients, 10_000),
        processes: number(values.processes, 1),
        rate: undefined,
        ...(values.delay === undefined ? {} : { delay: Number(values.delay) }),
      }),
    );
  else if (what === "kills") {
    const { faults, ...figures } = await rehearseBroadcastKills({
      kills: number(values.kills, 300),
      recipients: number(values.recipients, 1_000),
      rate: rateOr(undefined),
      seed: number(values.seed, 1),
      ...(values.both === "killed" || values.both === "cut" ? { both: values.both } : {}),
      say: console.log,
    });
    console.log(figures);
    // What is not a repeat comes first: after a power cut repeats alone are to be expected.
    const isRepeat = (fault: string): boolean => / got it \d+ times$/u.test(fault);
    const others = faults.filter((fault) => !isRepeat(fault));
    console.log(`${faults.length - others.length} recipients twice, ${others.length} other faults`);
    for (const fault of [...others, ...faults.filter(isRepeat)].slice(0, 50)) console.error(fault);
    process.exitCode = faults.length > 0 ? 1 : 0;
  } else if (what === "replies")
    console.log(
      await rehearseReplies({
        recipients: number(values.recipients, 100_000),
        replies: number(values.replies, 500),
        rate: rateOr(undefined),
      }),
    );
  else if (what === "freeze")
    console.log(await rehearseFreeze(number(values.recipients, 1_000_000), values.light === true));
  else if (what === "alone") await alone();
  else console.log(usage);
}

if (import.meta.main) await main();
