import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createClient } from "redis";
import { z } from "zod";
import { startRedis } from "../../test/support/redis.ts";
import { telegramEmulator } from "../../test/support/telegram-emulator.ts";
import { type Misdeed, zaloEmulator } from "../../test/support/zalo-emulator.ts";
import { answersOf } from "../answers.ts";
import { threadOf } from "../channels/web/cookie.ts";
import { threadSchema } from "../dialogue/thread.ts";
import { threadId } from "../domain/ids.ts";
import { hours, instantOf, minutes, seconds } from "../domain/instant.ts";
import {
  announcementKey,
  chunkKey,
  dossierIndex,
  dossierLog,
  personKey,
  stuckIndex,
  threadKey,
} from "../domain/keys.ts";
import { readProject } from "../project.ts";
import { settingOf } from "../setting.ts";
import { freshIds } from "../store/fresh-ids.ts";
import { openRedis } from "../store/redis/open.ts";
import { storeTranscript } from "../store/transcript.ts";
import { readAnnouncement, readChunk } from "../turn/broadcast/kept.ts";
import { invite } from "../turn/roles.ts";
import { walk } from "./bench/walk.ts";
import { bare, bareKept, compare, compareTogether } from "./day/compare.ts";
import { type Player, type Plan, planDay, type Seen, unknownQuestion } from "./day/people.ts";
import { seededRandom } from "./seeded.ts";

const programme = "bac-ha-2021";
/** Three days before the first round ends: whoever has a draft is reminded. */
const morning = instantOf("2021-04-27 07:00");
const eveningBefore = instantOf("2021-04-26 21:00");
const slotLength = minutes(5);
const stepLength = seconds(10);
const mostSteps = 60;

export type DayWanted = {
  readonly people: number;
  readonly seed: number;
  /** Slots of five minutes: of the evening before, and of the day. */
  readonly evening: number;
  readonly day: number;
  readonly say?: (line: string) => void;
};

export type DayFigures = {
  readonly people: number;
  readonly messages: number;
  readonly answers: number;
  readonly dossiers: number;
  readonly handedIn: number;
  readonly reminded: number;
  readonly announcedTo: number;
  readonly calmSeconds: number;
  readonly faultySeconds: number;
  /** What was done to it. */
  readonly repeatedDeliveries: number;
  readonly kills: number;
  readonly restarts: number;
  readonly refusals: number;
  readonly lostAnswers: number;
  readonly slow: number;
  /**
   * Messages that came a second time; announcements of which nobody knew whether they had arrived, sent again on the
   * staff's word; what of these never came.
   */
  readonly repeats: number;
  readonly doubts: number;
  readonly missing: number;
  /** People who were told that their message is kept, each time that Redis was away for long. */
  readonly told: number;
  readonly faults: readonly string[];
};

type Outcome = {
  readonly plan: Plan;
  readonly texts: readonly (readonly string[])[];
  readonly states: readonly string[];
  readonly said: readonly number[];
  readonly faults: readonly string[];
  /** Of whom nobody knew whether the announcement had arrived, and of whom in the end. */
  readonly doubted: number;
  readonly doubts: ReadonlySet<string>;
  readonly threads: readonly string[];
  readonly announcedTo: number;
  readonly dossiers: number;
  readonly handedIn: number;
  readonly reminded: number;
  readonly did: Done;
  readonly told: number;
  readonly seconds: number;
};
type Done = {
  repeated: number;
  kills: number;
  restarts: number;
  refusals: number;
  lost: number;
  slow: number;
};

const Port = z.object({ port: z.number() });
const Settled = z.object({ settled: z.number() });
const Markup = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
});

