import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { app, type App } from "../app.ts";
import { webChannel } from "../channels/web/channel.ts";
import { threadOf } from "../channels/web/cookie.ts";
import { newThread, threadSchema } from "../dialogue/thread.ts";
import type { Setting } from "../dialogue/scene.ts";
import { entrySchema } from "../dossier/entry.ts";
import { replay } from "../dossier/fold.ts";
import type { ThreadId } from "../domain/ids.ts";
import { threadId } from "../domain/ids.ts";
import { dossierIndex, dossierKey, dossierLog, stuckIndex, threadKey } from "../domain/keys.ts";
import type { Clock } from "../ports/clock.ts";
import type { Line } from "../ports/transcript.ts";
import { answersOf } from "../answers.ts";
import type { Answers } from "../ports/answers.ts";
import { readProject } from "../project.ts";
import { settingOf } from "../setting.ts";
import { freshIds } from "../store/fresh-ids.ts";
import type { OpenStore, Store } from "../store/contract.ts";
import { openStore } from "../store/open.ts";
import { openSqlite } from "../store/sqlite/open.ts";
import { storeTranscript } from "../store/transcript.ts";
import { readDossier } from "../turn/state.ts";
import { bare } from "./day/compare.ts";
import { memoryFiles } from "./rehearsal.ts";

const programme = "bac-ha-2021";

export type Wanted = {
  readonly kills: number;
  readonly store: { readonly redisUrl: string } | "sqlite";
  readonly seed: number;
  /** How many people write at the same time, and how many in all at least. */
  readonly people: number;
  readonly servers: number;
  /** The longest that a person waits before writing again, in milliseconds. */
  readonly rest: number;
  /** How much faster the servers' clocks go, so that a dead server's claims end sooner. */
  readonly speed: number;
  readonly say?: (line: string) => void;
};

export type Figures = {
  readonly kills: number;
  readonly people: number;
  readonly messages: number;
  readonly posts: number;
  /** Posts that ended without an answer: nobody can tell whether the message was taken. */
  readonly cut: number;
  readonly answers: number;
  readonly entries: number;
  readonly seconds: number;
  readonly faults: readonly string[];
};

/** What people write, with no answer that names the day: everyone keeps to one of these, so that it is known what must come of it. */
export const scripts: readonly (readonly string[])[] = [
  [
    "alo",
    "đăng ký tinh dầu quế Nậm Đét",
    "đồng ý",
    "hợp tác xã",
    "HTX Quế Nậm Đét",
    "có rồi",
    "để sau",
    "thôn Nậm Đét",
    "còn thiếu gì",
  ],
  [
    "đăng ký mận tam hoa ở Tà Chải",
    "1",
    "3",
    "Hộ Vàng Văn Thắng",
    "1",
    "hoàn tác",
    "1",
    "1",
    "thôn Na Lo",
    "đọc lại",
  ],
  [
    "xin chào",
    "1",
    "1",
    "xúc xích",
    "Bảo Nhai",
    "doanh nghiệp",
    "Công ty Bảo Nhai",
    "1",
    "để sau",
    "thôn Bảo Tân 1",
    "Nguyễn Thị Hoa",
    "0963 222 333",
  ],
  [
    "phí bao nhiêu vậy?",
    "đăng ký cốm Na Lo",
    "đồng ý",
    "tổ hợp tác",
    "Tổ cốm Na Lo",
    "mới là ý tưởng",
    "bỏ qua",
    "hoàn tác",
    "đọc lại",
  ],
];

/** Numbers from 0 to 1, the same at every run with this seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Come = { readonly texts: readonly (readonly string[])[]; readonly state: string };

/** What a script comes to when nothing goes wrong: the answers to each message, and the dossier. */
async function undisturbed(setting: Setting, answers: Answers, script: readonly string[]): Promise<Come> {
  const store = await openSqlite({ file: ":memory:", programme });
  const made = assistant(store, { now: Date.now }, setting, answers);
  const thread = threadId("web:calm");
  for (const [at, text] of script.entries()) {
    await made.app.receive({ id: `${thread}:m${at}`, thread, at: Date.now(), deed: { kind: "text", text } });
    await made.app.settle();
  }
  await made.app.stop();
  const lines = await made.transcript.read(thread, 0);
  const come = {
    texts: script.map((_, at) => answersTo(lines, thread, at)),
    state: (await stateOf(store, thread)).state,
  };
  await store.close();
  return come;
}