/** The program in a process of its own, whose clock is told; it can be killed and started again. */
async function openProgram(env: Readonly<Record<string, string>>, clock: { readonly now: number }) {
  let child: ChildProcess | undefined;
  let port = 0;
  const launch = async (): Promise<void> => {
    const made = fork(fileURLToPath(new URL("./day/program.ts", import.meta.url)), {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { PATH: process.env["PATH"], ...env, DAY_START: String(clock.now) },
    });
    port = await new Promise<number>((resolve, reject) => {
      made.on("message", (message) => {
        const read = Port.safeParse(message);
        if (read.success) resolve(read.data.port);
      });
      made.once("exit", () => reject(new Error("the program ended by itself")));
    });
    child = made;
  };
  const endWithUs = (): void => void child?.kill("SIGKILL");
  process.once("exit", endWithUs);
  await launch();
  const kill = async (): Promise<void> => {
    const made = child;
    child = undefined;
    port = 0;
    if (made === undefined || made.exitCode !== null) return;
    const gone = once(made, "exit");
    made.kill("SIGKILL");
    await gone;
  };
  return {
    port: (): number => port,
    kill,
    launch,
    /** Tells the time, and waits until nothing is in hand; false when the program was killed meanwhile. */
    settle: async (now: number): Promise<boolean> => {
      const made = child;
      if (made === undefined) return false;
      return new Promise<boolean>((resolve) => {
        const end = (settled: boolean): void => {
          clearTimeout(timer);
          made.off("message", hear).off("exit", gone);
          resolve(settled);
        };
        const hear = (message: unknown): void => {
          const read = Settled.safeParse(message);
          if (read.success && read.data.settled === now) end(true);
        };
        const gone = (): void => end(false);
        const timer = setTimeout(gone, 60_000);
        made.on("message", hear).once("exit", gone);
        made.send({ now }, () => undefined);
      });
    },
    close: async (): Promise<void> => {
      process.off("exit", endWithUs);
      await kill();
    },
  };
}

/** One day from the evening before to its end. */
async function runDay(
  wanted: DayWanted,
  { whole, notice }: { readonly whole: readonly string[]; readonly notice: string },
  faulty: boolean,
): Promise<Outcome> {
  const started = performance.now();
  const plan = planDay({
    people: wanted.people,
    seed: wanted.seed,
    evening: wanted.evening,
    slots: wanted.evening + wanted.day,
    whole,
  });
  const { players } = plan;
  const random = seededRandom(wanted.seed + 17);
  const dir = await mkdtemp(join(tmpdir(), "day-"));
  const clock = { now: eveningBefore };
  const now = (): number => clock.now;
  const redis = await startRedis({ dir, appendonly: true });
  const bot = await telegramEmulator({ now });
  const zalo = await zaloEmulator({ clock: { now }, callsPerMinute: 1e9, allowance: 1e9 });
  const store = await openRedis({ url: redis.url, programme });
  const raw = createClient({ url: redis.url }).on("error", () => undefined);
  await raw.connect();
  const dataDir = join(dir, "data");
  const secret = "day";
  const program = await openProgram(
    {
      PORT: "0",
      PUBLIC_URL: "http://127.0.0.1:1",
      DATA_DIR: dataDir,
      PROGRAMME: programme,
      REDIS_URL: redis.url,
      BROADCAST_ALONE: "1",
      BROADCAST_TELEGRAM_PER_SECOND: "off",
      TELEGRAM_BOT_TOKEN: bot.token,
      TELEGRAM_API_ROOT: bot.root,
      TELEGRAM_WEBHOOK_SECRET: secret,
      ZALO_APP_ID: zalo.appId,
      ZALO_APP_SECRET: zalo.appSecret,
      ZALO_OA_SECRET: zalo.oaSecret,
      ZALO_REFRESH_TOKEN: zalo.consent(),
      ZALO_API_ROOT: zalo.root,
      ZALO_OAUTH_ROOT: zalo.root,
    },
    clock,
  );
  const faults: string[] = [];
  const did: Done = { repeated: 0, kills: 0, restarts: 0, refusals: 0, lost: 0, slow: 0 };
  const said = players.map(() => 0);

  // ---- deliveries

  /** Posts until it is taken, as long as the program is away; and again, as platforms do at times. */
  const post = async (
    path: string,
    init: { headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> },
  ): Promise<number> => {
    const times = faulty && random() < 0.15 ? 2 : 1;
    if (times > 1) did.repeated += 1;
    let status = 0;
    for (let time = 0; time < times; time += 1)
      for (let tries = 0; ; tries += 1) {
        const port = program.port();
        const answer =
          port === 0
            ? undefined
            : await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", ...init }).catch(
                () => undefined,
              );
        await answer?.arrayBuffer().catch(() => undefined);
        status = answer?.status ?? 0;
        if (answer?.ok === true) break;
        if (tries > 600) {
          faults.push(`${path} was never taken: ${status}`);
          break;
        }
        await pause(50);
      }
    return status;
  };
  zalo.sendTo((body, headers) =>
    post("/webhooks/zalo", { headers: { ...headers }, body: new Uint8Array(body) }),
  );

  const firstChat = 20_000_000;
  bot.knows(firstChat, players.length);
  const telegramGot = players.map(
    (): { text: string; labels: readonly { data: string; label: string }[] }[] => [],
  );
  let lookedAt = 0;
  const readTelegram = (): void => {
    for (; lookedAt < bot.calls.length; lookedAt += 1) {
      const call = bot.calls[lookedAt];
      if (call?.ok !== true || call.method !== "sendmessage") continue;
      const markup = Markup.safeParse(call.params["reply_markup"]);
      const labels = markup.success
        ? markup.data.inline_keyboard
            .flat()
            .map(({ text, callback_data }) => ({ data: callback_data, label: text }))
        : [];
      telegramGot[Number(call.params["chat_id"]) - firstChat]?.push({
        text: String(call.params["text"]),
        labels,
      });
    }
  };
  let updates = 1;
  const byTelegram = async (number: number, text: string): Promise<void> => {
    updates += 1;
    const id = firstChat + number;
    const from = { id, is_bot: false, first_name: `P${number}`, language_code: "vi" };
    const chat = { id, first_name: `P${number}`, type: "private" };
    const date = Math.floor(clock.now / 1000);
    const message_id = 1_000_000 + updates;
    const last = telegramGot[number]?.at(-1);
    // A number is half of the time a tap on its button.
    const label = /^\d+$/u.test(text) && number % 2 === 0 ? last?.labels[Number(text) - 1] : undefined;
    const keyboard =
      last?.labels.map(({ data, label: words }) => [{ text: words, callback_data: data }]) ?? [];
    const update =
      label === undefined
        ? { message: { message_id, from, chat, date, text } }
        : {
            callback_query: {
              id: String(3_000_000_000 + updates),
              from,
              chat_instance: "1",
              data: label.data,
              message: {
                message_id,
                chat,
                date,
                text: last?.text ?? "",
                reply_markup: { inline_keyboard: keyboard },
              },
            },
          };
    await post("/webhooks/telegram", {
      headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
      body: JSON.stringify({ update_id: updates, ...update }),
    });
  };
  const zaloPeople = players.map(({ number }) => zalo.person(String(7_000_000_000 + number)));
  const transcript = storeTranscript(store, { now });
  const webThread = (number: number) => threadOf(`chat=d${number}`) ?? threadId("web:nobody");
  const byWeb = async (number: number, text: string): Promise<void> => {
    await post("/chat/events", {
      headers: { "content-type": "application/json", cookie: `chat=d${number}` },
      body: JSON.stringify({ id: `m${said[number]}`, text }),
    });
  };
  const threadOfPlayer = ({ channel, number }: Player): string =>
    channel === "telegram"
      ? `telegram:${firstChat + number}`
      : channel === "zalo"
        ? `zalo:${7_000_000_000 + number}`
        : webThread(number);

  const gotOf = async ({ channel, number }: Player): Promise<readonly string[]> => {
    if (channel === "telegram") return (telegramGot[number] ?? []).map(({ text }) => text);
    if (channel === "zalo") return (zaloPeople[number]?.got ?? []).map(({ text }) => text);
    const lines = await transcript.read(webThread(number), 0);
    return lines.filter(({ from }) => from === "us").map(({ message }) => message.text);
  };
  const seenBy = async (player: Player): Promise<Seen | undefined> => {
    if (player.channel === "web") {
      const lines = await transcript.read(webThread(player.number), 0);
      const last = lines.findLast(({ from }) => from === "us")?.message;
      return last && { text: last.text, choices: last.choices?.length ?? 0 };
    }
    if (player.channel === "telegram") {
      const last = telegramGot[player.number]?.at(-1);
      return last && { text: last.text, choices: last.labels.length };
    }
    const last = zaloPeople[player.number]?.got.at(-1);
    return last && { text: last.text, choices: [...last.text.matchAll(/^\d+\. /gmu)].length };
  };
  const deliver = async (player: Player, lines: readonly string[]): Promise<void> => {
    for (const text of lines) {
      said[player.number] = (said[player.number] ?? 0) + 1;
      if (player.channel === "telegram") await byTelegram(player.number, text);
      else if (player.channel === "zalo") await zaloPeople[player.number]?.says(text);
      else await byWeb(player.number, text);
    }
  };

  // ---- time

  const ready = (lane: string): string => `{${programme}}:ready:${lane}`;
  const isThere = (): Promise<boolean> =>
    raw.zCard(ready("inbox")).then(
      () => true,
      () => false,
    );
  /** Whether deliveries wait beside Redis. */
  const isKept = async (): Promise<boolean> =>
    (await readdir(join(dataDir, "kept", programme)).catch(() => [])).length > 0;
  /** Whether something is still to be done that was begun. */
  const isBusy = async (): Promise<boolean> => {
    for (const lane of ["inbox", "outbox", "broadcast"]) if ((await raw.zCard(ready(lane))) > 0) return true;
    return (await raw.zCount(ready("timers"), "-inf", clock.now)) > 0;
  };
  const settleAll = async (what: string): Promise<void> => {
    const until = performance.now() + 120_000;
    for (let steps = 0; steps < mostSteps && performance.now() < until;) {
      const settled = program.port() !== 0 && (await program.settle(clock.now));
      readTelegram();
      // A process that starts, a Redis that reads its file, take their own time, not the day's.
      if (!settled || (await isKept()) || !(await isThere())) {
        await pause(50);
        continue;
      }
      if (!(await isBusy())) return;
      clock.now += stepLength;
      steps += 1;
    }
    faults.push(`${what}: something is left undone`);
  };

  // ---- faults

  const wreck = async (slot: number, writing = wanted.people): Promise<void> => {
    if (!faulty) return;
    const times = (share: number): number => Math.ceil((share * writing) / 100);
    // Three storms of refusals in a day; now and then a platform that is slow, or breaks off.
    if (Math.floor(slot / 6) % 8 === 2) {
      const rule = { kind: "refuse", code: 429, description: "Too Many Requests", retryAfter: 15 } as const;
      bot.goesWrong(rule, { method: "sendMessage", times: times(2) });
      const busy: readonly Misdeed[] = Array.from({ length: times(1) }, () => ({
        on: "message/cs",
        how: "429",
      }));
      zalo.misbehave(...busy);
      did.refusals += times(2) + times(1);
    }
    if (slot % 5 === 3) {
      bot.goesWrong({ kind: "slow", ms: 60 }, { method: "sendMessage", times: times(2) });
      did.slow += times(2);
    }
    if (slot % 7 === 4) {
      bot.goesWrong({ kind: "lost" }, { method: "sendMessage", times: 1 });
      bot.goesWrong({ kind: "reset" }, { method: "sendMessage", times: 1 });
      did.lost += 2;
    }
    if (slot % 12 === 7) {
      await pause(40 * random());
      did.restarts += 1;
      await redis.restart();
    }
    if (slot % 10 === 6) {
      await pause(40 * random());
      did.kills += 1;
      await program.kill();
      await program.launch();
    }
  };

  // ---- the day

  const together = async (work: readonly (() => Promise<void>)[]): Promise<void> => {
    const left = work.values();
    const worker = async (): Promise<void> => {
      for (const one of left) await one();
    };
    await Promise.all(Array.from({ length: 48 }, worker));
  };
  const lineOf = (player: Player, text: string) => async (): Promise<void> => deliver(player, [text]);

  const seats = async (): Promise<void> => {
    for (const player of players) {
      if (player.role === undefined) continue;
      const code = `BH-VT${String(player.number).padStart(6, "A").toUpperCase()}`;
      await invite(store, clock.now, code, player.role);
      await deliver(player, [code]);
      await settleAll("roles");
    }
  };
  /** Officers take on what waits, and answer the questions that nobody else can. */
  const office = async (slot: number): Promise<void> => {
    const officers = players.filter(({ kind }) => kind === "officer");
    for (const round of ["việc hôm nay", "1", "tiếp nhận", "1"]) {
      const seen = await Promise.all(officers.map(seenBy));
      await together(
        officers.flatMap((one, at) => {
          const text = seen[at]?.text ?? "";
          const may =
            round === "việc hôm nay" ||
            (round === "1" &&
              (/^Anh\/chị có \d+ hồ sơ chờ/u.test(text) || /^(?:\*?Tiếp nhận|\S.*đủ giấy tờ)/u.test(text))) ||
            (round === "tiếp nhận" && text.includes("Tiếp nhận"));
          return may ? [lineOf(one, round)] : [];
        }),
      );
      await wreck(slot, officers.length).catch((why: unknown) => faults.push(`${slot}: ${String(why)}`));
      await settleAll(`slot ${slot}, office`);
    }
    const district = officers.at(-1);
    if (district === undefined) return;
    const heard = (await gotOf(district)).join("\n");
    const asked = players.filter(({ kind, number }) => kind === "asker" && (said[number] ?? 0) > 0).length;
    for (let count = 0; count < asked; count += 1) {
      const found = new RegExp(`(H\\d{5})\\*?: ${unknownQuestion(count)}`, "u").exec(heard)?.[1];
      if (found === undefined || answered.has(count)) continue;
      answered.add(count);
      await deliver(district, [
        `trả lời ${found}: Bà con hỏi trưởng thôn số ${count}, mượn được loa trong ngày.`,
      ]);
      await settleAll(`slot ${slot}, answer`);
    }
  };
  const answered = new Set<number>();
  const announce = async (slot: number): Promise<string> => {
    const [first, second] = players.filter(({ kind }) => kind === "staff");
    if (first === undefined || second === undefined) return "";
    for (const text of ["thông báo: Mời {ten} nộp hồ sơ đợt 1 trước ngày {hanchot}", "chủ thể", "gửi"]) {
      await deliver(first, [text]);
      await settleAll(`slot ${slot}, announcement`);
    }
    const code =
      /TB-\d{4}/u.exec((await gotOf(second)).findLast((text) => text.includes("TB-")) ?? "")?.[0] ?? "";
    const sending = deliver(second, [`duyệt ${code}`]).then(() => settleAll(`slot ${slot}, release`));
    await wreck(6).catch((why: unknown) => faults.push(`announcement: ${String(why)}`));
    await sending;
    await settleAll(`slot ${slot}, sending`);
    // Nobody but people can say what becomes of those of whom it is not known.
    doubted = (await rowsOf(code)).filter(({ state }) => state === "doubt").length;
    if (doubted > 0) {
      await deliver(first, [`gửi lại cho người chưa rõ ${code}`]);
      await settleAll(`slot ${slot}, again`);
    }
    return code;
  };

  let announcement = "";
  let doubted = 0;
  const startOf = (slot: number): number =>
    slot < plan.evening
      ? eveningBefore + (slot + 1) * slotLength
      : morning + (slot - plan.evening) * slotLength;
  try {
    await seats();
    for (let slot = 0; slot < plan.slots; slot += 1) {
      clock.now = Math.max(clock.now, startOf(slot));
      // What falls due by itself comes before what people say now.
      await settleAll(`slot ${slot}, timers`);
      if (plan.isOffices(slot)) await office(slot);
      else if (slot === plan.announced) announcement = await announce(slot);
      else {
        const there = players.filter((player) => player.slots.has(slot));
        const lines = await Promise.all(
          there.map(async (player) =>
            player.says(
              player.kind === "walk" ? await seenBy(player) : undefined,
              player.slots.get(slot) ?? 1,
            ),
          ),
        );
        const wrecking = wreck(slot).catch((why: unknown) => faults.push(`${slot}: ${String(why)}`));
        await together(there.map((player, at) => () => deliver(player, lines[at] ?? [])));
        await wrecking;
        await settleAll(`slot ${slot}`);
      }
      if (slot % 12 === 11)
        wanted.say?.(
          `${faulty ? "with" : "without"} faults: slot ${slot + 1} of ${plan.slots}, ${said.reduce((sum, one) => sum + one, 0)} messages, ${Math.round((performance.now() - started) / 1000)} s, ${faults.length} faults`,
        );
    }
    // Whatever is still being tried again ends.
    clock.now = Math.max(clock.now, morning + hours(13.5));
    await settleAll("the end");
    const stuck = await store.range(stuckIndex, { limit: 100 });
    faults.push(...stuck.map(({ member }) => `stuck: ${member}`));

    const texts: (readonly string[])[] = [];
    const states: string[] = [];
    let handedIn = 0;
    let told = 0;
    for (const player of players) {
      const got = (await gotOf(player)).map(bare);
      texts.push(got.filter((text) => text !== notice));
      told += got.filter((text) => text === notice).length;
      const state = await stateOf(threadOfPlayer(player));
      states.push(state);
      if (state.includes('"kind":"handed-in"')) handedIn += 1;
    }
    const rows = await rowsOf(announcement);
    return {
      plan,
      texts,
      states,
      said,
      faults,
      did,
      told,
      handedIn,
      threads: players.map(threadOfPlayer),
      doubted,
      doubts: new Set(rows.filter(({ state }) => state === "doubt").map(({ thread }) => thread)),
      announcedTo: rows.length,
      dossiers: await raw.zCard(`{${programme}}:index:${dossierIndex}`),
      reminded: texts.flat().filter((text) => text.includes("tắt nhắc")).length,
      seconds: Math.round((performance.now() - started) / 1000),
    };
  } finally {
    await program.close();
    raw.destroy();
    await store.close();
    await Promise.all([bot.close(), zalo.close()]);
    await redis.stop();
    await rm(dir, { recursive: true, force: true });
  }

  /** Where somebody stands: their chat, their person, and the entries of their dossiers. */
  async function stateOf(thread: string): Promise<string> {
    const [kept] = await store.load([threadKey(thread)]);
    if (kept === undefined) return "none";
    const { person: id } = threadSchema.parse(JSON.parse(kept.text));
    const [person] = id === undefined ? [] : await store.load([personKey(id)]);
    const owned = person === undefined ? [] : Owned.parse(JSON.parse(person.text)).dossiers;
    const logs = await Promise.all(owned.map((one) => store.read(dossierLog(one.id), 0, 1000)));
    return [kept.text, person?.text ?? "", ...logs.flat()].map(bareKept).join("\n");
  }

  async function rowsOf(id: string) {
    const [found] = id === "" ? [] : await store.load([announcementKey(id)]);
    if (found === undefined) return [];
    const { chunks } = readAnnouncement(found.text);
    const keys = Array.from({ length: chunks }, (_, at) => chunkKey(id, at));
    const kept = keys.length === 0 ? [] : await store.load(keys);
    return kept.flatMap((one) => (one === undefined ? [] : readChunk(one.text).rows));
  }
}