const answersTo = (lines: readonly Line[], thread: ThreadId, at: number): readonly string[] =>
  lines
    .filter((line) => line.from === "us" && line.id.startsWith(`${thread}:m${at}:`))
    .map((line) => bare(line.message.text));

/** The assistant behind the chat page. */
function assistant(
  store: Store,
  clock: Clock,
  setting: Setting,
  answers: Answers,
): { readonly app: App; readonly transcript: ReturnType<typeof storeTranscript> } {
  const transcript = storeTranscript(store, clock);
  const files = memoryFiles();
  const web = webChannel({ transcript, clock, files });
  const ids = { next: (kind: string) => `${kind}-${crypto.randomUUID()}` };
  return {
    app: app({ store, clock, ids, files, log: () => undefined, answers, channels: { web } }, setting),
    transcript,
  };
}

/** The dossier as it is kept, without names and times, and whether its log gives the same. */
async function stateOf(
  store: Store,
  thread: ThreadId,
): Promise<{
  readonly id: string | undefined;
  readonly state: string;
  readonly entries: number;
  readonly whole: boolean;
}> {
  const [kept] = await store.load([threadKey(thread)]);
  const { dossier: id } = kept === undefined ? newThread : threadSchema.parse(JSON.parse(kept.text));
  if (id === undefined) return { id, state: "none", entries: 0, whole: true };
  const [held] = await store.load([dossierKey(id)]);
  if (held === undefined) return { id, state: "lost", entries: 0, whole: false };
  const dossier = readDossier(held.text);
  const log = (await store.read(dossierLog(id), 0, 1000)).map((text) => entrySchema.parse(JSON.parse(text)));
  const { answers, skipped, later, entries, past } = dossier;
  const whole = JSON.stringify(replay(id, log)) === JSON.stringify(dossier);
  return {
    id,
    state: JSON.stringify({ answers, skipped, later, entries, past }),
    entries: log.length,
    whole,
  };
}

/** Makes a server's clock go faster; every process has the same one, or a claim would end early for one of them. */
const fasterClock = (speed: number, since: number): string =>
  `const real = Date.now; Date.now = () => ${since} + Math.floor((real() - ${since}) * ${speed});`;

type Server = { child: ChildProcess; port: number; up: boolean };

/** Server processes that can be killed and started again; each start takes whatever port is free. */
async function openServers(wanted: Wanted, dataDir: string) {
  const node = fileURLToPath(new URL("../node.ts", import.meta.url));
  const faster = `data:text/javascript,${encodeURIComponent(fasterClock(wanted.speed, Date.now()))}`;
  const place = wanted.store === "sqlite" ? {} : { REDIS_URL: wanted.store.redisUrl };
  const launch = (): ChildProcess =>
    spawn(process.execPath, ["--import", faster, node], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], PORT: "0", DATA_DIR: dataDir, PROGRAMME: programme, ...place },
    });
  const servers: Server[] = [];
  const endWithUs = (): void => servers.forEach(({ child }) => child.kill("SIGKILL"));
  process.once("exit", endWithUs);
  /** Until the server has said on which port it listens. */
  const ready = (server: Server): Promise<void> =>
    new Promise((resolve, reject) => {
      const { child } = server;
      let complaint = "";
      child.stderr?.on("data", (bytes) => (complaint = `${complaint}${bytes}`.slice(-2000)));
      child.stdout?.on("data", (bytes) => {
        const port = /http:\/\/localhost:(\d+)/u.exec(String(bytes))?.[1];
        if (port === undefined) return;
        server.port = Number(port);
        server.up = true;
        resolve();
      });
      child.once("exit", (code) => reject(new Error(`a server ended by itself with ${code}: ${complaint}`)));
    });
  for (let count = 0; count < wanted.servers; count += 1)
    servers.push({ child: launch(), port: 0, up: false });
  await Promise.all(servers.map(ready));
  const kill = async (server: Server): Promise<void> => {
    server.up = false;
    if (server.child.exitCode !== null || server.child.signalCode !== null) return;
    const gone = once(server.child, "exit");
    server.child.kill("SIGKILL");
    await gone;
  };
  return {
    servers,
    replace: async (server: Server): Promise<void> => {
      await kill(server);
      server.child = launch();
      await ready(server);
    },
    stop: async (): Promise<void> => {
      await Promise.all(servers.map(kill));
      process.off("exit", endWithUs);
    },
  };
}