const Owned = z.object({ dossiers: z.array(z.object({ id: z.string() })) });

/** A day without faults and the same day with them; everything must end the same. */
export async function rehearseDay(wanted: DayWanted): Promise<DayFigures> {
  const content = await readProject();
  const answers = answersOf(content, programme, { fetch, ids: freshIds });
  const steps = await walk(settingOf(content, programme), answers);
  const whole = [...steps.map(({ text }) => text), "nộp hồ sơ", "1"];
  const known = { whole, notice: bare(content.sentences["kept-meanwhile"] ?? "") };
  const calm = await runDay(wanted, known, false);
  const faulty = await runDay(wanted, known, true);
  const faults = [
    ...calm.faults.map((one) => `without faults: ${one}`),
    ...faulty.faults.map((one) => `with faults: ${one}`),
  ];
  let repeats = 0;
  let missing = 0;
  for (const player of calm.plan.players) {
    const { number, kind, name, channel } = player;
    const expected = calm.texts[number] ?? [];
    const got = faulty.texts[number] ?? [];
    if (kind !== "staff" && calm.said[number] !== faulty.said[number])
      faults.push(`${name}: said ${faulty.said[number]} instead of ${calm.said[number]}`);
    // Staff see figures of the announcement at moments that differ.
    if (kind === "staff") {
      if (got.length < expected.length) faults.push(`${name}: ${got.length} of ${expected.length} answers`);
      continue;
    }
    const isDoubt = faulty.doubts.has(faulty.threads[number] ?? "");
    const mayMiss = (text: string): boolean =>
      isDoubt && text.startsWith("Mời ") && text.includes("nộp hồ sơ đợt 1");
    const compared = kind === "officer" ? compareTogether(got, expected) : compare(got, expected, mayMiss);
    repeats += compared.repeats;
    missing += compared.missing;
    if (compared.fault !== undefined) faults.push(`${name}: ${compared.fault}`);
    if (kind !== "officer" && calm.states[number] !== faulty.states[number])
      faults.push(`${name}: state ${difference(faulty.states[number] ?? "", calm.states[number] ?? "")}`);
    // Whoever had their data erased has no page any more.
    if (channel !== "web" && expected.length < (calm.said[number] ?? 0))
      faults.push(`${name}: ${expected.length} answers to ${calm.said[number]}`);
  }
  const { did } = faulty;
  return {
    people: wanted.people,
    messages: calm.said.reduce((sum, one) => sum + one, 0),
    answers: calm.texts.reduce((sum, one) => sum + one.length, 0),
    dossiers: calm.dossiers,
    handedIn: calm.handedIn,
    reminded: calm.reminded,
    announcedTo: calm.announcedTo,
    calmSeconds: calm.seconds,
    faultySeconds: faulty.seconds,
    repeatedDeliveries: did.repeated,
    kills: did.kills,
    restarts: did.restarts,
    refusals: did.refusals,
    lostAnswers: did.lost,
    slow: did.slow,
    repeats,
    doubts: faulty.doubted,
    told: faulty.told,
    missing,
    faults,
  };
}

/** The first place where two texts differ. */
function difference(got: string, expected: string): string {
  let at = 0;
  while (at < expected.length && got[at] === expected[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  return `"${around(got)}" instead of "${around(expected)}"`;
}

const usage = `npm run rehearse:day -- [--people 5000] [--seed 1] [--slots 156]
  Một ngày của nhiều người, một lần yên và một lần đủ thứ hỏng; hai lần phải kết thúc như nhau.
  --slots   số quãng năm phút trong ngày, từ 7 giờ
  Cần redis-server; đặt REDIS_SERVER nếu nó nằm ở chỗ khác.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      people: { type: "string", default: "5000" },
      seed: { type: "string", default: "1" },
      slots: { type: "string", default: "156" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return console.log(usage);
  process.env["REDIS_SERVER"] ??= "redis-server";
  const { faults, ...figures } = await rehearseDay({
    people: Number(values.people),
    seed: Number(values.seed),
    evening: 12,
    day: Number(values.slots),
    say: console.log,
  });
  console.log(JSON.stringify(figures));
  for (const fault of faults.slice(0, 50)) console.error(fault);
  console.log(faults.length === 0 ? "Hai lần như nhau." : `${faults.length} chỗ khác.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (import.meta.main) await main();