/** Many people write while server processes are killed at any moment; then the store is looked through. */
export async function rehearseKills(wanted: Wanted): Promise<Figures> {
  const started = performance.now();
  const random = seeded(wanted.seed);
  const content = await readProject();
  const setting = settingOf(content, programme);
  const answers = answersOf(content, programme, { fetch, ids: freshIds });
  const expected = await Promise.all(scripts.map((script) => undisturbed(setting, answers, script)));
  const dataDir = await mkdtemp(join(tmpdir(), "kills-"));
  const fleet = await openServers(wanted, dataDir);
  let kills = 0;
  let people = 0;
  let posts = 0;
  let cut = 0;

  const post = async (name: string, id: string, text: string): Promise<boolean> => {
    const up = fleet.servers.filter((server) => server.up);
    const server = up[Math.floor(random() * up.length)];
    if (server === undefined) return false;
    posts += 1;
    const headers = { "content-type": "application/json", cookie: `chat=${name}` };
    const answer = await fetch(`http://127.0.0.1:${server.port}/chat/events`, {
      method: "POST",
      headers,
      body: JSON.stringify({ id, text }),
    }).catch(() => undefined);
    if (answer === undefined) cut += 1;
    await answer?.arrayBuffer().catch(() => undefined);
    return answer?.status === 204;
  };
  const person = async (number: number): Promise<void> => {
    for (const [at, text] of (scripts[number % scripts.length] ?? []).entries()) {
      while (!(await post(`p${number}`, `m${at}`, text))) await pause(20 + 80 * random());
      await pause(wanted.rest * random());
    }
  };
  const seat = async (): Promise<void> => {
    do {
      people += 1;
      await person(people - 1);
    } while (kills < wanted.kills);
  };
  const reaper = async (): Promise<void> => {
    while (kills < wanted.kills) {
      await pause(20 + 600 * random());
      const victim = fleet.servers[Math.floor(random() * fleet.servers.length)];
      if (victim === undefined) return;
      kills += 1;
      await fleet.replace(victim);
      if (kills % 20 === 0) wanted.say?.(`${kills} kills, ${people} people, ${posts} posts, ${cut} cut`);
    }
  };
  const where = {
    redisUrl: wanted.store === "sqlite" ? undefined : wanted.store.redisUrl,
    dataDir,
    programme,
  };
  let store: OpenStore | undefined;
  try {
    await Promise.all([reaper(), ...Array.from({ length: wanted.people }, seat)]);
    store = await openStore(where);
    await allAnswered(store, people, expected, 40_000 + 90_000 / wanted.speed);
    await fleet.stop();
    const found = await lookThrough(store, people, expected);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return { kills, people, posts, cut, seconds, ...found };
  } finally {
    await fleet.stop().catch(() => undefined);
    await store?.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The thread of a person's browser. */
const nameOf = (number: number): ThreadId => threadOf(`chat=p${number}`) ?? threadId("web:nobody");
const comeOf = (expected: readonly Come[], number: number): Come =>
  expected[number % expected.length] ?? { texts: [], state: "none" };

/** Waits until everyone has their last answer, or until no claim of a dead process can be in the way any more. */
async function allAnswered(
  store: Store,
  people: number,
  expected: readonly Come[],
  most: number,
): Promise<void> {
  const transcript = storeTranscript(store, { now: Date.now });
  const until = performance.now() + most;
  for (let number = 0; number < people; number += 1) {
    const last = comeOf(expected, number).texts.length - 1;
    while (answersTo(await transcript.read(nameOf(number), 0), nameOf(number), last).length === 0) {
      if (performance.now() > until) return;
      await pause(100);
    }
  }
}

async function lookThrough(
  store: Store,
  people: number,
  expected: readonly Come[],
): Promise<Pick<Figures, "messages" | "answers" | "entries" | "faults">> {
  const transcript = storeTranscript(store, { now: Date.now });
  const faults: string[] = [];
  const owned = new Set<string>();
  let messages = 0;
  let answers = 0;
  let entries = 0;
  for (let number = 0; number < people; number += 1) {
    const thread = nameOf(number);
    const come = comeOf(expected, number);
    const lines = await transcript.read(thread, 0);
    const theirs = lines.filter((line) => line.from === "them").map((line) => line.id);
    const ours = lines.filter((line) => line.from === "us");
    messages += theirs.length;
    answers += ours.length;
    if (JSON.stringify(theirs) !== JSON.stringify(come.texts.map((_, at) => `${thread}:m${at}`)))
      faults.push(`${thread}: messages ${theirs.join(" ")}`);
    if (new Set(ours.map((line) => line.id)).size !== ours.length)
      faults.push(`${thread}: a line stands twice`);
    if (JSON.stringify(ours.map((line) => bare(line.message.text))) !== JSON.stringify(come.texts.flat()))
      faults.push(`${thread}: answers ${ours.map((line) => line.id).join(" ")}`);
    const kept = await stateOf(store, thread);
    entries += kept.entries;
    if (!kept.whole) faults.push(`${thread}: the log does not give the dossier`);
    if (kept.state !== come.state) faults.push(`${thread}: dossier ${kept.state}`);
    if (kept.id !== undefined) owned.add(kept.id);
  }
  const dossiers = await everyMember(store, dossierIndex);
  if (dossiers.length !== owned.size) faults.push(`${dossiers.length} dossiers for ${owned.size} people`);
  const stuck = await everyMember(store, stuckIndex);
  faults.push(...stuck.map((id) => `stuck: ${id}`));
  for (const lane of ["inbox", "outbox"]) {
    const left = await store.claim(lane, {
      now: Number.MAX_SAFE_INTEGER - 1,
      limit: 1000,
      lease: 1,
      most: 1,
    });
    faults.push(...left.map(({ group }) => `${lane}: something is left of ${group}`));
  }
  return { messages, answers, entries, faults };
}

/** A whole index; members of one score may be more than fit in a page, so pages overlap by the last score. */
async function everyMember(store: Store, index: string): Promise<readonly string[]> {
  const found = new Set<string>();
  let from = -Infinity;
  for (;;) {
    const page = await store.range(index, { from, limit: 1000 });
    for (const one of page) found.add(one.member);
    const last = page.at(-1)?.score;
    if (page.length < 1000 || last === undefined || last === from) return [...found];
    from = last;
  }
}

const usage = `npm run rehearse:kills -- [--kills 200] [--store sqlite|redis] [--people 30] [--servers 2] [--rest 400] [--seed 1] [--speed 1]
  Tắt ngang máy chủ nhiều lần trong lúc nhiều người nhắn, rồi xem có gì mất hay lặp không.
  --store redis cần REDIS_URL trỏ tới một Redis trống.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "200" },
      store: { type: "string", default: "sqlite" },
      people: { type: "string", default: "30" },
      servers: { type: "string", default: "2" },
      rest: { type: "string", default: "400" },
      seed: { type: "string", default: "1" },
      speed: { type: "string", default: "1" },
      help: { type: "boolean" },
    },
  });
  const redisUrl = process.env["REDIS_URL"];
  if (values.help === true || (values.store === "redis" && redisUrl === undefined)) return console.log(usage);
  const figures = await rehearseKills({
    kills: Number(values.kills),
    store: values.store === "redis" && redisUrl !== undefined ? { redisUrl } : "sqlite",
    people: Number(values.people),
    servers: Number(values.servers),
    rest: Number(values.rest),
    seed: Number(values.seed),
    speed: Number(values.speed),
    say: console.log,
  });
  const { faults, ...counts } = figures;
  console.log(JSON.stringify(counts));
  for (const fault of faults.slice(0, 50)) console.error(fault);
  console.log(faults.length === 0 ? "Không mất, không lặp." : `${faults.length} lỗi.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (import.meta.main) await main();
